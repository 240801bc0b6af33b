package meaning

import (
	"cmp"

	"oldhand/intents/meaning/rules"
)

// stock tells what is on the shelf, what came or went. Which goods and which number the roles say; a word such as "sold out"
// that is a number the rules read.
func (c *composer) stock(s stretch) {
	slots, _ := c.fill(rules.Stock, s)
	st := Stock{Line: c.told(s, slots), Stock: saidAt(slots.Stock), Step: Step(slots.Step), When: saidIf(slots.When), Doubtful: doubtfulStock.MatchString(s.said())}
	switch n, by := c.step(s); {
	case by != 0:
		st.Stock, st.Step = Said(n), stepOf(by)
	case st.Quantity.Given() && !st.Stock.Given():
		st.Stock = Said(st.Quantity.Value)
	}
	st.Quantity, st.Unit = Slot[int]{}, Slot[string]{}
	c.add(st)
}

// price tells what goods cost, or by how much that goes up or down.
func (c *composer) price(s stretch) {
	slots, _ := c.fill(rules.Price, s)
	p := Price{Line: c.told(s, slots), Price: saidAt(slots.Price), Step: Step(slots.Step), Doubtful: doubtfulPrice.MatchString(s.said())}
	for role, step := range map[string]Step{"price": p.Step, "up": Up, "down": Down} {
		if fen, ok := c.parser.Money(s.words(role), c.context); ok {
			p.Price, p.Step = Said(fen), step
		}
	}
	p.Quantity, p.Unit = Slot[int]{}, Slot[string]{}
	c.add(p)
}

// told are the goods that something is told of: those of the roles, else those that the rules read, else those named before.
func (c *composer) told(s stretch, slots rules.Slots) Line {
	defer func() { c.named = cmp.Or(s.words("sku"), s.goods(), slots.SKU, slots.Item, c.named) }()
	switch {
	case s.has("item", "attr", "sku", "ref"):
		return c.line(s)
	case slots.SKU != "" || slots.Item != "":
		return c.message.line(rules.Line{Item: slots.Item, SKU: slots.SKU})
	}
	if n, ok := c.names.SKU(c.named); ok {
		return c.message.line(rules.Line{SKU: n.SKU})
	}
	return c.message.line(rules.Line{Item: c.named})
}

// stepOf is the direction of a difference.
func stepOf(by int) Step {
	if by < 0 {
		return Down
	}
	return Up
}
