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
