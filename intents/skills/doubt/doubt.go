// Package doubt is the skill that asks before it does what words may not have meant, does it at the tap, and has kept what
// was misread.
package doubt

import (
	"context"

	"oldhand/bot"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/misread"
)

// Services is what the skill needs.
type Services struct {
	Misread *misread.Log
	// Count is told of every message what became of it, by one of Outcomes; may be nil.
	Count func(outcome string)
}

// Outcomes are what can become of a message: it was understood, it was asked about, what was asked about was not meant, nothing was
// made of it.
var Outcomes = []string{understood, asked, refused, unknownWords}

const (
	understood   = "understood"
	asked        = "asked"
	refused      = "refused"
	unknownWords = "unknown"
)

func (s Services) count(outcome string) {
	if s.Count != nil {
		s.Count(outcome)
	}
}

type skill struct{ Services }

// memory holds what was asked about last, and the message before.
var memory = dialogue.Memory[remembered]("doubt")

type remembered struct {
	// Turn is the one that asked about the commands.
	Turn     bot.TurnID     `json:"turn,omitempty"`
	Commands []meaning.Kept `json:"commands,omitempty"`
	Last     *last          `json:"last,omitempty"`
}

// New gives the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:    "doubt",
		Serves:  []dialogue.Served{dialogue.Serve(ask)},
		Presses: map[string]dialogue.Press{"meant": pressMeant, "unmeant": sk.pressUnmeant},
		Heard:   sk.heard,
		Forget:  func(t *dialogue.Turn) { *memory.Of(t) = remembered{} },
	}
}

// ask says what was understood, with a button that does it and one that does not.
func ask(_ context.Context, t *dialogue.Turn, d meaning.Doubt) error {
	kept, err := meaning.KeepCommand(d.Command)
	if err != nil {
		return err
	}
	m := memory.Of(t)
	if m.Turn != t.ID() {
		m.Turn, m.Commands = t.ID(), nil
	}
	m.Commands = append(m.Commands, kept)
	remind, _ := d.Command.(meaning.Remind)
	view := dialogue.View{"Name": d.Name(), "Slots": meaning.Slots(d.Command), "Off": remind.On.Given() && !remind.On.Value}
	yes := dialogue.Once(t.Button("doubt.button.yes", nil, "meant", int64(t.ID()), len(m.Commands)-1))
	no := dialogue.Once(t.Button("doubt.button.no", nil, "unmeant", int64(t.ID())))
	t.Say("doubt.ask", view, append([][]bot.Button{dialogue.Row(yes, no)}, t.Ways()...)...)
	return nil
}

// pressMeant does what was asked about.
func pressMeant(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	n, ok2 := dialogue.Number(args, 1)
	m := memory.Of(t)
	if !ok || !ok2 || m.Turn != bot.TurnID(turn) || n < 0 || n >= len(m.Commands) {
		return t.Stale(ctx)
	}
	command, err := m.Commands[n].Again()
	if err != nil {
		return t.Stale(ctx)
	}
	*m = remembered{}
	return t.Do(ctx, command)
}

// pressUnmeant leaves what was asked about.
func (sk *skill) pressUnmeant(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	m := memory.Of(t)
	if !ok || m.Turn != bot.TurnID(turn) || len(m.Commands) == 0 {
		return t.Stale(ctx)
	}
	sk.count(refused)
	if m.Last != nil && m.Last.Doubted {
		sk.keep(t, m.Last.Message, misread.Declined)
	}
	*m = remembered{}
	t.Say("doubt.declined", nil, t.Ways()...)
	return nil
}
