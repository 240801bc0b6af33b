package evals

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/integrations/measure"
	"oldhand/integrations/table"
)

// What is replayed, by how many sellers at a time, and how long an answer may take. More lines than the longest nobody looks through
// before a tap.
const (
	replayed      = 500
	longest       = 200
	replaySellers = 8
	patience      = 30 * time.Second
)

var retailDistributors = []string{"Gifts North", "Gifts South", "Gifts East"}

// planned is one basket as somebody is going to order it.
type planned struct {
	number int
	lines  []plannedLine
	// What must come of it, by SKU: worked out here.
	pieces map[string]int
	total  measure.Fen

	orders []int64 // the numbers that were shown after the tap
}

type plannedLine struct {
	*gift
	quantity int
}

// replay orders real baskets in words through the Bot API server, confirms each with a tap, and checks what has come of
// them in the books.
func replay(ctx context.Context, v *Village, t *tally) error {
	gifts, err := readRetail(v.Data, retailDistributors)
	if err != nil {
		return err
	}
	if len(gifts) == 0 {
		return fmt.Errorf("%s: no items", retailLines)
	}
	baskets, err := readBaskets(v.Data, len(gifts))
	if err != nil {
		return err
	}
	baskets = slices.DeleteFunc(baskets, func(b []int) bool { return len(b) > longest })
	plans := make([]*planned, min(replayed, len(baskets)))
	for i, basket := range baskets[:len(plans)] {
		plans[i] = plan(i, basket, gifts)
	}
	if err := bringIn(ctx, v, gifts); err != nil {
		return err
	}
	if err := orderAll(ctx, v, plans, t); err != nil {
		return err
	}
	return checkBooks(ctx, v, gifts, plans, t)
}

// plan says how many of each item of a basket are ordered, and adds as much to the stock that will be left.
func plan(number int, basket []int, gifts []gift) *planned {
	p := &planned{number: number, pieces: map[string]int{}}
	for place, rank := range basket {
		g := &gifts[rank]
		quantity := g.min + (number*7+place*5)%11*g.multiple
		p.lines = append(p.lines, plannedLine{g, quantity})
		p.pieces[g.sku] += quantity
		g.stock += quantity
	}
	for _, line := range p.lines {
		p.total += line.priceAt(p.pieces[line.sku]).Times(line.quantity)
	}
	return p
}

// words are the message that orders the basket: a sentence, or a list if it is long.
func (p *planned) words() string {
	line, and, tomorrow := func(l plannedLine) string { return fmt.Sprintf("%d %s", l.quantity, l.sku) }, " and ", " tomorrow"
	if p.number%2 == 1 {
		line, and, tomorrow = func(l plannedLine) string { return fmt.Sprintf("%s要%d个", l.sku, l.quantity) }, "，", "，明天拿"
	}
	if len(p.lines) > 4 {
		and, tomorrow = "\n", "\n"+strings.Trim(tomorrow, " ，")
	}
	var all []string
	for _, l := range p.lines {
		all = append(all, line(l))
	}
	return strings.Join(all, and) + tomorrow
}

// bringIn imports the distributors' file through the importer.
func bringIn(ctx context.Context, v *Village, gifts []gift) error {
	dir, err := os.MkdirTemp("", "oldhand-replay")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "gifts.csv")
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(writeItems(file, gifts), file.Close()); err != nil {
		return err
	}
	report, err := v.Catalogue.Import(ctx, []string{name}, table.Options{})
	if err != nil {
		return err
	}
	if report.New != len(gifts) {
		return fmt.Errorf("%d of %d items were imported, %d rejected", report.New, len(gifts), report.Rejected)
	}
	return nil
}

