package pickup

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
)

// DistributorID numbers a distributor, for those who cannot carry a name.
type DistributorID int

// ErrNoDistributor says that no distributor has this name.
var ErrNoDistributor = errors.New("no such distributor")

// Books are whose orders a statement is of. The zero value is nobody's.
type Books struct {
	seller      *SellerID
	distributor *DistributorID
}

// SellersBooks are those of a seller with all distributors.
func SellersBooks(s SellerID) Books { return Books{seller: &s} }

// DistributorsBooks are those of a distributor with all sellers.
func DistributorsBooks(d DistributorID) Books { return Books{distributor: &d} }

// Between are the books of the two alone.
func Between(s SellerID, d DistributorID) Books { return Books{&s, &d} }

// Days are those from one to another of the village's calendar, both included; without From they begin with the first order.
type Days struct{ From, To time.Time }

// span is the days from the first moment to the one after the last.
func (d Days) span(zone *time.Location) (from, until time.Time) {
	if !d.From.IsZero() {
		from = measure.DayIn(d.From, zone)
	}
	return from, measure.DayIn(d.To, zone).AddDate(0, 0, 1)
}

// Account is what stands between a seller and a distributor.
type Account struct {
	Seller      SellerID
	Distributor DistributorID
	Name        string // the distributor's
	Orders      int    // handed over in the days
	HandedOver  measure.Fen
	Before      measure.Fen // owed when the days began; below 0 it was paid ahead
	Paid        measure.Fen // in the days, agreed or when it was fetched
	Stated      measure.Fen // not answered yet, whatever the days: it does not count
	Open        int         // not fetched yet, whatever the days
	OpenTotal   measure.Fen
}

// Owed is what the seller owes at the end of the days; below 0 it is paid ahead.
func (a Account) Owed() measure.Fen { return a.Before + a.HandedOver - a.Paid }

// handedOver is the orders that were handed over, each with when and what it came to: the sum of what its lines were handed over
// for; and what was credited of them, each with when. All sums of statements are made of it, for both sides alike.
const handedOver = `(SELECT o.id, o.seller_id, o.distributor_id, e.at, -c.amount AS total
	FROM orders o JOIN order_claims c ON c.order_id = o.id JOIN order_events e ON e.claim = c.id AND e.what = 'credited' WHERE c.amount > 0
	UNION ALL SELECT o.id, o.seller_id, o.distributor_id, o.closed_at, sum(l.total)
	FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.status = '` + string(Picked) + `' GROUP BY o.id) AS handed`

// inBooks chooses the rows of Books, which are $1 and $2.
const inBooks = `(seller_id = $1 OR $1::bigint IS NULL) AND (distributor_id = $2 OR $2::int IS NULL) AND ($1::bigint IS NOT NULL OR $2::int IS NOT NULL)`

// Accounts gives what stands between those of some books: one for each two between whom there is anything in these days, or anything
// owed, open or stated; the largest sum first.
func (o *Orders) Accounts(ctx context.Context, b Books, d Days) ([]Account, error) {
	from, until := d.span(o.zone)
	rows, err := o.pool.Query(ctx, `
		SELECT seller_id AS seller, distributor_id AS distributor, d.name, sum(orders)::int AS orders, sum(handed_over)::bigint AS handed_over,
			sum(before)::bigint AS before, sum(paid)::bigint AS paid, sum(stated)::bigint AS stated, sum(open)::int AS open, sum(open_total)::bigint AS open_total
		FROM (
			SELECT seller_id, distributor_id, count(*) FILTER (WHERE at >= $3 AND total > 0) AS orders, coalesce(sum(total) FILTER (WHERE at >= $3), 0) AS handed_over,
				coalesce(sum(total) FILTER (WHERE at < $3), 0) AS before, 0 AS paid, 0 AS stated, 0 AS open, 0 AS open_total
			FROM `+handedOver+` WHERE `+inBooks+` AND at < $4 GROUP BY 1, 2
			UNION ALL
			SELECT seller_id, distributor_id, 0, 0, -coalesce(sum(amount) FILTER (WHERE agreed AND paid_on < $5), 0),
				coalesce(sum(amount) FILTER (WHERE agreed AND paid_on BETWEEN $5 AND $6), 0), coalesce(sum(amount) FILTER (WHERE agreed IS NULL), 0), 0, 0
			FROM payments LEFT JOIN payment_answers ON payment = id WHERE `+inBooks+` GROUP BY 1, 2
			UNION ALL
			SELECT seller_id, distributor_id, 0, 0, -coalesce(sum(total) FILTER (WHERE closed_at < $3), 0), coalesce(sum(total) FILTER (WHERE closed_at >= $3), 0), 0, 0, 0
			FROM orders WHERE `+inBooks+` AND paid AND closed_at < $4 GROUP BY 1, 2
			UNION ALL
			SELECT seller_id, distributor_id, 0, 0, 0, 0, 0, count(*), sum(total)
			FROM orders WHERE `+inBooks+` AND closed_at IS NULL GROUP BY 1, 2
		) AS sums JOIN distributors d ON d.id = distributor_id
		GROUP BY seller_id, distributor_id, d.name
		HAVING sum(orders) > 0 OR sum(before) <> 0 OR sum(paid) > 0 OR sum(stated) > 0 OR sum(open) > 0
		ORDER BY sum(handed_over) DESC, d.name, seller_id`, b.seller, b.distributor, from, until, date(d.From), date(d.To))
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	accounts, err := pgx.CollectRows(rows, pgx.RowToStructByName[Account])
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	return accounts, nil
}

