package pickup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/reminders"
)

// Reminder is a seller's setting of the daily pickup reminder.
type Reminder struct {
	On     bool
	Minute int            // of the day in the village's zone; default 480 = 08:00
	Days   reminders.Days // on which it comes
}

const (
	// UsualMinute is of a reminder for which nobody has named a time.
	UsualMinute = 8 * 60
	// LastMinute is when a reminder that could not be sent in time is given up for the day, unless it was set for later still.
	LastMinute = 20 * 60
)

// defaultReminder is also what the database gives a seller with a first order.
var defaultReminder = Reminder{On: true, Minute: UsualMinute, Days: reminders.EveryDay}

// Daily is a village's orders by the day: what a seller has to fetch, and her being reminded of it.
type Daily struct{ orders *Orders }

// DailyOf gives orders by the day.
func DailyOf(o *Orders) Daily { return Daily{o} }

var (
	// ErrMinute says that a minute is not one of a day's.
	ErrMinute = errors.New("not a minute of the day")
	// ErrDays says that a reminder would come on no day.
	ErrDays = errors.New("no day of the week")
)

// Reminder gives a seller's setting, the default if never set.
func (d Daily) Reminder(ctx context.Context, seller SellerID) (Reminder, error) {
	r := defaultReminder
	err := d.orders.pool.QueryRow(ctx, `SELECT is_on, minute, days FROM reminders WHERE seller_id = $1`, seller).Scan(&r.On, &r.Minute, &r.Days)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Reminder{}, fmt.Errorf("read a reminder: %w", err)
	}
	return r, nil
}

// SetReminder sets it. Switching it off also drops a snooze. Errors: ErrMinute, ErrDays.
func (d Daily) SetReminder(ctx context.Context, tx pgx.Tx, seller SellerID, r Reminder) error {
	if r.Minute < 0 || r.Minute >= 24*60 {
		return ErrMinute
	}
	if r.Days == 0 || r.Days > reminders.EveryDay {
		return ErrDays
	}
	_, err := tx.Exec(ctx, `INSERT INTO reminders AS r (seller_id, is_on, minute, days) VALUES ($1, $2, $3, $4) ON CONFLICT (seller_id) DO UPDATE
		SET is_on = EXCLUDED.is_on, minute = EXCLUDED.minute, days = EXCLUDED.days, snoozed_until = CASE WHEN EXCLUDED.is_on THEN r.snoozed_until END`, seller, r.On, r.Minute, r.Days)
	if err != nil {
		return fmt.Errorf("set a reminder: %w", err)
	}
	return nil
}

// Snooze has the seller's reminder for that day come (again) at until.
func (d Daily) Snooze(ctx context.Context, tx pgx.Tx, seller SellerID, until time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO reminders (seller_id, snoozed_until) VALUES ($1, $2)
		ON CONFLICT (seller_id) DO UPDATE SET snoozed_until = EXCLUDED.snoozed_until`, seller, until)
	if err != nil {
		return fmt.Errorf("snooze a reminder: %w", err)
	}
	return nil
}

// Skip leaves out the seller's daily reminder on a day. A snooze of that day goes as well.
func (d Daily) Skip(ctx context.Context, tx pgx.Tx, seller SellerID, day time.Time) error {
	start := midnight(day, d.orders.zone)
	_, err := tx.Exec(ctx, `INSERT INTO reminder_skips (seller_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING`, seller, date(day))
	if err == nil {
		_, err = tx.Exec(ctx, `UPDATE reminders SET snoozed_until = NULL WHERE seller_id = $1 AND snoozed_until >= $2 AND snoozed_until < $3`,
			seller, start, start.AddDate(0, 0, 1))
	}
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM reminder_skips WHERE seller_id = $1 AND day < $2::date - 30`, seller, date(day))
	}
	if err != nil {
		return fmt.Errorf("skip a reminder: %w", err)
	}
	return nil
}

// midnight is where the day of the calendar that t shows begins in a zone.
func midnight(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
}

// Due is one reminder to send.
type Due struct {
	Seller SellerID
	Orders []Order
}

// Pulls are what the sellers of reminders have to fetch, one for each of them.
func (d Daily) Pulls(ctx context.Context, tx pgx.Tx, dues []Due) ([]Pull, error) {
	return d.pulls(ctx, tx, dues)
}

// due says whether a reminder r has come, at $1 (now), on the day from $2 to $3, at minute $4 of it. A snooze for the day
// takes the place of the set time and of whether it comes on that day. What was ordered after the set time was not to be reminded of, and a reminder is not
// sent again before a later time has been set.
const due = `(CASE WHEN r.snoozed_until >= $2 AND r.snoozed_until < $3 THEN r.snoozed_until <= $1
		ELSE r.is_on AND r.days & (1 << (extract(isodow FROM $6::date)::int - 1)) <> 0
			AND NOT EXISTS (SELECT FROM reminder_skips s WHERE s.seller_id = r.seller_id AND s.day = $6) AND r.minute <= $4 AND ($4 < $5 OR r.minute >= $5 OR r.seller_id = ANY ($10))
			AND coalesce(r.sent_at < $2 + r.minute * interval '1 minute', true) END
	AND EXISTS (SELECT FROM orders o WHERE o.seller_id = r.seller_id AND o.open AND o.pickup_day <= $6
		AND (r.snoozed_until >= $2 AND r.snoozed_until < $3 OR o.placed_at <= $2 + r.minute * interval '1 minute')))`

