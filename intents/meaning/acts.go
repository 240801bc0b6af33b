package meaning

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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
			out.WriteString(s.glue(last, r.From, words))
		}
		out.WriteString(words)
		last = r.To
	}
	return out.String()
}

// glue is what joins two words of a name: 的 between Chinese ones that stand side by side, nothing, or a space.
func (s stretch) glue(from, to int, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	switch between := strings.TrimSpace(s.text[from:to]); {
	case between == "的" || between == "" && from == to:
		return between
	case between == "" || !text.IsHan(first):
		return " "
	}
	return " "
}

// goods are the words of what an act is about.
func (s stretch) goods() string { return cmp.Or(s.joined("item", "attr"), s.words("category")) }
