// Package reminders keeps what people want to be reminded of in their own words, once or on days of every week.
package reminders

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/text"
)

type (
	// ID numbers a reminder.
	ID int64
	// PersonID is whom it is for.
	PersonID int64
)

const (
	// Most is how many reminders a person has that are still to come; the table has the check.
	Most = 50
	// Longest is how many characters of its words are kept; the table has the check.
	Longest = 300
	// keptFor is for how long one that came can be made to come again.
	keptFor = 7 * 24 * time.Hour
)

var (
	// ErrNotFound says that this person has no such reminder.
	ErrNotFound = errors.New("no such reminder")
	// ErrFull says that a person has as many as one may.
	ErrFull = errors.New("too many reminders")
	// ErrEmpty says that a reminder is of nothing.
	ErrEmpty = errors.New("a reminder of nothing")
)

// Wish is what somebody wants to be reminded of, and when: once, or on days of every week.
type Wish struct {
	Text   string
	At     time.Time // once
	Days   Days      // else
	Minute int       // of these days, in the village's zone
}

// Reminder is one that is kept.
type Reminder struct {
	ID     ID
	Person PersonID
	Wish
	Next time.Time // when it comes; of one that is due, when it was to come
}

// Reminders are those of the village in the database.
type Reminders struct {
	pool *pgxpool.Pool
	zone *time.Location
}

// New gives the reminders in pool's village, whose days begin and end in zone.
func New(pool *pgxpool.Pool, zone *time.Location) *Reminders { return &Reminders{pool, zone} }

// Cleaned is a text as it is kept: no more than Longest characters that can be seen.
func Cleaned(words string) string {
	words = strings.Join(strings.Fields(text.Clean(words)), " ")
	if r := []rune(words); len(r) > Longest {
		return string(r[:Longest-1]) + "…"
	}
	return words
}

// Keep keeps a wish; the same one again is the same reminder. Errors: ErrEmpty, ErrFull; neither spoils tx.
func (r *Reminders) Keep(ctx context.Context, tx pgx.Tx, person PersonID, w Wish, now time.Time) (Reminder, error) {
	w.Text = Cleaned(w.Text)
	if w.Text == "" {
		return Reminder{}, ErrEmpty
	}
	next := w.At
	if w.Days != 0 {
		next = w.Days.Next(now.In(r.zone), w.Minute)
	}
	kept := Reminder{Person: person, Wish: w, Next: next}
	_, err := tx.Exec(ctx, `DELETE FROM own_reminders WHERE person_id = $1 AND place IS NULL AND sent_at < $2`, person, now.Add(-keptFor))
	if err == nil {
		err = tx.QueryRow(ctx, `WITH same AS (
				SELECT id FROM own_reminders WHERE person_id = $1 AND text = $2 AND days = $3 AND due_at = $5
			), kept AS (
				INSERT INTO own_reminders (person_id, place, text, days, minute, due_at)
				SELECT $1, free_reminder($1), $2, $3, $4, $5 WHERE free_reminder($1) IS NOT NULL AND NOT EXISTS (SELECT FROM same)
				RETURNING id
			) SELECT id FROM same UNION ALL SELECT id FROM kept`, person, w.Text, w.Days, w.Minute, next).Scan(&kept.ID)
	}
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Reminder{}, ErrFull
	case err != nil:
		return Reminder{}, fmt.Errorf("keep a reminder: %w", err)
	}
	return kept, nil
}

// Of lists a person's reminders that are still to come, the next one first.
func (r *Reminders) Of(ctx context.Context, person PersonID) ([]Reminder, error) {
	rows, err := r.pool.Query(ctx, selectReminders+`WHERE person_id = $1 AND place IS NOT NULL ORDER BY least(due_at, snoozed), id`, person)
	if err != nil {
		return nil, fmt.Errorf("list reminders: %w", err)
	}
	return r.collect(rows)
}

const selectReminders = `SELECT id, person_id, text, days, minute, least(due_at, snoozed) FROM own_reminders `

func (r *Reminders) collect(rows pgx.Rows) ([]Reminder, error) {
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (one Reminder, err error) {
		err = row.Scan(&one.ID, &one.Person, &one.Text, &one.Days, &one.Minute, &one.Next)
		one.Next = one.Next.In(r.zone)
		if one.Days == 0 {
			one.At = one.Next
		}
		return one, err
	})
	if err != nil {
		return nil, fmt.Errorf("read reminders: %w", err)
	}
	return list, nil
}

// End has a person's reminder come no more, and gives its words. Error: ErrNotFound.
func (r *Reminders) End(ctx context.Context, tx pgx.Tx, person PersonID, id ID) (words string, err error) {
	err = tx.QueryRow(ctx, `DELETE FROM own_reminders WHERE id = $1 AND person_id = $2 RETURNING text`, id, person).Scan(&words)
	return words, found(err, "end")
}

// Again has a person's reminder come again at a time, beside the times it has. Errors: ErrNotFound, ErrFull; neither spoils tx.
func (r *Reminders) Again(ctx context.Context, tx pgx.Tx, person PersonID, id ID, at time.Time) (words string, err error) {
	var full bool
	err = tx.QueryRow(ctx, `WITH mine AS (
			SELECT id, text, coalesce(place, free_reminder($2)) AS place FROM own_reminders WHERE id = $1 AND person_id = $2 FOR UPDATE
		), again AS (
			UPDATE own_reminders o SET snoozed = $3, place = mine.place FROM mine WHERE o.id = mine.id AND mine.place IS NOT NULL
		) SELECT text, place IS NULL FROM mine`, id, person, at).Scan(&words, &full)
	if err == nil && full {
		return "", ErrFull
	}
	return words, found(err, "snooze")
}

func found(err error, what string) error {
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return ErrNotFound
	case err != nil:
		return fmt.Errorf("%s a reminder: %w", what, err)
	}
	return nil
}

// TakeDue claims, within tx, up to limit reminders that are due at now, and says when each was to come: every time of a
// reminder comes out of one committed transaction only. One that could not come in time comes late; of several times that have
// gone by meanwhile, the first.
func (r *Reminders) TakeDue(ctx context.Context, tx pgx.Tx, now time.Time, limit int) ([]Reminder, error) {
	rows, err := tx.Query(ctx, selectReminders+`WHERE least(due_at, snoozed) <= $1 ORDER BY least(due_at, snoozed), id LIMIT $2 FOR UPDATE SKIP LOCKED`, now, limit)
	if err != nil {
		return nil, fmt.Errorf("claim reminders: %w", err)
	}
	due, err := r.collect(rows)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	batch := &pgx.Batch{}
	for _, one := range due {
		var next *time.Time
		if one.Days != 0 {
			at := one.Days.Next(now.In(r.zone), one.Minute)
			next = &at
		}
		batch.Queue(`UPDATE own_reminders SET sent_at = $2, due_at = CASE WHEN due_at <= $2 THEN $3 ELSE due_at END,
				snoozed = CASE WHEN snoozed > $2 THEN snoozed END,
				place = CASE WHEN $3::timestamptz IS NOT NULL OR due_at > $2 OR snoozed > $2 THEN place END
			WHERE id = $1`, one.ID, now, next)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("claim reminders: %w", err)
	}
	return due, nil
}
