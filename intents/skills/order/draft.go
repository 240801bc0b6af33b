package order

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// maxLines keeps a draft to what a person can look through before tapping.
	maxLines = 200
	// wordsKept is how much of the words of a line is kept, in characters.
	wordsKept = 40
)

// draft is an order in the making. Rev is the turn that last changed it: a Confirm button of an earlier Rev is stale.
type draft struct {
	Rev   bot.TurnID `json:"rev"`
	Lines []line     `json:"lines,omitempty"`
	// When is the pickup time: 2006-01-02, or with an hour; empty: not said.
	When string `json:"when,omitempty"`
	// Unsure says why the pickup time must be asked for, in the words of meaning, while When says nothing.
	Unsure string `json:"unsure,omitempty"`
	// Assumed is the likely day that the card showed where When says nothing.
	Assumed string           `json:"assumed,omitempty"`
	Focus   catalogue.ItemID `json:"focus,omitempty"` // the line whose change buttons show in a long order
	Touched time.Time        `json:"touched"`
}

// line is one line of a draft. Without an item it is words still to be matched.
type line struct {
	Words    string             `json:"words,omitempty"`
	Title    string             `json:"title,omitempty"` // of the item, as last shown
	Also     string             `json:"also,omitempty"`  // its titles in both languages
	Item     catalogue.ItemID   `json:"item,omitempty"`
	SKU      string             `json:"sku,omitempty"`
	Choices  []catalogue.ItemID `json:"choices,omitempty"`  // items it may mean, or could be instead when sold out, likeliest first
	Quantity int                `json:"quantity,omitempty"` // 0: not said
	Unit     string             `json:"unit,omitempty"`     // as said, where the item does not have it
	Price    measure.Fen        `json:"price,omitempty"`    // of one piece, as last shown for this quantity
	From     int64              `json:"from,omitempty"`     // the message that made it; 0: a button
	Touched  bot.TurnID         `json:"touched,omitempty"`  // the turn that added it or last changed it by words
	Sold     []meaning.Sold     `json:"sold,omitempty"`     // the goods of files of the person's shop that it is of
}

// name is what a line is called: the words said or, where these are nothing but its SKU, its title.
func (l line) name() string {
	if l.Title != "" && (l.Words == "" || strings.EqualFold(l.Words, l.SKU)) {
		return l.Title
	}
	return l.Words
}

// add joins a line to the draft; two lines of one item become one, because tiers count all its pieces. It says whether
// there was room.
func (d *draft) add(l line) bool {
	if l.Item != 0 {
		if i := d.index(l.Item); i >= 0 {
			have := &d.Lines[i]
			have.Quantity, have.Unit, have.Price, have.From = have.Quantity+l.Quantity, cmp.Or(l.Unit, have.Unit), 0, l.From
			have.Touched, have.Sold = l.Touched, append(have.Sold, l.Sold...)
			return true
		}
	}
	if len(d.Lines) == maxLines {
		return false
	}
	d.Lines = append(d.Lines, l)
	return true
}

// index finds an item's line, or -1.
func (d *draft) index(item catalogue.ItemID) int {
	return slices.IndexFunc(d.Lines, func(l line) bool { return l.Item == item && item != 0 })
}

// set gives a line another quantity; none takes the line out.
func (d *draft) set(i, quantity int) {
	if quantity <= 0 {
		d.Lines = slices.Delete(d.Lines, i, i+1)
		return
	}
	l := &d.Lines[i]
	l.Quantity, l.Unit, l.Price = quantity, "", 0
}

// choose settles what item a line means; another line of that item takes it in.
func (d *draft) choose(i int, item catalogue.Item) {
	l := d.Lines[i]
	l.Item, l.SKU, l.Choices, l.Price = item.ID, item.SKU, nil, 0
	quantity, unit := measure.Count(measure.Decimal(l.Quantity)*measure.One, l.Unit, counting(item))
	l.Quantity, l.Unit = own(quantity, unit, item)
	d.Lines = slices.Delete(d.Lines, i, i+1)
	if j := d.index(item.ID); j >= 0 {
		d.add(l)
		return
	}
	d.Lines = slices.Insert(d.Lines, i, l)
}

// withdraw takes out the lines that a message made.
func (d *draft) withdraw(message int64) (found bool) {
	before := len(d.Lines)
	d.Lines = slices.DeleteFunc(d.Lines, func(l line) bool { return message != 0 && l.From == message })
	return len(d.Lines) < before
}

// items are the ids of all items the draft may mean.
func (d *draft) items() []catalogue.ItemID {
	var ids []catalogue.ItemID
	for _, l := range d.Lines {
		if l.Item != 0 {
			ids = append(ids, l.Item)
		}
		ids = append(ids, l.Choices...)
	}
	return ids
}

// shown is the draft as the focus holds it.
func (d *draft) shown() []meaning.Item {
	shown := make([]meaning.Item, len(d.Lines))
	latest := d.latest()
	for i, l := range d.Lines {
		shown[i] = meaning.Item{ID: int64(l.Item), Item: l.name(), SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit, Also: l.Also, Latest: i == latest, Shop: len(l.Sold) > 0}
	}
	return shown
}