// Handed is an order that was handed over.
type Handed struct {
	Order       OrderID
	Seller      SellerID
	Distributor string
	At          time.Time
	Total       measure.Fen
}

// HandedOver lists the orders handed over in some days, the earliest first.
func (o *Orders) HandedOver(ctx context.Context, b Books, d Days) ([]Handed, error) {
	from, until := d.span(o.zone)
	rows, err := o.pool.Query(ctx, `
		SELECT handed.id, seller_id, d.name, at, total::bigint FROM `+handedOver+` JOIN distributors d ON d.id = distributor_id
		WHERE `+inBooks+` AND at >= $3 AND at < $4 ORDER BY at, handed.id`, b.seller, b.distributor, from, until)
	if err != nil {
		return nil, fmt.Errorf("list what was handed over: %w", err)
	}
	handed, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Handed])
	if err != nil {
		return nil, fmt.Errorf("list what was handed over: %w", err)
	}
	for i := range handed {
		handed[i].At = handed[i].At.In(o.zone)
	}
	return handed, nil
}

// Entry is a line of an order, with what became of it.
type Entry struct {
	Order            OrderID
	Seller           SellerID
	Distributor      string
	PlacedAt         time.Time
	ClosedAt         *time.Time // nil: the order is open
	HandedOver       bool
	SKU              string `db:"sku"`
	TitleEN, TitleZH string
	Unit             string
	Quantity         int
	Price, Total     measure.Fen
}

// ErrTooMany says that there is more than was to be read.
var ErrTooMany = errors.New("too many lines of orders")

// Entries lists the lines of the orders that were closed in some days or are open, whatever became of them, in the order in which they
// were placed. Error: ErrTooMany, where there are more lines than most.
func (o *Orders) Entries(ctx context.Context, b Books, d Days, most int) ([]Entry, error) {
	from, until := d.span(o.zone)
	rows, err := o.pool.Query(ctx, `
		SELECT o.id AS "order", seller_id AS seller, d.name AS distributor, placed_at, closed_at, o.status = '`+string(Picked)+`' AS handed_over,
			l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total
		FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN distributors d ON d.id = o.distributor_id
		WHERE `+inBooks+` AND (closed_at IS NULL OR closed_at >= $3 AND closed_at < $4) ORDER BY placed_at, o.id, l.line LIMIT $5`,
		b.seller, b.distributor, from, until, most+1)
	if err != nil {
		return nil, fmt.Errorf("list the lines of orders: %w", err)
	}
	entries, err := pgx.CollectRows(rows, pgx.RowToStructByName[Entry])
	switch {
	case err != nil:
		return nil, fmt.Errorf("list the lines of orders: %w", err)
	case len(entries) > most:
		return nil, ErrTooMany
	}
	for i := range entries {
		e := &entries[i]
		if e.PlacedAt = e.PlacedAt.In(o.zone); e.ClosedAt != nil {
			closed := e.ClosedAt.In(o.zone)
			e.ClosedAt = &closed
		}
	}
	return entries, nil
}

// Sum is what was handed over from a day on until the next that was asked for.
type Sum struct {
	From   time.Time
	Orders int
	Total  measure.Fen
}

