package reminders

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Mine gives a person's reminders as a JSON object.
func (r *Reminders) Mine(ctx context.Context, tx pgx.Tx, person PersonID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object('own_reminders', (SELECT jsonb_agg(jsonb_build_object(
		'text', text, 'due_at', due_at, 'snoozed_until', snoozed, 'sent_at', sent_at) ORDER BY id) FROM own_reminders WHERE person_id = $1)))`, person).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read the reminders of person %d: %w", person, err)
	}
	return all, nil
}

// Forget ends all reminders of a person, and forgets their words.
func (r *Reminders) Forget(ctx context.Context, tx pgx.Tx, person PersonID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM own_reminders WHERE person_id = $1`, person); err != nil {
		return fmt.Errorf("forget the reminders of person %d: %w", person, err)
	}
	return nil
}

// ForgetPast forgets the reminders that came for the last time before a moment.
func (r *Reminders) ForgetPast(ctx context.Context, before time.Time) error {
	if _, err := r.pool.Exec(ctx, `DELETE FROM own_reminders WHERE place IS NULL AND sent_at < $1`, before); err != nil {
		return fmt.Errorf("forget past reminders: %w", err)
	}
	return nil
}
