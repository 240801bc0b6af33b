package pickup_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

const (
	marketShops = 100
	shopItems   = 100
	// popular is the exponent of Zipf's law by which items are wanted.
	popular = 1.1
	// bankScale is pgbench's scale, in hundred thousands.
	bankScale = 50
)

// BenchmarkMarket is orders of three lines, placed by many callers at once on a private server that is as durable as in production: of
// items that are wanted by Zipf's law, and with one item in every order ("hot"). Beside them stands pgbench's TPC-B-like transaction on
// the same server, by as many clients. Nothing may be promised that no order has.
func BenchmarkMarket(b *testing.B) {
	server, err := postgres.Start(b.Context(), b.TempDir(), postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := server.Stop(); err != nil {
			b.Error(err)
		}
	})
	m := newMarket(b, server.URL())
	bank := sync.OnceValue(func() bank { return newBank(b, server.URL()) })
	for _, callers := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			orders := m.rate(b, callers, false)
			b.StopTimer()
			hot := m.rate(b, callers, true)
			m.balances()
			if b.N == 1 {
				return // one order is no rate, and a bank takes long to fill
			}
			bare := bank().rate(b, callers)
			b.ReportMetric(orders, "orders/s")
			b.ReportMetric(hot, "hot-orders/s")
			b.ReportMetric(bare, "tpc-b/s")
			b.ReportMetric(orders/bare, "times-tpc-b")
			b.ReportMetric(hot/orders, "hot/orders")
		})
	}
}

// market is a village in which everything is there in plenty.
type market struct {
	*village
	shelves [marketShops][shopItems]pickup.Wanted // the most wanted item of each first
	keys    atomic.Int64
}

func newMarket(b *testing.B, server string) *market {
	b.Helper()
	csv := strings.Builder{}
	csv.WriteString("distributor,sku,title_en,price,stock\n")
	for shop := range marketShops {
		for place := range shopItems {
			fmt.Fprintf(&csv, "Shop %d,I%d-%d,Item %d,%d,1000000000\n", shop, shop, place, place, 1+place)
		}
	}
	m := &market{village: villageIn(b, pgtest.Open(b, server, pgtest.Village), csv.String())}
	for shop := range marketShops {
		for place := range shopItems {
			m.shelves[shop][place] = pickup.Wanted{Item: m.ids[fmt.Sprintf("I%d-%d", shop, place)], Price: 100 * measure.Fen(1+place)}
		}
	}
	return m
}

// rate has callers place b.N orders and gives how many they place a second.
func (m *market) rate(b *testing.B, callers int, hot bool) float64 {
	b.Helper()
	var all sync.WaitGroup
	var begun atomic.Int64
	began := time.Now()
	for caller := range callers {
		all.Go(func() {
			wants := m.wants(uint64(caller), hot)
			for begun.Add(1) <= int64(b.N) {
				_, err := m.place(pickup.SellerID(1+caller), m.keys.Add(1), day("2026-11-01"), at("2026-11-01 12:00"), wants()...)
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(b.N) / time.Since(began).Seconds()
}

// wants gives cards of three items of one shop.
func (m *market) wants(seed uint64, hot bool) func() []pickup.Wanted {
	random := rand.New(rand.NewPCG(seed, 0))
	of := func(many int) func() int {
		zipf := rand.NewZipf(random, popular, 1, uint64(many-1))
		return func() int { return int(zipf.Uint64()) }
	}
	anywhere, there := of(marketShops*shopItems), of(shopItems)
	return func() []pickup.Wanted {
		item := 0
		if !hot {
			item = anywhere()
		}
		shelf, places := &m.shelves[item%marketShops], []int{item / marketShops}
		for len(places) < 3 {
			if place := there(); !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
		lines := make([]pickup.Wanted, len(places))
		for i, place := range places {
			lines[i] = shelf[place]
			lines[i].Quantity = 1 + random.IntN(9)
		}
		return lines
	}
}

// balances checks that what is reserved of every item is what its orders have.
func (m *market) balances() {
	m.Helper()
	var wrong int
	err := m.pool.QueryRow(context.Background(), `SELECT count(*) FROM stock s
		LEFT JOIN (SELECT item_id, sum(quantity) AS ordered FROM order_lines GROUP BY item_id) l USING (item_id)
		WHERE s.reserved <> coalesce(l.ordered, 0) OR s.reserved > s.on_hand`).Scan(&wrong)
	if err != nil || wrong > 0 {
		m.Errorf("of %d items more or less is promised than their orders have; %v", wrong, err)
	}
}

// bank is pgbench's database.
type bank struct{ server, user string }

func newBank(b *testing.B, server string) bank {
	b.Helper()
	address, err := url.Parse(server)
	if err != nil {
		b.Fatal(err)
	}
	connection, err := pgx.Connect(b.Context(), server)
	if err != nil {
		b.Fatal(err)
	}
	_, err = connection.Exec(b.Context(), `CREATE DATABASE bank`)
	if err := errors.Join(err, connection.Close(b.Context())); err != nil {
		b.Fatal(err)
	}
	bank := bank{address.Query().Get("host"), address.Query().Get("user")}
	bank.run(b, "--initialize", "--quiet", fmt.Sprint("--scale=", bankScale))
	return bank
}

func (k bank) run(b *testing.B, args ...string) string {
	b.Helper()
	out, err := exec.CommandContext(b.Context(), "pgbench", append(args, "--host="+k.server, "--username="+k.user, "bank")...).CombinedOutput()
	if err != nil {
		b.Fatalf("pgbench %v: %v\n%s", args, err, out)
	}
	return string(out)
}

var perSecond = regexp.MustCompile(`(?m)^tps = ([\d.]+)`)

// rate has as many clients do about b.N transactions and gives how many they do a second.
func (k bank) rate(b *testing.B, clients int) float64 {
	b.Helper()
	out := k.run(b, "--protocol=prepared", "--no-vacuum", fmt.Sprint("--client=", clients), fmt.Sprint("--jobs=", min(clients, 2)),
		fmt.Sprint("--transactions=", (b.N+clients-1)/clients))
	found := perSecond.FindStringSubmatch(out)
	if found == nil {
		b.Fatal(out)
	}
	rate, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		b.Fatal(err)
	}
	return rate
}
