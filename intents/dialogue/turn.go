package dialogue

import (
	"context"
	"fmt"
	"slices"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/meaning"
)

// Turn is one turn at work: who wrote, what is remembered, and the reply so far.
type Turn struct {
	Person bot.Person
	Lang   phrases.Lang
	Now    time.Time // in the village's zone
	// Focus is what the person was last shown and asked; it is kept with the reply.
	Focus *meaning.Focus
	// Before is the focus when the turn began.
	Before meaning.Focus

	assistant *Assistant

	in      bot.Turn
	kept    kept
	memory  map[string]any // what skills remember, as far as they looked
	scratch map[string]any // what skills note for the rest of the turn
	below   bool           // cards are sent as new messages, also in answer to a tap
	cards   []bot.Card
	notice  string
	pushes  []bot.Push
	effects []effect
	done    int             // commands that words gave and that were done
	told    []meaning.Focus // what the cards are about besides what is put into the focus
}

// open begins a turn.
func (a *Assistant) open(in bot.Turn) *Turn {
	t := &Turn{assistant: a, in: in, Person: in.Person, Now: in.Now.In(a.Zone), memory: map[string]any{}, scratch: map[string]any{}}
	var forgot bool
	t.kept, forgot = recall(in.Dialogue)
	t.Focus, t.Before = &t.kept.Focus, t.kept.Focus
	t.Lang = t.usualLanguage()
	if forgot {
		t.Say("help.forgot", nil)
	}
	return t
}

// To begins a turn to a person who did not write, to make cards for them.
func (a *Assistant) To(p bot.Person, now time.Time) *Turn {
	t := a.open(bot.Turn{Person: p, Now: now})
	t.Lang = Spoken(p)
	return t
}

// Spoken is the language to speak with a person who is not writing just now.
func Spoken(p bot.Person) phrases.Lang {
	if p.Lang == "" {
		return phrases.Chinese
	}
	return p.Lang
}

// ID numbers the turn: the idempotency key of all that it makes.
func (t *Turn) ID() bot.TurnID { return t.in.ID }

// MessageID numbers the message within its chat.
func (t *Turn) MessageID() int64 { return t.in.Message.ID }

// Message is what came in, to be handed on as it is; what its words mean is told by commands.
func (t *Turn) Message() bot.Message { return t.in.Message }

// Limits is what the person's channel can carry.
func (t *Turn) Limits() bot.Limits { return t.in.Limits }

// Tapped says that the turn is a tap on a button.
func (t *Turn) Tapped() bool { return t.in.Message.Kind == bot.Pressed }

// InPlace says that a card can change in place: a button of it was tapped, and nothing asks for a new message.
func (t *Turn) InPlace() bool { return t.Tapped() && !t.below }

// Below has the turn's cards sent as new messages although a button was tapped: it stands on another card, or on one far
// up.
func (t *Turn) Below() { t.below = true }

// Show adds a card. Of several cards with one key only the last counts, also within a reply.
func (t *Turn) Show(c bot.Card) {
	if c.Photo != nil && !t.in.Limits.FitsCaption(c.Text) {
		c.Photo = nil // the words matter more than the picture
	}
	if c.Key != "" {
		t.cards = slices.DeleteFunc(t.cards, func(old bot.Card) bool { return old.Key == c.Key })
	}
	t.cards = append(t.cards, c)
}

// Cards are those shown so far.
func (t *Turn) Cards() []bot.Card { return t.cards }

// Rework replaces the cards shown so far by what a skill's Finish makes of them.
func (t *Turn) Rework(cards []bot.Card) { t.cards = cards }

// Say adds a card of one sentence with buttons.
func (t *Turn) Say(key string, data any, rows ...[]bot.Button) {
	t.Show(bot.Card{Text: t.Text(key, data), Buttons: rows})
}

// Text is a sentence in the person's language.
func (t *Turn) Text(key string, data any) phrases.Text { return phrases.Say(t.Lang, key, data) }

// Toast is what shows for a moment on the pressed button.
func (t *Turn) Toast(key string, data any) {
	t.notice = phrases.Label(t.Lang, key, data)
}

// Button makes a button whose label is a sentence.
func (t *Turn) Button(key string, data any, verb string, args ...any) bot.Button {
	return Tap(phrases.Label(t.Lang, key, data), verb, args...)
}