// TakeDue claims, within tx, up to limit reminders that are due at now and not sent yet: each seller and day comes out of
// one committed transaction only. Only sellers with open orders for the day (or overdue) come out; orders are included. Those who are not to be
// disturbed now come out later, unless they named this time themselves: by a snooze, or by a minute other than the usual one. For the late it is
// not given up at LastMinute.
func (d Daily) TakeDue(ctx context.Context, tx pgx.Tx, now time.Time, limit int, late []SellerID, quiet ...SellerID) ([]Due, error) {
	local := now.In(d.orders.zone)
	start := midnight(local, d.orders.zone)
	// The locked rows are those not claimed by others at this moment; of those just claimed the row itself has changed,
	// and so the condition, asked again of the row as it is now, leaves them out.
	rows, err := tx.Query(ctx, `UPDATE reminders SET sent_at = $1, snoozed_until = CASE WHEN snoozed_until >= $3 THEN snoozed_until END
		WHERE seller_id = ANY (ARRAY(SELECT r.seller_id FROM reminders r WHERE `+due+` AND (r.seller_id <> ALL ($8) OR r.minute <> $9 OR r.snoozed_until >= $2 AND r.snoozed_until < $3) ORDER BY r.seller_id LIMIT $7 FOR UPDATE OF r SKIP LOCKED))
		RETURNING seller_id`, now, start, start.AddDate(0, 0, 1), local.Hour()*60+local.Minute(), LastMinute, date(local), limit, append([]SellerID{}, quiet...), UsualMinute, append([]SellerID{}, late...))
	if err != nil {
		return nil, fmt.Errorf("claim reminders: %w", err)
	}
	sellers, err := pgx.CollectRows(rows, pgx.RowTo[SellerID])
	if err != nil || len(sellers) == 0 {
		return nil, err
	}
	rows, err = tx.Query(ctx, selectRows+`WHERE seller_id = ANY ($1) AND open AND pickup_day <= $2
		ORDER BY seller_id, pickup_day, pickup_at NULLS FIRST, id, line`, sellers, date(local))
	if err != nil {
		return nil, fmt.Errorf("read orders to remind of: %w", err)
	}
	orders, err := d.orders.collect(rows)
	if err != nil {
		return nil, fmt.Errorf("read orders to remind of: %w", err)
	}
	return bySeller(orders), nil
}

// bySeller groups orders that are sorted by seller.
func bySeller(orders []Order) []Due {
	var dues []Due
	for _, order := range orders {
		if n := len(dues); n == 0 || dues[n-1].Seller != order.Seller {
			dues = append(dues, Due{Seller: order.Seller})
		}
		last := &dues[len(dues)-1]
		last.Orders = append(last.Orders, order)
	}
	return dues
}

const (
	// Evening is from which minute of the day it is asked about what was not fetched.
	Evening = 19 * 60
	// settled is for how long an order must have been placed by then.
	settled = time.Hour
)

// TakeUnfetched claims, within tx, up to limit orders of this day that nobody has fetched, once it is evening, which it is already for the
// early, and their hour has passed: each order and day comes out of one committed transaction only. Orders of those who are not to be disturbed
// now do not.
func (d Daily) TakeUnfetched(ctx context.Context, tx pgx.Tx, now time.Time, limit int, early []SellerID, quiet ...SellerID) ([]Due, error) {
	local := now.In(d.orders.zone)
	late := local.Hour()*60+local.Minute() >= Evening
	if !late && len(early) == 0 {
		return nil, nil
	}
	rows, err := tx.Query(ctx, `WITH asked AS (
			INSERT INTO evening_asks (order_id, day) SELECT o.id, $1 FROM orders o
			WHERE o.open AND o.pickup_day = $1 AND NOT o.cancel_asked AND (o.pickup_at IS NULL OR o.pickup_at <= $2) AND o.placed_at <= $3
				AND NOT EXISTS (SELECT FROM evening_asks a WHERE a.order_id = o.id AND a.day = $1) AND o.seller_id <> ALL ($5)
				AND ($6 OR o.seller_id = ANY ($7))
			ORDER BY o.seller_id, o.id LIMIT $4 ON CONFLICT DO NOTHING RETURNING order_id
		) `+selectRows+`WHERE id IN (SELECT order_id FROM asked) ORDER BY seller_id, pickup_at NULLS FIRST, id, line`,
		date(local), now, now.Add(-settled), limit, append([]SellerID{}, quiet...), late, early)
	if err != nil {
		return nil, fmt.Errorf("claim what was not fetched: %w", err)
	}
	orders, err := d.orders.collect(rows)
	if err != nil {
		return nil, fmt.Errorf("claim what was not fetched: %w", err)
	}
	return bySeller(orders), nil
}
