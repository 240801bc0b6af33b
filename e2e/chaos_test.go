package e2e

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/cenkalti/backoff/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres"
	"oldhand/integrations/table"
)

var (
	chaosSeed   = flag.Uint64("seed", 0, "what the chaos is made of; 0: another one each time")
	kills       = flag.Int("kills", 16, "how often the chaos kills a program")
	serverKills = flag.Int("server-kills", 4, "how often it kills the database")
)

const (
	hotSellers = 32
	hotItems   = 20
	// hotStock is what there is of an item at first; its distributor's people bring more.
	hotStock = 100
	clerks   = 3 // people of a distributor
	// stoical is patient for as long as outages, and the waiting after each, can last.
	stoical = 5 * patient
)

// hotDistributors share the items.
var hotDistributors = []string{"Meiya", "Fumao"}

// deeds are what must have happened to some order before a chaos ends.
var deeds = []string{"placed", "changed", "cancelled", "accepted", "short", "refused", "ready", "picked", "expired"}

// TestChaos kills programs and their database at random moments, on a network between them that misbehaves, while sellers are after the
// same items and distributors do all that can be done to their orders. Then the books are balanced. `make chaos` does more of it.
func TestChaos(t *testing.T) {
	t.Parallel()
	seed := *chaosSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the seed was %d", seed)
		}
	})
	began := time.Now()
	c := newChaos(t, seed)
	c.relaunch()
	c.relaunch()
	rest := c.begin(rand.New(rand.NewPCG(seed, 1)))
	defer rest()
	for n, victim := range c.random.Perm(*kills + *serverKills) {
		c.pause(time.Second)
		if victim < *kills {
			c.programs[c.random.IntN(len(c.programs))].kill()
			c.relaunch()
		} else {
			c.killServer()
		}
		if n%4 == 0 {
			c.age()
		}
	}
	c.age()
	c.untilAllHappened()
	rest()
	c.relaunch() // it sets the webhook, by which all that waits for another try is sent at once, not after a minute or two
	c.settle()
	c.balance()
	t.Logf("%d kills of oldhand and %d of PostgreSQL in %v: %s", *kills, *serverKills, time.Since(began).Round(time.Second), c.figures())
}

// chaos is a crowd on a durable database of its own, behind a network that can misbehave.
type chaos struct {
	*crowd
	random   *rand.Rand
	dir      string
	server   *postgres.Server
	wire     *toxiproxy.Proxy
	personas []botapi.Persona
	hands    []*hand
}

func newChaos(t *testing.T, seed uint64) *chaos {
	t.Helper()
	dir := t.TempDir()
	server, err := postgres.Start(t.Context(), dir, postgres.Options{})
	must(t, err)
	c := &chaos{crowd: newCrowd(t, server.URL()), random: rand.New(rand.NewPCG(seed, 0)), dir: dir, server: server}
	c.t.Cleanup(func() { must(t, c.server.Stop()) })
	c.fill()
	c.wire = proxyTo(t, relay(t, server.URL()))
	c.url = fmt.Sprintf("postgres://oldhand@%s/postgres?sslmode=disable", c.wire.Listen)
	return c
}

// relay gives an address that leads to a server's unix socket, which is all that it listens at.
func relay(t *testing.T, server string) string {
	t.Helper()
	address, err := url.Parse(server)
	must(t, err)
	socket := filepath.Join(address.Query().Get("host"), ".s.PGSQL.5432")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { listener.Close() })
	carry := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // either side may be killed
		to.Close()
		from.Close()
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			upstream, err := net.Dial("unix", socket)
			if err != nil {
				client.Close()
				continue
			}
			go carry(upstream, client)
			go carry(client, upstream)
		}
	}()
	return listener.Addr().String()
}

func proxyTo(t *testing.T, upstream string) *toxiproxy.Proxy {
	t.Helper()
	all := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	p := toxiproxy.NewProxy(all, "postgres", "127.0.0.1:0", upstream)
	must(t, p.Start())
	t.Cleanup(p.Stop)
	return p
}

