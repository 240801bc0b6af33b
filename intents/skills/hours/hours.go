// Package hours is the skill of a distributor's opening hours: its people say them in words, and a tap on what they would be sets them.
package hours

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct{ Openings *pickup.Openings }

type skill struct{ Services }

// name is the skill's, and the key of its card.
const name = "hours"

// memory holds the change that waits for its tap.
var memory = dialogue.Memory[remembered](name)

type remembered struct {
	Turn   bot.TurnID         `json:"turn,omitempty"` // that drew the card
	Change pickup.HoursChange `json:"change,omitzero"`
}

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:    name,
		Serves:  []dialogue.Served{dialogue.Serve(sk.hours)},
		Presses: map[string]dialogue.Press{"hours_set": sk.pressSet, "hours_keep": sk.pressKeep},
		Explain: explain,
		Forget:  func(t *dialogue.Turn) { *memory.Of(t) = remembered{} },
	}
}

// explain answers hours that are none.
func explain(t *dialogue.Turn, err error) bool {
	if errors.Is(err, pickup.ErrHours) {
		t.Say("hours.none", nil)
		return true
	}
	return false
}

// hours shows the opening hours as they would be, with a button that sets them; as they are, where nothing was said of them.
func (sk *skill) hours(ctx context.Context, t *dialogue.Turn, c meaning.Hours) error {
	if t.Person.Role != bot.Distributor || t.Person.Distributor == "" {
		return t.Stale(ctx)
	}
	now, err := sk.now(ctx, t)
	if err != nil {
		return err
	}
	change := changeOf(c, t.Now.Location())
	later := now.With(change)
	if later.Opens >= later.Closes || later.Days == 0 || later.Cutoff > later.Closes {
		return pickup.ErrHours
	}
	view := viewOf(t, later)
	if c == (meaning.Hours{}) {
		t.Show(bot.Card{Text: t.Text("hours.are", view), Key: name})
		return nil
	}
	*memory.Of(t) = remembered{t.ID(), change}
	t.Show(bot.Card{
		Text: t.Text("hours.propose", view), Key: name,
		Buttons: [][]bot.Button{{dialogue.Once(t.Button("hours.button.set", nil, "hours_set", int64(t.ID()))), t.Button("hours.button.keep", nil, "hours_keep")}},
	})
	return nil
}

// now are the hours of the person's distributor as they are.
func (sk *skill) now(ctx context.Context, t *dialogue.Turn) (pickup.Hours, error) {
	all, err := sk.Openings.Of(ctx, nil, []string{t.Person.Distributor}, t.Now)
	if err != nil {
		return pickup.Hours{}, err
	}
	if hours, ok := all[t.Person.Distributor]; ok {
		return hours, nil
	}
	return pickup.AlwaysOpen, nil
}

// changeOf is what a command changes.
func changeOf(c meaning.Hours, zone *time.Location) (change pickup.HoursChange) {
	for _, part := range []struct {
		said meaning.Slot[string]
		to   **int
	}{{c.Opens, &change.Opens}, {c.Closes, &change.Closes}, {c.Cutoff, &change.Cutoff}} {
		if at, err := time.Parse("15:04", part.said.Value); err == nil {
			*part.to = new(at.Hour()*60 + at.Minute())
		}
	}
	if c.Days.Given() {
		change.Days = new(reminders.ReadDays(c.Days.Value))
	}
	if day, ok := pickup.ReadWhen(c.Closed.Value, zone); ok {
		change.Closed = []time.Time{day.Day}
	}
	if day, ok := pickup.ReadWhen(c.Open.Value, zone); ok {
		change.Open = []time.Time{day.Day}
	}
	return change
}

func viewOf(t *dialogue.Turn, h pickup.Hours) dialogue.View {
	return dialogue.View{
		"Distributor": t.Person.Distributor, "Opens": views.Clock(h.Opens), "Closes": views.Clock(h.Closes), "Always": h.Opens == 0 && h.Closes == 24*60,
		"Cutoff": h.Cutoff > 0, "CutoffAt": views.Clock(h.Cutoff), "Days": h.Days.String(), "Closed": h.Closed, "Now": t.Now,
	}
}

// pressSet sets what the card showed.
func (sk *skill) pressSet(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	m := memory.Of(t)
	if !ok || m.Turn != bot.TurnID(turn) || t.Person.Role != bot.Distributor || t.Person.Distributor == "" {
		return t.Stale(ctx)
	}
	now, err := sk.now(ctx, t)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		m := memory.Of(t)
		if err := sk.Openings.Set(ctx, tx, t.Person.Distributor, m.Change); err != nil {
			return err
		}
		view := viewOf(t, now.With(m.Change))
		*m = remembered{}
		t.Show(bot.Card{Text: t.Text("hours.set", view), Key: name, InPlace: true})
		return nil
	})
	return nil
}

// pressKeep leaves the hours as they are.
func (sk *skill) pressKeep(_ context.Context, t *dialogue.Turn, _ []string) error {
	*memory.Of(t) = remembered{}
	t.Show(bot.Card{Text: t.Text("hours.kept", nil), Key: name, InPlace: true})
	return nil
}
