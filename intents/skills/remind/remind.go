// Package remind is the skill of reminders: the daily one of what to fetch, those of people's own words, and their being sent.
package remind

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Orders    *pickup.Orders
	Openings  *pickup.Openings
	Reminders *reminders.Reminders
	People    *bot.People
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   "remind",
		Serves: []dialogue.Served{dialogue.Serve(sk.remind), dialogue.Serve(sk.remindOf), dialogue.Serve(sk.dropReminder), dialogue.Serve(sk.pull), dialogue.Serve(sk.snooze), dialogue.Serve(sk.quietHours)},
		Presses: map[string]dialogue.Press{
			"remind": sk.pressRemind, "snooze": sk.pressSnooze, "fetched": sk.pressFetched, "pull": sk.pressPull, "tick": sk.pressTick,
			"quiet": sk.pressQuiet,
			"note":  sk.pressNote, "note_again": sk.pressAgain, "note_end": sk.pressEnd,
		},
		Explain: explain,
		Slashes: []dialogue.Slash{{Word: "remind", Menu: true, Bare: func(ctx context.Context, t *dialogue.Turn) error {
			return t.Do(ctx, meaning.Remind{})
		}, Means: func(string) meaning.Command { return meaning.Remind{} }}},
		Help: []dialogue.HelpButton{{Rank: 60, Key: "help.button.remind", Verb: "remind"}},
	}
}

const (
	settingKey = "remind"
	// snoozeFor is what the snooze button gives.
	snoozeFor = 30 * time.Minute
)

// remind shows or changes the setting of the daily reminder.
func (sk *skill) remind(ctx context.Context, t *dialogue.Turn, c meaning.Remind) error {
	r, err := pickup.DailyOf(sk.Orders).Reminder(ctx, seller(t))
	if err != nil {
		return err
	}
	own, err := sk.Reminders.Of(ctx, person(t))
	if err != nil {
		return err
	}
	if c.About != "" {
		cannot(t, r, c)
		return nil
	}
	off := c.On.Given() && !c.On.Value
	if day, ok := pickup.ReadWhen(c.Day.Value, t.Now.Location()); ok && off && r.On {
		sk.skip(t, r, day.Day)
		return nil
	}
	if day, ok := pickup.ReadWhen(c.Day.Value, t.Now.Location()); ok && c.On.Value {
		return sk.once(ctx, t, r, day.Day, c.Time.Value)
	}
	changed := false
	if c.Days.Given() {
		r.Days, changed = reminders.ReadDays(c.Days.Value), true
	}
	if c.On.Given() {
		r.On, changed = c.On.Value, true
	}
	if at, err := time.Parse("15:04", c.Time.Value); err == nil {
		r.Minute, changed = at.Hour()*60+at.Minute(), true
		r.On = !off
	}
	sk.set(t, r, own, changed)
	return nil
}

// once has the reminder come on one day, at an hour or at its own.
func (sk *skill) once(ctx context.Context, t *dialogue.Turn, r pickup.Reminder, day time.Time, hour string) error {
	minute := r.Minute
	if at, err := time.Parse("15:04", hour); err == nil {
		minute = at.Hour()*60 + at.Minute()
	}
	at := onDay(day, minute)
	if !at.After(t.Now) {
		cannot(t, r, meaning.Remind{About: "when"})
		return nil
	}
	return sk.snooze(ctx, t, meaning.Snooze{Until: meaning.Said(at.Format(time.RFC3339))})
}

// seller is the person as orders know them.
func seller(t *dialogue.Turn) pickup.SellerID { return pickup.SellerID(t.Person.ID) }

// skip leaves out the reminder of one day.
func (sk *skill) skip(t *dialogue.Turn, r pickup.Reminder, day time.Time) {
	t.Focus.Reminder = true
	t.Tell(meaning.Focus{Reminder: true})
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := pickup.DailyOf(sk.Orders).Skip(ctx, tx, seller(t), day); err != nil {
			return err
		}
		t.Say("remind.skipped", dialogue.View{"Day": day, "Now": t.Now, "Time": views.Clock(r.Minute)})
		return nil
	})
}

// set keeps a setting, if it changed, and shows it. An unchanged one is shown with the question at what time.
func (sk *skill) set(t *dialogue.Turn, r pickup.Reminder, own []reminders.Reminder, changed bool) {
	t.Focus.Reminder = true
	t.Tell(meaning.Focus{Reminder: true})
	if !changed {
		t.Focus.Asked = &meaning.Asked{Slot: meaning.TimeSlot, At: t.Now}
		t.Show(settingCard(t, r, own, false))
		return
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := pickup.DailyOf(sk.Orders).SetReminder(ctx, tx, seller(t), r); err != nil {
			return err
		}
		t.Show(settingCard(t, r, own, true))
		return nil
	})
}

