package text

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/pinyin.txt
var pinyinTable string

// readings are how characters are read, without tones, in the letters that one types on a phone.
type readings struct {
	of        map[rune][]string
	syllables map[string]bool
}

// longestSyllable is zhuang and the like, in letters.
const longestSyllable = 6

var pinyin = sync.OnceValue(func() readings {
	all := readings{map[rune][]string{}, map[string]bool{}}
	for line := range strings.Lines(pinyinTable) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		if syllable == "#" {
			continue
		}
		all.syllables[syllable] = true
		for _, character := range characters {
			all.of[character] = append(all.of[character], syllable)
		}
	}
	return all
})

// Pinyin gives a Chinese word as one types it in letters, without tones or spaces, in every way that its characters may
// be read; none if a character is unknown. One character by itself has none: its letters are too few to tell it from an
// English word.
func Pinyin(word string) []string {
	spelled, characters := []string{""}, 0
	for _, character := range word {
		var longer []string
		for _, syllable := range pinyin().of[character] {
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

// IsPinyin says that a word of small letters can be read as Chinese syllables and nothing else.
func IsPinyin(word string) bool {
	word = strings.ReplaceAll(word, "ü", "v")
	ends := make([]bool, len(word)+1) // where a syllable may end
	ends[0] = true
	for end := 1; end <= len(word); end++ {
		for start := max(0, end-longestSyllable); start < end && !ends[end]; start++ {
			ends[end] = ends[start] && pinyin().syllables[word[start:end]]
		}
	}
	return word != "" && ends[len(word)]
}
