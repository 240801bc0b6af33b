package evals

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// So many baskets are ordered a day, by so many sellers.
const (
	basketsADay = 1000
	daySellers  = 60
	// fewDays are replayed where not all data is wanted.
	fewDays = 2
)

// Who takes part in the days and in nothing else: shops that share the items, their people, and the sellers.
var dayShops = []string{"Days North", "Days South", "Days East"}

const (
	firstDayClerk  = 1_000_000
	firstDaySeller = 2_000_000
	firstDayTurn   = 1 << 40 // beyond every turn of the other suites, which the same village may have had
)

// days replays baskets as a village's days: what is ordered is changed, cancelled, accepted, refused, short, fetched, claimed, paid or
// left lying, as chance has it, which is the same each time. Each night the books must be what is worked out here beside them.
func days(ctx context.Context, v *Village, t *tally) error {
	gifts, err := readRetail(v.Data, dayShops)
	if err != nil {
		return err
	}
	baskets, err := readBaskets(v.Data, len(gifts))
	if err != nil {
		return err
	}
	if !v.Whole {
		baskets = baskets[:min(len(baskets), fewDays*basketsADay)]
	}
	pool, err := hasty(ctx, v.Pool)
	if err != nil {
		return err
	}
	defer pool.Close()
	s, err := newSeason(ctx, v, pool, t, gifts)
	if err != nil {
		return err
	}
	done := 0
	for today := range slices.Chunk(baskets, basketsADay) {
		if err := s.live(ctx, today); err != nil {
			return fmt.Errorf("%s: %w", s.day.Format(time.DateOnly), err)
		}
		s.day = s.day.AddDate(0, 0, 1)
		done += len(today)
		v.Progress(done, len(baskets))
	}
	return nil
}

// hasty gives another pool, whose commits do not wait for the disk: what is replayed needs not outlive a power cut.
func hasty(ctx context.Context, pool *pgxpool.Pool) (*pgxpool.Pool, error) {
	config := pool.Config()
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "off"
	return pgxpool.NewWithConfig(ctx, config)
}

// season is a village whose days are replayed, and its books as they must be.
type season struct {
	*tally
	pool   *pgxpool.Pool
	items  *catalogue.Catalogue
	orders *pickup.Orders
	chance *rand.Rand
	day    time.Time // midnight
	turn   int64
	shelf  []shelf // by rank
	ranks  map[catalogue.ItemID]int
	shops  []pickup.DistributorID // as dayShops
	open   []*standing            // in the order of their numbers
	books  map[between]*account
}

// shelf is where one item lies.
type shelf struct {
	*gift
	id               catalogue.ItemID
	onHand, reserved int
	wanted           int // since it was last filled
}

func (s *shelf) free() int { return s.onHand - s.reserved }

// standing is an open order.
type standing struct {
	id     pickup.OrderID
	seller pickup.SellerID
	shop   int
	placed time.Time // midnight of the day, as the next
	pickup time.Time
	taken  bool          // its distributor has accepted it
	lines  []pickup.Line // one of an item
}

func (o *standing) total() (sum measure.Fen) {
	for _, l := range o.lines {
		sum += l.Price.Times(l.Quantity)
	}
	return sum
}

// newSeason brings the items in, and lets the days begin with the first of those on which the baskets were sold.
func newSeason(ctx context.Context, v *Village, pool *pgxpool.Pool, t *tally, gifts []gift) (*season, error) {
	const first = 50 // pieces of each item
	s := &season{tally: t, pool: pool, items: v.Catalogue, orders: pickup.New(pool, v.Zone), chance: rand.New(rand.NewPCG(2010, 12)),
		turn: firstDayTurn, day: time.Date(2010, time.December, 1, 0, 0, 0, 0, v.Zone), ranks: map[catalogue.ItemID]int{}, books: map[between]*account{}}
	bySKU := map[string]int{}
	for rank := range gifts {
		gifts[rank].stock = first
		bySKU[gifts[rank].sku] = rank
		s.shelf = append(s.shelf, shelf{gift: &gifts[rank], onHand: first})
	}
	if err := bringIn(ctx, v, gifts); err != nil {
		return nil, err
	}
	for _, name := range dayShops {
		id, err := s.orders.DistributorNamed(ctx, name)
		if err != nil {
			return nil, err
		}
		s.shops = append(s.shops, id)
	}
	rows, err := pool.Query(ctx, `SELECT id, sku FROM items WHERE distributor_id = ANY ($1)`, s.shops)
	if err != nil {
		return nil, err
	}
	var id catalogue.ItemID
	var sku string
	_, err = pgx.ForEachRow(rows, []any{&id, &sku}, func() error {
		s.ranks[id] = bySKU[sku]
		s.shelf[bySKU[sku]].id = id
		return nil
	})
	return s, err
}

// live is one day.
func (s *season) live(ctx context.Context, baskets [][]int) error {
	if err := s.restock(ctx); err != nil {
		return err
	}
	for i, basket := range baskets {
		if err := s.order(ctx, firstDaySeller+pickup.SellerID(i%daySellers), basket); err != nil {
			return err
		}
	}
	for _, part := range []func(context.Context, *standing) error{s.reconsider, s.serve, s.fetch} {
		for _, o := range slices.Clone(s.open) {
			if err := part(ctx, o); err != nil {
				return fmt.Errorf("order %d: %w", o.id, err)
			}
		}
	}
	if err := s.pay(ctx); err != nil {
		return err
	}
	if err := s.expire(ctx); err != nil {
		return err
	}
	return s.balance(ctx)
}

