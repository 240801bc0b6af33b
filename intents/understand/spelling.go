package understand

import (
	"strings"
)

// minSpelled is the shortest word whose misspelling is mended; shorter ones have too many neighbours (shop, ship).
const minSpelled = 7

// minSwapped is the shortest word in which two swapped letters are put right.
const minSwapped = 4

// splitPhrases gives the phrases of a row, white space trimmed.
func splitPhrases(words string) []string {
	list := strings.Split(words, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// spellings maps each long word of the tables and each form of it with one letter left out to the word.
type spellings struct {
	words map[string]bool // of any length
	forms map[string]string
	swaps map[string]string // shorter words with two letters in the wrong order
	slips map[string]string // the verbs of every day with a letter missing or doubled
}

// everyday are short words that are typed so often, and matter so much, that their misspellings are known all the same.
const everyday = "order orders remind cancel search repeat parcel parcels quote price stock thanks undo help need find send want confirm"

func vocabularyOf(index phraseIndex[tag]) spellings {
	v := spellings{map[string]bool{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for _, w := range strings.Fields(everyday) {
		v.addSlips(w)
	}
	add := func(w string) {
		if v.words[w] || !latin(rune(w[0])) {
			return
		}
		v.words[w] = true
		if len(w) < minSpelled {
			return
		}
		for i := range w {
			v.forms[w[:i]+w[i+1:]] = w
		}
	}
	for _, list := range index {
		for _, p := range list {
			for _, w := range p.tokens {
				add(w)
				if p.value&(word|topic|world) == 0 {
					v.addSwaps(w)
				}
			}
		}
	}
	for _, list := range moving {
		for _, p := range list {
			for _, w := range p.tokens {
				add(w)
			}
		}
	}
	for w := range weekdayNames {
		add(w)
	}
	for w := range englishNumbers {
		add(w)
	}
	for w := range unitClasses {
		add(w)
	}
	add("tomorrow")
	return v
}

// addSwaps takes in a word too short for its other misspellings with two letters behind the first swapped: wnat, sned.
func (v spellings) addSwaps(w string) {
	if len(w) < minSwapped || len(w) >= minSpelled || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return
	}
	for i := 1; i+1 < len(w); i++ {
		if w[i] != w[i+1] {
			v.swaps[w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:]] = w
		}
	}
}

// addSlips takes in a word with one letter typed twice or, where four others are left and the first is right, left out.
func (v spellings) addSlips(w string) {
	for i := range w {
		v.slips[w[:i+1]+w[i:]] = w
		if i > 0 && len(w) > 4 {
			v.slips[w[:i]+w[i+1:]] = w
		}
	}
}

// mend gives the word of the tables that a long word misspells by one letter wrong, missing, doubled or swapped;
// otherwise the word itself.
func (v spellings) mend(s string) string {
	if w, ok := shorthand[s]; ok {
		return w
	}
	if len(s) < minSwapped || len(s) > 16 || v.words[s] || ordinaryWords[s] {
		return s
	}
	if w, ok := v.swaps[s]; ok {
		return w
	}
	if w, ok := v.slips[s]; ok {
		return w
	}
	if len(s) < minSpelled-1 {
		return s
	}
	if w, ok := v.forms[s]; ok { // a letter is missing
		return w
	}
	for i := range s {
		left := s[:i] + s[i+1:]
		if v.words[left] && !inflected(s, left) { // one too many
			return left
		}
		if w, ok := v.forms[left]; ok && len(w) == len(s) && w[0] == s[0] { // one wrong, or two swapped
			return w
		}
	}
	return s
}

// shorthand is how words are shortened on a phone.
var shorthand = map[string]string{
	"abt": "about", "arnd": "around", "ard": "around", "hv": "have", "evry": "every", "wat": "what", "wht": "what", "shud": "should",
	"cud": "could", "wud": "would", "smth": "something", "sth": "something", "bcoz": "because", "cuz": "because", "plss": "please",
	"r": "are", "em": "them",
}

// inflected says that the longer word is the shorter with an ending of its own.
func inflected(long, short string) bool { return strings.HasPrefix(long, short) }

// ordinaryWords are right as they are, though close to a word of the tables.
var ordinaryWords = set(`shopping charger chargers charges chopping clipping dipping whipping stripping sending bending reminds curtain curtains listings lasting wedding bedding warning mourning packing packaging pricing printing greeting greetings hanging contract contracts form forms sign signs lots cast casts trial trail sliver
	diary dairy quiet quite tries spilt split felt tarp trap clam slat fired fried beard bolt blot plait angel sock tanks`)
