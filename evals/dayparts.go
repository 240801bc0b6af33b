package evals

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// do moves an order on as somebody wants it.
func (s *season) do(ctx context.Context, o *standing, by pickup.Actor, deed pickup.Deed, reason string, hour int) error {
	return s.tap(ctx, func(tx pgx.Tx, _ int64) error {
		_, err := s.orders.Do(ctx, tx, by, o.id, deed, reason, s.at(hour))
		return err
	})
}

// close takes an order that is not open any more out of the books; what was fetched of it left the shelf.
func (s *season) close(o *standing, fetched bool) {
	s.open = slices.DeleteFunc(s.open, func(other *standing) bool { return other == o })
	for _, l := range o.lines {
		at := &s.shelf[s.ranks[l.Item]]
		at.reserved -= l.Quantity
		if fetched {
			at.onHand -= l.Quantity
		}
	}
}

// reconsider is what a seller does about an order that she has just placed.
func (s *season) reconsider(ctx context.Context, o *standing) error {
	switch n := s.chance.IntN(100); {
	case !o.placed.Equal(s.day):
	case n < 6:
		s.close(o, false)
		return s.do(ctx, o, pickup.Seller(o.seller), pickup.Cancel, "", 10)
	case n < 12:
		return s.more(ctx, o)
	}
	return nil
}

// more asks for more of an order's first item, and gets it at once, or when the distributor agrees.
func (s *season) more(ctx context.Context, o *standing) error {
	l := &o.lines[0]
	at := &s.shelf[s.ranks[l.Item]]
	if at.free() < at.multiple || l.Quantity%at.multiple != 0 {
		return nil
	}
	more := l.Quantity + at.multiple
	var changed pickup.Order
	err := s.tap(ctx, func(tx pgx.Tx, key int64) error {
		seen, err := s.orders.Account(ctx, tx, pickup.Seller(o.seller), o.id)
		if err != nil {
			return err
		}
		changed, err = s.orders.Change(ctx, tx, key, o.seller, pickup.Wish{Order: o.id, Seen: seen.Revision, When: seen.When,
			Lines: []pickup.Wanted{{Item: l.Item, Quantity: more, Price: at.priceAt(more)}}}, s.at(11))
		return err
	})
	if err == nil && changed.Proposed != nil {
		err = s.tap(ctx, func(tx pgx.Tx, _ int64) error {
			changed, err = s.orders.Answer(ctx, tx, clerk(o.shop), changed.Proposed.ID, true, s.at(11))
			return err
		})
	}
	if err != nil {
		return err
	}
	at.reserved += at.multiple
	l.Quantity, l.Price = more, at.priceAt(more)
	s.judge("to the fen", changed.Total == o.total(), "order %d was changed to cost %s, not %s", o.id, changed.Total, o.total())
	return nil
}

// serve is what a distributor does about an order that has just come.
func (s *season) serve(ctx context.Context, o *standing) error {
	by := clerk(o.shop)
	switch n := s.chance.IntN(100); {
	case !o.placed.Equal(s.day):
	case n < 2:
		s.close(o, false)
		return s.do(ctx, o, by, pickup.Refuse, pickup.Closed, 13)
	case n < 6 && o.lines[0].Quantity > 1:
		return s.short(ctx, o)
	case n < 50:
		if err := s.do(ctx, o, by, pickup.Accept, "", 13); err != nil {
			return err
		}
		o.taken = true
		if n < 10 {
			return s.more(ctx, o)
		}
	case n < 60:
		return s.do(ctx, o, by, pickup.Pack, "", 14)
	}
	return nil
}

