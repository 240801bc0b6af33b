package rates

import (
	"slices"

	"oldhand/integrations/table"

	"oldhand/integrations/measure"
)

// bigMove is how many per cent a price may move before a person should look twice.
const bigMove = 20

// tell says in a dry run what would become of a row; before is nil where the row is new.
func (s *importer) tell(before, after *rateCard) {
	if !s.o.DryRun {
		return
	}
	if before == nil {
		s.o.Inform("rates.new", table.Data{"Row": after.name()})
		return
	}
	s.o.Inform("rates.changed", table.Data{"Row": after.name(), "Moves": moves(before, after)})
}

// move is a column in which two versions of a row differ, as a file has it, or a weight whose price does.
type move struct {
	Column  string
	Weight  measure.Grams // else 0
	Was, Is string        // may be empty
	Percent int           // by which a price moves; 0: it is none
}

// Big says that a person should look twice.
func (m move) Big() bool { return m.Percent > bigMove || m.Percent < -bigMove }

// moves are all columns in which two versions of a row differ. Where a price moves far by what is no price itself, the
// weight whose price moves most is told as well.
func moves(before, after *rateCard) []move {
	var found []move
	was, is := before.cells(), after.cells()
	for i, column := range columns {
		if was[i] != is[i] {
			found = append(found, move{Column: column, Was: was[i], Is: is[i], Percent: before.move(after, column)})
		}
	}
	if slices.ContainsFunc(found, move.Big) {
		return found
	}
	grams, old, now := before.farthestMove(after)
	if m := (move{Weight: grams, Was: old.String(), Is: now.String(), Percent: percentMove(&old, &now)}); m.Big() {
		found = append(found, m)
	}
	return found
}

// move is by how many per cent a price column moves; of bands the one that moves most.
func (c *rateCard) move(after *rateCard, column string) int {
	switch column {
	case "first_price":
		return percentMove(c.FirstPrice, after.FirstPrice)
	case "step_price":
		return percentMove(c.StepPrice, after.StepPrice)
	case "bands":
		most := 0
		for _, was := range c.tiers {
			i := slices.IndexFunc(after.tiers, func(is band) bool { return is.upTo == was.upTo })
			if i < 0 {
				continue
			}
			if move := percentMove(&was.price, &after.tiers[i].price); max(move, -move) > max(most, -most) {
				most = move
			}
		}
		return most
	case "divisor":
		return percentMove(c.litre(), after.litre())
	}
	return 0
}

// litre is what a cubic decimetre counts in weight, in any unit; nothing without a divisor.
func (c *rateCard) litre() *measure.Fen {
	if c.Divisor == 0 {
		return new(measure.Fen)
	}
	return new(measure.Fen(1e9 / c.Divisor))
}

// farthestMove is the weight whose price with all surcharges moves most, of those where either version begins to charge
// otherwise and of what parcels usually weigh, on any of the days on which a surcharge begins or ends.
func (c *rateCard) farthestMove(after *rateCard) (weight measure.Grams, was, is measure.Fen) {
	most := 0
	weights, days := append(c.turns(), after.turns()...), append(c.extraDays(), after.extraDays()...)
	slices.Sort(weights)
	for _, on := range days {
		for _, g := range weights {
			before, _, ok := c.price(g, on)
			then, _, ok2 := after.price(g, on)
			move := percentMove(&before.Price, &then.Price)
			if ok && ok2 && max(move, -move) > most {
				most, weight, was, is = max(move, -move), g, before.Price, then.Price
			}
		}
	}
	return weight, was, is
}

// turns are usual weights, and those at which the card begins to charge otherwise.
func (c *rateCard) turns() []measure.Grams {
	weights := []measure.Grams{1, 500, 1000, 2000, 5000, 10_000}
	if c.FirstG != nil {
		weights = append(weights, *c.FirstG, *c.FirstG+1)
	}
	for _, b := range c.tiers {
		weights = append(weights, b.upTo, b.upTo+1)
	}
	return weights
}

// extraDays are the days on which surcharges begin and end; the first of all days stands for those of none.
func (c *rateCard) extraDays() []day {
	found := []day{firstDay}
	for _, extra := range c.extras {
		found = append(found, extra.days.from, extra.days.to)
	}
	return found
}

// percentMove is rounded away from zero, so that a move of just over the limit is seen. From nothing to something is as
// far as back.
func percentMove(was, is *measure.Fen) int {
	switch {
	case was == nil || is == nil || *was == *is:
		return 0
	case *was == 0:
		return 100
	}
	moved := int(*is-*was) * 100
	rounding := int(*was) - 1
	if moved < 0 {
		rounding = -rounding
	}
	return (moved + rounding) / int(*was)
}

// tellAbsent says in a dry run which rows of the file's couriers the file leaves out: they stay as they are.
func (s *importer) tellAbsent() {
	if !s.o.DryRun {
		return
	}
	var names [][2]string
	for _, key := range s.touched {
		if name := [2]string{key.courier, key.service}; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		for _, key := range s.byName[name] {
			if _, here := s.before[key]; !here {
				s.o.Inform("rates.stays", table.Data{"Row": s.byKey[key].name()})
			}
		}
	}
}
