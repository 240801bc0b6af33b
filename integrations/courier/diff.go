package courier

import (
	"fmt"
	"slices"
	"strings"

	"oldhand/integrations/amount"
)

// bigMove is how many per cent a price may move before a person should look twice.
const bigMove = 20

// tell says in a dry run what would become of a row; before is nil where the row is new.
func (s *sheet) tell(before, after *card) {
	if !s.o.DryRun {
		return
	}
	if before == nil {
		s.o.Say("new: %s", after)
		return
	}
	s.o.Say("changed: %s: %s", after, strings.Join(differences(before, after), "; "))
}

// differences are the columns in which two versions of a row differ.
func differences(before, after *card) []string {
	var found []string
	was, is := before.cells(), after.cells()
	for i, column := range columns {
		if was[i] == is[i] {
			continue
		}
		text := fmt.Sprintf("%s %s -> %s", column, orNone(was[i]), orNone(is[i]))
		if move := before.move(after, column); move != 0 {
			text += fmt.Sprintf(" (%+d%%)", move)
			if move > bigMove || move < -bigMove {
				text += " !!!"
			}
		}
		found = append(found, text)
	}
	return found
}

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}

// move is by how many per cent a price column moves; of bands the one that moves most.
func (c *card) move(after *card, column string) int {
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
	}
	return 0
}

// percentMove is rounded away from zero, so that a move of just over the limit is seen.
func percentMove(was, is *amount.Fen) int {
	if was == nil || is == nil || *was == 0 {
		return 0
	}
	moved := int(*is-*was) * 100
	rounding := int(*was) - 1
	if moved < 0 {
		rounding = -rounding
	}
	return (moved + rounding) / int(*was)
}

// tellAbsent says in a dry run which rows of the file's couriers the file leaves out: they stay as they are.
func (s *sheet) tellAbsent() {
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
				s.o.Say("not in this file, stays: %s", s.byKey[key])
			}
		}
	}
}
