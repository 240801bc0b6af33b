package pickup_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
)

// Few pieces of few items, so that many are after the last of each.
const (
	scarce   = "distributor,sku,title_en,price,stock\nYihua,PEN,Pen,1.00,12\nYihua,CUP,Cup,2.00,12\nYihua,FAN,Fan,3.00,12\n"
	scarcely = 12 // of each
)

var scarceSKUs = []string{"PEN", "CUP", "FAN"}

// asked is what somebody wants done to the stock of an item, or to an order of that item alone.
type asked struct {
	what  string // reserve, change, cancel, expire, short, pick, look
	sku   string
	order pickup.OrderID
	n     int
}

// answered is what came of it.
type answered struct {
	problem          string // "": it was done
	order            pickup.OrderID
	available        int // of what is short
	onHand, reserved int // of a look
}

// shelved is an item as the model has it.
type shelved struct {
	onHand int
	orders map[pickup.OrderID]reserved
}

// reserved is an order as the model has it; one that is closed has no pieces.
type reserved struct{ ordered, pieces, missing int }

func (s shelved) free() int {
	free := s.onHand
	for _, o := range s.orders {
		free -= o.pieces
	}
	return free
}

// with is the item with an order as it then is, and as many more on hand.
func (s shelved) with(id pickup.OrderID, o reserved, more int) shelved {
	orders := maps.Clone(s.orders)
	orders[id] = o
	return shelved{s.onHand + more, orders}
}

// step says what an item then is, and the one answer that is right.
func (s shelved) step(a asked, ids pickup.OrderID) (shelved, answered) {
	o, known := s.orders[a.order]
	free := s.free()
	switch open := o.pieces > 0; {
	case a.what == "look":
		return s, answered{onHand: s.onHand, reserved: s.onHand - free}
	case a.what == "reserve" && a.n > free:
		return s, answered{problem: "short", available: free}
	case a.what == "reserve":
		return s.with(ids, reserved{a.n, a.n, 0}, 0), answered{order: ids}
	case !known:
		return s, answered{problem: "no such order"}
	case !open:
		return s, answered{problem: "late"}
	case a.what == "pick":
		return s.with(a.order, reserved{}, -o.pieces), answered{}
	case a.what == "cancel", a.what == "expire":
		return s.with(a.order, reserved{}, 0), answered{}
	case a.what == "change" && a.n == o.pieces:
		return s, answered{problem: "same"}
	case a.what == "change" && a.n-o.pieces > free:
		return s, answered{problem: "short", available: o.pieces + free}
	case a.what == "change":
		return s.with(a.order, reserved{a.n, a.n, o.missing}, 0), answered{}
	}
	left := min(a.n, o.ordered)
	found := min(left-o.pieces, o.missing) // below 0: missing
	switch available := o.pieces + free + max(found, 0); {
	case left == o.pieces:
		return s, answered{problem: "same"}
	case left > available:
		return s, answered{problem: "left", available: available}
	}
	return s.with(a.order, reserved{o.ordered, left, o.missing - found}, found), answered{}
}

// stockModel is what an item and its orders do when one thing happens after the other.
var stockModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) (parts [][]porcupine.Operation) {
		for _, sku := range scarceSKUs {
			parts = append(parts, slices.DeleteFunc(slices.Clone(history), func(o porcupine.Operation) bool { return o.Input.(asked).sku != sku }))
		}
		return parts
	},
	Init: func() any { return shelved{scarcely, map[pickup.OrderID]reserved{}} },
	Step: func(state, input, output any) (bool, any) {
		s, in, out := state.(shelved), input.(asked), output.(answered)
		if out.problem == "moved" {
			return true, s // the card was drawn before something else happened
		}
		after, want := s.step(in, out.order)
		return out == want, after
	},
	Equal: func(one, other any) bool {
		a, b := one.(shelved), other.(shelved)
		return a.onHand == b.onHand && maps.Equal(a.orders, b.orders)
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
}

// TestWhatHappensAtOnceHappensInSomeOrder: whatever many do at once to a few items, each is answered as though it had all happened one
// after the other; and were an answer wrong, it would be seen.
func TestWhatHappensAtOnceHappensInSomeOrder(t *testing.T) {
	t.Parallel()
	for range 3 {
		seed := rand.Uint64()
		history := newRecorder(t, seed).record()
		if !porcupine.CheckOperations(stockModel, history) {
			t.Errorf("no order of these things explains their answers (seed %d):", seed)
			for _, o := range history {
				t.Logf("%6d..%6d %s", o.Call/1000, o.Return/1000, stockModel.DescribeOperation(o.Input, o.Output))
			}
		}
		for fault, plant := range faults {
			if wrong := plantLast(history, plant); wrong == nil {
				t.Errorf("nothing to plant as %s", fault)
			} else if porcupine.CheckOperations(stockModel, wrong) {
				t.Errorf("it is not seen that %s", fault)
			}
		}
	}
}

