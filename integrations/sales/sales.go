package sales

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
)

// SellerID is the person whose shop it is.
type SellerID int64

// filesKept is how many files of a seller are kept: who sends more is done with those before.
const filesKept = 20

// fetchedKept is for how many days it is remembered which of a shop's orders were fetched for.
const fetchedKept = 90

var (
	// ErrNotFound says that this seller has no such file, or that it is forgotten.
	ErrNotFound = errors.New("no such file of a shop's orders")
	// ErrKept says that a turn's file is kept already.
	ErrKept = errors.New("the turn's file is kept already")
)

// Sales is what sellers sold in their shops, in the database.
type Sales struct{ pool *pgxpool.Pool }

// New gives the sales in pool's village.
func New(pool *pgxpool.Pool) *Sales { return &Sales{pool} }

// Keep keeps what a file says, by the turn that brought it, and forgets the seller's older ones. Error: ErrKept, which does not spoil tx.
func (s *Sales) Keep(ctx context.Context, tx pgx.Tx, seller SellerID, turn int64, f File, now time.Time) error {
	made, err := tx.Exec(ctx, `INSERT INTO shop_files (turn, seller_id, read_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, turn, seller, now)
	if err != nil {
		return fmt.Errorf("keep a file of orders: %w", err)
	}
	if made.RowsAffected() == 0 {
		return ErrKept
	}
	if _, err := tx.Exec(ctx, `DELETE FROM shop_files WHERE turn IN (SELECT turn FROM shop_files WHERE seller_id = $1 ORDER BY turn DESC OFFSET $2)`, seller, filesKept); err != nil {
		return fmt.Errorf("forget older files of orders: %w", err)
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"shop_goods"}, []string{"file", "place", "name", "code", "title", "spec"},
		pgx.CopyFromSlice(len(f.Goods), func(i int) ([]any, error) {
			g := f.Goods[i]
			return []any{turn, i, g.Name, g.Code, g.Title, g.Spec}, nil
		}))
	if err != nil {
		return fmt.Errorf("keep the goods of a file of orders: %w", err)
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"shop_sales"}, []string{"file", "place", "number", "pieces"},
		pgx.CopyFromSlice(len(f.Sold), func(i int) ([]any, error) {
			return []any{turn, f.Sold[i].Goods, f.Sold[i].Number, f.Sold[i].Pieces}, nil
		}))
	if err != nil {
		return fmt.Errorf("keep what a file of orders sold: %w", err)
	}
	return nil
}

// Ref is goods of a file: the turn that brought it, and their place in it.
type Ref struct {
	File  int64
	Place int
}

// Pending is what of a file is still to be fetched.
type Pending struct {
	Goods []PendingGoods // in the order of the file
	// Orders is how many of the shop's orders it has, and Fetched of how many something was ordered here already, or stands in the draft.
	Orders, Fetched int
}

// PendingGoods are goods of a file.
type PendingGoods struct {
	Goods
	Ref
	Item    catalogue.ItemID // that the seller said they are; 0: none
	Pieces  int              // still to be fetched
	Fetched int              // pieces that are not
}

// Of gives what of a seller's file is still to be fetched; drafted are the goods that stand in the draft. Error: ErrNotFound.
func (s *Sales) Of(ctx context.Context, seller SellerID, file int64, drafted []Ref) (p Pending, err error) {
	files, places := columns(drafted)
	batch := &pgx.Batch{}
	batch.Queue(withSales+`SELECT g.place, g.name, g.code, g.title, g.spec, coalesce(m.item_id, 0),
			coalesce(sum(s.pieces) FILTER (WHERE NOT s.fetched), 0), coalesce(sum(s.pieces) FILTER (WHERE s.fetched), 0)
		FROM sold s JOIN shop_goods g USING (file, place) LEFT JOIN shop_matches m ON m.seller_id = $1 AND m.name = g.name
		GROUP BY g.file, g.place, m.item_id ORDER BY g.place`, seller, file, files, places).Query(func(rows pgx.Rows) error {
		p.Goods, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (g PendingGoods, err error) {
			g.File = file
			return g, row.Scan(&g.Place, &g.Name, &g.Code, &g.Title, &g.Spec, &g.Item, &g.Pieces, &g.Fetched)
		})
		return err
	})
	batch.Queue(withSales+`SELECT count(DISTINCT number), count(DISTINCT number) FILTER (WHERE fetched) FROM sold`, seller, file, files, places).
		QueryRow(func(row pgx.Row) error { return row.Scan(&p.Orders, &p.Fetched) })
	if err := s.pool.SendBatch(ctx, batch).Close(); err != nil {
		return Pending{}, fmt.Errorf("read what file %d of seller %d sold: %w", file, seller, err)
	}
	if len(p.Goods) == 0 {
		return Pending{}, ErrNotFound
	}
	return p, nil
}

// withSales begins a statement about what the file $2 of the seller $1 sold, and whether it was fetched already: by an order that stands, or
// in the draft, which has the goods $4 of the files $3.
const withSales = `WITH drafted AS (
		SELECT g.name, s.number FROM unnest($3::bigint[], $4::int[]) AS d (file, place)
		JOIN shop_files f ON f.turn = d.file AND f.seller_id = $1
		JOIN shop_goods g ON g.file = d.file AND g.place = d.place
		JOIN shop_sales s ON s.file = d.file AND s.place = d.place
	), ordered AS (
		SELECT b.name, b.number FROM shop_fetched b JOIN orders o ON o.placement = b.placement AND (o.open OR o.status = 'picked')
		JOIN order_lines l ON l.order_id = o.id AND l.item_id = b.item_id AND l.quantity > 0 WHERE b.seller_id = $1
	), sold AS (
		SELECT s.file, s.place, s.number, s.pieces,
			(g.name, s.number) IN (SELECT name, number FROM drafted) OR (g.name, s.number) IN (SELECT name, number FROM ordered) AS fetched
		FROM shop_files f JOIN shop_goods g ON g.file = f.turn JOIN shop_sales s ON s.file = g.file AND s.place = g.place
		WHERE f.turn = $2 AND f.seller_id = $1
	) `

func columns(refs []Ref) (files []int64, places []int) {
	for _, r := range refs {
		files, places = append(files, r.File), append(places, r.Place)
	}
	return files, places
}

// Fetched is goods of a file with the item that was ordered for them.
type Fetched struct {
	Ref
	Item catalogue.ItemID
}

// Fetch remembers that goods were ordered by the seller's placement.
func (s *Sales) Fetch(ctx context.Context, tx pgx.Tx, seller SellerID, placement int64, goods []Fetched, now time.Time) error {
	if len(goods) == 0 {
		return nil
	}
	refs, items := make([]Ref, len(goods)), make([]catalogue.ItemID, len(goods))
	for i, g := range goods {
		refs[i], items[i] = g.Ref, g.Item
	}
	files, places := columns(refs)
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM shop_fetched WHERE fetched_at < $1`, now.AddDate(0, 0, -fetchedKept))
	batch.Queue(`INSERT INTO shop_fetched (seller_id, number, name, placement, item_id, fetched_at)
		SELECT DISTINCT ON (s.number, g.name) $1::bigint, s.number, g.name, p.key, d.item, $6::timestamptz
		FROM unnest($3::bigint[], $4::int[], $5::bigint[]) AS d (file, place, item)
		JOIN placements p ON p.key = $2 AND p.seller_id = $1
		JOIN shop_files f ON f.turn = d.file AND f.seller_id = $1
		JOIN shop_goods g ON g.file = d.file AND g.place = d.place
		JOIN shop_sales s ON s.file = d.file AND s.place = d.place
		ORDER BY s.number, g.name ON CONFLICT DO NOTHING`, seller, placement, files, places, items, now)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("remember which orders of the shop of seller %d were fetched for: %w", seller, err)
	}
	return nil
}
