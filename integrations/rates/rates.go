// Package rates keeps the couriers' negotiated rate cards and prices parcels with them to the fen.
package rates

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/address"
)

// Rates is the village's rate cards. It is safe for concurrent use.
type Rates struct {
	pool   *pgxpool.Pool
	origin string
	zone   *time.Location
	clock  func() time.Time

	mu   sync.Mutex
	held *Cards // the latest read, or nil
}

// New gives the rate cards in pool's village for parcels that start at origin; days begin and end in zone. clock is
// time.Now.
func New(pool *pgxpool.Pool, origin string, zone *time.Location, clock func() time.Time) *Rates {
	return &Rates{pool: pool, origin: origin, zone: zone, clock: clock}
}

// Quote prices a parcel with every courier.
func (r *Rates) Quote(ctx context.Context, request Request) (Answer, error) {
	cards, err := r.Cards(ctx)
	if err != nil {
		return Answer{}, err
	}
	return cards.Quote(request), nil
}

// QuoteTo resolves where first; when several places are meant but all cost the same to reach, Answer.To is what they
// share. Errors: address.ErrUnknownPlace, *address.AmbiguousError.
func (r *Rates) QuoteTo(ctx context.Context, to string, request Request) (Answer, address.Contact, error) {
	cards, err := r.Cards(ctx)
	if err != nil {
		return Answer{}, address.Contact{}, err
	}
	return cards.QuoteTo(to, request)
}
