package rules

import (
	"cmp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// listMark reads the number of a line in a pasted list: "1. A1023 20个".
func (m *message) listMark(i int) (piece, bool) {
	if m.token(i).kind != numToken || m.token(i-1).kind != breakToken {
		return piece{}, false
	}
	if n, ok := smallInt(m.token(i), 99); !ok || n == 0 {
		return piece{}, false
	}
	next, after := m.token(i+1).s, m.token(i+2)
	if (next == "." || next == ")" || next == "、" || next == "）") && after.kind != breakToken && after.kind != markToken {
		return piece{kind: otherPiece, from: i, to: i + 2}, true
	}
	return piece{}, false
}

// specUnits measure goods rather than count them: 500毫升, 5层, 12色; with their number they are part of a name.
var specUnits = phrases(map[string]bool{
	`%|percent|hours|hour|hrs|minutes|minute|mins|days|day|weeks|week|months|month|years|year|小时|个小时|分钟|天|个月|个星期|ml|l|cc|litre|litres|liter|liters|millilitre|millilitres|milliliter|milliliters|cm|mm|m|metre|metres|meter|meters|centimetre|centimetres|centimeter|centimeters|millimetre|millimetres|millimeter|millimeters|inch|inches|ft|mah|gb|mb|tb|w|v|hz|ply|layer|layers|tier|tiers|colour|colours|color|colors|in1|in 1|yo|hole|holes|oz cup|
毫升|升|公升|厘米|公分|公尺|毫米|米|寸|英寸|码|度|岁|层|格|色|孔|齿|合一|件套|支装|只装|个装|片装|条装|双装|包装|枚装|粒装|袋装|瓶装|卷装|张装|连包|连|头|股|线|档|轮|门|抽|筒|年|楼|栋|单元|室|弄|路|街|期|斤装|公斤装|克装|寸盘|针|号|号线|号楼|折|钻|星|人份|人|分类|宫格|面体|级|代|倍|伏|瓦|毫安|毫安时|克重|号电池|号针|号线|号球|号字|号袋|号自封袋|号胶袋|号盒|号色|号模|抽装|卷装|位|键|色装|号画笔|号笔|号刷|号气球`: true})

// packed stand behind how many are in a pack.
var packed = text.Set("装 入")

// spec reads a measured number as a word of a name.
func (m *message) spec(i int) (piece, bool) {
	n, to := m.number(i)
	if to == 0 || n == 0 {
		return piece{}, false
	}
	if to == i+1 && m.token(to).s == "x" && m.token(to+1).kind == numToken && m.token(to+2).s != "x" && m.token(i).kind == numToken && len(m.token(i).s) < 4 && m.token(i-1).kind != skuToken {
		return piece{kind: wordPiece, from: i, to: to + 2}, true // a carpet 5x6
	}
	if m.unitAt(to) && packed[m.token(to+1).s] { // 10根装
		return piece{kind: wordPiece, from: i, to: to + 2}, true
	}
	if _, length := specUnits.longest(m, to); length > 0 && !m.spacedUnit(to) && !m.weekdayBehind(to) {
		return piece{kind: wordPiece, from: i, to: to + length}, true
	}
	return piece{}, false
}

// models stand before the number of a model, which counts nothing: iPhone 15.
var models = phrases(map[string]bool{"iphone|ipad|galaxy|redmi|pixel|mate|苹果|华为|小米|usb": true})

// modelNumber reads the number of a model as a word of a name.
func (m *message) modelNumber(i int) (piece, bool) {
	return piece{kind: wordPiece, from: i, to: i + 1}, m.token(i).kind == numToken && m.model(i)
}

// model says that the number at token i is that of a model, and goods follow it: 苹果15手机壳.
func (m *message) model(i int) bool {
	for k := i - 1; k >= max(0, i-2); k-- {
		if _, n := models.longest(m, k); n > 0 && k+n == i {
			han := m.token(k).kind == hanToken
			return !han && m.token(i+1).kind == wordToken || han && m.plainHan(i+1)
		}
	}
	return false
}

// weekdayBehind says that a unit and a day of the week stand at token i, and no number of weeks: 20个 星期五拿.
func (m *message) weekdayBehind(i int) bool {
	return m.unitAt(i) && m.weekMark(i+1) > i+1 && !m.clauseEnds(m.weekMark(i+1)) && (m.token(i+1).space || words.Weekdays.Has(m.token(m.weekMark(i+1)).s))
}

// spacedUnit keeps "20 m cups" a number of m cups.
func (m *message) spacedUnit(i int) bool {
	s := m.token(i).s
	return m.token(i).space && len(s) == 1 && s != "w" && s != "v" && !m.ofCounted(i-1) // 20 W chargers
}

// ofCounted says that the goods whose name begins at token i were counted before: 6 of the 20 L backpack.
func (m *message) ofCounted(i int) bool {
	k := len(m.pieces) - 1
	for k > 0 && m.pieces[k].is(article|inName|linking) {
		k--
	}
	return k >= 0 && k < len(m.pieces)-1 && m.pieces[k].kind == numberPiece && m.tokens[m.pieces[k].to].s == "of" && i == m.pieces[len(m.pieces)-1].to
}

// packing reads how many are in a pack, which is not how many are wanted: 5条一扎, "5 in a bundle", and the 5 of "3 packs of
// 5".
func (m *message) packing(i int) (piece, bool) {
	p, ok := m.quantity(i)
	if !ok || !m.countable(i) || p.dozen || p.number == 0 || p.number%one != 0 || p.number > largestPack*one || m.context.Role == "distributor" {
		return piece{}, false
	}
	if packs := len(m.pieces) - 2; packs >= 0 && m.token(i-1).s == "of" && m.token(i).kind == numToken && m.pieces[packs].holds() {
		p.kind = otherPiece
		return p, true
	}
	_, n := perPack.longest(m, p.to)
	unit := p.to + n
	if n == 0 || !m.unitAt(unit) || measure.SameUnit(m.token(unit).s, strings.ToLower(p.unit)) || m.plainHan(unit+1) {
		return piece{}, false
	}
	if _, money := m.money(p.to); money {
		return piece{}, false
	}
	p.kind, p.to = otherPiece, unit+1
	return p, true
}

// largestPack is more than any carton holds.
const largestPack = 100_000

// unpack counts what is in so many packs of a size that was said: 5条一扎来三扎 is 15条, whatever the catalogue's are. Of goods
// that are sold by the pack the skill asks how many, since 15 of those are more.
func (m *message) unpack() {
	for i, pack := range m.pieces {
		if pack.kind != otherPiece || pack.number == 0 {
			continue
		}
		if packs := m.packsOf(i); packs >= 0 && m.pieces[packs].number <= largestPack*one {
			p := &m.pieces[packs]
			said := *p
			p.packs, p.size = &said, int(pack.number/one)
			p.number *= pack.number / one
			p.unit = cmp.Or(pack.unit, "pcs")
		}
	}
}

// packsOf gives the piece that says how many packs are wanted of the size in piece i; -1: none does.
func (m *message) packsOf(i int) int {
	size := m.pieces[i]
	if m.token(size.from-1).s == "of" && i > 1 && m.pieces[i-2].holds() {
		return i - 2
	}
	pack := m.token(size.to - 1).s
	counts := func(p piece) bool { return p.kind == numberPiece && measure.SameUnit(pack, strings.ToLower(p.unit)) }
	if k := slices.IndexFunc(m.pieces[i:], counts); k >= 0 {
		return i + k
	}
	return slices.IndexFunc(m.pieces[:i], counts)
}

// perPack stand between a number and the pack that holds so many.
var perPack = phrases(map[string]bool{"一|每|in a|in one|in each|to a|per": true})

// holds says that a piece counts packs, and no dozens.
func (p piece) holds() bool {
	return p.kind == numberPiece && !p.dozen && measure.UnitOf(strings.ToLower(p.unit)).Holds()
}
