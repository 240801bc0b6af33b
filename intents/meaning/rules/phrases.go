package rules

import (
	"sort"
	"strings"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// phraseIndex finds the longest of many phrases that starts at a token, by its first token.
type phraseIndex[V any] map[string][]phrase[V]

type phrase[V any] struct {
	tokens []string
	value  V
}

// phrases makes an index of "|"-separated phrases.
func phrases[V any](table map[string]V) phraseIndex[V] {
	index := phraseIndex[V]{}
	for list, value := range table {
		for _, w := range strings.Split(list, "|") {
			tokens := phraseTokens(w)
			if len(tokens) == 0 {
				continue
			}
			index[tokens[0]] = append(index[tokens[0]], phrase[V]{tokens, value})
		}
	}
	index.sort()
	return index
}

// indexOf makes an index of the words of a table.
func indexOf[V any](table words.Table[V]) phraseIndex[V] {
	index := map[string]V{}
	for word, value := range table.All() {
		index[strings.ReplaceAll(word, ".", " . ")] = value // a mark is a token of its own
	}
	return phrases(index)
}

func (x phraseIndex[V]) sort() {
	for _, list := range x {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].tokens) > len(list[j].tokens) })
	}
}

// phraseTokens cuts a phrase of a table as the tokenizer cuts a message.
func phraseTokens(s string) []string {
	var tokens []string
	for _, word := range strings.Fields(s) {
		start := 0
		for i, r := range word {
			if text.IsHan(r) {
				if i > start {
					tokens = append(tokens, word[start:i])
				}
				tokens = append(tokens, string(r))
				start = i + len(string(r))
			}
		}
		if start < len(word) {
			tokens = append(tokens, word[start:])
		}
	}
	return tokens
}

// longest gives the value of the longest phrase at token i, and how many tokens it has; 0: none.
func (x phraseIndex[V]) longest(m *message, i int) (value V, length int) {
	for _, p := range x[m.token(i).s] {
		if m.phrase(i, p.tokens...) {
			return p.value, len(p.tokens)
		}
	}
	return value, 0
}
