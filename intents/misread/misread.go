// Package misread keeps messages that oldhand misread, without what names or reaches somebody, so that a person can put them
// right and the reader learn from them.
package misread

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Why says how a message was seen to be misread.
type Why string

const (
	// Unknown: oldhand said that it did not get it.
	Unknown Why = "unknown"
	// Declined: oldhand asked whether something was meant, and it was not.
	Declined Why = "declined"
	// Corrected: what was understood was put right, or taken back, at once.
	Corrected Why = "corrected"
	// Again: nearly the same words were said again.
	Again Why = "again"
)

// Message is a message as it was understood. It holds nothing that is known to name or reach somebody.
type Message struct {
	Marked     string          `json:"m"` // its words, with the acts marked that were read in them
	Lang       string          `json:"lang"`
	Screen     string          `json:"ctx"`
	Who        string          `json:"who"`
	Understood json.RawMessage `json:"understood"` // the commands, as meaning.JSON writes them
	At         time.Time       `json:"at"`
}

// Kept is a message that was kept, in the form of evals/corpus with what is known besides.
type Kept struct {
	Marked     string    `json:"m"`
	Lang       string    `json:"lang"`
	Screen     string    `json:"ctx"`
	Who        string    `json:"who"`
	Understood []string  `json:"understood"` // names of the commands
	Why        Why       `json:"why"`
	At         time.Time `json:"at"` // to the hour, UTC
}

// Log is what is kept of one village. It is safe for concurrent use.
type Log struct{ pool *pgxpool.Pool }

// New gives the log of pool's village.
func New(pool *pgxpool.Pool) *Log { return &Log{pool} }

// Keep keeps a message in the caller's transaction, in place of the oldest where there are too many. One that names a member
// of the village is not kept.
func (l *Log) Keep(ctx context.Context, tx pgx.Tx, m Message, why Why) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT name FROM people WHERE name <> ''`)
	if err != nil {
		return fmt.Errorf("read names: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("read names: %w", err)
	}
	m, ok := m.without(names)
	if !ok {
		return nil
	}
	_, err = tx.Exec(ctx, `INSERT INTO misread (marked, language, screen, who, understood, why, at)
		VALUES ($1, $2, $3, $4, $5, $6, date_trunc('hour', $7::timestamptz, 'UTC'))
		ON CONFLICT (place) DO UPDATE SET marked = EXCLUDED.marked, language = EXCLUDED.language, screen = EXCLUDED.screen,
			who = EXCLUDED.who, understood = EXCLUDED.understood, why = EXCLUDED.why, at = EXCLUDED.at`,
		m.Marked, m.Lang, m.Screen, m.Who, m.Understood, why, m.At)
	if err != nil {
		return fmt.Errorf("keep a message: %w", err)
	}
	return nil
}

// All gives what is kept, oldest first.
func (l *Log) All(ctx context.Context) ([]Kept, error) {
	rows, err := l.pool.Query(ctx, `SELECT marked, language, screen, who,
		ARRAY(SELECT c->>'name' FROM jsonb_array_elements(understood) WITH ORDINALITY AS u (c, n) ORDER BY n) AS understood, why, at
		FROM misread ORDER BY at, place`)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Kept, error) {
		k, err := pgx.RowToStructByPos[Kept](row)
		k.At = k.At.UTC()
		return k, err
	})
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	return all, nil
}

// Forget forgets messages from before a moment. How many are kept at most, the table says.
func (l *Log) Forget(ctx context.Context, before time.Time) error {
	if _, err := l.pool.Exec(ctx, `DELETE FROM misread WHERE at < $1`, before); err != nil {
		return fmt.Errorf("forget messages: %w", err)
	}
	return nil
}
