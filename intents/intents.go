// Package intents is what people want of oldhand, and doing it: it joins the skills to one conversation.
//
// What words mean is found out in meaning, a turn is worked on in dialogue, and each thing that oldhand can do is a package
// in skills.
package intents

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/integrations/rates"
	"oldhand/integrations/reminders"
	"oldhand/integrations/sales"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/misread"
	"oldhand/intents/propose"
	"oldhand/intents/skills/amend"
	"oldhand/intents/skills/ask"
	"oldhand/intents/skills/claim"
	"oldhand/intents/skills/counter"
	"oldhand/intents/skills/credit"
	"oldhand/intents/skills/doubt"
	"oldhand/intents/skills/find"
	"oldhand/intents/skills/help"
	"oldhand/intents/skills/hours"
	"oldhand/intents/skills/order"
	parcelskill "oldhand/intents/skills/parcels"
	"oldhand/intents/skills/people"
	"oldhand/intents/skills/pool"
	"oldhand/intents/skills/privacy"
	"oldhand/intents/skills/quote"
	"oldhand/intents/skills/remind"
	salesskill "oldhand/intents/skills/sales"
	"oldhand/intents/skills/statement"
	"oldhand/intents/skills/stock"
	"oldhand/intents/skills/village"
	"oldhand/intents/skills/waiting"
	"oldhand/knowledge"
)

// Services is all that the skills need of one village.
type Services struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	Openings  *pickup.Openings
	Credits   *pickup.Credits
	Pools     *pools.Pools
	Waits     *waits.Waits
	Sales     *sales.Sales
	Reminders *reminders.Reminders
	Rates     *rates.Rates
	Parcels   *parcels.Parcels
	Knowledge *knowledge.Base
	People    *bot.People
	Documents *bot.Documents
	// Transcript is what was said; words are kept for KeepDays.
	Transcript *bot.Transcript
	KeepDays   int
	Names      *Names
	Misread    *misread.Log
	// Carrier books and tracks parcels; nil: they are handed over by list alone.
	Carrier parcels.Carrier
	// Sender is who sends with it, and where parcels are collected; empty: nothing is booked from the chat.
	Sender address.Party
	// Enqueue has a job done after the transaction.
	Enqueue func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error
	// Understood is told of every message what became of it, by one of UnderstoodAs; may be nil.
	Understood func(outcome string)
	Zone       *time.Location
	// Open lets anyone who writes in as a seller.
	Open bool
	// Link makes the address that opens the chat with a word behind /start: an invitation, an order that somebody comes for; nil:
	// invitations are given as /start TOKEN.
	Link func(token string) string
	// Proposer asks a language model what the rules are not sure of; nil: there is none.
	Proposer *propose.Proposer
}

// UnderstoodAs are what can become of a message that somebody writes.
var UnderstoodAs = doubt.Outcomes

// books says that parcels can be collected through a carrier; without it nobody is asked for receivers.
func (s Services) books() bool { return s.Carrier != nil && s.Sender != (address.Party{}) }

// parcels is what the skill of recorded parcels needs, for its turns and its work.
func (s Services) parcels() parcelskill.Services {
	return parcelskill.Services{
		Rates: s.Rates, Parcels: s.Parcels, People: s.People, Documents: s.Documents, Carrier: s.Carrier, Sender: s.Sender, Enqueue: s.Enqueue,
	}
}

// counter is what the skill of the counters needs, for its turns and its work.
func (s Services) counter() counter.Services {
	return counter.Services{Catalogue: s.Catalogue, Orders: s.Orders, Openings: s.Openings, People: s.People, Live: remind.Live(s.reminders())}
}

// privacy is what the skill needs that gives people what is kept of them, and forgets them.
func (s Services) privacy(serve func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error)) privacy.Services {
	personal := s.personal()
	return privacy.Services{
		People: s.People, Transcript: s.Transcript, Documents: s.Documents, Orders: s.Orders, Personal: personal, Pools: s.Pools, Days: s.KeepDays, Serve: serve,
		Rooms: []privacy.Room{
			room("orders", personal.Mine, personal.Forget), room("waits", s.Waits.Mine, s.Waits.Forget), room("pools", s.Pools.Mine, s.Pools.Forget), room("reminders", s.Reminders.Mine, s.Reminders.Forget),
			room("shop", s.Sales.Mine, s.Sales.Forget), room("parcels", s.Parcels.Mine, s.Parcels.Forget), room("knowledge", s.Knowledge.Mine, s.Knowledge.Forget),
		},
	}
}

