// Package intents is the brain: it finds out what a person wants and does it, one file per skill.
//
// A turn goes like this. Handle reads the message into a visit: a pressed button goes to its verb, words go through
// understand to commands. Each skill reads what it needs, adds cards to the visit and leaves its effects for later.
// Settle then runs the effects on a copy of the visit, inside the one transaction that also keeps the reply, so it can
// run again without doing anything twice.
package intents

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/rates"
	"oldhand/intents/propose"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

// Village is everything that an Assistant serves.
type Village struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	Rates     *rates.Rates
	Parcels   *parcels.Parcels
	Knowledge *knowledge.Base
	People    *bot.People
	Documents *bot.Documents
	// Carrier books and tracks parcels; nil: they are handed over by list alone.
	Carrier parcels.Carrier
	// Sender is who sends with it, and where parcels are collected; empty: nothing is booked from the chat.
	Sender address.Party
	// Enqueue has a job done after the transaction.
	Enqueue func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error
	Parser  *understand.Parser
	Zone    *time.Location
	// Open lets anyone who writes in as a seller.
	Open bool
	// Link makes the address that a newcomer opens to use an invitation; nil: invitations are given as /start TOKEN.
	Link func(token string) string
	// Proposer asks a language model what the parser is not sure of; nil: there is none.
	Proposer *propose.Proposer
}

// Assistant answers turns; it is a bot.Handler and safe for concurrent use.
type Assistant struct {
	Village
	verbs  map[string]press
	skills map[string]skill
}

// New gives the assistant of a village.
func New(v Village) *Assistant { return &Assistant{v, verbs(), skills()} }

var _ bot.Handler = (*Assistant)(nil)

// Handle finds out what a turn wants and prepares the answer. An error is one that no sentence fits.
func (a *Assistant) Handle(ctx context.Context, t bot.Turn) (bot.Settle, error) {
	v := a.visit(t)
	if err := v.run(ctx); err != nil {
		if err := v.explain(err); err != nil {
			return nil, fmt.Errorf("handle a %s message: %w", t.Message.Kind, err)
		}
	}
	return v.settle, nil
}

// settle runs the effects on a copy of the visit, because a transaction may have to run again.
func (v *visit) settle(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
	w, err := v.clone()
	if err != nil {
		return bot.Reply{}, err
	}
	for _, e := range v.effects {
		if err := w.attempt(ctx, tx, e); err != nil {
			return bot.Reply{}, err
		}
	}
	return w.reply()
}

// attempt runs one effect; one that a sentence can explain is taken back alone, by a savepoint where it needs one.
func (v *visit) attempt(ctx context.Context, tx pgx.Tx, e pending) error {
	var err error
	if e.whole {
		err = e.do(ctx, tx, v)
	} else {
		err = pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error { return e.do(ctx, tx, v) })
	}
	if err == nil {
		return nil
	}
	return v.explain(err)
}
