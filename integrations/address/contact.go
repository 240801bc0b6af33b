package address

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// taken marks the characters of a text that are already read: they separate what is left.
type taken struct {
	marks  []bool
	labels []label
	phone  span // of the first telephone number
}

type span struct{ start, end int }

func (t *taken) take(i, j int) {
	for ; i < j; i++ {
		t.marks[i] = true
	}
}

// hide gives the text with marks in place of what is taken.
func (t *taken) hide(w *writing) *writing {
	runes := make([]rune, w.len())
	at := make([]int, 0, len(w.at))
	var b strings.Builder
	for i, r := range w.runes {
		if t.marks[i] {
			r = '|'
		}
		runes[i] = r
		at = append(at, b.Len())
		b.WriteRune(r)
	}
	return &writing{written: w.written, runes: runes, folded: b.String(), at: append(at, b.Len())}
}

// field is what a label of a form announces.
type field int8

const (
	nameField field = iota
	phoneField
	placeField
	otherField
)

// label is "收货人:" and its like.
type label struct {
	span
	field field
}

// labelPattern has one group for each field.
var labelPattern = regexp.MustCompile(`(?:^|[^\p{Han}a-z])(?:(收货人姓名|收件人姓名|收货人名字|收货人|收件人|联系人|姓名|名字|买家|recipient|receiver|consignee|full name|name|attn)` +
	`|(收货人手机号|收件人电话|收货电话|手机号码|手机号|联系电话|联系方式|电话号码|手机|电话|telephone|tel|phone number|phone|mobile|cell)` +
	`|(收货人地址|收件人地址|所在地区|所在省市|所在地|收货地址|收件地址|详细地址|街道地址|邮寄地址|省市区|地址|地区|shipping address|address|addr|region)` +
	`|(邮政编码|邮编|订单编号|订单号|备注|postcode|postal code|zip code|zip))[ \t]*(:|\n|[ \t]|$|[^:\n \ta-z])`)

// readContactMarks finds labels, telephone number and extension.
func readContactMarks(w *writing) (*taken, Contact) {
	t := &taken{marks: make([]bool, w.len())}
	var c Contact
	c.Phone = readPhone(w, t)
	if c.Phone != "" {
		c.Extension = readExtension(w, t)
	}
	readLabels(w, t)
	return t, c
}

func readLabels(w *writing, t *taken) {
	for from := 0; from < len(w.folded); {
		m := labelPattern.FindStringSubmatchIndex(w.folded[from:])
		if m == nil {
			return
		}
		for group := 1; group <= 4; group++ {
			start, end := m[2*group], m[2*group+1]
			if start < 0 {
				continue
			}
			colon := w.folded[from+m[10] : from+m[11]]
			l := label{w.span(from+start, from+end), field(group - 1)}
			if colon == ":" {
				l.end = w.rune(from + m[11])
			}
			// Without a colon "name" and "region" are words, and 地区 ends the name of a prefecture.
			if colon == ":" || colon == "\n" || isHan(w.runes[l.start]) && l.end-l.start > 1 && l.start+2 != l.end || l.field == phoneField || w.text(l.start, l.end) == "姓名" {
				t.take(l.start, l.end)
				t.labels = append(t.labels, l)
			}
			from += end
			break
		}
	}
}

// rune is the index of the rune at byte offset b.
func (w *writing) rune(b int) int { return utf8.RuneCountInString(w.folded[:b]) }

func (w *writing) span(i, j int) span { return span{w.rune(i), w.rune(j)} }

var (
	mobile   = regexp.MustCompile(`(?:\+?86[- ]?|0086[- ]?)?(1[3-9]\d(?:[- ]?\d){8})`)
	landline = regexp.MustCompile(`0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4}|\+?85[23][- ]?\d{4}[- ]?\d{4}|(?:\+?886[- ]?|0)9\d{2}[- ]?\d{3}[- ]?\d{3}`)
	// An extension directly behind the number, and the ways it is written anywhere.
	extensionBehind = regexp.MustCompile(`^[ \t]*(?:(?:转|分机号?|ext\.?|extension|x|#)[: ]*(\d{2,6})|[,，]?[-—－*][ ]?(\d{3,5})|[\[(【][ ]*(?:转|分机)?[ ]*(\d{2,6})[ ]*[\])】])`)
	extensionAlone  = regexp.MustCompile(`[\[【][ ]*(\d{3,6})[ ]*[\]】]|(?:转|分机号?)[: ]*(\d{3,6})`)
)

// readPhone takes the first telephone number; a mobile number before any other.
func readPhone(w *writing, t *taken) string {
	for _, pattern := range []*regexp.Regexp{mobile, landline} {
		for from := 0; from < len(w.folded); {
			m := pattern.FindStringSubmatchIndex(w.folded[from:])
			if m == nil {
				break
			}
			start, end := from+m[0], from+m[1]
			if digitAt(w.folded, start-1) || digitAt(w.folded, end) {
				from = start + 1
				continue
			}
			t.phone = w.span(start, end)
			t.take(t.phone.start, t.phone.end)
			if pattern == mobile {
				start = from + m[2]
			}
			return phoneText(w.folded[start:end], pattern == mobile)
		}
	}
	return ""
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// phoneText writes a mobile number as digits alone, any other with its hyphens.
func phoneText(s string, digits bool) string {
	s = strings.ReplaceAll(s, " ", "")
	if digits {
		s = strings.ReplaceAll(s, "-", "")
	}
	return s
}

func readExtension(w *writing, t *taken) string {
	var extension string
	behind := w.at[t.phone.end]
	if m := extensionBehind.FindStringSubmatchIndex(w.folded[behind:]); m != nil && !digitAt(w.folded, behind+m[1]) {
		extension = firstGroup(w.folded[behind:], m)
		s := w.span(behind+m[0], behind+m[1])
		t.take(s.start, s.end)
	}
	for _, m := range extensionAlone.FindAllStringSubmatchIndex(w.folded, -1) {
		if said := firstGroup(w.folded, m); extension == "" || said == extension {
			extension = said
			s := w.span(m[0], m[1])
			t.take(s.start, s.end)
		}
	}
	return extension
}

func firstGroup(s string, m []int) string {
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			return s[m[g]:m[g+1]]
		}
	}
	return ""
}
