package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oldhand/integrations/measure"
)

// orderedLine gives the one line that a message orders.
func orderedLine(t *testing.T, message string) Line {
	t.Helper()
	got := New(village{}).Understand(message, Context{Now: wednesday}).Commands
	if len(got) != 1 || got[0].Name != Order || len(got[0].Slots.Lines) != 1 {
		t.Errorf("%q is %+v, want one line", message, got)
		return Line{}
	}
	return got[0].Slots.Lines[0]
}

// Whatever a range is written with, on whichever side of the goods: the goods are known, and how many is asked.
func TestEveryRangeIsAsked(t *testing.T) {
	t.Parallel()
	ends := [][2]string{{"20", "30"}, {"5", "6"}, {"100", "200"}, {"1000", "1500"}, {"1.5k", "2k"}, {"3千", "5千"}, {"twenty", "thirty"}, {"two", "three"}, {"二十", "三十"}, {"两百", "三百"}}
	for _, between := range []string{"-", "~", " - ", "～", "–", "—", "至", "到", " to ", " or ", "或", "或者", "还是"} {
		for _, e := range ends {
			latin := strings.ContainsAny(e[0], "tw")
			if latin && !strings.HasPrefix(between, " ") { // nobody writes twenty到thirty
				continue
			}
			for _, unit := range []string{"", "个", " pcs", "只"} {
				amount := e[0] + between + e[1] + unit
				for _, message := range []string{amount + " A1023", "A1023 " + amount, "A1023来" + amount, "A1023, " + amount} {
					if line := orderedLine(t, message); line.SKU != "A1023" || line.Quantity != 0 {
						t.Errorf("%q orders %+v", message, line)
					}
				}
			}
		}
	}
	for _, amount := range strings.Split("二三十个|一两百个|七八十个|两三个|三五个|十几个|二十几个|几十个|好几十个|几百个|上百个|百来个|百把个|千把个|百十个|20多个|二十多个|a few dozen|several hundred|two or three|1e3|五六箱|3-4 dozen|20/30个", "|") {
		if line := orderedLine(t, "A1023 "+amount); line.SKU != "A1023" || line.Quantity != 0 {
			t.Errorf("%q orders %+v", amount, line)
		}
	}
}

// Every unit word, in both scripts of Chinese, counts what stands before it, and a range of it is asked.
func TestEveryUnitWord(t *testing.T) {
	t.Parallel()
	for _, unit := range measure.UnitWords() {
		kind := measure.UnitOf(unit)
		if kind == measure.Parcel || unit == "块" { // a parcel, and money
			continue
		}
		space := ""
		if unit[0] < 0x80 {
			space = " "
		}
		line := orderedLine(t, fmt.Sprintf("A1023 3%s%s", space, unit))
		if line.SKU != "A1023" || line.Quantity == 0 {
			t.Errorf("3 %s of A1023 are %+v", unit, line)
		}
		if line := orderedLine(t, fmt.Sprintf("A1023 3-5%s%s", space, unit)); line.Quantity != 0 {
			t.Errorf("3-5 %s of A1023 are %+v", unit, line)
		}
	}
}

// Every number that an order may have, in figures and in signs of other widths.
func TestEveryNumberIsOrdered(t *testing.T) {
	t.Parallel()
	wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
	keys := strings.NewReplacer("0", "0️⃣", "1", "1️⃣", "2", "2️⃣", "3", "3️⃣", "4", "4️⃣", "5", "5️⃣", "6", "6️⃣", "7", "7️⃣", "8", "8️⃣", "9", "9️⃣")
	for n := 1; n <= 99_999; n += 1 + n/50 {
		figures := fmt.Sprint(n)
		for _, message := range []string{"A1023 " + figures + "个", "A1023x" + figures, figures + "xA1023", "x" + figures + "A1023", figures + "×A1023", "A1023......" + figures, "A1023 " + wide.Replace(figures) + "个", "A1023 " + keys.Replace(figures)} {
			if line := orderedLine(t, message); line.SKU != "A1023" || line.Quantity != n {
				t.Errorf("%q orders %+v", message, line)
			}
		}
	}
	for n := 1; n <= 50; n++ {
		for _, row := range ringedRows {
			if sign := row.first + rune(n-row.from); n >= row.from && sign <= row.last {
				if line := orderedLine(t, "A1023 "+string(sign)+"个"); line.Quantity != n {
					t.Errorf("%c orders %+v", sign, line)
				}
			}
		}
	}
}

