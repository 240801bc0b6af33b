package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

// What sellers and distributors of the village type in a hurry, in dialect and in the words of the trade.
func TestWordsOfTheTrade(t *testing.T) {
	t.Parallel()
	two := []Line{{Item: "红色发夹", SKU: "HC-001", Quantity: 20, Unit: "个"}, {Item: "发圈", SKU: "B7", Quantity: 30, Unit: "包"}}
	unclear := []Line{{Item: "green mug", Quantity: 6}, {Item: "white mug", Quantity: 4}}
	one := two[:1]
	ordered := func(lines ...Line) []Command { return []Command{{Order, Slots{Lines: lines}}} }
	shown := []Command{{Name: Order}}
	at := func(when string) []Command { return []Command{{Order, Slots{When: when}}} }
	changed := func(item, sku string, n int, unit string) Command {
		return Command{Change, Slots{Item: item, SKU: sku, Quantity: n, Unit: unit}}
	}
	seller, asked := Context{}, Context{Found: "hair clip"}
	drafted := func(lines []Line) Context { return Context{Draft: lines} }
	for _, test := range []struct {
		text string
		c    Context
		want []Command
	}{
		// units of the trade
		{"小汽车十辆", seller, ordered(Line{Item: "小汽车", Quantity: 10, Unit: "辆"})},
		{"圣诞树 3棵", seller, ordered(Line{Item: "圣诞树", Quantity: 3, Unit: "棵"})},
		{"2 gross A1023", seller, ordered(Line{Item: "A1023", SKU: "A1023", Quantity: 288, Unit: "个"})},
		{"给我搞50斤毛巾", seller, ordered(Line{Item: "毛巾", Quantity: 50, Unit: "斤"})},
		// a quantity of what was shown, and another line
		{"要30 pcs，另外 gift bag 100个", asked, ordered(Line{Quantity: 30, Unit: "pcs"}, Line{Item: "gift bag", Quantity: 100, Unit: "个"})},
		{"那给我整三十个 外加十条毛巾", asked, ordered(Line{Quantity: 30, Unit: "个"}, Line{Item: "毛巾", Quantity: 10, Unit: "条"})},
		{"再来俩一样的A1023", seller, ordered(Line{Item: "一样", SKU: "A1023", Quantity: 2, Unit: "个"})},
		{"大肠圈 黑100 酒红50", seller, ordered(Line{Item: "大肠圈 黑", Quantity: 100}, Line{Item: "酒红", Like: "大肠圈酒红色", Quantity: 50})},
		{"A1023 20个 黑色滴", seller, ordered(Line{Item: "A1023", SKU: "A1023", Quantity: 20, Unit: "个"})},
		// a draft is changed, not dropped
		{"算了今天下午四点", drafted(one), at("2026-11-18T16:00:00+08:00")},
		{"never mind, friday 3pm", drafted(one), at("2026-11-20T15:00:00+08:00")},
		{"算了", drafted(one), []Command{{Name: Cancel}}},
		{"算了不要了", drafted(one), []Command{{Name: Cancel}}},
		{"减半", drafted(one), []Command{{Change, Slots{SKU: "HC-001", Quantity: 10, Unit: "个"}}}},
		{"发圈减半", drafted(two), []Command{{Change, Slots{SKU: "B7", Quantity: 15, Unit: "包"}}}},
		{"halve the 发圈", drafted(two), []Command{{Change, Slots{SKU: "B7", Quantity: 15, Unit: "包"}}}},
		{"红色发夹翻倍", drafted(two), []Command{{Change, Slots{SKU: "HC-001", Quantity: 40, Unit: "个"}}}},
		{"make it 5 green, drop the white ones", drafted(unclear), []Command{changed("green", "", 5, ""), {Remove, Slots{Item: "white ones"}}}},
		{"客人说不要发圈了", drafted(two), []Command{{Remove, Slots{Item: "发圈", SKU: "B7"}}}},
		{"明天不得空 后天早上来", drafted(one), at("2026-11-20")},
		{"后天上午去拿 记到哈", drafted(one), at("2026-11-20")},
		// the draft is asked about
		{"how much r we at", drafted(two), shown}, {"总共几样", drafted(two), shown}, {"单子发我看下", drafted(two), shown}, {"total 几钱", drafted(two), shown},
		{"what do I have so far", drafted(two), shown},
		// orders and searches
		{"帮我查一查前天下的单", seller, []Command{{Name: Orders}}},
		{"any clips? small ones", seller, []Command{{Find, Slots{Text: "clips small"}}}},
		{"u got thos push bubble things", seller, []Command{{Find, Slots{Text: "thos push bubble"}}}},
		{"蓝色马克杯还剩好多", seller, []Command{{Find, Slots{Text: "蓝色马克杯"}}}},
		// goods of a distributor
		{"A1023涨5分", Context{Role: "distributor"}, []Command{{Price, Slots{SKU: "A1023", Price: new(measure.Fen(5)), Step: More}}}},
		{"A1023涨价5", Context{Role: "distributor"}, []Command{{Price, Slots{SKU: "A1023", Price: new(measure.Fen(500)), Step: More}}}},
		{"A1023涨5%", Context{Role: "distributor"}, []Command{{Show, Slots{SKU: "A1023"}}}},
		{"A1023降了一毛", Context{Role: "distributor"}, []Command{{Price, Slots{SKU: "A1023", Price: new(measure.Fen(10)), Step: Less}}}},
		{"A1023 up 0.05", Context{Role: "distributor"}, []Command{{Price, Slots{SKU: "A1023", Price: new(measure.Fen(5)), Step: More}}}},
		{"A1023涨到1块2", Context{Role: "distributor"}, []Command{{Price, Slots{SKU: "A1023", Price: new(measure.Fen(120))}}}},
		{"A1023 后天才有 先别卖", Context{Role: "distributor"}, []Command{{Stock, Slots{SKU: "A1023", Stock: new(int)}}}},
		{"今天有几个人来拿", Context{Role: "distributor"}, []Command{{Name: Orders}}},
		// a parcel
		{"and 3 of those", Context{Quote: &ShownQuote{"成都", 850}}, []Command{{Quote, Slots{To: "成都", Code: "5101", Weight: new(measure.Grams(850)), Count: 3}}}},
	} {
		test.c.Now = wednesday
		got := New(village{}).Understand(test.text, test.c).Commands
		if diff := cmp.Diff(test.want, got, toldApart); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}
