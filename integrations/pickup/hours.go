package pickup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/measure"
	"oldhand/integrations/reminders"
)

// Hours are when a distributor hands goods over, in minutes of the day in the village's zone.
type Hours struct {
	Opens, Closes int
	Cutoff        int            // from then on nothing is ordered for the same day; 0: it has none
	Days          reminders.Days // of every week on which it is open
	Closed        []time.Time    // days on which it is not, besides
	Ahead         int            // for how many days ahead the village takes orders; 0: however many
}

// AlwaysOpen are those of a distributor who has said nothing.
var AlwaysOpen = Hours{Closes: 24 * 60, Days: reminders.EveryDay}

// Refusal says why goods cannot be fetched at a time.
type Refusal string

// Why a time does not do.
const (
	Fits        Refusal = ""
	DayClosed   Refusal = "closed" // the distributor is closed on that day
	HourClosed  Refusal = "hour"   // at that hour
	CutoffGone  Refusal = "cutoff" // it takes no orders any more for today
	TooFar      Refusal = "far"    // the village takes no orders yet for that day
	mostAhead           = 60       // days within which another time is looked for
	cutoffShown         = 30 * time.Minute
)

// ErrClosed says that a distributor hands nothing over at the time that goods are ordered for.
var ErrClosed = errors.New("the distributor hands nothing over then")

// ErrHours says that hours are none: they end before they begin, or there is no day on which they hold.
var ErrHours = errors.New("no opening hours")

func minuteOf(t time.Time) int { return t.Hour()*60 + t.Minute() }

// Refuses says why goods ordered at now cannot be fetched at a time, both in the village's zone.
func (h Hours) Refuses(w When, now time.Time) Refusal {
	today, shut := measure.DaysBetween(now, w.Day) == 0, h.Shut(w)
	switch {
	case h.Ahead > 0 && measure.DaysBetween(now, w.Day) > h.Ahead:
		return TooFar
	case shut != Fits:
		return shut
	case today && (h.Cutoff > 0 && minuteOf(now) >= h.Cutoff || minuteOf(now) >= h.Closes):
		return CutoffGone
	}
	return Fits
}

// Shut says whether a time lies outside the hours, whenever it is ordered for: DayClosed, HourClosed or Fits.
func (h Hours) Shut(w When) Refusal {
	closed := slices.ContainsFunc(h.Closed, func(day time.Time) bool { return measure.DaysBetween(day, w.Day) == 0 })
	switch {
	case closed || !h.Days.On(w.Day.Weekday()):
		return DayClosed
	case w.HasTime && (minuteOf(w.Time) < h.Opens || minuteOf(w.Time) > h.Closes):
		return HourClosed
	}
	return Fits
}

// Next is the first time not before a time that was wished for at which goods can be fetched, at its hour where that is one; ok is false
// where there is none for a long while.
func (h Hours) Next(w When, now time.Time) (next When, ok bool) {
	for ahead := range mostAhead {
		next = When{Day: w.Day.AddDate(0, 0, ahead), HasTime: w.HasTime}
		if w.HasTime {
			minute := min(max(minuteOf(w.Time), h.Opens), h.Closes)
			next.Time = time.Date(next.Day.Year(), next.Day.Month(), next.Day.Day(), minute/60, minute%60, 0, 0, next.Day.Location())
		}
		if h.Refuses(next, now) == Fits && !next.Over(now) {
			return next, true
		}
	}
	return When{}, false
}

// Left is how long orders for today are still taken, where that is not long any more.
func (h Hours) Left(now time.Time) (left time.Duration, soon bool) {
	if h.Cutoff == 0 || h.Refuses(When{Day: measure.Midnight(now)}, now) != Fits {
		return 0, false
	}
	left = measure.Midnight(now).Add(time.Duration(h.Cutoff) * time.Minute).Sub(now)
	return left, left <= cutoffShown
}

// Openings are the hours of a village's distributors, in the database.
type Openings struct {
	pool *pgxpool.Pool
	zone *time.Location
}

// NewOpenings gives those of pool's village.
func NewOpenings(pool *pgxpool.Pool, zone *time.Location) *Openings { return &Openings{pool, zone} }

