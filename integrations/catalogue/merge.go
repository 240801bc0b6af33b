package catalogue

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// resolve makes of the staged rows the table merged_items: one full row for each item, the file's last, with an id, with
// what the item already has where the file is silent, and with the names of the columns that change. Stock alone stays
// null where the file is silent: orders change it at any moment, and what was read of it here would be set again.
func (s *sink) resolve(ctx context.Context) error {
	if err := s.exec(ctx,
		`ANALYZE staged_items`,
		`INSERT INTO distributors (name, key)
		SELECT DISTINCT ON (distributor_key) distributor, distributor_key FROM staged_items ORDER BY distributor_key, line
		ON CONFLICT DO NOTHING`,
	); err != nil {
		return err
	}
	if _, err := s.tx.Exec(ctx, `
		CREATE TEMP TABLE merged_items ON COMMIT DROP AS
		SELECT coalesce(i.id, nextval('items_id_seq')) AS id, i.id IS NULL AS fresh, '{}'::text[] AS changed,
			s.file, s.line, d.id AS distributor_id, s.sku, s.sku_key,
			coalesce(s.title_en, i.title_en, '') AS title_en, coalesce(s.title_zh, i.title_zh, '') AS title_zh,
			coalesce(s.category, i.category, '') AS category, coalesce(s.unit, i.unit, $1) AS unit, s.price,
			coalesce(s.tier_from, t.tier_from, '{}') AS tier_from, coalesce(s.tier_price, t.tier_price, '{}') AS tier_price,
			coalesce(s.min_qty, i.min_qty, 1) AS min_qty, coalesce(s.multiple, i.multiple, 1) AS multiple,
			CASE WHEN i.id IS NULL THEN coalesce(s.on_hand, 0) ELSE s.on_hand END AS on_hand, coalesce(s.images, i.images, '{}') AS images,
			coalesce(s.description_en, i.description_en, '') AS description_en,
			coalesce(s.description_zh, i.description_zh, '') AS description_zh,
			coalesce(s.carton, i.carton, 0) AS carton, coalesce(s.weight_g, i.weight_g, 0) AS weight_g,
			coalesce(s.stall, i.stall, '') AS stall
		FROM (SELECT DISTINCT ON (distributor_key, sku_key) * FROM staged_items ORDER BY distributor_key, sku_key, line DESC) s
		JOIN distributors d ON d.key = s.distributor_key
		LEFT JOIN items i ON i.distributor_id = d.id AND i.sku_key = s.sku_key
		LEFT JOIN LATERAL tiers_within(s.price, i.tier_from, i.tier_price) t ON true`, usualUnit); err != nil {
		return err
	}
	return s.exec(ctx,
		`ALTER TABLE merged_items ADD PRIMARY KEY (id)`, // the new ones are read by it, a part at a time
		`ANALYZE merged_items`,
		`UPDATE merged_items m SET changed = array_remove(ARRAY[
			CASE WHEN m.title_en <> i.title_en THEN 'title_en' END, CASE WHEN m.title_zh <> i.title_zh THEN 'title_zh' END,
			CASE WHEN m.category <> i.category THEN 'category' END, CASE WHEN m.unit <> i.unit THEN 'unit' END,
			CASE WHEN m.price <> i.price THEN 'price' END,
			CASE WHEN (m.tier_from, m.tier_price) <> (i.tier_from, i.tier_price) THEN 'tiers' END,
			CASE WHEN m.min_qty <> i.min_qty THEN 'min_qty' END, CASE WHEN m.multiple <> i.multiple THEN 'multiple' END,
			CASE WHEN m.on_hand <> k.on_hand THEN 'stock' END, CASE WHEN m.images <> i.images THEN 'images' END,
			CASE WHEN m.description_en <> i.description_en THEN 'description_en' END,
			CASE WHEN m.description_zh <> i.description_zh THEN 'description_zh' END,
			CASE WHEN m.carton <> i.carton THEN 'carton' END, CASE WHEN m.weight_g <> i.weight_g THEN 'weight_g' END,
			CASE WHEN m.stall <> i.stall THEN 'stall' END], NULL)
		FROM items i JOIN stock k ON k.item_id = i.id WHERE i.id = m.id AND NOT m.fresh`,
	)
}

// tellChanges says what a dry run would do, row by row.
func (s *sink) tellChanges(ctx context.Context) error {
	rows, err := s.tx.Query(ctx, `SELECT file, line, sku, fresh, array_to_string(changed, ', ') FROM merged_items
		WHERE fresh OR changed <> '{}' ORDER BY line`)
	if err != nil {
		return err
	}
	var file, sku, changed string
	var line int
	var fresh bool
	_, err = pgx.ForEachRow(rows, []any{&file, &line, &sku, &fresh, &changed}, func() error {
		if fresh {
			s.o.Inform("items.new", table.Data{"File": file, "Line": line, "SKU": sku})
		} else {
			s.o.Inform("items.changed", table.Data{"File": file, "Line": line, "SKU": sku, "Columns": changed})
		}
		return nil
	})
	return err
}

