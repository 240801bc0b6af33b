// Package order is the skill of ordering goods for pickup: the draft that words and buttons fill, the one card that shows
// it, the tap that places it, and what becomes of the orders afterwards. Nothing but that tap places an order.
package order

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/sales"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	People    *bot.People
	// Link makes the address that opens the chat with a word behind /start; nil: there is none, and orders have no QR code.
	Link func(token string) string
	// Serve serves those who wait for an item, of which there is more now.
	Serve    func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error)
	Openings *pickup.Openings
	Live     views.Live
	Credits  *pickup.Credits
	Sales    *sales.Sales
}

type skill struct {
	Services
	goods goods
}

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s, goods{s.Catalogue}}
	return dialogue.Skill{
		Name: name,
		Serves: []dialogue.Served{
			dialogue.Serve(sk.order), dialogue.Serve(sk.change), dialogue.Serve(sk.remove), dialogue.Serve(sk.confirm), dialogue.Serve(sk.cancel),
			dialogue.Serve(sk.undo), dialogue.Serve(sk.orders), dialogue.Serve(sk.showByNumber), dialogue.Serve(sk.voidByNumber),
			dialogue.Serve(sk.repeat), dialogue.Serve(waiting),
			dialogue.Serve(func(ctx context.Context, t *dialogue.Turn, c meaning.Settle) error { return settle(ctx, sk, t, c) }),
		},
		Presses: map[string]dialogue.Press{
			"add": sk.pressAdd, "draft": sk.pressDraft, "set": sk.pressSet, "pick": sk.pressPick, "drop": sk.pressDrop, "focus": sk.pressFocus,
			"when": sk.pressWhen, "like": sk.pressLike, "confirm": sk.pressConfirm, "cancel": sk.pressCancel, "undo": sk.pressUndo,
			"void": sk.pressVoid, "voidall": sk.pressVoidAll, "orders": sk.pressOrders, "repeat": sk.pressRepeat,
		},
		Slashes: []dialogue.Slash{
			word("orders", true, meaning.Orders{}), word("cancel", false, meaning.Cancel{}), word("repeat", false, meaning.Repeat{}),
		},
		Help: []dialogue.HelpButton{
			{Rank: 20, Key: "help.button.order", Verb: "help", Args: []any{name}}, {Rank: 50, Key: "help.button.orders", Verb: "orders"},
		},
		Teach:  sk.teach,
		Finish: finish,
		Stale:  sk.stale,
		Edited: sk.edited,
		Explains: []dialogue.Explained{
			{Err: pickup.ErrNotFound, Key: "errors.order"}, {Err: pickup.ErrTooLate, Key: "errors.closed"},
		},
	}
}

// word is a word behind a slash that means one command, whatever follows it.
func word(w string, menu bool, c meaning.Command) dialogue.Slash {
	s := dialogue.SlashFor(w, c)
	s.Menu, s.Means = menu, func(string) meaning.Command { return c }
	return s
}

const name = "order"

// remembered is the open draft, and the orders placed last.
type remembered struct {
	Draft  *draft  `json:"draft,omitempty"`
	Later  []draft `json:"later,omitempty"` // to be fetched at other times, each opened when the one before is settled
	Placed *placed `json:"placed,omitempty"`
	Ahead  *ahead  `json:"ahead,omitempty"`
	Voids  *voids  `json:"voids,omitempty"`
	Edit   *edit   `json:"edit,omitempty"` // the last one, as long as it can be taken back
}

// ahead is a pickup time said before any goods.
type ahead struct {
	Order meaning.Order `json:"order"`
	At    time.Time     `json:"at"`
}

var memory = dialogue.Memory[remembered](name)

// placed is the last order made by a tap, for the second tap, for undo and for edits that come too late.
type placed struct {
	Turn     bot.TurnID       `json:"turn"`
	Orders   []pickup.OrderID `json:"orders"`
	Total    measure.Fen      `json:"total"`
	At       time.Time        `json:"at"`
	Messages []int64          `json:"messages,omitempty"` // that the order was made of
	Undone   bool             `json:"undone,omitempty"`
}

// fresh says that the order is what "ok", "undo" and "fewer" are about.
func (p *placed) fresh(now time.Time) bool {
	return p != nil && !p.Undone && now.Sub(p.At) < meaning.Recently
}

