package remind

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// quietHours shows the hours in which nothing comes to the person by itself, or sets or ends them.
func (sk *skill) quietHours(ctx context.Context, t *dialogue.Turn, c meaning.Quiet) error {
	from, err := time.Parse("15:04", c.From.Value)
	until, err2 := time.Parse("15:04", c.Until.Value)
	switch {
	case c.Off:
		return sk.setQuiet(ctx, t, nil)
	case err == nil && err2 == nil && !from.Equal(until):
		return sk.setQuiet(ctx, t, &bot.Quiet{From: from.Hour()*60 + from.Minute(), Until: until.Hour()*60 + until.Minute()})
	}
	return sk.showQuiet(ctx, t)
}

func (sk *skill) showQuiet(ctx context.Context, t *dialogue.Turn) error {
	r, err := pickup.DailyOf(sk.Orders).Reminder(ctx, seller(t))
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		q, err := sk.People.Quiet(ctx, tx, t.Person.ID)
		if err == nil {
			t.Show(quietCard(t, q, r, false))
		}
		return err
	})
	return nil
}

func (sk *skill) setQuiet(ctx context.Context, t *dialogue.Turn, q *bot.Quiet) error {
	r, err := pickup.DailyOf(sk.Orders).Reminder(ctx, seller(t))
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := sk.People.SetQuiet(ctx, tx, t.Person.ID, q); err != nil {
			return err
		}
		t.Show(quietCard(t, q, r, true))
		return nil
	})
	return nil
}

// nights are the quiet hours that have a button.
var nights = []bot.Quiet{{From: 22 * 60, Until: 7 * 60}, {From: 23 * 60, Until: 8 * 60}}

// sooner is how many minutes before quiet hours a daily reminder is offered that would come in them.
const sooner = 30

// quietCard is somebody's quiet hours, with buttons of others. Where they keep her daily reminder it says when that comes, or asks for a time, with a
// button of one before them.
func quietCard(t *dialogue.Turn, q *bot.Quiet, r pickup.Reminder, changed bool) bot.Card {
	said := dialogue.View{"On": q != nil, "Changed": changed, "From": "", "Until": "", "Daily": "", "Comes": ""}
	var buttons []bot.Button
	if q != nil && r.On && r.Minute == pickup.UsualMinute && q.Holds(r.Minute) {
		said["Daily"] = views.Clock(r.Minute)
		if q.Until > r.Minute {
			said["Comes"] = views.Clock(q.Until)
		} else {
			t.Focus.Reminder, t.Focus.Asked = true, &meaning.Asked{Slot: meaning.TimeSlot, At: t.Now}
		}
		if before := q.From - sooner; before >= 0 && q.From <= r.Minute {
			buttons = append(buttons, t.Button("remind.button.daily", dialogue.View{"Time": views.Clock(before)}, "remind", before))
		}
	}
	for _, night := range nights {
		if q == nil || *q != night {
			buttons = append(buttons, dialogue.Tap(views.Clock(night.From)+"–"+views.Clock(night.Until), "quiet", night.From, night.Until))
		}
	}
	if q != nil {
		said["From"], said["Until"] = views.Clock(q.From), views.Clock(q.Until)
		buttons = append(buttons, t.Button("remind.button.loud", nil, "quiet", "off"))
	}
	return bot.Card{Text: t.Text("remind.quiet", said), Buttons: dialogue.Rows(buttons), Key: quietKey, InPlace: t.InPlace()}
}

const quietKey = "quiet"

// pressQuiet sets the hours that a button has, or ends them; with nothing it shows them.
func (sk *skill) pressQuiet(ctx context.Context, t *dialogue.Turn, args []string) error {
	from, ok := dialogue.Number(args, 0)
	until, ok2 := dialogue.Number(args, 1)
	const day = 24 * 60
	switch {
	case len(args) == 0:
		t.Below()
		return sk.showQuiet(ctx, t)
	case args[0] == "off":
		return sk.setQuiet(ctx, t, nil)
	case ok && ok2 && from != until && min(from, until) >= 0 && max(from, until) < day:
		return sk.setQuiet(ctx, t, &bot.Quiet{From: from, Until: until})
	}
	return t.Stale(ctx)
}
