package rules

import (
	"strings"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// gibberish says that Latin letters spell no word: no vowel in a long one, or a row of the keyboard.
func gibberish(words string) bool {
	bad, good := 0, 0
	start := 0
	_, folded := fold(words + " ")
	for i, r := range folded {
		if r != ' ' {
			continue
		}
		w := string(folded[start:i])
		start = i + 1
		if n := utf8.RuneCountInString(w); n >= 4 && (vowelless(w) || mashed(w) || drummed(w)) || n == 1 && latin(folded[i-1]) {
			bad++
		} else if n > 0 {
			good++
		}
	}
	return bad > good
}

func vowelless(w string) bool {
	vowels, run := 0, 0
	for _, r := range w {
		switch {
		case !latin(r):
			return false
		case r == 'a' || r == 'e' || r == 'i' || r == 'o' || r == 'u' || r == 'y':
			vowels, run = vowels+1, 0
		default:
			if run++; run >= 6 {
				return true
			}
		}
	}
	return vowels == 0 && len(w) > 4
}

// mashed says that a word holds five keys that lie side by side, or is four such keys and nothing else.
func mashed(w string) bool {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "lkjhgfdsa", "poiuytrewq"} {
		if len(w) == 4 && w != "were" && strings.Contains(row, w) {
			return true
		}
		for i := 0; i+5 <= len(w); i++ {
			if strings.Contains(row, w[i:i+5]) {
				return true
			}
		}
	}
	return false
}

// neighbours are pairs of keys side by side that words hardly ever hold.
var neighbours = text.Set("sd df fg gh hj jk kl dk kj jh hg gf fd ds lk zx xc cv vb bn nm sj dj fj gj hk js jd jf gk dg qw wq")

// drummed says that a word holds three such pairs, as of fingers drumming on the keys.
func drummed(w string) bool {
	n := 0
	for i := 0; i+2 <= len(w); i++ {
		if neighbours[w[i:i+2]] && w[i:i+2] != "gh" && w[i:i+2] != "ds" {
			n++
		}
	}
	return n >= 3
}