// Of gives the hours of distributors by their names, at now and from then on; AlwaysOpen where one has said nothing.
func (o *Openings) Of(ctx context.Context, q Querier, distributors []string, now time.Time) (map[string]Hours, error) {
	if q == nil {
		q = o.pool
	}
	rows, err := q.Query(ctx, `SELECT d.name, coalesce(h.opens, 0), coalesce(h.closes, 1440), coalesce(h.cutoff, 0), coalesce(h.days, 127),
			ARRAY(SELECT day FROM closed_days c WHERE c.distributor_id = d.id AND day >= $2 ORDER BY day), (SELECT order_days FROM settings)
		FROM distributors d LEFT JOIN distributor_hours h ON h.distributor_id = d.id WHERE d.name = ANY ($1)`, distributors, date(now.In(o.zone)))
	if err != nil {
		return nil, fmt.Errorf("read opening hours: %w", err)
	}
	all := map[string]Hours{}
	var name string
	var h Hours
	_, err = pgx.ForEachRow(rows, []any{&name, &h.Opens, &h.Closes, &h.Cutoff, &h.Days, &h.Closed, &h.Ahead}, func() error {
		one := h
		one.Closed = make([]time.Time, len(h.Closed))
		for i, day := range h.Closed {
			one.Closed[i] = midnight(day, o.zone)
		}
		all[name] = one
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read opening hours: %w", err)
	}
	return all, nil
}

// TakeAhead has the village take orders for so many days ahead from now on. What stands already stays.
func (o *Openings) TakeAhead(ctx context.Context, days int) error {
	if _, err := o.pool.Exec(ctx, `UPDATE settings SET order_days = $1 WHERE order_days <> $1`, days); err != nil {
		return fmt.Errorf("set for how many days ahead orders are taken: %w", err)
	}
	return nil
}

// HoursChange is what a distributor says of its hours; what is nil stays.
type HoursChange struct {
	Opens, Closes, Cutoff *int
	Days                  *reminders.Days
	Closed, Open          []time.Time // days that it is closed on besides, or open after all
}

// Set changes the hours of a distributor, whose name is compared without case and outer spaces. Errors: ErrHours, ErrNoDistributor.
func (o *Openings) Set(ctx context.Context, tx pgx.Tx, distributor string, c HoursChange) error {
	key := Actor{Distributor: distributor}.counter()
	var id int
	var name string
	err := tx.QueryRow(ctx, `SELECT id, name FROM distributors WHERE key = $1 FOR NO KEY UPDATE`, key).Scan(&id, &name)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNoDistributor
	}
	if err != nil {
		return fmt.Errorf("set opening hours: %w", err)
	}
	all, err := o.Of(ctx, tx, []string{name}, time.Now())
	if err != nil {
		return err
	}
	h := all[name].With(c)
	if h.Opens >= h.Closes || h.Days == 0 || h.Cutoff > h.Closes {
		return ErrHours
	}
	batch := &pgx.Batch{}
	batch.Queue(`INSERT INTO distributor_hours (distributor_id, opens, closes, cutoff, days) VALUES ($1, $2, $3, nullif($4, 0), $5)
		ON CONFLICT (distributor_id) DO UPDATE SET (opens, closes, cutoff, days) = (EXCLUDED.opens, EXCLUDED.closes, EXCLUDED.cutoff, EXCLUDED.days)`,
		id, h.Opens, h.Closes, h.Cutoff, h.Days)
	for _, day := range c.Closed {
		batch.Queue(`INSERT INTO closed_days (distributor_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING`, id, date(day))
	}
	for _, day := range c.Open {
		batch.Queue(`DELETE FROM closed_days WHERE distributor_id = $1 AND day = $2`, id, date(day))
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("set opening hours: %w", err)
	}
	return nil
}

// With are the hours as they are after a change.
func (h Hours) With(c HoursChange) Hours {
	for _, part := range []struct {
		to   *int
		from *int
	}{{&h.Opens, c.Opens}, {&h.Closes, c.Closes}, {&h.Cutoff, c.Cutoff}} {
		if part.from != nil {
			*part.to = *part.from
		}
	}
	if c.Days != nil {
		h.Days = *c.Days
	}
	h.Closed = slices.DeleteFunc(slices.Concat(h.Closed, c.Closed), func(day time.Time) bool {
		return slices.ContainsFunc(c.Open, func(open time.Time) bool { return measure.DaysBetween(open, day) == 0 })
	})
	return h
}
