package rules

import (
	"cmp"
	"regexp"
	"strconv"
)

// Quiet is the hours of every day in which nothing is to come by itself, as words ask for them: 15:04. Without From it was only asked what
// they are.
type Quiet struct {
	From, Until string
	Off         bool // there are to be none any more
}

// The night, where somebody wants to be left alone and names no hour, or only one of the two.
const (
	nightFrom  = "22:00"
	nightUntil = "07:00"
)

// hourSaid is an hour of the day as words name it.
const hourSaid = `((?:(?:早上?|早晨|凌晨|上午|中午|下午|傍晚|晚上?|夜里|半夜)\s*)?(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:\s*(?:[:：]\d{2}|[点點](?:半|[零一二三四五]?十?[一二三四五六七八九]?分?)))?` +
	`\s*(?:[ap]\.?m\b\.?)?(?:\s*(?:in the (?:morning|afternoon|evening)|at night))?)`

var (
	// leftAlone are words that want to be left alone, and atHours say that it is for hours of the day.
	leftAlone = regexp.MustCompile(`(?i)\bquiet (?:hours|time|from|between|after)\b|\bleave me alone\b|\b(?:don'?t|do not|never|no|stop|mute|silence)\b.*\b(?:disturb|bother|remind|message|text|write|buzz|ping|notif|wake)|(?:别|不要|勿|不许|莫).*(?:打扰|提醒|吵|发消息|发信息|通知|烦我)|(?:别|不要)发了?[。！]?$|免打扰|勿扰|静音`)
	atHours   = regexp.MustCompile(`(?i)\bquiet (?:hours|time)\b|免打扰|[点點](?:以?后|之后|过后)|\b(?:after|before|until) \d|\b(?:overnight|at night)\b|半夜|夜里|晚上(?:别|不要|勿)`)
	atNight   = regexp.MustCompile(`(?i)\b(?:overnight|at night)\b|半夜|夜里|晚上(?:别|不要|勿)`)
	// fromTo, onlyAfter and onlyBefore name the hours.
	fromTo     = regexp.MustCompile(`(?i)` + hourSaid + `\s*(?:[到至~～–—-]|\b(?:to|and|till?|until)\b)\s*(?:第二天|次日|the next (?:morning|day))?\s*` + hourSaid)
	onlyAfter  = regexp.MustCompile(`(?i)\b(?:after|from|past) ` + hourSaid + `|` + hourSaid + `(?:以?后|之后|过后|起)`)
	onlyBefore = regexp.MustCompile(`(?i)\b(?:before|until|till) ` + hourSaid + `|` + hourSaid + `(?:以?前|之前)`)
	// noneAnyMore are words that end such hours, and askedAlone ask what they are.
	noneAnyMore = regexp.MustCompile(`(?i)\b(?:no(?:t any)? more|no longer|cancel|end|remove|drop|(?:switch|turn) off)\b.*\bquiet (?:hours|time)\b|\bno quiet (?:hours|time) any ?more\b|\bquiet (?:hours|time) off\b|` +
		`(?:取消|关掉?|关闭|不要|不用|结束|去掉|解除)了?(?:我的|这个)?(?:免打扰|勿扰|静音)|(?:免打扰|勿扰|静音)(?:时段|时间|模式)?(?:给我)?(?:取消|关掉?|关闭|关了|不要了|不用了|解除|去掉)`)
	askedAlone = regexp.MustCompile(`(?i)[?？吗]|几点|什么时候|\b(?:what|when|which)\b`)
)

// Quiet reads in which hours somebody wants to be left alone; ok is false where words want nothing of the kind.
func (p *Parser) Quiet(text string, c Context) (q Quiet, ok bool) {
	span := fromTo.FindStringSubmatch(text)
	switch {
	case noneAnyMore.MatchString(text):
		return Quiet{Off: true}, true
	case !leftAlone.MatchString(text) || span == nil && !atHours.MatchString(text):
		return q, false
	case askedAlone.MatchString(text):
		return q, true
	}
	begins, ends := hourNamed(onlyAfter, text), hourNamed(onlyBefore, text)
	if span != nil && p.hour(span[1], c) != "" && p.hour(span[2], c) != "" {
		begins, ends = span[1], span[2]
	}
	from, until := p.hour(begins, c), p.hour(ends, c)
	if from == "" && until == "" && !atNight.MatchString(text) {
		return q, true
	}
	q = Quiet{From: cmp.Or(from, nightFrom), Until: cmp.Or(until, nightUntil)}
	if !halfSaid.MatchString(begins) {
		q.From = tonight(q.From, q.Until)
	}
	if q.From == q.Until {
		return Quiet{}, true // nothing is left of the hours
	}
	return q, true
}

// halfSaid says of an hour in which half of the day it is.
var halfSaid = regexp.MustCompile(`(?i)[ap]\.?m\b|早|晨|上午|中午|午|晚|夜|\bmorning\b|\bnight\b|^0`)

// hourNamed is the hour that one of the ways to name it finds.
func hourNamed(of *regexp.Regexp, text string) string {
	if found := of.FindStringSubmatch(text); found != nil {
		return cmp.Or(found[1:]...)
	}
	return ""
}

func (p *Parser) hour(words string, c Context) string {
	if words == "" {
		return ""
	}
	clock, _ := p.Clock(words, c)
	return clock
}

// tonight is from when on nothing is to come, where an hour of the evening was said as one of the morning: 10 to 7 is from 22:00 on.
func tonight(from, until string) (evening string) {
	begins, ends := minuteOf(from), minuteOf(until)
	const half, day = 12 * 60, 24 * 60
	if (ends-begins+day)%day > half && begins < half {
		from = strconv.Itoa(begins/60+12) + from[2:]
	}
	return from
}

// minuteOf is the minute of the day of 15:04.
func minuteOf(clock string) int {
	hour, _ := strconv.Atoi(clock[:2])
	minute, _ := strconv.Atoi(clock[3:])
	return 60*hour + minute
}