// merge writes new and changed items. Stock comes last, because orders wait for its rows.
func (s *sink) merge(ctx context.Context) error {
	if err := s.exec(ctx,
		`INSERT INTO items (id, distributor_id, sku, sku_key, title_en, title_zh, category, unit, price, tier_from, tier_price,
			min_qty, multiple, images, description_en, description_zh, carton, weight_g, stall)
		SELECT id, distributor_id, sku, sku_key, title_en, title_zh, category, unit, price, tier_from, tier_price,
			min_qty, multiple, images, description_en, description_zh, carton, weight_g, stall FROM merged_items WHERE fresh ORDER BY line`,
		`UPDATE items i SET (title_en, title_zh, category, unit, price, tier_from, tier_price, min_qty, multiple, images,
			description_en, description_zh, carton, weight_g, stall) = (m.title_en, m.title_zh, m.category, m.unit, m.price,
			m.tier_from, m.tier_price, m.min_qty, m.multiple, m.images, m.description_en, m.description_zh, m.carton, m.weight_g, m.stall)
		FROM merged_items m WHERE m.id = i.id AND NOT m.fresh AND m.changed <> '{}' AND m.changed <> '{stock}'`,
		`INSERT INTO item_events (item_id, at, actor, what, price, tier_from, tier_price)
		SELECT id, now(), 0, 'file', price, tier_from, tier_price FROM merged_items WHERE fresh OR changed && '{price,tiers}' ORDER BY id`,
	); err != nil {
		return err
	}
	if err := s.mergeTerms(ctx); err != nil {
		return err
	}
	return s.mergeStock(ctx)
}

// mergeTerms makes anew what items with new words are found by.
func (s *sink) mergeTerms(ctx context.Context) error {
	const reworded = `(SELECT id FROM merged_items WHERE NOT fresh AND changed && '{title_en,title_zh,category,description_en,description_zh}')`
	if err := s.exec(ctx,
		`DELETE FROM item_terms WHERE item_id IN `+reworded,
		`DELETE FROM item_embeddings WHERE item_id IN `+reworded,
	); err != nil {
		return err
	}
	for last := ItemID(0); ; {
		items, err := s.withoutTerms(ctx, last)
		if err != nil || len(items) == 0 {
			return err
		}
		last = items[len(items)-1].ID
		_, err = s.tx.CopyFrom(ctx, pgx.Identifier{"item_terms"}, []string{"item_id", "terms"}, pgx.CopyFromSlice(len(items), func(n int) ([]any, error) {
			return []any{items[n].ID, termsOf(items[n])}, nil
		}))
		if err != nil {
			return err
		}
	}
}

// withoutTerms gives the words of the next items that have no terms.
func (s *sink) withoutTerms(ctx context.Context, after ItemID) ([]Item, error) {
	rows, err := s.tx.Query(ctx, `SELECT m.id, m.sku, m.title_en, m.title_zh, m.category, m.description_en, m.description_zh
		FROM merged_items m LEFT JOIN item_terms t ON t.item_id = m.id
		WHERE m.id > $1 AND t.item_id IS NULL ORDER BY m.id LIMIT $2`, after, stagedRows)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Item, error) {
		var i Item
		err := row.Scan(&i.ID, &i.SKU, &i.TitleEN, &i.TitleZH, &i.Category, &i.DescriptionEN, &i.DescriptionZH)
		return i, err
	})
}

// termsOf makes what an item is found by of its words, the weightiest first.
func termsOf(i Item) pgtype.TSVector {
	return text.TSVector(
		text.Field{Text: i.TitleEN, Weight: text.WeightA}, text.Field{Text: i.TitleZH, Weight: text.WeightA},
		text.Field{Text: i.SKU, Weight: text.WeightB}, text.Field{Text: i.Category, Weight: text.WeightC},
		text.Field{Text: i.DescriptionEN, Weight: text.WeightD}, text.Field{Text: i.DescriptionZH, Weight: text.WeightD})
}

// mergeStock sets what is on hand; what open orders have reserved stays. Orders that came in since the rows were checked
// may have reserved more than the file knows of: what they hold is there.
func (s *sink) mergeStock(ctx context.Context) error {
	return s.exec(ctx,
		`WITH begun AS (INSERT INTO stock (item_id, on_hand) SELECT id, on_hand FROM merged_items WHERE fresh RETURNING item_id, on_hand)
		INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'file', on_hand FROM begun`,
		`SELECT release_lapsed(ARRAY(SELECT id FROM merged_items WHERE 'stock' = ANY (changed)))`,
		`WITH counted AS (UPDATE stock k SET on_hand = greatest(m.on_hand, k.reserved)
			FROM merged_items m WHERE m.id = k.item_id AND 'stock' = ANY (m.changed) RETURNING k.item_id, k.on_hand)
		INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'file', on_hand FROM counted`,
	)
}
