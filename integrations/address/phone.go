package address

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// How telephone numbers are written: with the country before them or not, in one piece or in groups that blanks, hyphens, dots
// or brackets part. With stars or crosses in it a number is still one, though nobody can call it.
const (
	grouped = `[ \t]{0,2}[-.·•_/~*]?[ \t]{0,2}` // between the groups of a number
	china   = `(?:\(?(?:\+?86|0086)\)?[- \t]{0,2})`
)

// numbers are the kinds of telephone numbers, the likelier to reach somebody first. What says where in China a telephone
// stands is a group of its own.
var numbers = []*regexp.Regexp{
	regexp.MustCompile(china + `?0?(\(?1[3-9]\d\)?` + grouped + `\d{4}` + grouped + `\d{4}|1[3-9]\d(?:[- ]?\d){8}|1 [3-9](?: \d){9})`),
	regexp.MustCompile(china + `?(1[3-9]\d(?:` + grouped + `[*x●•]{3,5}` + grouped + `\d{4}|\d{4}[*x●•]{4}|\d[*x●•]{7}|[*x●•]{8}))`),
	regexp.MustCompile(`[(\[【]?(0(?:10|2\d|[3-9]\d{2}))[)\]】]?` + grouped + `(\d{3,4}[- ]?\d{4})`),
	regexp.MustCompile(china + `\(?(0?(?:10|2\d|[3-9]\d{2}))\)?` + grouped + `(\d{3,4}[- ]?\d{4})`),
	regexp.MustCompile(`([48]00[- ]?\d{3}[- ]?\d{4}|\+?85[23][- ]?\d{4}[- ]?\d{4}|(?:\+?886[- ]?|0)9\d{2}[- ]?\d{3}[- ]?\d{3})`),
}

// called is what stands before a telephone number and says that it is one.
var called = regexp.MustCompile(`(?:^|[^a-z])((?:收件人?|收货人?|联系)?(?:手机号码|手机号|手机|电话号码|电话|联系方式|虚拟号码|虚拟号|隐私号码|隐私号)?(?:同?微信)?(?:telephone|tel|phone|mobile|cell)?[ \t:.]*)$`)

// readPhone takes all telephone numbers, and gives the first of the likeliest kind.
func readPhone(w *writing, t *taken) (phone string) {
	for _, kind := range numbers {
		for from, text := 0, t.hide(w).folded; from < len(text); {
			m := kind.FindStringSubmatchIndex(text[from:])
			if m == nil {
				break
			}
			start, end := from+m[0], from+m[1]
			if digitAt(text, start-1) || digitAt(text, end) {
				from = start + 1
				continue
			}
			at := w.span(start, end)
			if phone == "" {
				phone, t.phone = phoneText(text[from:], m), at
			}
			if said := called.FindStringSubmatchIndex(text[:start]); said != nil {
				at.start = w.rune(said[2])
			}
			t.take(at.start, at.end)
			text = t.hide(w).folded
			from = end
		}
	}
	return phone
}

// Phoned says that a telephone number, with what is written before it, stands at byte i of a text.
func Phoned(s string, i int) bool {
	w := newWriting(s)
	t := &taken{marks: make([]bool, w.len())}
	readPhone(w, t)
	at := utf8.RuneCountInString(s[:i])
	return at < w.len() && t.marks[at]
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// masked is what hides digits of a number, and not the star between two groups.
var masked = regexp.MustCompile(`[*x●•]{3}`)

// onlyDigits leaves out what stands between the digits of a number, and writes a hidden digit as a star.
var onlyDigits = strings.NewReplacer(" ", "", "\t", "", "-", "", ".", "", "·", "", "(", "", ")", "", "x", "*", "●", "*", "•", "*", "_", "", "/", "", "~", "")

// phoneText writes a mobile number as digits alone, and one that has an area with a hyphen behind it; any other keeps its
// hyphens.
func phoneText(s string, m []int) string {
	number := s[m[2]:m[3]]
	if !masked.MatchString(number) {
		number = strings.NewReplacer("*", "", "•", "").Replace(number)
	}
	switch {
	case len(m) > 4 && m[3] == m[4] && m[0] == m[2]: // 01085551234
		return number + onlyDigits.Replace(s[m[4]:m[5]])
	case len(m) > 4:
		return "0" + strings.TrimPrefix(number, "0") + "-" + onlyDigits.Replace(s[m[4]:m[5]])
	case strings.HasPrefix(onlyDigits.Replace(number), "1"):
		return onlyDigits.Replace(number)
	}
	return strings.ReplaceAll(number, " ", "")
}

// reaches says that somebody can be called at a number: none of its digits is hidden.
func reaches(phone string) bool { return phone != "" && !strings.Contains(phone, "*") }

var (
	// An extension directly behind the number, and the ways it is written anywhere.
	extensionBehind = regexp.MustCompile(`^[ \t]*(?:[(【\[,]?(?:虚拟|请)?(?:转接?|分机号?码?|ext\.?|extension|x|#|按)[: ]*(\d{2,6})|,?[-_*~]{1,2}[ ]?(\d{2,5})|[\[(【][ ]*(\d{2,6})[ ]*[\])】]|[ ,;/、]{1,3}(\d{4}))`)
	extensionAlone  = regexp.MustCompile(`[\[【][ ]*(\d{3,6})[ ]*[\]】]|(?:虚拟|请)?(?:转接?|分机号?码?)[: ]*(\d{3,6})|(?:\([ ]*(\d{4})[ ]*\)|[-_](\d{4}))`)
)

func readExtension(w *writing, t *taken) string {
	var extension string
	behind := w.at[t.phone.end]
	if m := extensionBehind.FindStringSubmatchIndex(w.folded[behind:]); m != nil && standsAlone(w, m[8] >= 0, w.rune(behind+m[1])) {
		extension = firstGroup(w.folded[behind:], m)
		s := w.span(behind+m[0], behind+m[1])
		t.take(s.start, s.end)
	}
	w = t.hide(w)
	for _, m := range extensionAlone.FindAllStringSubmatchIndex(w.folded, -1) {
		said, s := firstGroup(w.folded, m), w.span(m[0], m[1])
		plain := m[6] >= 0 || m[8] >= 0
		if extension == "" && (!plain || besideName(w, s)) || said == extension {
			extension = said
			t.take(s.start, s.end)
		}
	}
	return extension
}

// standsAlone says that a number that ends before i goes on in no other; a bare one goes on in no word either, and no English
// street follows it: 1203室, 477 Wensan Road.
func standsAlone(w *writing, bare bool, i int) bool {
	if !bare {
		return i == w.len() || !isDigit(w.runes[i])
	}
	next := w.afterGap(i)
	return next == w.len() || next > i && !isLatin(w.runes[next])
}

// besideName says that a plain number stands where an extension does, behind a name, or in brackets at the end, and not within
// an address.
func besideName(w *writing, s span) bool {
	if s.end < w.len() && !isGap(w.runes[s.end]) && w.runes[s.start] != '(' || s.start == 0 {
		return false
	}
	if rest := w.afterGap(s.end); w.runes[s.start] == '(' && (rest == w.len() || w.runes[s.end] == '\n' || w.runes[s.end] == ' ') {
		return true
	}
	before := w.runes[s.start-1]
	return !isGap(before) && !isDigit(before) && !isLatin(before) && !strings.ContainsRune(addressEnds, before)
}

func firstGroup(s string, m []int) string {
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			return s[m[g]:m[g+1]]
		}
	}
	return ""
}
