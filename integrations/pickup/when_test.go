package pickup_test

import (
	"testing"
	"time"

	"oldhand/integrations/pickup"
)

func TestPickupTimesAreRead(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("Asia/Shanghai", 8*3600)
	for s, ok := range map[string]bool{"2026-11-24": true, "2026-11-24T09:00": true, "2026-11-24T01:00:00Z": true, "soon": false, "": false} {
		w, got := pickup.ReadWhen(s, shanghai)
		if got != ok || ok && !w.Day.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, shanghai)) {
			t.Errorf("%q: %v %v", s, w, got)
		}
	}
	for _, nine := range []string{"2026-11-24T09:00", "2026-11-24T01:00:00Z"} {
		if w, _ := pickup.ReadWhen(nine, shanghai); !w.HasTime || w.Time.Format(pickup.HourLayout) != "2026-11-24T09:00" {
			t.Errorf("%s: %+v", nine, w)
		}
	}
}

// A day is over at its end, an hour at once.
func TestWhenAPickupTimeIsOver(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("Asia/Shanghai", 8*3600)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, shanghai)
	for s, over := range map[string]bool{
		"2026-11-23": true, "2026-11-24": false, "2026-11-25": false, "2026-11-24T08:59": true, "2026-11-24T09:00": false, "2026-11-24T15:00": false,
		"2026-11-23T15:00": true,
	} {
		if w, ok := pickup.ReadWhen(s, shanghai); !ok || w.Over(now) != over {
			t.Errorf("%s is over: %v", s, w.Over(now))
		}
	}
}
