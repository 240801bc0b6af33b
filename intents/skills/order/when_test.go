package order

import (
	"testing"
	"time"

	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue/dialoguetest"
)

// A pickup that names no day is likely today, and in the evening tomorrow; no button offers a time gone by.
func TestPickupTimes(t *testing.T) {
	t.Parallel()
	monday := dialoguetest.Monday
	if got := likely(monday.Add(9 * time.Hour)); got != "2026-11-24" {
		t.Errorf("in the evening: %s", got)
	}
	if got := likely(monday); got != "2026-11-23" {
		t.Errorf("in the morning: %s", got)
	}
	for _, at := range []time.Time{monday, monday.Add(9 * time.Hour), monday.Add(14 * time.Hour)} {
		for _, s := range times(at) {
			if w, ok := pickup.ReadWhen(s, dialoguetest.Shanghai); !ok || w.Over(at) {
				t.Errorf("at %v a button for %s", at, s)
			}
		}
	}
}
