package catalogue

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// What a value may hold at most, in bytes of text or as a number: far above what is in use, far below what breaks.
const (
	maxName        = 200
	maxTitle       = 1000
	maxDescription = 20_000
	maxCount       = 1_000_000_000
	maxTiers       = 50
)

// imagesAt is where the images stand in a staged row.
const imagesAt = 16

// parser reads the values of one row; the first that is wrong rejects the row.
type parser struct {
	row table.Row
	err error
}

func (p *parser) reject(column, code string, data table.Data) {
	if p.err == nil {
		p.err = p.row.Reject(column, table.Because(code, data))
	}
}

// item gives the row as it is staged, in the order of stagedColumns, still without its images.
func (p *parser) item(reserved map[string]int) []any {
	distributor, sku := p.name("distributor"), text.Latin(p.name("sku"))
	titleEN, titleZH := p.text("title_en", maxTitle), p.text("title_zh", maxTitle)
	if titleEN == "" && titleZH == "" && (p.row.Has("title_en") || p.row.Has("title_zh")) {
		p.reject("title_en", "items.title", nil)
	}
	price := p.price()
	from, prices := p.tiers(price)
	stock := p.count("stock", 0, 0)
	held := reserved[stagedKey(key(distributor), key(sku))]
	if p.row.Has("stock") && stock < held {
		p.reject("stock", "items.reserved", table.Data{"Stock": stock, "Held": held})
	}
	unit := p.text("unit", maxName)
	return []any{
		p.row.File, p.row.Line, distributor, key(distributor), sku, key(sku),
		p.if_("title_en", titleEN), p.if_("title_zh", titleZH), p.if_("category", p.text("category", maxName)),
		p.if_("unit", cmp.Or(unit, usualUnit)), int64(price), p.if_("tiers", from), p.if_("tiers", prices),
		p.if_("min_qty", p.count("min_qty", 1, 1)), p.if_("multiple", p.count("multiple", 1, 1)), p.if_("stock", stock),
		nil,
		p.if_("description_en", p.text("description_en", maxDescription)), p.if_("description_zh", p.text("description_zh", maxDescription)),
		p.if_("carton", p.count("carton", 0, 0)), p.if_("weight_g", int64(p.count("weight_g", 0, 0))), p.if_("stall", p.text("stall", maxName)),
	}
}

// if_ gives the value of a column that the file has, and null for one that it does not have.
func (p *parser) if_(column string, value any) any {
	if !p.row.Has(column) {
		return nil
	}
	return value
}

// name reads a name that others look things up by: it must be there, and hold nothing that cannot be seen.
func (p *parser) name(column string) string {
	value := p.row.Get(column)
	switch {
	case value == "":
		p.reject(column, "table.empty", nil)
	case len(value) > maxName:
		p.reject(column, "items.long", table.Data{"Bytes": maxName})
	case table.CutShort(value):
		p.reject(column, "table.cutshort", table.Data{"Value": value})
	case text.Clean(value) != value:
		p.reject(column, "items.unseen", table.Data{"Value": value})
	}
	return value
}

func (p *parser) text(column string, limit int) string {
	value := strings.TrimSpace(text.Clean(p.row.Get(column)))
	if len(value) > limit {
		p.reject(column, "items.long", table.Data{"Bytes": limit})
	}
	return value
}

func (p *parser) price() measure.Fen {
	value := p.row.Get("price")
	price, err := measure.ParseYuan(value)
	if err != nil || price < 0 {
		p.reject("price", "items.price", table.Data{"Value": value})
	}
	return price
}

// count reads a whole number not below low; empty stands for a default.
func (p *parser) count(column string, empty, low int) int {
	value := p.row.Get(column)
	if value == "" {
		return empty
	}
	n, ok := whole(value)
	if !ok || n < low {
		p.reject(column, "items.whole", table.Data{"Value": value, "Low": low})
	}
	return n
}

// whole reads digits and nothing else.
func whole(value string) (int, bool) {
	n, err := strconv.ParseUint(value, 10, 31)
	return int(n), err == nil && n <= maxCount && value[0] != '+'
}

// tiers reads "50:1.05;200:0.90" and gives quantities and prices, by rising quantity.
func (p *parser) tiers(base measure.Fen) (from []int, prices []int64) {
	tiers := []Tier{}
	for _, part := range table.Values(p.row.Get("tiers"), ";") {
		tiers = append(tiers, p.tier(part))
	}
	if len(tiers) > maxTiers {
		p.reject("tiers", "items.tiers.many", table.Data{"Most": maxTiers})
	}
	slices.SortStableFunc(tiers, func(a, b Tier) int { return cmp.Compare(a.From, b.From) })
	from, prices = make([]int, len(tiers)), make([]int64, len(tiers))
	for n, t := range tiers {
		before := Tier{Price: base}
		if n > 0 {
			before = tiers[n-1]
		}
		switch {
		case n > 0 && t.From == before.From:
			p.reject("tiers", "items.tiers.twice", table.Data{"From": t.From})
		case t.Price > before.Price:
			p.reject("tiers", "items.tiers.dearer", table.Data{"From": t.From, "Price": t.Price, "Before": before.Price})
		}
		from[n], prices[n] = t.From, int64(t.Price)
	}
	return from, prices
}

func (p *parser) tier(part string) Tier {
	quantity, yuan, _ := strings.Cut(part, ":")
	from, ok := whole(strings.TrimSpace(quantity))
	price, err := measure.ParseYuan(yuan)
	if !ok || from < 1 || err != nil || price < 0 {
		p.reject("tiers", "items.tiers.pair", table.Data{"Value": part})
	}
	return Tier{From: from, Price: price}
}
