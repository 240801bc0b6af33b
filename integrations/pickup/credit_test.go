package pickup_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// rule has a credit rule hold from now on; most 0: it has no end.
func (v *village) rule(first, step, most measure.Fen) {
	v.Helper()
	r := &pickup.CreditRule{First: first, Step: step}
	if most > 0 {
		r.Most = &most
	}
	v.setRule(r)
}

func (v *village) setRule(r *pickup.CreditRule) {
	v.Helper()
	v.key++
	err := v.in(func(tx pgx.Tx) error {
		return pickup.NewCredits(v.pool).SetRule(context.Background(), tx, v.key, 4, r, at("2026-11-01 09:00"))
	})
	if err != nil {
		v.Fatal(err)
	}
}

// standing is how a seller stands.
func (v *village) standing(s pickup.SellerID) pickup.Standing {
	v.Helper()
	standing, err := pickup.NewCredits(v.pool).Of(context.Background(), nil, s)
	if err != nil {
		v.Fatal(err)
	}
	return standing
}

// wantLeft holds how much more a seller may order.
func (v *village) wantLeft(s pickup.SellerID, want measure.Fen) {
	v.Helper()
	if left, limited := v.standing(s).Left(); left != want || !limited {
		v.Errorf("seller %d has %s left (%v), want %s", s, left, limited, want)
	}
}

// tries places one card and gives the error.
func (v *village) tries(s pickup.SellerID, lines ...pickup.Wanted) error {
	v.key++
	_, err := v.place(s, v.key, day("2026-11-01"), at("2026-11-01 12:00"), lines...)
	return err
}

func TestNobodyHasALimitUntilThereIsOne(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.placed(1, v.line("BAG", 50), v.line("CLIP", 240))
	if left, limited := v.standing(1).Left(); limited || left != 0 {
		t.Error(left, limited)
	}
	v.rule(1000, 0, 0)
	v.wantLeft(1, 0)
	v.wantLeft(2, 1000)
	v.setRule(nil)
	v.placed(2, v.line("SOCK", 100))
	if rule, err := pickup.NewCredits(v.pool).Rule(t.Context()); rule != nil || err != nil {
		t.Error(rule, err)
	}
}

func TestAnOrderAboveTheLimitIsRefused(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(5000, 0, 0)
	var above *pickup.CreditError
	if err := v.tries(1, v.line("SOCK", 20), v.line("BAG", 1)); !errors.As(err, &above) || above.Wanted != 5550 || above.Left != 5000 {
		t.Fatalf("%v", err)
	}
	v.wantStock("SOCK", 100, 0)
	order := v.placed(1, v.line("SOCK", 20))[0] // 40.00
	v.wantLeft(1, 1000)
	if err := v.tries(1, v.line("BAG", 1)); !errors.As(err, &above) || above.Left != 1000 {
		t.Error(err)
	}
	v.placed(2, v.line("BAG", 1)) // others have theirs
	if _, err := v.cancel(1, order.ID); err != nil {
		t.Fatal(err)
	}
	v.placed(1, v.line("BAG", 1))
	v.wantLeft(1, 5000-1550)
}

// A second tap on the card that used the limit up is the order that it placed.
func TestTheSecondTapIsNotAboveTheLimit(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(4000, 0, 0)
	for range 2 {
		placed, err := v.place(1, 7777, day("2026-11-01"), at("2026-11-01 12:00"), v.line("SOCK", 20))
		if err != nil || len(placed) != 1 {
			t.Fatal(placed, err)
		}
	}
}

