package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/telegram"
)

// bareSeller runs the statements that an order cannot do without, and nothing else: each turn is written down, claimed,
// settled in one transaction with its effect, and left.
type bareSeller struct {
	db      *pgx.Conn
	chat    int64
	person  int64
	worker  int32
	updates int64
	item    orderable
	card    string
}

// bareSellers gives plain clients, one connection each, on the server that oldhand uses.
func (s *durable) bareSellers(b *testing.B, count int) []func(context.Context) error {
	b.Helper()
	orders := make([]func(context.Context) error, count)
	for i := range orders {
		chat := 20_000 + users.Add(1)
		s.invite(b, chat)
		db, err := pgx.Connect(b.Context(), s.url)
		must(b, err)
		b.Cleanup(func() { db.Close(context.Background()) })
		seller := &bareSeller{db: db, chat: chat, updates: chat << 32, item: s.items[i%len(s.items)],
			// A card of one line is about so long.
			card: fmt.Sprintf(`{"cards": [{"text": %q}]}`, fmt.Sprintf("%01000d", i))}
		_, err = db.Exec(b.Context(), `SET search_path = village, public`)
		must(b, err)
		must(b, db.QueryRow(b.Context(), `SELECT id FROM people WHERE chat = $1`, chat).Scan(&seller.person))
		// A worker that is nobody's, or oldhand would take its chats for abandoned.
		must(b, db.QueryRow(b.Context(), `
			WITH born AS (INSERT INTO workers DEFAULT VALUES RETURNING id)
			SELECT id, pg_advisory_lock(hashtext('village'), id) FROM born`).Scan(&seller.worker, nil))
		// Out of the sight of oldhand's own workers.
		_, err = db.Exec(b.Context(), `UPDATE chats SET worker = $2 WHERE chat = $1`, chat, seller.worker)
		must(b, err)
		orders[i] = seller.order
	}
	return orders
}

// order is the two turns: the words that get a card, and the tap that places the order.
func (s *bareSeller) order(ctx context.Context) error {
	if err := s.turn(ctx, "words"); err != nil {
		return err
	}
	return s.turn(ctx, "press")
}

// turn is one message, there and back.
func (s *bareSeller) turn(ctx context.Context, kind string) error {
	s.updates++
	var id int64
	err := s.db.QueryRow(ctx, `
		WITH fresh AS (INSERT INTO updates (channel, update_id) VALUES ($1, $2) RETURNING update_id)
		INSERT INTO turns (channel, chat, state, update_id, kind, sender, message)
		SELECT $1, $3, 'accepted', update_id, $4, $3, '{"Text": "20 A1023 tomorrow"}' FROM fresh RETURNING id`,
		telegram.Channel, s.updates, s.chat, kind).Scan(&id)
	if err != nil {
		return fmt.Errorf("accept: %w", err)
	}
	fence, err := s.claim(ctx, id)
	if err != nil {
		return err
	}
	if kind == "words" {
		// The parser asks what the SKU is, and the card what the item costs.
		if _, err := s.db.Exec(ctx, `SELECT i.*, s.* FROM items i JOIN stock s ON s.item_id = i.id WHERE i.sku_key = lower($1)`, s.item.SKU); err != nil {
			return err
		}
	}
	if err := s.settle(ctx, id, fence, kind); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return s.leave(ctx, id, fence)
}

func (s *bareSeller) claim(ctx context.Context, id int64) (fence int64, err error) {
	err = s.db.QueryRow(ctx, `
		WITH mine AS (UPDATE chats SET worker = $1, fence = fence + 1, attempts = attempts + 1
			WHERE channel = $2 AND chat = $3 RETURNING fence, dialogue)
		SELECT mine.fence FROM mine, turns t, people p, LATERAL (SELECT jsonb_agg(c) FROM cards c WHERE c.channel = t.channel AND c.chat = t.chat) cards
		WHERE t.id = $4 AND p.channel = t.channel AND p.user_id = t.sender`, s.worker, telegram.Channel, s.chat, id).Scan(&fence)
	if err != nil {
		return 0, fmt.Errorf("claim: %w", err)
	}
	return fence, nil
}

// settle is one transaction: BEGIN, the effect, and the record with COMMIT.
func (s *bareSeller) settle(ctx context.Context, id, fence int64, kind string) error {
	if _, err := s.db.Exec(ctx, `BEGIN`); err != nil {
		return err
	}
	if kind == "press" {
		placing := &pgx.Batch{}
		placing.Queue(`INSERT INTO used_buttons (made_by, action, used_by) VALUES ($1, 'confirm', $1)`, id)
		placing.Queue(`SELECT * FROM place_open_orders($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, s.person, []int64{s.item.ID},
			[]int{s.item.Min}, []int64{s.item.Price}, time.Now().Format(time.DateOnly), nil, time.Now(), nil, time.Now())
		placing.Queue(`SELECT * FROM order_rows WHERE seller_id = $1 AND placement = $2`, s.person, id)
		if err := s.db.SendBatch(ctx, placing).Close(); err != nil {
			return err
		}
	}
	record := &pgx.Batch{}
	record.Queue(`SELECT hold_turn($1, $2, $3)`, id, s.worker, fence)
	record.Queue(`UPDATE turns SET state = 'settled', reply = $2, settled_at = now() WHERE id = $1`, id, s.card)
	record.Queue(`UPDATE chats SET dialogue = $3 WHERE channel = $1 AND chat = $2`, telegram.Channel, s.chat, s.card)
	record.Queue(`COMMIT`)
	return s.db.SendBatch(ctx, record).Close()
}

// leave writes down which card was delivered, and that the turn is done.
func (s *bareSeller) leave(ctx context.Context, id, fence int64) error {
	batch := &pgx.Batch{}
	batch.Queue(`BEGIN`)
	batch.Queue(`INSERT INTO cards (channel, chat, key, message, photo, parts, buttons) VALUES ($1, $2, 'draft', $3, false, 1, true)
		ON CONFLICT (channel, chat, key) DO UPDATE SET message = excluded.message`, telegram.Channel, s.chat, id)
	batch.Queue(`UPDATE turns SET messages = messages || $1::bigint WHERE id = $1`, id)
	batch.Queue(`UPDATE turns SET state = 'delivered', finished_at = now() WHERE id = $1`, id)
	batch.Queue(`UPDATE chats SET attempts = 0 WHERE channel = $1 AND chat = $2 AND worker = $3 AND fence = $4`,
		telegram.Channel, s.chat, s.worker, fence)
	batch.Queue(`COMMIT`)
	if err := s.db.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("leave: %w", err)
	}
	return nil
}
