package parcels

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// Collection is how far it is with having like parcels of a hand-over list collected through a carrier.
type Collection struct {
	ID        ParcelID
	Seller    SellerID
	Price     measure.Fen // of one
	Count     int
	To        address.Party // empty where the receiver is not known, or not known any more
	Asked     int           // parcels that the carrier was asked for
	Booked    int           // of them, those that it took
	Elsewhere bool          // some were booked by the seller's own order numbers
}

// Ready is how many of the parcels wait to be ordered and can be.
func (l Collection) Ready() int {
	if l.To == (address.Party{}) || l.Elsewhere {
		return 0
	}
	return l.Count - l.Booked
}

// Lacking says that the parcels wait for their receiver.
func (l Collection) Lacking() bool { return l.To == (address.Party{}) && l.Asked == 0 }

// Collections gives the parcels of a hand-over list in its order.
func (p *Parcels) Collections(ctx context.Context, tx pgx.Tx, id HandoverID) ([]Collection, error) {
	return readCollections(ctx, tx, id)
}

func readCollections(ctx context.Context, r reader, id HandoverID) ([]Collection, error) {
	rows, err := r.Query(ctx, `
		SELECT p.id, p.seller_id, p.price, p.parcels, coalesce(v.name, ''), coalesce(v.phone, ''), coalesce(v.address, ''), count(b.order_number)::int,
			count(b.booked_at)::int, coalesce(bool_or(b.order_number <> 'P' || p.id AND b.order_number NOT LIKE 'P' || p.id || '-%'), false)
		FROM parcels p LEFT JOIN receivers v ON v.parcel = p.id LEFT JOIN bookings b ON b.parcel = p.id
		WHERE p.handover = $1 GROUP BY p.id, p.key, v.parcel ORDER BY p.seller_id, p.id`, id)
	if err != nil {
		return nil, fmt.Errorf("read what is to be collected of %s: %w", id, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Collection, err error) {
		err = row.Scan(&l.ID, &l.Seller, &l.Price, &l.Count, &l.To.Name, &l.To.Phone, &l.To.Address, &l.Asked, &l.Booked, &l.Elsewhere)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is to be collected of %s: %w", id, err)
	}
	return found, nil
}

// Refusal is a parcel that a carrier would not take, in its words.
type Refusal struct {
	ID     ParcelID
	Seller SellerID
	Reason string
}

// Collect has those of some parcels of a hand-over list collected that are ready for it. It can be run again at any time,
// also after it was killed: nothing is ordered twice. What the carrier refuses comes back as such; err is what stays open
// and has to be tried again later.
func (p *Parcels) Collect(ctx context.Context, carrier Carrier, id HandoverID, parcels []ParcelID, from address.Party, now func() time.Time) (refused []Refusal, err error) {
	list, err := readCollections(ctx, p.pool, id)
	if err != nil {
		return nil, err
	}
	var open error
	for _, l := range list {
		if l.Ready() == 0 || !slices.Contains(parcels, l.ID) {
			continue
		}
		err := p.collect(ctx, carrier, l, from, now)
		var why *RefusedError
		switch {
		case errors.Is(err, ErrMaybeBooked):
			open = errors.Join(open, fmt.Errorf("%s: %w", l.ID, err))
		case errors.As(err, &why):
			refused = append(refused, Refusal{l.ID, l.Seller, why.Reason})
		case errors.Is(err, ErrNoCompany):
			refused = append(refused, Refusal{ID: l.ID, Seller: l.Seller})
		case err != nil:
			open = errors.Join(open, fmt.Errorf("%s: %w", l.ID, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return refused, open
}

// collect orders like parcels one by one: P10001, or P10001-1, P10001-2 and so on. A long list takes minutes, in which
// their seller may correct whom they go to, so that is read again.
func (p *Parcels) collect(ctx context.Context, carrier Carrier, l Collection, from address.Party, now func() time.Time) error {
	to, known, err := p.ReceiverOf(ctx, l.Seller, l.ID)
	if err != nil || !known {
		return err
	}
	for i := range l.Count {
		order := l.ID.String()
		if l.Count > 1 {
			order = fmt.Sprintf("%s-%d", l.ID, i+1)
		}
		_, err := p.Book(ctx, carrier, l.ID, order, Shipment{From: from, To: to, Remark: order}, now())
		if err != nil && !errors.Is(err, ErrBooked) {
			return err
		}
	}
	return nil
}
