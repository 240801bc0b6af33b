package e2e

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres/pgtest"
)

const (
	// firstSeller is the number of the first of a crowd; the others follow.
	firstSeller = 1000
	// mei works for the distributor of the item A2001.
	mei = 103
)

// crowd is many sellers of the test village, a database, and the Bot API server that they write to. Programs that serve
// them come and go.
type crowd struct {
	t        *testing.T
	api      *apitest.Server
	url      string // where programs find the database
	pool     *pgxpool.Pool
	services *app.Services
	mu       sync.Mutex // guards the rest
	// programs are those that live. With a webhook each update goes to one of them in turn.
	programs []*program
	turn     int
	started  int
	patience time.Duration // how long it waits for what must happen; 0: patient
}

// gather lets sellers into a village that nobody serves yet.
func gather(t *testing.T, sellers int) *crowd {
	t.Helper()
	config := testConfig(t)
	c := newCrowd(t, pgtest.NewURLFrom(t, "dialogues", func(ctx context.Context, url string) error {
		return fillTestVillage(ctx, config, url)
	}))
	personas := []botapi.Persona{{ID: mei, Name: "Mei", Language: "en"}}
	for n := range sellers {
		seller := botapi.Persona{ID: firstSeller + int64(n), Name: fmt.Sprint("Seller ", n), Language: "en"}
		if err := c.services.LetIn(t.Context(), seller.ID, seller.Name, "", bot.Seller, phrases.English); err != nil {
			t.Fatal(err)
		}
		personas = append(personas, seller)
	}
	c.api.SetPersonas(personas)
	return c
}

// newCrowd gives a Bot API server to whom nobody writes yet, beside a database.
func newCrowd(t *testing.T, url string) *crowd {
	t.Helper()
	config := testConfig(t)
	c := &crowd{t: t, url: url, pool: pgtest.Open(t, url, pgtest.Village)}
	c.services = app.NewServices(config, c.pool, builtIn(), time.Now, slog.New(slog.DiscardHandler))
	var err error
	c.api, err = apitest.New(botapi.Config{Token: config.TelegramToken, Username: "oldhand_bot", Webhook: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.api.Close)
	return c
}

// RoundTrip carries an update to the webhook of one program after the other.
func (c *crowd) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	if len(c.programs) == 0 {
		c.mu.Unlock()
		return nil, fmt.Errorf("nobody serves")
	}
	c.turn++
	address := c.programs[c.turn%len(c.programs)].address
	c.mu.Unlock()
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", address
	return http.DefaultTransport.RoundTrip(r)
}

// program is a process of oldhand, and the wire on which it calls the Bot API server.
type program struct {
	crowd   *crowd
	number  int // also what its connections to the database are called
	command *exec.Cmd
	address string // where it listens
	log     bytes.Buffer
	ended   chan struct{}
	mu      sync.Mutex
	trap    func(call) bool
	sprung  chan struct{}
}

// call is a call to the Bot API server: on its way there, or, with an answer, on its way back.
type call struct {
	method, chat, text string
	answer             string
}

var servingAt = regexp.MustCompile(`http://([^/]+)/healthz`)

// start runs a program until it is killed or the test ends.
func (c *crowd) start(more ...string) *program {
	c.t.Helper()
	p, err := c.launch(more...)
	if err != nil {
		c.t.Fatal(err)
	}
	return p
}

