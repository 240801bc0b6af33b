package sales

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
)

// MatchID numbers a match.
type MatchID int64

// Match is the item that goods of a seller's shop are.
type Match struct {
	ID    MatchID
	Shown string // the goods, as people read them
	Item  catalogue.ItemID
}

// Matched remembers which item goods of a seller's files are; what was said of them before no longer holds.
func (s *Sales) Matched(ctx context.Context, tx pgx.Tx, seller SellerID, goods []Ref, item catalogue.ItemID, now time.Time) error {
	if len(goods) == 0 {
		return nil
	}
	files, places := columns(goods)
	_, err := tx.Exec(ctx, `INSERT INTO shop_matches (seller_id, name, shown, item_id, said_at)
		SELECT DISTINCT ON (g.name) $1::bigint, g.name, left(concat_ws(' · ', coalesce(nullif(g.title, ''), g.code), nullif(g.spec, '')), 400), $4::bigint, $5::timestamptz
		FROM unnest($2::bigint[], $3::int[]) AS d (file, place)
		JOIN shop_files f ON f.turn = d.file AND f.seller_id = $1
		JOIN shop_goods g ON g.file = d.file AND g.place = d.place
		ORDER BY g.name
		ON CONFLICT (seller_id, name) DO UPDATE SET shown = excluded.shown, item_id = excluded.item_id, said_at = excluded.said_at`,
		seller, files, places, item, now)
	if err != nil {
		return fmt.Errorf("remember which item goods of seller %d are: %w", seller, err)
	}
	return nil
}

// Matches lists a seller's matches without some, those said last first, from one on, and says how many there are in all.
func (s *Sales) Matches(ctx context.Context, seller SellerID, from, most int, without ...MatchID) (page []Match, all int, err error) {
	rows, err := s.pool.Query(ctx, `SELECT id, shown, item_id, count(*) OVER () FROM shop_matches WHERE seller_id = $1 AND NOT id = ANY (coalesce($4::bigint[], '{}'))
		ORDER BY said_at DESC, id DESC OFFSET $2 LIMIT $3`, seller, from, most, without)
	if err == nil {
		page, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Match, err error) {
			return m, row.Scan(&m.ID, &m.Shown, &m.Item, &all)
		})
	}
	if err != nil {
		return nil, 0, fmt.Errorf("list the matches of seller %d: %w", seller, err)
	}
	return page, all, nil
}

// Unmatch forgets a match of a seller's; one that is gone is no error.
func (s *Sales) Unmatch(ctx context.Context, tx pgx.Tx, seller SellerID, id MatchID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM shop_matches WHERE seller_id = $1 AND id = $2`, seller, id); err != nil {
		return fmt.Errorf("forget match %d: %w", id, err)
	}
	return nil
}
