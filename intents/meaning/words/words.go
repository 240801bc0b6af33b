// Package words holds what people call values: days and times, colours and sizes, money, the parts of an address. The words
// stand in data files, one folder a language and one word a line, so that whoever speaks a language can mend them.
//
// A line is a word, and behind a tab what it means where it means something; a line that begins with "# " is a comment.
// zh holds what Mandarin writes, yue what Cantonese writes differently. Numbers, weights and measures are read by
// integrations/measure.
package words

import (
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"strings"
)

//go:embed en zh yue
var files embed.FS

// languages are the folders, in the order in which their words are told.
var languages = []string{"en", "zh", "yue"}

// Table is the words of one kind, each with what it means. It never changes.
type Table[V any] struct {
	order []string
	of    map[string]V
}

// Of gives what a word means, written as text.Fold leaves it; ok is false for one that is not in the table.
func (t Table[V]) Of(word string) (meaning V, ok bool) {
	meaning, ok = t.of[word]
	return meaning, ok
}

// Has says that a word, written as text.Fold leaves it, is in the table.
func (t Table[V]) Has(word string) bool {
	_, ok := t.of[word]
	return ok
}

// All gives the words with what they mean: language by language, and within one as the file has them.
func (t Table[V]) All() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, word := range t.order {
			if !yield(word, t.of[word]) {
				return
			}
		}
	}
}

// Nothing is what the words of a table mean that only belong together.
type Nothing struct{}

// read reads the files of one name in every language that has one. They are part of the program, so it panics where they
// are not as they must be.
func read[V any](name string, meaning func(string) (V, error)) Table[V] {
	t := Table[V]{of: map[string]V{}}
	for _, language := range languages {
		file, err := fs.ReadFile(files, language+"/"+name+".tsv")
		if err != nil { // a language without words of its own
			continue
		}
		for line := range strings.Lines(string(file)) {
			if err := t.add(strings.TrimSuffix(line, "\n"), meaning); err != nil {
				panic(fmt.Sprintf("%s/%s.tsv: %v", language, name, err))
			}
		}
	}
	if len(t.order) == 0 {
		panic("no words of " + name)
	}
	return t
}

func (t *Table[V]) add(line string, meaning func(string) (V, error)) error {
	if strings.HasPrefix(line, "# ") {
		return nil
	}
	word, means, _ := strings.Cut(line, "\t")
	if t.Has(word) {
		return fmt.Errorf("%q stands there twice", word)
	}
	value, err := meaning(means)
	if err != nil {
		return fmt.Errorf("%q: %w", word, err)
	}
	t.order = append(t.order, word)
	t.of[word] = value
	return nil
}

// oneOf reads a meaning that is one of several names.
func oneOf[V any](names map[string]V) func(string) (V, error) {
	return func(s string) (V, error) {
		value, ok := names[s]
		if !ok {
			return value, fmt.Errorf("%q is no meaning here", s)
		}
		return value, nil
	}
}

// asWritten reads a meaning that is a name, or empty.
func asWritten(s string) (string, error) { return s, nil }

func nothing(s string) (Nothing, error) {
	if s != "" {
		return Nothing{}, fmt.Errorf("means nothing, not %q", s)
	}
	return Nothing{}, nil
}
