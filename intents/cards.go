package intents

import (
	"fmt"
	"slices"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/text"
)

// view is what a sentence is filled in with.
type view map[string]any

// widthHan and widthOther weigh what a button shows: 12 Chinese or 20 other characters fit.
const (
	widthHan   = 5
	widthOther = 3
	buttonRoom = 60
)

// button makes a button whose label is a sentence.
func (v *visit) button(key string, data any, verb string, args ...any) bot.Button {
	return tap(phrases.Label(v.lang, key, data), verb, args...)
}

// tap makes a button with a label as it is, cut to what a phone shows.
func tap(label, verb string, args ...any) bot.Button {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return bot.Button{Label: fit(label), Action: bot.Action{Verb: verb, Args: words}}
}

func once(b bot.Button) bot.Button {
	b.Once = true
	return b
}

func row(buttons ...bot.Button) []bot.Button { return buttons }

// rows lays buttons out three to a row.
func rows(buttons []bot.Button) [][]bot.Button { return slices.Collect(slices.Chunk(buttons, 3)) }

// fit cuts a label to the room of a button.
func fit(label string) string {
	used := 0
	for i, r := range label {
		if text.IsHan(r) {
			used += widthHan
		} else {
			used += widthOther
		}
		if used > buttonRoom {
			return clip(label[:i], len([]rune(label[:i]))-1) + "…"
		}
	}
	return label
}

// clip keeps at most n characters of a text.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// short cuts a title to what a list can show, with an ellipsis where something is missing.
func short(s string, n int) string {
	if len([]rune(s)) <= n {
		return s
	}
	return clip(s, n-1) + "…"
}

// unitNames are the units of the catalogue in the other language; a unit that is not here stays as it is.
var unitNames = []struct{ zh, en string }{
	{"个", "pcs"}, {"件", "pcs"}, {"只", "pcs"}, {"条", "pcs"}, {"支", "pcs"}, {"把", "pcs"}, {"张", "pcs"},
	{"双", "pairs"}, {"对", "pairs"}, {"包", "packs"}, {"套", "sets"}, {"盒", "boxes"}, {"卷", "rolls"},
	{"瓶", "bottles"}, {"袋", "bags"}, {"打", "dozen"}, {"箱", "cartons"}, {"本", "pcs"}, {"片", "pcs"}, {"串", "strings"},
}

// unitIn names a unit of the catalogue in a language.
func unitIn(lang phrases.Lang, unit string) string {
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
