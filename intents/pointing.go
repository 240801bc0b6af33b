package intents

import (
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/understand"
)

// pointing is how people point at a line of the list they were shown: 第二个, 2号, number 2, the second one.
var pointing = regexp.MustCompile(`(?i)第\s*([一二两三四五六七八九十\d]{1,2})\s*[个款种]|(?:^|[^\d])(\d{1,2})\s*号(?:的|款|要|来)|` +
	`\b(?:number|no\.)\s*(\d{1,2})\b|\bthe\s+(first|second|third|fourth|fifth)(?:\s+one)?\b`)

// pointed puts the SKU wherever words point at a line of the list shown last, so that they can be understood by themselves.
// What changes the open draft points at its lines instead.
func (v *visit) pointed(text string) string {
	all := pointing.FindAllStringSubmatchIndex(text, -1)
	if all == nil || v.state.Found == nil || v.state.Draft != nil && v.corrects(text) {
		return text
	}
	var out strings.Builder
	last := 0
	for _, m := range all {
		if sku, ok := v.state.Found.at(pointedAt(text, m)); ok {
			out.WriteString(text[last:m[0]] + " " + sku + " ")
			last = m[1]
		}
	}
	return out.String() + text[last:]
}

// pointedAt gives the number that a match of pointing holds.
func pointedAt(text string, m []int) string {
	for group := 2; group < len(m); group += 2 {
		if m[group] >= 0 {
			return text[m[group]:m[group+1]]
		}
	}
	return ""
}

// corrects says that words do nothing but change lines of the draft or take them off.
func (v *visit) corrects(text string) bool {
	return !slices.ContainsFunc(v.understand(text).Commands, func(c understand.Command) bool {
		return c.Name != understand.Change && c.Name != understand.Remove
	})
}

// pointedBeyond answers words that point at a line which the list does not have.
func (v *visit) pointedBeyond(u understand.Understanding) bool {
	f := v.state.Found
	if f == nil || len(f.SKUs) == 0 || len(u.Commands) != 1 || u.Commands[0].Name != understand.Order {
		return false
	}
	lines := u.Commands[0].Slots.Lines
	if len(lines) != 1 || lines[0].SKU != "" || !pointing.MatchString(lines[0].Item) && !pointing.MatchString("the "+lines[0].Item) {
		return false
	}
	from := f.Page*pageSize + 1
	v.say("find.beyond", view{"From": from, "To": from + len(f.SKUs) - 1})
	return true
}

// at gives the SKU at a number of the page shown.
func (f *found) at(word string) (string, bool) {
	n, _ := measure.ParseIndex(word)
	i := n - 1 - f.Page*pageSize
	if i < 0 || i >= len(f.SKUs) {
		return "", false
	}
	return f.SKUs[i], true
}
