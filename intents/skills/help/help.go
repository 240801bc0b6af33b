// Package help is the skill that says what oldhand can do, and the small talk around it.
package help

import (
	"context"

	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// New registers the skill.
func New() dialogue.Skill {
	return dialogue.Skill{
		Name:    "help",
		Serves:  []dialogue.Served{dialogue.Serve(help), dialogue.Serve(greet), dialogue.Serve(thanks), dialogue.Serve(chat), dialogue.Serve(unknown), dialogue.Serve(later)},
		Presses: map[string]dialogue.Press{"help": pressHelp},
		Slashes: []dialogue.Slash{{Word: "help", Menu: true, Bare: func(_ context.Context, t *dialogue.Turn) error {
			showHelp(t)
			return nil
		}}},
	}
}

// showHelp shows what this person can do, with a button for each skill.
func showHelp(t *dialogue.Turn) {
	t.Say("help.card", dialogue.View{"Role": string(t.Person.Role), "Distributor": t.Person.Distributor}, t.HelpButtons()...)
}

func help(_ context.Context, t *dialogue.Turn, _ meaning.Help) error {
	showHelp(t)
	return nil
}

// pressHelp explains one skill by examples.
func pressHelp(ctx context.Context, t *dialogue.Turn, args []string) error {
	if len(args) == 1 {
		if taught, err := t.Teach(ctx, args[0]); taught || err != nil {
			return err
		}
	}
	showHelp(t)
	return nil
}

func greet(_ context.Context, t *dialogue.Turn, _ meaning.Greet) error {
	t.Say("help.greet", dialogue.View{"Name": t.Person.Name}, t.Ways()...)
	return nil
}

func thanks(_ context.Context, t *dialogue.Turn, _ meaning.Thanks) error {
	t.Say("help.thanks", nil)
	return nil
}

func chat(_ context.Context, t *dialogue.Turn, _ meaning.Chat) error {
	t.Say("help.chat", nil, t.Ways()...)
	return nil
}

// unknown answers what nothing was made of.
func unknown(_ context.Context, t *dialogue.Turn, _ meaning.Unknown) error {
	t.Say("help.unknown", nil, t.Ways()...)
	return nil
}

// later answers a wish that is understood and that nothing serves yet. What the notes may tell is asked of them.
func later(ctx context.Context, t *dialogue.Turn, f meaning.Foreseen) error {
	switch f.Do {
	case "meeting", "newcomer":
		return t.Do(ctx, meaning.Ask{Question: f.Text})
	case "kit": // an item's card has its pictures
		if f.SKU.Given() {
			return t.Do(ctx, meaning.Show{Items: []meaning.Line{f.Line}})
		}
		if f.Item.Given() {
			return t.Do(ctx, meaning.Find{Text: f.Item})
		}
		return t.Do(ctx, meaning.Ask{Question: f.Text})
	}
	t.Say("help.later", dialogue.View{"Name": f.Do}, t.Ways()...)
	return nil
}
