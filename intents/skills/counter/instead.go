package counter

import (
	"context"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// looked is what a turn has found that sellers could have in place of what is missing of their orders.
type looked struct {
	instead map[catalogue.ItemID][]catalogue.Item
}

var near = dialogue.Scratch[looked](name)

// lookFor finds what could be had in place of goods of an order that may turn out to be missing, before the transaction in which they do:
// searching takes its time. No order of the person's counter: nothing.
func (sk *skill) lookFor(ctx context.Context, t *dialogue.Turn, id pickup.OrderID) error {
	ids, err := sk.Orders.ItemsOf(ctx, views.ActorOf(t.Person), id)
	if err != nil {
		return err
	}
	found, err := sk.Catalogue.InsteadOf(ctx, ids, string(t.Lang))
	near.Of(t).instead = found
	return err
}
