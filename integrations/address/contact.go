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
	phone  span // of the telephone number
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
	alone bool // nothing but the label says what follows: no colon, no new line
}

// labelPattern has one group for each field, and one more for the names behind the shortest label, which begins others.
var labelPattern = regexp.MustCompile(`(?:^|[^\p{Han}a-z]|[` + addressEnds + `])(?:(收货人姓名|收件人姓名|收货人名字|收货人|收件人|收货方|收件方|联系人|姓名|名字|买家|recipient|receiver|consignee|full name|name|attn)` +
	`|(收货人手机号|收件人电话|收货电话|手机号码|手机号|联系电话|联系方式|电话号码|手机|电话|telephone|tel|phone number|phone|mobile|cell)` +
	`|(收货人地址|收件人地址|所在地区|所在省市|所在地|收货地址|收件地址|详细地址|街道地址|邮寄地址|省市区|地址|地区|shipping address|address|addr|region)` +
	`|(邮政编码|邮编|订单编号|订单号|备注|收货信息|收件信息|postcode|postal code|zip code|zip)|(收货|收件))[ \t]*(:|\n|[ \t]|$|.)`)

// readContactMarks finds the sender, who is nobody's receiver, and then labels, telephone number and extension.
func readContactMarks(w *writing) (*taken, Contact) {
	t := &taken{marks: make([]bool, w.len())}
	takeSender(w, t)
	w = t.hide(w)
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
		for group := 1; group <= 5; group++ {
			start, end := m[2*group], m[2*group+1]
			if start < 0 {
				continue
			}
			colon := w.folded[from+m[12] : from+m[13]]
			l := label{w.span(from+start, from+end), field((group - 1) % 4), colon != ":" && colon != "\n"}
			if colon == ":" {
				l.end = w.rune(from + m[13])
			}
			if !l.alone || l.plain(w) && !(isLatin(w.runes[l.end-1]) && w.letterAt(l.end)) {
				t.take(l.start, l.end)
				t.labels = append(t.labels, l)
			}
			from += end
			break
		}
	}
}

// letterAt says that a Latin letter stands at i.
func (w *writing) letterAt(i int) bool { return i < w.len() && isLatin(w.runes[i]) }

// plain says that a label is one without a colon, too. "name" and "region" are words, and 地区 ends the name of a prefecture.
func (l label) plain(w *writing) bool {
	switch w.text(l.start, l.end) {
	case "姓名", "名字", "收货", "收件":
		return true
	}
	return l.field == phoneField || isHan(w.runes[l.start]) && l.end-l.start > 2
}

// rune is the index of the rune at byte offset b.
func (w *writing) rune(b int) int { return utf8.RuneCountInString(w.folded[:b]) }

func (w *writing) span(i, j int) span { return span{w.rune(i), w.rune(j)} }
