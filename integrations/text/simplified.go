package text

import (
	_ "embed"
	"iter"
	"strings"
	"unicode/utf8"
)

// The tables of characters; data/README.md says where they come from.
var (
	//go:embed data/TSCharacters.txt
	traditionalTable string
	//go:embed data/variants.txt
	variantTable string
	//go:embed data/radicals.txt
	radicalTable string
)

// The block of Unicode in which nearly all Chinese is written.
const (
	firstUnified = '一'
	lastUnified  = '\u9fff'
)

func isUnified(r rune) bool { return r >= firstUnified && r <= lastUnified }

// The blocks of Unicode with radicals, which PDFs give for the characters that look the same.
const (
	firstRadical = '\u2e80'
	lastRadical  = '\u2fdf'
)

func isRadical(r rune) bool { return r >= firstRadical && r <= lastRadical }

// unradical gives the simplified character for each radical that looks like one, and every other radical itself.
var unradical = readRadicals(radicalTable)

func readRadicals(table string) *[lastRadical - firstRadical + 1]rune {
	var to [lastRadical - firstRadical + 1]rune
	for i := range to {
		to[i] = firstRadical + rune(i)
	}
	for pair := range pairs(table) {
		r, size := utf8.DecodeRuneInString(pair)
		same, _ := utf8.DecodeRuneInString(pair[size:])
		to[r-firstRadical] = simplified[same-firstUnified]
	}
	return &to
}

// pairs gives the pairs of characters of a table.
func pairs(table string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(table) {
			for pair := range strings.FieldsSeq(line) {
				if !strings.HasPrefix(line, "#") && !yield(pair) {
					return
				}
			}
		}
	}
}

// characters gives for each character of the block another one of it, mostly itself.
type characters [lastUnified - firstUnified + 1]rune

// simplified gives the simplified character for each of the block.
var simplified = readSimplified(traditionalTable, variantTable)

// Simplified gives a text with the simplified character for each that has one. It is as long as before, in bytes too.
func Simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if isUnified(r) {
			return simplified[r-firstUnified]
		}
		return r
	}, s)
}

func readSimplified(traditional, variants string) *characters {
	var to characters
	for i := range to {
		to[i] = firstUnified + rune(i)
	}
	for line := range strings.Lines(traditional) {
		from, usual, _ := strings.Cut(line, "\t")
		to.fold(from, usual)
	}
	for pair := range pairs(variants) {
		_, size := utf8.DecodeRuneInString(pair)
		to.fold(pair[:size], pair[size:])
	}
	for i, r := range to { // 薴 is 苧, which is itself the traditional form of 苎
		to[i] = to[r-firstUnified]
	}
	return &to
}

// fold takes in that the first character of one text becomes the first of another. Characters outside the block are left
// alone, and so is what would become one: these are forms made by analogy, which nobody types and no font shows.
func (c *characters) fold(from, to string) {
	r, _ := utf8.DecodeRuneInString(from)
	s, _ := utf8.DecodeRuneInString(to)
	if isUnified(r) && isUnified(s) {
		c[r-firstUnified] = s
	}
}
