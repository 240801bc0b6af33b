package parcels

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNothingToHandOver says that every parcel of a courier's day is on a list already, or that there is none.
var ErrNothingToHandOver = errors.New("nothing to hand over")

// listRows is how many numbers a list holds: it is made while the parcels wait, and has to be printed. The others go on
// the next one.
const listRows = 500

// HandoverID numbers a list of parcels handed over to a courier.
type HandoverID int64

// String writes the number as people say it: H12.
func (id HandoverID) String() string { return "H" + strconv.FormatInt(int64(id), 10) }

// Handover is a list of one courier's parcels of a day. Once made it stays as it is: later parcels go on another list.
type Handover struct {
	ID      HandoverID
	Courier string
	Day     time.Time // midnight UTC
	MadeAt  time.Time
	Rows    int // of like parcels
	Parcels int
}

// HandOver puts a courier's parcels of today that are on no list on a new one; key is the turn that asks for it, and
// the same key again gives the same list. Error: ErrNothingToHandOver.
func (p *Parcels) HandOver(ctx context.Context, tx pgx.Tx, key int64, courier string, now time.Time) (Handover, []Sent, error) {
	day := now.Format(time.DateOnly)
	var id HandoverID
	err := tx.QueryRow(ctx, `
		WITH made AS (
			INSERT INTO handovers (key, courier, day, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING id
		)
		SELECT id FROM made UNION ALL SELECT id FROM handovers WHERE key = $1`, key, courier, day, now).Scan(&id)
	if err != nil {
		return Handover{}, nil, fmt.Errorf("begin a hand-over list: %w", err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE parcels SET handover = $1
		WHERE NOT EXISTS (SELECT FROM parcels WHERE handover = $1) AND id IN (
			SELECT p.id FROM parcels p JOIN rates r ON r.id = p.rate
			WHERE r.courier = $2 AND p.day = $3 AND p.handover IS NULL
			ORDER BY p.seller_id, p.id LIMIT $4 FOR UPDATE OF p)`, id, courier, day, listRows)
	if err != nil {
		return Handover{}, nil, fmt.Errorf("put parcels on a hand-over list: %w", err)
	}
	return readHandover(ctx, tx, id)
}

// Handovers lists what was handed over on a day, in the order it was.
func (p *Parcels) Handovers(ctx context.Context, day time.Time) ([]Handover, error) {
	return allHandovers(p.pool.Query(ctx, selectHandovers+`WHERE h.day = $1`+groupHandovers, day.Format(time.DateOnly)))
}

// Handover gives a list and its parcels, by seller. Error: ErrNothingToHandOver where there is no such list.
func (p *Parcels) Handover(ctx context.Context, id HandoverID) (Handover, []Sent, error) {
	return readHandover(ctx, p.pool, id)
}

// reader is a pool or a transaction.
type reader interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// readHandover reads a list; one without parcels is none.
func readHandover(ctx context.Context, r reader, id HandoverID) (Handover, []Sent, error) {
	lists, err := allHandovers(r.Query(ctx, selectHandovers+`WHERE h.id = $1`+groupHandovers, id))
	switch {
	case err != nil:
		return Handover{}, nil, err
	case len(lists) == 0:
		return Handover{}, nil, ErrNothingToHandOver
	}
	sent, err := allSent(r.Query(ctx, selectSent+`WHERE p.handover = $1 ORDER BY p.seller_id, p.id`, id))
	return lists[0], sent, err
}

// Waiting is how many parcels a courier has to be handed over.
type Waiting struct {
	Courier string
	Parcels int
}

// Waiting lists the couriers whose parcels of a day are on no list yet, those with the most first.
func (p *Parcels) Waiting(ctx context.Context, day time.Time) ([]Waiting, error) {
	rows, err := p.pool.Query(ctx, `
		SELECT r.courier, sum(p.parcels) FROM parcels p JOIN rates r ON r.id = p.rate
		WHERE p.day = $1 AND p.handover IS NULL GROUP BY 1 ORDER BY 2 DESC, 1`, day.Format(time.DateOnly))
	if err != nil {
		return nil, fmt.Errorf("list what is to be handed over: %w", err)
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Waiting])
	if err != nil {
		return nil, fmt.Errorf("list what is to be handed over: %w", err)
	}
	return waiting, nil
}

// selectHandovers reads the fields of Handover in their order.
const selectHandovers = `
	SELECT h.id, h.courier, h.day, h.made_at, count(*)::int, sum(p.parcels)
	FROM handovers h JOIN parcels p ON p.handover = h.id `

const groupHandovers = ` GROUP BY h.id ORDER BY h.id`

func allHandovers(rows pgx.Rows, err error) ([]Handover, error) {
	if err != nil {
		return nil, fmt.Errorf("read hand-over lists: %w", err)
	}
	lists, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Handover])
	if err != nil {
		return nil, fmt.Errorf("read hand-over lists: %w", err)
	}
	return lists, nil
}
