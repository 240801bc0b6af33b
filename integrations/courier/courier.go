// Package courier keeps the couriers' negotiated rate cards, knows the places of China, and quotes a parcel's price to the fen.
package courier

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/amount"
	"oldhand/integrations/table"
)

// ErrUnknownPlace says that a text names no place in China.
var ErrUnknownPlace = errors.New("unknown place")

// AmbiguousError says that a text names several places.
type AmbiguousError struct{ Candidates []Place }

func (e *AmbiguousError) Error() string { return "ambiguous place" }

// Place is a province, city or county by its code in china_divisions (2, 4 or 6 digits).
type Place struct {
	Code string `json:"code"`
	Name string `json:"name"` // full Chinese name from the province down: 新疆维吾尔自治区乌鲁木齐市
}

// Contact is what a pasted address names besides the place; it never leaves for a model or a log.
type Contact struct {
	Name      string `json:"name"`
	Phone     string `json:"phone"`
	Extension string `json:"extension"`
}

// Address is a pasted address, read.
type Address struct {
	Place   Place
	Contact Contact
}

// ParseAddress reads a place in any way people write one: names, pinyin or English, abbreviations, whole pasted
// addresses. Errors: ErrUnknownPlace, *AmbiguousError.
func ParseAddress(s string) (Address, error) { panic("not built") }

// FindPlace looks for a place named inside a longer sentence and gives the part of the sentence that named it; ok is
// false where there is none. It is quick enough for every message.
func FindPlace(sentence string) (words string, ok bool) { panic("not built") }

// EnglishName names a place in English as people write it: "Urumqi, Xinjiang".
func EnglishName(p Place) string { panic("not built") }

// Size is a parcel's three sides in centimetres, kept as exact decimals. The zero Size is unknown.
type Size struct {
	// exact decimal text or rational; the owner of this package decides
}

// ParseSize reads "30x20x10", "30×20×10" or "30*20*10", decimals allowed, in centimetres.
func ParseSize(s string) (Size, error) { panic("not built") }

// ParseWeight reads "1.2kg", "800g", "半斤", "2斤", "1公斤", "3 lb".
func ParseWeight(s string) (amount.Grams, error) { panic("not built") }

// Request is one parcel to be priced.
type Request struct {
	To     Place
	Weight amount.Grams
	Size   Size
	On     time.Time // the day; zero: today
	Volume *int      // the village's daily parcels; nil: those recorded yesterday
}

// Line is one part of a price.
type Line struct {
	What string     `json:"what"`
	Fen  amount.Fen `json:"fen"`
}

// Quote is one courier's price.
type Quote struct {
	Courier  string       `json:"courier"`
	Service  string       `json:"service"`
	Billable amount.Grams `json:"billable_g"`
	Price    amount.Fen   `json:"price_fen"`
	Lines    []Line       `json:"lines"`
	P50      *int         `json:"eta_p50_days"`
	P90      *int         `json:"eta_p90_days"`
}

// Missing is a courier without a price, and why.
type Missing struct {
	Courier string `json:"courier"`
	Service string `json:"service"`
	Reason  string `json:"reason"`
}

// Answer is every courier, cheapest first, and every missing one.
type Answer struct {
	To      Place
	Quotes  []Quote
	Missing []Missing
}

// Couriers is the village's rate cards.
type Couriers struct {
	pool   *pgxpool.Pool
	origin string
	zone   *time.Location
}

// New gives the rate cards in pool's village for parcels that start at origin; days begin and end in zone.
func New(pool *pgxpool.Pool, origin string, zone *time.Location) *Couriers {
	return &Couriers{pool, origin, zone}
}

// Quote prices a parcel with every courier. lang ("en", "zh") is the language of line names and reasons.
func (c *Couriers) Quote(ctx context.Context, r Request, lang string) (Answer, error) {
	panic("not built")
}

// QuoteTo resolves where first; when several places are meant but all cost the same to reach, Answer.To is what they
// share. Errors: ErrUnknownPlace, *AmbiguousError.
func (c *Couriers) QuoteTo(ctx context.Context, to string, r Request, lang string) (Answer, Contact, error) {
	panic("not built")
}

// Import reads rate files as the contract says.
func (c *Couriers) Import(ctx context.Context, files []string, o table.Options) (table.Report, error) {
	panic("not built")
}
