package intents

import (
	"errors"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/knowledge"
)

// sentences are the errors that a plain sentence explains. Those that carry data are answered where they happen, or by explain.
var sentences = []struct {
	err error
	key string
}{
	{catalogue.ErrNotFound, "errors.item"},
	{catalogue.ErrTooMany, "distributor.how"},
	{pickup.ErrNotFound, "errors.order"},
	{pickup.ErrTooLate, "errors.closed"},
	{address.ErrUnknownPlace, "errors.place"},
	{measure.ErrSize, "quote.size"},
	{parcels.ErrNoParcel, "ship.nosuch"},
	{parcels.ErrHandedOver, "ship.handedover"},
	{parcels.ErrImpossibleDay, "ship.impossible"},
	{parcels.ErrNothingToHandOver, "handover.nothing"},
	{knowledge.ErrNotFound, "errors.question"},
	{knowledge.ErrAnswered, "errors.answered"},
	{bot.ErrInvitation, "errors.invitation"},
	{bot.ErrNoPerson, "errors.person"},
}

// explain answers an error with its sentence; one that has none comes back.
func (v *visit) explain(err error) error {
	var reserved *catalogue.ReservedError
	if errors.As(err, &reserved) {
		v.say("distributor.reserved", view{"SKU": reserved.Item.SKU, "Reserved": reserved.Reserved})
		return nil
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			v.say(s.key, nil)
			return nil
		}
	}
	return err
}
