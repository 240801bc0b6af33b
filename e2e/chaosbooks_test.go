package e2e

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
)

// lawful is what may happen to an order: from where, by whom, and where it then is. It is written here once more, after the package comment
// of integrations/pickup, and not read from the database that obeys it.
var lawful = map[string]string{
	"seller placed ": "placed",

	"distributor accepted placed": "accepted", "distributor ready accepted": "ready",
	"distributor picked placed": "picked", "distributor picked accepted": "picked", "distributor picked ready": "picked",
	"seller picked placed": "picked", "seller picked accepted": "picked", "seller picked ready": "picked",

	"distributor short placed": "placed", "distributor short accepted": "accepted", "distributor short ready": "ready",
	"distributor refused placed": "refused", "distributor refused accepted": "refused", "distributor refused ready": "refused",

	"seller cancelled placed": "cancelled", "distributor cancelled placed": "cancelled", "distributor withdrawn accepted": "cancelled",
	"seller asked accepted": "accepted", "seller asked ready": "ready", "distributor kept accepted": "accepted", "distributor kept ready": "ready",
	"distributor cancelled accepted": "cancelled", "distributor cancelled ready": "cancelled",

	"seller changed placed": "placed", "seller proposed accepted": "accepted", "seller proposed ready": "ready",
	"distributor changed accepted": "accepted", "distributor changed ready": "ready",
	"distributor declined accepted": "accepted", "distributor declined ready": "ready",

	"clock expired placed": "expired", "clock expired accepted": "expired", "clock expired ready": "expired",
}

// told is what a seller reads of what happened to orders of hers, by who did what.
var told = map[string]*regexp.Regexp{
	"seller placed":         regexp.MustCompile(`(?m)^(#\d+) · ¥[\d.]+ · pickup to(?:day|morrow)$`),
	"seller cancelled":      regexp.MustCompile(`Undone: ([#\d, ]+), ¥`),
	"seller changed":        regexp.MustCompile(`(#\d+) is changed, and`),
	"seller proposed":       regexp.MustCompile(`is asked to change (#\d+)\.`),
	"distributor accepted":  regexp.MustCompile(` accepted (#\d+), to be fetched`),
	"distributor ready":     regexp.MustCompile(`(#\d+) is ready at`),
	"distributor picked":    regexp.MustCompile(` handed over (#\d+), ¥`),
	"distributor short":     regexp.MustCompile(`Not all of (#\d+) is there`),
	"distributor refused":   regexp.MustCompile(` can't do (#\d+)`),
	"distributor withdrawn": regexp.MustCompile(` had to cancel (#\d+), which`),
	"distributor kept":      regexp.MustCompile(` keeps (#\d+): `),
	"distributor changed":   regexp.MustCompile(` agrees: (#\d+) is changed`),
	"distributor declined":  regexp.MustCompile(` leaves (#\d+) as it was`),
	"clock expired":         regexp.MustCompile(`Nobody fetched (.*), so the goods`),
}

// happened is one row of an order's account.
type happened struct {
	Number, Actor             int64
	At                        time.Time
	Role, What, Before, After string
	Reason                    string
	Line, Had, Has            *int
	Changed                   []string       // the SKUs that a change was about
	Lines                     map[string]int // by line, what was ordered after the change
}

// booked is an order as it stands in the books.
type booked struct {
	Number, Seller int64 // the number of the seller's chat
	Person         int64
	Status         string
	Asked          bool
	First          map[string]int // what was ordered first, by line
	Lines          map[string]int // what of each line is to be handed over, or was
	SKUs           map[string]string
	Right          bool // its total is the sum of its lines, and each of those its price times its pieces
}

// balance checks, with nothing going on any more, that what people were told, the orders, their accounts and the stock say the same.
func (c *chaos) balance() {
	c.t.Helper()
	orders, account := c.orders(), c.account()
	c.balanceTold(orders, account)
	c.balanceConfirmed(orders)
	c.balanceOrders(orders, account)
	c.balanceStock(orders, account)
	if n := c.number(`SELECT count(*) FROM turns WHERE state <> 'delivered'`); n > 0 {
		c.t.Errorf("%d turns were not delivered", n)
	}
	if n := c.number(`SELECT count(*) FROM turns t JOIN orders o ON o.placement = t.id WHERE t.reply::text NOT LIKE '%#' || o.id || '%'`); n > 0 {
		c.t.Errorf("%d orders stand in no reply to their tap", n)
	}
}