// fill brings in the items that everybody is after, their distributors' people, and the sellers.
func (c *chaos) fill() {
	c.t.Helper()
	rows := []string{"distributor,sku,title_en,price,tiers,stock"}
	for n := range hotItems {
		rows = append(rows, fmt.Sprintf("%s,%s,Thing number %d,%d.20,6:%d.05,%d", hotDistributors[n%len(hotDistributors)], sku(n), n, 1+n, 1+n, hotStock))
	}
	file := filepath.Join(c.t.TempDir(), "items.csv")
	must(c.t, os.WriteFile(file, []byte(strings.Join(rows, "\n")), 0o644))
	report, err := c.services.Catalogue.Import(c.t.Context(), []string{file}, table.Options{})
	must(c.t, err)
	if report.New != hotItems {
		c.t.Fatalf("%+v", report)
	}
	for n := range hotSellers {
		c.letIn(fmt.Sprint("Seller ", n), "", bot.Seller, (*hand).sell)
	}
	for n := range clerks * len(hotDistributors) {
		c.letIn(fmt.Sprint("Clerk ", n), hotDistributors[n%len(hotDistributors)], bot.Distributor, (*hand).keepShop)
	}
	// They type faster than fingers.
	c.exec(`CREATE FUNCTION never_tire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.tokens := 'Infinity'; RETURN NEW; END $$;
		CREATE TRIGGER never_tire BEFORE UPDATE ON chats FOR EACH ROW EXECUTE FUNCTION never_tire()`)
}

func sku(n int) string { return fmt.Sprintf("H%02d", n+1) }

func (c *chaos) letIn(name, distributor string, role bot.Role, acts func(*hand)) {
	c.t.Helper()
	id := firstSeller + int64(len(c.hands))
	must(c.t, c.services.LetIn(c.t.Context(), id, name, distributor, role, phrases.English))
	c.personas = append(c.personas, botapi.Persona{ID: id, Name: name, Language: "en"})
	c.api.SetPersonas(c.personas)
	h := &hand{User: c.api.User(id), name: name, act: acts, random: rand.New(rand.NewPCG(c.random.Uint64(), 0)), news: make(chan struct{}, 1),
		shown: map[string]struct{}{}}
	go h.read(h.Watch(c.t.Context()))
	c.hands = append(c.hands, h)
}

// pause lets some time go by.
func (c *chaos) pause(most time.Duration) {
	select {
	case <-time.After(time.Duration(c.random.Int64N(int64(most)))):
	case <-c.t.Context().Done():
	}
}

// tries does what may fail while the database comes and goes, until it does not.
func (c *chaos) tries(do func(context.Context) error) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), stoical)
	defer cancel()
	var last error
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		last = do(ctx)
		return struct{}{}, last
	}, backoff.WithBackOff(backoff.NewConstantBackOff(50*time.Millisecond)))
	if err != nil {
		c.t.Fatalf("%v; %s", last, c.figures())
	}
}

// relaunch starts a program as whoever looks after one does: again, until it serves.
func (c *chaos) relaunch() {
	c.t.Helper()
	c.tries(func(context.Context) error {
		_, err := c.launch(webhook)
		return err
	})
}

// killServer kills the database's server, or one of its processes, with which all of them go; and starts it again.
func (c *chaos) killServer() {
	c.t.Helper()
	processes := serverProcesses(c.t, c.dir)
	victim := processes[0]
	if c.random.IntN(2) == 0 {
		victim = processes[c.random.IntN(len(processes))]
	}
	_ = syscall.Kill(victim, syscall.SIGKILL) // it may have gone by itself
	c.tries(func(ctx context.Context) error {
		again, err := postgres.Start(ctx, c.dir, postgres.Options{})
		if err != nil {
			return err
		}
		err = c.server.Stop() // it goes on with the other
		c.server = again
		return err
	})
}

// age moves the oldest open orders so far back that nobody can fetch them any more, and has the clock look. What was changed keeps its day.
func (c *chaos) age() {
	c.t.Helper()
	c.tries(func(ctx context.Context) error {
		_, err := c.pool.Exec(ctx, `UPDATE orders SET pickup_day = pickup_day - 7 WHERE id IN (SELECT id FROM orders o WHERE open
			AND pickup_day >= now()::date AND NOT EXISTS (SELECT FROM order_changes WHERE order_id = o.id) ORDER BY id LIMIT 3)`)
		return err
	})
	c.expire()
}

