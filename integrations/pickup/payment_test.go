package pickup_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// till is a village with one distributor, whose person is 1000.
type till struct {
	*village
	shop pickup.DistributorID
}

func newTill(t *testing.T) till {
	t.Helper()
	v := villageOf(t, shops)
	shop, err := v.DistributorNamed(t.Context(), "Yihua")
	if err != nil {
		t.Fatal(err)
	}
	return till{v, shop}
}

const cashier = 1000

// of is a payment of a seller's, as one side states it.
func (v till) of(seller pickup.SellerID, amount measure.Fen, side pickup.Side) pickup.Payment {
	p := pickup.Payment{Seller: seller, Distributor: v.shop, Amount: amount, On: at("2026-11-02 00:00"), Side: side, Person: cashier}
	if side == pickup.SellersSide {
		p.Person = int64(seller)
	}
	return p
}

func (v till) state(key int64, p pickup.Payment) (stated pickup.Payment, err error) {
	err = v.in(func(tx pgx.Tx) error {
		stated, err = v.StatePayment(context.Background(), tx, key, p, at("2026-11-02 12:00"))
		return err
	})
	return stated, err
}

func (v till) answer(key int64, b pickup.Books, id pickup.PaymentID, side pickup.Side, person int64, agreed bool) (p pickup.Payment, err error) {
	err = v.in(func(tx pgx.Tx) error {
		p, err = v.AnswerPayment(context.Background(), tx, key, b, id, side, person, agreed, at("2026-11-02 13:00"))
		return err
	})
	return p, err
}

func (v till) account(seller pickup.SellerID) pickup.Account {
	v.Helper()
	all, err := v.Accounts(context.Background(), pickup.Between(seller, v.shop), pickup.Days{To: at("2026-11-30 00:00")})
	if err != nil || len(all) > 1 {
		v.Fatal(all, err)
	}
	if len(all) == 0 {
		return pickup.Account{}
	}
	return all[0]
}

// The same tap states one payment, which counts once the other side agrees; what is paid beyond what is owed is paid ahead.
func TestAPaymentCountsOnceAgreed(t *testing.T) {
	t.Parallel()
	v := newTill(t)
	order := v.placed(7, v.line("CLIP", 100))[0] // 105.00
	if _, err := v.fetch(7, order.ID); err != nil {
		t.Fatal(err)
	}
	p, err := v.state(1, v.of(7, 46000, pickup.SellersSide))
	if err != nil || p.Amount != 46000 || p.Name != "Yihua" || p.Answer != pickup.Unanswered || !p.On.Equal(at("2026-11-02 00:00")) {
		t.Fatalf("%+v, %v", p, err)
	}
	if again, err := v.state(1, v.of(7, 46000, pickup.SellersSide)); err != nil || again != p {
		t.Errorf("the same tap again: %+v, %v", again, err)
	}
	if _, err := v.state(1, v.of(8, 46000, pickup.SellersSide)); !errors.Is(err, pickup.ErrNoPayment) {
		t.Error("another person's tap with the same key:", err)
	}
	if a := v.account(7); a.Stated != 46000 || a.Paid != 0 || a.Owed() != 10500 {
		t.Errorf("stated: %+v", a)
	}
	shop := pickup.DistributorsBooks(v.shop)
	agreed, err := v.answer(2, shop, p.ID, pickup.DistributorsSide, cashier, true)
	if err != nil || agreed.Answer != pickup.Agreed {
		t.Errorf("%+v, %v", agreed, err)
	}
	if again, err := v.answer(2, shop, p.ID, pickup.DistributorsSide, cashier, true); err != nil || again != agreed {
		t.Errorf("the same tap again: %+v, %v", again, err)
	}
	if late, err := v.answer(3, shop, p.ID, pickup.DistributorsSide, cashier+1, false); !errors.Is(err, pickup.ErrAnswered) || late.Answer != pickup.Agreed {
		t.Errorf("a second answer: %+v, %v", late, err)
	}
	if a := v.account(7); a.Stated != 0 || a.Paid != 46000 || a.Owed() != 10500-46000 {
		t.Errorf("agreed: %+v", a)
	}
}