// personal is what the orders keep of people.
func (s Services) personal() pickup.Personal {
	if s.Orders == nil {
		return pickup.Personal{}
	}
	return pickup.PersonalOf(s.Orders)
}

// room is a subject that knows people by a number type of its own.
func room[ID ~int64](name string, mine func(context.Context, pgx.Tx, ID) (json.RawMessage, error), forget func(context.Context, pgx.Tx, ID) error) privacy.Room {
	return privacy.Room{
		Name: name,
		Mine: func(ctx context.Context, tx pgx.Tx, p bot.PersonID) (json.RawMessage, error) {
			return mine(ctx, tx, ID(p))
		},
		Forget: func(ctx context.Context, tx pgx.Tx, p bot.PersonID) error { return forget(ctx, tx, ID(p)) },
	}
}

// reminders is what the skill of reminders needs, for its turns and its work.
func (s Services) reminders() remind.Services {
	return remind.Services{Orders: s.Orders, Openings: s.Openings, Reminders: s.Reminders, People: s.People}
}

// New joins the skills of a village to one conversation.
func New(s Services) *dialogue.Assistant {
	return dialogue.New(dialogue.Config{Zone: s.Zone, Books: s.books(), Proposer: s.Proposer, Names: s.Names.Now}, skills(s)...)
}

// skills are all that oldhand can do. Their order is that of the messenger's menu of commands and, where several could
// answer, of who is asked first.
func skills(s Services) []dialogue.Skill {
	serve, live := waiting.Serving(s.Waits, s.Enqueue), remind.Live(s.reminders())
	return []dialogue.Skill{
		find.New(find.Services{Catalogue: s.Catalogue}),
		order.New(order.Services{Catalogue: s.Catalogue, Orders: s.Orders, Openings: s.Openings, Credits: s.Credits, People: s.People, Link: s.Link, Serve: serve, Live: live, Sales: s.Sales}),
		amend.New(amend.Services{Catalogue: s.Catalogue, Orders: s.Orders, Openings: s.Openings, People: s.People, Serve: serve, Live: live}),
		waiting.New(waiting.Services{Catalogue: s.Catalogue, Waits: s.Waits}),
		pool.New(pool.Services{Catalogue: s.Catalogue, Pools: s.Pools, People: s.People, Enqueue: s.Enqueue}),
		quote.New(quote.Services{
			Rates: s.Rates, Parcels: s.Parcels, Orders: s.Orders, Catalogue: s.Catalogue, Documents: s.Documents, Enqueue: s.Enqueue, Books: s.books(),
		}),
		salesskill.New(salesskill.Services{Catalogue: s.Catalogue, Sales: s.Sales}),
		ask.New(ask.Services{Knowledge: s.Knowledge, People: s.People}),
		remind.New(s.reminders()),
		statement.New(statement.Services{Orders: s.Orders, People: s.People, Documents: s.Documents}),
		credit.New(credit.Services{Credits: s.Credits, Orders: s.Orders, People: s.People}),
		people.New(people.Services{People: s.People, Catalogue: s.Catalogue, Open: s.Open, Link: s.Link}),
		privacy.New(s.privacy(serve)),
		hours.New(hours.Services{Openings: s.Openings}),
		help.New(), doubt.New(doubt.Services{Misread: s.Misread, Count: s.Understood}),
		stock.New(stock.Services{Catalogue: s.Catalogue, Orders: s.Orders, People: s.People, Documents: s.Documents, Waits: s.Waits, Serve: serve, Live: live}),
		counter.New(s.counter()), claim.New(claim.Services{Catalogue: s.Catalogue, Orders: s.Orders, People: s.People}),
		parcelskill.New(s.parcels()),
		village.New(village.Services{Rates: s.Rates, Parcels: s.Parcels, Documents: s.Documents}),
	}
}
