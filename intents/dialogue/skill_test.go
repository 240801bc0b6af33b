package dialogue_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
	"oldhand/intents/skills/help"
)

// The tally is a skill as small as one can be that has everything: it counts, in words or by taps, up to three. Its
// package would be this much, with phrases instead of the sentences that stand here.

// count is its command.
type count struct{ By int }

func (count) Name() string { return "tally" }

// tally is what it remembers.
type tally struct {
	N int `json:"n,omitempty"`
}

var (
	tallyMemory = dialogue.Memory[tally]("tally")
	shown       = dialogue.Scratch[bool]("tally")
	errFull     = errors.New("the tally is full")
)

const mostCounted = 3

// newTally registers it.
func newTally() dialogue.Skill {
	return dialogue.Skill{
		Name:    "tally",
		Serves:  []dialogue.Served{dialogue.Serve(serveCount)},
		Presses: map[string]dialogue.Press{"tally": pressTally},
		Slashes: []dialogue.Slash{{Word: "tally", Menu: true, Bare: showTally, Means: func(words string) meaning.Command {
			return count{By: strings.Count(words, "|")}
		}}},
		Help:     []dialogue.HelpButton{{Rank: 10, Key: "help.button.lang", Verb: "tally", Roles: []bot.Role{bot.Seller}}},
		Teach:    func(_ context.Context, t *dialogue.Turn) error { return says(t, "Write /tally and a stroke for each.") },
		Explains: []dialogue.Explained{{Err: errFull, Key: "errors.closed"}},
		Finish: func(t *dialogue.Turn) {
			if n := tallyMemory.Of(t).N; n > 0 && !*shown.Of(t) && len(t.Cards()) > 0 {
				t.Show(bot.Card{Text: phrases.Text(fmt.Sprintf("(%d counted)", n))})
			}
		},
		Stale: func(ctx context.Context, t *dialogue.Turn) (bool, error) {
			if tallyMemory.Of(t).N == 0 {
				return false, nil
			}
			return true, showTally(ctx, t)
		},
	}
}

func says(t *dialogue.Turn, text string, buttons ...[]bot.Button) error {
	t.Show(bot.Card{Text: phrases.Text(text), Key: "tally", Buttons: buttons})
	return nil
}

func showTally(_ context.Context, t *dialogue.Turn) error {
	*shown.Of(t) = true
	more := dialogue.Tap("+1", "tally", 1)
	return says(t, strings.Repeat("|", tallyMemory.Of(t).N)+".", dialogue.Row(more))
}

// serveCount counts in the settling transaction, as a skill does that writes something down.
func serveCount(_ context.Context, t *dialogue.Turn, c count) error {
	t.AddAtomicEffect(func(ctx context.Context, _ pgx.Tx, t *dialogue.Turn) error {
		m := tallyMemory.Of(t)
		if m.N+c.By > mostCounted {
			return errFull
		}
		m.N += c.By
		return showTally(ctx, t)
	})
	return nil
}

func pressTally(ctx context.Context, t *dialogue.Turn, args []string) error {
	by, ok := dialogue.Number(args, 0)
	if !ok {
		return showTally(ctx, t)
	}
	return serveCount(ctx, t, count{By: by})
}

// nameless is a village without goods, couriers or places.
type nameless struct{}

func (nameless) SKU(string) (meaning.Named, bool)  { return meaning.Named{}, false }
func (nameless) Item(string) (meaning.Named, bool) { return meaning.Named{}, false }
func (nameless) Goods(string) bool                 { return false }
func (nameless) Described(string, []string, []string) (meaning.Named, bool) {
	return meaning.Named{}, false
}
func (nameless) Category(string) (string, bool)           { return "", false }
func (nameless) Distributor(string) (string, bool)        { return "", false }
func (nameless) Courier(string) (string, bool)            { return "", false }
func (nameless) Couriers() *meaning.Couriers              { return meaning.NewCouriers(nil) }
func (nameless) FindPlace(string) (string, bool)          { return "", false }
func (nameless) PlaceCode(string) (string, bool)          { return "", false }
func (nameless) Paste(string) (_, _ string, _ bool)       { return "", "", false }
func (nameless) Receiver(string) (meaning.Receiver, bool) { return meaning.Receiver{}, false }
func (nameless) ParcelList(string) bool                   { return false }

// chat is a conversation of one person with some skills.
type chat struct {
	t *testing.T
	*dialogue.Assistant
	role     bot.Role
	dialogue json.RawMessage
	cards    []bot.Card
}

func chatWith(t *testing.T, role bot.Role, skills ...dialogue.Skill) *chat {
	config := dialogue.Config{
		Zone: dialoguetest.Shanghai, Names: func(context.Context) (meaning.Names, error) { return nameless{}, nil },
	}
	return &chat{t: t, Assistant: dialogue.New(config, skills...), role: role}
}

