package rules

import (
	"cmp"
	"strings"

	"oldhand/integrations/text"
)

// unitClass groups the words, of both languages, that count alike.
type unitClass string

// unitTable spells each class of units; the first word names it.
var unitTable = map[unitClass]string{
	"piece":  "个 只 件 枚 粒 颗 根 把 顶 本 片 台 副 串 朵 枝 支 条 张 块 幅 面 枚 盏 架 部 份 辆 棵 株 匹 pcs pc pce pces piece pieces peice peices unit units ea ones",
	"pair":   "双 对 pair pairs prs pr",
	"pack":   "包 袋 pack packs packet packets pkt pkts bag bags package packages pk pks",
	"box":    "盒 box boxes bx",
	"carton": "箱 carton cartons ctn ctns case cases crate crates",
	"set":    "套 组 set sets kit kits",
	"bottle": "瓶 罐 桶 bottle bottles jar jars can cans",
	"roll":   "卷 捆 扎 roll rolls bundle bundles",
	"sheet":  "sheet sheets",
	"parcel": "单",
	"dozen":  "打 dozen dozens doz dz gross 罗",
}

// unitClasses looks a unit up by its word.
var unitClasses = func() map[string]unitClass {
	m := map[string]unitClass{}
	for class, words := range unitTable {
		for _, w := range strings.Fields(words) {
			m[w] = class
		}
	}
	return m
}()

// loosePieces count single things of whatever kind, so they fit any item that is counted singly.
var loosePieces = text.Set("个 只 件 pcs pc pce pces piece pieces peice peices unit units ea ones")

func unitNamed(s string) bool { return unitClasses[s] != "" }

func dozenUnit(s string) bool { return unitClasses[s] == "dozen" }

func (m *message) unitAt(i int) bool {
	return unitNamed(m.token(i).s) && (!m.protected(i) || m.outreached(i))
}

// outreached says that a longer reading of the name that starts at token i leaves that token out: of 对戒指 it is 戒指.
func (m *message) outreached(i int) bool {
	_, n := m.cue(i)
	tags, next := m.cue(i + 1)
	return tags&word != 0 && next > 1 && i+1+next > i+n
}

// quantity reads a number with its unit at token i: 20个, x20, 20 pcs, half a dozen, 一打, 俩, 几个 (unknown: 0).
func (m *message) quantity(i int) (p piece, ok bool) {
	start := i
	if (m.token(i).s == "x" || m.token(i).s == "*") && m.token(i+1).kind == numToken {
		i++
	}
	if before := m.token(i - 1).s; before == "第" || before == "后" && m.token(i-2).s == "最" || ordinal(before) > 0 { // the second one is not two, nor the last one one
		return piece{}, false
	}
	n, to := m.number(i)
	if to == 0 {
		n, to = m.looseNumber(i)
	}
	if to == 0 {
		return piece{}, false
	}
	if m.token(to).s == "几" && m.unitAt(to+1) { // 十几个: how many is not said
		n, to = 0, to+1
	}
	p = piece{kind: numberPiece, from: start, to: to, number: n, vague: n == 0 && m.token(to-1).s == "几"}
	if s := m.token(i).s; to == i+1 && (s == "俩" || s == "仨") {
		p.unit = "个"
		return p, true
	}
	m.takeUnit(&p)
	if p.unit == "" && to == i+1 && m.token(to).s == "x" && m.token(i).kind == numToken && m.token(to+1).kind != numToken {
		p.to++ // 20x A1023
	}
	return p, p.unit != "" || to > i+1 || m.token(i).kind != hanToken || m.standsAlone(i)
}

// takeUnit takes the unit words after a number, dozens and the half of 一打半 included.
func (m *message) takeUnit(p *piece) {
	i := p.to
	if m.token(i).s == "个" && m.token(i+1).s == "半" {
		if s := m.token(i + 2).s; s != "小" && s != "月" && s != "钟" && !weightAfter(m, i+2) {
			p.unit, p.number, p.to = "个", p.number+one/2, i+2
		}
		return
	}
	if !m.unitAt(i) {
		return
	}
	p.unit, p.to = m.raw(i, i+1), i+1
	if j := p.to; m.token(j).s == "半" {
		p.number, p.to = p.number+one/2, j+1
	}
	if dozenUnit(m.token(i).s) {
		p.dozen = true
		if s := m.token(i).s; s == "gross" || s == "罗" {
			p.number, p.unit = p.number*12, "dozen"
		}
		if j := m.skip(p.to, "of"); m.unitAt(p.to) && p.to == j { // two dozen pairs, 一打双
			p.number, p.dozen = p.number*12, false
			p.unit, p.to = m.raw(p.to, p.to+1), p.to+1
		}
	}
}

// looseNumber reads what counts without a number word: a dozen, dozen, half a dozen, 半打, 几, 一对.
func (m *message) looseNumber(i int) (decimal, int) {
	t := m.token(i)
	switch {
	case t.s == "half" && m.token(i+1).s == "a" && dozenUnit(m.token(i+2).s):
		return one / 2, i + 2
	case t.s == "half" && dozenUnit(m.token(i+1).s), t.s == "半" && m.unitAt(i+1):
		return one / 2, i + 1
	case (t.s == "a" || t.s == "an" || t.s == "another") && m.unitAt(i+1) && m.countedHere(i+1):
		return one, i + 1
	case t.s == "几" && m.unitAt(i+1), t.s == "若干":
		return 0, i + 1
	case t.kind == wordToken && dozenUnit(t.s) && m.token(i-1).s != "per":
		return one, i
	}
	return 0, 0
}

// countedHere says that the unit word at i counts something: a box of pens, but not a bag.
func (m *message) countedHere(i int) bool {
	next := m.token(i + 1)
	return dozenUnit(m.token(i).s) || next.s == "of" || next.kind == skuToken
}

// standsAlone says that a single Chinese numeral without a unit is meant as a number: 来五, A1023 三.
func (m *message) standsAlone(i int) bool {
	next, before := m.token(i+1), m.token(i-1)
	if next.kind == hanToken || next.kind == wordToken || next.kind == numToken {
		return false
	}
	return before.kind == skuToken || before.s == "要" || before.s == "来" || before.s == "成" || before.s == "为" || before.s == "x"
}

// counted gives the quantity and the unit as the catalogue counts an item, from what was said. A unit that the item
// does not have stays as said.
func counted(p piece, itemUnit string, carton int) (quantity int, unit string) {
	n := p.number
	said := unitClasses[strings.ToLower(p.unit)]
	class := unitClasses[strings.ToLower(itemUnit)]
	switch {
	case p.dozen && class == "dozen":
		return int((n + one - 1) / one), itemUnit
	case p.dozen && (itemUnit == "" || class == "piece" || class == "pair" || class == "sheet" || class == ""):
		return wholly(n * 12), itemUnit
	case p.dozen:
		return int((n + one - 1) / one), p.unit
	case p.unit == "" || itemUnit == "":
		return wholly(n), cmp.Or(p.unit, itemUnit)
	case said == class || loosePieces[strings.ToLower(p.unit)] && (class == "sheet" || class == ""):
		return wholly(n), itemUnit
	case said == "pack" && class == "box", said == "box" && class == "pack" && carton == 0:
		return wholly(n), itemUnit
	case (said == "carton" || said == "box") && carton > 0:
		return wholly(n * decimal(carton)), itemUnit
	}
	return wholly(n), p.unit
}

// wholly gives a whole number; 0 for a fraction, which nobody sells.
func wholly(n decimal) int {
	if w, ok := n.Whole(); ok {
		return w
	}
	return 0
}
