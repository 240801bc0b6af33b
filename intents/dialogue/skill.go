package dialogue

import (
	"context"
	"reflect"

	"oldhand/bot"
	"oldhand/intents/meaning"
)

// Skill is one thing that oldhand can do, as its package registers it. Everything but the name may be left out.
type Skill struct {
	Name string
	// Serves are the commands that it does.
	Serves []Served
	// Presses are the verbs of its buttons. A verb with its arguments holds at most 30 bytes.
	Presses map[string]Press
	// Slashes are its words behind a slash.
	Slashes []Slash
	// Explains are the errors that a plain sentence explains.
	Explains []Explained
	// Explain answers an error that carries data, and says whether it did.
	Explain func(*Turn, error) bool
	// Help are its buttons on the help card.
	Help []HelpButton
	// Teach explains the skill by examples, behind the button of that name.
	Teach func(context.Context, *Turn) error
	// Heard is told what was understood of words that somebody of the village wrote, before anything is done.
	Heard func(*Turn, Heard)
	// Finish runs before a reply is put together: it tells the focus what is open, and may add to the cards.
	Finish func(*Turn)
	// Stale answers a button that no longer counts with what counts now, and says whether anything of the skill's does.
	Stale func(context.Context, *Turn) (bool, error)
	// Edited serves the commands of a message that was sent before and is now corrected; done: nothing is left to do.
	Edited func(ctx context.Context, t *Turn, commands []meaning.Command) (done bool, err error)
	// File takes a file that somebody sent, with what the words beside it send it for, and says whether it is one for the skill.
	File func(context.Context, *Turn, bot.Attachment, meaning.Purpose) (bool, error)
	// Stranger serves somebody who is not of the village, whose words behind /start, if any, are token; admitted: they are
	// in now, and the turn goes on as a person's of the village.
	Stranger func(ctx context.Context, t *Turn, start bool, token string) (admitted bool, err error)
	// Forget drops what the skill remembers of a person whose place in the village has changed.
	Forget func(*Turn)
}

// Heard is a message as it was understood.
type Heard struct {
	Words   string
	Context meaning.Context
	meaning.Reading
}

// Press does what a button's verb means, with the button's arguments.
type Press func(context.Context, *Turn, []string) error

// Served is a type of command with what does it.
type Served struct {
	command reflect.Type
	do      func(context.Context, *Turn, meaning.Command) error
}

// Serve registers what does the commands of one type.
func Serve[C meaning.Command](do func(context.Context, *Turn, C) error) Served {
	return Served{reflect.TypeFor[C](), func(ctx context.Context, t *Turn, c meaning.Command) error { return do(ctx, t, c.(C)) }}
}

// Slash is a word behind a slash, "/find". What follows it is understood as usual; where that is none of the commands
// that the word stands for, the word takes it literally.
type Slash struct {
	Word string
	// Menu: the messenger's menu of commands offers it; "menu.WORD" is what it says of itself there.
	Menu bool
	// Bare serves the word alone.
	Bare func(context.Context, *Turn) error
	// Means is what the words behind it mean where nothing else fits; nil: the word serves alone, whatever follows.
	Means func(words string) meaning.Command
	// Takes, when set, takes what stands behind the word as it is, because it is no message: an invitation's token.
	Takes func(ctx context.Context, t *Turn, words string) error
}

// SlashFor is a word that alone means a command.
func SlashFor(word string, c meaning.Command) Slash {
	return Slash{Word: word, Bare: func(ctx context.Context, t *Turn) error { return t.Do(ctx, c) }}
}

// Explained is an error with the phrase that explains it.
type Explained struct {
	Err error
	Key string
}

// HelpButton is a button on the help card; the lower its rank, the earlier it stands.
type HelpButton struct {
	Rank  int
	Key   string // of its label
	Verb  string
	Args  []any
	Roles []bot.Role // who sees it; none: everybody
}

// Menu is what the messenger's menu of commands offers, in the order in which skills were registered.
func (a *Assistant) Menu() (words []string) {
	for _, s := range a.skills {
		for _, slash := range s.Slashes {
			if slash.Menu {
				words = append(words, slash.Word)
			}
		}
	}
	return words
}
