package rules

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/measure/measuretest"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"20": 20, "1,000": 1000, "1.5": 1.5, "3k": 3000, "1.5k": 1500, "2万": 20000, "1.2万": 12000, "3百": 300, "twenty": 20, "twenty five": 25,
		"twenty-five": 25, "one hundred and twenty": 120, "two thousand": 2000, "a hundred": 100, "a couple of": 2, "two hundred and fifty": 250,
		"二十": 20, "廿": 20, "廿五": 25, "十": 10, "十二": 12, "一百二": 120, "一百零二": 102, "两百五": 250, "两百五十": 250, "一千五": 1500,
		"一万二": 12000, "三千零五": 3005, "两三": 3, "二〇": 20, "贰拾": 20, "五六十": 60,
	} {
		m := read(village{}, text, Context{Now: wednesday})
		n, to := m.number(0)
		if float64(n)/float64(one) != want || to != len(m.tokens) {
			t.Errorf("%q is %v over %d of %d tokens, want %v", text, float64(n)/float64(one), to, len(m.tokens), want)
		}
	}
}

func TestNoNumbers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"13800138000", "hundred", "万", "a", "x", "1234567890123"} {
		if n, to := read(village{}, text, Context{Now: wednesday}).number(0); to != 0 {
			t.Errorf("%q is the number %v", text, n)
		}
	}
}

func TestWeights(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]measure.Grams{
		"1.2kg": 1200, ".5kg": 500, "800g": 800, "800克": 800, "半斤": 250, "一公斤半": 1500, "2.5公斤": 2500, "一斤二两": 600, "五两": 250, "一斤二": 600,
		"half a kilo": 500, "a kilo and a half": 1500, "2 and a half kg": 2500, "a kilo": 1000, "2lb": 908, "1 oz": 29, "1kg 200g": 1200,
		"3斤": 1500, "两千克": 2000, "一千克": 1000, "一点二公斤": 1200, "一个半公斤": 1500, "1/2 kg": 500, "五百克": 500, "半公斤": 500, "0.5 KG": 500, "１．５ｋｇ": 1500,
	} {
		m := read(village{}, text, Context{Now: wednesday})
		if p, ok := m.weight(0); !ok || p.grams != want || p.to != len(m.tokens) {
			t.Errorf("%q weighs %d over %d of %d tokens, want %d", text, p.grams, p.to, len(m.tokens), want)
		}
	}
}

// What a message weighs is what the same words weigh in a list, whatever stands around them.
func TestWeightsAreReadAsInLists(t *testing.T) {
	t.Parallel()
	for _, text := range strings.Split("125 lb|125磅|一斤二|3市斤|一公斤二|5公两|一两二钱|十两|二十两|a kilo and a half|1吨|半吨|2kg3两|2斤3两|三斤二两半|3 jin|2 liang|2 1/2 kg|"+
		"half an ounce|3 lb 4 oz|twenty-five kilos|一点二五公斤|两万三千克|廿五公斤|貳拾伍公斤|12345g|0.5公斤", "|") {
		want, err := measure.ParseWeight(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		for before, after := range map[string]string{"": "", "寄北京 ": "", "send a parcel of ": " to Harbin", "到成都": "，多少钱", "明天": "到上海", "to ": " 乌鲁木齐"} {
			m := read(village{}, before+text+after, Context{Now: wednesday})
			var grams []measure.Grams
			for _, p := range m.pieces {
				if p.kind == weightPiece {
					grams = append(grams, p.grams)
				}
			}
			if len(grams) != 1 || grams[0] != want {
				t.Errorf("%q weighs %v, want %d", before+text+after, grams, want)
			}
		}
	}
}

// Weights and numbers of like parcels in the ways that lists have them, and order numbers, which count nothing.
func TestParcelsAsListsHaveThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		grams measure.Grams
		count int
	}{
		"1,2公斤到北京多少钱": {1200, 0}, "12,5公斤到北京": {12500, 0}, "2,5kg 北京": {2500, 0}, "北京 0,8kg": {800, 0}, "8件 1,2kg 北京": {1200, 8}, "30x20x10,5kg to Beijing": {5000, 0},
		"1,200g to Beijing": {1200, 0}, "1，200克到北京": {1200, 0}, "1,5kg to Beijing, 3 boxes": {1500, 3}, "20,5公斤寄北京": {20500, 0},
		"½kg to Beijing": {500, 0}, "1½kg到北京": {1500, 0}, "1.5㎏到北京": {1500, 0}, "500㌘到北京": {500, 0}, "１．５ｋｇ到北京": {1500, 0},
		"3kg多一点到北京": {3001, 0}, "3公斤出头寄北京": {3001, 0}, "二十多斤到北京": {0, 0}, "0kg到北京": {0, 0}, "-1kg到北京": {0, 0}, "负1公斤到北京": {0, 0},
		"毛重1.2公斤净重1公斤到北京": {1200, 0}, "净重1kg 毛重1.2kg 北京": {1200, 0}, "gross 1.2kg net 1kg to Beijing": {1200, 0}, "1.2kg gross, 1kg net to Beijing": {1200, 0}, "净重1公斤到北京": {1000, 0},
		"1.2kg x2 到北京": {1200, 2}, "1.2kg×2到北京": {1200, 2}, "1.2kgx2 to Beijing": {1200, 2}, "北京 1.2kg*3": {1200, 3}, "2x1.2kg到北京": {1200, 2}, "2*1.2kg 北京": {1200, 2}, "两件×1.2kg 到北京": {1200, 2},
		"2 x 1.2kg to Beijing": {1200, 2}, "3×800克 北京": {800, 3},
		"1002 北京 0.8kg": {800, 0}, "1002 Beijing 0.8kg": {800, 0}, "订单1002 北京 0.8kg": {800, 0}, "#12 北京 0.8kg": {800, 0}, "单号15 北京 0.8kg": {800, 0}, "88 北京 0.8kg": {800, 0}, "3kg+ to Beijing": {3001, 0}, "3 to Beijing 1kg": {1000, 3}, "寄北京 1kg 120件": {1000, 120},
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday}).Commands
		var grams measure.Grams
		if len(got) == 1 && got[0].Slots.Weight != nil {
			grams = *got[0].Slots.Weight
		}
		if len(got) != 1 || got[0].Name != Quote || grams != want.grams || got[0].Slots.Count != want.count || got[0].Slots.To == "" {
			t.Errorf("%q is %+v of %d g, want %+v", text, got, grams, want)
		}
	}
}

