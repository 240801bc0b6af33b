package meaning

import (
	"testing"

	"oldhand/integrations/measure"
)

func TestOrdersByNumber(t *testing.T) {
	t.Parallel()
	show, void := is(ShowOrder{Said[int64](1001)}), is(VoidOrder{Number: Said[int64](1001)})
	means(t, Context{}, map[string][]Command{
		"#1001": show, "我的订单#1001": show, "show me order # 1001": show, "看看 #1001": show,
		"cancel #1001": void, "取消 #1001": void, "#1001 不要了": void, "call off #1001 please": void,
		"1001号单": show, "1001号单子": show, "订单1001": show, "order 1001": show, "order no. 1001 please": show, "1001怎么了": show, "1001什么情况": show,
		"what happened to order 1001?": show, "show me order 1001": show, "看下1001号单": show, "1001 status": show,
		"#1001 and #1002": is(Orders{}), "取消 #1001 和 #1002": is(VoidOrder{Number: Said[int64](1001), With: []int64{1002}}),
	})
}

// Who changed goods, or what became of an order, is asked in many words.
func TestWhoChangedWhat(t *testing.T) {
	t.Parallel()
	sku := Line{Item: Said("A1023"), SKU: Said("A1023"), ID: Assumed[int64](1)}
	both, prices, shelf := is(History{Line: sku}), is(History{Line: sku, Of: Said(Prices)}), is(History{Line: sku, Of: Said(Shelf)})
	order := is(ShowOrder{Said[int64](1001)})
	means(t, Context{Role: "distributor"}, map[string][]Command{
		"谁改了A1023的价格": prices, "A1023的价格谁改的？": prices, "A1023是谁涨的价": prices, "A1023什么时候改的价": prices, "A1023改价记录": prices,
		"who changed the price of A1023?": prices, "who raised A1023's price": prices, "price history of A1023": prices, "when was the price of A1023 changed": prices,
		"谁动了A1023的库存": shelf, "A1023的库存记录": shelf, "who set the stock of A1023 to 5": shelf, "谁改过A1023": both, "what happened to A1023?": both,
		"who changed the price of kitchen towels": is(History{Line: Line{Item: Said("kitchen towels"), SKU: Assumed("T-7"), ID: Assumed[int64](2)}, Of: Said(Prices)}),
		"what happened to #1001?":                 order, "#1001怎么了": order, "谁改了#1001": order, "who changed #1001?": order, "#1001 history": order, "#1001的情况": order,
	})
	means(t, Context{Focus: Focus{Item: &Item{ID: 1, SKU: "A1023"}}}, map[string][]Command{
		"谁改的价": is(History{Line: Line{SKU: Carried("A1023"), ID: Carried[int64](1)}, Of: Said(Prices)}),
	})
}

// A number without its mark may be something else: what the words mean then goes along. Beside a draft it is.
func TestANumberThatIsPerhapsAnOrders(t *testing.T) {
	t.Parallel()
	void := func(otherwise Command) []Command {
		return is(VoidOrder{Number: Said[int64](1001), Otherwise: []Command{otherwise}})
	}
	means(t, Context{}, map[string][]Command{"cancel 1001": void(Cancel{}), "取消订单1001": void(Cancel{}), "undo order 1001": void(Undo{}), "撤销1001": void(Undo{})})
	means(t, Context{Focus: Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}}}, map[string][]Command{
		"cancel 1001": is(Cancel{}), "取消订单1001": is(Cancel{}), "cancel #1001": is(VoidOrder{Number: Said[int64](1001)}),
		"取消 #1001": is(VoidOrder{Number: Said[int64](1001)}),
	})
}

// An address as shops copy it has numbers that are nobody's order.
func TestNumbersOfAPastedAddressAreNoOrders(t *testing.T) {
	t.Parallel()
	means(t, Context{}, map[string][]Command{
		"王五 13900139000 深圳科技南路2号 订单#1001":                      is(Quote{To: Said("深圳"), Code: Assumed("4403")}),
		"cancel, Wang Wu 13900139000 Keji Road #1001 Shenzhen": is(Quote{To: Said("Shenzhen"), Code: Assumed("4403")}),
	})
}

// The goods of an order are sent: of one by its number, or of the last. What was priced before does not count for them.
func TestTheGoodsOfAnOrder(t *testing.T) {
	t.Parallel()
	goods := func(number Slot[int64], to, code string) []Command {
		return is(QuoteGoods{Number: number, Quote: Quote{To: Said(to), Code: Assumed(code)}})
	}
	last, numbered := Slot[int64]{}, Said[int64](1001)
	cases := map[string][]Command{
		"quote my order #1001 to Chengdu": goods(numbered, "Chengdu", "5101"), "1001号单发成都多少钱": goods(numbered, "成都", "5101"),
		"order 1001 to Beijing": goods(numbered, "Beijing", "11"), "订单1001寄北京": goods(numbered, "北京", "11"),
		"my order to Shenzhen please": goods(last, "Shenzhen", "4403"), "刚才的单寄北京": goods(last, "北京", "11"), "我的订单寄北京多少钱": goods(last, "北京", "11"),
		"how much to send my last order by Friday to Chengdu?": is(QuoteGoods{Quote: Quote{To: Said("Chengdu"), Code: Assumed("5101"), By: Said("2026-11-27")}}),
		"postage for my order":                                 is(QuoteGoods{}), "我的订单运费多少": is(QuoteGoods{}),
		"my orders": is(Orders{}), "我的订单": is(Orders{}),
		"cancel my order to Chengdu": is(Cancel{}), "取消刚才的单": is(Cancel{}),
	}
	means(t, Context{}, cases)
	means(t, Context{Focus: Focus{Quote: &Priced{To: "深圳", Code: "4403", Weight: 1000}}}, map[string][]Command{
		"quote my order #1001 to Chengdu": cases["quote my order #1001 to Chengdu"], "1001号单发成都多少钱": cases["1001号单发成都多少钱"],
	})
	means(t, Context{}, map[string][]Command{
		"send order #1001 to Chengdu, 2kg": is(QuoteGoods{Number: numbered, Quote: Quote{To: Said("Chengdu"), Code: Assumed("5101"), Weight: Said[measure.Grams](2000)}}),
		"1001号单发成都，2公斤":                    is(QuoteGoods{Number: numbered, Quote: Quote{To: Said("成都"), Code: Assumed("5101"), Weight: Said[measure.Grams](2000)}}),
	})
}

