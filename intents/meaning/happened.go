package meaning

import (
	"regexp"
	"slices"
	"strings"
)

// What became of goods orders none of them: some were broken, or go back.
var (
	goingBack = regexp.MustCompile(`(?i)\breturn(?:s|ed|ing)?\b|\b(?:sen[dt]|gave|give|br(?:ing|ought)|came) back\b|\brefund(?:ed)?\b|退`)
	byBuyers  = regexp.MustCompile(`(?i)\b(?:customers?|buyers?|clients?|shoppers?)\b|客户|客戶|客人|买家|買家|顾客|顧客`)
)

// afterwards gives, for orders of goods that were broken or that go back, a claim of them; what a seller's buyers sent back is hers, and only
// told. Goods on the open draft are meant to be taken off it.
func (m *message) afterwards(commands []Command) []Command {
	wrong := wrongWith(m.text)
	if m.Role == "distributor" || wrong == "" && !goingBack.MatchString(m.text) || !parserOf(m.names).Happened(m.text, m.context()) {
		return commands
	}
	out := slices.Clone(commands)
	for i, c := range out {
		line, ok := onlyLine(c)
		drafted := slices.ContainsFunc(m.Draft, func(d Item) bool { return d.SKU != "" && strings.EqualFold(d.SKU, line.SKU.Value) })
		switch {
		case !ok || drafted:
		case byBuyers.MatchString(m.text):
			out[i] = Chat{}
		default:
			out[i] = Claim{Line: line, Reason: saidIf(wrong)}
		}
	}
	return out
}

// onlyLine is the line of goods of the catalogue that a command orders, changes or counts, if it is one.
func onlyLine(c Command) (line Line, ok bool) {
	switch c := c.(type) {
	case Order:
		if len(c.Lines) == 1 {
			line = c.Lines[0]
		}
	case Change:
		line = c.Line
	case Stock:
		line = c.Line
		line.Quantity = c.Stock
	}
	return line, line.SKU.Given()
}
