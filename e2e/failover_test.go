package e2e

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/botapi"
	"oldhand/integrations/catalogue"
)

const (
	failoverOrders = 1000
	failovers      = 3
)

// TestFailover crashes PostgreSQL again and again in the middle of a thousand orders, whose every update comes twice and whose buttons are
// tapped twice: each is placed once, all of them are told of, and the books balance.
func TestFailover(t *testing.T) {
	t.Parallel()
	c := newChaos(t, 1)
	c.url, c.patience = c.server.URL(), stoical // by the shortest way
	left := c.bringPlenty()
	c.api.RepeatNext(10 * failoverOrders)
	c.start()
	placed := make(chan struct{}, failoverOrders)
	var sellers sync.WaitGroup
	t.Cleanup(sellers.Wait) // before the server stops
	for number := range hotSellers {
		sellers.Go(func() { c.ordersOf(number, placed) })
	}
	for n := 1; n <= failoverOrders; n++ {
		c.await(placed, "an order")
		if n < failoverOrders && n%(failoverOrders/(failovers+1)) == 0 {
			c.killServer()
		}
	}
	c.settle()
	c.balance()
	if n := c.number(`SELECT count(*) FROM placements`); n != failoverOrders {
		t.Errorf("%d cards were placed", n)
	}
	for sku, pieces := range left {
		if n := c.number(`SELECT on_hand - reserved FROM stock JOIN items ON items.id = item_id WHERE sku = $1`, sku); n != pieces {
			t.Errorf("%d of %s are left, want %d", n, sku, pieces)
		}
	}
	t.Log(c.figures())
}

// plan is what a seller orders with the nth of all orders: so many pieces by SKU.
func plan(n int) map[string]int {
	return map[string]int{sku(n % hotItems): 1 + n%7, sku((n/3 + 1) % hotItems): 1 + n%5}
}

// bringPlenty brings as much of everything as the plans take, and a little more, and gives what will be left.
func (c *chaos) bringPlenty() (left map[string]int) {
	c.t.Helper()
	left = map[string]int{}
	need := map[string]int{}
	for n := range failoverOrders {
		for sku, pieces := range plan(n) {
			need[sku] += pieces
		}
	}
	err := pgx.BeginFunc(c.t.Context(), c.pool, func(tx pgx.Tx) error {
		for n := range hotItems {
			left[sku(n)] = n
			if _, err := c.services.Catalogue.SetStock(c.t.Context(), tx, catalogue.By{}, hotDistributors[n%len(hotDistributors)], sku(n), need[sku(n)]+n); err != nil {
				return err
			}
		}
		return nil
	})
	must(c.t, err)
	return left
}

// ordersOf has a seller place her share of the orders, one after the other.
func (c *chaos) ordersOf(number int, placed chan<- struct{}) {
	h := c.hands[number]
	for n := number; n < failoverOrders; n += hotSellers {
		var lines []string
		for sku, pieces := range plan(n) {
			lines = append(lines, fmt.Sprintf("%d %s", pieces, sku))
		}
		said := h.say("%s tomorrow", strings.Join(lines, " and "))
		card := c.shows(h.ID(), "a card", func(m botapi.Message) bool { return m.ID > said && hasConfirm(m) })
		for range 2 {
			if _, err := h.Tap(card.ID, confirmButton); err == nil {
				h.acts++
			}
		}
		// The answer to the second tap may be in the place of that to the first by now.
		c.shows(h.ID(), "an answer to the tap", func(m botapi.Message) bool {
			return m.ID >= card.ID && !hasConfirm(m) && orderNumber.MatchString(m.Words())
		})
		if c.t.Failed() {
			return
		}
		placed <- struct{}{}
	}
}
