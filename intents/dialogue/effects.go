package dialogue

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
)

// Effect changes the database within the settling transaction, and completes the reply in the turn it is given, which is
// not the one it was made in.
type Effect func(ctx context.Context, tx pgx.Tx, t *Turn) error

// effect is one that waits for the settling transaction.
type effect struct {
	do Effect
	// atomic: it runs without a savepoint, because it has written nothing when it gives an error.
	atomic bool
}

// AddEffect leaves an effect to be done in the settling transaction. An error that a sentence explains takes back this effect
// alone.
func (t *Turn) AddEffect(do Effect) { t.effects = append(t.effects, effect{do: do}) }

// AddAtomicEffect is AddEffect for one that has written nothing when it gives an error: it is spared the two round trips of a
// savepoint.
func (t *Turn) AddAtomicEffect(do Effect) { t.effects = append(t.effects, effect{do, true}) }

// settle runs the effects on a copy of the turn, because a transaction may have to run again.
func (t *Turn) settle(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
	c, err := t.clone()
	if err != nil {
		return bot.Reply{}, err
	}
	for _, e := range t.effects {
		if err := c.attempt(ctx, tx, e); err != nil {
			return bot.Reply{}, err
		}
	}
	return c.reply()
}

func (t *Turn) attempt(ctx context.Context, tx pgx.Tx, e effect) error {
	var err error
	if e.atomic {
		err = e.do(ctx, tx, t)
	} else {
		err = pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error { return e.do(ctx, tx, t) })
	}
	if err == nil {
		return nil
	}
	return t.assistant.explain(t, err)
}

// reply puts the reply together.
func (t *Turn) reply() (bot.Reply, error) {
	for _, s := range t.assistant.skills {
		if s.Finish != nil {
			s.Finish(t)
		}
	}
	t.limit()
	t.offer()
	t.note()
	dialogue, err := t.keep()
	if err != nil {
		return bot.Reply{}, fmt.Errorf("keep the dialogue: %w", err)
	}
	about, err := t.about()
	if err != nil {
		return bot.Reply{}, fmt.Errorf("tell what the cards are about: %w", err)
	}
	return bot.Reply{Cards: t.cards, Notice: t.notice, Dialogue: dialogue, About: about, Pushes: t.pushes}, nil
}

// limit keeps as many cards as a person reads, the newest of each kind before others, and says how many are left out.
func (t *Turn) limit() {
	left := len(t.cards) - mostCards
	if left <= 0 {
		return
	}
	over := left
	for i := len(t.cards) - 1; i >= 0 && over > 0; i-- {
		if t.cards[i].Key == "" && t.cards[i].Document == nil {
			t.cards = slices.Delete(t.cards, i, i+1)
			over--
		}
	}
	t.cards = t.cards[:min(len(t.cards), mostCards)]
	t.Say("help.toolong", View{"Left": left})
}

// offer remembers the buttons of a reply; one without buttons leaves those of the reply before.
func (t *Turn) offer() {
	var all []bot.Button
	for _, c := range t.cards {
		all = append(all, slices.Concat(c.Buttons...)...)
	}
	if all = slices.DeleteFunc(all, func(b bot.Button) bool { return b.Copy != "" }); len(all) > 0 {
		t.kept.Offered = all
	}
}

// mostNoted is how many characters of what was said are noted: more is not read beside the next message.
const mostNoted = 120

// note keeps how the last card of the reply begins, in whose light the next message is read where nothing else is open.
func (t *Turn) note() {
	if n := len(t.cards); n > 0 {
		words := strings.Fields(html.UnescapeString(tags.ReplaceAllString(string(t.cards[n-1].Text), " ")))
		t.Focus.Said = Clip(strings.Join(words, " "), mostNoted)
	}
}

// tags are those of a Text.
var tags = regexp.MustCompile(`<[^>]*>`)
