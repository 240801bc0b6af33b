package encoder

import (
	"slices"
	"strings"
	"testing"
)

func TestPlacesAreTheOriginals(t *testing.T) {
	t.Parallel()
	v, texts := readGolden(t)
	var c cutter
	for _, want := range texts {
		if _, places := c.placed(v, nil, nil, want.text); len(want.ids) > 0 && !slices.Equal(places, want.places) {
			t.Errorf("%q is cut at\n%v, not at\n%v", want.text, places, want.places)
		}
	}
}

// What SentencePiece's golden texts cannot hold, and what may stand before it.
func TestPiecesLieWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	v := vocabularyOf(t, tinyPieces(), -30)
	for text, want := range map[string]string{
		"":                         "",
		" \n":                      "",
		"hair clips":               "hair| |clip|s",
		"  a\xff\xffb ":            "a|\xff\xff|b",
		"\xff\xfe货":                "|货",
		"ａ，\u200bｂ":                "ａ|，|\u200b|ｂ",
		"㏔货":                       "||㏔|货", // mb
		"\x00货\x00":                "|\x00|货|\x00",
		"a" + "\u0323\u0301" + "b": "|a\u0323\u0301|b",
	} {
		var c cutter
		rows, places := c.placed(v, nil, nil, text)
		var got []string
		for i := range rows {
			got = append(got, text[places[i]:places[i+1]])
		}
		if strings.Join(got, "|") != want || !slices.IsSorted(places) {
			t.Errorf("%q is cut at %v, into %q, not %q", text, places, strings.Join(got, "|"), want)
		}
	}
}

// Whatever people send is cut into the same pieces with and without their places, which are in order and in the text.
func FuzzPlaces(f *testing.F) {
	for _, text := range append(texts, "\xff\xfe", "～▁ ｶﾞ", "e\u0301\u0301", "\u1100\u1161", "㌔ ①", "a\x01\u0301", "\u0344\u0323", strings.Repeat("a\u0301", 40)) {
		f.Add(text)
	}
	v := vocabularyOf(f, tinyPieces(), -30)
	f.Fuzz(func(t *testing.T, text string) {
		var plain, placing cutter
		want := plain.pieces(v, nil, text)
		rows, places := placing.placed(v, nil, nil, text)
		if joiner := "\u034f"; strings.Contains(string(plain.clean), joiner) {
			return // Unicode's normalisation puts it between more than thirty marks in a row, and then they count as one text
		}
		if !slices.Equal(rows, want) || string(plain.clean) != string(placing.clean) {
			t.Fatalf("%q is cut into %v with places, %v without", text, rows, want)
		}
		if len(places) != len(rows)+1 || places[0] < 0 || int(places[len(rows)]) > len(text) || !slices.IsSorted(places) {
			t.Fatalf("%q has %d pieces at %v", text, len(rows), places)
		}
	})
}
