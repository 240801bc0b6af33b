package intents

import (
	"context"

	"oldhand/intents/understand"
)

// tellComing answers a distributor's person whose goods are still to come. They count once they are there: the button
// says that they are, and leads to the card that adds them.
func (v *visit) tellComing(ctx context.Context, s understand.Slots) error {
	item, ok, err := v.ownItem(ctx, understand.Slots{SKU: s.SKU, Item: s.Item})
	if err != nil || !ok {
		return err
	}
	v.state.Told = item.SKU
	due, _ := v.when(s.When)
	told := v.itemView(item, view{"N": *s.Stock, "Due": v.whenView(due)})
	v.say("distributor.coming", told, row(once(v.button("distributor.button.came", told, "came", item.SKU, *s.Stock))))
	return nil
}

// pressCame proposes to add what has come.
func (v *visit) pressCame(ctx context.Context, args []string) error {
	n, ok := number(args, 1)
	if !ok || n <= 0 {
		return v.stale(ctx)
	}
	return v.proposeChange(ctx, understand.Slots{SKU: args[0], Stock: &n, Step: understand.More})
}
