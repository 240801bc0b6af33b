package meaning

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A message is marked with what is done in it as evals/corpus/README.md says: ⟦order|⟨qty:20⟩ ⟨item:red clips⟩⟧ please.
var marks = regexp.MustCompile(`⟦(\w+)\|?|⟧|⟨(\w+):|⟩`)

// ErrMarks says that marks are open, nested or out of order.
var ErrMarks = errors.New("the marks of a message do not fit together")

// Unmarked gives the bare text of a marked message and its acts, of which it is sure. The error is ErrMarks.
func Unmarked(marked string) (text string, acts []Act, err error) {
	var bare strings.Builder
	at, inAct, inRole := 0, false, false
	for _, mark := range marks.FindAllStringSubmatchIndex(marked, -1) {
		bare.WriteString(marked[at:mark[0]])
		at = mark[1]
		begins, role, ends := mark[2] >= 0, mark[4] >= 0, strings.HasPrefix(marked[mark[0]:], "⟧")
		if begins == inAct || !begins && inRole == (role || ends) {
			return "", nil, fmt.Errorf("%w: at %q", ErrMarks, marked[mark[0]:])
		}
		last := len(acts) - 1
		switch here := bare.Len(); {
		case begins:
			acts = append(acts, Act{Name: marked[mark[2]:mark[3]], From: here, Sure: 1})
			inAct = true
		case role:
			acts[last].Roles = append(acts[last].Roles, Role{Name: marked[mark[4]:mark[5]], From: here})
			inRole = true
		case ends:
			acts[last].To, inAct = here, false
		default:
			acts[last].Roles[len(acts[last].Roles)-1].To, inRole = here, false
		}
	}
	if inAct {
		return "", nil, fmt.Errorf("%w: one is not closed", ErrMarks)
	}
	bare.WriteString(marked[at:])
	return bare.String(), acts, nil
}
