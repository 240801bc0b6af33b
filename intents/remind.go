package intents

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
)

const (
	remindKey  = "remind"
	pickupsKey = "pickups"
	// snoozeFor is what the snooze button gives.
	snoozeFor = 30 * time.Minute
	// fetchButtons is how many orders of a reminder have a button of their own.
	fetchButtons = 6
)

// remind shows or changes the setting of the daily reminder.
func (v *visit) remind(ctx context.Context, s understand.Slots) error {
	r, err := v.Orders.Reminder(ctx, v.seller())
	if err != nil {
		return err
	}
	if day, ok := v.when(s.When); ok && s.On != nil && !*s.On && r.On {
		v.skipReminder(r, day.Day)
		return nil
	}
	changed := false
	if s.On != nil {
		r.On, changed = *s.On, true
	}
	if t, err := time.Parse("15:04", s.Time); err == nil {
		r.Minute, changed = t.Hour()*60+t.Minute(), true
		r.On = s.On == nil || *s.On
	}
	v.setReminder(r, changed)
	return nil
}

// skipReminder leaves out the reminder of one day: a snooze takes the place of the set time of its day, and one to the
// last moment of it never comes.
func (v *visit) skipReminder(r pickup.Reminder, day time.Time) {
	v.state.Reminder = true
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if err := v.Orders.Snooze(ctx, tx, v.seller(), day.AddDate(0, 0, 1).Add(-time.Microsecond)); err != nil {
			return err
		}
		v.say("remind.skipped", view{"Day": day, "Now": v.now, "Time": clock(r.Minute)})
		return nil
	})
}

// setReminder keeps a setting, if it changed, and shows it.
func (v *visit) setReminder(r pickup.Reminder, changed bool) {
	v.state.Reminder = true
	if !changed {
		v.state.AskedTime = true
		v.show(v.reminderCard(r, false))
		return
	}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if err := v.Orders.SetReminder(ctx, tx, v.seller(), r); err != nil {
			return err
		}
		v.show(v.reminderCard(r, true))
		return nil
	})
}

func (v *visit) reminderCard(r pickup.Reminder, changed bool) bot.Card {
	toggle := v.button("remind.button.off", nil, "remind", "off")
	if !r.On {
		toggle = v.button("remind.button.on", nil, "remind", "on")
	}
	var hours []bot.Button
	for _, minute := range []int{7 * 60, 8 * 60, 9 * 60} {
		if minute != r.Minute {
			hours = append(hours, tap(clock(minute), "remind", minute))
		}
	}
	return bot.Card{
		Text:    v.text("remind.setting", view{"On": r.On, "Time": clock(r.Minute), "Changed": changed}),
		Buttons: [][]bot.Button{hours, row(toggle)}, Key: remindKey, InPlace: v.pressed(),
	}
}

// clock writes a minute of the day: 08:00.
func clock(minute int) string {
	return time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
}

// pressRemind sets the reminder: "on", "off", or a minute of the day, which also switches it on. With nothing it shows
// the setting.
func (v *visit) pressRemind(ctx context.Context, args []string) error {
	r, err := v.Orders.Reminder(ctx, v.seller())
	if err != nil {
		return err
	}
	if len(args) == 0 {
		v.setReminder(r, false)
		v.cards[len(v.cards)-1].InPlace = false
		return nil
	}
	if minute, ok := number(args, 0); ok && minute >= 0 && minute < 24*60 {
		r = pickup.Reminder{On: true, Minute: minute}
	} else {
		r.On = args[0] == "on"
	}
	v.setReminder(r, true)
	return nil
}

// snooze has today's reminder come again.
func (v *visit) snooze(_ context.Context, s understand.Slots) error {
	until, err := time.Parse(time.RFC3339, s.Until)
	if err != nil || !until.After(v.now) {
		until = v.now.Add(snoozeFor)
	}
	v.snoozeUntil(until.In(v.Zone))
	return nil
}

func (v *visit) pressSnooze(_ context.Context, _ []string) error {
	v.snoozeUntil(v.now.Add(snoozeFor))
	return nil
}

func (v *visit) snoozeUntil(until time.Time) {
	v.state.Reminder, v.state.Snoozed = true, until
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if err := v.Orders.Snooze(ctx, tx, v.seller(), until); err != nil {
			return err
		}
		told := view{"Until": until, "Now": v.now}
		v.toast("remind.snoozed", told)
		v.say("remind.snoozed", told)
		return nil
	})
}

// pickupsCard lists what is left to fetch today, as the reminder does.
func (v *visit) pickupsCard(due []pickup.Order) bot.Card {
	card := pickupsCard(v.lang, v.orderViews(due), due)
	card.InPlace = v.pressed()
	return card
}

// pickupsCard lists orders to fetch, each with a button, and offers to say it again later.
func pickupsCard(lang phrases.Lang, views []view, due []pickup.Order) bot.Card {
	if len(due) == 0 {
		return bot.Card{Text: phrases.Say(lang, "remind.done", nil), Key: pickupsKey}
	}
	var buttons []bot.Button
	for _, o := range due[:min(len(due), fetchButtons)] {
		label := phrases.Label(lang, "orders.button.fetched", view{"ID": int64(o.ID)})
		buttons = append(buttons, tap(label, "fetched", int64(o.ID)))
	}
	later := tap(phrases.Label(lang, "remind.button.snooze", nil), "snooze")
	return bot.Card{
		Text: phrases.Say(lang, "remind.card", view{"Orders": views, "N": len(due), "Total": sum(due)}),
		Key:  pickupsKey, Buttons: append(rows(buttons), row(later)),
	}
}
