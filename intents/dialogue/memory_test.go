package dialogue

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/intents/meaning"
)

// shanghai stands still, without the machine's time zone files.
var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// monday is when the tests take place.
var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, shanghai)

// basket is what a skill of the tests remembers.
type basket struct {
	Lines []string     `json:"lines,omitempty"`
	Most  *measure.Fen `json:"most,omitempty"`
}

var basketMemory = Memory[basket]("basket")

// opened is a turn of a seller whose dialogue was left so.
func opened(dialogue json.RawMessage) *Turn {
	a := New(Config{Zone: shanghai})
	return a.open(bot.Turn{Person: bot.Person{ID: 5, Name: "Li", Role: bot.Seller, Lang: phrases.English}, Dialogue: dialogue, Now: monday})
}

// left is what a turn leaves.
func left(t *testing.T, turn *Turn) json.RawMessage {
	t.Helper()
	reply, err := turn.settle(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return reply.Dialogue
}

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	price := measure.Fen(5)
	first := opened(nil)
	first.Speak(phrases.Chinese)
	*first.Focus = meaning.Focus{
		Draft: []meaning.Item{{ID: 1, SKU: "A", Item: "clips", Quantity: 2, Unit: "个"}}, Quote: &meaning.Priced{To: "成都", Code: "5101", Weight: 1000, Sent: 10001},
		Reminder: true, ReminderAt: monday.UTC(), Item: &meaning.Item{ID: 1}, List: []meaning.Item{{ID: 2}}, ListFrom: 6, ListOf: "clips", Fresh: true,
		Order: &meaning.Placed{Number: 1001, Numbers: []int64{1001, 1002}, At: monday.UTC()}, Parcel: &meaning.Parcel{Number: 10001, At: monday.UTC(), Recorded: true},
		Asked: &meaning.Asked{Slot: meaning.TimeSlot, At: monday.UTC()}, Changes: true,
	}
	*basketMemory.Of(first) = basket{Lines: []string{"a", "b"}, Most: &price}
	first.Say("help.thanks", nil, Row(Tap("7", "show", 7), bot.Button{Label: "Copy", Copy: "x"}))
	second := opened(left(t, first))
	want := *first.Focus
	want.Said = "不客气，生意兴隆！" // how the last card begins
	if diff := cmp.Diff(want, *second.Focus); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(basket{Lines: []string{"a", "b"}, Most: &price}, *basketMemory.Of(second)); diff != "" {
		t.Error(diff)
	}
	if second.Lang != phrases.Chinese || !second.kept.LangFixed || len(second.cards) > 0 {
		t.Errorf("spoken %s, %+v", second.Lang, second.cards)
	}
	if diff := cmp.Diff([]bot.Button{Tap("7", "show", 7)}, second.kept.Offered); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(string(left(t, first)), string(left(t, second))); diff != "" {
		t.Errorf("kept again it is another: %s", diff)
	}
}

func TestAnOldDialogueIsDropped(t *testing.T) {
	t.Parallel()
	for _, old := range []string{`{"v":99}`, `{"draft":3}`, `[]`, `{"v":1,"draft":"x"}`, `{"v":2,"focus":"x"}`, `{"v":2,"pushed":[]}`, `{"v":0,"cart":[1,2]}`} {
		k, forgot := recall(json.RawMessage(old))
		if diff := cmp.Diff(kept{Version: version}, k); diff != "" || !forgot {
			t.Errorf("%s: not dropped %s", old, diff)
		}
		if turn := opened(json.RawMessage(old)); len(turn.cards) != 1 {
			t.Errorf("%s: dropped without a word", old)
		}
	}
	for _, empty := range []string{``, `{}`, `null`} {
		if _, forgot := recall(json.RawMessage(empty)); forgot {
			t.Errorf("%q: nothing to forget", empty)
		}
	}
}

// What one skill remembers can be unreadable while everything else is as it was.
func TestWhatASkillCannotReadItForgets(t *testing.T) {
	t.Parallel()
	turn := opened(json.RawMessage(`{"v":2,"focus":{"fresh":true},"memory":{"basket":{"lines":"x"},"gone":{"of":"a skill that is no more"}}}`))
	if diff := cmp.Diff(basket{}, *basketMemory.Of(turn)); diff != "" || !turn.Focus.Fresh || len(turn.cards) > 0 {
		t.Errorf("%s, %+v", diff, turn.Focus)
	}
	if got, want := string(left(t, turn)), `{"v":2,"focus":{"fresh":true},"memory":{"gone":{"of":"a skill that is no more"}},"since":{"focus.fresh":"2026-11-23","memory.gone":"2026-11-23"}}`; got != want {
		t.Errorf("left %s, want %s", got, want)
	}
}

// What a pushed card brings takes its place in the focus, each part as a whole and once; everything else stays.
func TestAPushedFocusIsMergedIntoTheDialogues(t *testing.T) {
	t.Parallel()
	first := opened(nil)
	first.Focus.Parcel, first.Focus.ListOf = &meaning.Parcel{Number: 10001, Recorded: true}, "clips"
	basketMemory.Of(first).Lines = []string{"a"}
	merged := map[string]json.RawMessage{}
	pushed := Focused(meaning.Focus{ReminderAt: monday.UTC(), Parcel: &meaning.Parcel{Number: 10002}})
	for _, part := range []json.RawMessage{left(t, first), pushed} { // as the ledger merges a push into a dialogue
		if err := json.Unmarshal(part, &merged); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := json.Marshal(merged)
	if err != nil {
		t.Fatal(err)
	}
	second := opened(raw)
	want := *first.Focus
	want.ReminderAt, want.Parcel = monday.UTC(), &meaning.Parcel{Number: 10002}
	if diff := cmp.Diff(want, *second.Focus); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a"}, basketMemory.Of(second).Lines); diff != "" {
		t.Error(diff)
	}
	second.Focus.ReminderAt = time.Time{}
	if third := opened(left(t, second)); !third.Focus.ReminderAt.IsZero() {
		t.Error("a push is merged twice")
	}
	if turn := opened(pushed); !turn.Focus.ReminderAt.Equal(monday) || len(turn.cards) > 0 {
		t.Errorf("somebody who never wrote: %+v", turn.Focus)
	}
}

// An effect works on a copy: one that fails, or that runs again, leaves no trace in what is remembered.
func TestEffectsWorkOnACopy(t *testing.T) {
	t.Parallel()
	turn := opened(nil)
	basketMemory.Of(turn).Lines = []string{"before"}
	turn.AddAtomicEffect(func(_ context.Context, _ pgx.Tx, t *Turn) error {
		m := basketMemory.Of(t)
		m.Lines = append(m.Lines, "effect")
		t.Focus.Fresh = true
		t.Say("help.thanks", nil)
		return nil
	})
	for range 2 {
		reply, err := turn.settle(t.Context(), nil)
		if err != nil || len(reply.Cards) != 1 {
			t.Fatalf("%+v, %v", reply, err)
		}
		after := opened(reply.Dialogue)
		if diff := cmp.Diff([]string{"before", "effect"}, basketMemory.Of(after).Lines); diff != "" || !after.Focus.Fresh {
			t.Errorf("%s, %+v", diff, after.Focus)
		}
	}
	if turn.Focus.Fresh || len(basketMemory.Of(turn).Lines) != 1 || len(turn.cards) > 0 {
		t.Errorf("%+v, %+v", turn.Focus, basketMemory.Of(turn))
	}
}
