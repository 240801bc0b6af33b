package address

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// A division's full name leads to it, to what it lies in, or to the question which of several is meant: never to a place
// that merely begins like it, as 九龙坡区 begins like 九龙.
func TestAFullNameNeverLeadsElsewhere(t *testing.T) {
	t.Parallel()
	g := places()
	for _, n := range g.nodes {
		if n.nominal || len(n.code) > 6 || slices.Contains(generic, n.name) {
			continue
		}
		for _, text := range []string{n.name, n.name + "人民路12号", "王一 13800130001 " + n.name} {
			a, err := Parse(text)
			var several *AmbiguousError
			switch {
			case errors.As(err, &several), err == nil && strings.HasPrefix(n.code, a.Place.Code):
			case err == nil && g.nodes[g.byCode[a.Place.Code]].name == n.name: // of the same name
			default:
				t.Errorf("%s (%s) is read as %s %s, %v", text, n.code, a.Place.Code, a.Place.Name, err)
			}
		}
	}
}