// launch is start where a program may fail to serve, because its database is not there.
func (c *crowd) launch(more ...string) (*program, error) {
	c.t.Helper()
	c.started++
	p := &program{crowd: c, number: c.started, ended: make(chan struct{}), sprung: make(chan struct{})}
	web := httptest.NewServer(p)
	database, err := url.Parse(c.url)
	if err != nil {
		return nil, err
	}
	query := database.Query()
	query.Set("application_name", strconv.Itoa(p.number))
	database.RawQuery = query.Encode()
	p.command, err = oldhand(c.t.Context(), append(more, "OLDHAND_DATABASE_URL="+database.String(), "OLDHAND_DATA_DIR="+c.t.TempDir(),
		"OLDHAND_TELEGRAM_TOKEN="+testConfig(c.t).TelegramToken, "OLDHAND_TELEGRAM_API_URL="+web.URL), "serve", "--listen", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.command.Stderr = &p.log
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	go func() {
		_ = p.command.Wait() // it is killed
		close(p.ended)
	}()
	c.t.Cleanup(func() {
		p.kill()
		web.CloseClientConnections()
		web.Close()
		if c.t.Failed() {
			c.t.Logf("what a program said:\n%s", p.log.String())
		}
	})
	serving := servingAt.FindStringSubmatch(line)
	if serving == nil {
		p.kill()
		return nil, fmt.Errorf("it does not serve: %q\n%s", line, p.log.String())
	}
	p.address = serving[1]
	c.mu.Lock()
	defer c.mu.Unlock()
	c.programs = append(c.programs, p)
	return p, nil
}

// program gives one that lives by its number.
func (c *crowd) program(number int) *program {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.programs {
		if p.number == number {
			return p
		}
	}
	c.t.Fatalf("program %d does not live", number)
	return nil
}

// kill ends a program as kill -9 does, in the middle of whatever it is at.
func (p *program) kill() {
	_ = p.command.Process.Kill() // there is nothing to kill twice
	<-p.ended
	p.crowd.mu.Lock()
	defer p.crowd.mu.Unlock()
	for i, other := range p.crowd.programs {
		if other == p {
			p.crowd.programs = append(p.crowd.programs[:i:i], p.crowd.programs[i+1:]...)
			return
		}
	}
}

// killAt kills the program at the first call that is so, on its way there or back, and waits until that has happened.
func (p *program) killAt(trap func(call) bool) (wait func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trap = trap
	return func() {
		p.crowd.t.Helper()
		p.crowd.await(p.sprung, "the step to come")
		p.kill()
	}
}

// ServeHTTP passes a call on to the Bot API server, unless it is the one at which the program dies.
func (p *program) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // it was killed while it spoke
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	named := r.Clone(r.Context())
	named.Body = io.NopCloser(bytes.NewReader(body))
	c := call{method: path.Base(r.URL.Path), chat: named.FormValue("chat_id"), text: named.FormValue("text")}
	if p.dies(c) {
		<-r.Context().Done()
		return
	}
	answer := httptest.NewRecorder()
	p.crowd.api.Handler().ServeHTTP(answer, r)
	c.answer = answer.Body.String()
	if p.dies(c) {
		<-r.Context().Done()
		return
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // it may be dead
}

func (p *program) dies(c call) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.trap == nil || !p.trap(c) {
		return false
	}
	p.trap = nil
	close(p.sprung)
	return true
}

// await waits for something to happen, but not for ever.
func (c *crowd) await(happened <-chan struct{}, what string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), cmp.Or(c.patience, patient))
	defer cancel()
	select {
	case <-happened:
	case <-ctx.Done():
		c.t.Fatalf("waited in vain for %s", what)
	}
}

// shows waits until a seller's chat shows a message that is so, and gives the newest.
func (c *crowd) shows(user int64, what string, ok func(botapi.Message) bool) botapi.Message {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), cmp.Or(c.patience, patient))
	defer cancel()
	var newest botapi.Message
	h, err := c.api.User(user).Wait(ctx, func(h botapi.History) bool {
		for _, m := range h.FromBot() {
			if ok(m) {
				newest = m
			}
		}
		return newest.ID != 0
	})
	if err != nil {
		var chat strings.Builder
		for _, m := range h {
			fmt.Fprintf(&chat, "--- %d\n%s\n", m.ID, shown(m))
		}
		c.t.Errorf("user %d waits in vain for %s: %v\n%s", user, what, err, chat.String())
	}
	return newest
}

// goes does something on the side and says when it is done.
func (c *crowd) goes(do func()) (done chan struct{}) {
	done = make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	return done
}

