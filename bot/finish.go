package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// mark records one card that was delivered, or given up.
type mark struct {
	sent     Sent // Message 0: given up
	key      string
	buttons  bool    // the card has some
	outdated []int64 // older cards of the key that still show their buttons
}

// ending is how a worker releases a chat.
type ending struct {
	state    string        // "delivered", "dropped", or "" when the turn is to be taken up again
	shut     bool          // the person has shut the chat
	delay    time.Duration // nobody claims the chat before that has passed
	throttle time.Duration // for that long the chat gets one card a second
	// pushed is what a push that arrived changes in the dialogue; nil: nothing.
	pushed json.RawMessage
}

// withoutFsync has a transaction commit without waiting for the disk, which is most of what a commit costs. It is for what a
// power cut may take back, in the fraction of a second before it reaches the disk, at no worse price than a message sent
// twice: that a turn was claimed or delivered. What is accepted or settled waits, and takes to the disk with it all that
// was written before.
const withoutFsync = `set_config('synchronous_commit', 'off', true)`

// write records marks, and with an ending releases the chat; with next it then claims the turn that has waited longest.
// All of it is one round trip, and writing the same twice changes nothing.
//
// The claim comes after COMMIT with a look of its own at the database: a message for this very chat that arrived
// while it was busy, and for which nobody could be woken, is seen.
func (l ledger) write(ctx context.Context, c *claim, marks []mark, e *ending, next bool) (*claim, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	batch := &pgx.Batch{}
	batch.Queue(`BEGIN`)
	batch.Queue(`SELECT ` + withoutFsync)
	state := ""
	if e != nil {
		state = e.state
		l.queueEnding(batch, c, *e)
	}
	l.queueMarks(batch, c, marks, state)
	batch.Queue(`COMMIT`)
	if next {
		batch.Queue(claimSQL, c.worker, l.channel, false, l.burst(), l.minute())
	}
	done := batch.Len()
	var following *claim
	err := again(ctx, func() error {
		results := l.pool.SendBatch(ctx, batch)
		defer results.Close()
		for i := range done {
			if next && i == done-1 {
				var err error
				following, err = readClaim(results.Query())
				return err
			}
			if _, err := results.Exec(); err != nil {
				return err
			}
		}
		return results.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("release the chat of turn %d: %w", c.id, err)
	}
	if following != nil {
		following.worker = c.worker
	}
	return following, nil
}

// queueMarks adds the cards that arrived and the state in which the turn is left, "" for none.
func (l ledger) queueMarks(batch *pgx.Batch, c *claim, marks []mark, state string) {
	if len(marks) == 0 && state == "" {
		return
	}
	messages := []int64{}
	for _, m := range marks {
		messages = append(messages, m.sent.Message)
		if m.key == "" || m.sent.Message == 0 {
			continue
		}
		batch.Queue(`
			INSERT INTO cards (channel, chat, key, message, photo, parts, buttons, outdated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (channel, chat, key) DO UPDATE SET message = excluded.message, photo = excluded.photo,
				parts = excluded.parts, buttons = excluded.buttons, outdated = excluded.outdated`,
			l.channel, c.chat, m.key, m.sent.Message, m.sent.Photo, m.sent.Parts, m.buttons, append([]int64{}, m.outdated...))
	}
	batch.Queue(`
		UPDATE turns SET messages = messages || $3::bigint[], state = coalesce(nullif($4, ''), state),
			finished_at = CASE WHEN $4 <> '' THEN now() END
		WHERE id = $1 AND cardinality(messages) = $2 AND state = 'settled'`,
		c.id, c.arrived, messages, state)
}

// queueEnding releases the chat. A settled turn was handled and killed nobody: whatever holds up its delivery does not count
// against the chat's next message.
func (l ledger) queueEnding(batch *pgx.Batch, c *claim, e ending) {
	batch.Queue(`
		UPDATE chats SET worker = NULL, closed = closed OR $5, attempts = CASE WHEN $6 THEN 0 ELSE attempts END,
			parked_until = CASE WHEN $7::interval > '0' THEN now() + $7::interval ELSE '-infinity' END,
			paced_until = greatest(paced_until, now() + $8::interval),
			dialogue = CASE WHEN $9::jsonb IS NULL THEN dialogue
				WHEN jsonb_typeof(dialogue) = 'object' THEN dialogue || $9 ELSE $9 END
		WHERE channel = $1 AND chat = $2 AND worker = $3 AND fence = $4`,
		l.channel, c.chat, c.worker, c.fence, e.shut, c.settled, e.delay, e.throttle, e.pushed)
}
