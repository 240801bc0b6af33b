package intents

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
)

const (
	// lately is how long after a reminder words such as "in ten minutes" still mean it.
	lately = 3 * time.Hour
	// snoozeLength is the longest that such words are, in characters.
	snoozeLength = 60
)

// hear reads words in the light of what was shown, asked or brought by a reminder.
func (v *visit) hear(ctx context.Context, text string) (understand.Understanding, error) {
	if v.state.AskedTime {
		if u := v.understand(timeAsked + text); len(u.Commands) == 1 && u.Commands[0].Slots.Time != "" {
			u.Language = v.understand(text).Language
			return u, nil
		}
	}
	return v.afterReminder(ctx, text)
}

// timeAsked is the question that an hour said by itself answers, as the beginning of a sentence.
const timeAsked = "提醒我 "

// afterReminder reads words as usual, except that those which would snooze a reminder do so where one came lately. It
// came by itself, so the dialogue does not know of it; it is looked for only where it matters.
func (v *visit) afterReminder(ctx context.Context, text string) (understand.Understanding, error) {
	u := v.understand(text)
	if v.state.Reminder || v.state.Draft != nil || snoozes(u) || utf8.RuneCountInString(text) > snoozeLength {
		return u, nil
	}
	snoozing := v.understandAfter(text, true)
	if !snoozes(snoozing) {
		return u, nil
	}
	reminded, err := v.remindedLately(ctx)
	if err != nil || !reminded {
		return u, err
	}
	return snoozing, nil
}

func snoozes(u understand.Understanding) bool {
	return len(u.Commands) == 1 && u.Commands[0].Name == understand.Snooze
}

// remindedLately says whether a reminder, the daily one or a snoozed one, came in the last hours: that its time went by
// and there is something to fetch of which it told.
func (v *visit) remindedLately(ctx context.Context) (bool, error) {
	r, err := v.Orders.Reminder(ctx, v.seller())
	if err != nil {
		return false, err
	}
	due, err := v.duePickups(ctx)
	if err != nil || len(due) == 0 {
		return false, err
	}
	if ago := v.now.Sub(v.state.Snoozed); ago >= 0 && ago < lately {
		return true, nil
	}
	daily := v.now.Add(-sinceMinute(v.now, r.Minute))
	told := slices.ContainsFunc(due, func(o pickup.Order) bool { return !o.PlacedAt.After(daily) })
	return r.On && told && v.now.Sub(daily) < lately, nil
}

// sinceMinute is how long ago the clock last showed a minute of the day.
func sinceMinute(now time.Time, minute int) time.Duration {
	const day = 24 * 60
	return time.Duration((now.Hour()*60+now.Minute()-minute+day)%day) * time.Minute
}
