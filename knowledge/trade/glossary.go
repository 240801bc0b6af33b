// Package trade knows what the trade calls things: a glossary by which English and Chinese words of one meaning are known
// as one, and what a text consists of when it is read by it.
//
// The catalogue has many of the same words in its own list of synonyms. The two serve different ends and are not one: what
// stands here is what a text may be about, all of Christmas or pencils with their cases, and a search for goods by it puts
// the right item first less often.
package trade

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"oldhand/integrations/text"
)

// glossaryTable is one meaning a line: its English forms, a tab, its Chinese forms, and for some a tab and "goods" or "common";
// forms are separated by "|".
//
//go:embed glossary.tsv
var glossaryTable string

// commonWords are English words that have no form in the glossary and tell little all the same.
//
//go:embed common.txt
var commonWords string

// commonStems are the stems of commonWords.
var commonStems = sync.OnceValue(func() map[string]bool {
	stems := make(map[string]bool)
	for line := range strings.Lines(commonWords) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			stems[text.Stem(word)] = true
		}
	}
	return stems
})

// known is the glossary, read when first needed.
var known = sync.OnceValue(func() *glossary { return readGlossary(Glossary()) })

// Meaning names what the forms of one line of the glossary mean. It passes for a code wherever terms are made, and is never
// stemmed, so that a text is found by its meanings as by its words.
type Meaning string

// The meanings that freight is made of.
const (
	ShippingFee Meaning = "mshippingfee0"
	Courier     Meaning = "mcourier0"
	Shipping    Meaning = "mshipping0"
	Stock       Meaning = "mstock0"
	Price       Meaning = "mprice0"
	Parcel      Meaning = "mparcel0"
	Cost        Meaning = "mcost0"
	Payment     Meaning = "mpayment0"
	Kilogram    Meaning = "mkilogram0"
)

// Entry is a line of the glossary: what the two languages call one thing.
type Entry struct {
	English, Chinese []string
	Class            Class
}

// means names the entry's meaning.
func (e Entry) means() Meaning { return named(e.English[0]) }

// Glossary gives the trade's glossary.
func Glossary() []Entry {
	var all []Entry
	for line := range strings.Lines(glossaryTable) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		english, rest, _ := strings.Cut(line, "\t")
		chinese, mark, _ := strings.Cut(rest, "\t")
		all = append(all, Entry{strings.Split(english, "|"), strings.Split(chinese, "|"), Class(mark)})
	}
	return all
}

// Class sets some meanings apart from the rest.
type Class string

// The classes. Most meanings have none: they are what texts of the trade are about.
const (
	Goods  Class = "goods"  // something that is sold
	Common Class = "common" // a word of every subject: it helps to tell texts apart, but none is about it
)

// glossary knows the forms as they are written and, second to that, by the stems of their words: customs are no
// customers, but whatever is not written there in so many words is taken by its stem.
type glossary struct{ words, stems node }

// node is a place in a tree of forms, told apart token by token.
type node struct {
	next    map[string]*node
	meaning Meaning // of the form that ends here, or ""
	class   Class
	single  bool // the form that ends here is one Chinese character
}

func readGlossary(entries []Entry) *glossary {
	g := &glossary{}
	for _, e := range entries {
		end := node{meaning: e.means(), class: e.Class}
		for _, form := range slices.Concat(e.English, e.Chinese) {
			ts := tokens(form)
			g.words.add(ts, token.asWritten, end)
			g.stems.add(ts, token.stemmed, end)
		}
	}
	return g
}

// named makes a meaning's name of its first English form. The digit at the end makes it a code.
func named(form string) Meaning {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(form))
	return Meaning("m" + letters + "0")
}

func (n *node) add(form []token, key func(token) string, end node) {
	for _, t := range form {
		if n.next == nil {
			n.next = make(map[string]*node)
		}
		child := n.next[key(t)]
		if child == nil {
			child = &node{}
			n.next[key(t)] = child
		}
		n = child
	}
	if n.meaning == "" { // of two meanings of one form the earlier line's holds
		n.meaning, n.class, n.single = end.meaning, end.class, len(form) == 1 && form[0].script == text.Ideographs
	}
}

// longest finds the longest form at the beginning of ts and how many tokens it has; nil if there is none.
func (g *glossary) longest(ts []token) (*node, int) {
	written, n := g.words.longest(ts, token.asWritten)
	stemmed, m := g.stems.longest(ts, token.stemmed)
	if m > n {
		return stemmed, m
	}
	return written, n
}

func (n *node) longest(ts []token, key func(token) string) (found *node, length int) {
	for i, t := range ts {
		if n = n.next[key(t)]; n == nil {
			break
		}
		if n.meaning != "" {
			found, length = n, i+1
		}
	}
	return found, length
}

// token is what forms are made of: a word, a number or one Chinese character.
type token struct {
	script text.Script
	word   string // as folded
	term   string // its stem
	run    int    // which run of the text it is from
}

func (t token) asWritten() string { return t.word }

func (t token) stemmed() string { return t.term }

func tokens(s string) []token {
	var ts []token
	run := 0
	for script, part := range text.Runs(text.Fold(s)) {
		run++
		switch script {
		case text.Ideographs:
			for _, r := range part {
				c := string(r)
				ts = append(ts, token{script, c, c, run})
			}
		case text.Letters:
			ts = append(ts, token{script, part, text.Stem(part), run})
		default:
			ts = append(ts, token{script, part, part, run})
		}
	}
	return ts
}