// short has half of an order's first line turn out not to be there.
func (s *season) short(ctx context.Context, o *standing) error {
	l := &o.lines[0]
	missing := l.Quantity - l.Quantity/2
	var left pickup.Order
	err := s.tap(ctx, func(tx pgx.Tx, _ int64) (err error) {
		left, err = s.orders.Left(ctx, tx, clerk(o.shop), o.id, l.Item, l.Quantity/2, s.at(13))
		return err
	})
	if err != nil {
		return err
	}
	l.Quantity /= 2
	at := &s.shelf[s.ranks[l.Item]]
	at.onHand -= missing
	at.reserved -= missing
	s.judge("to the fen", left.Total == o.total(), "what is left of order %d costs %s, not %s", o.id, left.Total, o.total())
	return nil
}

// fetch is the evening of an order that is to be fetched today. A few are not, and of a few something is said to be missing afterwards.
func (s *season) fetch(ctx context.Context, o *standing) error {
	n := s.chance.IntN(100)
	if !o.pickup.Equal(s.day) || n < 5 {
		return nil
	}
	by := pickup.Seller(o.seller)
	if n < 50 {
		by = clerk(o.shop)
	}
	if err := s.do(ctx, o, by, pickup.Pick, "", 17); err != nil {
		return err
	}
	s.close(o, true)
	a := s.account(o)
	a.orders++
	a.handed += o.total()
	if n < 97 {
		return nil
	}
	l := o.lines[0]
	return s.tap(ctx, func(tx pgx.Tx, key int64) error {
		c, err := s.orders.Claim(ctx, tx, key, o.seller, o.id, l.Item, 1, pickup.Missing, s.at(18))
		if err == nil {
			_, err = s.orders.Settle(ctx, tx, clerk(o.shop), c.ID, pickup.Credit, "", s.at(18))
			a.handed -= l.Price
		}
		return err
	})
}

// pay has some of those who owe say that they have paid, or their distributors say it; most of them agree.
func (s *season) pay(ctx context.Context) error {
	for _, b := range s.pairs() {
		a := s.books[b]
		due := a.due()
		if n := s.chance.IntN(4); n > 0 || due <= 0 {
			continue
		}
		p := pickup.Payment{Seller: b.seller, Distributor: s.shops[b.shop], Amount: due, On: s.day, Side: pickup.SellersSide, Person: int64(b.seller)}
		side, person, books := pickup.DistributorsSide, clerk(b.shop).Person, pickup.DistributorsBooks(s.shops[b.shop])
		if s.chance.IntN(2) == 0 {
			p.Side, p.Person, side, person, books = side, person, p.Side, p.Person, pickup.SellersBooks(b.seller)
		}
		answer := s.chance.IntN(20)
		err := s.tap(ctx, func(tx pgx.Tx, key int64) error {
			stated, err := s.orders.StatePayment(ctx, tx, key, p, s.at(19))
			if err == nil && answer > 0 {
				_, err = s.orders.AnswerPayment(ctx, tx, key, books, stated.ID, side, person, answer > 1, s.at(20))
			}
			return err
		})
		switch {
		case err != nil:
			return err
		case answer > 1:
			a.paid += due
		case answer == 0:
			a.stated += due
		}
	}
	return nil
}

// expire ends what nobody has fetched by the end of the day after its pickup day.
func (s *season) expire(ctx context.Context) error {
	const many = 1000
	var ended []pickup.OrderID
	for more := many; more == many; {
		err := s.tap(ctx, func(tx pgx.Tx, _ int64) error {
			orders, err := s.orders.TakeExpired(ctx, tx, s.at(24), many)
			for _, o := range orders {
				ended = append(ended, o.ID)
			}
			more = len(orders)
			return err
		})
		if err != nil {
			return err
		}
	}
	slices.Sort(ended)
	var due []pickup.OrderID
	for _, o := range slices.Clone(s.open) {
		if o.pickup.Before(s.day) {
			due = append(due, o.id)
			s.close(o, false)
		}
	}
	s.judge("expired", slices.Equal(ended, due), "expired are %v, not %v", ended, due)
	return nil
}

