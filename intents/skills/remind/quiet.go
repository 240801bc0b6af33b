package remind

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// quietHours shows the hours in which nothing comes to the person by itself, or sets or ends them.
func (sk *skill) quietHours(_ context.Context, t *dialogue.Turn, c meaning.Quiet) error {
	from, err := time.Parse("15:04", c.From.Value)
	until, err2 := time.Parse("15:04", c.Until.Value)
	switch {
	case c.Off:
		sk.setQuiet(t, nil)
	case err == nil && err2 == nil && !from.Equal(until):
		sk.setQuiet(t, &bot.Quiet{From: from.Hour()*60 + from.Minute(), Until: until.Hour()*60 + until.Minute()})
	default:
		sk.showQuiet(t)
	}
	return nil
}

func (sk *skill) showQuiet(t *dialogue.Turn) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		q, err := sk.People.Quiet(ctx, tx, t.Person.ID)
		if err == nil {
			t.Show(quietCard(t, q, false))
		}
		return err
	})
}

func (sk *skill) setQuiet(t *dialogue.Turn, q *bot.Quiet) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := sk.People.SetQuiet(ctx, tx, t.Person.ID, q); err != nil {
			return err
		}
		t.Show(quietCard(t, q, true))
		return nil
	})
}

// nights are the quiet hours that have a button.
var nights = []bot.Quiet{{From: 22 * 60, Until: 7 * 60}, {From: 23 * 60, Until: 8 * 60}}

// quietCard is somebody's quiet hours, with buttons of others.
func quietCard(t *dialogue.Turn, q *bot.Quiet, changed bool) bot.Card {
	said := dialogue.View{"On": q != nil, "Changed": changed, "From": "", "Until": ""}
	var buttons []bot.Button
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
		sk.showQuiet(t)
	case args[0] == "off":
		sk.setQuiet(t, nil)
	case ok && ok2 && from != until && min(from, until) >= 0 && max(from, until) < day:
		sk.setQuiet(t, &bot.Quiet{From: from, Until: until})
	default:
		return t.Stale(ctx)
	}
	return nil
}
