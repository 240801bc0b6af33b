package meaning

import (
	"strings"
	"testing"
)

// listed is the second page of a list.
var listed = Focus{List: []Item{{ID: 6, SKU: "F6"}, {ID: 7, SKU: "F7"}}, ListFrom: 6}

func TestPointingAtTheList(t *testing.T) {
	t.Parallel()
	for text, sku := range map[string]string{
		"第六个要20个": "F6", "7号来20个": "F7", "20 of number 6": "F6", "第7款": "F7",
		"第一个要20个": "", "20个": "", "明天7号": "", "第9个": "",
	} {
		m := &message{text: text, Context: Context{Focus: listed, Now: monday}, names: village{}}
		got := m.pointed()
		if sku == "" && got != text || !strings.Contains(got, sku) {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// What is pointed at is ordered or shown; its SKU comes from the list.
func TestWhatIsPointedAt(t *testing.T) {
	t.Parallel()
	line := func(sku string, quantity int, unit string) Line {
		return Line{Item: Said(sku), SKU: Carried(sku), Quantity: Said(quantity), Unit: saidIf(unit)}
	}
	means(t, Context{Focus: listed}, map[string][]Command{
		"第六个要20个": is(Order{Lines: []Line{line("F6", 20, "个")}}), "20 of number 6": is(Order{Lines: []Line{line("F6", 20, "")}}),
		"7号来20个": is(Order{Lines: []Line{line("F7", 20, "个")}}), "no. 7 please": is(Show{Items: []Line{{SKU: Carried("F7")}}}),
		"第6个": is(Show{Items: []Line{{SKU: Carried("F6")}}}), "number 7": is(Show{Items: []Line{{SKU: Carried("F7")}}}),
		"20个": is(Order{Lines: []Line{{Quantity: Said(20), Unit: Said("个")}}}), "明天7号": is(Unknown{}),
	})
	first := Focus{List: []Item{{ID: 1, SKU: "A1023"}, {ID: 2, SKU: "T-7"}}}
	means(t, Context{Focus: first}, map[string][]Command{
		"the second one": is(Show{Items: []Line{{SKU: Carried("T-7"), ID: Assumed[int64](2)}}}),
		"第二个":            is(Show{Items: []Line{{SKU: Carried("T-7"), ID: Assumed[int64](2)}}}),
		"5 of the first": is(Order{Lines: []Line{{Item: Said("A1023"), SKU: Carried("A1023"), ID: Assumed[int64](1), Quantity: Said(5), Unit: Said("个")}}}),
	})
}

// A line that the list does not have is said, rather than searched for.
func TestPointingBeyondTheList(t *testing.T) {
	t.Parallel()
	means(t, Context{Focus: listed}, map[string][]Command{
		"第一个要20个": is(Beyond{From: 6, To: 7}), "20 of the second one": is(Beyond{From: 6, To: 7}),
	})
	means(t, Context{}, map[string][]Command{
		"第一个要20个": is(Order{Lines: []Line{{Item: Said("第一个"), Quantity: Said(20), Unit: Said("个")}}}),
	})
}

// What does nothing but change the open draft points at its lines, not at the list's.
func TestAChangeOfTheDraftPointsAtItsLines(t *testing.T) {
	t.Parallel()
	focus := listed
	focus.ListFrom = 0
	focus.Draft = []Item{{ID: 1, Item: "red hair clips", SKU: "A1023", Quantity: 20}, {ID: 2, Item: "kitchen towels", SKU: "T-7", Quantity: 3}}
	for text, want := range map[string]string{"make the second one 30": "T-7", "第二个改成30个": "T-7", "第二个要30个": "F7", "30 of number 2": "F7"} {
		r := Read(text, Context{Focus: focus, Now: monday}, village{})
		var got string
		switch c := r.Commands[0].(type) {
		case Change:
			got = c.SKU.Value
		case Order:
			got = c.Lines[0].SKU.Value
		}
		if len(r.Commands) != 1 || got != want {
			t.Errorf("%q: %+v, want %s", text, r.Commands, want)
		}
	}
}