var orderNumber = regexp.MustCompile(`#(\d+)`)

const confirmButton = "✅ Confirm"

func hasConfirm(m botapi.Message) bool {
	_, has := m.Button(confirmButton)
	return has
}

func placedAnswer(m botapi.Message) bool {
	return strings.Contains(m.Words(), "Ordered") && orderNumber.MatchString(m.Words())
}

// order has a seller ask for something, tap Confirm on the card that comes, and wait for the answer.
func (c *crowd) order(user int64, words string) {
	c.t.Helper()
	c.api.User(user).Say(words)
	c.confirm(user)
	c.shows(user, "an answer to the tap", placedAnswer)
}

func (c *crowd) confirm(user int64) {
	c.t.Helper()
	card := c.shows(user, "a card", hasConfirm)
	if _, err := c.api.User(user).Tap(card.ID, confirmButton); err != nil {
		c.t.Errorf("user %d: %v", user, err)
	}
}

// placed are the order numbers in the database of a seller, by the sum of their pieces.
func (c *crowd) placed(user int64) (numbers []int64, pieces int) {
	c.t.Helper()
	rows, err := c.pool.Query(c.t.Context(), `SELECT o.id FROM orders o JOIN people p ON p.id = o.seller_id WHERE p.user_id = $1`, user)
	if err == nil {
		numbers, err = pgx.CollectRows(rows, pgx.RowTo[int64])
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return numbers, c.number(`SELECT coalesce(sum(l.quantity), 0) FROM order_lines l JOIN orders o ON o.id = l.order_id
		JOIN people p ON p.id = o.seller_id WHERE p.user_id = $1`, user)
}

func (c *crowd) number(query string, args ...any) (n int) {
	c.t.Helper()
	if err := c.pool.QueryRow(c.t.Context(), query, args...).Scan(&n); err != nil {
		c.t.Fatal(err)
	}
	return n
}

// until waits until a count in the database is what it should be.
func (c *crowd) until(want int, query string, args ...any) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patient)
	defer cancel()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for c.number(query, args...) != want {
		select {
		case <-look.C:
		case <-ctx.Done():
			c.t.Fatalf("still %d instead of %d: %s", c.number(query, args...), want, query)
		}
	}
}

// idle waits until every turn is finished.
func (c *crowd) idle() {
	c.t.Helper()
	c.until(0, `SELECT count(*) FROM turns WHERE state IN ('accepted', 'settled')`)
}

// wantOrder checks that a seller has one order of so many pieces and reads its number once: the card that was tapped
// becomes the answer, however often it is edited.
func (c *crowd) wantOrder(user int64, pieces int) {
	c.t.Helper()
	numbers, have := c.placed(user)
	if len(numbers) != 1 || have != pieces {
		c.t.Errorf("user %d has orders %v of %d pieces, want one of %d", user, numbers, have, pieces)
		return
	}
	times := 0
	for _, m := range c.api.User(user).History().FromBot() {
		if !placedAnswer(m) {
			continue
		}
		times++
		if got := orderNumber.FindStringSubmatch(m.Words())[1]; got != strconv.FormatInt(numbers[0], 10) {
			c.t.Errorf("user %d was told #%s and has #%d", user, got, numbers[0])
		}
	}
	if times != 1 {
		c.t.Errorf("user %d reads of the order %d times", user, times)
	}
}

// wantReserved checks that of an item just the pieces are reserved that are on orders.
func (c *crowd) wantReserved(sku string, pieces int) {
	c.t.Helper()
	reserved := c.number(`SELECT reserved FROM stock JOIN items ON items.id = item_id WHERE sku = $1`, sku)
	ordered := c.number(`SELECT coalesce(sum(quantity), 0) FROM order_lines WHERE sku = $1`, sku)
	if reserved != pieces || ordered != pieces {
		c.t.Errorf("%s: %d reserved and %d ordered, want %d", sku, reserved, ordered, pieces)
	}
}