// Push has cards sent to others, in the settling transaction.
func (t *Turn) Push(pushes ...bot.Push) { t.pushes = append(t.pushes, pushes...) }

// mostCommands and mostCards bound what one turn does and says; what is beyond is told.
const (
	mostCommands = 10
	mostCards    = 5
)

// Do does commands in the order they were said. What a sentence can explain stops only its own command.
func (t *Turn) Do(ctx context.Context, commands ...meaning.Command) error {
	if len(commands) == 0 {
		commands = []meaning.Command{meaning.Unknown{}}
	}
	all := meaning.Joined(commands)
	for i, c := range all {
		if t.done == mostCommands {
			t.Show(bot.Card{Text: t.Text("help.toomany", View{"Most": mostCommands, "Left": len(all) - i}), Key: "toomany"}) // kept, whatever else is said
			return nil
		}
		t.done++
		t.Focus.Moved()
		if err := t.assistant.serve(ctx, t, c); err != nil {
			if err := t.assistant.explain(t, err); err != nil {
				return fmt.Errorf("%s: %w", c.Name(), err)
			}
		}
	}
	return nil
}

// Stale answers a button that no longer counts with what counts now.
func (t *Turn) Stale(ctx context.Context) error {
	for _, s := range t.assistant.skills {
		if s.Stale == nil {
			continue
		}
		if done, err := s.Stale(ctx, t); done || err != nil {
			return err
		}
	}
	t.Toast("help.stale.notice", nil)
	t.Say("help.stale", nil, t.Ways()...)
	return nil
}

// Teach explains a skill by examples, and says whether there is such a skill.
func (t *Turn) Teach(ctx context.Context, skill string) (bool, error) {
	for _, s := range t.assistant.skills {
		if s.Name == skill && s.Teach != nil {
			return true, s.Teach(ctx, t)
		}
	}
	return false, nil
}

// Ways are the buttons under a sentence that leads nowhere by itself.
func (t *Turn) Ways() [][]bot.Button {
	return [][]bot.Button{Row(
		t.Button("help.button.find", nil, "help", "find"), t.Button("help.button.orders", nil, "orders"),
		t.Button("help.button.help", nil, "help"),
	)}
}

// HelpButtons are those of all skills for the person's role.
func (t *Turn) HelpButtons() [][]bot.Button {
	var all []HelpButton
	for _, s := range t.assistant.skills {
		for _, b := range s.Help {
			if len(b.Roles) == 0 || slices.Contains(b.Roles, t.Person.Role) {
				all = append(all, b)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b HelpButton) int { return a.Rank - b.Rank })
	buttons := make([]bot.Button, len(all))
	for i, b := range all {
		buttons[i] = t.Button(b.Key, nil, b.Verb, b.Args...)
	}
	return Rows(buttons)
}

// usualLanguage is the language before anything was read: what the person chose or last wrote in, else their app's.
func (t *Turn) usualLanguage() phrases.Lang {
	if t.kept.Lang != "" {
		return t.kept.Lang
	}
	return t.appLanguage()
}

// appLanguage is what the person chose to use, or was let in with.
func (t *Turn) appLanguage() phrases.Lang {
	if t.Person.Lang != "" {
		return t.Person.Lang
	}
	return phrases.ForTag(t.in.Message.Sender.Language)
}

// Hear takes note of the language of words, unless the person has chosen one.
func (t *Turn) Hear(lang string) {
	if l := phrases.Lang(lang); !t.kept.LangFixed && (l == phrases.English || l == phrases.Chinese) {
		t.Lang, t.kept.Lang = l, l
	}
}

// Speak sets the language for good.
func (t *Turn) Speak(lang phrases.Lang) { t.Lang, t.kept.Lang, t.kept.LangFixed = lang, lang, true }

// Leave ends the person's place in the village: nothing of the dialogue is remembered.
func (t *Turn) Leave() {
	t.kept = kept{Version: version}
	t.Focus, t.memory = &t.kept.Focus, map[string]any{}
	t.Person = bot.Person{Chat: t.Person.Chat, Lang: t.Person.Lang}
}

// Join gives the turn to whom the person has become in the village; what skills remember of the former is forgotten.
func (t *Turn) Join(p bot.Person) {
	t.Person = p
	for _, s := range t.assistant.skills {
		if s.Forget != nil {
			s.Forget(t)
		}
	}
}
