package meaning

import (
	"oldhand/intents/meaning/rules"
)

func (c *composer) quote(s stretch) {
	slots, ok := c.fill(rules.Quote, s)
	if !ok {
		c.add(Quote{})
		return
	}
	if grams, ok := c.parser.Weight(s.words("weight"), c.context); ok {
		slots.Weight, slots.CarriedWeight = &grams, false
	}
	if s.has("courier") && slots.Courier == "" && c.Quote != nil {
		slots.Courier = c.courier(s)
	}
	if number, ok := digits(s.words("order_no")); ok {
		c.add(QuoteGoods{Number: Said(number), Quote: c.message.quote(slots)})
		return
	}
	c.add(c.completed(c.message.quote(slots)))
}

// ship sends the parcel just priced; where it is to go elsewhere, that has its price first.
func (c *composer) ship(s stretch) {
	courier := saidIf(c.courier(s))
	if !courier.Given() && s.has("place") && !s.has("phone", "contact", "person") {
		if place, known := c.names.PlaceCode(s.words("place")); known && place != c.quotedPlace() {
			c.quote(s)
			return
		}
	}
	c.add(Ship{Courier: courier})
}

// quotedPlace is the code of the place of the parcel priced last.
func (c *composer) quotedPlace() string {
	if c.Quote == nil {
		return ""
	}
	code, _ := c.names.PlaceCode(c.Quote.To)
	return code
}

func (c *composer) track(s stretch) {
	r := Report{On: c.Now}
	if n, ok := digits(s.words("parcel_no")); ok {
		r.Number = Said(n)
	}
	if what, on, ok := c.reported(s.said()); ok {
		r.What, r.On = what, on
	}
	c.add(r)
}

// pick reads a short answer by what was asked or shown.
func (c *composer) pick(s stretch) {
	switch {
	case s.has("phone", "contact") && c.Quote != nil:
		c.quote(s)
	case c.value(s):
	case s.has("order_no"):
		c.orders(s)
	case s.has("sku"), len(c.List) > 0:
		c.show(s)
	case s.has("item", "attr"):
		c.find(s)
	case c.Quote != nil && len(c.Draft) == 0: // the cheapest one
		c.quote(s)
	default:
		c.add(Confirm{})
	}
}

// value reads an act by the value that it says, and says whether there is one.
func (c *composer) value(s stretch) bool {
	switch {
	case s.has("place", "address", "weight", "size", "count"):
		c.quote(s)
	case s.has("courier"):
		c.ship(s)
	case s.has("date", "time"):
		c.pickTime(s)
	case s.has("qty"):
		c.order(s)
	default:
		return false
	}
	return true
}

func (c *composer) pickTime(s stretch) {
	switch {
	case c.asks(TimeSlot):
		c.remind(s)
	case c.reminds(c.Now):
		c.snooze(s)
	default:
		c.when(s)
	}
}

// correct reads what puts right what was just understood.
func (c *composer) correct(s stretch) {
	switch {
	case len(c.Draft) > 0 && onlyTold.MatchString(s.said()):
		c.add(Cancel{})
	case drafting{c}.retyped(s):
	case drafting{c}.instead(s):
	case s.has("qty", "up", "down", "times") && len(c.Draft) > 0:
		drafting{c}.change(s)
	case c.value(s):
	case s.has("item", "attr", "sku", "not") && len(c.Draft) > 0:
		drafting{c}.change(s)
	case s.has("item", "attr", "sku"):
		c.find(s)
	case s.has("language"):
		language(c, s)
	default:
		c.add(Chat{})
	}
}

// courier is the one that an act names, as the village spells it.
func (c *composer) courier(s stretch) string {
	if name, ok := c.parser.Courier(s.said(), c.context); ok {
		return name
	}
	return s.words("courier")
}