func (c *chaos) orders() map[int64]booked {
	c.t.Helper()
	rows, err := c.pool.Query(c.t.Context(), `SELECT o.id AS number, p.chat AS seller, p.id AS person, o.status, o.cancel_asked AS asked,
			coalesce((SELECT (SELECT jsonb_object_agg(key, value->'ordered') FROM jsonb_each(c.before->'lines')) FROM order_changes c
				WHERE c.order_id = o.id AND c.status = 'made' ORDER BY c.id LIMIT 1), jsonb_object_agg(l.line, l.ordered)) AS first,
			jsonb_object_agg(l.line, l.quantity) AS lines, jsonb_object_agg(l.line, l.sku) AS skus,
			o.total = sum(l.total) AND bool_and(l.total = l.quantity * l.price) AS right
		FROM orders o JOIN people p ON p.id = o.seller_id JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, p.id`)
	must(c.t, err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[booked])
	must(c.t, err)
	orders := map[int64]booked{}
	for _, o := range all {
		orders[o.Number] = o
	}
	return orders
}

// account gives what happened to each order, oldest first.
func (c *chaos) account() map[int64][]happened {
	c.t.Helper()
	rows, err := c.pool.Query(c.t.Context(), `SELECT e.order_id AS number, e.actor, e.at, e.role, e.what, e.before, e.after, e.reason, e.line, e.had, e.has,
			array(SELECT sku FROM items WHERE id = ANY (c.item_ids)) AS changed,
			(SELECT jsonb_object_agg(key, value->'ordered') FROM jsonb_each(c.after->'lines')) AS lines
		FROM order_events e LEFT JOIN order_changes c ON c.id = e.change ORDER BY e.id`)
	must(c.t, err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[happened])
	must(c.t, err)
	account := map[int64][]happened{}
	for _, e := range all {
		account[e.Number] = append(account[e.Number], e)
	}
	return account
}

// reading is who was told of what; number is an order.
type reading struct {
	seller, number int64
	what           string
}

// told gives all that sellers were ever shown to have happened.
func (c *chaos) told() map[reading]bool {
	all := map[reading]bool{}
	for _, h := range c.hands {
		texts := strings.Join(h.texts(), "\n")
		for what, words := range told {
			for _, found := range words.FindAllStringSubmatch(texts, -1) {
				for _, number := range orderNumber.FindAllStringSubmatch(found[1], -1) {
					n, _ := strconv.ParseInt(number[1], 10, 64)
					all[reading{h.ID(), n, what}] = true
				}
			}
		}
	}
	return all
}

// balanceTold: what sellers were told of their orders has happened, and what has happened they were told.
func (c *chaos) balanceTold(orders map[int64]booked, account map[int64][]happened) {
	c.t.Helper()
	unheard := c.told()
	read := maps.Clone(unheard)
	for number, o := range orders {
		for i, e := range account[number] {
			r := reading{o.Seller, number, e.Role + " " + e.What}
			delete(unheard, r)
			if i+1 < len(account[number]) && account[number][i+1].At.Equal(e.At) {
				continue // what happens in one turn is told in one
			}
			if _, tells := told[r.what]; tells && !read[r] {
				c.t.Errorf("%d was not told of #%d: %s", r.seller, r.number, r.what)
			}
		}
	}
	for r := range unheard {
		c.t.Errorf("%d was told of #%d what never happened: %s", r.seller, r.number, r.what)
	}
}

// An order in the answer to its tap, and one of its lines there.
var (
	confirmedOrder = regexp.MustCompile(`(?m)^#(\d+) · `)
	confirmedLine  = regexp.MustCompile(`(?m)^(\d+) × (H\d\d) `)
)

// balanceConfirmed: an order is of what its seller was told that she has ordered.
func (c *chaos) balanceConfirmed(orders map[int64]booked) {
	c.t.Helper()
	for _, h := range c.hands {
		for _, text := range h.texts() {
			if !strings.HasPrefix(text, "✅ Ordered") {
				continue
			}
			parts := confirmedOrder.FindAllStringSubmatchIndex(text, -1)
			for i, at := range parts {
				end := len(text)
				if i+1 < len(parts) {
					end = parts[i+1][0]
				}
				said, booked := map[string]int{}, map[string]int{}
				for _, l := range confirmedLine.FindAllStringSubmatch(text[at[0]:end], -1) {
					pieces, _ := strconv.Atoi(l[1])
					said[l[2]] += pieces
				}
				number, _ := strconv.ParseInt(text[at[2]:at[3]], 10, 64)
				for line, pieces := range orders[number].First {
					booked[orders[number].SKUs[line]] += pieces
				}
				if len(said) == 0 || !maps.Equal(said, booked) {
					c.t.Errorf("%s was told that #%d of %v is ordered; the books say %v", h.name, number, said, booked)
				}
			}
		}
	}
}