// Sums adds up what was handed over in some days by the stretches that begin on starts, which rise; a stretch without orders is left
// out. What lies before the first start counts with it.
func (o *Orders) Sums(ctx context.Context, b Books, d Days, starts []time.Time) ([]Sum, error) {
	from, until := d.span(o.zone)
	rows, err := o.pool.Query(ctx, `
		SELECT greatest(width_bucket(at, $5::timestamptz[]), 1), count(*), sum(total)::bigint FROM `+handedOver+`
		WHERE `+inBooks+` AND at >= $3 AND at < $4 GROUP BY 1 ORDER BY 1`, b.seller, b.distributor, from, until, starts)
	if err != nil {
		return nil, fmt.Errorf("add up what was handed over: %w", err)
	}
	var sums []Sum
	var stretch int
	var s Sum
	_, err = pgx.ForEachRow(rows, []any{&stretch, &s.Orders, &s.Total}, func() error {
		s.From = starts[stretch-1]
		sums = append(sums, s)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add up what was handed over: %w", err)
	}
	return sums, nil
}

// First gives the day of the first order that was handed over, or the zero time where none was.
func (o *Orders) First(ctx context.Context, b Books) (time.Time, error) {
	var at *time.Time
	err := o.pool.QueryRow(ctx, `SELECT min(at) FROM `+handedOver+` WHERE `+inBooks, b.seller, b.distributor).Scan(&at)
	if err != nil {
		return time.Time{}, fmt.Errorf("find the first order handed over: %w", err)
	}
	if at == nil {
		return time.Time{}, nil
	}
	return measure.Midnight(at.In(o.zone)), nil
}

// Turnover is what a distributor handed over to all sellers together.
type Turnover struct {
	Name       string
	Orders     int
	HandedOver measure.Fen
	Open       int // not fetched yet, whatever the days
	OpenTotal  measure.Fen
}

// Turnovers gives what each distributor of the village handed over in some days, the largest sum first.
func (o *Orders) Turnovers(ctx context.Context, d Days) ([]Turnover, error) {
	from, until := d.span(o.zone)
	rows, err := o.pool.Query(ctx, `
		SELECT d.name, sum(orders)::int AS orders, sum(handed_over)::bigint AS handed_over, sum(open)::int AS open, sum(open_total)::bigint AS open_total
		FROM (
			SELECT distributor_id, count(*) AS orders, sum(total) AS handed_over, 0 AS open, 0 AS open_total
			FROM `+handedOver+` WHERE at >= $1 AND at < $2 GROUP BY 1
			UNION ALL
			SELECT distributor_id, 0, 0, count(*), sum(total) FROM orders WHERE closed_at IS NULL GROUP BY 1
		) AS sums JOIN distributors d ON d.id = distributor_id
		GROUP BY d.id ORDER BY sum(handed_over) DESC, d.name`, from, until)
	if err != nil {
		return nil, fmt.Errorf("read turnovers: %w", err)
	}
	turnovers, err := pgx.CollectRows(rows, pgx.RowToStructByName[Turnover])
	if err != nil {
		return nil, fmt.Errorf("read turnovers: %w", err)
	}
	return turnovers, nil
}

// Distributor is one of the village.
type Distributor struct {
	ID   DistributorID
	Name string
}

// Distributors lists those of the village, by name.
func (o *Orders) Distributors(ctx context.Context) ([]Distributor, error) {
	rows, err := o.pool.Query(ctx, `SELECT id, name FROM distributors ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list the distributors: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Distributor])
	if err != nil {
		return nil, fmt.Errorf("list the distributors: %w", err)
	}
	return all, nil
}

// Customers lists the sellers who ever ordered of a distributor.
func (o *Orders) Customers(ctx context.Context, d DistributorID) ([]SellerID, error) {
	rows, err := o.pool.Query(ctx, `SELECT DISTINCT seller_id FROM orders WHERE distributor_id = $1 ORDER BY seller_id`, d)
	if err != nil {
		return nil, fmt.Errorf("list who ordered of distributor %d: %w", d, err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[SellerID])
	if err != nil {
		return nil, fmt.Errorf("list who ordered of distributor %d: %w", d, err)
	}
	return all, nil
}

// DistributorNamed gives the number of a distributor; case and outer spaces of the name do not count. Error: ErrNoDistributor.
func (o *Orders) DistributorNamed(ctx context.Context, name string) (id DistributorID, err error) {
	err = o.pool.QueryRow(ctx, `SELECT id FROM distributors WHERE key = $1`, strings.ToLower(strings.TrimSpace(name))).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, ErrNoDistributor
	}
	if err != nil {
		return 0, fmt.Errorf("find a distributor: %w", err)
	}
	return id, nil
}
