package table

import (
	"regexp"
	"strings"
)

// formulaSigns are what a cell begins with that a spreadsheet would take for a formula.
const formulaSigns = "=+-@\t\r"

// plainNumber is a cell that is a number with a sign, which does nothing.
var plainNumber = regexp.MustCompile(`^[+-]?\d+(?:\.\d+)?%?$`)

// Inert is a cell as it is written to a CSV: what a spreadsheet would run as a formula begins with an apostrophe, by which it
// knows a text. Reading takes the apostrophe off again.
func Inert(cell string) string {
	if cell == "" || !strings.ContainsRune(formulaSigns, rune(cell[0])) || plainNumber.MatchString(cell) {
		return cell
	}
	return "'" + cell
}

// AllInert is Inert for every cell of a row.
func AllInert(cells []string) []string {
	inert := make([]string, len(cells))
	for i, cell := range cells {
		inert[i] = Inert(cell)
	}
	return inert
}

// live is a cell as it was before Inert.
func live(cell string) string {
	rest, marked := strings.CutPrefix(cell, "'")
	if marked && rest != "" && strings.ContainsRune(formulaSigns, rune(rest[0])) {
		return rest
	}
	return cell
}