// What has the letters or the characters of a weight, and is none.
func TestNoWeights(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"五两个", "三两天", "三两百", "5克拉", "新疆克拉玛依", "一斤装", "10块5钱", "a ton of clips", "十两个A1023"} {
		for _, p := range read(village{}, text, Context{Now: wednesday}).pieces {
			if p.kind == weightPiece {
				t.Errorf("%q weighs %d g", text, p.grams)
			}
		}
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]measure.Fen{
		"2 yuan": 200, "¥2.5": 250, "￥3": 300, "rmb 3": 300, "3rmb": 300, "2块": 200, "2块5": 250, "两块五": 250, "两块五毛": 250, "1块2毛5": 125,
		"1块2毛5分": 125, "5毛": 50, "五毛钱": 50, "两块半": 250, "三块钱": 300, "2.35元": 235, "50 cents": 50, "1块1": 110, "a yuan": 100, "1.25元": 125, "1块05": 105,
	} {
		m := read(village{}, text, Context{Now: wednesday})
		if p, ok := m.money(0); !ok || p.fen != want || p.to != len(m.tokens) {
			t.Errorf("%q is %d fen over %d of %d tokens, want %d", text, p.fen, p.to, len(m.tokens), want)
		}
	}
}

func TestSizes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][3]int{
		"30x20x10": {300, 200, 100}, "30*20*10": {300, 200, 100}, "30 × 20 × 10 cm": {300, 200, 100}, "300x200x100mm": {300, 200, 100},
		"30 by 20 by 10": {300, 200, 100}, "长30宽20高10": {300, 200, 100}, "30.5x20x10": {305, 200, 100}, "30乘20乘10厘米": {300, 200, 100},
		"30cm x 20cm x 10cm": {300, 200, 100}, "0.3x0.2x0.1m": {300, 200, 100},
	} {
		m := read(village{}, text, Context{Now: wednesday})
		if p, ok := m.size(0); !ok || p.mm != want || p.to != len(m.tokens) {
			t.Errorf("%q is %v over %d of %d tokens, want %v", text, p.mm, p.to, len(m.tokens), want)
		}
	}
}

func TestCounted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		said, unit string
		carton     int
		want       string
	}{
		{"20", "个", 0, "20 个"}, {"20个", "个", 0, "20 个"}, {"20 pcs", "个", 0, "20 个"}, {"一打", "个", 0, "12 个"}, {"a dozen", "", 0, "12 "},
		{"半打", "个", 0, "6 个"}, {"一打半", "个", 0, "18 个"}, {"两打", "双", 0, "24 双"}, {"一打", "打", 0, "1 打"}, {"一打", "包", 0, "1 打"},
		{"2箱", "个", 100, "200 个"}, {"2箱", "个", 0, "2 箱"}, {"2 boxes", "个", 48, "96 个"}, {"3 packs", "包", 0, "3 包"}, {"3 boxes", "盒", 0, "3 盒"},
		{"5只", "双", 0, "5 只"}, {"5 pairs", "双", 0, "5 双"}, {"半箱", "个", 48, "24 个"}, {"20 dozen pairs", "双", 0, "240 双"}, {"2 cartons", "", 0, "2 cartons"},
	} {
		p, ok := read(village{}, c.said, Context{Now: wednesday}).quantity(0)
		n, unit := measure.Count(p.number, p.unit, measure.Goods{Unit: c.unit, Carton: c.carton})
		if got := fmt.Sprint(n, " ", unit); !ok || got != c.want {
			t.Errorf("%s of an item in %q (carton %d) is %q, want %q", c.said, c.unit, c.carton, got, c.want)
		}
	}
}

// Whatever number is written in Chinese characters, it is read back.
func TestChineseNumbersRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 99999).Draw(t, "n")
		m := read(village{}, measuretest.SpellChinese(n), Context{Now: wednesday})
		if got, to := m.number(0); got != decimal(n)*one || to != len(m.tokens) {
			t.Fatalf("%d is written %s and read as %d", n, measuretest.SpellChinese(n), got/one)
		}
	})
}
