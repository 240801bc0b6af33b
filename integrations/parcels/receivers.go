package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
)

// forgetAfter is after how many days a receiver is forgotten whose parcel nobody ordered.
const forgetAfter = 7

// KeepReceiver keeps whom a seller's parcels go to; the last one given holds until they are ordered. Errors: ErrNoParcel,
// ErrHandedOver.
func (p *Parcels) KeepReceiver(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, to address.Party) error {
	done, err := tx.Exec(ctx, `
		INSERT INTO receivers (parcel, name, phone, address)
		SELECT id, $3, $4, $5 FROM parcels
		WHERE id = $1 AND seller_id = $2 AND NOT EXISTS (SELECT FROM bookings WHERE parcel = $1)
		ON CONFLICT (parcel) DO UPDATE SET name = excluded.name, phone = excluded.phone, address = excluded.address`,
		id, seller, to.Name, to.Phone, to.Address)
	if err != nil {
		return fmt.Errorf("keep the receiver of %s: %w", id, err)
	}
	if done.RowsAffected() == 1 {
		return nil
	}
	if _, err := oneSent(tx.Query(ctx, selectSent+`WHERE p.id = $1 AND p.seller_id = $2`, id, seller)); err != nil {
		return err
	}
	return ErrHandedOver
}

// ReceiverOf gives whom a seller's parcels go to, as long as it is kept; known is false where it is not.
func (p *Parcels) ReceiverOf(ctx context.Context, seller SellerID, id ParcelID) (to address.Party, known bool, err error) {
	rows, err := p.pool.Query(ctx, `
		SELECT r.name, r.phone, r.address FROM receivers r JOIN parcels p ON p.id = r.parcel WHERE p.id = $1 AND p.seller_id = $2`, id, seller)
	if err != nil {
		return address.Party{}, false, fmt.Errorf("read the receiver of %s: %w", id, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[address.Party])
	if err != nil {
		return address.Party{}, false, fmt.Errorf("read the receiver of %s: %w", id, err)
	}
	if len(found) == 0 {
		return address.Party{}, false, nil
	}
	return found[0], true, nil
}

// ForgetReceivers forgets whom parcels go to once all of them are ordered, or nobody ordered them for days.
func (p *Parcels) ForgetReceivers(ctx context.Context, now time.Time) error {
	_, err := p.pool.Exec(ctx, `
		DELETE FROM receivers v USING parcels p
		WHERE p.id = v.parcel AND (p.day < $1::date - $2::int
			OR p.parcels <= (SELECT count(booked_at) FROM bookings WHERE parcel = p.id))`, now.Format(time.DateOnly), forgetAfter)
	if err != nil {
		return fmt.Errorf("forget receivers: %w", err)
	}
	return nil
}
