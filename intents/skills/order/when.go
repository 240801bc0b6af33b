package order

import (
	"cmp"
	"context"
	"time"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// readWhen reads a pickup time in the village's zone.
func readWhen(t *dialogue.Turn, s string) (pickup.When, bool) {
	return pickup.ReadWhen(s, t.Now.Location())
}

// likely is the pickup day of an order that names none.
func likely(now time.Time) string { return pickup.Likely(now).Format(pickup.DayLayout) }

// times are the pickup times worth a button at now: later today, tomorrow morning, tomorrow afternoon.
func times(now time.Time) []string {
	today, tomorrow := measure.Midnight(now), measure.Midnight(now).AddDate(0, 0, 1)
	var out []string
	if now.Hour() < pickup.LastHour {
		out = append(out, today.Format(pickup.DayLayout))
	}
	out = append(out, atHour(tomorrow, 9).Format(pickup.HourLayout), atHour(tomorrow, 15).Format(pickup.HourLayout))
	if len(out) < 3 {
		out = append(out, today.AddDate(0, 0, 2).Format(pickup.DayLayout))
	}
	return out
}

// atHour is an hour of a day by the clock on the wall.
func atHour(day time.Time, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
}

// takeTime gives the draft the pickup time that was said. What must be asked for is told with the card.
func takeTime(t *dialogue.Turn, d *draft, c meaning.Order) (notes []string) {
	why := c.WhenAsked
	switch {
	case c.Shift.Given():
		moved, ok := shifted(t, d.When, c.Shift.Value)
		switch {
		case !ok:
			why = meaning.VagueTime
		case moved == "":
			why = meaning.PastTime
		default:
			d.When, d.Unsure = moved, ""
			note.Of(t).when = moved
		}
	case c.When.Given():
		when, over := completed(t, d.When, c)
		if over {
			why = meaning.PastTime
		} else {
			d.When, d.Unsure = when, ""
			note.Of(t).when = c.When.Value
		}
	}
	if why == "" {
		return nil
	}
	if d.When == "" {
		d.Unsure = why
	}
	return []string{"order.time." + why}
}

// shifted moves a pickup time by minutes; "" where that has gone by. ok is false where there is no such time: a day without an
// hour moves by whole days alone.
func shifted(t *dialogue.Turn, have string, minutes int) (when string, ok bool) {
	before, ok := readWhen(t, have)
	const dayMinutes = 24 * 60
	switch {
	case !ok || !before.HasTime && minutes%dayMinutes != 0:
		return "", false
	case !before.HasTime:
		day := before.Day.AddDate(0, 0, minutes/dayMinutes)
		if day.Before(measure.Midnight(t.Now)) {
			return "", true
		}
		return day.Format(pickup.DayLayout), true
	}
	at := before.Time.AddDate(0, 0, minutes/dayMinutes).Add(time.Duration(minutes%dayMinutes) * time.Minute)
	if at.Before(t.Now) {
		return "", true
	}
	return at.Format(time.RFC3339), true
}

// completed gives the pickup time said with the part of it that was left out, as the draft has it.
func completed(t *dialogue.Turn, have string, c meaning.Order) (when string, over bool) {
	before, known := readWhen(t, have)
	if !known {
		return c.When.Value, false
	}
	return views.Completed(t.Now, before, c.When.Value, c.WhenOnly)
}

// anotherTime says that an order names another pickup time than one before it in the same message, or than what stays on the card.
func anotherTime(t *dialogue.Turn, c meaning.Order) bool {
	if c.Apart && memory.Of(t).Draft != nil {
		return true
	}
	before := note.Of(t).when
	return before != "" && memory.Of(t).Draft != nil && len(c.Lines) > 0 && (c.When.Given() && c.When.Value != before || c.WhenAsked != "")
}

// orderLater keeps an order for another pickup time until the open one is settled, because a draft has one time.
func orderLater(ctx context.Context, sk *skill, t *dialogue.Turn, c meaning.Order) error {
	m := memory.Of(t)
	first := m.Draft
	m.Draft = &draft{}
	defer func() { m.Draft = first }()
	touch(t)
	if err := addLines(ctx, sk, t, c); err != nil {
		return err
	}
	if c.Apart {
		m.Draft.When = first.When // of which a day alone keeps the hour
	}
	takeTime(t, m.Draft, c)
	later := *m.Draft
	m.Draft = first
	if len(later.Lines) > 0 {
		m.Later = append(m.Later, later)
	}
	return sk.showDraft(ctx, t)
}

// openNext opens the next of the orders for other times, if one waits and nothing is open.
func openNext(t *dialogue.Turn) {
	m := memory.Of(t)
	if m.Draft != nil || len(m.Later) == 0 {
		return
	}
	next := m.Later[0]
	m.Draft, m.Later = &next, m.Later[1:]
	touch(t)
}

// nextButton shows the order that was opened next, where there is one.
func nextButton(t *dialogue.Turn) [][]bot.Button {
	if memory.Of(t).Draft == nil {
		return nil
	}
	when, _ := pickupTime(t)
	return [][]bot.Button{dialogue.Row(t.Button("order.button.next", views.When(when, t.Now), "draft"))}
}

// laterViews are the orders for other times that wait.
func laterViews(t *dialogue.Turn) []dialogue.View {
	var out []dialogue.View
	for _, d := range memory.Of(t).Later {
		when, said := readWhen(t, d.When)
		lines := make([]dialogue.View, len(d.Lines))
		for i, l := range d.Lines {
			lines[i] = dialogue.View{"Quantity": l.Quantity, "Name": cmp.Or(l.SKU, l.name())}
		}
		out = append(out, dialogue.View{"When": views.When(when, t.Now), "Said": said, "Lines": lines})
	}
	return out
}
