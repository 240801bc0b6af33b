package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Some of a line are taken off it, whatever word says so; where it cannot be told which line, the skill asks.
func TestSomeOfALineAreTakenOff(t *testing.T) {
	t.Parallel()
	two := []Line{{SKU: "HC-001", Item: "红色发夹", Quantity: 20, Unit: "个"}, {Item: "蓝色发夹 Blue Hair Clip", Quantity: 8, Unit: "个"}}
	one := two[:1]
	cartons := []Line{{SKU: "A1023", Quantity: 300, Unit: "个"}} // 48 in each
	left := func(item, sku string, n int) []Command {
		return []Command{{Change, Slots{Item: item, SKU: sku, Quantity: n, Unit: "个"}}}
	}
	asked := func(item, unit string, n int) []Command {
		return []Command{{Change, Slots{Item: item, Quantity: n, Unit: unit, Step: Less}}}
	}
	for _, test := range []struct {
		text  string
		draft []Line
		want  []Command
	}{
		{"发夹减5个", two, asked("发夹", "个", 5)}, {"发夹少拿5个", two, asked("发夹", "个", 5)}, {"减5个", two, asked("", "个", 5)},
		{"红色发夹减5个", two, left("红色发夹", "HC-001", 15)}, {"红色发夹少5个", two, left("红色发夹", "HC-001", 15)}, {"蓝色发夹减了5个", two, left("蓝色发夹", "", 3)},
		{"退10个", one, left("", "HC-001", 10)}, {"红色发夹退10个", two, left("红色发夹", "HC-001", 10)},
		{"红色发夹取消5个", two, left("红色发夹", "HC-001", 15)}, {"HC-001去掉5个", one, left("HC-001", "HC-001", 15)}, {"remove 5 HC-001", one, left("HC-001", "HC-001", 15)},
		{"drop 3 of the blue hair clips", two, left("blue hair clips", "", 5)},
		{"取消20个HC-001", two, []Command{{Remove, Slots{Item: "HC-001", SKU: "HC-001"}}}},
		{"少拿一箱", cartons, left("", "A1023", 252)}, {"减2箱", cartons, left("", "A1023", 204)}, {"少拿半打", cartons, left("", "A1023", 294)},
		{"少拿3盒", cartons, []Command{{Change, Slots{SKU: "A1023", Quantity: 3, Unit: "盒", Step: Less}}}},
		{"不要5个了要8个", one, left("", "HC-001", 8)}, {"取消1001", one, []Command{{Name: Cancel}}},
		{"退10个", nil, asked("", "个", 10)}, {"红色发夹不要了", two, []Command{{Remove, Slots{Item: "红色发夹", SKU: "HC-001"}}}},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: test.draft}).Commands
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

// Who takes it all back beside an open draft means the draft, and elsewhere what was placed.
func TestTakingItAllBack(t *testing.T) {
	t.Parallel()
	draft := []Line{{SKU: "HC-001", Item: "红色发夹", Quantity: 20, Unit: "个"}}
	for _, test := range []struct {
		text  string
		draft []Line
		want  string
	}{
		{"撤了撤了", draft, Cancel}, {"撤了吧", draft, Cancel}, {"撤单", draft, Cancel}, {"撤了撤了", nil, Undo}, {"撤单", nil, Undo}, {"怎么撤单", nil, Undo},
		{"刚才那单也撤了吧", draft, Undo}, {"撤回", draft, Undo}, {"undo", draft, Undo},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: test.draft}).Commands
		if len(got) != 1 || got[0].Name != test.want {
			t.Errorf("%q: %+v", test.text, got)
		}
	}
}

// How many are in a pack is not how many are wanted, but tells it.
func TestHowManyAreInAPack(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Line{
		"抹布5条一扎来三扎": {Item: "抹布", Quantity: 15, Unit: "条"}, "抹布10条一包，来3包": {Item: "抹布", Quantity: 30, Unit: "条"}, "来三包5条一包的抹布": {Item: "抹布", Quantity: 15, Unit: "条"},
		"order 3 packs of 5 rags": {Item: "rags", Quantity: 15, Unit: "pcs"}, "rags 5 in a bundle, 3 bundles": {Item: "rags", Quantity: 15, Unit: "pcs"}, "2 boxes of 100 HC-001": {Item: "HC-001", SKU: "HC-001", Quantity: 200, Unit: "个"},
		"3 packs of 5 hair ties": {Item: "hair ties", SKU: "B7", Quantity: 15, Unit: "pcs"},
		"抹布30条，5条一扎":             {Item: "抹布", Quantity: 30, Unit: "条"}, "抹布20条一共": {Item: "抹布", Quantity: 20, Unit: "条"}, "来20条抹布": {Item: "抹布", Quantity: 20, Unit: "条"},
		"来20条一块的抹布": {Item: "抹布", Quantity: 20, Unit: "条"},
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday}).Commands
		if diff := cmp.Diff([]Command{{Order, Slots{Lines: []Line{want}}}}, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