// turn takes a turn and gives its answer.
func (c *chat) turn(m bot.Message, choice *bot.Choice) string {
	c.t.Helper()
	settle, err := c.Handle(c.t.Context(), bot.Turn{
		ID: 7, Person: bot.Person{ID: 5, Name: "Li", Role: c.role, Lang: phrases.English}, Message: m, Choice: choice, Dialogue: c.dialogue,
		Limits: dialoguetest.Limits, Now: dialoguetest.Monday,
	})
	if err != nil {
		c.t.Fatal(err)
	}
	reply, err := settle(c.t.Context(), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	c.dialogue, c.cards = reply.Dialogue, reply.Cards
	var said []string
	for _, card := range reply.Cards {
		dialoguetest.CheckButtons(c.t, card)
		said = append(said, phrases.Strip(card.Text))
	}
	return strings.Join(said, "\n")
}

func (c *chat) says(words string) string {
	c.t.Helper()
	return c.turn(bot.Message{Kind: bot.Words, Text: words}, nil)
}

func (c *chat) taps(verb string, args ...string) string {
	c.t.Helper()
	return c.turn(bot.Message{Kind: bot.Pressed}, &bot.Choice{Verb: verb, Args: args})
}

// verbs are those of the buttons shown last.
func (c *chat) verbs() (all []string) {
	for _, card := range c.cards {
		for _, b := range slices.Concat(card.Buttons...) {
			all = append(all, b.Choice.Verb)
		}
	}
	return all
}

// A new skill is one package: what it registers is all that joins it to the conversation.
func TestANewSkillIsOnePackage(t *testing.T) {
	t.Parallel()
	c := chatWith(t, bot.Seller, newTally(), help.New())
	if !c.Serves(count{}) || c.Serves(meaning.Find{}) || !slices.Contains(c.Menu(), "tally") {
		t.Errorf("serves %v, menu %v", c.Serves(count{}), c.Menu())
	}
	for _, step := range []struct {
		do   func() string
		want string
	}{
		{func() string { return c.says("/tally") }, "."},
		{func() string { return c.taps("tally", "1") }, "|."},                   // by a tap
		{func() string { return c.says("+1") }, "||."},                          // by its label, written
		{func() string { return c.says("/tally |||") }, "closed already"},       // one too many: explained, and not counted
		{func() string { return c.says("/tally@oldhand_bot nothing") }, "||."},  // words that mean nothing else are its own
		{func() string { return c.says("thanks") }, "(2 counted)"},              // what another skill answers it finishes
		{func() string { return c.taps("help", "tally") }, "Write /tally"},      // it teaches
		{func() string { return c.taps("no such verb") }, "||."},                // what counts now
		{func() string { return c.taps("tally", "not a number") }, "||."},       // any arguments
		{func() string { return c.says("/tally |") }, "|||."},                   // by words
		{func() string { return c.says("/nothing") }, "/nothing"},               // no word of anybody's
		{func() string { return c.says("help") }, "Write as you talk, or tap:"}, // with its button
	} {
		if got := step.do(); !strings.Contains(got, step.want) {
			t.Errorf("no %q in:\n%s", step.want, got)
		}
	}
	if !slices.Contains(c.verbs(), "tally") {
		t.Errorf("help has no button of it: %v", c.verbs())
	}
}

// A button of help is shown to those whose role it has.
func TestHelpShowsWhatARoleCanDo(t *testing.T) {
	t.Parallel()
	c := chatWith(t, bot.OldHand, newTally(), help.New())
	if c.says("help"); slices.Contains(c.verbs(), "tally") {
		t.Errorf("an old hand has the button: %v", c.verbs())
	}
}

// Two skills that serve one command, verb or word are a mistake in the program, found when it starts.
func TestWhatTwoSkillsServe(t *testing.T) {
	t.Parallel()
	full := newTally()
	for _, twice := range []dialogue.Skill{{Serves: full.Serves}, {Presses: full.Presses}, {Slashes: full.Slashes}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("joined with %+v", twice)
				}
			}()
			dialogue.New(dialogue.Config{}, full, twice)
		}()
	}
}

// An error that no sentence fits comes back.
func TestAnErrorThatNobodyExplains(t *testing.T) {
	t.Parallel()
	odd := errors.New("odd")
	skill := dialogue.Skill{Name: "odd", Presses: map[string]dialogue.Press{"odd": func(context.Context, *dialogue.Turn, []string) error { return odd }}}
	_, err := dialogue.New(dialogue.Config{Zone: dialoguetest.Shanghai}, skill).Handle(t.Context(), bot.Turn{
		Person: bot.Person{ID: 5}, Message: bot.Message{Kind: bot.Pressed}, Choice: &bot.Choice{Verb: "odd"}, Now: dialoguetest.Monday,
	})
	if !errors.Is(err, odd) {
		t.Errorf("%v", err)
	}
}

func (nameless) Acts(string, string) []meaning.Act { return nil }

// One turn does so much and says so much; what is over is said.
func TestOneTurnIsBounded(t *testing.T) {
	t.Parallel()
	many := dialogue.Skill{Name: "many", Serves: []dialogue.Served{dialogue.Serve(func(_ context.Context, t *dialogue.Turn, c count) error {
		t.Show(bot.Card{Text: phrases.Text(fmt.Sprintf("did %d", c.By)), Key: map[bool]string{true: "tally"}[c.By == 9]})
		return nil
	})}, Slashes: []dialogue.Slash{{Word: "many", Bare: func(ctx context.Context, t *dialogue.Turn) error {
		var all []meaning.Command
		for n := range 13 {
			all = append(all, count{By: n})
		}
		return t.Do(ctx, all...)
	}}}}
	c := chatWith(t, bot.Seller, many)
	said := c.says("/many")
	if !strings.HasPrefix(said, "did 0\ndid 1\ndid 2\ndid 9\nI do 10 things at a time. The last 3") {
		t.Errorf("said:\n%s", said)
	}
	if !strings.Contains(said, "6 more answers") {
		t.Errorf("what was left out is not said:\n%s", said)
	}
}
