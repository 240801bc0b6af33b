package address

import (
	"regexp"
	"strings"
)

var (
	// senderNamed and receiverNamed are words for nobody but a sender or a receiver, wherever they stand.
	senderNamed   = regexp.MustCompile(`(?:寄件|发件|发货|寄货|退货)(?:人|方|电话|手机|地址|信息|[:】\])])|寄方|卖家:|(?:^|[^a-z])(?:sender|shipper|consignor|ship from)`)
	receiverNamed = regexp.MustCompile(`(?:收件|收货)(?:人|方|电话|手机|地址|信息)?|收方|买家:|(?:^|[^a-z])(?:receiver|recipient|consignee|ship to)`)
	// senderShort and receiverShort mean the two only beside each other: 寄 is also what one does with a parcel.
	senderShort   = regexp.MustCompile(`(?:^|[^\p{Han}a-z])(?:(?:寄|发)(?:[:】\]) \t]|[^\P{Han}件货方到往给至]\p{Han}{1,3}[ \t,]*[+01])|(?:from|从):)`)
	receiverShort = regexp.MustCompile(`(?:^|[^\p{Han}a-z])(?:(收)(?:[:】\]) \t]|[^\P{Han}件货方]\p{Han}{1,3}[ \t,]*[+01])|(to|到):)`)
	// behindBoth is the word for each of the two behind all that is said of them: 李四 138… 义乌… 寄 潘婷 139… 成都… 收.
	behindBoth = regexp.MustCompile(`(?s)^\s*([^寄收]*[+01][\d* -]{6,}[^寄收]*寄)[\s,;]+[^寄收]*[+01][\d* -]{6,}[^寄收]*(收)\s*$`)
	blankLine  = regexp.MustCompile(`\n[ \t]*\n`)
)

// takeSender takes the words about the sender out of a text that names the receiver besides, or apart from it.
func takeSender(w *writing, t *taken) {
	if m := behindBoth.FindStringSubmatchIndex(w.folded); m != nil {
		for group := 2; group < len(m); group += 2 {
			s := w.span(m[group], m[group+1])
			t.take(s.start, s.end)
		}
		return
	}
	senders, receivers := senderNamed.FindAllStringIndex(w.folded, -1), receiverNamed.FindAllStringIndex(w.folded, -1)
	short := receiverShort.FindAllStringSubmatchIndex(w.folded, -1)
	if len(receivers)+len(short) > 0 {
		for _, m := range senderShort.FindAllStringSubmatchIndex(w.folded, -1) {
			senders = append(senders, m[:2])
		}
	}
	if len(senders) == 0 {
		return
	}
	for _, m := range short {
		receivers = append(receivers, m[:2])
		s := w.span(m[0], max(m[3], m[5]))
		t.take(s.start, s.end)
	}
	for _, s := range senders {
		words := w.span(s[0], senderEnd(w.folded, s[0], receivers))
		t.take(words.start, words.end)
	}
}

// senderEnd is where the words about a sender end that begin at byte i: where the receiver is named next, at an empty line, or
// at the end of the line if that holds a telephone number.
func senderEnd(text string, i int, receivers [][]int) int {
	end := len(text)
	for _, r := range receivers {
		if r[0] > i {
			end = min(end, r[0])
		}
	}
	if end < len(text) {
		return end
	}
	if blank := blankLine.FindStringIndex(text[i:]); blank != nil {
		return i + blank[0]
	}
	line, _, _ := strings.Cut(text[i:], "\n")
	for _, kind := range numbers {
		if kind.MatchString(line) {
			return i + len(line)
		}
	}
	return len(text)
}
