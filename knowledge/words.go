package knowledge

import (
	"embed"
	"fmt"
	"strings"

	"oldhand/integrations/text"
)

// wordFiles hold the words that notes and questions are read by: a folder for each language, one word or pattern a line.
//
//go:embed words
var wordFiles embed.FS

// words gives the words of a file in a language, "en" or "zh". The files are part of the program, so one that is not
// there is a panic.
func words(lang, name string) []string {
	file, err := wordFiles.ReadFile("words/" + lang + "/" + name + ".txt")
	if err != nil {
		panic(fmt.Sprintf("knowledge: %v", err))
	}
	return text.List(string(file))
}

// bothWords gives the words of a file in both languages.
func bothWords(name string) []string { return append(words("en", name), words("zh", name)...) }

// oneOf is a pattern for one of several.
func oneOf(patterns []string) string { return strings.Join(patterns, "|") }
