package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// errUsed says that a button which counts once has been pressed before.
var errUsed = errors.New("button used up")

// settle runs a turn's Settle and writes effect, dialogue, pushes and reply in one transaction: BEGIN is one round
// trip, the record and COMMIT another, and a button that counts once costs one more. once is that button, or nil.
// Errors: errLost, errUsed, and those of fn.
func (l ledger) settle(ctx context.Context, c *claim, once *press, fn Settle) (Reply, error) {
	var reply Reply
	err := again(ctx, func() error {
		return l.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) (err error) {
			reply, err = l.settleOn(ctx, conn, c, once, fn)
			return err
		})
	})
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == lostState {
		return Reply{}, errLost
	}
	return reply, err
}

func (l ledger) settleOn(ctx context.Context, conn *pgxpool.Conn, c *claim, once *press, fn Settle) (Reply, error) {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return Reply{}, fmt.Errorf("begin: %w", err)
	}
	// When the record below has committed there is nothing left to roll back, and no round trip is made.
	defer func() {
		if conn.Conn().PgConn().TxStatus() != 'I' {
			_ = tx.Rollback(context.WithoutCancel(ctx)) // a connection that cannot roll back is closed on release
		}
	}()
	if once != nil {
		if err := useUp(ctx, tx, c.id, *once); err != nil {
			return Reply{}, err
		}
	}
	reply, err := fn(ctx, tx)
	if err != nil {
		return Reply{}, err
	}
	record, err := l.record(c, reply)
	if err != nil {
		return Reply{}, err
	}
	record.Queue(`COMMIT`)
	if err := conn.SendBatch(ctx, record).Close(); err != nil {
		return Reply{}, fmt.Errorf("record turn %d: %w", c.id, err)
	}
	return reply, nil
}

// useUp marks a button as pressed; a second press in another turn finds the mark and gets errUsed.
func useUp(ctx context.Context, tx pgx.Tx, turn TurnID, p press) error {
	done, err := tx.Exec(ctx, `INSERT INTO used_buttons (made_by, action, used_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		p.made, p.action.encode(), turn)
	if err != nil {
		return fmt.Errorf("use up a button: %w", err)
	}
	if done.RowsAffected() == 0 {
		return errUsed
	}
	return nil
}

// record is what a settled turn leaves in the ledger. Its first statement stops whoever has lost the turn.
func (l ledger) record(c *claim, reply Reply) (*pgx.Batch, error) {
	written, err := encodeReply(reply.Cards, reply.Notice)
	if err != nil {
		return nil, err
	}
	batch := &pgx.Batch{}
	batch.Queue(`SELECT hold_turn($1, $2, $3)`, c.id, c.worker, c.fence)
	batch.Queue(`UPDATE turns SET state = 'settled', reply = $2, settled_at = now() WHERE id = $1`, c.id, written)
	if reply.Dialogue != nil {
		dialogue, err := jsonb(reply.Dialogue)
		if err != nil {
			return nil, fmt.Errorf("dialogue: %w", err)
		}
		batch.Queue(`UPDATE chats SET dialogue = $3 WHERE channel = $1 AND chat = $2`, l.channel, c.chat, dialogue)
	}
	return batch, queuePushes(batch, reply.Pushes)
}

func encodeReply(cards []Card, notice string) (string, error) {
	if err := checkCards(cards); err != nil {
		return "", err
	}
	return jsonb(Reply{Cards: cards, Notice: notice})
}

// PushAll writes pushes in the caller's own transaction, for work that is no turn's (reminders); they leave when it
// commits. A receiver who does not exist is left out.
func PushAll(ctx context.Context, tx pgx.Tx, pushes []Push) error {
	batch := &pgx.Batch{}
	if err := queuePushes(batch, pushes); err != nil {
		return err
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write %d pushes: %w", len(pushes), err)
	}
	return nil
}

// queuePushes adds a settled turn for each push, and the word that wakes whoever delivers it.
func queuePushes(batch *pgx.Batch, pushes []Push) error {
	for _, p := range pushes {
		written, err := encodeReply(p.Cards, "")
		if err != nil {
			return fmt.Errorf("push to person %d: %w", p.To, err)
		}
		batch.Queue(`
			INSERT INTO turns (channel, chat, state, bulk, reply, settled_at)
			SELECT channel, chat, 'settled', $2, $3, now() FROM people WHERE id = $1`, p.To, p.Bulk, written)
		if p.Dialogue == nil {
			continue
		}
		dialogue, err := jsonb(p.Dialogue)
		if err != nil {
			return fmt.Errorf("push to person %d: dialogue: %w", p.To, err)
		}
		batch.Queue(`
			UPDATE chats c SET dialogue = $2 FROM people p
			WHERE p.id = $1 AND c.channel = p.channel AND c.chat = p.chat`, p.To, dialogue)
	}
	if len(pushes) > 0 {
		batch.Queue(notify)
	}
	return nil
}
