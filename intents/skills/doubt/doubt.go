// Package doubt is the skill that asks before it does what words may not have meant, and does it at the tap.
package doubt

import (
	"context"

	"oldhand/bot"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// memory holds what was asked about last.
var memory = dialogue.Memory[asked]("doubt")

// asked is what one turn asked about.
type asked struct {
	Turn     bot.TurnID     `json:"turn,omitempty"`
	Commands []meaning.Kept `json:"commands,omitempty"`
}

// New gives the skill.
func New() dialogue.Skill {
	return dialogue.Skill{
		Name:    "doubt",
		Serves:  []dialogue.Served{dialogue.Serve(ask)},
		Presses: map[string]dialogue.Press{"meant": pressMeant},
		Forget:  func(t *dialogue.Turn) { *memory.Of(t) = asked{} },
	}
}

// ask says what was understood, with a button that does it.
func ask(_ context.Context, t *dialogue.Turn, d meaning.Doubt) error {
	kept, err := meaning.KeepCommand(d.Command)
	if err != nil {
		return err
	}
	m := memory.Of(t)
	if m.Turn != t.ID() {
		*m = asked{Turn: t.ID()}
	}
	m.Commands = append(m.Commands, kept)
	view := dialogue.View{"Name": d.Name(), "Slots": meaning.Slots(d.Command)}
	yes := dialogue.Once(t.Button("doubt.button.yes", view, "meant", int64(t.ID()), len(m.Commands)-1))
	t.Say("doubt.ask", view, append([][]bot.Button{dialogue.Row(yes)}, t.Ways()...)...)
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
	*m = asked{}
	return t.Do(ctx, command)
}
