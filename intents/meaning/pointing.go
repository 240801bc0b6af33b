package meaning

import (
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

// pointing is how people point at a line of the list they were shown: 第二个, 2号, number 2, the second one.
var pointing = regexp.MustCompile(`(?i)第\s*([一二两三四五六七八九十\d]{1,2})\s*[个款种]|(?:^|[^\d])(\d{1,2})\s*号(?:的|款|要|来)|` +
	`\b(?:number|no\.)\s*(\d{1,2})\b|\bthe\s+(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:\s+one)?\b`)

// pointed is the text with the SKU wherever its words point at a line of the list shown last. What changes the open draft
// points at its lines instead.
func (m *message) pointed() string {
	all := pointing.FindAllStringSubmatchIndex(m.text, -1)
	if all == nil || len(m.List) == 0 || len(m.Draft) > 0 && m.corrects() {
		return m.text
	}
	var out strings.Builder
	last := 0
	for _, match := range all {
		if item, ok := m.at(numberPointedAt(m.text, match)); ok {
			out.WriteString(m.text[last:match[0]] + " " + item.SKU + " ")
			last = match[1]
		}
	}
	return out.String() + m.text[last:]
}

// numberPointedAt gives the number that a match of pointing holds.
func numberPointedAt(text string, match []int) int {
	for group := 2; group < len(match); group += 2 {
		if match[group] < 0 {
			continue
		}
		if n, ok := measure.ParseIndex(text[match[group]:match[group+1]]); ok {
			return n
		}
	}
	return 0
}

// corrects says that words do nothing but change lines of the draft or take them off.
func (m *message) corrects() bool {
	return !slices.ContainsFunc(m.understand(m.text, m.context()).Commands, func(c rules.Command) bool {
		return c.Name != rules.Change && c.Name != rules.Remove
	})
}

// beyond reads words that point at a line which the list does not have.
func (m *message) beyond() (Reading, bool) {
	if len(m.List) == 0 || !pointing.MatchString(m.text) {
		return Reading{}, false
	}
	u := m.read()
	if len(u.Commands) != 1 || u.Commands[0].Name != rules.Order || len(u.Commands[0].Slots.Lines) != 1 {
		return Reading{}, false
	}
	l := u.Commands[0].Slots.Lines[0]
	if l.SKU != "" || !pointing.MatchString(l.Item) && !pointing.MatchString("the "+l.Item) {
		return Reading{}, false
	}
	from := max(m.ListFrom, 1)
	return m.reading(Beyond{From: from, To: from + len(m.List) - 1})
}
