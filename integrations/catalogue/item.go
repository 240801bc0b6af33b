package catalogue

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// Title is the item's title in a language, or in the other one where it has none.
func (i Item) Title(lang string) string {
	if lang == "zh" && i.TitleZH != "" || i.TitleEN == "" {
		return i.TitleZH
	}
	return i.TitleEN
}

// PriceAt is the price of one piece when quantity pieces are ordered together.
func (i Item) PriceAt(quantity int) measure.Fen {
	price := i.Price
	for _, t := range i.Tiers {
		if quantity >= t.From {
			price = t.Price
		}
	}
	return price
}

// Orderable is the nearest quantity not below the asked one that minimum and multiple allow.
func (i Item) Orderable(quantity int) int {
	multiple := max(i.Multiple, 1)
	quantity = max(quantity, i.MinQty, 1)
	if over := quantity % multiple; over > 0 {
		quantity += multiple - over
	}
	return quantity
}

// For is the item as one person sees it: what is held for them is there.
func (i Item) For(person int64) Item {
	for _, h := range i.Holds {
		if h.Person == person {
			i.Held, i.Until = h.Quantity, h.Until
			i.Stock += h.Quantity
		}
	}
	i.Holds = nil
	return i
}

// key is what names of distributors and SKUs compare by: case and outer spaces do not count.
func key(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// keys are what a SKU as typed may compare by: without what cannot be seen, and also without an input method's wide letters.
func keys(name string) []string {
	plain := key(text.Clean(name))
	if folded := key(text.Fold(name)); folded != plain {
		return []string{plain, folded}
	}
	return []string{plain}
}

// selectItems reads items; what follows it is a WHERE.
const selectItems = `SELECT i.id, d.name, i.sku, i.title_en, i.title_zh, i.category, i.unit, i.price, i.tier_from, i.tier_price,
	i.min_qty, i.multiple, k.available, i.images, i.description_en, i.description_zh, i.carton, i.weight_g, i.stall,
	(SELECT json_agg(json_build_object('person', h.seller_id, 'quantity', h.quantity, 'until', h.ends_at))
		FROM holds h WHERE h.item_id = i.id AND h.ends_at > now())
	FROM items i JOIN distributors d ON d.id = i.distributor_id JOIN availability k ON k.item_id = i.id `

func scanItem(row pgx.CollectableRow) (Item, error) {
	var i Item
	var from []int
	var prices []measure.Fen
	err := row.Scan(&i.ID, &i.Distributor, &i.SKU, &i.TitleEN, &i.TitleZH, &i.Category, &i.Unit, &i.Price, &from, &prices,
		&i.MinQty, &i.Multiple, &i.Stock, &i.Images, &i.DescriptionEN, &i.DescriptionZH, &i.Carton, &i.Weight, &i.Stall, &i.Holds)
	if err != nil {
		return Item{}, err
	}
	i.Tiers = tiersOf(from, prices)
	for n, image := range i.Images {
		i.Images[n] = itemPicture + image
	}
	return i, nil
}

// querier is a pool, or a transaction that must see its own changes.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func readItems(ctx context.Context, q querier, where string, args ...any) ([]Item, error) {
	rows, err := q.Query(ctx, selectItems+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read items: %w", err)
	}
	items, err := pgx.CollectRows(rows, scanItem)
	if err != nil {
		return nil, fmt.Errorf("read items: %w", err)
	}
	return items, nil
}

// Item gives an item by id, or ErrNotFound.
func (c *Catalogue) Item(ctx context.Context, id ItemID) (Item, error) {
	return one(readItems(ctx, c.pool, `WHERE i.id = $1`, id))
}

func one(items []Item, err error) (Item, error) {
	if err != nil {
		return Item{}, err
	}
	if len(items) == 0 {
		return Item{}, ErrNotFound
	}
	return items[0], nil
}

// Items gives those of the ids that exist, in the order asked.
func (c *Catalogue) Items(ctx context.Context, ids []ItemID) ([]Item, error) {
	return readItems(ctx, c.pool, `JOIN unnest($1::bigint[]) WITH ORDINALITY AS asked (id, n) ON asked.id = i.id ORDER BY asked.n`, ids)
}

// BySKU gives every distributor's item with this SKU, case and outer spaces aside; none is an empty slice.
func (c *Catalogue) BySKU(ctx context.Context, sku string) ([]Item, error) {
	return c.BySKUs(ctx, []string{sku})
}

// BySKUs gives every distributor's items with one of the SKUs, as [Catalogue.BySKU] finds them, in the order asked; a SKU that
// is asked for twice is answered twice.
func (c *Catalogue) BySKUs(ctx context.Context, skus []string) ([]Item, error) {
	var asked []string
	var places []int
	for n, sku := range skus {
		for _, key := range keys(sku) {
			asked, places = append(asked, key), append(places, n)
		}
	}
	return readItems(ctx, c.pool, `JOIN unnest($1::text[], $2::int[]) AS asked (key, n) ON asked.key = i.sku_key ORDER BY asked.n, i.id`, asked, places)
}

// Categories lists the categories that have items, the largest first.
func (c *Catalogue) Categories(ctx context.Context) ([]string, error) {
	return c.list(ctx, `SELECT min(category) FROM items WHERE category <> '' GROUP BY lower(category) ORDER BY count(*) DESC, 1`)
}

// Distributors lists the distributors' names.
func (c *Catalogue) Distributors(ctx context.Context) ([]string, error) {
	return c.list(ctx, `SELECT name FROM distributors ORDER BY key`)
}

func (c *Catalogue) list(ctx context.Context, sql string) ([]string, error) {
	rows, err := c.pool.Query(ctx, sql)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	return names, nil
}

// ItemIn gives an item as tx sees it, or ErrNotFound.
func ItemIn(ctx context.Context, tx pgx.Tx, id ItemID) (Item, error) {
	return one(readItems(ctx, tx, `WHERE i.id = $1`, id))
}