// noted is what one turn notes of the draft.
type noted struct {
	emptied *draft                  // what this turn took the last line off, perhaps to put others on
	items   itemsByID               // what this turn has read of the catalogue
	leftOut []line                  // what the draft had no room for, to be told with its card
	hours   map[string]pickup.Hours // of the draft's distributors
	when    string                  // the pickup time that an order of this turn has named
	large   []catalogue.ItemID      // of which the person would hold a large share
	left    *measure.Fen            // how much more the person may order; nil: as much as she wants
	undoes  *draft                  // what this turn brings the draft back from
}

var note = dialogue.Scratch[noted](name)

// teach explains ordering by examples.
func (sk *skill) teach(ctx context.Context, t *dialogue.Turn) error {
	again, err := sk.againButton(ctx, t)
	t.Say("help.order", nil, append(dialogue.Row(t.Button("help.button.find", nil, "find")), again...))
	return err
}

// order puts what was asked for on the draft and shows it. Nothing is ordered by words.
func (sk *skill) order(ctx context.Context, t *dialogue.Turn, c meaning.Order) error {
	if len(c.Lines) == 0 && memory.Of(t).Draft == nil {
		memory.Of(t).Ahead = &ahead{Order: c, At: t.Now}
		t.Say("order.what", nil, t.Ways()...)
		return nil
	}
	if anotherTime(t, c) {
		return orderLater(ctx, sk, t, c)
	}
	d := openDraft(t)
	if err := addLines(ctx, sk, t, c); err != nil {
		return err
	}
	notes := takeTime(t, d, c)
	if len(d.Lines) == 0 && len(note.Of(t).leftOut) == 0 && len(c.Lines) > 0 { // so many, and nobody knows of what
		memory.Of(t).Draft = nil
		t.Say("order.what", nil, t.Ways()...)
		return nil
	}
	return sk.showDraft(ctx, t, notes...)
}

// openDraft is the open draft, or a new one, marked as changed by this turn.
func openDraft(t *dialogue.Turn) *draft {
	m := memory.Of(t)
	if m.Draft == nil {
		m.Draft = &draft{}
		if emptied := note.Of(t).emptied; emptied != nil { // one thing was swapped for another, to be fetched at the same time
			m.Draft.When = emptied.When
		}
		if m.Ahead != nil && t.Now.Sub(m.Ahead.At) < meaning.Recently {
			takeTime(t, m.Draft, m.Ahead.Order)
		}
		m.Ahead = nil
	}
	touch(t)
	return m.Draft
}

// touch makes older Confirm buttons stale.
func touch(t *dialogue.Turn) {
	d := memory.Of(t).Draft
	d.Rev, d.Touched = t.ID(), t.Now
}

// confirm answers words such as "ok": only the tap orders.
func (sk *skill) confirm(ctx context.Context, t *dialogue.Turn, _ meaning.Confirm) error {
	m := memory.Of(t)
	switch {
	case m.Draft != nil:
		return sk.showDraft(ctx, t, "order.tap")
	case m.Placed.fresh(t.Now):
		showPlaced(t, m.Placed, "order.already")
		return nil
	}
	t.Say("order.none", nil, t.Ways()...)
	return nil
}

// cancel drops the draft. With nothing open it lists the orders.
func (sk *skill) cancel(ctx context.Context, t *dialogue.Turn, _ meaning.Cancel) error {
	if memory.Of(t).Draft != nil {
		dropDraft(t)
		return nil
	}
	t.Say("order.nothingopen", nil)
	return sk.listOrders(ctx, t)
}

// dropDraft closes the draft and says so.
func dropDraft(t *dialogue.Turn) {
	memory.Of(t).Draft = nil
	openNext(t)
	t.Show(bot.Card{Text: t.Text("order.dropped", nil), Key: draftKey, Buttons: nextButton(t), InPlace: t.InPlace()})
}

// waiting answers somebody who is still thinking about the draft.
func waiting(_ context.Context, t *dialogue.Turn, _ meaning.Waiting) error {
	t.Say("order.waiting", nil)
	return nil
}

