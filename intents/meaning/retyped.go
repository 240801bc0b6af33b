package meaning

import (
	"regexp"
	"slices"
	"strings"

	"oldhand/intents/meaning/rules"
)

var (
	// mistyped are words by which somebody takes back what she wrote before.
	mistyped = regexp.MustCompile(`(?i)不对|不是|错|应该|才对|才是|\b(?:oops|sorry|mean|meant|typo|should be|should have been|my (?:bad|mistake)|wrong|mistyped?|correction|not)\b`)
	// besideSlip is what stands around SKUs where nothing else is said.
	besideSlip = regexp.MustCompile(`(?i)\b(?:oh|oops|wait|sorry|not?|my (?:bad|mistake)|typo|mistyped?|i|meant?|should|have been|be|it'?s?|is|was|that|the|wrong|one|code|sku|item|correction|actually|please|pls|and|but)\b|` +
		`不好意思|抱歉|不对|不是|应该|才对|才是|货号|[写打说看记点搞弄输]?错了?|我?[说要]的|换成|改成|[是哦啊噢额呃我要写成款的了]|[\s\pP]`)
	// denied ends the words before what is not meant.
	denied = regexp.MustCompile(`(?i)(?:不是|不要|\bnot)\s*$`)
)

// retypedSKU puts goods whose SKU was mistyped right: the SKU that was meant, with a word that says so, and perhaps the one that was not. The
// line keeps its quantity. It is the one named, the only one of the open draft or the one spoken of last.
func retypedSKU(m *message) (Reading, bool) {
	if len(m.Draft) == 0 || !mistyped.MatchString(m.text) {
		return Reading{}, false
	}
	rest, of, meant := m.text, -1, ""
	for _, p := range m.pieces() {
		if p.Kind != rules.SKUPiece {
			continue
		}
		sku := m.text[p.From:p.To]
		at := slices.IndexFunc(m.Draft, func(d Item) bool { return strings.EqualFold(d.SKU, sku) })
		switch {
		case at >= 0 && of < 0:
			of = at
		case at < 0 && meant == "" && !denied.MatchString(m.text[:p.From]):
			meant = sku
		default:
			return Reading{}, false
		}
		rest = rest[:p.From] + strings.Repeat(" ", p.To-p.From) + rest[p.To:]
	}
	if of < 0 {
		of = lastDrafted(m)
	}
	if meant == "" || of < 0 || besideSlip.ReplaceAllString(rest, "") != "" {
		return Reading{}, false
	}
	was := m.Draft[of]
	out := m.line(rules.Line{SKU: was.SKU, Item: was.Item})
	in := m.line(parserOf(m.names).Line("", meant, "", m.context()))
	in.Quantity = carriedIf(was.Quantity)
	return m.reading(Remove{out.carried("")}, Order{Lines: []Line{in}})
}

// lastDrafted is the place of the draft's only line, or of the one spoken of last; -1: there is none.
func lastDrafted(m *message) int {
	if len(m.Draft) == 1 {
		return 0
	}
	return slices.IndexFunc(m.Draft, func(d Item) bool { return d.Latest })
}
