// Package catalogue keeps the items of the distributors' common online supermarket: it imports, finds, prices and counts them.
package catalogue

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/tmc/langchaingo/embeddings"

	"oldhand/integrations/amount"
	"oldhand/integrations/table"
)

// ErrNotFound says that no item has this id or SKU.
var ErrNotFound = errors.New("no such item")

// ItemID numbers an item over all distributors.
type ItemID int64

// Tier is a price that holds for ALL pieces from a quantity on.
type Tier struct {
	From  int
	Price amount.Fen
}

// Item is one commodity of one distributor.
type Item struct {
	ID            ItemID
	Distributor   string // as first imported
	SKU           string // as the catalogue spells it
	TitleEN       string
	TitleZH       string
	Category      string
	Unit          string // 个, 条, 包, pcs ...
	Price         amount.Fen
	Tiers         []Tier   // by From, rising; prices never rise
	MinQty        int      // at least 1
	Multiple      int      // at least 1
	Stock         int      // what can be ordered now: on hand less reserved
	Images        []string // picture keys, see Picture
	DescriptionEN string
	DescriptionZH string
	Carton        int          // pieces in a carton; 0: has none
	Weight        amount.Grams // of one piece; 0: unknown
	Stall         string
}

// Title is the item's title in a language, or in the other one where it has none.
func (i Item) Title(lang string) string { panic("not built") }

// PriceAt is the price of one piece when quantity pieces are ordered together.
func (i Item) PriceAt(quantity int) amount.Fen { panic("not built") }

// Orderable is the nearest quantity not below the asked one that minimum and multiple allow.
func (i Item) Orderable(quantity int) int { panic("not built") }

// Catalogue is the village's items in the database.
type Catalogue struct {
	pool     *pgxpool.Pool
	embedder embeddings.Embedder
}

// New gives the catalogue in pool's village; embedder finds items by meaning.
func New(pool *pgxpool.Pool, embedder embeddings.Embedder) *Catalogue {
	return &Catalogue{pool, embedder}
}

// Query says what to look for; empty fields do not limit.
type Query struct {
	Text     string
	SKU      string
	Category string
	MinPrice *amount.Fen // inclusive, of one piece at the item's minimum
	MaxPrice *amount.Fen // inclusive
	Limit    int         // 0: 10
	Offset   int
}

// Hit is an item found.
type Hit struct {
	Item
	Score float64 // higher is better; comparable within one Result only
}

// Result is a page of hits, best first.
type Result struct {
	Hits []Hit
	// Near: nothing matched and these are the nearest.
	Near bool
	// Total is how many match in all, counted up to 1,000.
	Total int
}

// Find searches titles, SKUs, categories and descriptions by words of both languages, tolerating typos, and by meaning.
func (c *Catalogue) Find(ctx context.Context, q Query) (Result, error) { panic("not built") }

// Item gives an item by id, or ErrNotFound.
func (c *Catalogue) Item(ctx context.Context, id ItemID) (Item, error) { panic("not built") }

// Items gives those of the ids that exist, in the order asked.
func (c *Catalogue) Items(ctx context.Context, ids []ItemID) ([]Item, error) { panic("not built") }

// BySKU gives every distributor's item with this SKU, case and outer spaces aside; none is an empty slice.
func (c *Catalogue) BySKU(ctx context.Context, sku string) ([]Item, error) { panic("not built") }

// Match resolves the words of an order line ("red hair clips", "红色发夹") to items, best first, at most 5.
// Certain says that the first is meant beyond doubt: ask nothing.
func (c *Catalogue) Match(ctx context.Context, words string) (hits []Hit, certain bool, err error) {
	panic("not built")
}

// Categories lists the categories that have items, the largest first.
func (c *Catalogue) Categories(ctx context.Context) ([]string, error) { panic("not built") }

// Distributors lists the distributors' names.
func (c *Catalogue) Distributors(ctx context.Context) ([]string, error) { panic("not built") }

// SetStock sets what a distributor has on hand of a SKU and gives the item as it now is, or ErrNotFound.
func (c *Catalogue) SetStock(ctx context.Context, tx pgx.Tx, distributor, sku string, onHand int) (Item, error) {
	panic("not built")
}

// SetPrice sets the base price of a distributor's SKU and gives the item as it now is, or ErrNotFound. Tiers dearer
// than the new price are dropped.
func (c *Catalogue) SetPrice(ctx context.Context, tx pgx.Tx, distributor, sku string, price amount.Fen) (Item, error) {
	panic("not built")
}

// Import reads item files (CSV, XLSX or folders of them) as the contract says.
func (c *Catalogue) Import(ctx context.Context, files []string, o table.Options) (table.Report, error) {
	panic("not built")
}

// Picture gives the bytes of a picture: "item:KEY" as in Item.Images, or "sheet:ID,ID,..." for up to six items'
// pictures on one sheet, numbered from 1.
func (c *Catalogue) Picture(ctx context.Context, key string) ([]byte, error) { panic("not built") }

// SheetKey names the sheet of these items' pictures; it changes when a picture does. Empty if none has a picture.
func SheetKey(items []Item) string { panic("not built") }