// cannot says what a reminder cannot do, and offers one that comes once or daily by button.
func cannot(t *dialogue.Turn, r pickup.Reminder, c meaning.Remind) {
	t.Focus.Reminder = true
	minute := r.Minute
	if at, err := time.Parse("15:04", c.Time.Value); err == nil {
		minute = at.Hour()*60 + at.Minute()
	}
	once := next(t.Now, minute)
	buttons := dialogue.Row(t.Button("remind.button.once", dialogue.View{"Until": once, "Now": t.Now}, "snooze", once.Format(pickup.HourLayout)))
	if !r.On || minute != r.Minute {
		buttons = append(buttons, t.Button("remind.button.daily", dialogue.View{"Time": views.Clock(minute)}, "remind", minute))
	}
	t.Show(bot.Card{
		Text:    t.Text("remind.cannot", dialogue.View{"About": c.About, "On": r.On, "Time": views.Clock(r.Minute)}),
		Buttons: [][]bot.Button{buttons}, Key: settingKey, InPlace: t.InPlace(),
	})
}

// settingCard is the setting of the daily reminder, and the reminders of the person's own words.
func settingCard(t *dialogue.Turn, r pickup.Reminder, own []reminders.Reminder, changed bool) bot.Card {
	toggle := t.Button("remind.button.off", nil, "remind", "off")
	if !r.On {
		toggle = t.Button("remind.button.on", nil, "remind", "on")
	}
	var hours []bot.Button
	for _, minute := range []int{7 * 60, 8 * 60, 9 * 60} {
		if minute != r.Minute {
			hours = append(hours, dialogue.Tap(views.Clock(minute), "remind", minute))
		}
	}
	return bot.Card{
		Text: t.Text("remind.setting", dialogue.View{
			"On": r.On, "Time": views.Clock(r.Minute), "Days": everyDayBut(r.Days), "Changed": changed, "Own": ownViews(own, t.Now),
		}),
		Buttons: append([][]bot.Button{hours, dialogue.Row(toggle, t.Button("remind.button.quiet", nil, "quiet"))}, endButtons(t, own)...), Key: settingKey, InPlace: t.InPlace(),
	}
}

// next is the first time after now that has a minute of the day, today or tomorrow.
func next(now time.Time, minute int) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), minute/60, minute%60, 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, minute/60, minute%60, 0, 0, now.Location())
	}
	return at
}

// pressRemind sets the reminder: "on", "off", or a minute of the day, which also switches it on. With nothing it shows
// the setting.
func (sk *skill) pressRemind(ctx context.Context, t *dialogue.Turn, args []string) error {
	r, err := pickup.DailyOf(sk.Orders).Reminder(ctx, seller(t))
	if err != nil {
		return err
	}
	own, err := sk.Reminders.Of(ctx, person(t))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		t.Below()
		sk.set(t, r, own, false)
		return nil
	}
	if minute, ok := dialogue.Number(args, 0); ok && minute >= 0 && minute < 24*60 {
		r.On, r.Minute = true, minute
	} else {
		r.On = args[0] == "on"
	}
	sk.set(t, r, own, true)
	return nil
}

// snooze has a reminder come again: the one of the person's own words that came last, or that of the pickups. With nothing to
// fetch by then, a time that was said is kept as a reminder of its own: whoever asked to be reminded is.
func (sk *skill) snooze(ctx context.Context, t *dialogue.Turn, c meaning.Snooze) error {
	until, err := time.Parse(time.RFC3339, c.Until.Value)
	said := err == nil && until.After(t.Now)
	if !said {
		until = t.Now.Add(snoozeFor)
	}
	until = until.In(t.Now.Location())
	if c.Note.Given() {
		sk.again(t, reminders.ID(c.Note.Value), until)
		return nil
	}
	open, err := sk.Orders.Open(ctx, seller(t))
	if err != nil {
		return err
	}
	due := slices.ContainsFunc(open, func(o pickup.Order) bool { return !o.When.Day.After(until) })
	if said && !due && !t.Before.Reminder {
		sk.keep(t, reminders.Wish{Text: string(phrases.Label(t.Lang, "remind.own.plain", nil)), At: until})
		return nil
	}
	sk.snoozeUntil(t, until)
	return nil
}

// pressSnooze has the reminder come again in a while, in so many minutes or at the time that the button has.
func (sk *skill) pressSnooze(ctx context.Context, t *dialogue.Turn, args []string) error {
	if len(args) == 0 {
		sk.snoozeUntil(t, t.Now.Add(snoozeFor))
		return nil
	}
	if minutes, ok := dialogue.Number(args, 0); ok && minutes > 0 && minutes < 24*60 {
		sk.snoozeUntil(t, t.Now.Add(time.Duration(minutes)*time.Minute))
		return nil
	}
	at, err := time.ParseInLocation(pickup.HourLayout, args[0], t.Now.Location())
	if err != nil || !at.After(t.Now) {
		return t.Stale(ctx)
	}
	sk.snoozeUntil(t, at)
	return nil
}

func (sk *skill) snoozeUntil(t *dialogue.Turn, until time.Time) {
	t.Focus.Reminder = true
	t.Tell(meaning.Focus{Reminder: true})
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := pickup.DailyOf(sk.Orders).Snooze(ctx, tx, seller(t), until); err != nil {
			return err
		}
		told := dialogue.View{"Until": until, "Now": t.Now}
		t.Toast("remind.snoozed", told)
		t.Say("remind.snoozed", told)
		return nil
	})
}
