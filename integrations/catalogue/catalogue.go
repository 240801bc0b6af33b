// Package catalogue keeps the items of the distributors' common online supermarket: it imports, finds, prices and counts them.
package catalogue

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/tmc/langchaingo/embeddings"

	"oldhand/integrations/measure"
)

// ErrNotFound says that no item has this id or SKU.
var ErrNotFound = errors.New("no such item")

// ItemID numbers an item over all distributors.
type ItemID int64

// Tier is a price that holds for ALL pieces from a quantity on.
type Tier struct {
	From  int
	Price measure.Fen
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
	Price         measure.Fen
	Tiers         []Tier // by From, rising; prices never rise
	MinQty        int    // at least 1
	Multiple      int    // at least 1
	Stock         int    // what can be ordered now: on hand less reserved
	Held          int    // of Stock, what only the person can order until Until for whom [Item.For] has read it
	Until         time.Time
	Images        []string // picture keys, see Picture
	DescriptionEN string
	DescriptionZH string
	Carton        int           // pieces in a carton; 0: has none
	Weight        measure.Grams // of one piece; 0: unknown
	Stall         string
	Holds         []Hold // which Stock leaves out
}

// Hold is stock that only one person can order for a while.
type Hold struct {
	Person   int64     `json:"person"`
	Quantity int       `json:"quantity"`
	Until    time.Time `json:"until"`
}

// Catalogue is the village's items in the database.
type Catalogue struct {
	pool     *pgxpool.Pool
	embedder embeddings.Embedder
	names    namesCache
}

// New gives the catalogue in pool's village; embedder, whose vectors are of unit length, finds items by meaning.
func New(pool *pgxpool.Pool, embedder embeddings.Embedder) *Catalogue {
	return &Catalogue{pool: pool, embedder: embedder, names: namesCache{reading: make(chan struct{}, 1)}}
}
