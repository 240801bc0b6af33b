package rules

import "testing"

// Whoever calls a reminder off by its hour must not get it at that hour, and of two hours the new one counts.
func TestTheHourOfAReminder(t *testing.T) {
	t.Parallel()
	const off = "off"
	for text, want := range map[string]string{
		"cancel my reminder at 8": off, "turn off the 8 o'clock reminder": off, "stop reminding me at 8": off,
		"don't remind me at 8 any more": off, "取消8点的提醒": off, "8点的提醒关掉": off, "8点不用提醒了": off,
		"change my reminder from 8 to 9": "09:00", "cancel the 8am reminder, make it 9": "09:00", "别8点提醒，改9点": "09:00",
		"remind me at 8, not 9": "08:00", "no, remind me at 8": "08:00", "不，8点提醒我": "08:00",
		"don't forget to remind me at 8": "08:00", "8点别忘了提醒我": "08:00", "提醒改到9点": "09:00",
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday}).Commands
		if len(got) != 1 || got[0].Name != Remind || got[0].Slots.On == nil {
			t.Errorf("%q is %+v", text, got)
			continue
		}
		if said := map[bool]string{true: got[0].Slots.Time, false: off}[*got[0].Slots.On]; said != want {
			t.Errorf("%q: %s, want %s", text, said, want)
		}
	}
}
