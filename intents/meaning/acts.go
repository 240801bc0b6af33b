package meaning

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// Act is something that a message does, as the reader reads it: where it is done, and which roles the words there play.
// evals/corpus/README.md lists the names of acts and roles.
type Act struct {
	Name     string
	From, To int     // bytes of the text
	Sure     float64 // 0 to 1
	Roles    []Role
}

// Role is a stretch of words that plays a role in an act.
type Role struct {
	Name     string
	From, To int // bytes of the text
}

// stretch is an act in its message.
type stretch struct {
	*message
	Act
}

// said is the words of the act as they were written.
func (s stretch) said() string { return strings.TrimSpace(s.text[s.From:s.To]) }

// words are those of the first role with one of these names; "" where there is none.
func (s stretch) words(names ...string) string {
	for _, r := range s.Roles {
		if slices.Contains(names, r.Name) {
			return strings.TrimSpace(s.text[r.From:r.To])
		}
	}
	return ""
}

// all are the words of every role with one of these names, in the order said.
func (s stretch) all(names ...string) (words []string) {
	for _, r := range s.Roles {
		if slices.Contains(names, r.Name) {
			words = append(words, strings.TrimSpace(s.text[r.From:r.To]))
		}
	}
	return words
}

// last are the words of the last role of a name.
func (s stretch) last(name string) string {
	all := s.all(name)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// span is the text from the first role of a name to the last.
func (s stretch) span(name string) string {
	named := func(r Role) bool { return r.Name == name }
	first := slices.IndexFunc(s.Roles, named)
	if first < 0 {
		return ""
	}
	to := s.Roles[first].To
	for _, r := range s.Roles[first:] {
		if named(r) {
			to = r.To
		}
	}
	return strings.TrimSpace(s.text[s.Roles[first].From:to])
}

// has says that some words play one of these roles.
func (s stretch) has(names ...string) bool { return s.words(names...) != "" }

// joined are the words of all roles with these names, in the order said; what stands between them is left out unless it is
// the little that holds a name together.
func (s stretch) joined(names ...string) string {
	var out strings.Builder
	last := -1
	for _, r := range s.Roles {
		if !slices.Contains(names, r.Name) {
			continue
		}
		words := strings.TrimSpace(s.text[r.From:r.To])
		if last >= 0 {
			out.WriteString(s.glue(last, r.From))
		}
		out.WriteString(words)
		last = r.To
	}
	return out.String()
}

// glue is what joins two words of a name: 的 between Chinese ones that stand side by side, nothing, or a space.
func (s stretch) glue(from, to int) string {
	switch between := strings.TrimSpace(s.text[from:to]); {
	case between == "" && from == to && (s.text[from-1] == ' ' || s.text[to] == ' '):
		return " " // the space is in one of them
	case between == "的" || between == "" && from == to:
		return between
	case text.Small(strings.ToLower(between)): // socks for babies
		return " " + between + " "
	}
	return " "
}

// goods are the words of what an act is about.
func (s stretch) goods() string { return cmp.Or(s.joined("item", "attr"), s.words("category")) }

// A message is marked with what is done in it as evals/corpus/README.md says: ⟦order|⟨qty:20⟩ ⟨item:red clips⟩⟧ please.
var marks = regexp.MustCompile(`⟦(\w+)\|?|⟧|⟨(\w+):|⟩`)

// Marked writes a text with its acts marked. Of acts and roles that overlap the first stands, and what is left of another;
// what stands outside the text, or a role outside its act, is left out. A text that holds marks of its own is written as it is,
// and does not read back.
func Marked(text string, acts []Act) string {
	var out strings.Builder
	at := 0
	to := func(next int, mark string) {
		out.WriteString(text[at:next] + mark)
		at = next
	}
	for _, a := range acts {
		from, end := max(a.From, at), min(a.To, len(text))
		if from >= end {
			continue
		}
		to(from, "⟦"+a.Name+"|")
		for _, r := range a.Roles {
			if from, end := max(r.From, at), min(r.To, end); from < end {
				to(from, "⟨"+r.Name+":")
				to(end, "⟩")
			}
		}
		to(end, "⟧")
	}
	return out.String() + text[at:]
}

// HasMarks says that a text holds what only marks of acts and roles are written with.
func HasMarks(text string) bool { return strings.ContainsAny(text, "⟦⟧⟨⟩") }

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
