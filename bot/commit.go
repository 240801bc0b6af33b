package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// errUsed says that a button which counts once has been pressed before.
var errUsed = errors.New("button used up")

// commit runs a turn's TxFunc and writes effect, dialogue, pushes and reply in one transaction: one round trip, and one
// more for BEGIN where there is an effect. once is the button that was pressed, if it counts once, or nil.
// Errors: errLost, errUsed, and those of fn.
func (l ledger) commit(ctx context.Context, c *claim, once *press, fn TxFunc) (Reply, error) {
	var reply Reply
	err := again(ctx, func() error {
		return l.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) (err error) {
			reply, err = l.commitOn(ctx, conn, c, once, fn)
			return err
		})
	})
	var refused *pgconn.PgError
	switch {
	case !errors.As(err, &refused):
	case refused.Code == lostState:
		return Reply{}, errLost
	case refused.ConstraintName == usedKey:
		return Reply{}, errUsed
	}
	return reply, err
}

func (l ledger) commitOn(ctx context.Context, conn *pgxpool.Conn, c *claim, once *press, fn TxFunc) (Reply, error) {
	// When the record below has committed there is nothing left to roll back, and no round trip is made.
	defer func() {
		if conn.Conn().PgConn().TxStatus() != 'I' {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), statementTimeout)
			defer cancel()
			_, _ = conn.Exec(ctx, `ROLLBACK`) // a connection that cannot is closed on release
		}
	}()
	tx := &lazyTx{conn: conn}
	reply, err := fn(ctx, tx)
	if err != nil {
		return Reply{}, err
	}
	record := &pgx.Batch{}
	if tx.Tx == nil {
		record.Queue(`BEGIN`)
	}
	if err := l.record(record, c, once, reply); err != nil {
		return Reply{}, err
	}
	record.Queue(`COMMIT`)
	if err := conn.SendBatch(ctx, record).Close(); err != nil {
		return Reply{}, fmt.Errorf("record turn %d: %w", c.id, err)
	}
	return reply, nil
}

// record adds what a settled turn leaves in the ledger. Its first statement stops whoever has lost the turn, its second
// a button that counts once and was pressed before: with either goes the effect.
func (l ledger) record(batch *pgx.Batch, c *claim, once *press, reply Reply) error {
	written, err := encodeReply(Reply{Cards: reply.Cards, Notice: reply.Notice, About: reply.About}, nil)
	if err != nil {
		return err
	}
	batch.Queue(`SELECT hold_turn($1, $2, $3)`, c.id, c.worker, c.fence)
	if once != nil {
		batch.Queue(`INSERT INTO used_buttons (made_by, action, used_by) VALUES ($1, $2, $3)`, once.made, once.choice.encode(), c.id)
	}
	batch.Queue(`UPDATE turns SET state = 'settled', reply = $2, settled_at = now() WHERE id = $1`, c.id, written)
	if reply.Dialogue != nil {
		dialogue, err := jsonb(reply.Dialogue)
		if err != nil {
			return fmt.Errorf("dialogue: %w", err)
		}
		batch.Queue(`UPDATE chats SET dialogue = $3 WHERE channel = $1 AND chat = $2`, l.channel, c.chat, dialogue)
	}
	return queuePushes(batch, reply.Pushes)
}

// storedReply is a turn's reply as the ledger keeps it until it is delivered.
type storedReply struct {
	Reply
	// Dialogue is Push.Dialogue. It waits here because a push is delivered in its turn among the turns of its chat: nobody
	// else works on the chat then, so it can be put into the dialogue without a turn writing over it.
	Dialogue json.RawMessage `json:"dialogue,omitempty"`
}

func encodeReply(r Reply, dialogue json.RawMessage) (string, error) {
	if err := checkCards(r.Cards); err != nil {
		return "", err
	}
	return jsonb(storedReply{r, dialogue})
}

// PushAll writes pushes in the caller's own transaction, for work that is no turn's (reminders); they leave when it
// commits. A receiver who does not exist or was removed is left out.
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

// queuePushes adds a settled turn for each push, and the notification that wakes whoever delivers it.
func queuePushes(batch *pgx.Batch, pushes []Push) error {
	for _, p := range pushes {
		written, err := encodeReply(Reply{Cards: p.Cards, About: p.About}, p.Dialogue)
		if err != nil {
			return fmt.Errorf("push to person %d: %w", p.To, err)
		}
		batch.Queue(`
			INSERT INTO turns (channel, chat, state, bulk, anytime, reply, settled_at)
			SELECT channel, chat, 'settled', $2, $3, $4, now() FROM people WHERE id = $1 AND role <> ''`, p.To, p.Bulk, p.Anytime, written)
	}
	if len(pushes) > 0 {
		batch.Queue(notify)
	}
	return nil
}
