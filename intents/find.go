package intents

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/intents/understand"
)

const (
	pageSize   = 5
	resultsKey = "results"
	itemKey    = "item"
	// maxCategoryBytes is what fits in an action beside its verb.
	maxCategoryBytes = 26
)

// find searches the catalogue. Price limits alone narrow the search before.
func (v *visit) find(ctx context.Context, s understand.Slots) error {
	f := &found{Text: s.Text, Category: s.Category, Min: s.PriceMin, Max: s.PriceMax}
	if s.SKU != "" && f.Text == "" {
		return v.showItem(ctx, s)
	}
	if f.Text == "" && f.Category == "" && v.state.Found != nil && (f.Min != nil || f.Max != nil) {
		f.Text, f.Category = v.state.Found.Text, v.state.Found.Category
	}
	if f.Text == "" && f.Category == "" && f.Min == nil && f.Max == nil {
		return v.askWhatToFind(ctx)
	}
	v.search(f)
	return v.showFound(ctx)
}

// search begins another search: a number said below its list means none of the items shown or ordered before.
func (v *visit) search(f *found) {
	f.Fresh = true
	v.state.Found, v.state.Item = f, 0
	if v.state.Placed != nil {
		v.state.Placed.Items = nil
	}
}

// askWhatToFind offers the largest categories.
func (v *visit) askWhatToFind(ctx context.Context) error {
	all, err := v.Catalogue.Categories(ctx)
	if err != nil {
		return err
	}
	var buttons []bot.Button
	for _, c := range all {
		if len(c) <= maxCategoryBytes && !strings.Contains(c, "|") && len(buttons) < 6 {
			buttons = append(buttons, tap(c, "cat", c))
		}
	}
	v.say("find.what", nil, rows(buttons)...)
	return nil
}

// showFound answers with the page of the last search that the state names.
func (v *visit) showFound(ctx context.Context) error {
	f := v.state.Found
	if len(f.Named) > 0 {
		from := min(f.Page*pageSize, len(f.Named))
		items, err := v.Catalogue.Items(ctx, f.Named[from:min(from+pageSize, len(f.Named))])
		if err == nil {
			v.show(v.foundCard(items, false, len(f.Named)))
		}
		return err
	}
	result, err := v.Catalogue.Find(ctx, catalogue.Query{
		Text: f.Text, Category: f.Category, MinPrice: f.Min, MaxPrice: f.Max, Limit: pageSize, Offset: f.Page * pageSize,
	})
	if err != nil {
		return err
	}
	items := make([]catalogue.Item, len(result.Hits))
	for i, h := range result.Hits {
		items[i] = h.Item
	}
	if len(items) == 0 {
		v.say("find.nothing", view{"Text": clip(f.Text, 60), "Max": f.Max, "Min": f.Min}, v.otherWays(f)...)
		return nil
	}
	v.show(v.foundCard(items, result.Near, result.Total))
	return nil
}

// showFoundBelow shows a list as a new message although a button was pressed: the older list may be far up.
func (v *visit) showFoundBelow(ctx context.Context) error {
	err := v.showFound(ctx)
	if n := len(v.cards); n > 0 {
		v.cards[n-1].InPlace = false
	}
	return err
}

// otherWays are the buttons under a search that found nothing.
func (v *visit) otherWays(f *found) [][]bot.Button {
	all := v.button("find.button.categories", nil, "find")
	if f.Text == "" {
		return [][]bot.Button{row(all)}
	}
	return [][]bot.Button{row(all, v.button("find.button.noprice", nil, "find", "any"))}
}

// foundCard lists one page of items under a sheet of their pictures.
func (v *visit) foundCard(items []catalogue.Item, near bool, total int) bot.Card {
	f := v.state.Found
	f.SKUs = nil
	var lines []view
	var numbers []bot.Button
	for i, item := range items {
		n := f.Page*pageSize + i + 1
		f.SKUs = append(f.SKUs, item.SKU)
		lines = append(lines, v.itemView(item, view{"N": n}))
		numbers = append(numbers, tap(strconv.Itoa(n), "show", item.ID))
	}
	buttons := append([][]bot.Button{numbers}, v.pager(total)...)
	card := bot.Card{
		Text: v.text("find.results", view{
			"Text": clip(f.Text, 40), "Category": f.Category, "Min": f.Min, "Max": f.Max, "Near": near, "Total": total,
			"From": f.Page*pageSize + 1, "To": f.Page*pageSize + len(items), "Items": lines,
		}),
		Buttons: buttons, Key: resultsKey, InPlace: v.pressed(),
	}
	if key := catalogue.ContactPrintKey(items); key != "" {
		card.Photo = &bot.Photo{Key: key}
	}
	return card
}

func (v *visit) pager(total int) [][]bot.Button {
	page := v.state.Found.Page
	var buttons []bot.Button
	if page > 0 {
		buttons = append(buttons, v.button("find.button.back", nil, "page", page-1))
	}
	if (page+1)*pageSize < total {
		buttons = append(buttons, v.button("find.button.next", nil, "page", page+1))
	}
	if len(buttons) == 0 {
		return nil
	}
	return [][]bot.Button{buttons}
}

