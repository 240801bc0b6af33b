package rules

import (
	"strconv"
	"strings"
)

// People write the SKUs of neighbours short: A1021/1022/1023, A1021、22、23, A1021到1023. What is left out is as in the first.

// skuMarks part the SKUs of such a list, and skuThrough the ends of a row of them.
var (
	skuMarks   = phrases(map[string]bool{`/|、|,|，|&|+|和|跟|及|与|and|, and|或|.`: true})
	skuThrough = phrases(map[string]bool{`-|~|—|到|至|to|through|thru|until|. .|- -|~ ~`: true})
)

// mostSKUs is how many SKUs one row of them may be.
const mostSKUs = 30

// skuList lets the SKU of piece p, which the catalogue has, stand for those written short behind it.
func (m *message) skuList(p piece) piece {
	if !p.known {
		return p
	}
	last, sku := p.to, p.sku
	var also []string
	short, spaced := false, false // a number of fewer figures than the SKU's may as well be how many
	for {
		next, through, to := m.nextShort(last, sku)
		if next == "" {
			break
		}
		if through {
			also = append(also, m.skusBetween(sku, next)...)
		}
		spaced = spaced || to == last+1
		short = short || m.token(to-1).kind == numToken && len(m.token(to-1).s) < figuresOf(sku)
		if sku, last = next, to; m.skuName(next).ok {
			also = append(also, next)
		}
	}
	if len(also) == 0 || spaced && !m.eachBehind(last) || short && !m.countedBehind(last) && !m.eachBefore() {
		return p
	}
	p.also, p.to = also, last
	return p
}

// nextShort reads the mark behind token i and the SKU behind that, which is written short or ends a row of them.
func (m *message) nextShort(i int, sku string) (next string, through bool, to int) {
	_, n := skuMarks.longest(m, i)
	if _, long := skuThrough.longest(m, i); long > 0 {
		n, through = long, true
	}
	t := m.token(i + n)
	switch {
	case n == 0 && !t.space:
	case t.kind == numToken && !m.unitAt(i+n+1):
		next = completed(sku, t.s)
	case t.kind == skuToken && through:
		next = m.raw(i+n, i+n+1)
	}
	if named := m.named(next); named != "" || !through || len(m.skusBetween(sku, next)) == 0 {
		next = named
	}
	return next, through, i + n + 1
}

// named gives a SKU as the catalogue spells it; empty where it has none such.
func (m *message) named(sku string) string {
	if sku == "" {
		return ""
	}
	if name := m.skuName(sku); name.ok {
		return name.sku
	}
	return ""
}

// completed puts the figures of a SKU that is written short into the place of the last ones of another; empty where they are
// too many, or no figures.
func completed(sku, figures string) string {
	n := figuresOf(sku)
	if n == 0 || len(figures) > n || strings.Trim(figures, "0123456789") != "" {
		return ""
	}
	return sku[:len(sku)-len(figures)] + figures
}

// figuresOf counts the figures that a SKU ends in.
func figuresOf(sku string) int { return len(sku) - len(strings.TrimRight(sku, "0123456789")) }

// skusBetween gives the SKUs of the catalogue that stand between two.
func (m *message) skusBetween(first, last string) (between []string) {
	n := figuresOf(last)
	if n == 0 {
		return nil
	}
	head := first[:len(first)-figuresOf(first)]
	from, err := strconv.Atoi(first[len(head):])
	to, wrong := strconv.Atoi(last[len(last)-n:])
	if err != nil || wrong != nil || !strings.EqualFold(head, last[:len(last)-n]) || to-from > 10*mostSKUs {
		return nil
	}
	for k := from + 1; k < to && len(between) < mostSKUs; k++ {
		figures := strconv.Itoa(k)
		sku := head + strings.Repeat("0", max(0, n-len(figures))) + figures
		if sku := m.named(sku); sku != "" {
			between = append(between, sku)
		}
	}
	return between
}

// countedBehind says that token i tells how many there are of each of a list: 各20, 20个, "each 20".
func (m *message) countedBehind(i int) bool {
	if p, ok := m.amountOf(i + 1); m.token(i).s == "," && (m.tags(i+1)&each != 0 || ok && m.tags(p.to)&each != 0) {
		return true
	}
	if m.eachBehind(i) {
		return true
	}
	for k := i; k < i+3; k++ {
		tags := m.tags(k)
		switch {
		case m.token(k).kind == numToken || m.token(k).kind == hanToken && hanStarters[m.token(k).s]:
			_, ok := m.amountOf(k)
			return ok
		case tags&(each|orderVerb|article|filler) == 0:
			return false
		}
	}
	return false
}

// eachBehind says that a word for each of several stands at token i.
func (m *message) eachBehind(i int) bool {
	return m.tags(i)&each != 0 || m.tags(i)&(orderVerb|article|filler) != 0 && m.tags(i+1)&each != 0
}

// eachBefore says that what was read so far ends with how many of each there are: "20 each of".
func (m *message) eachBefore() bool {
	for k := len(m.pieces) - 1; k >= 0 && (m.pieces[k].kind == cuePiece || m.pieces[k].kind == numberPiece); k-- {
		if m.pieces[k].is(each) {
			return true
		}
	}
	return false
}

// tags gives what the cue at token i tells.
func (m *message) tags(i int) tag {
	tags, _ := m.cue(i)
	return tags
}