// at is an hour of the day.
func (s *season) at(hour int) time.Time { return s.day.Add(time.Duration(hour) * time.Hour) }

// clerk is somebody of a shop.
func clerk(shop int) pickup.Actor {
	return pickup.Actor{Person: firstDayClerk + int64(shop), Role: pickup.ByDistributor, Distributor: dayShops[shop]}
}

// tap does what one tap does, in a transaction that commits also where it is refused.
func (s *season) tap(ctx context.Context, do func(tx pgx.Tx, key int64) error) error {
	s.turn++
	var refused error
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		refused = do(tx, s.turn)
		return nil
	})
	return errors.Join(refused, err)
}

// restock has the shops bring what was wanted since the last time, where little of it is left.
func (s *season) restock(ctx context.Context) error {
	return s.tap(ctx, func(tx pgx.Tx, _ int64) error {
		for rank := range s.shelf {
			l := &s.shelf[rank]
			if l.free() >= l.wanted {
				continue
			}
			by := catalogue.By{Person: clerk(rank % len(s.shops)).Person, At: s.at(6)}
			if _, err := s.items.AddStock(ctx, tx, by, l.distributor, l.sku, 2*l.wanted); err != nil {
				return err
			}
			l.onHand += 2 * l.wanted
			l.wanted = 0
		}
		return nil
	})
}

// order places a basket, without what turns out to be short.
func (s *season) order(ctx context.Context, seller pickup.SellerID, basket []int) error {
	when := pickup.When{Day: s.day}
	if s.chance.IntN(5) == 0 {
		when.Day = s.day.AddDate(0, 0, 1)
	}
	lines := s.card(basket)
	for len(lines) > 0 {
		var placed []pickup.Order
		err := s.tap(ctx, func(tx pgx.Tx, key int64) (err error) {
			placed, err = s.orders.Place(ctx, tx, key, seller, lines, when, s.at(9))
			return err
		})
		lacking := slices.IndexFunc(lines, func(l pickup.Wanted) bool { return l.Quantity > s.shelf[s.ranks[l.Item]].free() })
		if short, refused := errors.AsType[*pickup.ShortError](err); refused && lacking >= 0 {
			l := lines[lacking]
			right := short.Item.ID == l.Item && short.Available == s.shelf[s.ranks[l.Item]].free()
			s.judge("refused rightly", right, "%v is refused, of %+v", short, l)
			lines = slices.Delete(lines, lacking, lacking+1)
			continue
		}
		s.judge("placed", err == nil && lacking < 0, "%v of %+v: %v", seller, lines, err)
		return s.placed(ctx, seller, lines, when, placed)
	}
	return nil
}

// card is what somebody who has looked at the stock wants of a basket; one in ten has not looked.
func (s *season) card(basket []int) []pickup.Wanted {
	blind := s.chance.IntN(10) == 0
	pieces := map[int]int{}
	var ranks []int
	for _, rank := range basket {
		if pieces[rank] == 0 {
			ranks = append(ranks, rank)
		}
		pieces[rank] += s.shelf[rank].min + s.chance.IntN(8)*s.shelf[rank].multiple
	}
	var lines []pickup.Wanted
	for _, rank := range ranks {
		l := &s.shelf[rank]
		l.wanted += pieces[rank]
		if blind || pieces[rank] <= l.free() {
			lines = append(lines, pickup.Wanted{Item: l.id, Quantity: pieces[rank], Price: l.priceAt(pieces[rank])})
		}
	}
	return lines
}

// placed writes down what was placed, after a second tap now and then.
func (s *season) placed(ctx context.Context, seller pickup.SellerID, lines []pickup.Wanted, when pickup.When, placed []pickup.Order) error {
	if s.chance.IntN(50) == 0 {
		var again []pickup.Order
		err := s.tap(ctx, func(tx pgx.Tx, key int64) (err error) {
			s.turn--
			again, err = s.orders.Place(ctx, tx, key-1, seller, lines, when, s.at(9))
			return err
		})
		if err != nil {
			return err
		}
		same := slices.EqualFunc(placed, again, func(a, b pickup.Order) bool { return a.ID == b.ID })
		s.judge("none doubled", same, "the same tap again: %+v and %+v", placed, again)
	}
	var total, want measure.Fen
	for _, l := range lines {
		s.shelf[s.ranks[l.Item]].reserved += l.Quantity
		want += l.Price.Times(l.Quantity)
	}
	for _, o := range placed {
		total += o.Total
		s.open = append(s.open, &standing{id: o.ID, seller: seller, shop: slices.Index(dayShops, o.Distributor),
			placed: s.day, pickup: when.Day, lines: o.Lines})
	}
	s.judge("to the fen", total == want, "%v costs %s, not %s", lines, total, want)
	return nil
}

// judge counts, and keeps what went wrong.
func (s *season) judge(score string, well bool, format string, args ...any) {
	s.count(score, well)
	if !well {
		s.fail(s.day.Format(time.DateOnly)+": "+format, args...)
	}
}
