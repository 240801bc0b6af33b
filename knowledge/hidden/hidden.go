// Package hidden finds what the styles of a page hide: nobody who reads the page sees it.
package hidden

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"

	"oldhand/integrations/bounds"
)

// maxMatches is how often an element of a page may have to be compared with a selector, in the worst case.
const maxMatches = 50_000_000

// hiding are the properties by which an element is not seen, with the values that do so.
var hiding = map[string]*regexp.Regexp{
	"display": regexp.MustCompile(`^none$`), "visibility": regexp.MustCompile(`^(?:hidden|collapse)$`), "mso-hide": regexp.MustCompile(`^all$`),
	"opacity": regexp.MustCompile(`^0(?:\.0*)?%?$`), "font-size": regexp.MustCompile(`^0(?:\.0*)?(?:px|pt|em|rem|%)?$`),
	"left": beyondEdge, "top": beyondEdge, "text-indent": beyondEdge,
}

var beyondEdge = regexp.MustCompile(`^-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)$`)

// look is what a rule of a style sheet, or an element's own style, says of one of these properties.
type look struct {
	selector        cascadia.Sel // nil: the element's own
	property        string
	hides, decisive bool // decisive: !important
}

// verdicts are what counts of the styles of some elements, by property.
type verdicts map[*html.Node]map[string]look

func (v verdicts) add(n *html.Node, l look) {
	if v[n] == nil {
		v[n] = map[string]look{}
	}
	if before, said := v[n][l.property]; !said || before.yieldsTo(l) {
		v[n][l.property] = l
	}
}

// Elements gives the elements of a page that its style sheets, or their own styles, hide. Error: a [bounds.Error].
func Elements(page *goquery.Document) ([]*html.Node, error) {
	var sheet strings.Builder
	page.Find("style").Each(func(_ int, s *goquery.Selection) {
		if media := strings.ToLower(s.AttrOr("media", "all")); media == "all" || media == "screen" {
			sheet.WriteString(s.Text() + "\n")
		}
	})
	root := page.Nodes[0]
	elements, deepest := measured(root, 0)
	found, matches := verdicts{}, 0
	for _, rule := range looks(sheet.String(), false) {
		if matches += elements * rule.steps(deepest); matches > maxMatches {
			return nil, bounds.Error{Code: "bounds.styles", Most: maxMatches}
		}
		for _, n := range cascadia.QueryAll(root, rule.selector) {
			found.add(n, rule)
		}
	}
	for _, n := range page.Find("[style]").Nodes {
		for _, own := range looks(attribute(n, "style"), true) {
			found.add(n, own)
		}
	}
	var hidden []*html.Node
	for n, properties := range found {
		for _, l := range properties {
			if l.hides {
				hidden = append(hidden, n)
				break
			}
		}
	}
	return hidden, nil
}

// measured counts the elements of a tree, and how deep it is.
func measured(n *html.Node, depth int) (elements, deepest int) {
	elements, deepest = 1, depth
	for child := range n.ChildNodes() {
		more, deep := measured(child, depth+1)
		elements, deepest = elements+more, max(deepest, deep)
	}
	return elements, deepest
}

// steps is the most comparisons that the selector of a rule takes for one element, whose ancestors it looks through for each of
// those that it names.
func (l look) steps(deepest int) int {
	steps := 1
	for range strings.Count(strings.NewReplacer(" > ", ">", " + ", "+").Replace(l.selector.String()), " ") {
		steps = min(steps*max(deepest, 1), maxMatches)
	}
	return steps
}

// yieldsTo says that a later rule for the same property counts more.
func (l look) yieldsTo(later look) bool {
	switch {
	case l.decisive != later.decisive:
		return later.decisive
	case l.selector == nil || later.selector == nil:
		return later.selector == nil
	}
	return !later.selector.Specificity().Less(l.selector.Specificity())
}

// looks reads a style sheet, or an element's own style, without the rules for other media.
func looks(sheet string, own bool) (all []look) {
	p := css.NewParser(parse.NewInputString(sheet), own)
	var selectors strings.Builder
	var of cascadia.SelectorGroup
	inner := 0 // rules such as @media around
	for {
		kind, _, name := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if !p.HasParseError() {
				return all
			}
		case css.BeginAtRuleGrammar:
			inner++
		case css.EndAtRuleGrammar:
			inner--
		case css.QualifiedRuleGrammar:
			selectors.WriteString(written(p.Values()) + ",")
		case css.BeginRulesetGrammar:
			of, _ = cascadia.ParseGroup(selectors.String() + written(p.Values()))                                  // one that cannot be read holds for nothing
			of = slices.DeleteFunc(of, func(s cascadia.Sel) bool { return strings.ContainsAny(s.String(), "~(") }) // could take for ever
			selectors.Reset()
		case css.DeclarationGrammar:
			l := look{property: strings.ToLower(string(name))}
			value, important := strings.CutSuffix(strings.ToLower(written(p.Values())), "!important")
			if l.decisive = important; hiding[l.property] == nil || inner > 0 {
				continue
			}
			l.hides = hiding[l.property].MatchString(strings.TrimSpace(value))
			if own {
				all = append(all, l)
			}
			for _, selector := range of {
				l.selector = selector
				all = append(all, l)
			}
		}
	}
}

// written puts tokens together again.
func written(tokens []css.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.Write(t.Data)
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}
