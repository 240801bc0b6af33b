package meaning

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Of goods that were broken or that go back none are ordered, whatever was read.
func TestWhatBecameOfGoodsOrdersNone(t *testing.T) {
	t.Parallel()
	three := Line{SKU: Said("A1023"), Quantity: Said(3)}
	broken, back, told := Claim{Line: three, Reason: Said(Broken)}, Claim{Line: three}, Chat{}
	for text, want := range map[string]Command{
		"3 of the A1023 don't work": broken, "A1023碎了3个": broken, "3 of the A1023 have broken handles": broken, "3个A1023转不动": broken, "A1023有3个用不了": broken,
		"A1023退3个": back, "I want to return 3 A1023": back, "a customer sent back 3 A1023": told, "客户退了3个A1023": told,
		"I need 3 A1023": Order{Lines: []Line{three}}, "昨天卖了3个A1023": Order{Lines: []Line{three}},
	} {
		m := &message{text: text, Context: Context{Now: monday, Role: "seller"}, names: village{}}
		if diff := cmp.Diff(is(want), m.afterwards(is(Order{Lines: []Line{three}}))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// A SKU that was mistyped gives way to the one that was meant, and its line keeps its quantity.
func TestAMistypedSKUIsPutRight(t *testing.T) {
	t.Parallel()
	right := []Command{
		Remove{Line{SKU: Carried("A1023"), ID: Assumed[int64](1)}},
		Order{Lines: []Line{{Item: Said("T-7"), SKU: Said("T-7"), ID: Assumed[int64](2), Quantity: Carried(15)}}},
	}
	draft := Context{Focus: Focus{Draft: []Item{{ID: 1, SKU: "A1023", Item: "ceramic mug", Quantity: 15}}}}
	means(t, draft, map[string][]Command{
		"oh wait I meant T-7": right, "T-7 not A1023, sorry": right, "typo: should be T-7": right, "my mistake, T-7": right,
		"不对，是T-7": right, "写错了 T-7": right, "不是A1023，是T-7": right, "T-7才对，不是A1023": right,
	})
}
