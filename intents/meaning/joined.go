package meaning

import "slices"

// Joined takes a SKU named beside an order for a line of it whose number was not said, "20 A1023 and some B500", and
// several SKUs asked about for one list.
func Joined(commands []Command) []Command {
	var out []Command
	for _, c := range commands {
		show, ok := c.(Show)
		last := len(out) - 1
		if !ok || last < 0 {
			out = append(out, c)
			continue
		}
		switch before := out[last].(type) {
		case Order:
			before.Lines = slices.Concat(before.Lines, show.Items)
			out[last] = before
		case Show:
			before.Items = slices.Concat(before.Items, show.Items)
			out[last] = before
		default:
			out = append(out, c)
		}
	}
	return out
}
