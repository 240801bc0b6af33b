package measure_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/integrations/measure"
)

func counted(n measure.Decimal, said, unit string, carton int) string {
	quantity, left := measure.Count(n, said, measure.Goods{Unit: unit, Carton: carton})
	return strings.TrimSpace(fmt.Sprint(quantity, " ", left))
}

// TestCount: what three of something are of goods that are counted in whatever way.
func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit   string
		carton int
		said   string // one unit, with what three of it are
	}{
		{"个", 0, "=3个 个=3个 個=3个 件=3个 只=3个 条=3个 pcs=3个 PCS=3个 sheets=3个 打=36个 dozen=36个 罗=432个 gross=432个 双=3双 pairs=3pairs 包=3包 盒=3盒 boxes=3boxes 箱=3箱 套=3套 瓶=3瓶 卷=3卷 单=3单 公斤=3公斤"},
		{"个", 24, "箱=72个 cartons=72个 ctns=72个 cases=72个 boxes=72个 盒=3盒 包=3包 bags=3bags 打=36个 个=3个"},
		{"pcs", 24, "个=3pcs 打=36pcs 箱=72pcs"},
		{"张", 0, "打=36张 dozen=36张 罗=432张 sheets=3张 个=3张 本=3张"},
		{"条", 0, "一=3一 支=3条 个=3条 dozen=36条"},
		{"支", 1440, "打=36支 盒=3盒 箱=4320支"},
		{"双", 0, "打=36双 dozen=36双 罗=432双 对=3双 雙=3双 pair=3双 pairs=3双 个=3个 pcs=3pcs 只=3只 条=3条 箱=3箱"},
		{"双", 24, "打=36双 箱=72双 ctns=72双 boxes=72双 盒=3盒 只=3只"},
		{"包", 0, "包=3包 packs=3包 bags=3包 袋=3包 盒=3包 boxes=3包 打=3打 dozen=3dozen 罗=3罗 个=3个 pcs=3pcs 条=3条 箱=3箱"},
		{"包", 24, "packs=3包 盒=3包 boxes=3boxes ctns=72包 箱=72包 个=3个"},
		{"盒", 24, "盒=3盒 boxes=3盒 包=3盒 bags=3盒 箱=72盒 ctns=72盒 个=3个 打=3打"},
		{"箱", 24, "箱=3箱 ctns=3箱 cases=3箱 盒=3盒 boxes=3boxes 个=3个 包=3包 打=3打"},
		{"打", 0, "打=3打 dozen=3打 doz=3打 罗=36打 个=3个 pcs=3pcs 双=3双"},
		{"罗", 0, "罗=3罗 gross=3罗 打=3打 个=3个"},
		{"套", 0, "套=3套 sets=3套 组=3套 个=3个 pcs=3pcs 打=3打"},
		{"瓶", 240, "瓶=3瓶 bottles=3瓶 个=3瓶 pcs=3瓶 条=3条 打=36瓶 箱=720瓶 卷=3卷"},
		{"卷", 0, "卷=3卷 rolls=3卷 个=3卷 打=36卷 瓶=3瓶"},
		{"串", 0, "串=3串 个=3串 条=3串 打=36串"},
		{"款", 0, "款=3款 个=3款 打=36款 条=3条 箱=3箱"},
		{"", 0, "=3 个=3个 boxes=3boxes 打=36 dozen=36 罗=432"},
		{"", 24, "箱=3箱"},
	} {
		for pair := range strings.FieldsSeq(c.said) {
			said, want, _ := strings.Cut(pair, "=")
			if got := strings.ReplaceAll(counted(3*measure.One, said, c.unit, c.carton), " ", ""); got != want {
				t.Errorf("3 %s of goods by the %q, %d in a carton, are %s, want %s", said, c.unit, c.carton, got, want)
			}
		}
	}
}

