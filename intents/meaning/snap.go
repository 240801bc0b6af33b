package meaning

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"oldhand/intents/meaning/rules"
)

// valued says which pieces of the grammar a role's words are made of. Where a value begins and ends the grammar knows better
// than the reader, and what it is for the reader better than the grammar.
var valued = map[string][]rules.PieceKind{
	"qty": {rules.NumberPiece, rules.WeightPiece}, "up": {rules.NumberPiece, rules.MoneyPiece}, "down": {rules.NumberPiece, rules.MoneyPiece},
	"left": {rules.NumberPiece}, "lacking": {rules.NumberPiece}, "count": {rules.NumberPiece}, "sku": {rules.SKUPiece},
	"price": {rules.MoneyPiece, rules.NumberPiece}, "price_max": {rules.MoneyPiece, rules.NumberPiece}, "price_min": {rules.MoneyPiece, rules.NumberPiece},
	"weight": {rules.WeightPiece}, "size": {rules.SizePiece}, "date": {rules.TimePiece}, "time": {rules.TimePiece}, "place": {rules.PlacePiece},
	"order_no": {rules.NumberPiece}, "code": {rules.NumberPiece},
	"amount": {rules.MoneyPiece, rules.NumberPiece},
}

// goodsActs are acts that are about goods: a SKU in them is theirs.
var goodsActs = []string{"order", "sold", "change", "remove", "show", "find", "stock", "price", "notify", "short", "claim", "item_edit", "pool", "kit"}

// countedActs are acts that have a number of pieces.
var countedActs = []string{"order", "sold", "change", "stock"}

// pieces are those that the grammar cuts a message into.
func (m *message) pieces() []rules.Piece { return parserOf(m.names).Pieces(m.text, m.context()) }

// snapped gives the acts with their roles brought to where values and words begin and end, and with the values that the
// reader left without a role.
func snapped(text string, acts []Act, pieces []rules.Piece) []Act {
	out := make([]Act, len(acts))
	for i, a := range acts {
		a.Roles = slices.Clone(a.Roles)
		for j := range a.Roles {
			snap(text, &a.Roles[j], pieces)
		}
		a.Roles = apart(exactly(a, pieces))
		a = forgotten(text, a, pieces)
		a.Roles = named(text, a.Roles)
		out[i] = a
	}
	return out
}

// exactly takes SKUs that the catalogue has, and amounts of money, out of the names that the reader put them into; a SKU is one
// wherever it stands among goods.
func exactly(a Act, pieces []rules.Piece) []Role {
	roles := a.Roles
	for _, p := range pieces {
		sku := p.Kind == rules.SKUPiece && slices.Contains(goodsActs, a.Name) && a.From <= p.From && p.To <= a.To
		if !sku && p.Kind != rules.MoneyPiece {
			continue
		}
		for i := range roles {
			r := &roles[i]
			names := slices.Contains([]string{"item", "attr", "category"}, r.Name)
			switch {
			case r.To <= p.From || p.To <= r.From || !sku && !names:
			case p.From <= r.From && r.To <= p.To:
				r.To = r.From // nothing is left of it
			case r.From < p.From:
				r.To = p.From
			default:
				r.From = p.To
			}
		}
		if sku {
			roles = append(roles, Role{"sku", p.From, p.To})
		}
	}
	return roles
}

// apart gives roles in the order of the text, each ending before the next begins; what is left of nothing goes.
func apart(roles []Role) []Role {
	slices.SortStableFunc(roles, func(x, y Role) int { return x.From - y.From })
	var out []Role
	for _, r := range roles {
		if n := len(out) - 1; n >= 0 && r.From < out[n].To {
			r.From = out[n].To
		}
		if r.From < r.To {
			out = append(out, r)
		}
	}
	return out
}

