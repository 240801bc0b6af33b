package rules

import (
	"math"
	"strings"
)

// Somebody else may have put a message into plainer words. Such a sentence is trusted no further than it repeats the
// message: in whole stretches of it, with numbers of the same value, beside the few words that wishes are put with. None
// of those counts, names or times anything.

// wishing are those words.
var wishing = phrases(map[string]bool{`find|show|me|order|change|make|it|to|remove|take|off|from|my|orders|send|quote|how much|how|what|remind|at|every day|help|ask|
the|a|of|for|and|with|under|over|i|want|is|are|do|找|看看|看|拿|要|来|把|改成|去掉|我的订单|我|寄到|寄|到|多少钱|提醒|每天|帮助|问|怎么|的|和|以下|以上`: true})

// Restates says that a sentence says nothing that a message does not say. Its parts may stand in another order, unless
// the message has several numbers: of what each is, only the order tells, so that it stays, and none is left out or said
// twice.
func (p *Parser) Restates(sentence, message string) bool {
	m := read(p.lexicon, sentence, Context{})
	said, told := read(p.lexicon, message, Context{}).values(), m.values()
	some, someKinds := numbersOf(told)
	all, kinds := numbersOf(said)
	if some > all || some > 0 && someKinds < kinds {
		return false
	}
	return len(told) > 0 && m.repeats(told, said, kinds > 1)
}

// repeats says that what is told is all made of stretches of what was said, and in its order if so required, beside words
// for wishes.
func (m *message) repeats(told, said []value, ordered bool) bool {
	reached := make([]int, len(told)+1) // the least of what was said that it takes to come so far
	for i := range reached[1:] {
		reached[1+i] = math.MaxInt
	}
	for i, v := range told {
		from := reached[i]
		if from > len(said) {
			continue
		}
		if v.kind == wordToken || v.kind == hanToken {
			_, n := wishing.longest(m, v.from)
			reached[i+n] = min(reached[i+n], from)
		}
		if v.pauses() {
			reached[i+1] = min(reached[i+1], from)
		}
		if !ordered {
			from = 0
		}
		for k := from; k < len(said); k++ {
			for n := repeated(told[i:], said[k:]); n > 0; n-- {
				if n > 1 || wordAt(said, k) {
					reached[i+n] = min(reached[i+n], k+n)
				}
			}
		}
	}
	return reached[len(told)] <= len(said)
}

// numbersOf counts the numbers, and the different ones; the 一 of 一声 and the one of "the red one" need not be any.
func numbersOf(list []value) (all, different int) {
	seen := map[decimal]bool{}
	for _, v := range list {
		if v.kind == numToken && !v.lone {
			all++
			seen[v.number] = true
		}
	}
	return all, len(seen)
}

// value is a token, or a number whatever it is written with.
type value struct {
	kind   tokenKind
	s      string
	number decimal
	lone   bool // a number that is but the word one
	from   int  // token
}

// values reads a message as such.
func (m *message) values() (list []value) {
	for i := 0; i < len(m.tokens); {
		t := m.tokens[i]
		if n, to := m.number(i); to > i {
			list = append(list, value{kind: numToken, number: n, lone: n == one && t.kind != numToken, from: i})
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
