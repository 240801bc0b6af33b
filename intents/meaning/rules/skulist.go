package rules

import (
	"slices"
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

// surelySKU is how many figures alone are a SKU's, and hardly how many of it.
const surelySKU = 3

// shortList is such a list as far as it is read.
type shortList struct {
	skus   []string
	last   string // SKU, whether the catalogue has it or not
	to     int    // token
	short  bool   // a number of fewer figures than the SKU's, which may as well be how many
	spaced bool   // nothing but a space parts two of them
}

// skuList lets the SKU of piece p, which the catalogue has, stand for those written short behind it.
func (m *message) skuList(p piece) piece {
	if !p.known {
		return p
	}
	l := shortList{skus: []string{p.sku}, last: p.sku, to: p.to}
	whole := l
	for ok := true; ok; {
		if l, ok = m.longer(l); ok && m.lists(l) {
			whole = l
		}
	}
	p.also, p.to = whole.skus[1:], whole.to
	return p
}

// lists says that what stands behind a list lets it be one.
func (m *message) lists(l shortList) bool {
	return (!l.spaced || m.eachThen(l.to)) && (!l.short || m.countedBehind(l.to) || m.eachBefore())
}

// longer takes in the SKU behind a list, and those between where it ends a row; ok is false where the catalogue has none of
// them.
func (m *message) longer(l shortList) (longer shortList, ok bool) {
	_, n := skuMarks.longest(m, l.to)
	_, row := skuThrough.longest(m, l.to)
	n = max(n, row)
	t, next := m.token(l.to+n), ""
	switch {
	case n == 0 && !t.space:
	case t.kind == numToken && !m.unitAt(l.to+n+1) && m.token(l.to+n+1).kind != skuToken: // not 13 X4 and 4 X5
		next = completed(l.last, t.s)
	case t.kind == skuToken && row > 0:
		next = m.raw(l.to+n, l.to+n+1)
	}
	if next == "" {
		return l, false
	}
	longer = l
	longer.last, longer.to = next, l.to+n+1
	longer.spaced = l.spaced || n == 0
	longer.short = l.short || t.kind == numToken && (len(t.s) < figuresOf(next) || len(t.s) < surelySKU)
	added := []string{next}
	if row > 0 {
		added = append(m.skusBetween(l.last, next), next)
	}
	longer.skus = slices.Concat(l.skus, slices.DeleteFunc(added, func(sku string) bool { return !m.skuName(sku).ok }))
	return longer, len(longer.skus) > len(l.skus)
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
		if name := m.skuName(sku); name.ok {
			between = append(between, name.sku)
		}
	}
	return between
}

// countedBehind says that token i tells how many there are of each of a list: 各20, 20个, "each 20".
func (m *message) countedBehind(i int) bool {
	if p, ok := m.amountOf(i + 1); m.token(i).s == "," && (m.tags(i+1)&each != 0 || ok && m.tags(p.to)&each != 0) {
		return true
	}
	if _, ok := m.kinds(i); ok || m.eachBehind(i) {
		return true
	}
	for k := i; k < i+3; k++ {
		tags := m.tags(k)
		if _, moves := moving.longest(m, k); moves > 0 {
			k += moves
		}
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

// eachThen says that a word for each of several stands at token i, and how many there are of each behind it: in "24 each" it is
// the 24 that counts.
func (m *message) eachThen(i int) bool {
	for k := i; k < i+3 && m.eachBehind(i); k++ {
		if _, ok := m.amountOf(k); ok {
			return true
		}
	}
	return false
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