// Who states a payment cannot agree to it, nor can anybody whom it does not concern.
func TestOnlyTheOtherSideAnswers(t *testing.T) {
	t.Parallel()
	v := newTill(t)
	mine, err := v.state(1, v.of(7, 46000, pickup.SellersSide))
	theirs, err2 := v.state(2, v.of(7, 46000, pickup.DistributorsSide))
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	other, err := v.DistributorNamed(t.Context(), "Bags & Co")
	if err != nil {
		t.Fatal(err)
	}
	key := int64(10)
	for name, try := range map[string]func() (pickup.Payment, error){
		"the seller of the own statement": func() (pickup.Payment, error) {
			return v.answer(key, pickup.SellersBooks(7), mine.ID, pickup.SellersSide, 7, true)
		},
		"the seller as the distributor": func() (pickup.Payment, error) {
			return v.answer(key, pickup.SellersBooks(7), mine.ID, pickup.DistributorsSide, 7, true)
		},
		"another seller": func() (pickup.Payment, error) {
			return v.answer(key, pickup.SellersBooks(8), theirs.ID, pickup.SellersSide, 8, true)
		},
		"the cashier of the own statement": func() (pickup.Payment, error) {
			return v.answer(key, pickup.DistributorsBooks(v.shop), theirs.ID, pickup.DistributorsSide, cashier, true)
		},
		"a colleague of the same side": func() (pickup.Payment, error) {
			return v.answer(key, pickup.DistributorsBooks(v.shop), theirs.ID, pickup.DistributorsSide, cashier+1, true)
		},
		"another distributor": func() (pickup.Payment, error) {
			return v.answer(key, pickup.DistributorsBooks(other), mine.ID, pickup.DistributorsSide, cashier+2, true)
		},
		"nobody": func() (pickup.Payment, error) {
			return v.answer(key, pickup.Books{}, mine.ID, pickup.DistributorsSide, cashier, true)
		},
		"the cashier, of a payment that is not": func() (pickup.Payment, error) {
			return v.answer(key, pickup.DistributorsBooks(v.shop), 4711, pickup.DistributorsSide, cashier, true)
		},
	} {
		key++
		if p, err := try(); !errors.Is(err, pickup.ErrNoPayment) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	if a := v.account(7); a.Paid != 0 || a.Stated != 92000 {
		t.Errorf("%+v", a)
	}
	if p, err := v.answer(50, pickup.SellersBooks(7), theirs.ID, pickup.SellersSide, 7, false); err != nil || p.Answer != pickup.Objected {
		t.Errorf("%+v, %v", p, err)
	}
	if a := v.account(7); a.Paid != 0 || a.Stated != 46000 {
		t.Errorf("objected: %+v", a)
	}
	like, err := v.LikePayments(t.Context(), v.of(7, 46000, pickup.DistributorsSide))
	if err != nil || len(like) != 1 || like[0].ID != mine.ID {
		t.Errorf("like it: %+v, %v", like, err)
	}
	waiting, err := v.UnansweredPayments(t.Context(), pickup.SellersBooks(7), 5)
	if err != nil || len(waiting) != 1 || waiting[0].ID != mine.ID {
		t.Errorf("waiting: %+v, %v", waiting, err)
	}
	if p, err := v.Payment(t.Context(), pickup.SellersBooks(8), mine.ID); !errors.Is(err, pickup.ErrNoPayment) {
		t.Errorf("another seller reads %+v, %v", p, err)
	}
}

// Of two people who answer at once one is heard, and the other is told what was said.
func TestTwoAnswerAtOnce(t *testing.T) {
	t.Parallel()
	v := newTill(t)
	p, err := v.state(1, v.of(7, 46000, pickup.SellersSide))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	answers, results := make([]pickup.Payment, 2), make([]error, 2)
	for n := range results {
		wg.Go(func() {
			answers[n], results[n] = v.answer(int64(10+n), pickup.DistributorsBooks(v.shop), p.ID, pickup.DistributorsSide, int64(cashier+n), n == 0)
		})
	}
	wg.Wait()
	if (results[0] == nil) == (results[1] == nil) || !errors.Is(errors.Join(results...), pickup.ErrAnswered) || answers[0].Answer != answers[1].Answer {
		t.Error(answers, results)
	}
}

// The database keeps what was stated and answered, whoever asks it to change, and no payment of nothing.
func TestPaymentsStay(t *testing.T) {
	t.Parallel()
	v := newTill(t)
	for _, amount := range []measure.Fen{0, -1, pickup.MaxPayment + 1} {
		if _, err := v.state(9, v.of(7, amount, pickup.SellersSide)); !errors.Is(err, pickup.ErrAmount) {
			t.Errorf("%s: %v", amount, err)
		}
	}
	p, err := v.state(1, v.of(7, 46000, pickup.SellersSide))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.answer(2, pickup.DistributorsBooks(v.shop), p.ID, pickup.DistributorsSide, cashier, true); err != nil {
		t.Fatal(err)
	}
	const into = `INSERT INTO payments (turn, seller_id, distributor_id, amount, paid_on, side, person, stated_at) VALUES `
	for _, statement := range []string{
		`UPDATE payments SET amount = 1`, `DELETE FROM payments`, `TRUNCATE payments CASCADE`, `UPDATE payment_answers SET agreed = false`, `DELETE FROM payment_answers`,
		`TRUNCATE payment_answers`, into + `(90, 7, 1, 0, '2026-11-01', 'seller', 7, now())`, into + `(91, 7, 1, 5, '2026-11-01', 'seller', 8, now())`,
		into + `(1, 7, 1, 5, '2026-11-01', 'seller', 7, now())`, into + `(92, 7, 1, 5, '2026-11-01', 'clock', 7, now())`,
		`INSERT INTO payment_answers SELECT 1, 'seller', 7, true, 93, 'seller', 8, now()`, `INSERT INTO payment_answers SELECT 1, 'distributor', 7, true, 94, 'seller', 8, now()`,
	} {
		_, err := v.pool.Exec(t.Context(), statement)
		if refused := new(pgconn.PgError); !errors.As(err, &refused) || refused.Code[:2] != "23" {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
