package rules

import "strconv"

// Numbers that are one sign: ⑳, ❸, 🔟. They count what they stand at, and number the lines of a list elsewhere.

// ringedRows are the rows of such signs, each with the number of its first.
var ringedRows = []struct {
	first, last rune
	from        int
}{
	{'①', '⑳', 1}, {'⑴', '⒇', 1}, {'⒈', '⒛', 1}, {'㉑', '㉟', 21}, {'㊱', '㊿', 36}, {'❶', '❿', 1}, {'➀', '➉', 1}, {'➊', '➓', 1},
	{'⓫', '⓴', 11}, {'⓵', '⓾', 1}, {'🔟', '🔟', 10},
}

// ringed gives the number that a sign is; empty: it is none.
func ringed(r rune) string {
	for _, row := range ringedRows {
		if row.first <= r && r <= row.last {
			return strconv.Itoa(row.from + int(r-row.first))
		}
	}
	return ""
}

// sign says that token i is a number in one sign.
func (m *message) sign(i int) bool {
	t := m.token(i)
	return t.kind == numToken && ringed(m.folded[t.from]) != ""
}

// countsAsSign says that the sign at token i counts, ⑳个 and A1023 ⑳, and does not number a line.
func (m *message) countsAsSign(i int) bool {
	if m.unitAt(i + 1) {
		return true
	}
	before, after := m.token(i-1), m.token(i+1)
	ends := after.kind == breakToken || after.kind == markToken || i+1 == len(m.tokens)
	return ends && before.kind != breakToken
}

// leader reads the dots between goods and their number, as lists have them: A1023......20.
func (m *message) leader(i int) (piece, bool) {
	end := i
	for m.token(end).s == "." || m.token(end).s == "…" || m.token(end).s == "·" || m.token(end).s == "_" {
		end++
	}
	fits := end > i+1 || end == i+1 && m.token(i).s == "…"
	if !fits || m.token(end).kind != numToken || m.token(i-1).kind == breakToken {
		return piece{}, false
	}
	return piece{kind: otherPiece, from: i, to: end}, true
}

// exponent says that figures are a number as machines write it, 1e3; what it says is asked.
func exponent(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && leadingDigits(s) > 0 && leadingDigits(s) < len(s)
}

// exponential reads 1e3 as a number that was not understood.
func (m *message) exponential(i int) (piece, bool) {
	if m.token(i).kind != numToken || !exponent(m.token(i).s) {
		return piece{}, false
	}
	p := piece{kind: numberPiece, from: i, to: i + 1, vague: true, ranged: true}
	m.takeUnit(&p)
	p.number = 0
	return p, true
}
