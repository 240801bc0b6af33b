package courier

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// maxAddress is how long an address may be that carriers take, in bytes.
	maxAddress = 300
	// forgetAfter is after how many days a receiver is forgotten whose parcel nobody ordered.
	forgetAfter = 7
)

// measures is what people write of a parcel around its address: weight, size and number.
var measures = regexp.MustCompile(`(?i)\d+(?:\.\d+)?\s*(?:cm|厘米)?\s*[x×*]\s*\d+(?:\.\d+)?\s*(?:cm|厘米)?\s*[x×*]\s*\d+(?:\.\d+)?\s*(?:cm|厘米)?` +
	`|(?:\d+(?:\.\d+)?|[半一二两三四五六七八九十]+)\s*(?:kg|kilos?|grams?|g|lbs?|公斤|千克|克|斤)(?:半|[^a-z\p{Han}]|$)` +
	`|(?:\d+|[一二两三四五六七八九十]+)\s*(?:件|个包裹|parcels?|packages?)(?:[^a-z\p{Han}]|$)`)

// sending is what English words about a parcel begin with, before they name anybody.
var sending = regexp.MustCompile(`(?i)^[\s,.:]*(?:(?:please|send|ship|mail|post|it|this|a|an|one|parcels?|of|to|for)\s+)*`)

// ReadReceiver reads whom a pasted address names, with all that a courier needs to find the door; ok is false where name,
// phone or street are missing. The place is where that is.
func ReadReceiver(text string) (to Party, place Place, ok bool) {
	text = sending.ReplaceAllString(measures.ReplaceAllString(text, " "), "")
	read, err := ParseAddress(text)
	if err != nil || read.Contact.Name == "" || read.Contact.Phone == "" {
		return Party{}, Place{}, false
	}
	street := streetOf(text, read.Contact.Name)
	if street == "" || len(street) > maxAddress {
		return Party{}, Place{}, false
	}
	to = Party{Name: read.Contact.Name, Phone: read.Contact.Phone, Address: street}
	if read.Contact.Extension != "" {
		to.Phone += "-" + read.Contact.Extension
	}
	return to, read.Place, true
}

// streetOf is an address as it was written, from its place on, without name, phone and labels; empty where
// nothing but the place is left. In Latin letters the street comes first, so everything stays.
func streetOf(text, name string) string {
	w := newWriting(text)
	taken, _ := readContactMarks(w)
	found, ok := findIn(places(), taken.hide(w))
	if !ok {
		return ""
	}
	var left, beyond strings.Builder
	for i, r := range w.written {
		if !found.latin && i < found.start {
			continue
		}
		if taken.marks[i] {
			r = ' '
		}
		left.WriteRune(r)
		if i < found.start || i >= found.end {
			beyond.WriteRune(r)
		}
	}
	if len([]rune(tidy(beyond.String(), name))) < 2 {
		return ""
	}
	return tidy(left.String(), name)
}

// tidy takes a name out of an address, and the marks that are left around it.
func tidy(address, name string) string {
	address = strings.Replace(address, name, " ", 1)
	words := strings.FieldsFunc(address, func(r rune) bool { return strings.ContainsRune(" \t\r\n,，;；、。:：|", r) })
	return strings.Trim(strings.Join(words, " "), " -()（）[]【】")
}

// KeepReceiver keeps whom a seller's parcels go to; the last one given holds until they are ordered. Errors: ErrNoParcel,
// ErrHandedOver.
func (c *Couriers) KeepReceiver(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, to Party) error {
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
func (c *Couriers) ReceiverOf(ctx context.Context, seller SellerID, id ParcelID) (to Party, known bool, err error) {
	rows, err := c.pool.Query(ctx, `
		SELECT r.name, r.phone, r.address FROM receivers r JOIN parcels p ON p.id = r.parcel WHERE p.id = $1 AND p.seller_id = $2`, id, seller)
	if err != nil {
		return Party{}, false, fmt.Errorf("read the receiver of %s: %w", id, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Party])
	if err != nil {
		return Party{}, false, fmt.Errorf("read the receiver of %s: %w", id, err)
	}
	if len(found) == 0 {
		return Party{}, false, nil
	}
	return found[0], true, nil
}

// ForgetReceivers forgets whom parcels go to once all of them are ordered, or nobody ordered them for days.
func (c *Couriers) ForgetReceivers(ctx context.Context, now time.Time) error {
	_, err := c.pool.Exec(ctx, `
		DELETE FROM receivers v USING parcels p
		WHERE p.id = v.parcel AND (p.day < $1::date - $2::int
			OR p.parcels <= (SELECT count(booked_at) FROM bookings WHERE parcel = p.id))`, now.Format(time.DateOnly), forgetAfter)
	if err != nil {
		return fmt.Errorf("forget receivers: %w", err)
	}
	return nil
}