// faults are answers that would be wrong whatever happened at the same time; false: the fault cannot be planted there.
var faults = map[string]func(asked, *answered) bool{
	"more was sold than there is": func(in asked, out *answered) bool {
		oversold := in.what == "reserve" && out.problem == "short"
		*out = answered{order: 1 << 40}
		return oversold
	},
	"an order was cancelled twice": func(in asked, out *answered) bool {
		late := in.what == "cancel" && out.problem == "late"
		out.problem = ""
		return late
	},
	"a piece was lost": func(in asked, out *answered) bool {
		out.onHand--
		return in.what == "look"
	},
	"an order was lost": func(in asked, out *answered) bool {
		reserved := in.what == "reserve" && out.problem == ""
		*out = answered{problem: "short"}
		return reserved
	},
}

// plantLast gives the history with the last answer made wrong where that can be; nil: nowhere.
func plantLast(history []porcupine.Operation, plant func(asked, *answered) bool) []porcupine.Operation {
	for i, o := range slices.Backward(history) {
		out := o.Output.(answered)
		if plant(o.Input.(asked), &out) {
			wrong := slices.Clone(history)
			wrong[i].Output = out
			return wrong
		}
	}
	return nil
}

// recorder has people do things at once and keeps when each began and ended.
type recorder struct {
	*village
	began  time.Time
	random *rand.Rand

	mu      sync.Mutex // guards the rest
	orders  map[string][]pickup.OrderID
	history []porcupine.Operation
	turn    int64
}

func newRecorder(t *testing.T, seed uint64) *recorder {
	return &recorder{village: villageOf(t, scarce), began: time.Now(), random: rand.New(rand.NewPCG(seed, 0)), orders: map[string][]pickup.OrderID{}}
}

const (
	atOnce = 8
	each   = 40 // things that one of them does
)

func (r *recorder) record() []porcupine.Operation {
	r.Helper()
	var all sync.WaitGroup
	for client := range atOnce {
		random := rand.New(rand.NewPCG(r.random.Uint64(), 0))
		all.Go(func() {
			for range each {
				r.do(client, r.think(random))
			}
		})
	}
	all.Wait()
	for _, sku := range scarceSKUs {
		r.do(atOnce, asked{what: "look", sku: sku})
	}
	return r.history
}

// think decides what to do next: about a quarter is ordering, most of the rest is about the newest orders.
func (r *recorder) think(random *rand.Rand) asked {
	a := asked{sku: scarceSKUs[random.IntN(len(scarceSKUs))], n: 1 + random.IntN(6)}
	r.mu.Lock()
	known := r.orders[a.sku]
	r.mu.Unlock()
	if len(known) == 0 || random.IntN(4) == 0 {
		a.what = "reserve"
		return a
	}
	a.order = known[max(0, len(known)-1-random.IntN(4))]
	switch a.what = []string{"change", "change", "cancel", "expire", "short", "short", "pick", "look"}[random.IntN(8)]; a.what {
	case "short":
		a.n = random.IntN(7)
	case "look":
		a.order = 0
	}
	return a
}

// do does one thing and writes down what came of it.
func (r *recorder) do(client int, a asked) {
	call := time.Since(r.began)
	out, err := r.carryOut(a)
	returned := time.Since(r.began)
	if err != nil {
		r.Errorf("%+v: %v", a, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.history = append(r.history, porcupine.Operation{ClientId: client, Input: a, Call: int64(call), Output: out, Return: int64(returned)})
	if a.what == "reserve" && out.problem == "" {
		r.orders[a.sku] = append(r.orders[a.sku], out.order)
	}
}

// carryOut does it in the database. The error is one that is no answer.
func (r *recorder) carryOut(a asked) (out answered, err error) {
	switch a.what {
	case "look":
		out.onHand, out.reserved = r.stock(a.sku)
	case "reserve":
		var orders []pickup.Order
		if orders, err = r.place(1, r.key(), day("2026-11-01"), at("2026-11-01 12:00"), r.line(a.sku, a.n)); err == nil {
			out.order = orders[0].ID
		}
	case "change":
		err = r.change(a)
	case "cancel":
		_, err = r.village.do(seller, a.order, pickup.Cancel, "")
	case "expire":
		_, err = r.village.do(clock, a.order, pickup.Expire, "")
	case "pick":
		_, err = r.village.do(yihua, a.order, pickup.Pick, "")
	case "short":
		_, err = r.left(yihua, a.order, a.sku, a.n)
	}
	var short *pickup.ShortError
	var few *pickup.LeftError
	switch {
	case errors.As(err, &short):
		return answered{problem: "short", available: short.Available}, nil
	case errors.As(err, &few):
		return answered{problem: "left", available: few.Available}, nil
	}
	for problem, refusal := range map[string]error{"late": pickup.ErrTooLate, "same": pickup.ErrUnchanged, "moved": pickup.ErrMoved} {
		if errors.Is(err, refusal) {
			return answered{problem: problem}, nil
		}
	}
	return out, err
}

func (r *recorder) key() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.turn++
	return r.turn
}

// change changes an order as its seller is shown it at that moment.
func (r *recorder) change(a asked) error {
	w := pickup.Wish{Order: a.order, When: day("2026-11-01"), Lines: []pickup.Wanted{r.line(a.sku, a.n)}}
	return r.in(func(tx pgx.Tx) error {
		order, err := r.Account(context.Background(), tx, seller, a.order)
		if err != nil {
			return err
		}
		w.Seen = order.Revision
		_, err = r.Change(context.Background(), tx, r.key(), 1, w, at("2026-11-01 13:00"))
		return err
	})
}