// latest is the line that words added or changed last, or -1 where several were at once.
func (d *draft) latest() int {
	last, at := bot.TurnID(0), -1
	for i, l := range d.Lines {
		switch {
		case l.Touched > last:
			last, at = l.Touched, i
		case l.Touched == last:
			at = -1
		}
	}
	return at
}

// messages are those that the draft was made of.
func (d *draft) messages() []int64 {
	var out []int64
	for _, l := range d.Lines {
		if l.From != 0 && !slices.Contains(out, l.From) {
			out = append(out, l.From)
		}
	}
	return out
}

// wanted is what the card showed, to be placed. Call it only where nothing is missing.
func (d *draft) wanted() []pickup.Wanted {
	out := make([]pickup.Wanted, len(d.Lines))
	for i, l := range d.Lines {
		out[i] = pickup.Wanted{Item: l.Item, Quantity: l.Quantity, Price: l.Price}
	}
	return out
}

// repriced is a line whose price is no longer what was shown.
type repriced struct {
	Item     catalogue.Item
	From, To measure.Fen
}

// refresh brings the draft up to what the catalogue says now: prices and titles are read again, items that are gone drop
// out.
func (d *draft) refresh(items map[catalogue.ItemID]catalogue.Item, lang phrases.Lang) (news []repriced, gone []string) {
	d.Lines = slices.DeleteFunc(d.Lines, func(l line) bool {
		_, there := items[l.Item]
		if l.Item != 0 && !there {
			gone = append(gone, l.SKU)
		}
		return l.Item != 0 && !there
	})
	for i := range d.Lines {
		l := &d.Lines[i]
		item, known := items[l.Item]
		if !known {
			continue
		}
		l.Also = dialogue.Short(item.TitleEN, 60) + " " + dialogue.Short(item.TitleZH, 40)
		if l.Title = dialogue.Short(item.Title(string(lang)), 40); l.Quantity == 0 {
			continue
		}
		price := item.PriceAt(l.Quantity)
		if l.Price != 0 && l.Price != price {
			news = append(news, repriced{item, l.Price, price})
		}
		l.Price = price
	}
	return news, gone
}

// trouble is what stands between a line and the order.
type trouble string

const (
	fine       trouble = ""
	unknown    trouble = "unknown"  // nothing matches the words
	ambiguous  trouble = "which"    // several items match
	noQuantity trouble = "quantity" // how many was not said
	badUnit    trouble = "unit"     // said in a unit the item does not have
	soldOut    trouble = "soldout"
	tooMany    trouble = "short"
	notAllowed trouble = "minimum" // below the minimum or between two multiples
)

// check says what is wrong with a line.
func (l line) check(items map[catalogue.ItemID]catalogue.Item) trouble {
	item, known := items[l.Item]
	switch {
	case !known && len(l.Choices) == 0:
		return unknown
	case !known:
		return ambiguous
	case item.Stock < item.MinQty:
		return soldOut
	case l.Unit != "":
		return badUnit
	case l.Quantity == 0:
		return noQuantity
	case l.Quantity > item.Stock:
		return tooMany
	case item.Orderable(l.Quantity) != l.Quantity:
		return notAllowed
	}
	return fine
}

// ready says that nothing is missing and every line can be had.
func (d *draft) ready(items map[catalogue.ItemID]catalogue.Item) bool {
	return len(d.Lines) > 0 && d.Unsure == "" && !slices.ContainsFunc(d.Lines, func(l line) bool { return l.check(items) != fine })
}

// nearest is the allowed quantity closest to what was asked.
func nearest(item catalogue.Item, quantity int) int {
	above := item.Orderable(quantity)
	below := item.AtMost(quantity)
	if below > 0 && (quantity-below < above-quantity || above > item.Stock) {
		return below
	}
	return above
}

// asSaid is a quantity of goods that are not known yet. Dozens stay dozens: of what comes by the dozen they are not twelve each.
func asSaid(t *dialogue.Turn, said meaning.Line) (quantity int, unit string) {
	if said.Dozens > 0 {
		return said.Dozens, measure.UnitIn(string(t.Lang), "dozen")
	}
	return said.Quantity.Value, said.Unit.Value
}

// more adds to a line whose goods are not known yet. What was said in another unit cannot be added, so the latest holds.
func (l *line) more(quantity int, unit string) {
	if unit == l.Unit {
		quantity += l.Quantity
	}
	l.Quantity, l.Unit = quantity, unit
}

// counted is a quantity as the catalogue counts an item; a unit that the item does not have comes back beside it.
func counted(said meaning.Line, item catalogue.Item) (quantity int, unit string) {
	quantity, unit = said.Count(counting(item))
	return own(quantity, unit, item)
}

// own leaves the unit of a counted quantity out where it is the item's own.
func own(quantity int, unit string, item catalogue.Item) (int, string) {
	if unit == item.Unit {
		return quantity, ""
	}
	return quantity, unit
}

// counting says how the catalogue counts an item.
func counting(item catalogue.Item) measure.Goods {
	return measure.Goods{Unit: item.Unit, Carton: item.Carton}
}
