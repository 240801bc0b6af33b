package encoder

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// vocabularyOf makes a vocabulary of pieces in the order of their bytes.
func vocabularyOf(t testing.TB, pieces []piece, unknown float32) *vocabulary {
	t.Helper()
	v := &vocabulary{starts: []uint32{0}, unknown: unknown}
	for _, p := range pieces {
		v.texts = append(v.texts, p.text...)
		v.starts = append(v.starts, uint32(len(v.texts)))
		v.ids = append(v.ids, p.id)
		v.scores = append(v.scores, p.score)
	}
	if !v.index() {
		t.Fatal("the pieces are out of order")
	}
	return v
}

// texts gives the pieces of a text as they are written, "?" for unknown ones.
func (v *vocabulary) pieceTexts(text string) string {
	var c cutter
	var out []string
	for _, row := range c.pieces(v, nil, text) {
		if row == rowUnknown {
			out = append(out, "?")
		} else {
			out = append(out, string(v.text(uint32(row-specialRows))))
		}
	}
	return strings.Join(out, " ")
}

// golden is testdata/tokenizer.json: texts, what SentencePiece cuts them into and where, and all pieces that could be part of
// them. It is written by tools/encoder/check.py.
type golden struct {
	Unknown float32      `json:"unknown"`
	Pieces  [][3]any     `json:"pieces"`
	Texts   []goldenText `json:"texts"`
}

type goldenText struct {
	text   string
	ids    []int
	places []int32 // where each piece begins and the last one ends
}

func (g *goldenText) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&g.text, &g.ids, &g.places})
}

func readGolden(t *testing.T) (*vocabulary, []goldenText) {
	t.Helper()
	file, err := os.ReadFile("testdata/tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(file, &g); err != nil {
		t.Fatal(err)
	}
	var pieces []piece
	for _, p := range g.Pieces {
		pieces = append(pieces, piece{text: p[0].(string), id: uint32(p[1].(float64)), score: float32(p[2].(float64))})
	}
	if len(g.Texts) < 300 {
		t.Errorf("only %d texts", len(g.Texts))
	}
	return vocabularyOf(t, pieces, g.Unknown), g.Texts
}

func TestIDsAreTheOriginals(t *testing.T) {
	t.Parallel()
	v, texts := readGolden(t)
	var c cutter
	for _, want := range texts {
		var got []int
		for _, row := range c.pieces(v, nil, want.text) {
			got = append(got, v.id(row))
		}
		if !slices.Equal(got, want.ids) {
			t.Errorf("%q is cut into\n%v, not\n%v", want.text, got, want.ids)
		}
	}
}

func TestTextsAreCutIntoTheLikeliestPieces(t *testing.T) {
	t.Parallel()
	v := vocabularyOf(t, tinyPieces(), -30)
	for text, want := range map[string]string{
		"":                            "",
		" \t\u3000":                   "",
		"hair clips":                  "▁hair ▁ clip s",
		"  hair\n\nclips  ":           "▁hair ▁ clip s",
		"发夹到了没有？":                     "▁ 发夹 到 了 没 有 ?",
		"query: a":                    "▁query : ▁a",
		"ａ，\u200bｂ":                   "▁a , ▁ b",
		"它们到货":                        "▁ ? 到 货",
		"a它b":                         "▁a ? b",
		"\x01a\x7f":                   "▁a",
		"▁▁a":                         "▁a",
		"a" + string(rune(0x301)):     "▁ ?",
		"～":                           "▁ ?",
		"\xffa":                       "▁a",
		"a\x00":                       "▁a ?",
		"a\x01" + string(rune(0x301)): "▁a ?",
	} {
		if got := v.pieceTexts(text); got != want {
			t.Errorf("%q is cut into %q, not %q", text, got, want)
		}
	}
}

func TestUnorderedPiecesAreRefused(t *testing.T) {
	t.Parallel()
	for _, texts := range [][]string{{"b", "a"}, {"a", "a"}, {"a", ""}} {
		v := &vocabulary{starts: []uint32{0}}
		for _, text := range texts {
			v.texts = append(v.texts, text...)
			v.starts = append(v.starts, uint32(len(v.texts)))
			v.ids = append(v.ids, 0)
		}
		if v.index() {
			t.Errorf("%q are in order", texts)
		}
	}
}

// Whatever people send is cut into pieces that, one after the other, are the text as it is normalised.
func FuzzPieces(f *testing.F) {
	for _, text := range append(texts, "\xff\xfe", "～▁ ｶﾞ", "e\u0301\u0301", "\u1100\u1161", strings.Repeat("a", 300)) {
		f.Add(text)
	}
	v := vocabularyOf(f, tinyPieces(), -30)
	f.Fuzz(func(t *testing.T, text string) {
		var c cutter
		rows := c.pieces(v, nil, text)
		rest := c.clean
		for i, row := range rows {
			if row != rowUnknown {
				known := v.text(uint32(row - specialRows))
				if !bytes.HasPrefix(rest, known) {
					t.Fatalf("%q: piece %d is %q before %q", text, i, known, rest)
				}
				rest = rest[len(known):]
				continue
			}
			if i > 0 && rows[i-1] == rowUnknown {
				t.Fatalf("%q: two unknown pieces next to each other", text)
			}
			rest = afterUnknown(v, rest)
		}
		if len(rest) > 0 || !utf8.Valid(c.clean) {
			t.Fatalf("%q: %q is left of %q", text, rest, c.clean)
		}
	})
}

// afterUnknown leaves out the characters that are no pieces.
func afterUnknown(v *vocabulary, s []byte) []byte {
	for len(s) > 0 {
		_, size := utf8.DecodeRune(s)
		known := false
		v.prefixes(s, func(_ uint32, length int) { known = known || length == size })
		if known {
			break
		}
		s = s[size:]
	}
	return s
}
