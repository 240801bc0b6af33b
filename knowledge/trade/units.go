package trade

import (
	"strings"

	"oldhand/integrations/text"
)

// Unit is a part of a text that means one thing: a form of the glossary, a word, a number, or a stretch of Chinese that
// the glossary does not know, without the small words in it.
type Unit struct {
	Words   string      // as folded
	Script  text.Script // of its first character
	Meaning Meaning     // the same for every form of one meaning; "" for what the glossary does not know
	Class   Class       // of the meaning
	Small   bool        // an English word that says nothing about what the text is about
}

// Units cuts a text into units, the longest forms of the glossary first.
func Units(s string) []Unit {
	ts := tokens(s)
	forms := meanings(ts)
	units := make([]Unit, 0, len(ts))
	for i := 0; i < len(ts); {
		if forms[i].length > 0 && !(forms[i].length == 1 && forms[i].class == Common && text.Small(ts[i].word)) {
			end := i + forms[i].length
			units = append(units, Unit{Words: join(ts[i:end]), Script: ts[i].script, Meaning: forms[i].meaning, Class: forms[i].class})
			i = end
			continue
		}
		if ts[i].script != text.Ideographs {
			units = append(units, plainUnit(ts[i]))
			i++
			continue
		}
		end := i + 1
		for end < len(ts) && forms[end].length == 0 && ts[end].run == ts[i].run {
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
	meaning Meaning
	class   Class
	length  int
}

// meanings finds the forms in a text. A form of one character counts only where it stands free: at the edges of its run or
// beside other forms or small words. So 红 is a colour in 红发夹, but 天 is no day in 天气.
func meanings(ts []token) []match {
	forms := make([]match, len(ts)+1)
	covered := make([]bool, len(ts))
	var single []int
	for i := 0; i < len(ts); {
		found, length := known().longest(ts[i:])
		if found == nil {
			covered[i] = text.Small(ts[i].word)
			i++
			continue
		}
		forms[i] = match{found.meaning, found.class, length}
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
			forms[i] = match{}
		}
	}
	return forms
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