// edited serves a message that was corrected: what it put on the draft is taken back and read again.
func (sk *skill) edited(ctx context.Context, t *dialogue.Turn, commands []meaning.Command) (done bool, err error) {
	m := memory.Of(t)
	m.Later = slices.DeleteFunc(m.Later, func(d draft) bool { return d.withdraw(t.MessageID()) })
	orders := func(c meaning.Command) bool { _, ok := c.(meaning.Order); return ok }
	if changes(commands) {
		return false, nil // of what stands there
	}
	if m.Draft != nil && m.Draft.withdraw(t.MessageID()) {
		touch(t)
		switch {
		case slices.ContainsFunc(commands, orders):
			return false, nil
		case len(m.Draft.Lines) == 0:
			m.Draft = nil
			return false, nil
		}
		return false, sk.showDraft(ctx, t)
	}
	if p := m.Placed; p != nil && !p.Undone && slices.Contains(p.Messages, t.MessageID()) {
		showPlaced(t, p, "order.toolate")
		return true, nil
	}
	return false, nil
}

// changes says that commands do nothing but change lines of the draft.
func changes(commands []meaning.Command) bool {
	return len(commands) > 0 && !slices.ContainsFunc(commands, func(c meaning.Command) bool {
		switch c.(type) {
		case meaning.Change, meaning.Remove:
			return false
		}
		return true
	})
}

// stale answers a button that no longer counts with the draft or the order that does.
func (sk *skill) stale(ctx context.Context, t *dialogue.Turn) (bool, error) {
	switch m := memory.Of(t); {
	case m.Draft != nil:
		t.Toast("order.stale", nil)
		t.Below()
		return true, sk.showDraft(ctx, t, "order.stale")
	case m.Placed != nil && !m.Placed.Undone:
		t.Toast("order.already.notice", nil)
		showPlaced(t, m.Placed, "order.already")
		return true, nil
	}
	return false, nil
}

// finish tells the focus what is open, and has the reply's cards say it.
func finish(t *dialogue.Turn) {
	m := memory.Of(t)
	noteEdit(t)
	t.Focus.Draft, t.Focus.Sold = nil, nil
	if m.Draft != nil {
		t.Focus.Draft, t.Focus.Sold = m.Draft.shown(), soldOf(m)
		if slices.ContainsFunc(t.Cards(), func(c bot.Card) bool { return c.Key == draftKey }) {
			t.Tell(meaning.Focus{Draft: t.Focus.Draft})
		}
	}
	if p := m.Placed; p != nil && t.Focus.Order != nil && t.Focus.Order.At.Equal(p.At) {
		t.Focus.Order.Undone = p.Undone
	}
	wayBack(t)
	replaceCard(t)
}

// wayBack puts a button to the open draft under an answer about something else.
func wayBack(t *dialogue.Turn) {
	cards := slices.Clone(t.Cards())
	d := memory.Of(t).Draft
	shown := slices.ContainsFunc(cards, func(c bot.Card) bool { return c.Key == draftKey })
	if d == nil || len(cards) == 0 || t.Tapped() || shown {
		return
	}
	last := &cards[len(cards)-1]
	back := t.Button("order.button.back", dialogue.View{"N": len(d.Lines)}, "draft")
	last.Buttons = append(slices.Clone(last.Buttons), dialogue.Row(back))
	t.Rework(cards)
}

// replaceCard has the card that showed the draft so far say that it no longer counts, where a new one comes below it:
// without its buttons it would still ask for a tap.
func replaceCard(t *dialogue.Turn) {
	below := slices.IndexFunc(t.Cards(), func(c bot.Card) bool { return c.Key == draftKey && !c.InPlace })
	placed := slices.ContainsFunc(t.Cards(), func(c bot.Card) bool { return c.Key == draftKey && c.InPlace })
	if len(t.Before.Draft) > 0 && below >= 0 && !placed {
		replaced := bot.Card{Text: t.Text("order.replaced", nil), Key: draftKey, InPlace: true}
		t.Rework(slices.Insert(slices.Clone(t.Cards()), below, replaced))
	}
}

// seller is the person as orders know them.
func seller(t *dialogue.Turn) pickup.SellerID { return pickup.SellerID(t.Person.ID) }

// numbers lists order numbers as people say them.
func numbers(t *dialogue.Turn, orders []pickup.OrderID) string {
	ids := make([]int64, len(orders))
	for i, id := range orders {
		ids[i] = int64(id)
	}
	return views.Numbers(t.Lang, ids)
}
