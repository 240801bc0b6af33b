package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Quiet is the hours of every day in which nothing comes to a person by itself, in minutes of the day in the village's zone; from a later one
// to an earlier one they go over midnight.
type Quiet struct {
	From  int `json:"from_minute"`
	Until int `json:"until_minute"`
}

// Holds says that a minute of the day is in them.
func (q Quiet) Holds(minute int) bool {
	if q.From < q.Until {
		return minute >= q.From && minute < q.Until
	}
	return minute >= q.From || minute < q.Until
}

// Quiet gives a person's quiet hours, nil where she has none. Error: ErrNoPerson.
func (p *People) Quiet(ctx context.Context, tx pgx.Tx, id PersonID) (*Quiet, error) {
	var from, until *int
	err := tx.QueryRow(ctx, `SELECT c.quiet_from, c.quiet_until FROM people p JOIN chats c USING (channel, chat) WHERE p.id = $1`, id).Scan(&from, &until)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, ErrNoPerson
	case err != nil:
		return nil, fmt.Errorf("read the quiet hours of person %d: %w", id, err)
	case from == nil:
		return nil, nil
	}
	return &Quiet{*from, *until}, nil
}

// SetQuiet sets a person's quiet hours, which begin at one minute of the day and end at another; nil: she has none any more. Error: ErrNoPerson.
func (p *People) SetQuiet(ctx context.Context, tx pgx.Tx, id PersonID, q *Quiet) error {
	var from, until *int
	if q != nil {
		from, until = &q.From, &q.Until
	}
	done, err := tx.Exec(ctx, `UPDATE chats c SET quiet_from = $2, quiet_until = $3 FROM people p WHERE p.id = $1 AND c.channel = p.channel AND c.chat = p.chat`, id, from, until)
	if err != nil {
		return fmt.Errorf("set the quiet hours of person %d: %w", id, err)
	}
	if done.RowsAffected() == 0 {
		return ErrNoPerson
	}
	return nil
}

// QuietAt lists the people in whose quiet hours a minute of the day is.
func (p *People) QuietAt(ctx context.Context, tx pgx.Tx, minute int) ([]PersonID, error) {
	rows, err := tx.Query(ctx, `SELECT p.id FROM people p JOIN chats c USING (channel, chat) WHERE quiet_at(c.quiet_from, c.quiet_until, $1) ORDER BY p.id`, minute)
	if err != nil {
		return nil, fmt.Errorf("list whose quiet hours it is: %w", err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowTo[PersonID])
	if err != nil {
		return nil, fmt.Errorf("list whose quiet hours it is: %w", err)
	}
	return people, nil
}
