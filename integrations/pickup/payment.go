package pickup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
)

// PaymentID numbers a payment.
type PaymentID int64

// Side is one of the two between whom money changes hands.
type Side string

// The sides.
const (
	SellersSide      Side = "seller"
	DistributorsSide Side = "distributor"
)

// Answer is what became of a payment that was stated.
type Answer string

// Only an agreed payment counts.
const (
	Unanswered Answer = ""
	Agreed     Answer = "agreed"
	Objected   Answer = "objected"
)

// Payment is money that went from a seller to a distributor, as one side states it.
type Payment struct {
	ID          PaymentID
	Seller      SellerID
	Distributor DistributorID
	Name        string // the distributor's
	Amount      measure.Fen
	On          time.Time // midnight in the village's zone
	Side        Side      // who states it
	Person      int64     // of that side
	Answer      Answer
}

// MaxPayment is the largest amount that can be stated.
const MaxPayment measure.Fen = 1_000_000_000_00

var (
	// ErrAmount says that a payment is of nothing, or of more than MaxPayment.
	ErrAmount = errors.New("not an amount that can be paid")
	// ErrNoPayment says that those books hold no such payment that the side could answer.
	ErrNoPayment = errors.New("no such payment")
	// ErrAnswered says that a payment was answered before.
	ErrAnswered = errors.New("payment answered already")
)

const selectPayments = `SELECT p.id, p.seller_id, p.distributor_id, d.name, p.amount, p.paid_on, p.side, p.person,
	CASE a.agreed WHEN true THEN '` + string(Agreed) + `' WHEN false THEN '` + string(Objected) + `' ELSE '' END
	FROM payments p JOIN distributors d ON d.id = p.distributor_id LEFT JOIN payment_answers a ON a.payment = p.id `

func (o *Orders) payments(rows pgx.Rows, err error) ([]Payment, error) {
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Payment])
	for i := range all {
		all[i].On = measure.DayIn(all[i].On, o.zone)
	}
	return all, err
}

// onePayment is the only one of payments, or ErrNoPayment.
func onePayment(all []Payment, err error) (Payment, error) {
	switch {
	case err != nil:
		return Payment{}, err
	case len(all) == 0:
		return Payment{}, ErrNoPayment
	}
	return all[0], nil
}

// StatePayment writes down what p's side states. key is the turn of the tap: stating the same key again gives the same payment, as it
// is by then. Errors: ErrAmount, before anything is written; ErrNoPayment where the key is somebody else's.
func (o *Orders) StatePayment(ctx context.Context, tx pgx.Tx, key int64, p Payment, now time.Time) (Payment, error) {
	if p.Amount <= 0 || p.Amount > MaxPayment {
		return Payment{}, ErrAmount
	}
	_, err := tx.Exec(ctx, `INSERT INTO payments (turn, seller_id, distributor_id, amount, paid_on, side, person, stated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (turn) DO NOTHING`, key, p.Seller, p.Distributor, p.Amount, date(p.On), p.Side, p.Person, now)
	if err != nil {
		return Payment{}, fmt.Errorf("state a payment: %w", err)
	}
	stated, err := onePayment(o.payments(tx.Query(ctx, selectPayments+`WHERE p.turn = $1 AND p.side = $2 AND p.person = $3`, key, p.Side, p.Person)))
	if err != nil {
		return Payment{}, fmt.Errorf("state a payment: %w", err)
	}
	return stated, nil
}

// AnswerPayment has a person of the side that did not state a payment agree to it or object, once and for all. b are the books of that
// side. key is the turn of the tap, which may come again. Errors: ErrNoPayment; ErrAnswered, with the payment as it is.
func (o *Orders) AnswerPayment(ctx context.Context, tx pgx.Tx, key int64, b Books, id PaymentID, side Side, person int64, agreed bool, now time.Time) (Payment, error) {
	var mine bool
	_, err := tx.Exec(ctx, `INSERT INTO payment_answers (payment, stated_side, stated_by, agreed, turn, side, person, answered_at)
		SELECT id, side, person, $4, $5, $6, $7, $8 FROM payments
		WHERE `+inBooks+` AND id = $3 AND side <> $6 AND person <> $7 ON CONFLICT DO NOTHING`,
		b.seller, b.distributor, id, agreed, key, side, person, now)
	if err != nil {
		return Payment{}, fmt.Errorf("answer payment %d: %w", id, err)
	}
	p, err := onePayment(o.payments(tx.Query(ctx, selectPayments+`WHERE `+inBooks+` AND p.id = $3 AND p.side <> $4 AND p.person <> $5`, b.seller, b.distributor, id, side, person)))
	if err != nil {
		return Payment{}, fmt.Errorf("answer payment %d: %w", id, err)
	}
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM payment_answers WHERE payment = $1 AND turn = $2)`, id, key).Scan(&mine)
	if err != nil {
		return Payment{}, fmt.Errorf("answer payment %d: %w", id, err)
	}
	if !mine {
		return p, ErrAnswered
	}
	return p, nil
}

// Payment gives one of some books, or ErrNoPayment.
func (o *Orders) Payment(ctx context.Context, b Books, id PaymentID) (Payment, error) {
	p, err := onePayment(o.payments(o.pool.Query(ctx, selectPayments+`WHERE `+inBooks+` AND p.id = $3`, b.seller, b.distributor, id)))
	if err != nil {
		return Payment{}, fmt.Errorf("read payment %d: %w", id, err)
	}
	return p, nil
}

// UnansweredPayments lists at most so many of some books that wait for an answer, the latest first.
func (o *Orders) UnansweredPayments(ctx context.Context, b Books, most int) ([]Payment, error) {
	all, err := o.payments(o.pool.Query(ctx, selectPayments+`WHERE `+inBooks+` AND a.payment IS NULL ORDER BY p.id DESC LIMIT $3`, b.seller, b.distributor, most))
	if err != nil {
		return nil, fmt.Errorf("list the payments that wait: %w", err)
	}
	return all, nil
}

// likely is within how many days two payments of one amount may be one that was stated twice.
const likely = 3

// LikePayments lists payments of the same amount between the same two on about the same day, nobody having objected: perhaps the same
// one, stated before. The latest comes first.
func (o *Orders) LikePayments(ctx context.Context, p Payment) ([]Payment, error) {
	all, err := o.payments(o.pool.Query(ctx, selectPayments+`WHERE p.seller_id = $1 AND p.distributor_id = $2 AND p.amount = $3
		AND p.paid_on BETWEEN $4::date - $5::int AND $4::date + $5::int AND a.agreed IS DISTINCT FROM false ORDER BY p.id DESC`,
		p.Seller, p.Distributor, p.Amount, date(p.On), likely))
	if err != nil {
		return nil, fmt.Errorf("look for a like payment: %w", err)
	}
	return all, nil
}
