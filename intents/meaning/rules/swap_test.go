package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A colour is swapped on the line that has it, whatever language its name is of, and comes in the name's own language.
func TestSwapOfAColour(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, item, want string }{
		{"swap the green for red", "green towels", "red towels"}, {"swap the green for red", "绿色毛巾", "红色毛巾"},
		{"把绿的换成红的", "绿色毛巾", "红色毛巾"}, {"把绿的换成红的", "Green Towel, Large", "Red Towel, Large"}, {"swap the green for wine red", "毛巾 绿色 2条装", "毛巾 酒红色 2条装"}, {"swap the green for red", "towels", "red towels"},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: []Line{{Item: test.item, Quantity: 3}}}).Commands
		want := []Command{{Remove, Slots{Item: test.item}}, {Order, Slots{Lines: []Line{{Item: test.want, Quantity: 3}}}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q of %s: %s", test.text, test.item, diff)
		}
	}
}

// Of several lines the one is swapped that has the colour, or is called so in the other language.
func TestSwapOnOneOfSeveralLines(t *testing.T) {
	t.Parallel()
	draft := []Line{
		{Item: "绿色毛巾", Also: "Green Towel 绿色毛巾", Quantity: 3}, {Item: "蓝色马克杯", Also: "Blue Mug 蓝色马克杯", Quantity: 5}, {Item: "Striped Socks, Pink", Also: "Striped Socks, Pink 粉色条纹袜", Quantity: 7},
	}
	for _, test := range []struct {
		text string
		out  int
		in   string
	}{
		{"swap the green for red", 0, "红色毛巾"}, {"把蓝的换成白的", 1, "白色马克杯"}, {"粉的换成黑的", 2, "Striped Socks, Black"}, {"swap the mugs for bowls", 1, "bowls"},
		{"袜子换成手套", 2, "手套"}, {"make the towels purple", 0, "紫色毛巾"}, {"and the blue for green", 1, "绿色马克杯"}, {"n the pink for white", 2, "Striped Socks, White"},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: draft}).Commands
		out := draft[test.out]
		want := []Command{{Remove, Slots{Item: out.Item}}, {Order, Slots{Lines: []Line{{Item: test.in, Quantity: out.Quantity}}}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
}
