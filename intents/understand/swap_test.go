package understand

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A colour is swapped on the one line there is, whatever language its name is of.
func TestSwapOfAColour(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, item, want string }{
		{"swap the green for red", "green towels", "red towels"}, {"swap the green for red", "绿色毛巾", "red 毛巾"},
		{"把绿的换成红的", "绿色毛巾", "红毛巾"}, {"swap the green for red", "towels", "red towels"},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: []Line{{Item: test.item, Quantity: 3}}}).Commands
		want := []Command{{Remove, Slots{Item: test.item}}, {Order, Slots{Lines: []Line{{Item: test.want, Quantity: 3}}}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q of %s: %s", test.text, test.item, diff)
		}
	}
}
