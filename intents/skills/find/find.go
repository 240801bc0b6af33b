// Package find is the skill that looks for goods and shows them: by words, by category, by price, or one by its SKU.
package find

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services is what the skill needs.
type Services struct{ Catalogue *catalogue.Catalogue }

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.find), dialogue.Serve(sk.showItems), dialogue.Serve(sk.beyond), dialogue.Serve(sk.more)},
		Presses: map[string]dialogue.Press{
			"find": sk.pressFind, "page": sk.pressPage, "show": sk.pressShow, "cat": sk.pressCategory, "back": sk.pressBack,
		},
		Slashes: []dialogue.Slash{{Word: name, Menu: true, Bare: sk.askWhatToFind, Means: func(words string) meaning.Command {
			return meaning.Find{Text: meaning.Said(words)}
		}}},
		Help:     []dialogue.HelpButton{{Rank: 10, Key: "help.button.find", Verb: "help", Args: []any{name}}},
		Teach:    sk.askWhatToFind,
		Explains: []dialogue.Explained{{Err: catalogue.ErrNotFound, Key: "errors.item"}},
	}
}

const (
	name = "find"
	// categoriesOffered is how many categories have a button where nothing was said of what to find.
	categoriesOffered = 6
	// maxCategoryBytes is what fits in a button beside its verb.
	maxCategoryBytes = 26
)

// remembered is the last search, and the one that the item's card shown last was opened from.
type remembered struct {
	Search *search `json:"search,omitempty"`
	Origin *search `json:"origin,omitempty"`
}

var memory = dialogue.Memory[remembered](name)

// search is what was looked for and where its list stands.
type search struct {
	Text     string       `json:"text,omitempty"`
	Category string       `json:"category,omitempty"`
	Min      *measure.Fen `json:"min,omitempty"`
	Max      *measure.Fen `json:"max,omitempty"`
	Not      string       `json:"not,omitempty"` // wanted
	Order    string       `json:"order,omitempty"`
	Page     int          `json:"page,omitempty"`
	Total    int          `json:"total,omitempty"` // of what was found
	// Named are the items that were asked about by their SKUs; they are the list, and nothing is searched for.
	Named []catalogue.ItemID `json:"named,omitempty"`
}

// find searches the catalogue. Price limits alone narrow the search before.
func (sk *skill) find(ctx context.Context, t *dialogue.Turn, c meaning.Find) error {
	if c.SKU.Given() && !c.Text.Given() {
		return sk.showItems(ctx, t, meaning.Show{Items: []meaning.Line{{SKU: c.SKU}}})
	}
	s := &search{Text: c.Text.Value, Category: c.Category.Value, Min: c.PriceMin.Pointer(), Max: c.PriceMax.Pointer(),
		Not: c.Not.Value, Order: c.Order.Value}
	limited := s.Min != nil || s.Max != nil || s.Not != "" || s.Order != ""
	if last := memory.Of(t).Search; s.Text == "" && s.Category == "" && last != nil && limited {
		s.Text, s.Category = last.Text, last.Category
	}
	if s.Text == "" && s.Category == "" && !limited {
		return sk.askWhatToFind(ctx, t)
	}
	begin(t, s)
	return sk.showList(ctx, t)
}

// begin begins another search: a number said below its list means none of the items shown or ordered before.
func begin(t *dialogue.Turn, s *search) {
	memory.Of(t).Search = s
	t.Focus.Fresh, t.Focus.Item = true, nil
	t.Focus.List, t.Focus.ListOf = nil, s.Text
	if t.Focus.Order != nil {
		t.Focus.Order.Items = nil
	}
}

// askWhatToFind offers the largest categories.
func (sk *skill) askWhatToFind(ctx context.Context, t *dialogue.Turn) error {
	all, err := sk.Catalogue.Categories(ctx)
	if err != nil {
		return err
	}
	var buttons []bot.Button
	for _, c := range all {
		if len(c) <= maxCategoryBytes && !strings.Contains(c, "|") && len(buttons) < categoriesOffered {
			buttons = append(buttons, dialogue.Tap(c, "cat", c))
		}
	}
	t.Say("find.what", nil, dialogue.Rows(buttons)...)
	return nil
}

// showItems shows one item; several, or a SKU of several distributors, are a list to choose from.
func (sk *skill) showItems(ctx context.Context, t *dialogue.Turn, c meaning.Show) error {
	var skus, unknown []string
	for _, l := range c.Items {
		if !slices.Contains(skus, l.SKU.Value) {
			skus = append(skus, l.SKU.Value)
		}
	}
	var items []catalogue.Item
	for _, sku := range skus {
		of, err := sk.Catalogue.BySKU(ctx, sku)
		if err != nil {
			return err
		}
		if len(of) == 0 {
			unknown = append(unknown, sku)
		}
		items = append(items, meantBy(c.Items, of)...)
	}
	return sk.showNamed(ctx, t, items, strings.Join(skus, " "), unknown)
}

// meantBy are the items of a SKU, or the one of them that a line names by its number.
func meantBy(lines []meaning.Line, of []catalogue.Item) []catalogue.Item {
	named := slices.DeleteFunc(slices.Clone(of), func(i catalogue.Item) bool {
		return !slices.ContainsFunc(lines, func(l meaning.Line) bool { return l.ID.Given() && l.ID.Value == int64(i.ID) })
	})
	if len(named) > 0 {
		return named
	}
	return of
}

// showNamed shows the items of the SKUs that were named, and tells which SKUs there are none of. With no item at all the
// words are searched for.
func (sk *skill) showNamed(ctx context.Context, t *dialogue.Turn, items []catalogue.Item, words string, unknown []string) error {
	if len(items) > 0 && len(unknown) > 0 {
		t.Say("find.nosku", dialogue.View{"SKUs": unknown})
	}
	if len(items) == 1 {
		showDetail(t, items[0])
		return nil
	}
	s := &search{Text: words}
	for _, item := range items {
		s.Named = append(s.Named, item.ID)
	}
	begin(t, s)
	return sk.showList(ctx, t)
}

// beyond answers words that point at a line which the list does not have.
func (sk *skill) beyond(_ context.Context, t *dialogue.Turn, c meaning.Beyond) error {
	t.Say("find.beyond", dialogue.View{"From": c.From, "To": c.To})
	return nil
}

func (sk *skill) pressFind(ctx context.Context, t *dialogue.Turn, args []string) error {
	if last := memory.Of(t).Search; len(args) == 1 && args[0] == anyPrice && last != nil {
		begin(t, &search{Text: last.Text, Category: last.Category})
		return sk.showList(ctx, t)
	}
	return sk.askWhatToFind(ctx, t)
}

func (sk *skill) pressCategory(ctx context.Context, t *dialogue.Turn, args []string) error {
	if len(args) != 1 {
		return t.Stale(ctx)
	}
	begin(t, &search{Category: args[0]})
	return sk.showList(ctx, t)
}
