package views

import "oldhand/bot/phrases"

// unitNames are the units of the catalogue in the other language; a unit that is not here stays as it is.
var unitNames = []struct{ zh, en string }{
	{"个", "pcs"}, {"件", "pcs"}, {"只", "pcs"}, {"条", "pcs"}, {"支", "pcs"}, {"把", "pcs"}, {"张", "pcs"},
	{"双", "pairs"}, {"对", "pairs"}, {"包", "packs"}, {"套", "sets"}, {"盒", "boxes"}, {"卷", "rolls"},
	{"瓶", "bottles"}, {"袋", "bags"}, {"打", "dozen"}, {"箱", "cartons"}, {"本", "pcs"}, {"片", "pcs"}, {"串", "strings"},
}

// UnitIn names a unit of the catalogue in a language.
func UnitIn(lang phrases.Lang, unit string) string {
	for _, u := range unitNames {
		switch {
		case lang == phrases.English && unit == u.zh:
			return u.en
		case lang == phrases.Chinese && unit == u.en:
			return u.zh
		}
	}
	return unit
}
