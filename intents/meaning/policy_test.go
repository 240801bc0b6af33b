package meaning

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestPolicy holds what is done with every command against testdata/policy.txt: how sure the reader must be to follow it where
// its object is beyond doubt, and where it is not.
func TestPolicy(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	got.WriteString("# command: risk; done without asking from this sureness on, with ground and without (never: it is asked about)\n")
	for _, c := range Every() {
		limits := policy[RiskOf(c)]
		fmt.Fprintf(&got, "%-12s %-7s %-5s %s\n", reflect.TypeOf(c).Name(), RiskOf(c), from(limits.grounded), from(limits.ungrounded))
	}
	file := filepath.Join("testdata", "policy.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(golden), got.String()); diff != "" {
		t.Error(diff)
	}
}

func from(limit float64) string {
	switch {
	case limit == 0:
		return "any"
	case limit > 1:
		return "never"
	}
	return fmt.Sprint(limit)
}

// What ends or sets something is asked about unless it is beyond doubt what it is about.
func TestWhatActsNeedsGround(t *testing.T) {
	t.Parallel()
	draft := Focus{Draft: []Item{{SKU: "A1023"}}}
	for _, one := range []struct {
		command Command
		focus   Focus
		sure    float64
		asks    bool
	}{
		{Cancel{}, Focus{}, 1, true}, {Cancel{}, draft, 1, false}, {Cancel{}, draft, 0.6, true},
		{Undo{}, Focus{}, 1, true}, {Undo{}, Focus{Order: &Placed{Number: 1}}, 1, false},
		{VoidOrder{Number: Said[int64](1)}, Focus{}, 0.95, false}, {VoidOrder{}, Focus{}, 1, true},
		{Ship{Courier: Said("ZTO")}, Focus{}, 1, true}, {Ship{Courier: Said("ZTO")}, Focus{Quote: &Priced{To: "Chengdu"}}, 1, false},
		{Remind{On: Said(false)}, Focus{}, 1, true}, {Remind{On: Said(true), Time: Said("07:30")}, Focus{}, 1, false}, {Remind{}, Focus{}, 0.1, false},
		{Find{}, Focus{}, 0.1, false}, {Order{}, Focus{}, 0.4, false}, {Order{}, Focus{}, 0.39, true},
	} {
		m := &message{Context: Context{Focus: one.focus, Now: monday}, names: village{}}
		if _, asks := m.doubted(one.command, one.sure).(Doubt); asks != one.asks {
			t.Errorf("%T %+v with %+v at %g: asks is %t", one.command, one.command, one.focus, one.sure, asks)
		}
	}
}

// A seller cancels several orders by a tap on a card; at a counter, and for an organiser, the words do it.
func TestCancellingSeveralActsWhereNoCardShowsThem(t *testing.T) {
	t.Parallel()
	several := VoidOrder{Number: Said[int64](1001), With: []int64{1003}}
	for role, acts := range map[string]bool{"seller": false, "oldhand": false, "distributor": true, "organiser": true} {
		m := &message{Context: Context{Role: role, Now: monday}, names: village{}}
		if _, asks := m.doubted(several, 0.6).(Doubt); asks != acts {
			t.Errorf("%s, not sure: asks is %t", role, asks)
		}
		if _, asks := m.doubted(several, 0.95).(Doubt); asks {
			t.Errorf("%s, sure: asks", role)
		}
		if _, asks := m.guessed([]Command{several})[0].(Doubt); asks != acts {
			t.Errorf("%s, guessed by rules: asks is %t", role, asks)
		}
	}
}

// A command that was asked about comes back as it was.
func TestKeptCommandsComeBack(t *testing.T) {
	t.Parallel()
	for _, c := range append(Every(), VoidOrder{Number: Said[int64](1038), Otherwise: []Command{Cancel{}}}, Ship{Courier: Said("ZTO")}, Remind{On: Said(true), Time: Said("07:30")}) {
		if _, ok := c.(Doubt); ok {
			continue // a doubt is never asked about
		}
		kept, err := KeepCommand(c)
		if err != nil {
			t.Errorf("%T: %v", c, err)
			continue
		}
		if v, ok := c.(VoidOrder); ok {
			v.Otherwise = nil
			c = v
		}
		again, err := kept.Again()
		if diff := gocmp.Diff(c, again); err != nil || diff != "" {
			t.Errorf("%T: %v %s", c, err, diff)
		}
	}
	if _, err := (Kept{Type: "Nothing"}).Again(); err == nil {
		t.Error("a command of an unknown type came back")
	}
}

// What the rules only guess at is asked about as well, and another's order is not the one that was placed last.
func TestWhatRulesGuessIsAskedAbout(t *testing.T) {
	t.Parallel()
	placed := Context{Role: "seller", Focus: Focus{Order: &Placed{Number: 1002, Numbers: []int64{1002}}}}
	for text, asks := range map[string]bool{"王姐让我帮她把1001号单撤了，她手机没电了": true, "撤销": false} {
		r := Read(text, placed, village{})
		if _, doubted := r.Commands[0].(Doubt); doubted != asks {
			t.Errorf("%s is read as %#v at %.2f", text, r.Commands, r.Confidence)
		}
	}
	if c, ok := Read("#١٠٠١ cancel", placed, village{}).Commands[0].(VoidOrder); !ok || c.Number.Value != 1001 {
		t.Errorf("the digits of another script are read as %#v", c)
	}
}