// named reads "one" behind a colour as the goods that it stands for, and a colour that alone is taken for goods as a colour.
func named(text string, roles []Role) (out []Role) {
	for i, r := range roles {
		words := text[r.From:r.To]
		behind := i > 0 && slices.Contains([]string{"attr", "not"}, roles[i-1].Name) && strings.TrimSpace(text[roles[i-1].To:r.From]) == ""
		if r.Name == "qty" && (behind && strings.EqualFold(words, "one") || i > 0 && r.From > 0 && isLetter(text[r.From-1]) && isLetter(words[0])) {
			continue // "one" is no number there, nor is the end of a word
		}
		if next := i + 1; r.Name == "ref" && figures.MatchString(words) && next < len(roles) && roles[next].Name == "sku" {
			r.Name = "qty" // 2 A1023
		}
		if r.Name == "qty" && manyWord.MatchString(words) {
			continue // as many as the others
		}
		if n := len(out) - 1; n >= 0 && r.Name == "attr" && goesOn(text, out[n], r) {
			out[n] = Role{"attr", out[n].From, r.To}
			continue
		}
		if r.Name == "item" && rules.AreColours(words) {
			r.Name = "attr"
		}
		out = append(out, r)
	}
	return out
}

// goesOn says that what tells of goods is the rest of the role before it: 20|W, sky|blue.
func goesOn(text string, before, r Role) bool {
	switch before.Name {
	case "qty":
		return before.To == r.From && isLetter(text[r.From]) && isDigit(text[r.From-1])
	case "attr":
		return strings.TrimSpace(text[before.To:r.From]) == "" && rules.AreColours(plainColour(text[before.From:r.To]))
	}
	return false
}

// manyWord is what stands for a number without being one.
var manyWord = regexp.MustCompile(`(?i)^(?:many|much)$`)

