package catalogue

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"oldhand/integrations/text"
)

//go:embed data/synonyms.txt
var synonymsFile string

// synonyms knows which words of the trade mean the same.
type synonyms struct {
	groups map[string][][]string // the terms of every word of a group, by the folded Chinese word or the stems of the English one
	sounds map[string][][]string // the same by the Chinese words in pinyin
	words  int                   // English words in the longest
	runes  int                   // characters in the longest Chinese word
}

// tradeWords are read once: the file is part of the program.
var tradeWords = sync.OnceValue(func() *synonyms { return parseSynonyms(synonymsFile) })

func parseSynonyms(file string) *synonyms {
	s := &synonyms{groups: map[string][][]string{}, sounds: map[string][][]string{}}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var group [][]string
		var words []string
		for word := range strings.SplitSeq(line, ",") {
			words = append(words, word)
			group = append(group, text.Terms(word))
		}
		for _, word := range words {
			s.add(word, group)
		}
	}
	return s
}

// add takes a word in; one that stands in two groups means all of both.
func (s *synonyms) add(word string, group [][]string) {
	key := strings.TrimSpace(text.Fold(word))
	if text.Language(word) == "zh" {
		s.runes = max(s.runes, utf8.RuneCountInString(key))
		for _, spelled := range text.Pinyin(key) {
			s.sounds[spelled] = append(s.sounds[spelled], group...)
		}
	} else {
		stems := text.Terms(word)
		s.words = max(s.words, len(stems))
		key = strings.Join(stems, " ")
	}
	s.groups[key] = append(s.groups[key], group...)
}

// english finds the longest known word at the beginning of some stems, and how many of them it takes.
func (s *synonyms) english(stems []string) (group [][]string, taken int) {
	for n := min(s.words, len(stems)); n > 0; n-- {
		if group := s.groups[strings.Join(stems[:n], " ")]; group != nil {
			return group, n
		}
	}
	return nil, 0
}

// chinese finds the longest known word at the beginning of some characters, and how many of them it takes.
func (s *synonyms) chinese(characters []rune) (group [][]string, taken int) {
	for n := min(s.runes, len(characters)); n > 0; n-- {
		if group := s.groups[string(characters[:n])]; group != nil {
			return group, n
		}
	}
	return nil, 0
}
