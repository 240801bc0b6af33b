package dialogue

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/intents/meaning"
)

// aboutOf settles a turn and gives what its cards are about.
func aboutOf(t *testing.T, turn *Turn) string {
	t.Helper()
	reply, err := turn.settle(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(reply.About)
}

// What a turn puts into the focus is what its cards are about; what was there before is not, nor is what became of an order.
func TestACardIsAboutWhatItsTurnPutIntoTheFocus(t *testing.T) {
	t.Parallel()
	first := opened(nil)
	if got := aboutOf(t, first); got != "" {
		t.Errorf("about %s", got)
	}
	first.Focus.Quote = &meaning.Priced{To: "成都", Code: "5101", Weight: 1000}
	first.Focus.Order = &meaning.Placed{Number: 1001, Items: []int64{1}}
	if got, want := aboutOf(t, first), `{"quote":{"to":"成都","code":"5101","weight_g":1000},"order":{"number":1001,"items":[1]}}`; got != want {
		t.Errorf("about %s", got)
	}
	second := opened(left(t, first))
	second.Focus.List, second.Focus.ListFrom, second.Focus.ListOf, second.Focus.Fresh = []meaning.Item{{ID: 2}}, 6, "clips", true
	second.Focus.Order.Items, second.Focus.Order.Undone = nil, true
	if got, want := aboutOf(t, second), `{"list":[{"id":2}],"list_from":6,"list_of":"clips"}`; got != want {
		t.Errorf("about %s", got)
	}
	// What is shown once more, or never stood last, is told.
	third := opened(left(t, second))
	third.Tell(meaning.Focus{Quote: third.Focus.Quote})
	third.Tell(meaning.Focus{Order: &meaning.Placed{Number: 1000}})
	if got, want := aboutOf(t, third), `{"quote":{"to":"成都","code":"5101","weight_g":1000},"order":{"number":1000}}`; got != want {
		t.Errorf("about %s", got)
	}
}

// What a message replies to is known while it is read, and not kept with the dialogue.
func TestWhatAMessageRepliesTo(t *testing.T) {
	t.Parallel()
	for about, want := range map[string]*meaning.Focus{
		"": nil, `{}`: nil, `{"item":3}`: nil, `[]`: nil, `{"item":{"id":3}}`: {Item: &meaning.Item{ID: 3}}, string(About(meaning.Focus{Reminder: true})): {Reminder: true},
	} {
		turn := opened(nil)
		if about != "" {
			turn.in.About = json.RawMessage(about)
		}
		if diff := cmp.Diff(want, turn.repliedTo()); diff != "" {
			t.Errorf("%s: %s", about, diff)
		}
		if kept := string(left(t, turn)); kept != string(left(t, opened(nil))) {
			t.Errorf("%s: kept %s", about, kept)
		}
	}
}