// snap brings a role of a text to where its words begin and end.
func snap(text string, r *Role, pieces []rules.Piece) {
	kinds, value := valued[r.Name]
	name := slices.Contains([]string{"item", "attr", "not", "courier", "person", "distributor"}, r.Name)
	for _, p := range pieces {
		overlaps := p.From < r.To && r.From < p.To
		switch {
		case overlaps && value && slices.Contains(kinds, p.Kind), overlaps && name && p.Kind == rules.NamePiece:
			r.From, r.To = min(r.From, p.From), max(r.To, p.To)
		}
	}
	if value { // of a number too large to be one, too, nothing is taken alone
		for r.From > 0 && isDigit(text[r.From-1]) && isDigit(text[r.From]) {
			r.From--
		}
		for r.To < len(text) && isDigit(text[r.To]) && isDigit(text[r.To-1]) {
			r.To++
		}
	}
	if name {
		trim(text, r)
	}
	if r.Name == "attr" && r.To-r.From > len("的") {
		r.To -= len(text[r.From:r.To]) - len(strings.TrimSuffix(text[r.From:r.To], "的"))
	}
	if r.Name == "times" {
		for r.To < len(text) && isLetter(text[r.To-1]) && isLetter(text[r.To]) { // all of a word: double一下
			r.To++
		}
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|' ' && b|' ' <= 'z' }

// trim takes off what is no part of a name: a 的 in front, spaces and marks at both ends.
func trim(text string, r *Role) {
	words := text[r.From:r.To]
	cut := strings.TrimLeft(words, " 的,，.。!！?？、:：")
	r.From += len(words) - len(cut)
	r.To -= len(cut) - len(strings.TrimRight(cut, " ,，.。!！?？、:："))
}

// forgotten adds the roles of values that have none: when an order is to be fetched, and the one number where none was read, or
// one for each of several goods.
func forgotten(text string, a Act, pieces []rules.Piece) Act {
	free := func(p rules.Piece) bool {
		return a.From <= p.From && p.To <= a.To && !slices.ContainsFunc(a.Roles, func(r Role) bool { return r.From < p.To && p.From < r.To })
	}
	var numbers []rules.Piece
	for _, p := range pieces {
		switch {
		case !free(p):
		case p.Kind == rules.TimePiece && a.Name == "order":
			a.Roles = append(a.Roles, Role{"date", p.From, p.To})
		case p.Kind == rules.NumberPiece && slices.Contains(countedActs, a.Name):
			numbers = append(numbers, p)
		}
	}
	counted, goods, counts := a.count("qty", "up", "down", "times") > 0, a.count("item", "attr", "sku"), a.count("qty")
	if len(numbers) == 1 && !counted || counts > 0 && counts+len(numbers) == goods { // each of them has its own
		for _, n := range numbers {
			a.Roles = append(a.Roles, Role{"qty", n.From, n.To})
		}
	}
	if goods == 0 && slices.Contains(countedActs, a.Name) {
		a.Roles = append(a.Roles, goodsBehind(text, a, pieces)...)
	}
	slices.SortStableFunc(a.Roles, func(x, y Role) int { return x.From - y.From })
	return a
}

// count is how many roles of an act have one of these names.
func (a Act) count(names ...string) (n int) {
	for _, r := range a.Roles {
		if slices.Contains(names, r.Name) {
			n++
		}
	}
	return n
}

// goodsBehind are the words of a name that stand right behind a number of pieces, where no goods were read: 60个独角兽. Fewer
// characters than three may as well be what is done with them: 6个顶着.
func goodsBehind(text string, a Act, pieces []rules.Piece) (named []Role) {
	for _, r := range a.Roles {
		for to := r.To; r.Name == "qty"; {
			at := slices.IndexFunc(pieces, func(p rules.Piece) bool { return p.From == to && p.To <= a.To && p.Kind == rules.NamePiece })
			if at < 0 {
				break
			}
			to = pieces[at].To
			if n := len(named) - 1; n >= 0 && named[n].To == pieces[at].From {
				named[n].To = to
			} else {
				named = append(named, Role{"item", pieces[at].From, to})
			}
		}
	}
	return slices.DeleteFunc(named, func(r Role) bool { return utf8.RuneCountInString(text[r.From:r.To]) < 3 })
}

// goodsName is what an act calls goods: what they are, of which colours or sizes, and what else it tells of them.
type goodsName struct {
	name    string // satin ribbon
	colours []string
	told    []string // 22 metres, for weddings
}

// goodsName reads the name in the roles of an act.
func (s stretch) goodsName() (g goodsName) {
	for _, r := range s.Roles {
		words := strings.TrimSpace(s.text[r.From:r.To])
		switch {
		case r.Name == "item":
			g.name = rules.Beside(g.name, words)
		case r.Name != "attr":
		case rules.AreColours(plainColour(words)):
			g.colours = append(g.colours, plainColour(words))
		default:
			g.told = append(g.told, words)
		}
	}
	if rest, colour := rules.WithoutColour(g.name); colour != "" && rest != "" {
		g.name, g.colours = rest, append(g.colours, colour)
	}
	return g
}

// plainColour is a colour as names have it: 黄色 of 黄颜色, sky blue of the sky blue.
func plainColour(words string) string {
	return article.ReplaceAllString(strings.Replace(strings.TrimSuffix(words, "的"), "颜色", "色", 1), "")
}

// of is the name that an act says in full or, where it says nothing but what tells goods apart, with what goods were called before.
func (g goodsName) of(before goodsName) goodsName {
	if g.name == "" {
		g.name, g.told = before.name, slices.Concat(before.told, g.told)
	}
	return g
}

// words are all words of a name.
func (g goodsName) words() (words string) {
	for _, w := range slices.Concat(g.colours, g.told, []string{g.name}) {
		words = rules.Beside(words, w)
	}
	return words
}

// naming finds the items that names of goods mean.
type naming struct{ *composer }

// described is the item that a name means by what is told of the goods, where their catalogue has no such words for one.
func (c naming) described(g goodsName) (sku string) {
	one, _ := c.names.Described(g.name, g.colours, g.told)
	return one.SKU
}

// called is the item that a name means; "" where it may mean several, or none.
func (c naming) called(g goodsName) (sku string) {
	if one, ok := c.names.Item(g.words()); ok {
		return one.SKU
	}
	return c.described(g)
}

// isName says that words which tell of goods are the name of an item by themselves, and not only of which kind those named before are to be.
func (c naming) isName(own goodsName, words string) bool {
	_, ok := c.names.Item(words)
	return ok && len(own.told) > 0
}