// What is said of parts, multiples, sheets, slips and names.
func TestQuantitiesAsPeoplePutThem(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]int{
		"a dozen and a half A1023": 18, "two and a half dozen of A1023": 30, "1½ dozen A1023": 18, "half a thousand A1023": 500, "half a hundred A1023": 50,
		"a couple hundred A1023": 200, "hundred A1023": 100, "two score A1023": 40, "a gross of A1023": 144, "one and a half thousand A1023": 1500,
		"A1023来3万5千个": 35000, "A1023来一万2": 12000, "A1023来2千5": 2500, "A1023来2百五十个": 250, "A1023来1w2个": 12000, "A1023来20+5个": 25,
		"A1023 1/4 carton": 12, "A1023 1½ cartons": 72, "A1023 half a carton": 24, "A1023来半箱": 24, "A1023来一箱半": 72, "A1023来三分之一箱": 16, "three quarters of a carton of A1023": 36,
		"A1023 20 pcs, sorry 30": 30, "A1023 20个不对30个": 30, "A1023 20个，不是20个，是30个": 30, "20, I mean 30 A1023": 30, "A1023 20个，不是30个": 20,
		"A1023 单价1.2 数量20 金额24": 20, "A1023 20个 单价1.2 金额24": 20, "buy 20 A1023 get 2 free": 20, "A1023来20个，送2个": 20, "我可能要20个A1023": 20,
		"A1023 要 2 百 4 十 个": 240, "a quarter of a thousand A1023": 250, "5 of the 20 L A1023": 5, "buy 20 A1023 plus 2 free": 20,
		"A1023 单价9.6 数量5 小计48": 5, "货号A1023 数量20 单价2.6元 合计52元": 20, "A1023 qty: 20": 20,
		"12 HC-001, sorry, A1023": 12, "拿12个HC-001，啊说错了是A1023": 12,
		"A1023 20个 星期五拿": 20, "A1023——30个": 30, "A1023 20个 1.2 24": 20, "A1023 20个 1.2 = 24元": 20,
	} {
		if line := orderedLine(t, message); line.SKU != "A1023" || line.Quantity != want {
			t.Errorf("%q orders %+v, want %d", message, line, want)
		}
	}
	for _, message := range []string{
		"3 of the A1023 were broken", "A1023坏了3个", "A1023退5个", "昨天卖了A1023 20个", "I sold 20 A1023 yesterday", "我上次拿的20个A1023有问题", "客户问A1023 20个多少钱",
	} {
		for _, c := range New(village{}).Understand(message, Context{Now: wednesday}).Commands {
			if c.Name == Order || c.Name == Change {
				t.Errorf("%q is %+v", message, c)
			}
		}
	}
}

// Whatever two numbers are added up with, and on whichever side of the goods they stand.
func TestEverySumIsOrdered(t *testing.T) {
	t.Parallel()
	for a := 10; a <= 500; a += 35 {
		for b := 5; b <= 100; b += 19 {
			for _, form := range []string{"A1023 %d+%d个", "A1023来%d加%d个", "%d plus %d A1023", "要%d加%d个A1023"} {
				message := fmt.Sprintf(form, a, b)
				if line := orderedLine(t, message); line.SKU != "A1023" || line.Quantity != a+b {
					t.Errorf("%q orders %+v, want %d", message, line, a+b)
				}
			}
		}
	}
	for _, message := range []string{"A1023 20个加HC-001 10个", "A1023 20加10个HC-001"} {
		got := New(village{}).Understand(message, Context{Now: wednesday}).Commands
		if len(got) != 1 || len(got[0].Slots.Lines) != 2 || got[0].Slots.Lines[0].Quantity != 20 || got[0].Slots.Lines[1].Quantity != 10 {
			t.Errorf("%q is %+v, want two lines", message, got)
		}
	}
}

// Prices between two amounts, however they are put.
func TestPricesBetweenTwoAmounts(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][2]measure.Fen{
		"1块2到1块5": {120, 150}, "两块五到三块": {250, 300}, "二十多块": {2000, 3000}, "一百多块": {10000, 20000}, "十几块": {1000, 2000}, "几十块": {1000, 10000},
		"几毛钱": {0, 100}, "块把钱": {0, 200}, "毛把钱": {0, 20}, "一百以内": {0, 10000}, "10-15": {1000, 1500}, "两块多": {200, 300}, "两三块": {200, 300},
	} {
		got := New(village{}).Understand(words+"的袜子", Context{Now: wednesday}).Commands
		if len(got) != 1 || got[0].Name != Find || got[0].Slots.PriceMax == nil || *got[0].Slots.PriceMax != want[1] {
			t.Errorf("%q is %+v", words, got)
			continue
		}
		if low := got[0].Slots.PriceMin; want[0] > 0 && (low == nil || *low != want[0]) {
			t.Errorf("%q begins at %v, want %d", words, low, want[0])
		}
	}
}

// short is a village whose SKUs are so short that a number alone could be one.
type short struct{ village }

func (short) SKU(s string) (sku, unit string, carton int, ok bool) {
	sku = strings.ToUpper(s)
	return sku, "个", 0, len(sku) == 2 && sku[0] == 'X'
}

func TestNumbersBesideShortSKUsAreQuantities(t *testing.T) {
	t.Parallel()
	got := New(short{}).Understand("13 X4 and 4 X5 tomorrow", Context{Now: wednesday}).Commands
	want := []Line{{Item: "X4", SKU: "X4", Quantity: 13, Unit: "个"}, {Item: "X5", SKU: "X5", Quantity: 4, Unit: "个"}}
	if len(got) != 1 || !slices.Equal(got[0].Slots.Lines, want) {
		t.Errorf("%+v", got)
	}
}
