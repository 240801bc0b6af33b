package catalogue

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed pinyin.txt
var pinyinTable string

// readings gives how each character is read, in the letters that one types on a phone.
var readings = sync.OnceValue(func() map[rune][]string {
	all := map[rune][]string{}
	for line := range strings.Lines(pinyinTable) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		if syllable == "#" {
			continue
		}
		for _, character := range characters {
			all[character] = append(all[character], syllable)
		}
	}
	return all
})

// spellings gives a Chinese word in pinyin, as one word, in every way that it may be read; none if a character is unknown.
// One character by itself has none: its letters are too few to tell it from an English word.
func spellings(word string) []string {
	spelled, characters := []string{""}, 0
	for _, character := range word {
		var longer []string
		for _, syllable := range readings()[character] {
			for _, s := range spelled {
				longer = append(longer, s+syllable)
			}
		}
		spelled = longer
		characters++
	}
	if characters < 2 {
		return nil
	}
	return spelled
}
