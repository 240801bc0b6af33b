package rates

import (
	"cmp"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// CourierNames is what people call couriers, where some of them go by the names on a village's cards. It never changes.
type CourierNames struct {
	carded      map[string]string // of the couriers with a card
	established map[string]string
}

// NewCourierNames gives the names where these stand on cards. A name that two of them could go by is that of the one it is
// an established name of, and else that of the first.
func NewCourierNames(cards []string) *CourierNames {
	n := &CourierNames{carded: map[string]string{}, established: map[string]string{}}
	for _, card := range cards {
		n.carded[strings.TrimSpace(text.Fold(card))] = card
	}
	for _, whole := range []bool{true, false} {
		for _, card := range cards {
			if c, rest := companyOf(card); c != nil && (whole && rest == "" || !whole && slices.Contains(courierEndings, rest)) {
				n.call(card, c.called()...)
			}
		}
	}
	for _, card := range cards {
		n.call(card, withoutEnding(strings.TrimSpace(text.Fold(card))))
	}
	for _, c := range companies {
		for _, name := range c.names {
			n.established[name] = cmp.Or(n.carded[name], n.carded[text.Fold(c.short)], c.short)
		}
	}
	return n
}

// call adds names of the courier of a card that no other one goes by.
func (n *CourierNames) call(card string, names ...string) {
	for _, name := range names {
		if n.carded[name] == "" {
			n.carded[name] = card
		}
	}
}

// withoutEnding takes off what people leave out of a courier's name.
func withoutEnding(name string) string {
	for _, ending := range courierEndings {
		if ending[0] < 0x80 { // a word of its own
			ending = " " + ending
		}
		if short := strings.TrimSpace(strings.TrimSuffix(name, ending)); short != name && len([]rune(short)) > 1 {
			return short
		}
	}
	return name
}

// Established gives the names of all couriers that are known, folded, without those that have other meanings. Each comes
// with the name on the courier's card, or where it has none, with its short Chinese one. The caller must not change it.
func (n *CourierNames) Established() map[string]string { return n.established }

// In gives the name on its card of the courier that a sentence names, by whatever name: 中通, ZTO, 中通快递.
func (n *CourierNames) In(sentence string) (card string, ok bool) {
	sentence = strings.TrimSpace(text.Fold(sentence))
	longest := ""
	for name := range n.carded {
		longer := len(name) > len(longest) || len(name) == len(longest) && name < longest // the same one every time
		if longer && standsIn(sentence, name) {
			longest = name
		}
	}
	return n.carded[longest], longest != ""
}

// aloneNames are the names that mean a courier only where nothing else is said.
var aloneNames = func() map[string]bool {
	alone := map[string]bool{}
	for _, c := range companies {
		for _, name := range c.alone {
			alone[name] = true
		}
	}
	return alone
}()

// standsIn says that a name stands in a sentence, and not as a part of a Latin word.
func standsIn(sentence, name string) bool {
	if name == "" || aloneNames[name] {
		return name != "" && sentence == name
	}
	for from := 0; ; {
		at := strings.Index(sentence[from:], name)
		if at < 0 {
			return false
		}
		at += from
		if !lettersMeet(sentence, at) && !lettersMeet(sentence, at+len(name)) {
			return true
		}
		from = at + len(name)
	}
}

// lettersMeet says that Latin letters or digits stand on both sides of a place in a text.
func lettersMeet(s string, at int) bool {
	return at > 0 && at < len(s) && latinLetter(s[at-1]) && latinLetter(s[at])
}

func latinLetter(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
