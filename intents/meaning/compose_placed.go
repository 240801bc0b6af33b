package meaning

import "slices"

// editing are the acts that change an order which was placed, where they name it.
var editing = []string{"order", "change", "remove", "when"}

// placing changes orders that were placed.
type placing struct{ *composer }

// ofPlaced makes a change of an order that was placed of an act which names it, by its number or as the one on the screen. ok is false
// where the act names none, or changes nothing.
func (c placing) ofPlaced(s stretch) (e Edit, ok bool) {
	if c.Role == "distributor" || !slices.Contains(editing, s.Act.Name) {
		return e, false
	}
	if e, ok = c.placed(s); !ok {
		return e, false
	}
	if s.Act.Name == "remove" {
		e.Drop, e.Line = true, uncounted(c.line(s))
		return e, e.Named()
	}
	slots := c.pickupTime(s)
	e.When, e.WhenAsked, e.WhenOnly = saidIf(slots.When), slots.WhenAsked, slots.WhenOnly
	if s.has("item", "attr", "sku") {
		e.Line = c.line(s)
		e.Step = c.stepOfEdit(s)
	}
	return e, e.Quantity.Given() || e.When.Given() || e.WhenAsked != ""
}

// placed is the order that an act names.
func (c placing) placed(s stretch) (e Edit, ok bool) {
	if number, ok := digits(s.words("order_no")); ok {
		return Edit{Number: Said(number)}, true
	}
	o := c.Focus.Order
	if o == nil || o.Undone || len(c.Draft)+len(c.lines)+len(c.commands) > 0 || !thatOrder.MatchString(s.said()) {
		return e, false
	}
	return Edit{Number: Carried(o.All()[0]), With: o.All()[1:]}, true
}

// stepOfEdit says whether the number of pieces in a change of a placed order is a difference: of an order for more of its goods it is.
func (c placing) stepOfEdit(s stretch) Step {
	_, by := s.difference()
	if by == 0 && s.Act.Name == "order" && !wholly.MatchString(s.said()) {
		by = 1
	}
	if by == 0 {
		return ""
	}
	return stepOf(by)
}
