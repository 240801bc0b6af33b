package rules

import (
	"cmp"
	"strings"
	"unicode"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

type tokenKind uint8

const (
	wordToken  tokenKind = iota // a Latin word, or letters and digits that belong together (500ml)
	numToken                    // digits, with decimals or thousands signs
	skuToken                    // what looks like a SKU, or is one
	hanToken                    // one Chinese character
	markToken                   // one punctuation mark or sign
	breakToken                  // the end of a line
	otherToken                  // pictures, other scripts, addresses of pages: read past
)

// token is the smallest thing read; from and to count runes of the message.
type token struct {
	kind     tokenKind
	from, to int
	s        string // folded
	space    bool   // stands after white space
}

// tokenizer cuts a message into tokens.
type tokenizer struct {
	lexicon Lexicon
	runes   []rune
	tokens  []token
	space   bool
}

func tokenize(lexicon Lexicon, folded []rune) []token {
	t := &tokenizer{lexicon: lexicon, runes: folded, tokens: make([]token, 0, len(folded)/2+4)}
	for i := 0; i < len(folded); {
		i = t.next(i)
	}
	return t.tokens
}

func (t *tokenizer) next(i int) int {
	r := t.runes[i]
	switch {
	case r == '\n' || r == '\r':
		t.add(breakToken, i, i+1)
	case unicode.IsSpace(r):
		t.space = true
	case latin(r) || digit(r):
		return t.run(i)
	case r == '.' && t.pointed(i):
		return t.decimals(i)
	case text.IsHan(r):
		t.add(hanToken, i, i+1)
	case ringed(r) != "":
		t.add(numToken, i, i+1)
		t.tokens[len(t.tokens)-1].s = ringed(r)
	case measure.IsSign(r):
		t.add(wordToken, i, i+1)
		t.tokens[len(t.tokens)-1].s = measure.Expand(r)
	case unicode.IsPunct(r) || strings.ContainsRune("+~=¥$<>|^", r):
		t.add(markToken, i, i+1)
	default:
		t.add(otherToken, i, i+1)
	}
	return i + 1
}

// pointed says that the point at i begins a number, .5kg.
func (t *tokenizer) pointed(i int) bool {
	return i+1 < len(t.runes) && digit(t.runes[i+1]) && (i == 0 || unicode.IsSpace(t.runes[i-1]))
}

// decimals reads a number that begins with its point.
func (t *tokenizer) decimals(i int) int {
	end := i + 1
	for end < len(t.runes) && digit(t.runes[end]) {
		end++
	}
	t.add(numToken, i, end)
	t.tokens[len(t.tokens)-1].s = "0" + string(t.runes[i:end])
	return end
}

func (t *tokenizer) add(kind tokenKind, from, to int) {
	t.tokens = append(t.tokens, token{kind, from, to, string(t.runes[from:to]), t.space})
	t.space = false
}

// run reads letters and digits that stand together, with the marks that may join them: 1,000, A-1023, don't.
func (t *tokenizer) run(i int) int {
	end := i + 1
	for end < len(t.runes) {
		r := t.runes[end]
		if !latin(r) && !digit(r) && !t.joins(end) {
			break
		}
		end++
	}
	t.split(i, end)
	return end
}

// joins says that the mark at i ties what stands on both sides of it together.
func (t *tokenizer) joins(i int) bool {
	if i+1 >= len(t.runes) {
		return false
	}
	before, after := t.runes[i-1], t.runes[i+1]
	switch t.runes[i] {
	case '\'':
		return latin(before) && latin(after)
	case '-', '_':
		return (latin(before) || digit(before)) && (latin(after) || digit(after))
	case '.':
		return digit(before) && digit(after)
	case ',':
		return digit(before) && digit(after) && (t.thousands(i) || before == '0' && (i < 2 || !digit(t.runes[i-2])) || t.decimal(i))
	}
	return false
}

// thousands says that the comma at i has exactly three digits after it and at most three before.
func (t *tokenizer) thousands(i int) bool {
	before, after := 0, 0
	for j := i - 1; j >= 0 && digit(t.runes[j]) && before < 4; j-- {
		before++
	}
	for j := i + 1; j < len(t.runes) && digit(t.runes[j]) && after < 4; j++ {
		after++
	}
	return after == 3 && before <= 3
}

// nearby is how many characters beside a comma say whether it is a decimal one.
const nearby = 24

// decimal says that the comma at i is that of decimals before a unit of weight: 1,2kg.
func (t *tokenizer) decimal(i int) bool {
	return measure.CommaJoins(string(t.runes[max(0, i-nearby):i]), string(t.runes[i+1:min(len(t.runes), i+nearby)]))
}

// split decides whether a run is one word, one SKU, or several tokens written together (20pcs, A1023x20).
func (t *tokenizer) split(from, to int) {
	s := string(t.runes[from:to])
	if hour := aboutHour(s); hour > 0 { // 9ish, nine-ish
		t.split(from, from+hour)
		t.add(wordToken, to-len("ish"), to)
		return
	}
	hasLetter := strings.IndexFunc(s, latin) >= 0
	hasDigit := strings.IndexFunc(s, digit) >= 0
	switch {
	case len(s) > 40:
		t.add(otherToken, from, to)
	case !hasDigit:
		t.splitWords(from, to, s)
	case !hasLetter:
		t.splitAt(from, to, func(a, b rune) bool { return joint(a) || joint(b) })
	case t.known(s):
		t.add(skuToken, from, to)
	case exponent(s):
		t.add(numToken, from, to)
	case notSKUs[s] && latin(t.runes[from]): // A5
		t.add(wordToken, from, to)
	case digit(t.runes[from]) && strings.Trim(s, "0123456789o") == "": // the letter O for a zero
		t.add(numToken, from, to)
		t.tokens[len(t.tokens)-1].s = strings.ReplaceAll(s, "o", "0")
	default:
		t.splitMixed(from, to, s)
	}
}

// aboutHour gives the length of the number that "ish" is hung on, 0 where there is none.
func aboutHour(s string) int {
	head, found := strings.CutSuffix(s, "ish")
	head = strings.TrimSuffix(head, "-")
	if _, numeral := measure.EnglishNumeral(head); found && head != "" && (numeral || strings.Trim(head, "0123456789.") == "") {
		return len(head)
	}
	return 0
}

func (t *tokenizer) known(s string) bool {
	_, _, _, ok := t.lexicon.SKU(s)
	return ok
}

// splitWords takes the hyphen out of twenty-five and follow-up only where the parts are numbers.
func (t *tokenizer) splitWords(from, to int, s string) {
	a, b, found := strings.Cut(s, "-")
	if c, d, more := strings.Cut(b, "-"); more { // nine-thirty-five
		if _, ok := measure.EnglishNumeral(c); ok {
			b = d
		}
	}
	if _, tens := measure.EnglishNumeral(a); found && tens {
		if _, ok := measure.EnglishNumeral(b); ok || unitNamed(b) {
			t.splitAt(from, to, func(a, b rune) bool { return joint(a) || joint(b) })
			return
		}
	}
	t.add(wordToken, from, to)
}

// splitMixed cuts letters and digits written together.
func (t *tokenizer) splitMixed(from, to int, s string) {
	if i := strings.IndexByte(s, '-'); i > 0 && t.known(s[:i]) && t.known(s[i+1:]) { // A1021-A1023
		t.split(from, from+i)
		t.add(markToken, from+i, from+i+1)
		t.split(from+i+1, to)
		return
	}
	if x, item := t.product(s); item > 0 { // 20xA1023, x20A1023
		t.splitAt(from, from+item, func(a, b rune) bool { return joint(a) || joint(b) || latin(a) != latin(b) })
		t.split(from+item, to)
		return
	} else if x > 0 {
		t.split(from, from+x)
		t.add(wordToken, from+x, from+x+1)
		t.split(from+x+1, to)
		return
	}
	if cut := cmp.Or(likeParcels(s), t.timesSign(s)); cut > 0 { // 1.2kgx2, A1023x20, A1023-20
		t.split(from, from+cut)
		t.add(wordToken, from+cut, from+cut+1)
		t.split(from+cut+1, to)
		return
	}
	if skuShaped(s) && !gluedPrefix(s) {
		t.add(skuToken, from, to)
		return
	}
	head := leadingDigits(s)
	if head > 0 && strings.Trim(s, "0123456789.,kw-") == "" && !t.known(s[head:]) { // 1.5k-2k, 1w2
		t.splitAt(from, to, func(a, b rune) bool { return joint(a) || joint(b) || latin(a) != latin(b) })
		return
	}
	if head > 0 && head < len(s) && (t.known(s[head:]) || skuShaped(s[head:]) && !gluedPrefix(s[head:]) && !unitFirst(s[head:])) { // 20A1023
		t.splitAt(from, from+head, func(a, b rune) bool { return joint(a) || joint(b) })
		t.split(from+head, to)
		return
	}
	if gluedSuffixes(s) {
		t.splitAt(from, to, func(a, b rune) bool { return joint(a) || joint(b) || latin(a) != latin(b) })
		return
	}
	t.add(wordToken, from, to)
}

// unitFirst says that a run goes on with a unit of weight and figures, the kg3 of 2kg3两. A letter alone is rather a SKU's: 20G500.
func unitFirst(s string) bool {
	unit := s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyz"))]
	return len(unit) > 1 && measure.WeightUnit([]string{unit}) > 0
}

// splitAt cuts a run between any two runes for which cut holds.
func (t *tokenizer) splitAt(from, to int, cut func(a, b rune) bool) {
	start := from
	for i := from + 1; i <= to; i++ {
		if i < to && !cut(t.runes[i-1], t.runes[i]) {
			continue
		}
		t.add(pieceKind(t.runes[start]), start, i)
		start = i
	}
}

func pieceKind(first rune) tokenKind {
	switch {
	case digit(first):
		return numToken
	case latin(first):
		return wordToken
	}
	return markToken
}

// likeParcels finds the x between a weight and how many parcels weigh so much, 1.2kgx2 and 2x1.2kg; 0 where there is none.
func likeParcels(s string) int {
	a, b, found := strings.Cut(s, "x")
	if found && (weighted(a) && leadingDigits(b) == len(b) || leadingDigits(a) == len(a) && weighted(b)) {
		return len(a)
	}
	return 0
}

// weighted says that a run is figures and a unit of weight.
func weighted(s string) bool {
	unit := s[leadingDigits(s):]
	return len(unit) < len(s) && unit != "" && measure.WeightUnit([]string{unit}) > 0
}

// timesSign finds the x of A1023x20, or the hyphen of A1023-20 where A1023 is a known SKU; 0 where there is none.
func (t *tokenizer) timesSign(s string) int {
	i := strings.LastIndexAny(s, "x-")
	if i <= 0 || i == len(s)-1 || leadingDigits(s[i+1:]) == 0 {
		return 0
	}
	if s[i] == 'x' && skuShaped(s[:i]) || t.known(s[:i]) {
		return i
	}
	return 0
}

// product finds the SKU of 20xA1023 and x20A1023, and the x of A5x20, which is a name; 0 where there is none.
func (t *tokenizer) product(s string) (x, item int) {
	figures := leadingDigits(strings.TrimPrefix(s, "x"))
	item = figures + 1
	times := s[0] == 'x' || item < len(s) && s[item-1] == 'x'
	if figures > 0 && item < len(s) && times && latin(rune(s[item])) && (t.known(s[item:]) || skuShaped(s[item:])) && !t.known(s[figures:]) {
		return 0, item
	}
	if name, n, found := strings.Cut(s, "x"); found && notSKUs[name] && n != "" && leadingDigits(n) == len(n) {
		return len(name), 0
	}
	return 0, 0
}

func leadingDigits(s string) int {
	for i, r := range s {
		if !digit(r) && r != '.' && r != ',' {
			return i
		}
	}
	return len(s)
}

func joint(r rune) bool { return r == '-' || r == '_' }

func digit(r rune) bool { return '0' <= r && r <= '9' }

func latin(r rune) bool {
	return 'a' <= r && r <= 'z' || r >= 0xC0 && unicode.Is(unicode.Latin, r)
}