// A placed order is changed by its number, in a reply to its card, or where it is pointed at.
func TestAPlacedOrderIsChanged(t *testing.T) {
	t.Parallel()
	number := Said[int64](1002)
	sku := Line{Item: Said("A1023"), SKU: Said("A1023"), ID: Assumed[int64](1)}
	of := func(l Line, n int, unit string) Line {
		l.Quantity, l.Unit = Said(n), saidIf(unit)
		return l
	}
	clips := Line{Item: Said("红色发夹"), SKU: Assumed("A1023"), ID: Assumed[int64](1)}
	towels := Line{Item: Said("kitchen towels"), SKU: Assumed("T-7"), ID: Assumed[int64](2)}
	at := func(when, only string) []Command { return is(Edit{Number: number, When: Said(when), WhenOnly: only}) }
	three, tomorrow := at("2026-11-23T15:00:00+08:00", OnlyHour), at("2026-11-24", OnlyDay)
	whole := func(l Line) []Command { return is(Edit{Number: number, Line: l}) }
	means(t, Context{Role: "seller"}, map[string][]Command{
		"1002号单改到下午3点": three, "#1002 to 3pm please": three, "move order 1002 to 3pm": three, "订单1002挪到下午三点": three, "#1002 改成下午3点拿": three,
		"move #1002 to tomorrow": tomorrow, "把1002号单改到明天": tomorrow, "1002推迟到明天": tomorrow, "#1002 明天拿": tomorrow,
		"change #1002 to 5 packs": whole(of(Line{}, 5, "packs")), "#1002改成5包": whole(of(Line{}, 5, "包")), "1002号单A1023改成50个": whole(of(sku, 50, "个")),
		"change A1023 in #1002 to 50": whole(of(sku, 50, "个")), "change order 1002: 30 kitchen towels": whole(of(towels, 30, "条")),
		"add 12 more kitchen towels to #1002":  is(Edit{Number: number, Line: of(towels, 12, "条"), Step: Up}),
		"1002号单再加20个红色发夹":                      is(Edit{Number: number, Line: of(clips, 20, "个"), Step: Up}),
		"#1002 红色发夹少拿5个":                       is(Edit{Number: number, Line: of(clips, 5, "个"), Step: Down}),
		"#1002 take off 5 A1023":               is(Edit{Number: number, Line: of(sku, 5, "个"), Step: Down}),
		"把1002里的红色发夹去掉":                        is(Edit{Number: number, Line: clips, Drop: true}),
		"#1002 红色发夹不要了":                        is(Edit{Number: number, Line: clips, Drop: true}),
		"remove the kitchen towels from #1002": is(Edit{Number: number, Line: towels, Drop: true}),
		"#1002 A1023改成50个，去掉kitchen towels": {
			Edit{Number: number, Line: of(sku, 50, "个")}, Edit{Number: number, Line: towels, Drop: true}},
		"#1002改成5包，明天拿": {Edit{Number: number, Line: of(Line{}, 5, "包")}, tomorrow[0]},
		// What is none.
		"#1002 不要了": is(VoidOrder{Number: number}), "cancel #1002": is(VoidOrder{Number: number}), "#1002": is(ShowOrder{number}),
		"#1002好了吗？": is(ShowOrder{number}),
	})
	// Numbers of pieces and hours are no orders'.
	for _, text := range []string{
		"order 2000 A1023, 50 T-7", "order 2000 A1023 tomorrow", "20 A1023 tomorrow 1500", "order 1500 kitchen towels and 20 A1023", "A1023 2000", "1500个A1023改天拿",
		"2026的日历20个", "我要A1023 1500个", "order 1500 by Friday", "20 A1023 at 1430", "tomorrow 1500", "A1023改成1200",
	} {
		for _, c := range Read(text, Context{Now: monday, Role: "seller"}, village{}).Commands {
			if e, ok := c.(Edit); ok {
				t.Errorf("%s: %+v", text, e)
			}
		}
	}
	shown := Focus{Order: &Placed{Number: 1002, Numbers: []int64{1002, 1003}}}
	carried := func(e Edit) []Command {
		e.Number, e.With = Carried[int64](1002), []int64{1003}
		return is(e)
	}
	pointed := map[string][]Command{
		"add 12 more kitchen towels to that order": carried(Edit{Line: of(towels, 12, "条"), Step: Up}),
		"那单改到下午3点":                                 carried(Edit{When: Said("2026-11-23T15:00:00+08:00"), WhenOnly: OnlyHour}), "把那张单里的红色发夹去掉": carried(Edit{Line: clips, Drop: true}),
	}
	means(t, Context{Role: "seller", Focus: shown}, pointed)
	reply := Focus{Reply: &shown}
	means(t, Context{Role: "seller", Focus: reply}, map[string][]Command{
		"改到下午3点": pointed["那单改到下午3点"], "红色发夹去掉": pointed["把那张单里的红色发夹去掉"], "make it 50 A1023": carried(Edit{Line: of(sku, 50, "个")}),
	})
}
