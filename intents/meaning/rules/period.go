package rules

import (
	"strings"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// Days that are looked back on: "November", 上个月, "from the 1st to the 15th", 最近7天. Unlike a pickup time, a day or month without
// its year is the latest that has begun.

// Period is days from one to another, both included. From is zero where it is the beginning of everything.
type Period struct {
	From, To   time.Time // midnights
	Start, End int       // bytes of the words that name it
}

// Periods gives the periods that words name, in the order said.
func (p *Parser) Periods(words string, c Context) []Period {
	m := read(p.lexicon, words, c)
	for i, t := range m.tokens {
		m.tokens[i].s = strings.TrimSuffix(t.s, "'s") // November's bill
	}
	b := backward{m, measure.Midnight(c.Now)}
	at := bytesOf(words)
	var all []Period
	for i := 0; i < len(m.tokens); i++ {
		found, to := b.period(i)
		if to == 0 {
			continue
		}
		found.Start, found.End = at[m.tokens[i].from], at[m.tokens[to-1].to]
		all = append(all, found)
		i = to - 1
	}
	return all
}

// backward reads the days of a message in looking back from today.
type backward struct {
	*message
	today time.Time
}

var (
	// sinceLeads stand before the first day of a period that goes on until today, fromLeads before the first of any.
	sinceLeads = phrases(map[string]bool{"since|ever since|starting|beginning|自从|自打": true})
	fromLeads  = phrases(map[string]bool{"from|between|从|由|自": true})
	// untilLeads stand before the last day, and untilTails behind it.
	untilLeads = phrases(map[string]bool{"until|till|up to|up until|as of|through|截至|截止|截止到|到": true})
	untilTails = phrases(map[string]bool{"为止": true})
	// sinceTails stand behind the first day.
	sinceTails = phrases(map[string]bool{"起|开始|以来|以后|之后|至今|到今|到现在|算起|onward|onwards|until now|till now|to date|so far": true})
	// joints stand between the first and the last.
	joints = phrases(map[string]bool{"to|until|till|til|through|thru|up to|and|-|- -|~|~ ~|到|至|直到": true})
	// untilBefore stand behind the day after the last.
	untilBefore = phrases(map[string]bool{"之前|以前": true})
)

// period reads the longest period at token i.
func (b backward) period(i int) (Period, int) {
	for _, read := range []func(int) (Period, int){b.between, b.since, b.until, b.lately, b.alone} {
		if p, to := read(i); to > 0 {
			return p, to
		}
	}
	return Period{}, 0
}

// between reads a first and a last day, or more than a day each: "from the 1st to the 15th", 一到三月, "1-15 October".
func (b backward) between(i int) (p Period, to int) {
	_, lead := fromLeads.longest(b.message, i)
	first, j := b.part(i + lead)
	bare, k := b.bareNumber(i + lead)
	for _, start := range []struct {
		part
		to int
	}{{bare, k}, {first, j}} { // 1-15号 are fifteen days, and 1-15 alone is none
		if start.to == 0 {
			continue
		}
		_, n := joints.longest(b.message, start.to)
		if n == 0 || b.token(start.to).s == "and" && lead == 0 {
			continue
		}
		last, end := b.part(start.to + n)
		if number, to := b.bareNumber(start.to + n); to > end { // October 1 to 15
			last, end = number, to
		}
		if end == 0 {
			continue
		}
		if from, until, ok := b.bothEnds(start.part, last); ok {
			return Period{From: from, To: until}, end
		}
	}
	return p, 0
}

// since reads a first day from which on all is meant: "since September", 从国庆起, 3月以来.
func (b backward) since(i int) (p Period, to int) {
	_, lead := sinceLeads.longest(b.message, i)
	_, from := fromLeads.longest(b.message, i)
	first, to := b.part(i + max(lead, from))
	if to == 0 || first.kind == nowPart {
		return p, 0
	}
	_, tail := sinceTails.longest(b.message, to)
	if lead == 0 && tail == 0 && !(from > 0 && first.isDay()) {
		return p, 0
	}
	day, _, ok := b.resolve(first)
	if !ok || day.After(b.today) {
		return p, 0
	}
	return Period{From: day, To: b.today}, to + tail
}

// until reads a last day up to which all is meant: "up to yesterday", 截止上个月, 到今天为止, 20号之前.
func (b backward) until(i int) (p Period, to int) {
	_, lead := untilLeads.longest(b.message, i)
	last, to := b.part(i + lead)
	if to == 0 {
		return p, 0
	}
	_, tail := untilTails.longest(b.message, to)
	_, before := untilBefore.longest(b.message, to)
	if lead+tail+before == 0 {
		return p, 0
	}
	day, end, ok := b.resolve(last)
	switch {
	case !ok:
		return p, 0
	case before > 0:
		end = day.AddDate(0, 0, -1)
	}
	return Period{To: end}, to + max(tail, before)
}

// lastLeads stand before so many days up to today.
var lastLeads = phrases(map[string]bool{"last|past|previous|these|the last|the past|最近|最近的|最近这|近|近这|过去|过去的|这": true})

// lately reads so many days, weeks or months up to today: "last 7 days", 最近三个月, 近半年.
func (b backward) lately(i int) (p Period, to int) {
	_, lead := lastLeads.longest(b.message, i)
	if lead == 0 {
		return p, 0
	}
	j := i + lead
	if n, to := b.durationNumber(j); to > 0 && yearWords[b.token(to).s] {
		return b.months(int(n * 12 / one)), to + 1
	}
	length, whole, to := b.duration(j)
	switch {
	case to == 0 || !whole:
		return p, 0
	case length%words.Month == 0 && b.monthNamed(j, to):
		return b.months(int(length / words.Month)), to
	}
	return b.days(int(length / (24 * time.Hour))), to
}

var yearWords = text.Set("年 year years")

// days are so many up to today.
func (b backward) days(n int) Period { return Period{From: b.today.AddDate(0, 0, 1-n), To: b.today} }

// months are so many up to today.
func (b backward) months(n int) Period {
	return Period{From: b.today.AddDate(0, -n, 1), To: b.today}
}

// alone reads a day, or more, that is all that is meant.
func (b backward) alone(i int) (p Period, to int) {
	one, to := b.part(i)
	if to == 0 || one.kind == nowPart || one.kind == monthEndPart || !b.stands(i, to) {
		return p, 0
	}
	from, until, ok := b.resolve(one)
	if !ok {
		return p, 0
	}
	return Period{From: from, To: until}, to
}

var (
	// plainWords are months and weekdays that are other words as well, and monthSides what beside them says that they are none.
	plainWords = text.Set("may march mar sat sun")
	monthSides = text.Set("for in of since from to until till through during last this - ~ / by bill bills statement statements account invoice orders 的 账 份")
)

// stands says that a word from token i to another is a time there, and not another word: "may I have".
func (b backward) stands(i, to int) bool {
	return to > i+1 || !plainWords[b.token(i).s] || monthSides[b.token(i-1).s] || monthSides[b.token(to).s] || i == 0 && to == len(b.tokens)
}
