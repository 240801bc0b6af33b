package rules

import "slices"

// goods are what a number was told of by a distributor; of several numbers the last holds, so that "from 200 to 300" is
// 300.
type goods struct {
	sku    string // as the catalogue spells it
	item   string // the words, where no SKU was said
	number *piece
	move
}

// move says how goods came or went.
type move struct {
	step string // More or Less, where the number is what came or went
	due  string // when they will be there, where they are not yet
}

// goods pairs the goods of a segment with what is told of them.
func (s segment) goods() []goods {
	parts := s.parts()
	list := make([]goods, len(parts))
	also := make([][]string, len(parts))
	told := make([]bool, len(parts))
	for i, part := range parts {
		list[i] = part.one()
		if p, ok := part.first(skuPiece); ok {
			also[i] = p.also
		}
		if i > 0 && list[i].sku+list[i].item == "" {
			list[i].sku, list[i].item = list[i-1].sku, list[i-1].item
		}
		list[i].move, told[i] = part.moved(), part.moved().step != "" || part.tellsTotal() || part.has(stockWord|setVerb)
	}
	share(list, told, s.heading())
	if s.has(each) && len(list) > 1 {
		for i := range list[:len(list)-1] {
			if last := list[len(list)-1]; list[i].number == nil {
				list[i].number, list[i].move = last.number, last.move
			}
		}
	}
	return s.everyOne(list, also)
}

// everyOne gives each SKU of a list that was written short what was told of it.
func (s segment) everyOne(list []goods, also [][]string) (all []goods) {
	for i, g := range list {
		all = append(all, g)
		for _, sku := range also[i] {
			g.sku = s.skuName(sku).sku
			all = append(all, g)
		}
	}
	return all
}

// share gives the goods of which nothing was told but a number what was told before them, else of all behind the last:
// "500 A1023 and 200 T-7 came in".
func share(list []goods, told []bool, heading move) {
	if heading.step == "" && !slices.Contains(told[:len(told)-1], true) {
		heading = list[len(list)-1].move
	}
	for i := range list {
		if !told[i] {
			list[i].move = heading
		}
		heading = list[i].move
	}
}

// heading is what the sentence before a list of goods says of all of them: 到货了, and a line for each.
func (s segment) heading() move {
	first := slices.IndexFunc(s.pieces, func(p piece) bool { return p.kind == skuPiece || p.kind == numberPiece })
	if first < 0 || s.from == 0 || !s.distributes() {
		return move{}
	}
	return s.message.segment(0, first).moved()
}

// parts cuts a segment so that each part tells one thing: of one SKU, or something more of the SKU before.
func (s segment) parts() []segment {
	var parts []segment
	from := s.from
	cut := func(to int) {
		parts = append(parts, s.message.segment(from, to))
		from = to
	}
	for i := s.from; i < s.to; i++ {
		p, part := s.pieces[i], s.message.segment(from, i)
		full := part.numbers+part.moneys > 0
		switch {
		case p.kind == skuPiece && part.skus > 0 && full && part.leads() && s.pieces[i-1].kind == numberPiece:
			cut(i - 1) // 500 A1023 200 T-7
		case p.kind == skuPiece && part.skus > 0:
			cut(i)
		case full && (p.kind == commaPiece || p.kind == stopPiece || p.is(conjoin|linking) && !p.is(stockWord)) && s.message.segment(i, s.to).numbers+s.message.segment(i, s.to).moneys > 0:
			cut(i)
		}
	}
	cut(s.to)
	return parts
}

// leads says that a part's number stands before its goods.
func (s segment) leads() bool {
	i := slices.IndexFunc(s.list(), func(p piece) bool { return p.kind == numberPiece || p.kind == skuPiece })
	return i >= 0 && s.list()[i].kind == numberPiece
}

// one reads a part; one that names no goods goes on about those named before it.
func (s segment) one() goods {
	g := goods{}
	if s.skus == 0 {
		g.item = s.goodsWords()
		g.sku = s.item(g.item).sku
	}
	if s.skus == 0 && g.item == "" {
		g.sku = s.skuBefore()
	}
	for i := range s.list() {
		switch p := &s.list()[i]; p.kind {
		case skuPiece:
			g.sku = s.skuName(p.sku).sku
		case numberPiece, moneyPiece:
			g.number = p
		}
	}
	return g
}

// goodsWords gives the words of goods; those that tell of coming and going, or of a total, are none.
func (s segment) goodsWords() string {
	list := s.list()
	told := 0 // the token behind the last such words
	return s.text(func(i int, p piece) bool {
		_, moves := moving.longest(s.message, p.from)
		_, sums := totals.longest(s.message, p.from)
		told = max(told, p.from+moves, p.from+sums)
		return named(list, i) && p.from >= told
	})
}
