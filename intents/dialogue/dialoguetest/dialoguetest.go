// Package dialoguetest draws the cards of skills for their tests, without a database or a chat, and holds them against
// files that people can read.
package dialoguetest

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
)

var update = flag.Bool("update", false, "write the cards in testdata anew")

var (
	// Shanghai stands still, without the machine's time zone files.
	Shanghai = time.FixedZone("Asia/Shanghai", 8*3600)
	// Monday is when the tests take place.
	Monday = time.Date(2026, 11, 23, 9, 30, 0, 0, Shanghai)
	// Limits are those of the channel that the tests have: an ordinary messenger.
	Limits = bot.Limits{Message: 4096, Caption: 1024, Label: 20, ButtonsInRow: 5, ButtonData: bot.MaxButtonData, Download: 20 << 20}
	// Languages are those that oldhand speaks.
	Languages = []phrases.Lang{phrases.English, phrases.Chinese}
)

// TurnID numbers the turn in which cards are drawn.
const TurnID bot.TurnID = 77

// drawWord is the word behind a slash that draws.
const drawWord = "draw"

// Draw has skills show cards in a turn of a seller, Li, on Monday, and gives those that stand at the end of draw.
func Draw(t *testing.T, lang phrases.Lang, draw func(*dialogue.Turn), skills ...dialogue.Skill) (cards []bot.Card) {
	t.Helper()
	pencil := dialogue.Skill{Name: drawWord, Slashes: []dialogue.Slash{{Word: drawWord, Bare: func(_ context.Context, turn *dialogue.Turn) error {
		draw(turn)
		cards = slices.Clone(turn.Cards())
		return nil
	}}}}
	_, err := dialogue.New(dialogue.Config{Zone: Shanghai}, slices.Concat(skills, []dialogue.Skill{pencil})...).Handle(t.Context(), bot.Turn{
		ID: TurnID, Person: bot.Person{ID: 5, Name: "Li", Role: bot.Seller, Lang: lang},
		Message: bot.Message{Kind: bot.Words, Text: "/" + drawWord}, Limits: Limits, Now: Monday,
	})
	if err != nil {
		t.Fatal(err)
	}
	return cards
}

// Cards draws cards of skills in both languages and holds each drawing against testdata/cards/NAME.LANGUAGE.txt, which
// -update writes anew.
func Cards(t *testing.T, drawings map[string]func(*dialogue.Turn), skills ...dialogue.Skill) {
	t.Helper()
	for name, draw := range drawings {
		for _, lang := range Languages {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				t.Parallel()
				golden(t, name+"."+string(lang), Draw(t, lang, draw, skills...))
			})
		}
	}
}

// golden holds cards against testdata/cards/NAME.txt, and to what phones show.
func golden(t *testing.T, name string, cards []bot.Card) {
	t.Helper()
	var all []string
	for _, c := range cards {
		all = append(all, Text(Carried(c)))
		CheckButtons(t, c)
	}
	got := strings.Join(all, "\n=====\n\n")
	path := filepath.Join("testdata", "cards", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: want (-), got (+):\n%s", path, diff)
	}
}

// Text is a card as a person sees it, with what each button would do.
func Text(c bot.Card) string {
	var b strings.Builder
	if c.Photo != nil {
		b.WriteString("(picture " + c.Photo.Key + ")\n")
	}
	b.WriteString(string(c.Text) + "\n")
	for _, row := range c.Buttons {
		b.WriteString("\n")
		for _, button := range row {
			mark := ""
			if button.Once {
				mark = "!"
			}
			b.WriteString("[" + button.Label + "](" + mark + strings.Join(append([]string{button.Choice.Verb}, button.Choice.Args...), " ") + ") ")
		}
	}
	return b.String() + "\n"
}

// Carried is a card as the runtime hands it to the channel.
func Carried(c bot.Card) bot.Card {
	c.Buttons = slices.Clone(c.Buttons)
	for i, row := range c.Buttons {
		c.Buttons[i] = slices.Clone(row)
		for j := range row {
			c.Buttons[i][j].Label = Limits.FitLabel(row[j].Label)
		}
	}
	return c
}

// CheckButtons holds a card to what phones show and channels carry.
func CheckButtons(t *testing.T, c bot.Card) {
	t.Helper()
	for _, row := range c.Buttons {
		most := 3
		if !slices.ContainsFunc(row, func(b bot.Button) bool { return len(b.Label) > 2 }) {
			most = 5 // of mere numbers
		}
		if len(row) == 0 || len(row) > most {
			t.Errorf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			if b.Label == "" {
				t.Error("a button without a label")
			}
			if n := len(b.Choice.Verb + strings.Join(b.Choice.Args, "")); n > 30 {
				t.Errorf("action of %q holds %d bytes", b.Label, n)
			}
		}
	}
}

// ReadsBack holds what a skill remembers to be the same when the next turn reads it.
func ReadsBack[T any](t *testing.T, remembered T) {
	t.Helper()
	raw, err := json.Marshal(remembered)
	if err != nil {
		t.Fatal(err)
	}
	var read T
	if err := json.Unmarshal(raw, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(remembered, read); diff != "" {
		t.Errorf("remembered (-), read (+):\n%s", diff)
	}
}
