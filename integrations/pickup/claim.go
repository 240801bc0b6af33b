package pickup

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// ClaimID numbers a claim.
type ClaimID int64

// Claim is what a seller says was wrong with goods that she fetched.
type Claim struct {
	ID          ClaimID
	Order       OrderID
	Seller      SellerID
	Distributor string
	Line        // whose Quantity is of the claim, and whose Total is what these pieces cost
	Reason      string
	Status      Deed        // Complain: it is open; else how it was settled
	Amount      measure.Fen // credited
	Answer      string      // why it was denied
}

// ManyError says that more is claimed than can be.
type ManyError struct{ Available int }

func (e *ManyError) Error() string { return fmt.Sprintf("only %d can be claimed", e.Available) }

// claimLife is how long after it was fetched an order can be found without its number.
const claimLife = 30 * 24 * time.Hour

// Picked lists the orders that a seller fetched within the last month, the latest first.
func (o *Orders) Picked(ctx context.Context, seller SellerID, now time.Time) ([]Order, error) {
	return o.read(ctx, `WHERE seller_id = $1 AND status = 'picked' AND closed_at > $2 ORDER BY closed_at DESC, id DESC, line`, seller, now.Add(-claimLife))
}

// Claim claims so many pieces of an item of an order that the seller has fetched. key is the turn that does: the same again is the
// same claim. Errors: ErrNotFound, ErrTooLate where the order is not picked, ErrReason, catalogue.ErrNotFound where she got none of the
// item, *ManyError; none of them spoils tx.
func (o *Orders) Claim(ctx context.Context, tx pgx.Tx, key int64, seller SellerID, id OrderID, item catalogue.ItemID, pieces int, reason string, now time.Time) (Claim, error) {
	var problem string
	var available int
	var claim ClaimID
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, ''), coalesce(available, 0), coalesce(made, 0) FROM claim_goods($1, $2, $3, $4, $5, $6, $7)`,
		key, id, item, pieces, seller, reason, now).Scan(&problem, &available, &claim)
	switch {
	case err != nil:
		return Claim{}, fmt.Errorf("claim %d of item %d of order %d: %w", pieces, item, id, err)
	case problem == "many":
		return Claim{}, &ManyError{available}
	case problem != "":
		return Claim{}, refused(problem)
	}
	return o.ClaimOf(ctx, tx, Seller(seller), claim)
}

// Settle settles a claim by crediting, replacing or denying it, which takes a reason, and gives it as it is then; with ErrTooLate as it
// was. Errors: ErrNotFound, ErrTooLate, ErrReason; none of them spoils tx.
func (o *Orders) Settle(ctx context.Context, tx pgx.Tx, a Actor, id ClaimID, d Deed, reason string, now time.Time) (Claim, error) {
	var problem string
	err := tx.QueryRow(ctx, `SELECT coalesce(settle_claim($1, $2, $3, $4, $5, $6), '')`, id, d, a.Person, a.counter(), reason, now).Scan(&problem)
	if err != nil {
		return Claim{}, fmt.Errorf("settle claim %d: %w", id, err)
	}
	claim, err := o.ClaimOf(ctx, tx, a, id)
	if err != nil {
		return Claim{}, err
	}
	return claim, refused(problem)
}

// claimRow is a row of ClaimOf.
type claimRow struct {
	ID          ClaimID
	OrderID     OrderID
	SellerID    SellerID
	Distributor string
	ItemID      catalogue.ItemID
	SKU         string `db:"sku"`
	TitleEN     string
	TitleZH     string
	Unit        string
	Ordered     int
	Quantity    int
	Price       measure.Fen
	Reason      string
	Status      Deed
	Amount      measure.Fen
	Answer      string
}

// ClaimOf gives a claim to somebody whom it concerns, or ErrNotFound.
func (o *Orders) ClaimOf(ctx context.Context, tx pgx.Tx, a Actor, id ClaimID) (Claim, error) {
	rows, err := tx.Query(ctx, `SELECT c.id, c.order_id, r.seller_id, r.distributor, r.item_id, r.sku, r.title_en, r.title_zh, r.unit, r.ordered,
			c.quantity, r.price, c.reason, CASE c.status WHEN 'open' THEN 'claimed' ELSE c.status END AS status, coalesce(c.amount, 0) AS amount,
			coalesce((SELECT e.reason FROM order_events e WHERE e.claim = c.id AND e.what = 'denied'), '') AS answer
		FROM order_claims c JOIN order_rows r ON r.id = c.order_id AND r.line = c.line
		WHERE c.id = $1 AND concerns(r.seller_id, r.distributor_id, $2, $3, $4)`, id, a.Person, a.Role, a.counter())
	if err != nil {
		return Claim{}, fmt.Errorf("read claim %d: %w", id, err)
	}
	read, err := pgx.CollectRows(rows, pgx.RowToStructByName[claimRow])
	if err != nil {
		return Claim{}, fmt.Errorf("read claim %d: %w", id, err)
	}
	if len(read) == 0 {
		return Claim{}, ErrNotFound
	}
	r := read[0]
	return Claim{
		ID: r.ID, Order: r.OrderID, Seller: r.SellerID, Distributor: r.Distributor, Reason: r.Reason, Status: r.Status, Amount: r.Amount, Answer: r.Answer,
		Line: Line{
			Item: r.ItemID, SKU: r.SKU, TitleEN: r.TitleEN, TitleZH: r.TitleZH, Unit: r.Unit, Ordered: r.Ordered, Quantity: r.Quantity, Price: r.Price,
			Total: r.Price.Times(r.Quantity),
		},
	}, nil
}
