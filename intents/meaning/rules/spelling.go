package rules

import (
	"maps"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// splitPhrases gives the phrases of a row, white space trimmed.
func splitPhrases(words string) []string {
	list := strings.Split(words, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// Words shorter than these, in letters, have too many neighbours to be mended: shop is near ship. In those of minSwapped
// two letters in the wrong order are put right, because hardly a word is another one's swap.
const (
	minSwapped = 4
	minSpelled = 7
	maxSpelled = 16
)

// spellings are the words of the tables, and what is mended in each.
type spellings struct {
	*text.Speller
	swappable map[string]bool // short words in which two letters in the wrong order are put right
	everyday  map[string]bool
}

// everydayWords are short words that are typed so often, and matter so much, that their misspellings are known all the same.
var everydayWords = text.Set("order orders remind cancel search repeat parcel parcels quote price stock thanks undo help need find send want confirm")

func vocabularyOf(index phraseIndex[tag]) spellings {
	v := spellings{text.NewSpeller(), map[string]bool{}, everydayWords}
	for _, list := range index {
		for _, p := range list {
			v.addAll(p.tokens)
			if p.value&(word|topic|world) == 0 {
				v.addSwappable(p.tokens)
			}
		}
	}
	for _, list := range moving {
		for _, p := range list {
			v.addAll(p.tokens)
		}
	}
	v.addAll(slices.Collect(maps.Keys(everydayWords)))
	for w := range words.Weekdays.All() {
		v.addAll([]string{w})
	}
	for w := range words.Festivals.All() {
		v.addAll(strings.Fields(w))
	}
	v.addAll(measure.Numerals())
	v.addAll(measure.UnitWords())
	v.Add("tomorrow")
	return v
}

func (v spellings) addAll(words []string) {
	for _, w := range words {
		if latin([]rune(w)[0]) {
			v.Add(w)
		}
	}
}

// addSwappable takes in the words that are too short for their other misspellings: wnat, sned.
func (v spellings) addSwappable(words []string) {
	for _, w := range words {
		if minSwapped <= len(w) && len(w) < minSpelled && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			v.swappable[w] = true
		}
	}
}

// mend gives the word of the tables, or of a courier's name, that a word misspells; otherwise the word itself.
func (m *message) mend(s string) string {
	if w, ok := shorthand[s]; ok {
		return w
	}
	if len(s) < minSwapped || len(s) > maxSpelled || m.knows(s) || ordinaryWords[s] {
		return s
	}
	mended, best := s, 0
	for _, v := range []spellings{vocabulary, m.couriers.words} {
		for _, c := range v.Corrections(s) {
			if sure := v.sureness(c, s); sure > best {
				mended, best = c.Word, sure
			}
		}
	}
	return mended
}

// knows says that a word is one of the tables, or of a courier's name.
func (m *message) knows(word string) bool {
	return vocabulary.Knows(word) || m.couriers.words.Knows(word)
}

// sureness says how likely it is that a word was meant by what is written; 0: not at all. Most slips swap two letters or lose one.
func (v spellings) sureness(c text.Correction, s string) int {
	long := len(c.Word) >= minSpelled
	switch {
	case c.Slip == text.Swapped && c.At > 0 && v.swappable[c.Word]:
		return 5
	case v.everyday[c.Word] && (c.Slip == text.Extra && c.Doubled || c.Slip == text.Missing && c.At > 0 && len(c.Word) > minSwapped):
		return 4
	case c.Slip == text.Missing && long:
		return 3
	case c.Slip == text.Extra && len(s) >= minSpelled-1 && c.At < len(c.Word): // else it is the word with an ending of its own
		return 2
	case (c.Slip == text.Wrong || c.Slip == text.Swapped) && c.At > 0 && long:
		return 1
	}
	return 0
}

// shorthand is how words are shortened on a phone.
var shorthand = map[string]string{
	"abt": "about", "arnd": "around", "ard": "around", "hv": "have", "evry": "every", "wat": "what", "wht": "what", "shud": "should",
	"cud": "could", "wud": "would", "smth": "something", "sth": "something", "bcoz": "because", "cuz": "because", "plss": "please",
	"r": "are", "em": "them",
}

// ordinaryWords are right as they are, though close to a word of the tables.
var ordinaryWords = text.Set(`shopping charger chargers charges chopping clipping dipping whipping stripping sending bending reminds curtain curtains listings lasting wedding bedding warning mourning packing packaging pricing printing greeting greetings hanging contract contracts form forms sign signs lots cast casts trial trail sliver
	diary dairy quiet quite tries spilt split felt tarp trap clam slat fired fried beard bolt blot plait angel sock tanks`)
