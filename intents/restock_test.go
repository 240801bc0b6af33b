package intents

import (
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
)

// Two people of a distributor who add at once, the same goods in either order, are both counted, and neither waits for
// one who waits for them.
func TestTwoOfADistributorAddAtOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.settle1("dong", "Dong", "en", bot.Distributor, "Meiya")
	both := []*phone{h.phones["meiya"], h.phones["dong"]}
	h.says(both[0], "A1023 +500, A2001 +40", false)
	h.says(both[1], "A2001 +2, A1023 +30", false)
	settles := []bot.TxFunc{h.prepare(both[0], h.tap(both[0], "Set it")), h.prepare(both[1], h.tap(both[1], "Set it"))}
	var wait sync.WaitGroup
	for _, settle := range settles {
		wait.Go(func() {
			err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
				_, err := settle(h.ctx, tx)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for sku, want := range map[string]int{"A1023": 120 + 500 + 30, "A2001": 300 + 40 + 2} {
		items, err := h.village.Catalogue.BySKU(h.ctx, sku)
		if err != nil || len(items) != 1 || items[0].Stock != want {
			t.Errorf("%s: %+v, %v; want %d", sku, items, err, want)
		}
	}
}