// itemView is an item as the sentences want it; extra joins it.
func (v *visit) itemView(i catalogue.Item, extra view) view {
	tiers := make([]view, len(i.Tiers))
	for n, t := range i.Tiers {
		tiers[n] = view{"From": t.From, "Price": t.Price}
	}
	out := view{
		"Title": short(i.Title(string(v.lang)), 48), "SKU": i.SKU, "Price": i.Price, "Tiers": tiers,
		"Unit": unitIn(v.lang, i.Unit), "Stock": i.Stock, "Min": i.MinQty, "Multiple": i.Multiple,
		"Distributor": i.Distributor, "Carton": i.Carton, "Weight": i.Weight, "Stall": i.Stall, "Category": i.Category,
		"Description": short(description(i, string(v.lang)), 300),
	}
	for k, e := range extra {
		out[k] = e
	}
	return out
}

func description(i catalogue.Item, lang string) string {
	if lang == "zh" && i.DescriptionZH != "" || i.DescriptionEN == "" {
		return i.DescriptionZH
	}
	return i.DescriptionEN
}

// showItem shows one item; several, or a SKU of several distributors, are a list to choose from.
func (v *visit) showItem(ctx context.Context, s understand.Slots) error {
	skus := []string{s.SKU}
	if len(s.Lines) > 0 {
		skus = skusOf(s.Lines)
	}
	var items []catalogue.Item
	var unknown []string
	for _, sku := range skus {
		of, err := v.Catalogue.BySKU(ctx, sku)
		if err != nil {
			return err
		}
		if len(of) == 0 {
			unknown = append(unknown, sku)
		}
		items = append(items, of...)
	}
	return v.showNamed(ctx, items, strings.Join(skus, " "), unknown)
}

// showNamed shows the items of the SKUs that were named, and tells which SKUs there are none of. With no item at all the
// words are searched for.
func (v *visit) showNamed(ctx context.Context, items []catalogue.Item, words string, unknown []string) error {
	if len(items) > 0 && len(unknown) > 0 {
		v.say("find.nosku", view{"SKUs": unknown})
	}
	if len(items) == 1 {
		v.showDetail(items[0])
		return nil
	}
	f := &found{Text: words}
	for _, item := range items {
		f.Named = append(f.Named, item.ID)
	}
	v.search(f)
	return v.showFound(ctx)
}

// skusOf gives the SKUs of lines, each once.
func skusOf(lines []understand.Line) (skus []string) {
	for _, l := range lines {
		if !slices.Contains(skus, l.SKU) {
			skus = append(skus, l.SKU)
		}
	}
	return skus
}

// showDetail shows one item with its picture and the quantities worth a button.
func (v *visit) showDetail(i catalogue.Item) {
	v.state.Item, v.state.Origin = i.ID, nil
	card := bot.Card{Text: v.text("find.detail", v.itemView(i, nil)), Key: itemKey, Buttons: rows(v.quantities(i))}
	if f := v.state.Found; f != nil && slices.Contains(f.SKUs, i.SKU) {
		v.state.Origin = f
		card.Buttons = append(card.Buttons, row(v.button("find.button.list", nil, "back")))
	}
	if len(i.Images) > 0 {
		card.Photo = &bot.Photo{Key: i.Images[0]}
	}
	v.show(card)
}

// pressBack shows the list again that the item's card was opened from, where a later search has not moved it.
func (v *visit) pressBack(ctx context.Context, _ []string) error {
	if v.state.Origin == nil {
		return v.stale(ctx)
	}
	v.state.Found = v.state.Origin
	return v.showFoundBelow(ctx)
}

// quantities are buttons for the minimum and for where the price drops, as far as the stock goes.
func (v *visit) quantities(i catalogue.Item) []bot.Button {
	var buttons []bot.Button
	for _, q := range likelyQuantities(i) {
		label := strconv.Itoa(q) + " × " + i.PriceAt(q).String()
		buttons = append(buttons, tap(label, "add", i.ID, q))
	}
	return buttons
}

// likelyQuantities are the minimum and the tiers' borders that are in stock, at most three.
func likelyQuantities(i catalogue.Item) []int {
	var out []int
	add := func(q int) {
		q = i.Orderable(q)
		if q <= i.Stock && len(out) < 3 && (len(out) == 0 || q > out[len(out)-1]) {
			out = append(out, q)
		}
	}
	add(i.MinQty)
	for _, t := range i.Tiers {
		add(t.From)
	}
	if len(i.Tiers) == 0 {
		add(2 * i.MinQty)
		add(5 * i.MinQty)
	}
	return out
}

func (v *visit) pressFind(ctx context.Context, args []string) error {
	if len(args) == 1 && args[0] == "any" && v.state.Found != nil {
		v.search(&found{Text: v.state.Found.Text, Category: v.state.Found.Category})
		return v.showFound(ctx)
	}
	return v.askWhatToFind(ctx)
}

func (v *visit) pressCategory(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return v.stale(ctx)
	}
	v.search(&found{Category: args[0]})
	return v.showFound(ctx)
}

func (v *visit) pressPage(ctx context.Context, args []string) error {
	page, ok := number(args, 0)
	if !ok || v.state.Found == nil || page < 0 {
		return v.stale(ctx)
	}
	v.state.Found.Page = page
	return v.showFound(ctx)
}

func (v *visit) pressShow(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	item, err := v.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	v.showDetail(item)
	return nil
}

// number reads the nth argument of a button.
func number(args []string, n int) (int, bool) {
	if n >= len(args) {
		return 0, false
	}
	i, err := strconv.Atoi(args[n])
	return i, err == nil
}
