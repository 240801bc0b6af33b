package dialogue

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/intents/meaning"
)

// What was left on a day is forgotten with the words of that day; what became another since is not.
func TestADialogueAges(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	first := opened(nil)
	first.Focus.Quote = &meaning.Priced{To: "Wang Wu, 13900139000, Keji South Road 2", Code: "4403"}
	basketMemory.Of(first).Lines = []string{"for Wang Wu"}
	second := opened(left(t, first))
	second.Now = day(20)
	second.Focus.ListOf = "clips"
	d := left(t, second)
	wrote := bot.Lately{Wrote: true, Pushed: true}
	if got, err := Aged(d, day(-1), day(29), wrote); err != nil || string(got) != string(d) {
		t.Errorf("too early: %s, %v", got, err)
	}
	got, err := Aged(d, day(1), day(31), wrote)
	if err != nil || regexp.MustCompile(`Wang|1390`).Match(got) || !regexp.MustCompile(`clips`).Match(got) {
		t.Errorf("left %s, %v", got, err)
	}
	if again, err := Aged(got, day(1), day(31), wrote); err != nil || string(again) != string(got) {
		t.Errorf("twice: %s, %v", again, err)
	}
	if silent, err := Aged(d, day(1), day(31), bot.Lately{}); err != nil || regexp.MustCompile(`clips`).Match(silent) {
		t.Errorf("silent: %s, %v", silent, err)
	}
	if _, forgot := recall(got); forgot {
		t.Error("what is left does not read back")
	}
}

// What came by itself goes when nothing else has come since, and parts of before there were days count from today on.
func TestWhatHasNoDayAges(t *testing.T) {
	t.Parallel()
	old := json.RawMessage(`{"v":2,"focus":{"list_of":"clips"},"pushed":{"order":{"number":1001}}}`)
	got, err := Aged(old, monday, monday.AddDate(0, 0, 30), bot.Lately{Wrote: true})
	if want := `{"focus":{"list_of":"clips"},"since":{"focus.list_of":"2026-12-23"},"v":2}`; err != nil || string(got) != want {
		t.Errorf("left %s, %v", got, err)
	}
	if got, err := Without(old, regexp.MustCompile(`clips`).Match, monday); err != nil || string(got) != `{"pushed":{"order":{"number":1001}},"v":2}` {
		t.Errorf("without clips %s, %v", got, err)
	}
	if got, err := Aged(json.RawMessage(`[3]`), monday, monday, bot.Lately{}); err != nil || string(got) != `{}` {
		t.Errorf("of what cannot be read %s, %v", got, err)
	}
}