func TestAChangeAboveTheLimitIsRefused(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(5000, 0, 0)
	order := v.placed(1, v.line("SOCK", 20))[0]
	change := func(sku string, n int) (pickup.Order, error) {
		seen := v.account(seller, order.ID)
		return v.change(1, pickup.Wish{Order: order.ID, Seen: seen.Revision, Lines: []pickup.Wanted{v.line(sku, n)}, When: seen.When})
	}
	var above *pickup.CreditError
	if _, err := change("SOCK", 26); !errors.As(err, &above) || above.Wanted != 1200 || above.Left != 1000 {
		t.Errorf("%v", err)
	}
	if _, err := change("SOCK", 25); err != nil {
		t.Error(err)
	}
	v.wantLeft(1, 0)
	v.rule(1000, 0, 0) // what stands stays, and may become less
	if got, err := change("SOCK", 24); err != nil || got.Total != 4800 {
		t.Error(got.Total, err)
	}
	// What its distributor agrees to later must be within it by then.
	v.rule(4900, 0, 0)
	if _, err := v.do(yihua, order.ID, pickup.Accept, ""); err != nil {
		t.Fatal(err)
	}
	asked, err := change("CLIP", 12)
	if err != nil || asked.Proposed == nil {
		t.Fatal(asked.Proposed, err)
	}
	if _, err := v.answer(yihua, asked.Proposed.ID, true); !errors.As(err, &above) {
		t.Errorf("%v", err)
	}
	if got := v.account(seller, order.ID); got.Total != 4800 || got.Proposed == nil {
		t.Errorf("%+v", got)
	}
}

