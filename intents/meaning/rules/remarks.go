package rules

import (
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// What an order sheet tells besides its lines, 合计30个, 单价1.2, "get 2 free", is read past.

var (
	// sums are the words for how many there are in all lines.
	sums = phrases(map[string]bool{`合计|总计|共计|小计|总数|总数量|总件数|合共|共|一共|总共|总量|sum|total|totals|grand total|subtotal|total qty|total quantity|total pcs|total pieces|in total|in all|altogether`: true})
	// priceLabels stand before what one or all of a line cost.
	priceLabels = phrases(map[string]bool{`单价|价格|售价|批发价|批价|进价|拿货价|价|金额|总价|总额|总金额|货款|合计金额|小计|unit price|price|prices|amount|amt|subtotal|total amount|line total|value|at|@|x|*|=`: true})
	// countLabels stand before how many there are of a line.
	countLabels = phrases(map[string]bool{`数量|件数|个数|订购数量|订货数量|下单数量|qty|quantity|q ' ty`: true})
	// gifts stand before what comes with a line for nothing; English says so behind it.
	gifts = phrases(map[string]bool{`送|赠|赠送|另送|多送|白送|外送|搭送|get|plus|free|with|gift`: true})
	free  = phrases(map[string]bool{`free|for free|free of charge|gratis|as a gift`: true})
)

// remarks reads past what a seller's message tells besides the lines of an order. A distributor's tells just that of their
// goods, and a parcel may be called a total too.
func (m *message) remarks() {
	parcel := func(p piece) bool { return p.kind == weightPiece || p.kind == sizePiece || p.kind == placePiece }
	goods := func(p piece) bool { return p.kind == skuPiece || p.kind == wordPiece }
	if m.context.Role == "distributor" || slices.ContainsFunc(m.pieces, parcel) || !slices.ContainsFunc(m.pieces, goods) {
		return
	}
	for i := range m.pieces {
		for _, read := range []func(int) int{m.countAt, m.sumAt, m.priceAt, m.productAt, m.giftAt} {
			if to := read(i); to > i {
				m.pass(i, to)
			}
		}
	}
}

// pass reads past the pieces from one up to another.
func (m *message) pass(from, to int) {
	for i := from; i < to; i++ {
		m.pieces[i] = piece{kind: otherPiece, from: m.pieces[i].from, to: m.pieces[i].to}
	}
}

// amountBehind gives the piece with the amount that stands behind the label at piece i; -1: there is no such label, or none.
func (m *message) amountBehind(i int, labels phraseIndex[bool]) int {
	_, n := labels.longest(m, m.pieces[i].from)
	if n == 0 {
		return -1
	}
	end := m.pieces[i].from + n
	for k := i; k < len(m.pieces) && k <= i+4; k++ {
		switch p := m.pieces[k]; {
		case p.from < end:
		case p.kind == numberPiece || p.kind == moneyPiece:
			return k
		case p.kind != otherPiece && !p.is(linking|article|function|priceAsk) && m.token(p.from).s != "=" && m.token(p.from).s != "¥":
			return -1
		}
	}
	return -1
}

// countAt gives the piece with the number that such a label at piece i stands before; 0: there is none. On an open draft it may be said of
// a line that is there.
func (m *message) countAt(i int) int {
	if k := m.amountBehind(i, countLabels); len(m.context.Draft) == 0 && k > i && m.pieces[k].kind == numberPiece {
		return k
	}
	return 0
}

// sumAt gives the piece behind a sum of the lines before it, that begins at piece i; 0: none does.
func (m *message) sumAt(i int) int {
	k := m.amountBehind(i, sums)
	if k < 0 {
		return m.sumBefore(i)
	}
	if !m.ends(k+1) || !m.addsUp(i, m.pieces[k]) {
		return 0
	}
	return k + 1
}

// sumBefore gives the piece behind a sum that is named behind its number, "30 in total".
func (m *message) sumBefore(i int) int {
	p := m.pieces[i]
	_, n := sums.longest(m, p.to)
	if p.kind != numberPiece || n == 0 || !m.addsUp(i, p) {
		return 0
	}
	to := i + 1
	for to < len(m.pieces) && m.pieces[to].from < p.to+n {
		to++
	}
	if !m.ends(to) {
		return 0
	}
	return to
}

// addsUp says that an amount is what the quantities before piece i are together, or that there are several of those.
func (m *message) addsUp(i int, sum piece) bool {
	var count int
	var all decimal
	for _, p := range m.pieces[:i] {
		if p.kind == numberPiece && !p.bad {
			count, all = count+1, all+p.number
		}
	}
	return count > 1 || count == 1 && (sum.kind == moneyPiece || all == sum.number)
}

// priceAt gives the piece behind a price that begins at piece i, of a line that has a quantity; 0: none does.
func (m *message) priceAt(i int) int {
	k := m.amountBehind(i, priceLabels)
	if k < 0 || m.pieces[k].unit != "" || !m.quantityBeside(i, k) {
		return 0
	}
	if p := m.pieces[k]; p.kind == numberPiece && p.number%one == 0 && countsToo[m.token(m.pieces[i].from).s] {
		return 0
	}
	return k + 1
}

// productAt gives the piece behind a price and an amount that stand at piece i without labels, where the amount is what the quantity before
// them costs at that price: A1023 10个 2.3 23元. 0: there are none.
func (m *message) productAt(i int) int {
	k := i + 1
	for k < len(m.pieces) && m.pieces[k].kind == otherPiece {
		k++
	}
	price, ok := m.pieces[i].yuan()
	if !ok || i == 0 || k >= len(m.pieces) {
		return 0
	}
	amount, ok := m.pieces[k].yuan()
	for j := i - 1; ok && j >= 0 && m.pieces[j].kind != stopPiece; j-- {
		if p := m.pieces[j]; p.kind == numberPiece && p.number > one && p.number%one == 0 && p.number/one*price == amount {
			return k + 1
		}
	}
	return 0
}

// yuan is the amount that a piece is, if it may be one: of money, or a number of nothing.
func (p piece) yuan() (decimal, bool) {
	switch {
	case p.bad || p.vague:
		return 0, false
	case p.kind == moneyPiece:
		return decimal(p.fen) * (one / 100), p.fen > 0
	}
	return p.number, p.kind == numberPiece && p.unit == "" && p.number > 0
}

// countsToo stand before quantities as well, which are whole numbers.
var countsToo = text.Set("at @ x * =")

// quantityBeside says that the line of the pieces from one to another has a quantity besides.
func (m *message) quantityBeside(from, to int) bool {
	line := func(p piece) bool { return p.kind == stopPiece }
	start, end := from, to+1
	for start > 0 && !line(m.pieces[start-1]) {
		start--
	}
	for end < len(m.pieces) && !line(m.pieces[end]) {
		end++
	}
	for i := start; i < end; i++ {
		priced := i > 0 && m.amountBehind(i-1, priceLabels) == i || i > 1 && m.amountBehind(i-2, priceLabels) == i
		if (i < from || i > to) && m.pieces[i].kind == numberPiece && m.pieces[i].number%one == 0 && !priced {
			return true
		}
	}
	return false
}

// giftAt gives the piece behind what comes for nothing, which begins at piece i; 0: nothing does.
func (m *message) giftAt(i int) int {
	k := m.amountBehind(i, gifts)
	if k < 1 || !slices.ContainsFunc(m.pieces[:i], func(p piece) bool { return p.kind == numberPiece }) {
		return 0
	}
	to := k + 1
	for to < len(m.pieces) && m.pieces[to].goods() && !m.says(to, free) {
		to++
	}
	if to < len(m.pieces) && m.says(to, free) {
		return to + 1
	}
	if m.token(m.pieces[i].from).kind != hanToken || !m.ends(to) {
		return 0
	}
	return to
}

func (m *message) says(i int, what phraseIndex[bool]) bool {
	_, n := what.longest(m, m.pieces[i].from)
	return n > 0
}

// ends says that a clause ends before piece i.
func (m *message) ends(i int) bool {
	if i >= len(m.pieces) {
		return true
	}
	switch p := m.pieces[i]; p.kind {
	case commaPiece, stopPiece, otherPiece, moneyPiece:
		return true
	default:
		return p.is(filler|thanking) || strings.ContainsAny(m.token(p.from).s, ")")
	}
}

// slips take back the quantity before them: "20 pcs, sorry 30", 20个不对30个.
var slips = phrases(map[string]bool{`sorry|oops|i mean|i meant|correction|no wait|wait no|wait|scratch that|or rather|make that|my bad|typo|no|nope|
不对|哦不|啊不|噢不|额不|呃不|不不|不不不|不是|错了|说错了|打错了|写错了|记错了|看错了|应该是|应该|更正|纠正|不好意思|抱歉`: true})

// slipsOfTongue makes one cue of what stands between a quantity and the one that it is to be instead.
func (m *message) slipsOfTongue() {
	for i := 1; i < len(m.pieces); i++ {
		if p := m.pieces[i]; p.kind != cuePiece && p.kind != wordPiece || !m.says(i, slips) {
			continue
		}
		before := i - 1
		for before > 0 && (m.pauses(before) || m.pieces[before].goods()) {
			before--
		}
		said := m.pieces[before]
		after := m.afterSlip(i, said)
		if m.denies(i) && !m.saidAgain(i, said) { // 一千五，不是五百二
			continue
		}
		if said.kind != numberPiece || after >= len(m.pieces) || m.pieces[after].kind != numberPiece {
			continue
		}
		if after+1 < len(m.pieces) && m.pieces[after+1].goods() {
			if !slices.ContainsFunc(m.pieces[:i], piece.goods) { // 20, I mean 30 A1023
				m.pass(before, after)
			}
			continue
		}
		slip := piece{kind: cuePiece, from: m.pieces[i].from, to: m.pieces[after].from, tags: hold}
		m.pieces = slices.Replace(m.pieces, i, after, slip)
	}
}

// slipsOfSKU puts a SKU into the place of the one before it that was a slip, with the number said for that: 12 A1023, sorry, A1024.
func (m *message) slipsOfSKU() {
	for i := 1; i < len(m.pieces); i++ {
		if p := m.pieces[i]; p.kind != cuePiece && p.kind != wordPiece || !m.says(i, slips) || m.denies(i) || notThese[m.token(p.from).s] {
			continue
		}
		after := m.behindSlip(i)
		for after < len(m.pieces) && (m.pauses(after) || m.says(after, slips)) {
			after++
		}
		before := i - 1
		for before > 0 && (m.pauses(before) || m.pieces[before].kind == numberPiece) {
			before--
		}
		if after < len(m.pieces) && m.pieces[after].kind == skuPiece && m.pieces[before].kind == skuPiece && m.ends(after+1) {
			m.pieces[before].sku, m.pieces[before].known, m.pieces[before].also = m.pieces[after].sku, m.pieces[after].known, nil
			m.pass(i, after+1)
		}
	}
}

// notThese stand before what is not wanted, which is none of the goods: 20 A1023 no A1024.
var notThese = text.Set("no nope 不")

// pauses says that piece i tells nothing between a quantity and its correction.
func (m *message) pauses(i int) bool {
	p := m.pieces[i]
	return p.kind == commaPiece || p.kind == stopPiece || p.kind == otherPiece || p.kind == cuePiece && p.is(filler|linking|function)
}

// denies says that the words at piece i may say what the quantity is not: 不是.
func (m *message) denies(i int) bool {
	_, n := slips.longest(m, m.pieces[i].from)
	end := m.pieces[i].from + n
	return m.phrase(end-2, "不", "是") || m.phrase(end-1, "不", "是")
}

// saidAgain says that the words at piece i take back the very quantity said before, and that another follows.
func (m *message) saidAgain(i int, said piece) bool {
	k := m.behindSlip(i)
	if k >= len(m.pieces) || m.pieces[k].kind != numberPiece || m.pieces[k].number != said.number {
		return false
	}
	after := m.afterSlip(i, said)
	stops := func(p piece) bool { return p.kind == stopPiece }
	return after > k && !slices.ContainsFunc(m.pieces[k:after], stops) && after < len(m.pieces) && m.pieces[after].kind == numberPiece
}

// afterSlip gives the piece that corrects the quantity said before the slip at piece i, which may be said once more: not 20,
// it is 30.
func (m *message) afterSlip(i int, said piece) int {
	after := m.behindSlip(i)
	for after < len(m.pieces) {
		switch again := m.pieces[after].kind == numberPiece && m.pieces[after].number == said.number; {
		case m.says(after, slips):
			after = m.behindSlip(after)
		case m.pauses(after), again && after+1 < len(m.pieces):
			after++
		default:
			return after
		}
	}
	return after
}

// behindSlip gives the piece behind such words at piece i, or behind that piece.
func (m *message) behindSlip(i int) int {
	_, n := slips.longest(m, m.pieces[i].from)
	end := m.pieces[i].from + n
	for i++; i < len(m.pieces) && m.pieces[i].from < end; {
		i++
	}
	return i
}

// happenings tell what became of goods: they were sold, broke, came back, or were asked for. None of that orders any.
var happenings = phrases(map[string]bool{`sold|i sold|we sold|have sold|was sold|were sold|were broken|was broken|are broken|is broken|broken|broke|damaged|defective|faulty|cracked|missing|returned|returning|came back|
sent back|give back|gave back|want to return|i want to return|i need to return|i have to return|need to return|to return|return|refund|refunded|complained|complaint|wrong colour|wrong color|asked for|asked me for|was asked for|asked about|short of|leaking|don't work|doesn't work|didn't work|do not work|does not work|not working|won't work|won't turn on|won't charge|won't light up|won't open|won't close|
卖了|卖掉|卖掉了|卖出|卖出了|卖出去|卖出去了|售出|坏了|坏掉|坏掉了|是坏的|坏的|破了|破损|碎了|裂了|断了|次品|残次|瑕疵|有瑕疵|有问题|质量问题|有毛病|少了|缺了|少发|漏发|少发了|漏发了|发错|发错了|
退了|退货|退回|退回来|退回来了|退掉|要退|想退|我要退|我想退|我得退|得退|退|退换|换货|退款|补发|问我要|有人问|客人问|客户问|买家问|有客人问|问过|被退|丢了|弄丢了|压坏了|摔坏了|进水了|碎掉了|用不了|不能用|充不了|充不上|充不进|打不开|打不响|打不着|打不亮|转不动|转不了|按不动|拉不动|拉不开|关不上|点不着|不亮|没反应`: true})

// denials stand before what did not happen.
var denials = text.Set("不 没 别 not never if 会")

// happened says that the clause of a segment tells what became of goods, and orders none besides.
func (s segment) happened() bool {
	part := func(p piece) bool { return p.kind == commaPiece || p.kind == stopPiece }
	from, to := s.from, s.to
	for from > 0 && !part(s.pieces[from-1]) {
		from--
	}
	for to < len(s.pieces) && !part(s.pieces[to]) {
		to++
	}
	told := 0 // the token behind the last such words
	found, orders := false, false
	for _, p := range s.pieces[from:to] {
		for k := p.from; k < p.to; k++ { // 客户退了 is one piece
			if _, n := happenings.longest(s.message, k); n > 0 && !denials[s.message.token(k-1).s] {
				found, told = true, max(told, k+n)
			}
		}
		relative := s.message.token(p.to).s == "的"
		_, of := happenings.longest(s.message, p.to) // have broken wheels
		orders = orders || p.from >= told && p.kind == cuePiece && p.is(orderVerb|more) && !relative && of == 0
	}
	return found && !orders
}

// Happened says that a message tells what became of goods, and orders none besides.
func (p *Parser) Happened(text string, c Context) bool {
	m := read(p.lexicon, text, c)
	return m.segment(0, len(m.pieces)).happened()
}
