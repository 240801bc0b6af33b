package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Script says what a run of a text is made of.
type Script byte

// The kinds of runs. Everything else (spaces, marks of punctuation, signs) only separates them.
const (
	Letters    Script = iota + 1 // a word: letters, an apostrophe within, and digits after the first letter, as in "a1023"
	Digits                       // a number, with a decimal point within: "1.2"
	Ideographs                   // Chinese (or Japanese, Korean) characters without a break
)

// Runs cuts a folded text into words, numbers and stretches of Chinese. Signs that group thousands ("1,000") are not
// taken for part of a number: whoever wants amounts must parse them.
func Runs(folded string) iter.Seq2[Script, string] {
	return func(yield func(Script, string) bool) {
		for at := 0; at < len(folded); {
			r, size := utf8.DecodeRuneInString(folded[at:])
			script := scriptOf(r)
			if script == 0 {
				at += size
				continue
			}
			end := at + size + runLength(script, folded[at+size:])
			if !yield(script, folded[at:end]) {
				return
			}
			at = end
		}
	}
}

// runLength is how many bytes of rest still belong to a run of this script.
func runLength(script Script, rest string) int {
	for at := 0; at < len(rest); {
		r, size := utf8.DecodeRuneInString(rest[at:])
		if !continues(script, r) && !joins(script, r, rest[at+size:]) {
			return at
		}
		at += size
	}
	return len(rest)
}

func continues(script Script, r rune) bool {
	switch script {
	case Letters:
		return scriptOf(r) == Letters || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd)
	case Digits:
		return unicode.Is(unicode.Nd, r)
	}
	return scriptOf(r) == Ideographs
}

// joins says that r, which is no part of a run by itself, stands between two parts of one.
func joins(script Script, r rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch script {
	case Letters:
		return (r == '\'' || r == '’') && scriptOf(next) == Letters
	case Digits:
		return r == '.' && unicode.Is(unicode.Nd, next)
	}
	return false
}

func scriptOf(r rune) Script {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			return Letters
		case '0' <= r && r <= '9':
			return Digits
		}
		return 0
	case isUnified(r):
		return Ideographs // nearly all that is not ASCII
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return Ideographs
	case unicode.IsLetter(r):
		return Letters
	case unicode.Is(unicode.Nd, r):
		return Digits
	}
	return 0
}
