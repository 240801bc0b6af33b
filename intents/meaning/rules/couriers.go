package rules

import (
	"strings"

	"oldhand/integrations/text"
)

// Couriers are the names by which couriers are known wherever they are said, each with what the courier is called in the
// village. They never change.
type Couriers struct {
	names phraseIndex[string]
	words spellings
}

// NewCouriers makes them of names, folded as text.Fold does it.
func NewCouriers(names map[string]string) *Couriers {
	c := &Couriers{phraseIndex[string]{}, spellings{text.NewSpeller(), map[string]bool{}, nil}}
	for name, courier := range names {
		tokens := phraseTokens(name)
		c.names[tokens[0]] = append(c.names[tokens[0]], phrase[string]{tokens, courier})
		c.words.addAll(tokens)
		c.words.addSwappable(tokens)
	}
	c.names.sort()
	return c
}

// cue gives what the longest cue at token i tells, be it of the tables or a courier's name, and how many tokens it has; 0: none.
func (m *message) cue(i int) (tags tag, length int) {
	tags, length = cueIndex.longest(m, i)
	switch _, n := m.couriers.names.longest(m, i); {
	case n > length:
		return courier, n
	case n > 0 && n == length:
		return tags | courier, n
	}
	return tags, length
}

// courierName gives the courier that a segment names, as the village spells it where it has a card of that courier.
func (s segment) courierName() string {
	if name, ok := s.askCourier(s.all()); ok {
		return name
	}
	for _, p := range s.list() {
		if name, n := s.couriers.names.longest(s.message, p.from); n > 0 {
			return name
		}
	}
	return ""
}

func (s segment) askCourier(words string) (string, bool) {
	if s.asked >= maxAsked {
		return "", false
	}
	s.message.asked++
	name, ok := s.lexicon.Courier(words)
	return strings.TrimSpace(name), ok
}