// orderAll has the sellers order their baskets side by side while oldhand serves.
func orderAll(ctx context.Context, v *Village, plans []*planned, t *tally) error {
	const token = "1:replay"
	api, err := botapi.New(botapi.Config{Token: token, BotName: "oldhand", Username: "oldhand_bot"})
	if err != nil {
		return err
	}
	defer api.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: api.Handler(), ReadHeaderTimeout: patience}
	defer web.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	serving, ctx := errgroup.WithContext(ctx)
	serving.Go(func() error {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	serving.Go(func() error { return v.Serve(ctx, "http://"+listener.Addr().String(), token) })
	ordering, orderingCtx := errgroup.WithContext(ctx)
	var done atomic.Int64
	for seller := range replaySellers {
		ordering.Go(func() error {
			user, err := v.letIn(orderingCtx, api, seller)
			if err != nil {
				return err
			}
			for i := seller; i < len(plans); i += replaySellers {
				if err := plans[i].order(orderingCtx, user); err != nil {
					return fmt.Errorf("basket %d: %w", i, err)
				}
				v.Progress(int(done.Add(1)), len(plans))
			}
			return nil
		})
	}
	err = ordering.Wait()
	for _, violation := range api.Violations() {
		t.fail("Telegram would mind: %+v", violation)
	}
	t.count("Telegram's rules kept", len(api.Violations()) == 0)
	stop()
	return errors.Join(err, web.Close(), serving.Wait())
}

// letIn makes somebody a seller, by an invitation as everybody comes in.
func (v *Village) letIn(ctx context.Context, api *botapi.Server, number int) (*botapi.User, error) {
	token, err := v.People.Invite(ctx, bot.Seller, "")
	if err != nil {
		return nil, err
	}
	user := api.AddUser(botapi.Profile{ID: int64(9001 + number), FirstName: fmt.Sprintf("Seller %d", number), Language: "en"})
	user.Start(token)
	bounded, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := user.Wait(bounded, func(h botapi.History) bool { return len(h.FromBot()) > 0 }); err != nil {
		return nil, fmt.Errorf("seller %d was not let in: %w", number, err)
	}
	return user, nil
}

var (
	confirmButton = regexp.MustCompile(`(?i)confirm|确认`)
	orderNumber   = regexp.MustCompile(`(?m)^#(\d+) · `)
)

// order says the words, waits for the card and taps on its confirm button.
func (p *planned) order(ctx context.Context, user *botapi.User) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	said := user.Say(p.words())
	var card botapi.Message
	var label string
	chat, err := user.Wait(ctx, func(h botapi.History) bool {
		for _, m := range slices.Backward(h) {
			if m.ID > said && m.Markup != nil {
				card, label = m, confirmLabel(m)
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("%q got no card but %q", p.words(), chat.Last().Words())
	}
	if label == "" {
		return fmt.Errorf("%q got no confirm button but %q", p.words(), card.Words())
	}
	if !shows(chat, said, p.total.String()) {
		return fmt.Errorf("%q costs %s, the card says %q", p.words(), p.total, card.Words())
	}
	if _, err := user.Tap(card.ID, label); err != nil {
		return fmt.Errorf("%q: %w", p.words(), err)
	}
	// The orders are read where people read them: the answer to a tap that took a while has no words. The next basket is for those who
	// have seen what became of this one.
	_, err = user.Wait(ctx, func(h botapi.History) bool {
		p.orders = ordered(h, card.ID)
		return len(p.orders) >= len(p.distributors())
	})
	if err != nil {
		return fmt.Errorf("%q became the orders %v alone: %w", p.words(), p.orders, err)
	}
	return nil
}

// ordered gives the numbers of the orders that a card became; a long answer comes in several messages.
func ordered(chat botapi.History, card int64) (numbers []int64) {
	for _, m := range chat {
		if m.ID < card {
			continue
		}
		for _, found := range orderNumber.FindAllStringSubmatch(m.Words(), -1) {
			if number, err := strconv.ParseInt(found[1], 10, 64); err == nil {
				numbers = append(numbers, number)
			}
		}
	}
	return numbers
}

// distributors are those who have something of a basket; each gets an order of it.
func (p *planned) distributors() map[string]bool {
	all := map[string]bool{}
	for _, line := range p.lines {
		all[line.distributor] = true
	}
	return all
}

// shows says that some message after the one said holds the words: a long answer comes in several.
func shows(chat botapi.History, said int64, words string) bool {
	return slices.ContainsFunc(chat, func(m botapi.Message) bool { return m.ID > said && strings.Contains(m.Words(), words) })
}

// confirmLabel gives the label of the button that places the order, or "".
func confirmLabel(m botapi.Message) string {
	for _, row := range m.Markup.Rows {
		for _, button := range row {
			if confirmButton.MatchString(button.Text) {
				return button.Text
			}
		}
	}
	return ""
}

// checkBooks compares what the database holds with what was worked out here.
func checkBooks(ctx context.Context, v *Village, gifts []gift, plans []*planned, t *tally) error {
	expected, known := 0, map[int64]bool{}
	for _, p := range plans {
		distributors := p.distributors()
		expected += len(distributors)
		placed := len(p.orders) == len(distributors)
		t.count("all placed", placed)
		for _, id := range p.orders {
			t.count("none doubled", !known[id])
			known[id] = true
		}
		if !placed {
			t.fail("%q: %d distributors, orders %v", p.words(), len(distributors), p.orders)
			continue
		}
		if err := p.check(ctx, v, t); err != nil {
			return err
		}
	}
	var orders int
	if err := v.Pool.QueryRow(ctx, `SELECT count(*) FROM orders`).Scan(&orders); err != nil {
		return err
	}
	t.count("none doubled", orders == expected)
	if orders != expected {
		t.fail("%d orders in the books, %d were placed", orders, expected)
	}
	return checkStock(ctx, v, gifts, plans, t)
}

// check compares one basket's orders with its plan: pieces and money by item, and in all.
func (p *planned) check(ctx context.Context, v *Village, t *tally) error {
	pieces := map[string]int{}
	exact := true
	var total, ofOrders measure.Fen
	rows, err := v.Pool.Query(ctx, `SELECT sku, quantity, price, total FROM order_lines WHERE order_id = ANY ($1)`, p.orders)
	if err != nil {
		return err
	}
	prices := map[string]measure.Fen{}
	for _, line := range p.lines {
		prices[line.sku] = line.priceAt(p.pieces[line.sku])
	}
	for rows.Next() {
		var sku string
		var quantity int
		var price, sum measure.Fen
		if err := rows.Scan(&sku, &quantity, &price, &sum); err != nil {
			return err
		}
		pieces[sku] += quantity
		total += sum
		exact = exact && price == prices[sku] && sum == price.Times(quantity)
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	if err := v.Pool.QueryRow(ctx, `SELECT sum(total) FROM orders WHERE id = ANY ($1)`, p.orders).Scan(&ofOrders); err != nil {
		return err
	}
	exact = exact && maps.Equal(pieces, p.pieces)
	t.count("to the piece", maps.Equal(pieces, p.pieces))
	t.count("to the fen", exact && total == p.total && ofOrders == p.total)
	if !exact || total != p.total || ofOrders != p.total {
		t.fail("%q: want %v for %s, the lines say %v for %s, the orders %s", p.words(), p.pieces, p.total, pieces, total, ofOrders)
	}
	return nil
}

// checkStock compares what is on hand and what is reserved of every item.
func checkStock(ctx context.Context, v *Village, gifts []gift, plans []*planned, t *tally) error {
	reserved := map[string]int{}
	for _, p := range plans {
		for sku, quantity := range p.pieces {
			reserved[sku] += quantity
		}
	}
	rows, err := v.Pool.Query(ctx, `
		SELECT i.sku, s.on_hand, s.reserved FROM items i JOIN stock s ON s.item_id = i.id
		JOIN distributors d ON d.id = i.distributor_id WHERE d.name = ANY ($1)`, retailDistributors)
	if err != nil {
		return err
	}
	type kept struct{ onHand, reserved int }
	stock := map[string]kept{}
	for rows.Next() {
		var sku string
		var k kept
		if err := rows.Scan(&sku, &k.onHand, &k.reserved); err != nil {
			return err
		}
		stock[sku] = k
	}
	for _, g := range gifts {
		right := stock[g.sku] == kept{g.stock, reserved[g.sku]}
		t.count("stock", right)
		if !right {
			t.fail("%s: want %d on hand and %d reserved, got %+v", g.sku, g.stock, reserved[g.sku], stock[g.sku])
		}
	}
	return rows.Err()
}
