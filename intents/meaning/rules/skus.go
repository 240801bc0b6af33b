package rules

import (
	"strings"

	"oldhand/integrations/text"
)

// skuShaped says that folded letters and digits look like a SKU even if the catalogue has none such: a1023, hc-001, b7-r.
func skuShaped(s string) bool {
	if notSKUs[s] {
		return false
	}
	i := 0
	for i < len(s) && 'a' <= s[i] && s[i] <= 'z' {
		i++
	}
	if i == 0 || i > 4 || monthNamed(s[:i]) != 0 {
		return false
	}
	if i < len(s) && joint(rune(s[i])) {
		i++
	}
	digits := 0
	for i < len(s) && digit(rune(s[i])) {
		i, digits = i+1, digits+1
	}
	if digits == 0 || digits > 8 {
		return false
	}
	tail := strings.TrimLeft(s[i:], "-_")
	return len(tail) <= 4 && strings.IndexFunc(tail, func(r rune) bool { return !latin(r) && !digit(r) }) < 0
}

// notSKUs are words of letters and digits that people use for other things.
var notSKUs = text.Set("mp3 mp4 mp5 usb2 usb3 a3 a4 a5 a6 b4 b5 h5 co2 ps4 ps5 w7 v8 4g 5g q1 q2 q3 q4 top1 top3 top5 top10 no1 vitamin3 cat6 led2 cr2032 r134")

// gluedPrefix says that letters before digits are a sign of their own: x20, rmb3, nov25.
func gluedPrefix(s string) bool {
	i := strings.IndexFunc(s, digit)
	if i <= 0 {
		return false
	}
	return gluedPrefixes[s[:i]] || monthNamed(s[:i]) != 0
}

var gluedPrefixes = text.Set("x rmb cny yuan under qty to at")

// gluedSuffixes says that every group of letters in a run of digits and letters is a unit or a sign of its own.
func gluedSuffixes(s string) bool {
	for _, letters := range strings.FieldsFunc(s, func(r rune) bool { return !latin(r) }) {
		if !gluedLetters[letters] && !unitNamed(letters) && monthNamed(letters) == 0 && !gluedPrefixes[letters] {
			return false
		}
	}
	return true
}

var gluedLetters = text.Set("kg kgs kilo kilos g gr gram grams lb lbs oz jin am pm a p k w x th st nd rd yuan rmb cny kuai mao cm mm m cms inch min mins h hr hrs d days day of each ea")

// skuAt reads a SKU: A1023, sku a-1023, 货号1023, 22423 where the catalogue has it, "A 1023" likewise.
func (m *message) skuAt(i int) (piece, bool) {
	start := i
	tags, n := m.cue(i)
	cued := n > 0 && tags&skuCue != 0
	if cued {
		i += n
		for s := m.token(i).s; s == ":" || s == "#" || s == "是" || s == "."; s = m.token(i).s {
			i++
		}
	}
	t := m.token(i)
	p := piece{kind: skuPiece, from: start, to: i + 1, sku: m.raw(i, i+1)}
	switch t.kind {
	case skuToken:
		p.known = m.skuName(p.sku).ok
		return m.skuList(p), true
	case numToken:
		if len(t.s) >= 4 || cued && len(t.s) >= 3 {
			p.known = m.skuName(p.sku).ok
		}
		return p, p.known && (cued || len(t.s) >= 5) || cued && len(t.s) >= 3 && !m.unitAt(i+1)
	case wordToken:
		if next := m.token(i + 1); len(t.s) <= 3 && next.kind == numToken && (cued || len(next.s) >= 3) && m.skuName(t.s+next.s).ok {
			p.sku, p.to, p.known = t.s+next.s, i+2, true
			return p, true
		}
	}
	return piece{}, false
}