// between are a seller and a shop.
type between struct {
	seller pickup.SellerID
	shop   int
}

// account is what stands between two: what was owed when the day began, and what came today; stated is what waits for an answer.
type account struct {
	owed, handed, paid, stated measure.Fen
	orders                     int
}

func (a *account) due() measure.Fen { return a.owed + a.handed - a.paid }

func (s *season) account(o *standing) *account {
	b := between{o.seller, o.shop}
	if s.books[b] == nil {
		s.books[b] = &account{}
	}
	return s.books[b]
}

// pairs are those between whom anything ever was.
func (s *season) pairs() []between {
	return slices.SortedFunc(maps.Keys(s.books), func(a, b between) int { return cmp.Or(cmp.Compare(a.seller, b.seller), a.shop-b.shop) })
}

// balance compares the books with what they must be, and closes the day.
func (s *season) balance(ctx context.Context) error {
	if err := s.balanceStock(ctx); err != nil {
		return err
	}
	if err := s.balanceAccounts(ctx); err != nil {
		return err
	}
	for _, a := range s.books {
		*a = account{owed: a.due(), stated: a.stated}
	}
	return nil
}

// balanceStock: of every item there is what came without what went, and what open orders hold of it is reserved.
func (s *season) balanceStock(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, `SELECT item_id, on_hand, reserved, (SELECT on_hand FROM item_events e WHERE e.item_id = s.item_id
		AND on_hand IS NOT NULL ORDER BY id DESC LIMIT 1) FROM stock s JOIN items i ON i.id = item_id WHERE distributor_id = ANY ($1)`, s.shops)
	if err != nil {
		return err
	}
	var id catalogue.ItemID
	var onHand, reserved, accounted int
	_, err = pgx.ForEachRow(rows, []any{&id, &onHand, &reserved, &accounted}, func() error {
		at := s.shelf[s.ranks[id]]
		s.judge("stock", onHand == at.onHand && reserved == at.reserved && accounted == onHand,
			"%s: %d on hand (its account says %d), %d reserved, not %d and %d", at.sku, onHand, accounted, reserved, at.onHand, at.reserved)
		return nil
	})
	return err
}

// balanceAccounts: sellers and distributors read the same of each other, and it is what was handed over and paid.
func (s *season) balanceAccounts(ctx context.Context) error {
	want := map[between]pickup.Account{}
	for b, a := range s.books {
		want[b] = pickup.Account{Seller: b.seller, Distributor: s.shops[b.shop], Name: dayShops[b.shop], Orders: a.orders,
			HandedOver: a.handed, Before: a.owed, Paid: a.paid, Stated: a.stated}
	}
	for _, o := range s.open {
		b := between{o.seller, o.shop}
		a := want[b]
		a.Seller, a.Distributor, a.Name = b.seller, s.shops[b.shop], dayShops[b.shop]
		a.Open++
		a.OpenTotal += o.total()
		want[b] = a
	}
	var books []pickup.Books
	for seller := range daySellers {
		books = append(books, pickup.SellersBooks(firstDaySeller+pickup.SellerID(seller)))
	}
	for _, shop := range s.shops {
		books = append(books, pickup.DistributorsBooks(shop))
	}
	times := map[between]int{}
	for _, b := range books {
		accounts, err := s.orders.Accounts(ctx, b, pickup.Days{From: s.day, To: s.day})
		if err != nil {
			return err
		}
		for _, a := range accounts {
			two := between{a.Seller, slices.Index(s.shops, a.Distributor)}
			times[two]++
			s.judge("statements", a == want[two], "a statement says %+v, not %+v", a, want[two])
		}
	}
	for two, a := range want {
		quiet := a == (pickup.Account{Seller: a.Seller, Distributor: a.Distributor, Name: a.Name})
		s.judge("statements", times[two] == 2 || quiet && times[two] == 0, "%+v stands in %d statements", a, times[two])
	}
	return nil
}
