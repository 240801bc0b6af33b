package models

import (
	_ "embed"
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

// trade is the glossary, read when first needed.
var trade = sync.OnceValue(func() *glossary { return readGlossary(glossaryTable) })

// Meaning is a line of the glossary: what the two languages call one thing.
type Meaning struct{ English, Chinese []string }

// Glossary gives the trade's glossary.
func Glossary() []Meaning {
	var all []Meaning
	for line := range strings.Lines(glossaryTable) {
		if columns := strings.Split(strings.TrimSpace(line), "\t"); len(columns) > 1 && line[0] != '#' {
			all = append(all, Meaning{strings.Split(columns[0], "|"), strings.Split(columns[1], "|")})
		}
	}
	return all
}

// glossary knows the forms as they are written and, second to that, by the stems of their words: customs are no
// customers, but whatever is not written there in so many words is taken by its stem.
type glossary struct{ words, stems node }

// node is a place in a tree of forms, told apart token by token.
type node struct {
	next    map[string]*node
	meaning string // of the form that ends here, or ""
	class   Class
	single  bool // the form that ends here is one Chinese character
}

func readGlossary(table string) *glossary {
	g := &glossary{}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		english, rest, _ := strings.Cut(line, "\t")
		chinese, mark, _ := strings.Cut(rest, "\t")
		first, _, _ := strings.Cut(english, "|")
		end := node{meaning: meaningCode(first), class: Class(mark)}
		for form := range strings.SplitSeq(english+"|"+chinese, "|") {
			ts := tokens(form)
			g.words.add(ts, token.asWritten, end)
			g.stems.add(ts, token.stemmed, end)
		}
	}
	return g
}

// meaningCode names a meaning by its first English form. It ends in a digit, so that it passes for a code wherever terms
// are made and is never stemmed.
func meaningCode(form string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold("m"+form)) + "0"
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

// Class sets some meanings apart from the rest.
type Class string

// The classes. Most meanings have none: they are what texts of the trade are about.
const (
	Goods  Class = "goods"  // something that is sold
	Common Class = "common" // a word of every subject: it helps to tell texts apart, but none is about it
)

// Unit is a part of a text that means one thing: a form of the glossary, a word, a number, or a stretch of Chinese that
// the glossary does not know, without the small words in it.
type Unit struct {
	Words   string      // as folded
	Script  text.Script // of its first character
	Meaning string      // the same for every form of one meaning; "" for what the glossary does not know
	Class   Class       // of the meaning
	Small   bool        // an English word that says nothing about what the text is about
}

// Units cuts a text into units, the longest forms of the glossary first.
func Units(s string) []Unit {
	ts := tokens(s)
	known := meanings(ts)
	units := make([]Unit, 0, len(ts))
	for i := 0; i < len(ts); {
		if known[i].length > 0 && !(known[i].length == 1 && known[i].class == Common && text.Small(ts[i].word)) {
			end := i + known[i].length
			units = append(units, Unit{Words: join(ts[i:end]), Script: ts[i].script, Meaning: known[i].meaning, Class: known[i].class})
			i = end
			continue
		}
		if ts[i].script != text.Ideographs {
			units = append(units, plainUnit(ts[i]))
			i++
			continue
		}
		end := i + 1
		for end < len(ts) && known[end].length == 0 && ts[end].run == ts[i].run {
			end++
		}
		for piece := range text.Pieces(join(ts[i:end])) {
			units = append(units, Unit{Words: piece, Script: text.Ideographs})
		}
		i = end
	}
	return units
}

// plainUnit is a word or number that the glossary does not know.
func plainUnit(t token) Unit {
	u := Unit{Words: t.word, Script: t.script}
	if t.script == text.Letters {
		u.Small = text.Small(t.word)
		if commonStems()[t.term] {
			u.Class = Common
		}
	}
	return u
}

// match is a form found at a token; length 0: none begins here.
type match struct {
	meaning string
	class   Class
	length  int
}

// meanings finds the forms in a text. A form of one character counts only where it stands free: at the edges of its run or
// beside other forms or small words. So 红 is a colour in 红发夹, but 天 is no day in 天气.
func meanings(ts []token) []match {
	known := make([]match, len(ts)+1)
	covered := make([]bool, len(ts))
	var single []int
	for i := 0; i < len(ts); {
		found, length := trade().longest(ts[i:])
		if found == nil {
			covered[i] = text.Small(ts[i].word)
			i++
			continue
		}
		known[i] = match{found.meaning, found.class, length}
		if found.single {
			single = append(single, i)
		}
		for j := range length {
			covered[i+j] = true
		}
		i += length
	}
	free := func(i, neighbour int) bool {
		return neighbour < 0 || neighbour >= len(ts) || ts[neighbour].run != ts[i].run || covered[neighbour]
	}
	for _, i := range single {
		if !free(i, i-1) || !free(i, i+1) {
			known[i] = match{}
		}
	}
	return known
}

func join(ts []token) string {
	if len(ts) == 1 {
		return ts[0].word
	}
	var b strings.Builder
	for i, t := range ts {
		if i > 0 && t.run != ts[i-1].run {
			b.WriteByte(' ')
		}
		b.WriteString(t.word)
	}
	return b.String()
}
