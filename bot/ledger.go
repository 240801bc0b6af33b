package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// repeatWindow is for how long a channel may send an update again. Afterwards its numbers may come back with other
// messages, as they do when a channel starts numbering anew after a silent week.
const repeatWindow = 3 * 24 * time.Hour

// statementTimeout bounds each statement, so that a connection which silently leads nowhere holds nobody for ever.
const statementTimeout = 15 * time.Second

// errLost says that the turn is no longer this worker's: it was taken for dead, and somebody else has the chat.
var errLost = errors.New("the turn is no longer this worker's")

// lostState is the SQLSTATE by which hold_turn says errLost.
const lostState = "OH001"

// usedKey is the constraint by which the database says errUsed.
const usedKey = "used_buttons_pkey"

// ledger is the turns in the database. Every method is one round trip unless it says otherwise.
type ledger struct {
	pool    *pgxpool.Pool
	channel string
	unpaced bool             // a chat has as many turns as it likes
	now     func() time.Time // by the clocks on the village's walls
}

// minute is that of the day.
func (l ledger) minute() int {
	now := l.now()
	return now.Hour()*60 + now.Minute()
}

// burst is how many turns a chat has at most at once.
func (l ledger) burst() float32 {
	if l.unpaced {
		return unpacedTurns
	}
	return turnsAMinute
}

// unpacedTurns are more than a chat has in a minute.
const unpacedTurns = 1e9

// accept writes messages down and says how many of them were new. The caller may acknowledge them when it returns nil.
// Messages of one chat keep their order. tell wakes other processes as well.
func (l ledger) accept(ctx context.Context, messages []Message, tell bool) (fresh int, err error) {
	var (
		updates, chats, senders []int64
		kinds, bodies           []string
	)
	for _, m := range messages {
		body, err := jsonb(m)
		if err != nil {
			return 0, fmt.Errorf("write down update %d: %w", m.UpdateID, err)
		}
		updates, chats, senders = append(updates, m.UpdateID), append(chats, int64(m.Chat)), append(senders, m.Sender.UserID)
		kinds, bodies = append(kinds, string(m.Kind)), append(bodies, body)
	}
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	batch := &pgx.Batch{}
	batch.Queue(`
		WITH come AS (
			SELECT DISTINCT ON (update_id) *
			FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::jsonb[])
				WITH ORDINALITY AS m (update_id, chat, sender, kind, message, place)
			ORDER BY update_id, place
		), fresh AS (
			INSERT INTO updates AS u (channel, update_id) SELECT $1, update_id FROM come ORDER BY update_id
			ON CONFLICT (channel, update_id) DO UPDATE SET seen_at = now() WHERE u.seen_at < now() - $7::interval
			RETURNING update_id
		), chat AS (
			INSERT INTO chats (channel, chat) SELECT DISTINCT $1, chat FROM come ORDER BY chat ON CONFLICT DO NOTHING
		)
		INSERT INTO turns (channel, chat, state, update_id, kind, sender, message)
		SELECT $1, chat, 'accepted', update_id, kind, sender, message
		FROM come JOIN fresh USING (update_id) ORDER BY place`,
		l.channel, updates, chats, senders, kinds, bodies, repeatWindow,
	).Exec(func(done pgconn.CommandTag) error {
		fresh = int(done.RowsAffected())
		return nil
	})
	if tell {
		batch.Queue(notify)
	}
	err = again(ctx, func() error { return l.pool.SendBatch(ctx, batch).Close() })
	if err != nil {
		return 0, fmt.Errorf("write down %d messages: %w", len(messages), err)
	}
	return fresh, nil
}

// jsonb writes a value as JSON without NUL, the one character that the database cannot keep.
func jsonb(v any) (string, error) {
	written, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	// A backslash always begins an escape here, so escapes are told from text by stepping over them whole.
	var out strings.Builder
	for rest := string(written); ; {
		plain, escape, found := strings.Cut(rest, `\`)
		out.WriteString(plain)
		if !found {
			return out.String(), nil
		}
		if after, nul := strings.CutPrefix(escape, "u0000"); nul {
			rest = after
			continue
		}
		out.WriteString(`\` + escape[:1])
		rest = escape[1:]
	}
}

// notify wakes the processes that listen; a village is told apart by its schema.
const notify = `SELECT pg_notify(current_schema(), 'turns')`
