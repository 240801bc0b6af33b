package encoder

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// placed appends the rows of the pieces of a text, as pieces does, and to places where in the text each of them begins and,
// in the end, where the last one ends: a piece ends where the next one begins. Spaces belong to the piece after them. Of
// several pieces that come out of one character (㌔ becomes キ and ロ) the last one has it, and the others are empty.
func (c *cutter) placed(v *vocabulary, rows, places []int32, text string) ([]int32, []int32) {
	c.trace(text)
	rows, begin := c.likeliest(v, rows), len(places)
	places = append(places, c.origins[len(c.clean)])
	unknown := false
	for at := int32(len(c.clean)); at > 0; at = c.best[at].from {
		from := c.best[at].from
		if again := c.best[at].row == rowUnknown && unknown; again {
			places[len(places)-1] = c.origins[from]
			continue
		}
		unknown = c.best[at].row == rowUnknown
		places = append(places, c.origins[from])
	}
	slices.Reverse(places[begin:])
	return rows, places
}

// trace is normalise, and remembers where everything comes from; it takes longer.
func (c *cutter) trace(text string) {
	c.clean, c.origins = c.clean[:0], c.origins[:0]
	space, leading := int32(0), true // where the spaces begin that are to be written before the next character; -1 if there are none
	for at := 0; at < len(text); {
		for _, part := range parts(text[at:]) {
			plain := normalised(part)
			if leading = leading && plain == " "; leading {
				space = int32(at + len(part))
			} else {
				space = c.add(plain, int32(at), space)
			}
			at += len(part)
		}
	}
	if space < 0 {
		space = int32(len(text))
	}
	c.origins = append(c.origins, space)
}

// add writes what comes from a place in the text and before it the spaces that are due. It gives those that are due then.
func (c *cutter) add(plain string, from, space int32) int32 {
	for _, b := range []byte(plain) {
		if b == ' ' {
			if space < 0 {
				space = from
			}
			continue
		}
		if space >= 0 {
			c.clean = append(c.clean, "▁"...)
			c.origins = append(c.origins, space, space, space)
			space = -1
		}
		c.clean = append(c.clean, b)
		c.origins = append(c.origins, from)
	}
	return space
}

// normalised gives what becomes of a part of a text.
func normalised(part string) string {
	if r, _ := utf8.DecodeRuneInString(part); isException(r) {
		return exception(r)
	}
	return norm.NFKC.String(part)
}

// parts gives what a text begins with in the parts that are normalised apart: a character; or a letter and the marks that it
// becomes another letter with. Marks that it does not join are parts of their own, unless they stand in an order in which
// they become others only together.
func parts(text string) []string {
	if r, size := utf8.DecodeRuneInString(text); isException(r) {
		return []string{text[:size]}
	}
	segment := text[:norm.NFKC.NextBoundaryInString(text, true)]
	if i := strings.IndexFunc(segment, isException); i > 0 {
		segment = segment[:i]
	}
	var found []string
	var plain strings.Builder
	for rest := segment; rest != ""; {
		n := joining(rest)
		found = append(found, rest[:n])
		plain.WriteString(norm.NFKC.String(rest[:n]))
		rest = rest[n:]
	}
	if len(found) > 1 && plain.String() != norm.NFKC.String(segment) {
		return []string{segment}
	}
	return found
}

// joining gives how many bytes of a text's beginning become one character together; those of the first if none do.
func joining(text string) int {
	const most = 4 // characters that one can come from
	longest, end := 0, 0
	for range most {
		_, size := utf8.DecodeRuneInString(text[end:])
		if end += size; longest == 0 || utf8.RuneCountInString(norm.NFKC.String(text[:end])) == 1 {
			longest = end
		}
		if end == len(text) {
			break
		}
	}
	return longest
}
