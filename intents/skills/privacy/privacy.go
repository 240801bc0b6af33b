// Package privacy is the skill of what oldhand keeps of a person: it says what, gives it to her, and forgets her.
package privacy

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Room is a subject that keeps something of people.
type Room struct {
	Name string // in the file that a person is given
	// Mine gives all of it as a JSON object.
	Mine func(ctx context.Context, tx pgx.Tx, person bot.PersonID) (json.RawMessage, error)
	// Forget forgets what is not needed for the books.
	Forget func(ctx context.Context, tx pgx.Tx, person bot.PersonID) error
}

// Services is what the skill needs.
type Services struct {
	People     *bot.People
	Transcript *bot.Transcript
	Documents  *bot.Documents
	Orders     *pickup.Orders
	Personal   pickup.Personal // what the orders keep of people
	Pools      *pools.Pools
	Rooms      []Room
	// Days is for how many days words are kept.
	Days int
	// Serve serves those who wait for an item, of which there is more now.
	Serve func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error)
}

type skill struct{ Services }

const name = "privacy"

// memory holds the orders that the card names which asks for the tap.
var memory = dialogue.Memory[remembered](name)

type remembered struct {
	Cancels []pickup.OrderID `json:"cancels,omitempty"`
}

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:    name,
		Serves:  []dialogue.Served{dialogue.Serve(sk.privacy)},
		Presses: map[string]dialogue.Press{"mydata": sk.pressExport, "forgetme": sk.pressAsk, "forget": sk.pressForget},
		Slashes: []dialogue.Slash{
			{Word: "privacy", Menu: true, Bare: sk.show}, {Word: "export", Bare: sk.export}, {Word: "forgetme", Bare: sk.ask},
		},
		Forget: func(t *dialogue.Turn) { *memory.Of(t) = remembered{} },
	}
}

func (sk *skill) privacy(ctx context.Context, t *dialogue.Turn, c meaning.Privacy) error {
	switch c.Do {
	case meaning.ExportMine:
		return sk.export(ctx, t)
	case meaning.ForgetMe:
		return sk.ask(ctx, t)
	}
	return sk.show(ctx, t)
}

// show says what is kept, and for how long.
func (sk *skill) show(_ context.Context, t *dialogue.Turn) error {
	t.Say("privacy.kept", dialogue.View{"Days": sk.Days},
		dialogue.Row(t.Button("privacy.button.export", nil, "mydata"), t.Button("privacy.button.forget", nil, "forgetme")))
	return nil
}

func (sk *skill) pressExport(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.export(ctx, t)
}

// file is everything that is kept of a person.
type file struct {
	Made     time.Time                  `json:"made_at"`
	Person   person                     `json:"person"`
	Rooms    map[string]json.RawMessage `json:"kept"`
	Said     []bot.Said                 `json:"said"`
	Dialogue json.RawMessage            `json:"remembered"`
}

// person is who it is, as far as oldhand knows.
type person struct {
	ID          bot.PersonID `json:"id"`
	Name        string       `json:"name"`
	Role        bot.Role     `json:"role"`
	Distributor string       `json:"distributor,omitempty"`
	Lang        phrases.Lang `json:"language"`
	Channel     string       `json:"channel"`
	UserID      int64        `json:"user_id"`
	Since       time.Time    `json:"since"`
	Quiet       *bot.Quiet   `json:"quiet_hours,omitempty"`
}

// export gives a person all that is kept of her as a file, into her own chat.
func (sk *skill) export(_ context.Context, t *dialogue.Turn) error {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		m, err := sk.People.Member(ctx, tx, t.Person.ID)
		if err != nil {
			return err
		}
		quiet, err := sk.People.Quiet(ctx, tx, t.Person.ID)
		if err != nil {
			return err
		}
		f := file{
			Made: t.Now, Person: person{m.ID, m.Name, m.Role, m.Distributor, m.Lang, m.Channel, m.UserID, m.Since.In(t.Now.Location()), quiet},
			Rooms: map[string]json.RawMessage{},
		}
		for _, r := range sk.Rooms {
			if f.Rooms[r.Name], err = r.Mine(ctx, tx, t.Person.ID); err != nil {
				return err
			}
		}
		if f.Said, f.Dialogue, err = sk.Transcript.Of(ctx, tx, t.Person.ID); err != nil {
			return err
		}
		written, err := json.MarshalIndent(f, "", "  ")
		if err != nil {
			return err
		}
		document, err := sk.Documents.Keep(ctx, tx, t.Person.ID, phrases.Label(t.Lang, "privacy.file", nil), written)
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("privacy.export", dialogue.View{"Days": sk.Days}), Document: &document})
		return nil
	})
	return nil
}

