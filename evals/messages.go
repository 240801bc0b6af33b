package evals

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"

	"oldhand/intents/meaning"
)

//go:embed corpus/messages_*.jsonl
var markedFiles embed.FS

// Hands that do not train. What judges wrote nobody read who tuned; watched hands were read while the composers and the
// weighing were built; by calibrators limits are set.
var (
	judges      = []string{"ja", "jb", "jd"}
	watched     = []string{"l", "q", "ya", "yb", "yc", "yd", "ye", "yf"}
	calibrators = []string{"o", "jc"}
)

// scoreMessages scores what strangers' messages are read as against what they were marked as.
func scoreMessages(ctx context.Context, v *Village, t *tally) error {
	for _, group := range []struct {
		scope string
		hands []string
	}{{"strangers: ", judges}, {"watched hands: ", watched}, {"calibrating hands: ", calibrators}} {
		for _, hand := range group.hands {
			if err := scoreMarked(ctx, v, t, group.scope, hand); err != nil {
				return fmt.Errorf("hand %s: %w", hand, err)
			}
		}
	}
	return nil
}

func scoreMarked(ctx context.Context, v *Village, t *tally, scope, hand string) error {
	file, err := markedFiles.ReadFile("corpus/messages_" + hand + ".jsonl")
	if err != nil {
		return err
	}
	all, err := readMarked(file)
	if err != nil {
		return err
	}
	names, err := v.Names(ctx)
	if err != nil {
		return err
	}
	now, err := moment("", v.Zone)
	if err != nil {
		return err
	}
	for _, m := range all {
		text, acts, err := meaning.Unmarked(m.Marked)
		if err != nil {
			return fmt.Errorf("%q: %w", m.Marked, err)
		}
		c := meaning.Context{Focus: focusOf(m.Screen), Now: now, Role: m.role()}
		want, err := plain(meaning.Compose(text, acts, c, names))
		if err != nil {
			return err
		}
		read := meaning.Read(text, c, names)
		got, err := plain(read.Commands)
		if err != nil {
			return err
		}
		t.count(scope+sureness(read.Confidence), sameMeaning(want, got))
		m.score(t, scope, text, want, got)
	}
	return nil
}

// sureness is where on the curve of calibration a reading stands: how often is right what is this sure?
func sureness(confidence float64) string {
	for _, from := range []float64{0.95, 0.9, 0.8, 0.7, 0.6, 0.5} {
		if confidence >= from {
			return fmt.Sprintf("right where sure from %.2f", from)
		}
	}
	return "right where less sure"
}

// talkNames are commands that do nothing.
var talkNames = []string{"greet", "thanks", "chat", "unknown", "help", "ask"}

// actingNames are commands that change something or lead up to it.
var actingNames = []string{"order", "change", "remove", "confirm", "cancel", "undo", "ship", "stock", "price", "remind", "snooze", "tip", "language"}

func (m markedMessage) score(t *tally, scope, text string, want, got []wantedCommand) {
	if len(want) == 0 {
		want = []wantedCommand{{Name: "chat"}}
	}
	named, exact := sameNames(want, got), sameMeaning(want, got)
	t.count(scope+"commands", named)
	t.count(scope+"exactly right", exact)
	t.count(scope+"exactly right "+m.Lang, exact)
	for _, line := range linesOf(want) {
		t.count(scope+"order lines", slices.ContainsFunc(linesOf(got), line.same))
	}
	foreign := len(want) == 1 && want[0].Name == "unknown"
	refused := len(got) == 1 && got[0].Name == "unknown"
	trade := func(all []wantedCommand) bool {
		return slices.ContainsFunc(all, func(c wantedCommand) bool { return !slices.Contains(talkNames, c.Name) })
	}
	switch {
	case foreign:
		t.count(scope+"foreign talk seen", refused)
		t.count(scope+"foreign talk not taken for trade", !trade(got))
	case trade(want):
		t.count(scope+"trade not refused", !refused)
	}
	for _, c := range got {
		if slices.Contains(actingNames, c.Name) {
			grounded := c.Asks || slices.ContainsFunc(want, func(w wantedCommand) bool { return w.Name == c.Name })
			t.count(scope+"acts meant", grounded)
		}
	}
	for _, w := range want {
		t.count(scope+"act "+w.Name, slices.ContainsFunc(got, func(g wantedCommand) bool { return g.Name == w.Name }))
	}
	if !exact {
		t.fail("%s [%s] %q\n    want %s\n    got  %s", m.Who, m.Screen, text, inOneLine(want), inOneLine(got))
	}
}

// sameMeaning says that commands have the same names and the same values; the words of searches and questions may differ in
// where they begin and end.
func sameMeaning(want, got []wantedCommand) bool {
	return slices.EqualFunc(want, got, func(w, g wantedCommand) bool {
		if w.Name != g.Name {
			return false
		}
		for key, value := range w.Slots {
			if slices.Contains(looseSlots, key) {
				a, b := bare(fmt.Sprint(value)), bare(fmt.Sprint(g.Slots[key]))
				if !strings.Contains(a, b) && !strings.Contains(b, a) {
					return false
				}
			} else if key != "lines" && !fits(key, value, g.Slots[key]) {
				return false
			}
		}
		return slices.EqualFunc(linesOf([]wantedCommand{w}), linesOf([]wantedCommand{g}), lineSaid.same)
	})
}

// looseSlots hold words of which it is enough that the one reading's stand in the other's.
var looseSlots = []string{"text", "question", "item", "reason", "person"}

// lineSaid is a line of an order: what, and how many.
type lineSaid struct {
	item, sku string
	quantity  any
}

func linesOf(commands []wantedCommand) (all []lineSaid) {
	for _, c := range commands {
		lines, _ := c.Slots["lines"].([]any)
		for _, l := range lines {
			slots := l.(map[string]any)
			item, _ := slots["item"].(string)
			sku, _ := slots["sku"].(string)
			all = append(all, lineSaid{bare(item), sku, slots["quantity"]})
		}
	}
	return all
}

// same says that two lines are of the same goods and number: the SKU, or words one of which stand in the other.
func (l lineSaid) same(other lineSaid) bool {
	if l.quantity != other.quantity {
		return false
	}
	if l.sku != "" || other.sku != "" {
		return l.sku == other.sku
	}
	return strings.Contains(l.item, other.item) || strings.Contains(other.item, l.item)
}
