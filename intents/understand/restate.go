package understand

import "strings"

// Somebody else may have put a message into plainer words. Such a sentence is trusted no further than it repeats the
// message: in whole stretches of it, with numbers of the same value, beside the few words that wishes are put with. None
// of those counts, names or times anything.

// wishing are those words.
var wishing = phrases(map[string]bool{`find|show|me|order|change|make|it|to|remove|take|off|from|my|orders|send|quote|how much|how|what|remind|at|every day|help|ask|
the|a|of|for|and|with|under|over|i|want|is|are|do|找|看看|看|拿|要|来|把|改成|去掉|我的订单|我|寄到|寄|到|多少钱|提醒|每天|帮助|问|怎么|的|和|以下|以上`: true})

// Restates says that a sentence says nothing that a message does not say; its parts may stand in another order.
func (p *Parser) Restates(sentence, message string) bool {
	m := read(p.lexicon, sentence, Context{})
	said, told := read(p.lexicon, message, Context{}).values(), m.values()
	reached := make([]bool, len(told)+1) // up to where the sentence is accounted for
	reached[0] = true
	for i, v := range told {
		if !reached[i] {
			continue
		}
		if v.kind == wordToken || v.kind == hanToken {
			_, n := wishing.longest(m, v.from)
			reached[i+n] = true
		}
		reached[i+1] = reached[i+1] || v.pauses()
		for k := range said {
			for n := repeated(told[i:], said[k:]); n > 0; n-- {
				reached[i+n] = reached[i+n] || n > 1 || wordAt(said, k)
			}
		}
	}
	return len(told) > 0 && reached[len(told)]
}

// value is a token, or a number whatever it is written with.
type value struct {
	kind   tokenKind
	s      string
	number decimal
	from   int // token
}

// values reads a message as such.
func (m *message) values() (list []value) {
	for i := 0; i < len(m.tokens); {
		t := m.tokens[i]
		if n, to := m.number(i); to > i {
			list = append(list, value{kind: numToken, number: n, from: i})
			i = to
			continue
		}
		list = append(list, value{kind: t.kind, s: strings.TrimSuffix(t.s, "s"), from: i})
		i++
	}
	return list
}

// pauses says that a value only parts what stands around it.
func (v value) pauses() bool {
	return v.kind == breakToken || v.kind == markToken && strings.Contains(",.!?;、。", v.s)
}

// repeated counts the values that two lists begin with alike.
func repeated(a, b []value) (n int) {
	for n < min(len(a), len(b)) && a[n].s == b[n].s && a[n].number == b[n].number && a[n].kind == b[n].kind {
		n++
	}
	return n
}

// wordAt says that a value means something by itself: a Chinese character out of a longer run does not.
func wordAt(list []value, i int) bool {
	han := func(i int) bool { return i >= 0 && i < len(list) && list[i].kind == hanToken }
	return !han(i) || !han(i-1) && !han(i+1)
}
