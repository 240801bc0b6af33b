package evals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"oldhand/intents/meaning"
)

// understandCase is a message and what it means.
type understandCase struct {
	Text string `json:"text"`
	Lang string `json:"lang"` // of the words: en, zh or mix
	Now  string `json:"now"`
	Role string `json:"role"`
	// Seen is what the person was just shown.
	Seen meaning.Focus `json:"dialogue"`
	// Want are the readings that are right, the likeliest first. Slots that are not named may be anything; null means
	// that there must be none, a list of words any of them, "*" anything at all.
	Want [][]wantedCommand `json:"want"`
}

type wantedCommand struct {
	Name  string         `json:"name"`
	Slots map[string]any `json:"slots"`
	Asks  bool           `json:"asks"` // it would be asked about first
}

func scoreUnderstand(ctx context.Context, v *Village, t *tally) error {
	all, err := cases[understandCase]("understand")
	if err != nil {
		return err
	}
	names, err := v.Names(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		got, err := c.read(v, names)
		if err != nil {
			return err
		}
		c.score(t, got)
	}
	return nil
}

// read gives what the message is read as.
func (c understandCase) read(v *Village, names meaning.Names) ([]wantedCommand, error) {
	now, err := moment(c.Now, v.Zone)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", c.Text, err)
	}
	return plain(meaning.Read(c.Text, meaning.Context{Focus: c.Seen, Now: now, Role: c.Role}, names).Commands)
}

// plain gives commands as JSON has them, so that slots compare by their names in docs/CONTRACT.md.
func plain(commands []meaning.Command) (all []wantedCommand, err error) {
	written, err := meaning.JSON(commands)
	if err == nil {
		err = json.Unmarshal(written, &all)
	}
	return all, err
}

func (c understandCase) score(t *tally, got []wantedCommand) {
	named := slices.ContainsFunc(c.Want, func(want []wantedCommand) bool { return sameNames(want, got) })
	filled := c.reads(got)
	t.count("commands", named)
	t.count("commands "+c.Lang, named)
	t.count("slots", filled)
	t.count("slots "+c.Lang, filled)
	t.count(c.Want[0][0].Name, filled)
	if !filled {
		what := "slots"
		if !named {
			what = "commands"
		}
		t.fail("%s: %q\n    want %s\n    got  %s", what, c.Text, inOneLine(c.Want), inOneLine(got))
	}
}

func inOneLine(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(out.String())
}

func sameNames(want, got []wantedCommand) bool {
	return slices.EqualFunc(want, got, func(w, g wantedCommand) bool { return w.Name == g.Name })
}

// reads says that a message was read as one of the ways that are right, and with all slots.
func (c understandCase) reads(got []wantedCommand) bool {
	return slices.ContainsFunc(c.Want, func(want []wantedCommand) bool { return sameNames(want, got) && sameSlots(want, got) })
}

func sameSlots(want, got []wantedCommand) bool {
	return slices.EqualFunc(want, got, func(w, g wantedCommand) bool { return holds(w.Slots, g.Slots) && (!w.Asks || g.Asks) })
}

// holds says that got has everything that want names.
func holds(want, got map[string]any) bool {
	for key, value := range want {
		if !fits(key, value, got[key]) {
			return false
		}
	}
	return true
}

// fits compares one value; the words of people are compared by their letters and figures alone.
func fits(key string, want, got any) bool {
	switch want := want.(type) {
	case nil:
		return got == nil
	case map[string]any:
		inner, ok := got.(map[string]any)
		return ok && holds(want, inner)
	case []any:
		if slices.Contains(wordSlots, key) {
			return slices.ContainsFunc(want, func(one any) bool { return fits(key, one, got) })
		}
		inner, ok := got.([]any)
		return ok && slices.EqualFunc(want, inner, func(w, g any) bool { return fits("", w, g) })
	case string:
		words, _ := got.(string)
		switch {
		case want == "*":
			return got != nil
		case slices.Contains(wordSlots, key):
			return bare(want) == bare(words)
		}
		return want == words
	}
	return want == got
}

// wordSlots hold words as they were said, in which spaces, case and punctuation count for nothing.
var wordSlots = []string{"text", "item", "to", "question", "category", "courier", "unit"}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