// expire has the job that ends orders which nobody fetched run at once.
func (c *chaos) expire() {
	c.t.Helper()
	c.tries(func(ctx context.Context) error {
		_, err := c.pool.Exec(ctx, `INSERT INTO river_job (kind, args, max_attempts) VALUES ('expire', '{}', 1)`)
		return err
	})
}

// untilAllHappened lets them go on until each deed was done to some order.
func (c *chaos) untilAllHappened() {
	c.t.Helper()
	c.tries(func(ctx context.Context) error {
		var missing []string
		err := c.pool.QueryRow(ctx, `SELECT array(SELECT unnest($1::text[]) EXCEPT SELECT what FROM order_events)`, deeds).Scan(&missing)
		if err == nil && len(missing) > 0 {
			err = fmt.Errorf("nothing was yet %v", missing)
		}
		return err
	})
}

// weathers are what the network does, for all connections or for some.
var weathers = []string{
	`{"name": "now", "type": "latency", "stream": "downstream", "attributes": {"latency": 20, "jitter": 20}}`,
	`{"name": "now", "type": "latency", "stream": "upstream", "attributes": {"latency": 60, "jitter": 40}}`,
	`{"name": "now", "type": "reset_peer", "stream": "upstream", "toxicity": 0.5, "attributes": {"timeout": 0}}`,
	`{"name": "now", "type": "reset_peer", "stream": "downstream", "toxicity": 0.3, "attributes": {"timeout": 0}}`,
	// Half open: one side hears nothing more of the other, until the connection is cut at last.
	`{"name": "now", "type": "timeout", "stream": "upstream", "toxicity": 0.3, "attributes": {"timeout": 0}}`,
	`{"name": "now", "type": "timeout", "stream": "downstream", "toxicity": 0.3, "attributes": {"timeout": 0}}`,
}

// begin lets people work and the network be bad until they are to rest, which takes as long as what they are at.
func (c *chaos) begin(random *rand.Rand) (rest func()) {
	ctx, stop := context.WithCancel(c.t.Context())
	var all sync.WaitGroup
	for _, h := range c.hands {
		all.Go(func() {
			for ctx.Err() == nil {
				h.act(h)
			}
		})
	}
	all.Go(func() { c.beBad(ctx, random) })
	return func() {
		stop()
		all.Wait()
	}
}

// beBad makes the network bad by turns.
func (c *chaos) beBad(ctx context.Context, random *rand.Rand) {
	passes := func(most time.Duration) bool {
		select {
		case <-time.After(time.Duration(random.Int64N(int64(most)))):
			return true
		case <-ctx.Done():
			return false
		}
	}
	for passes(2 * time.Second) {
		if _, err := c.wire.Toxics.AddToxicJson(strings.NewReader(weathers[random.IntN(len(weathers))])); err != nil {
			c.t.Error(err)
		}
		passes(time.Second)
		if err := c.wire.Toxics.RemoveToxic(context.Background(), "now"); err != nil {
			c.t.Error(err)
		}
	}
}

// settle waits until every message and every tap has become one turn, all of them are done, the clock has nothing left to do, and all is
// read.
func (c *chaos) settle() {
	c.t.Helper()
	acts := 0
	for _, h := range c.hands {
		acts += h.acts
	}
	c.becomes(acts, `SELECT count(*) FROM turns WHERE message IS NOT NULL`)
	c.expire()
	c.becomes(0, `SELECT count(*) FROM orders WHERE open AND pickup_day < now()::date - 2`)
	c.becomes(0, `SELECT count(*) FROM turns WHERE state IN ('accepted', 'settled')`)
	for _, h := range c.hands {
		c.tries(func(context.Context) error { return h.hasReadAll() })
	}
}

// becomes waits until a count in the database is what it should be.
func (c *chaos) becomes(want int, query string) {
	c.t.Helper()
	c.tries(func(ctx context.Context) error {
		var n int
		err := c.pool.QueryRow(ctx, query).Scan(&n)
		if err == nil && n != want {
			err = fmt.Errorf("%d instead of %d: %s", n, want, query)
		}
		return err
	})
}
