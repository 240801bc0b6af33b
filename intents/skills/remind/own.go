package remind

import (
	"context"
	"errors"
	"slices"
	"strings"
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

const (
	// ownKey is the card that asks when to remind.
	ownKey = "note"
	// evening is the hour that is offered for what is to be done today.
	evening = 18 * 60
	// mostEnds is how many reminders have a button of their own that ends them.
	mostEnds = 12
	// late is after how long a reminder says when it was to come.
	late = 10 * time.Minute
	// endLabel is how much of a reminder's words stands on a button, in characters.
	endLabel = 14
)

// memory holds the words of which it was asked when to remind.
var memory = dialogue.Memory[asked]("remind")

type asked struct {
	Turn bot.TurnID `json:"turn,omitempty"` // that asked
	Text string     `json:"text,omitempty"`
}

// person is the one who writes, as reminders know them.
func person(t *dialogue.Turn) reminders.PersonID { return reminders.PersonID(t.Person.ID) }

// explain answers a reminder that cannot be kept.
func explain(t *dialogue.Turn, err error) bool {
	switch {
	case errors.Is(err, reminders.ErrFull):
		t.Say("remind.own.full", dialogue.View{"Most": reminders.Most}, dialogue.Row(t.Button("remind.button.all", nil, "remind")))
	case errors.Is(err, reminders.ErrNotFound):
		t.Say("remind.own.over", nil, dialogue.Row(t.Button("remind.button.all", nil, "remind")))
	case errors.Is(err, reminders.ErrEmpty):
		t.Say("remind.own.empty", nil)
	case errors.Is(err, pickup.ErrDays):
		t.Say("remind.nodays", nil, dialogue.Row(t.Button("remind.button.off", nil, "remind", "off")))
	default:
		return false
	}
	return true
}

// remindOf keeps a reminder of the person's own words; when it is to come is asked where words do not say.
func (sk *skill) remindOf(ctx context.Context, t *dialogue.Turn, c meaning.RemindOf) error {
	r, err := pickup.DailyOf(sk.Orders).Reminder(ctx, seller(t))
	if err != nil {
		return err
	}
	wish := reminders.Wish{Text: reminders.Cleaned(c.Text.Value), Days: reminders.ReadDays(c.Days.Value)}
	if wish.Days != 0 {
		wish.Minute = r.Minute
		if at, err := time.Parse("15:04", c.Time.Value); err == nil {
			wish.Minute = at.Hour()*60 + at.Minute()
		}
		sk.keep(t, wish)
		return nil
	}
	when, ok := pickup.ReadWhen(c.When.Value, t.Now.Location())
	wish.At = when.Time
	if ok && !when.HasTime { // a day alone: at the hour of the daily one
		wish.At = onDay(when.Day, r.Minute)
	}
	if !ok || !wish.At.After(t.Now) {
		askWhen(t, wish.Text, r.Minute)
		return nil
	}
	sk.keep(t, wish)
	return nil
}

// onDay is a minute of a day.
func onDay(day time.Time, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), minute/60, minute%60, 0, 0, day.Location())
}

// askWhen asks when to remind of words, and offers some times.
func askWhen(t *dialogue.Turn, words string, minute int) {
	*memory.Of(t) = asked{t.ID(), words}
	t.Focus.Asked = &meaning.Asked{Slot: meaning.NoteSlot, Of: words, At: t.Now}
	times := []time.Time{t.Now.Add(time.Hour).Truncate(time.Minute)}
	if tonight := onDay(t.Now, evening); tonight.After(times[0]) {
		times = append(times, tonight)
	}
	times = append(times, onDay(t.Now.AddDate(0, 0, 1), minute))
	buttons := make([]bot.Button, len(times))
	for i, at := range times {
		buttons[i] = t.Button("remind.button.when", dialogue.View{"At": at, "Now": t.Now}, "note", int64(t.ID()), at.Format(pickup.HourLayout))
	}
	t.Show(bot.Card{
		Text: t.Text("remind.own.when", dialogue.View{"Text": words}), Key: ownKey, InPlace: t.InPlace(), Buttons: dialogue.Rows(buttons),
	})
}

// pressNote keeps the reminder that was asked about, at the time of the button.
func (sk *skill) pressNote(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	m := memory.Of(t)
	if !ok || len(args) < 2 || m.Turn != bot.TurnID(turn) {
		return t.Stale(ctx)
	}
	at, err := time.ParseInLocation(pickup.HourLayout, args[1], t.Now.Location())
	if err != nil || !at.After(t.Now) {
		return t.Stale(ctx)
	}
	sk.keep(t, reminders.Wish{Text: m.Text, At: at})
	return nil
}