func TestCountParts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n      float64
		said   string
		unit   string
		carton int
		want   string
	}{
		{0.5, "打", "个", 0, "6 个"}, {1.5, "打", "双", 0, "18 双"}, {0.5, "箱", "个", 48, "24 个"}, {0.5, "箱", "个", 25, "0 个"}, {1.5, "", "个", 0, "0 个"},
		{0.5, "打", "打", 0, "0 打"}, {2.5, "打", "包", 0, "0 打"}, {0.5, "dozen", "", 0, "6"}, {0, "个", "个", 0, "0 个"}, {1e9, "箱", "个", 100000, "0 个"},
	} {
		if got := counted(measure.Decimal(c.n*float64(measure.One)), c.said, c.unit, c.carton); got != c.want {
			t.Errorf("%v %s of goods by the %q are %s, want %s", c.n, c.said, c.unit, got, c.want)
		}
	}
}

// drawUnit draws a word that counts, or one that does not.
func drawUnit(t *rapid.T, label string) string {
	words := measure.UnitWords()
	slices.Sort(words)
	return rapid.SampledFrom(append(words, "", "款", "尺", "kg", "雙", "Dozen")).Draw(t, label)
}

// TestCountTwice: what was counted is counted, so that whoever counts again takes nothing more.
func TestCountTwice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		goods := measure.Goods{Unit: drawUnit(t, "unit"), Carton: rapid.IntRange(0, 500).Draw(t, "carton")}
		n := measure.Decimal(rapid.IntRange(0, 40_000_000).Draw(t, "n"))
		once, unit := measure.Count(n, drawUnit(t, "said"), goods)
		again, left := measure.Count(measure.Decimal(once)*measure.One, unit, goods)
		if again != once || left != unit {
			t.Fatalf("%d %s of %+v, counted again: %d %s", once, unit, goods, again, left)
		}
	})
}

// TestCountNeverMore: no more is counted than was said, but of what is known to be several.
func TestCountNeverMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		goods := measure.Goods{Unit: drawUnit(t, "unit"), Carton: rapid.IntRange(0, 500).Draw(t, "carton")}
		said := drawUnit(t, "said")
		n := rapid.IntRange(1, 1000).Draw(t, "n")
		quantity, unit := measure.Count(measure.Decimal(n)*measure.One, said, goods)
		most := n
		switch measure.UnitOf(strings.ToLower(said)) {
		case measure.Dozen:
			most *= 12
		case measure.Gross:
			most *= 144
		case measure.Carton, measure.Box:
			most *= max(goods.Carton, 1)
		}
		if quantity > most || quantity < n {
			t.Fatalf("%d %s of %+v are %d", n, said, goods, quantity)
		}
		if unit != said && unit != goods.Unit {
			t.Fatalf("%d %s of %+v are in %s", n, said, goods, unit)
		}
	})
}

func TestUnitIn(t *testing.T) {
	t.Parallel()
	for unit, want := range map[string][2]string{ // in English and in Chinese
		"个": {"pcs", "个"}, "条": {"pcs", "条"}, "张": {"pcs", "张"}, "枚": {"pcs", "枚"}, "双": {"pairs", "双"}, "对": {"pairs", "对"}, "包": {"packs", "包"},
		"袋": {"bags", "袋"}, "盒": {"boxes", "盒"}, "卷": {"rolls", "卷"}, "瓶": {"bottles", "瓶"}, "罐": {"cans", "罐"}, "桶": {"buckets", "桶"}, "打": {"dozen", "打"},
		"罗": {"gross", "罗"}, "箱": {"cartons", "箱"}, "套": {"sets", "套"}, "串": {"strings", "串"}, "捆": {"bundles", "捆"},
		"pcs": {"pcs", "个"}, "pairs": {"pairs", "双"}, "dozen": {"dozen", "打"}, "boxes": {"boxes", "盒"}, "cartons": {"cartons", "箱"}, "jars": {"jars", "瓶"}, "sheets": {"sheets", "张"},
		"款": {"款", "款"}, "tonnes": {"tonnes", "tonnes"}, "": {"", ""},
	} {
		for i, language := range []string{"en", "zh"} {
			if got := measure.UnitIn(language, unit); got != want[i] {
				t.Errorf("%s in %s is %s, want %s", unit, language, got, want[i])
			}
		}
	}
}

// TestUnitsAreFolded: a word that is not in the form that messages are folded to is never found.
func TestUnitsAreFolded(t *testing.T) {
	t.Parallel()
	for _, word := range measure.UnitWords() {
		if measure.UnitOf(word) == "" || word != strings.ToLower(word) {
			t.Error(strconv.Quote(word))
		}
	}
}
