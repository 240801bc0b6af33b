package meaning

import "testing"

// A value or a name alone is what the screen makes of it, and needs no reader.
func TestExactShapes(t *testing.T) {
	t.Parallel()
	clip := Line{SKU: Carried("A1023"), ID: Assumed[int64](1), Quantity: Said(30), Unit: Said("个")}
	means(t, Context{Focus: Focus{Item: &Item{SKU: "A1023"}}}, map[string][]Command{
		"30": is(Order{Lines: []Line{clip}}), "30个": is(Order{Lines: []Line{clip}}), "三十": is(Order{Lines: []Line{clip}}),
	})
	list := Focus{List: []Item{{SKU: "A1023", ID: 1}, {SKU: "T-7", ID: 2}}, Fresh: true}
	means(t, Context{Focus: list}, map[string][]Command{
		"2": is(Show{Items: []Line{{SKU: Carried("T-7"), ID: Assumed[int64](2)}}}),
	})
	asked := Context{Focus: Focus{Asked: &Asked{Slot: "quantity", Of: "A1023"}}}
	means(t, asked, map[string][]Command{"30": is(Order{Lines: []Line{clip}})})
	asked.Draft = []Item{{SKU: "A1023"}}
	means(t, asked, map[string][]Command{"30": is(Change{Line: clip})})
	means(t, Context{Focus: Focus{Asked: &Asked{Slot: "when"}}}, map[string][]Command{
		"tomorrow at 9": is(Order{When: Said("2026-11-24T09:00:00+08:00")}), "明天吧": is(Order{When: Said("2026-11-24"), WhenOnly: "day"}),
	})
}

// What one waits for is asked and ended in a few words, which need no reader; of unknown goods they are others'.
func TestWaitsByRules(t *testing.T) {
	t.Parallel()
	clip := Line{Item: Said("红色发夹"), SKU: Assumed("A1023"), ID: Assumed[int64](1)}
	for _, words := range []string{"what am I waiting for?", "What am I still waiting for", "show me my waiting list", "我在等什么", "我等的货有哪些？", "我还在等哪些货呢", "我的到货提醒"} {
		means(t, Context{}, map[string][]Command{words: is(Waits{})})
	}
	means(t, Context{}, map[string][]Command{
		"红色发夹不用通知了":         is(DropWait{clip}),
		"不等红色发夹了":           is(DropWait{clip}),
		"stop watching T-7": is(DropWait{Line{SKU: Said("T-7"), ID: Assumed[int64](2)}}),
	})
	list := Focus{List: []Item{{SKU: "A1023", ID: 1}, {SKU: "T-7", ID: 2}}, Fresh: true}
	means(t, Context{Focus: list}, map[string][]Command{"第二个不用等了": is(DropWait{Line{SKU: Carried("T-7"), ID: Carried[int64](2)}})})
	for _, words := range []string{"明天不用通知了", "第九个不用等了", "我不等了"} {
		for _, c := range Read(words, Context{Now: monday, Focus: list}, village{}).Commands {
			if _, drops := c.(DropWait); drops {
				t.Errorf("%q drops %+v", words, c)
			}
		}
	}
}