// keep keeps a reminder and says so, with a button that ends it.
func (sk *skill) keep(t *dialogue.Turn, w reminders.Wish) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		r, err := sk.Reminders.Keep(ctx, tx, person(t), w, t.Now)
		if err != nil {
			return err
		}
		*memory.Of(t) = asked{}
		t.Show(bot.Card{
			Text: t.Text("remind.own.kept", ownView(r, t.Now)), Key: ownKey, InPlace: t.InPlace(),
			Buttons: [][]bot.Button{{t.Button("remind.button.end", nil, "note_end", int64(r.ID)), t.Button("remind.button.all", nil, "remind")}},
		})
		return nil
	})
}

// dropReminder shows the reminders that words name, each with a button that ends it.
func (sk *skill) dropReminder(ctx context.Context, t *dialogue.Turn, c meaning.DropReminder) error {
	own, err := sk.Reminders.Of(ctx, person(t))
	if err != nil {
		return err
	}
	words := strings.ToLower(c.Text.Value)
	named := slices.DeleteFunc(slices.Clone(own), func(r reminders.Reminder) bool { return !strings.Contains(strings.ToLower(r.Text), words) })
	if len(named) == 0 {
		named = own
	}
	t.Show(bot.Card{
		Text: t.Text("remind.own.list", dialogue.View{"Own": ownViews(named, t.Now)}), Key: settingKey, InPlace: t.InPlace(),
		Buttons: endButtons(t, named),
	})
	return nil
}

// pressEnd ends a reminder.
func (sk *skill) pressEnd(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		words, err := sk.Reminders.End(ctx, tx, person(t), reminders.ID(id))
		if err != nil {
			return err
		}
		t.Show(bot.Card{
			Text: t.Text("remind.own.ended", dialogue.View{"Text": words}), InPlace: t.InPlace(),
			Buttons: [][]bot.Button{{t.Button("remind.button.all", nil, "remind")}},
		})
		return nil
	})
	return nil
}

// pressAgain has a reminder come again in so many minutes.
func (sk *skill) pressAgain(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	minutes, ok2 := dialogue.Number(args, 1)
	if !ok || !ok2 || minutes < 1 || minutes > 24*60 {
		return t.Stale(ctx)
	}
	sk.again(t, reminders.ID(id), t.Now.Add(time.Duration(minutes)*time.Minute))
	return nil
}

func (sk *skill) again(t *dialogue.Turn, id reminders.ID, until time.Time) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		words, err := sk.Reminders.Again(ctx, tx, person(t), id, until)
		if err != nil {
			return err
		}
		t.Toast("remind.snoozed", dialogue.View{"Until": until, "Now": t.Now})
		t.Say("remind.own.again", dialogue.View{"Text": words, "Until": until, "Now": t.Now})
		return nil
	})
}

// ownCard is a reminder of somebody's own words when it comes; now is in the village's zone.
func ownCard(lang phrases.Lang, r reminders.Reminder, now time.Time) bot.Card {
	button := func(key, verb string, args ...any) bot.Button {
		return dialogue.Tap(phrases.Label(lang, key, nil), verb, append([]any{int64(r.ID)}, args...)...)
	}
	row := dialogue.Row(button("remind.button.ten", "note_again", 10), button("remind.button.hour", "note_again", 60))
	if r.Days != 0 {
		row = append(row, button("remind.button.end", "note_end"))
	}
	return bot.Card{
		Text:    phrases.Say(lang, "remind.own.card", dialogue.View{"Text": r.Text, "Late": now.Sub(r.Next) >= late, "At": r.Next, "Now": now}),
		Buttons: [][]bot.Button{row},
	}
}

// ownViews are reminders as the sentences want them.
func ownViews(own []reminders.Reminder, now time.Time) []dialogue.View {
	out := make([]dialogue.View, len(own))
	for i, r := range own {
		out[i] = ownView(r, now)
	}
	return out
}

func ownView(r reminders.Reminder, now time.Time) dialogue.View {
	return dialogue.View{"Text": r.Text, "At": r.Next, "Now": now, "Days": r.Days.String(), "Time": views.Clock(r.Minute)}
}

// endButtons end reminders, one each.
func endButtons(t *dialogue.Turn, own []reminders.Reminder) [][]bot.Button {
	var buttons []bot.Button
	for _, r := range own[:min(len(own), mostEnds)] {
		buttons = append(buttons, t.Button("remind.button.drop", dialogue.View{"Text": dialogue.Short(r.Text, endLabel)}, "note_end", int64(r.ID)))
	}
	return slices.Collect(slices.Chunk(buttons, 2))
}

// everyDayBut are the days of a reminder, empty where it comes on all of them.
func everyDayBut(days reminders.Days) string {
	if days == reminders.EveryDay {
		return ""
	}
	return days.String()
}
