// Package parcels looks after parcels once they are recorded: it lists them, keeps their receivers and what became of
// them, puts them on hand-over lists and has them collected through a carrier.
package parcels

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services are what the skill and its jobs need.
type Services struct {
	Rates     *rates.Rates
	Parcels   *parcels.Parcels
	People    *bot.People
	Documents *bot.Documents
	// Carrier books and tracks parcels; nil: they are handed over by list alone.
	Carrier parcels.Carrier
	// Sender is who sends with it, and where parcels are collected; empty: nothing is booked from the chat.
	Sender address.Party
	// Enqueue has a job done after the transaction.
	Enqueue func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error
}

// books says that organisers can have parcels collected through a carrier.
func (s Services) books() bool { return s.Carrier != nil && s.Sender != (address.Party{}) }

type skill struct{ Services }

// New gives the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name: "parcels",
		Serves: []dialogue.Served{
			dialogue.Serve(sk.list), dialogue.Serve(sk.report), dialogue.Serve(sk.receiver), dialogue.Serve(sk.undo), dialogue.Serve(sk.handover),
		},
		Presses: map[string]dialogue.Press{
			"parcels": sk.pressParcels, "parcel": sk.pressParcel, "arrived": sk.pressArrived, "late": sk.pressLate, "unship": sk.pressUnship,
			"handover": sk.pressHandover, "hand": sk.pressHand, "list": sk.pressList, "collect": sk.pressCollect,
		},
		Slashes: []dialogue.Slash{dialogue.SlashFor("parcels", meaning.Parcels{}), dialogue.SlashFor("handover", meaning.Handover{})},
		Explains: []dialogue.Explained{
			{Err: parcels.ErrNoParcel, Key: "ship.nosuch"}, {Err: parcels.ErrHandedOver, Key: "ship.handedover"},
			{Err: parcels.ErrImpossibleDay, Key: "ship.impossible"}, {Err: parcels.ErrNothingToHandOver, Key: "handover.nothing"},
		},
	}
}

// organises says that the person may see everybody's parcels, and tells whoever may not.
func organises(t *dialogue.Turn) bool {
	if t.Person.Role != bot.Organiser {
		t.Say("village.notyours", nil)
		return false
	}
	return true
}

// sender is the person as the couriers' books know them.
func sender(t *dialogue.Turn) parcels.SellerID { return parcels.SellerID(t.Person.ID) }

// focusOn makes a parcel the one that words without a number are about.
func focusOn(t *dialogue.Turn, id parcels.ParcelID) {
	t.Focus.Parcel = &meaning.Parcel{Number: int64(id), At: t.Now}
	t.Tell(meaning.Focus{Parcel: t.Focus.Parcel})
}
