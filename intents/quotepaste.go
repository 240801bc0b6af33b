package intents

import (
	"context"
	"slices"
	"strconv"

	"oldhand/integrations/courier"
	"oldhand/intents/understand"
)

// addressPasted quotes to an address as it is copied from a shop, with name and telephone number: its numbers are no
// quantities and its words no goods, and neither is anybody else's business, so it goes no further. An order that names an
// item by its SKU is one all the same.
func (v *visit) addressPasted(ctx context.Context, text string) (done bool, err error) {
	paste, ok := courier.Paste(text)
	if !ok || slices.ContainsFunc(v.understand(text).Commands, ordersSKU) {
		return false, nil
	}
	s := understand.Slots{To: paste.Address}
	if g, err := courier.ParseWeight(paste.Weight); err == nil {
		s.Weight = &g
		v.state.Quote = nil // another parcel
	}
	if size, err := courier.ParseSize(paste.Size); err == nil {
		mm := size.Millimetres()
		s.Size = mm[:]
	}
	if n, err := strconv.Atoi(paste.Count); err == nil {
		s.Count = n
	}
	return true, v.quote(ctx, s)
}

// ordersSKU says that a command orders an item that the catalogue knows by what was said.
func ordersSKU(c understand.Command) bool {
	return c.Name == understand.Order && slices.ContainsFunc(c.Slots.Lines, func(l understand.Line) bool { return l.SKU != "" })
}
