package pickup_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
)

const plenty = "distributor,sku,title_en,price,tiers,stock\nD,A,A,1,,1000000000\nD,B,B,2,50:1.50,1000000000\nE,C,C,3,,1000000000\n"

// BenchmarkPlace places orders of three lines at two distributors; "statements" writes the same rows by bare statements.
func BenchmarkPlace(b *testing.B) {
	v := villageOf(b, plenty)
	first, second, third := v.line("A", 5), v.line("B", 50), v.line("C", 1)
	items := []catalogue.ItemID{v.ids["A"], v.ids["B"], v.ids["C"]}
	b.Run("place", func(b *testing.B) {
		for b.Loop() {
			v.placed(1, first, second, third)
		}
	})
	b.Run("statements", func(b *testing.B) {
		for b.Loop() {
			v.key++
			bare(b, v, items)
		}
	})
}

// bare is the least that a client without rules would send: no check, one order, round trip by round trip.
func bare(b *testing.B, v *village, items []catalogue.ItemID) {
	b.Helper()
	ctx := context.Background()
	err := pgx.BeginFunc(ctx, v.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO placements (key, seller_id, placed_at) VALUES ($1, 1, now())`, v.key); err != nil {
			return err
		}
		var id int64
		err := tx.QueryRow(ctx, `INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, total, placed_at)
			VALUES ($1, 1, 1, '2026-11-01', 15, now()) RETURNING id`, v.key).Scan(&id)
		for n, item := range items {
			if err == nil {
				_, err = tx.Exec(ctx, `UPDATE stock SET reserved = reserved + 5 WHERE item_id = $1 AND on_hand - reserved >= 5`, item)
			}
			if err == nil {
				_, err = tx.Exec(ctx, `INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
					VALUES ($1, $2, $3, 'A', 'A', '', '个', 5, 1, 5)`, id, n+1, item)
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}