func (sk *skill) pressAsk(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.ask(ctx, t)
}

// ask says what becomes of what is kept, and asks for the tap.
func (sk *skill) ask(_ context.Context, t *dialogue.Turn) error {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.open(ctx, tx, t)
		if err != nil {
			return err
		}
		o.show(t)
		return nil
	})
	return nil
}

// open are a person's open orders: those that can still be cancelled by her alone, and those that must be settled first.
type open struct {
	cancels, settles []pickup.OrderID
	pooled           bool // a pool whose time has come is about to be closed: others count on her share
}

func (sk *skill) open(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) (o open, err error) {
	if o.pooled, err = sk.Pools.Hold(ctx, tx, pickup.SellerID(t.Person.ID), t.Now); err != nil {
		return o, err
	}
	o.cancels, o.settles, err = sk.Personal.HoldOpen(ctx, tx, pickup.SellerID(t.Person.ID))
	return o, err
}

// show shows the card that asks for the tap, or what stands in its way.
func (o open) show(t *dialogue.Turn) {
	if o.pooled {
		t.Say("privacy.pooled", nil)
		return
	}
	if len(o.settles) > 0 {
		t.Say("privacy.settle", dialogue.View{"Numbers": o.settles}, dialogue.Row(t.Button("help.button.orders", nil, "orders")))
		return
	}
	memory.Of(t).Cancels = o.cancels
	forget := dialogue.Once(t.Button("privacy.button.sure", nil, "forget", t.ID()))
	forget.Main = true // what cannot be taken back happens at the tap alone
	t.Show(bot.Card{
		Text: t.Text("privacy.ask", dialogue.View{"Cancels": o.cancels}), Key: name,
		Buttons: [][]bot.Button{dialogue.Row(forget, t.Button("privacy.button.export", nil, "mydata"))},
	})
}

// pressForget forgets the person, if her open orders are still those that the card named.
func (sk *skill) pressForget(_ context.Context, t *dialogue.Turn, _ []string) error {
	cancels := slices.Clone(memory.Of(t).Cancels)
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.open(ctx, tx, t)
		if err != nil {
			return err
		}
		if o.pooled || len(o.settles) > 0 || !slices.Equal(o.cancels, cancels) {
			o.show(t)
			return nil
		}
		return sk.forget(ctx, tx, t, o.cancels)
	})
	return nil
}

// forget cancels what is open and forgets the rest.
func (sk *skill) forget(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, cancels []pickup.OrderID) error {
	if err := sk.cancel(ctx, tx, t, cancels); err != nil {
		return err
	}
	for _, r := range sk.Rooms {
		if err := r.Forget(ctx, tx, t.Person.ID); err != nil {
			return err
		}
	}
	without := func(d json.RawMessage, names func([]byte) bool) (json.RawMessage, error) {
		return dialogue.Without(d, names, t.Now)
	}
	if err := sk.People.Forget(ctx, tx, t.Person.ID, without); err != nil {
		return err
	}
	t.Leave()
	t.Show(bot.Card{Text: t.Text("privacy.forgotten", nil), Key: name, InPlace: true})
	return nil
}

// cancel cancels orders of the person, tells their distributors' people without naming her, and serves those who wait for the goods.
func (sk *skill) cancel(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, ids []pickup.OrderID) error {
	var items []catalogue.ItemID
	for _, id := range ids {
		o, err := sk.Orders.Do(ctx, tx, pickup.Seller(pickup.SellerID(t.Person.ID)), id, pickup.Cancel, "", t.Now)
		if err != nil {
			return err
		}
		for _, l := range o.Lines {
			items = append(items, l.Item)
		}
		staff, err := sk.People.Staff(ctx, tx, o.Distributor)
		if err != nil {
			return err
		}
		for _, p := range staff {
			t.Push(bot.Push{To: p.ID, Cards: []bot.Card{{Text: phrases.Say(dialogue.Spoken(p), "privacy.cancelled", dialogue.View{"ID": int64(id)})}}})
		}
	}
	slices.Sort(items)
	for _, item := range slices.Compact(items) {
		if _, err := sk.Serve(ctx, tx, item); err != nil {
			return err
		}
	}
	return nil
}