// balanceOrders: each order is where its account leads, step by lawful step, and has the pieces that its account leaves.
func (c *chaos) balanceOrders(orders map[int64]booked, account map[int64][]happened) {
	c.t.Helper()
	for number, o := range orders {
		at, asked, pieces := "", false, maps.Clone(o.First)
		for _, e := range account[number] {
			if after, may := lawful[e.Role+" "+e.What+" "+e.Before]; !may || e.Before != at || e.After != after {
				c.t.Errorf("#%d is %q, and then %+v", number, at, e)
			}
			if e.Role == "seller" && e.Actor != o.Person {
				c.t.Errorf("somebody else did it: %+v", e)
			}
			at = e.After
			switch e.What {
			case "asked", "kept":
				asked = e.What == "asked"
			case "short":
				line := strconv.Itoa(*e.Line)
				if pieces[line] != *e.Had {
					c.t.Errorf("#%d had %d of line %s: %+v", number, pieces[line], line, e)
				}
				pieces[line] = *e.Has
			case "changed":
				for line, sku := range o.SKUs {
					if slices.Contains(e.Changed, sku) {
						pieces[line] = e.Lines[line]
					}
				}
			}
		}
		maps.DeleteFunc(pieces, func(_ string, n int) bool { return n == 0 })
		maps.DeleteFunc(o.Lines, func(_ string, n int) bool { return n == 0 })
		if at != o.Status || (asked && pickup.Status(at).Open()) != o.Asked || !maps.Equal(pieces, o.Lines) || !o.Right {
			c.t.Errorf("the account of #%d leads to %s, %v, asked %v; it is %+v", number, at, pieces, asked, o)
		}
	}
}

// moved is what stands in an item's account: how many pieces there were before and after.
type moved struct {
	SKU, What     string
	Order         *int64
	Before, After *int
}

// balanceStock: what is there of an item is what there was, with what came, without what was picked or missing; no more of it is
// promised than is there, and just what open orders hold.
func (c *chaos) balanceStock(orders map[int64]booked, account map[int64][]happened) {
	c.t.Helper()
	rows, err := c.pool.Query(c.t.Context(), `SELECT i.sku, e.what, e.order_id AS order, e.on_hand_before AS before, e.on_hand AS after
		FROM item_changes e JOIN items i ON i.id = e.item_id WHERE e.on_hand IS NOT NULL ORDER BY e.id`)
	must(c.t, err)
	movements, err := pgx.CollectRows(rows, pgx.RowToStructByName[moved])
	must(c.t, err)
	there, promised, left := map[string]int{}, map[string]int{}, map[string]int{} // left of each item of an order
	of := func(number int64, sku string) string { return fmt.Sprint("#", number, " ", sku) }
	for _, m := range movements {
		if m.Before != nil && *m.Before != there[m.SKU] || *m.After < 0 {
			c.t.Errorf("there are %d of %s, and then %+v", there[m.SKU], m.SKU, m)
		}
		if m.Order != nil {
			left[of(*m.Order, m.SKU)] += there[m.SKU] - *m.After
		}
		there[m.SKU] = *m.After
	}
	for number, o := range orders {
		for _, e := range account[number] {
			if e.What == "short" {
				left[of(number, o.SKUs[strconv.Itoa(*e.Line)])] -= *e.Had - *e.Has
			}
		}
		last := account[number][len(account[number])-1]
		for line, pieces := range o.Lines {
			switch {
			case pickup.Status(o.Status).Open():
				promised[o.SKUs[line]] += pieces
			case o.Status == "picked" || last.Role == "distributor" && last.Reason == "sold_out":
				left[of(number, o.SKUs[line])] -= pieces
			}
		}
	}
	for what, pieces := range left {
		if pieces != 0 {
			c.t.Errorf("%s: %d pieces left the shelf that nothing accounts for", what, pieces)
		}
	}
	rows, err = c.pool.Query(c.t.Context(), `SELECT sku, on_hand, reserved FROM stock JOIN items ON items.id = item_id`)
	must(c.t, err)
	var item string
	var onHand, reserved int
	_, err = pgx.ForEachRow(rows, []any{&item, &onHand, &reserved}, func() error {
		if onHand != there[item] || reserved != promised[item] || reserved > onHand {
			c.t.Errorf("%s: %d on hand and %d reserved; its account says %d, and open orders hold %d", item, onHand, reserved, there[item], promised[item])
		}
		return nil
	})
	must(c.t, err)
}

// figures say how much has happened.
func (c *chaos) figures() (text string) {
	c.t.Helper()
	must(c.t, c.pool.QueryRow(context.Background(), `SELECT (SELECT count(*) FROM orders) || ' orders, ' || (SELECT count(*) FROM turns) || ' turns; '
		|| (SELECT string_agg(what || ' ' || n, ', ' ORDER BY what) FROM (SELECT what, count(*) AS n FROM order_events GROUP BY what) e)`).Scan(&text))
	return text
}