// What was fetched is owed until both sides say that it was paid; then it is cleared, the oldest order first, and the limit grows.
func TestTheLimitGrowsWithWhatIsCleared(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(5000, 500, 5800)
	first, second := v.placed(1, v.line("SOCK", 10))[0], v.placed(1, v.line("SOCK", 5))[0]
	for _, o := range []pickup.Order{first, second} {
		if _, err := v.fetch(1, o.ID); err != nil {
			t.Fatal(err)
		}
	}
	want := func(limit, ordered, owed measure.Fen, cleared int) {
		t.Helper()
		if s := v.standing(1); *s.Limit != limit || s.Ordered != ordered || s.Owed != owed || s.Cleared != cleared {
			t.Errorf("limit %s, %+v", *s.Limit, s)
		}
	}
	want(5000, 0, 3000, 0)
	shop, err := v.DistributorNamed(t.Context(), "Yihua")
	if err != nil {
		t.Fatal(err)
	}
	pay := func(amount measure.Fen) {
		t.Helper()
		v.key++
		stated := pickup.Payment{Seller: 1, Distributor: shop, Amount: amount, On: at("2026-11-01 00:00"), Side: pickup.SellersSide, Person: 1}
		err := v.in(func(tx pgx.Tx) error {
			p, err := v.StatePayment(context.Background(), tx, v.key, stated, at("2026-11-01 14:00"))
			if err != nil {
				return err
			}
			_, err = v.AnswerPayment(context.Background(), tx, v.key+1000, pickup.DistributorsBooks(shop), p.ID, pickup.DistributorsSide, 2, true, at("2026-11-01 14:00"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	pay(1900)
	want(5000, 0, 1100, 0)
	pay(100)
	want(5500, 0, 1000, 1)
	pay(1500) // 5.00 ahead, which is nothing to another distributor
	want(5800, 0, 0, 2)
	bag := v.placed(1, v.line("BAG", 1))[0]
	if _, err := v.fetch(1, bag.ID); err != nil {
		t.Fatal(err)
	}
	want(5800, 0, 1550, 2)
	for _, a := range mustAccounts(v, 1) { // as the statements say
		if owed := a.Owed(); owed != map[string]measure.Fen{"Yihua": -500, "Bags & Co": 1550}[a.Name] {
			t.Errorf("%+v", a)
		}
	}
}

// mustAccounts are a seller's accounts up to long after these tests.
func mustAccounts(v *village, s pickup.SellerID) []pickup.Account {
	v.Helper()
	accounts, err := v.Accounts(context.Background(), pickup.SellersBooks(s), pickup.Days{To: at("2027-01-01 00:00")})
	if err != nil {
		v.Fatal(err)
	}
	return accounts
}

// What is paid at the counter is paid for both sides alike, and is cleared; what was handed over before, and after that ends, is owed.
func TestTheLimitGrowsWithWhatIsPaidAtPickup(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(5000, 500, 0)
	credits := pickup.NewCredits(v.pool)
	set := func(paid bool) {
		t.Helper()
		v.key++
		for range 2 { // taps
			err := v.in(func(tx pgx.Tx) error {
				return credits.SetAtPickup(context.Background(), tx, v.key, 2, " yihua", paid, at("2026-11-01 09:00"))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if got, err := credits.AtPickup(t.Context(), "Yihua "); got != paid || err != nil {
			t.Error(got, err)
		}
	}
	fetch := func() {
		t.Helper()
		order := v.placed(1, v.line("SOCK", 5))[0]
		if _, err := v.fetch(1, order.ID); err != nil {
			t.Fatal(err)
		}
	}
	want := func(owed measure.Fen, cleared int) {
		t.Helper()
		if s := v.standing(1); s.Owed != owed || s.Cleared != cleared {
			t.Errorf("%+v", s)
		}
		if a := mustAccounts(v, 1)[0]; a.Owed() != owed || a.Paid != 1000*measure.Fen(cleared) {
			t.Errorf("%+v", a)
		}
	}
	fetch()
	want(1000, 0)
	set(true)
	fetch()
	fetch()
	want(1000, 2)
	set(false)
	fetch()
	want(2000, 2)
	if _, err := v.pool.Exec(t.Context(), `UPDATE orders SET paid = true WHERE id = $1`, v.placed(1, v.line("SOCK", 5))[0].ID); err == nil {
		t.Error("an order that nobody has fetched is paid")
	}
	if _, err := v.pool.Exec(t.Context(), `UPDATE distributor_terms SET at_pickup = true`); err == nil {
		t.Error("what was said stays")
	}
	if err := v.in(func(tx pgx.Tx) error {
		return credits.SetAtPickup(context.Background(), tx, 999, 2, "nobody", true, at("2026-11-01 09:00"))
	}); !errors.Is(err, pickup.ErrNoDistributor) {
		t.Error(err)
	}
}

// However many cards are confirmed at once, on several phones, no seller gets above the limit.
func TestTwoConfirmsAtOnceStayWithinTheLimit(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.rule(5000, 0, 0)
	for round := range pickup.SellerID(4) {
		var mu sync.Mutex
		placed, refused := 0, 0
		var wg sync.WaitGroup
		for n := range int64(6) {
			line := v.line("BAG", 1) // 15.50: three of six fit
			wg.Go(func() {
				_, err := v.place(round, 100*int64(round+1)+n, day("2026-11-01"), at("2026-11-01 12:00"), line)
				mu.Lock()
				defer mu.Unlock()
				var above *pickup.CreditError
				switch {
				case err == nil:
					placed++
				case errors.As(err, &above):
					refused++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if placed != 3 || refused != 3 {
			t.Errorf("%d placed, %d refused", placed, refused)
		}
	}
}

// Whatever is ordered, changed, cut short, fetched and cancelled: nobody comes above the limit by it, and what is left is what an order gets.
func TestWhateverHappensTheLimitHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rapid.Check(t, func(t *rapid.T) {
		v.key++
		s := pickup.SellerID(1000 + v.key) // of whom nothing is known
		limit := measure.Fen(rapid.Int64Range(0, 8000).Draw(t, "limit"))
		v.rule(limit, 0, 0)
		var open []pickup.OrderID
		var held measure.Fen
		one := func(t *rapid.T) (pickup.OrderID, int) {
			if len(open) == 0 {
				t.Skip("no order")
			}
			n := rapid.IntRange(0, len(open)-1).Draw(t, "order")
			return open[n], n
		}
		t.Repeat(map[string]func(*rapid.T){
			"order": func(t *rapid.T) {
				line := v.line("SOCK", rapid.IntRange(5, 15).Draw(t, "socks"))
				costs := line.Price.Times(line.Quantity)
				v.key++
				placed, err := v.place(s, v.key, day("2026-11-01"), at("2026-11-01 12:00"), line)
				var above *pickup.CreditError
				var short *pickup.ShortError
				switch {
				case errors.As(err, &above):
					if held+costs <= limit || above.Left != limit-held {
						t.Fatalf("%s beside %s of %s: %v", costs, held, limit, err)
					}
				case errors.As(err, &short):
				case err != nil || held+costs > limit:
					t.Fatalf("%s beside %s of %s: %v", costs, held, limit, err)
				default:
					open, held = append(open, placed[0].ID), held+costs
				}
			},
			"cancel": func(t *rapid.T) {
				id, n := one(t)
				order, err := v.cancel(s, id)
				if err != nil {
					t.Fatal(err)
				}
				open, held = append(open[:n:n], open[n+1:]...), held-order.Total
			},
			"short": func(t *rapid.T) {
				id, _ := one(t)
				before := v.account(pickup.Seller(s), id)
				left := rapid.IntRange(1, before.Lines[0].Quantity).Draw(t, "left")
				after, err := v.left(yihua, id, "SOCK", left)
				if err != nil && !errors.Is(err, pickup.ErrUnchanged) {
					t.Fatal(err)
				}
				held += after.Total - before.Total
			},
			"fetch": func(t *rapid.T) { // and owe
				id, n := one(t)
				if _, err := v.fetch(s, id); err != nil {
					t.Fatal(err)
				}
				open = append(open[:n:n], open[n+1:]...)
				v.counted("SOCK", 100+rapid.IntRange(0, 100).Draw(t, "more"))
			},
			"": func(t *rapid.T) {
				standing := v.standing(s)
				if standing.Ordered+standing.Owed != held || held > limit {
					t.Fatalf("%+v, %s of %s", standing, held, limit)
				}
			},
		})
		for _, id := range open {
			v.close(id)
		}
	})
}

// setOwn has a seller hold so much, or what the rule says where most is nil.
func (v *village) setOwn(s pickup.SellerID, most *measure.Fen) {
	v.Helper()
	v.key++
	err := v.in(func(tx pgx.Tx) error {
		return pickup.NewCredits(v.pool).SetOwn(context.Background(), tx, v.key, 4, s, most, at("2026-11-01 09:00"))
	})
	if err != nil {
		v.Fatal(err)
	}
}

// givenLimit is what a seller is given of a limit of her own with her data.
type givenLimit struct {
	At    time.Time
	Fen   *measure.Fen `json:"limit_fen"`
	Actor any
}

func (v *village) given(s pickup.SellerID) []givenLimit {
	v.Helper()
	var mine struct{ Limits []givenLimit }
	err := v.in(func(tx pgx.Tx) error {
		all, err := pickup.PersonalOf(v.Orders).Mine(context.Background(), tx, s)
		if err != nil {
			return err
		}
		return json.Unmarshal(all, &mine)
	})
	if err != nil {
		v.Fatal(err)
	}
	return mine.Limits
}

// A limit of a seller's own holds in the place of the rule, also where there is none, and for nobody else; what was said of it stays.
func TestALimitOfOnesOwn(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	credits, hers := pickup.NewCredits(v.pool), measure.Fen(3000)
	v.setOwn(1, &hers)
	v.wantLeft(1, 3000)
	if _, limited := v.standing(2).Left(); limited {
		t.Error("another is limited, too")
	}
	var above *pickup.CreditError
	if err := v.tries(1, v.line("SOCK", 20)); !errors.As(err, &above) || above.Left != 3000 {
		t.Errorf("ordered above it: %v", err)
	}
	v.rule(1000, 0, 0)
	v.wantLeft(1, 3000)
	v.wantLeft(2, 1000)
	if n, err := credits.Above(t.Context(), pickup.CreditRule{}); err != nil || n != 0 {
		t.Error(n, err)
	}
	v.setOwn(1, nil)
	v.wantLeft(1, 1000)
	if limits, err := credits.Own(t.Context()); err != nil || len(limits) != 0 {
		t.Error(limits, err)
	}
	changes, err := credits.OwnChanges(t.Context(), 1, 5)
	if err != nil || len(changes) != 2 || changes[0].Most != nil || *changes[1].Most != hers || changes[1].Actor != 4 {
		t.Error(changes, err)
	}
	if given := v.given(1); len(given) != 2 || *given[0].Fen != hers || given[1].Fen != nil || !given[1].At.Equal(changes[0].At) || given[1].Actor != nil {
		t.Errorf("she is given %+v", given)
	}
	if given := v.given(2); given != nil {
		t.Errorf("another is given %+v", given)
	}
	if _, err := v.pool.Exec(t.Context(), `DELETE FROM credit_limits`); err == nil {
		t.Error("what was said of it does not stay")
	}
}
