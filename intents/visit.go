package intents

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
)

// effect changes the database within the settling transaction and completes the answer in the visit it is given,
// which is not the one it was made in.
type effect func(ctx context.Context, tx pgx.Tx, v *visit) error

// pending is an effect that waits for the settling transaction.
type pending struct {
	do          effect
	noSavepoint bool // it refuses before it writes, so that a refusal leaves nothing to be taken back
}

// visit is one turn being worked on: who wrote, what is remembered, and the answer so far.
type visit struct {
	*Assistant
	turn    bot.Turn
	person  bot.Person
	lang    phrases.Lang
	now     time.Time // in the village's zone
	state   state
	emptied *draft // what this turn took the last line off, perhaps to put others on
	drafted bool   // a draft was open when the turn began, so that a card shows it
	cards   []bot.Card
	notice  string
	pushes  []bot.Push
	effects []pending
	read    itemsByID // what this turn has read of the catalogue
	leftOut []line    // what the draft had no room for, to be told with its card
}

func (a *Assistant) visit(t bot.Turn) *visit {
	v := &visit{Assistant: a, turn: t, person: t.Person, now: t.Now.In(a.Zone)}
	var forgot bool
	v.state, forgot = recall(t.Dialogue)
	v.drafted = v.state.Draft != nil
	v.lang = v.knownLanguage()
	if forgot {
		v.say("help.forgot", nil)
	}
	return v
}

// knownLanguage is the language before anything was read: what the person chose or last wrote in, else their app's.
func (v *visit) knownLanguage() phrases.Lang {
	if v.state.Lang != "" {
		return v.state.Lang
	}
	return v.appLanguage()
}

// appLanguage is what the person chose to use, or was let in with.
func (v *visit) appLanguage() phrases.Lang {
	if v.person.Lang != "" {
		return v.person.Lang
	}
	return phrases.ForTag(v.turn.Message.Sender.Language)
}

// heard takes note of the language of words, unless the person has chosen one.
func (v *visit) heard(lang string) {
	if l := phrases.Lang(lang); !v.state.LangFixed && (l == phrases.English || l == phrases.Chinese) {
		v.lang, v.state.Lang = l, l
	}
}

func (v *visit) clone() (*visit, error) {
	w := *v
	w.cards, w.pushes = slices.Clone(v.cards), slices.Clone(v.pushes)
	var err error
	w.state, err = v.state.clone()
	return &w, err
}

// addEffect leaves an effect to be done in the settling transaction.
func (v *visit) addEffect(do effect) { v.effects = append(v.effects, pending{do: do}) }

// addAtomicEffect is addEffect for an effect that has written nothing when it gives an error which a sentence explains: it
// is spared the two round trips of a savepoint.
func (v *visit) addAtomicEffect(do effect) { v.effects = append(v.effects, pending{do, true}) }

// show adds a card. Of several cards with one key only the last counts, also within an answer.
func (v *visit) show(c bot.Card) {
	if c.Photo != nil && !v.turn.Limits.FitsCaption(c.Text) {
		c.Photo = nil // the words matter more than the picture
	}
	if c.Key != "" {
		v.cards = slices.DeleteFunc(v.cards, func(old bot.Card) bool { return old.Key == c.Key })
	}
	v.cards = append(v.cards, c)
}

// say adds a card of one sentence with buttons.
func (v *visit) say(key string, data any, rows ...[]bot.Button) {
	v.show(bot.Card{Text: v.text(key, data), Buttons: rows})
}

func (v *visit) text(key string, data any) phrases.Text { return phrases.Say(v.lang, key, data) }

// toast is what shows for a moment on the pressed button.
func (v *visit) toast(key string, data any) { v.notice = phrases.Label(v.lang, key, data) }

// pressed says that the turn is a tap, so that its card can change in place.
func (v *visit) pressed() bool { return v.turn.Message.Kind == bot.Pressed }

func (v *visit) seller() pickup.SellerID { return pickup.SellerID(v.person.ID) }

// reply puts the answer together.
func (v *visit) reply() (bot.Reply, error) {
	v.remindOfDraft()
	v.replaceDraftCard()
	v.offer()
	dialogue, err := v.state.marshal()
	if err != nil {
		return bot.Reply{}, fmt.Errorf("keep the dialogue: %w", err)
	}
	return bot.Reply{Cards: v.cards, Notice: v.notice, Dialogue: dialogue, Pushes: v.pushes}, nil
}

// remindOfDraft puts a way back to the open order under an answer about something else.
func (v *visit) remindOfDraft() {
	n := len(v.cards)
	if v.state.Draft == nil || n == 0 || v.pressed() {
		return
	}
	if slices.ContainsFunc(v.cards, func(c bot.Card) bool { return c.Key == draftKey }) {
		return
	}
	last := &v.cards[n-1]
	back := v.button("order.button.back", view{"N": len(v.state.Draft.Lines)}, "draft")
	last.Buttons = append(slices.Clone(last.Buttons), row(back))
}

// replaceDraftCard has the card that showed the draft so far say that it no longer counts, where a new one comes below it:
// without its buttons it would still ask for a tap.
func (v *visit) replaceDraftCard() {
	below := slices.IndexFunc(v.cards, func(c bot.Card) bool { return c.Key == draftKey && !c.InPlace })
	if v.drafted && below >= 0 {
		v.cards = slices.Insert(v.cards, below, cardOf(v.text("order.replaced", nil), draftKey, true))
	}
}
