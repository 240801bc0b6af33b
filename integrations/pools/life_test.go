package pools_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
)

// machine does whatever can happen to a pool of bags, and remembers what everybody was told.
type machine struct {
	*village
	pool   *pools.Pool
	shares map[pickup.SellerID]int
	orders map[pickup.OrderID]pickup.SellerID // open, by who has them
}

const sellers = 4

func aSeller(t *rapid.T) pickup.SellerID {
	return pickup.SellerID(rapid.Int64Range(1, sellers).Draw(t, "seller"))
}

func (m *machine) pooled() (n int) {
	for _, pieces := range m.shares {
		n += pieces
	}
	return n
}

// free is what nobody has ordered or pooled.
func (m *machine) free() int { return m.item().Stock }

func (m *machine) begin(t *rapid.T) {
	seller, pieces, goal := aSeller(t), 10*rapid.IntRange(1, 12).Draw(t, "tens"), rapid.SampledFrom([]int{20, 100, 200}).Draw(t, "goal")
	free := m.free()
	m.key++
	p, err := m.begins(m.key, seller, pieces, goal)
	var short *pools.ShortError
	switch {
	case m.pool != nil:
		if !errors.Is(err, pools.ErrOpen) || p.ID != m.pool.ID || p.Pooled != m.pooled() {
			t.Fatalf("a second pool: %+v, %v", p, err)
		}
	case !m.now.Before(nine.Add(2 * time.Hour)):
		if !errors.Is(err, pools.ErrClosed) {
			t.Fatal(err)
		}
	case pieces > free:
		if !errors.As(err, &short) || short.Available != free {
			t.Fatalf("%d of %d: %v", pieces, free, err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		m.pool, m.shares = &p, map[pickup.SellerID]int{seller: pieces}
	}
}

func (m *machine) join(t *rapid.T) {
	if m.pool == nil {
		t.Skip("no pool")
	}
	seller, pieces := aSeller(t), 10*rapid.IntRange(1, 12).Draw(t, "tens")
	free := m.free() + m.shares[seller]
	m.key++
	p, err := m.joins(m.key, seller, m.pool.ID, pieces)
	var short *pools.ShortError
	switch {
	case m.pool.Over(m.now):
		if !errors.Is(err, pools.ErrClosed) {
			t.Fatal("its time has come:", err)
		}
	case pieces > free:
		if !errors.As(err, &short) || short.Available != free {
			t.Fatalf("%d of %d: %v", pieces, free, err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		m.shares[seller] = pieces
		if p.Mine != pieces || p.Pooled != m.pooled() {
			t.Fatalf("%+v of %v", p, m.shares)
		}
	}
}

func (m *machine) leave(t *rapid.T) {
	if m.pool == nil {
		t.Skip("no pool")
	}
	seller := aSeller(t)
	err := m.leaves(seller, m.pool.ID)
	switch {
	case m.pool.Over(m.now):
		if !errors.Is(err, pools.ErrClosed) {
			t.Fatal("its time has come:", err)
		}
	case m.shares[seller] == 0:
		if !errors.Is(err, pools.ErrNotIn) {
			t.Fatal(err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		if delete(m.shares, seller); len(m.shares) == 0 {
			m.pool = nil
		}
	}
}

func (m *machine) pass(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 120).Draw(t, "minutes")) * time.Minute)
}

func (m *machine) close(t *rapid.T) {
	due := m.pool != nil && m.pool.Over(m.now)
	c, ok, err := m.closes()
	if err != nil || ok != due {
		t.Fatalf("closed: %v, due: %v, %v", ok, due, err)
	}
	if !due {
		return
	}
	if c.Pooled != m.pooled() || len(c.Members) != len(m.shares) {
		t.Fatalf("%+v of %v", c, m.shares)
	}
	for _, member := range c.Members {
		if m.shares[member.Seller] != member.Pieces || (member.Order > 0) != (c.Pooled >= c.Goal) {
			t.Fatalf("%+v of %v", member, m.shares)
		}
		if member.Order > 0 {
			m.orders[member.Order] = member.Seller
			order, err := m.village.orders.Order(context.Background(), member.Seller, member.Order)
			if err != nil || order.Lines[0].Quantity != member.Pieces || order.Lines[0].Price > m.pool.Price {
				t.Fatalf("%+v of %+v, %v", order, m.pool, err)
			}
		}
	}
	m.pool, m.shares = nil, nil
	m.now = nine // another day like this one
}

func (m *machine) buy(t *rapid.T) {
	seller, pieces := aSeller(t), 10*rapid.IntRange(2, 8).Draw(t, "tens")
	free := m.free()
	placed, err := m.buys(seller, pieces)
	var short *pickup.ShortError
	switch {
	case pieces > free:
		if !errors.As(err, &short) || short.Available != free {
			t.Fatalf("%d of %d: %v", pieces, free, err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		m.orders[placed[0].ID] = seller
	}
}

// settle has an order fetched, refused, or called off by its seller, which one of a pool is not.
func (m *machine) settle(t *rapid.T) {
	if len(m.orders) == 0 {
		t.Skip("no order")
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(m.orders))).Draw(t, "order")
	var ofPool bool
	if err := m.village.pool.QueryRow(context.Background(), `SELECT pool_id IS NOT NULL FROM orders WHERE id = $1`, id).Scan(&ofPool); err != nil {
		t.Fatal(err)
	}
	var err error
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		if err = m.does(pickup.Seller(m.orders[id]), id, pickup.Cancel, ""); ofPool {
			if !errors.Is(err, pickup.ErrPooled) {
				t.Fatal("called off:", err)
			}
			return
		}
	case 1:
		err = m.does(xinyi, id, pickup.Refuse, pickup.Closed)
	case 2:
		err = m.does(xinyi, id, pickup.Pick, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	delete(m.orders, id)
}

func (m *machine) restock(t *rapid.T) {
	n := rapid.IntRange(-50, 100).Draw(t, "pieces")
	free := m.free()
	var reserved *catalogue.ReservedError
	err := m.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := m.catalogue.AddStock(ctx, tx, catalogue.By{At: m.now}, "Xinyi", "BAG", n)
		return err
	})
	if (free+n < 0) != errors.As(err, &reserved) || free+n >= 0 && err != nil {
		t.Fatalf("%+d of %d: %v", n, free, err)
	}
}

func (m *machine) reprice(t *rapid.T) {
	price := 10 * rapid.IntRange(8, 30).Draw(t, "tens of fen")
	m.exec(`WITH priced AS (UPDATE items SET price = $1::bigint, tier_from = '{100,200}', tier_price = ARRAY[$1::bigint * 3 / 4, $1::bigint / 2] RETURNING *)
		INSERT INTO item_events (item_id, at, actor, what, price, tier_from, tier_price) SELECT id, now(), 0, 'priced', price, tier_from, tier_price FROM priced`, price)
}

// Whatever happens: nothing is promised that is not there, nobody gets more than she tapped or pays more than she was shown, and a pool
// closes once, when its time has come.
func TestALifeOfPools(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{village: v, orders: map[pickup.OrderID]pickup.SellerID{}}
		v.now = nine.Add(24 * time.Hour) // what the one before has left
		if _, _, err := v.closes(); err != nil {
			t.Fatal(err)
		}
		v.exec(`SELECT move_order(id, 'expired', 0, 'clock', '', '', now()) FROM orders WHERE open ORDER BY id`)
		v.now = nine
		t.Repeat(map[string]func(*rapid.T){
			"begin": m.begin, "join": m.join, "join again": m.join, "leave": m.leave, "pass": m.pass, "close": m.close, "buy": m.buy, "settle": m.settle, "settle again": m.settle,
			"restock": m.restock, "reprice": m.reprice,
			"": func(t *rapid.T) {
				if err := m.check(); err != nil {
					t.Fatal(err)
				}
			},
		})
	})
}
