package text

import "strings"

// List gives the words of a file that has one a line; empty lines and those that begin with # are left out.
func List(file string) []string {
	var words []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			words = append(words, line)
		}
	}
	return words
}

// Lists gives the words of a file by what they are for: a line has that, a tab and a word.
func Lists(file string) map[string][]string {
	words := map[string][]string{}
	for _, line := range List(file) {
		kind, word, _ := strings.Cut(line, "\t")
		words[kind] = append(words[kind], word)
	}
	return words
}
