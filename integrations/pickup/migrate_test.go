package pickup_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/postgres/pgtest"
)

// before017 are orders of a village as it was before an order had a life: one open, one fetched, one cancelled.
const before017 = `
	INSERT INTO distributors (name, key) VALUES ('Yihua', 'yihua');
	INSERT INTO items (distributor_id, sku, sku_key, title_en, unit, price, min_qty, multiple) VALUES (1, 'SOCK', 'sock', 'Sock', '个', 200, 1, 1);
	INSERT INTO stock (item_id, on_hand, reserved) VALUES (1, 100, 5);
	INSERT INTO placements (key, seller_id, placed_at) VALUES (1, 7, '2026-11-01 12:00Z'), (2, 7, '2026-11-01 12:00Z'), (3, 7, '2026-11-01 12:00Z');
	INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, total, status, placed_at, closed_at) VALUES
		(1, 7, 1, '2026-11-02', 1000, 'open', '2026-11-01 12:00Z', NULL),
		(2, 7, 1, '2026-11-02', 1000, 'fetched', '2026-11-01 12:00Z', '2026-11-02 12:00Z'),
		(3, 7, 1, '2026-11-02', 1000, 'cancelled', '2026-11-01 12:00Z', '2026-11-01 13:00Z');
	INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
	SELECT id, 1, 1, 'SOCK', 'Sock', '', '个', 5, 200, 1000 FROM orders;`

// TestOldOrdersBeginTheirLife: what was open is placed, what was fetched is picked, and each has the history that is known of it.
func TestOldOrdersBeginTheirLife(t *testing.T) {
	t.Parallel()
	connection, err := pgtest.New(t).Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Release()
	run := func(sql string) {
		t.Helper()
		if _, err := connection.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	run(`CREATE SCHEMA old; SET search_path = old, public`)
	files, err := filepath.Glob("../postgres/migrations/*.sql")
	if err != nil || len(files) < 17 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		sql, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) == "017_order_life.sql" {
			run(before017)
		}
		run(string(sql))
	}
	rows, err := connection.Query(t.Context(), `SELECT o.id || ' ' || o.status || ' ' || l.ordered || ' ' || l.quantity || ' ' || o.open
			|| ' ' || string_agg(e.what || ' ' || to_char(e.at AT TIME ZONE 'UTC', 'DD HH24:MI'), ', ' ORDER BY e.id)
		FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN order_events e ON e.order_id = o.id GROUP BY o.id, l.ordered, l.quantity ORDER BY o.id`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	want := []string{
		"1001 placed 5 5 true placed 01 12:00", "1002 picked 5 5 false placed 01 12:00, picked 02 12:00",
		"1003 cancelled 5 5 false placed 01 12:00, cancelled 01 13:00",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	// What the database holds of old orders holds of them as well.
	run(`UPDATE orders SET total = total`)
	run(`SELECT move_order(1001, 'accepted', 1, 'distributor', 'yihua', '', now())`)
}
