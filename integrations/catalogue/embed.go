package catalogue

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"
)

// embedRows is how many items are embedded at once.
const embedRows = 256

// itemText is what is embedded of an item i: its words, without those that every item of a shop shares.
const itemText = `concat_ws(E'\n', i.title_en, i.title_zh, i.category, left(i.description_en, 500), left(i.description_zh, 300))`

// model names the embedder, if it has a name. Vectors of different models cannot be compared.
func (c *Catalogue) model() string {
	if named, ok := c.embedder.(interface{ Model() string }); ok {
		return named.Model()
	}
	return ""
}

// Embed computes the meaning of every item that has none by the present model: after an import, and after the model was
// changed. It may be stopped at any time and goes on where it was.
func (c *Catalogue) Embed(ctx context.Context) error {
	for after := ItemID(0); ; {
		ids, texts, err := c.unembedded(ctx, after)
		if err != nil || len(ids) == 0 {
			return err
		}
		vectors, err := c.embedder.EmbedDocuments(ctx, texts)
		if err != nil {
			return fmt.Errorf("embed items: %w", err)
		}
		if len(vectors) != len(ids) {
			return fmt.Errorf("embed items: %d vectors for %d texts", len(vectors), len(ids))
		}
		if err := c.keep(ctx, ids, texts, vectors); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

func (c *Catalogue) unembedded(ctx context.Context, after ItemID) (ids []ItemID, texts []string, err error) {
	rows, err := c.pool.Query(ctx, `SELECT i.id, `+itemText+` FROM items i LEFT JOIN item_embeddings e ON e.item_id = i.id AND e.model = $1
		WHERE e.item_id IS NULL AND i.id > $2 ORDER BY i.id LIMIT $3`, c.model(), after, embedRows)
	if err != nil {
		return nil, nil, fmt.Errorf("read items to embed: %w", err)
	}
	var id ItemID
	var text string
	_, err = pgx.ForEachRow(rows, []any{&id, &text}, func() error {
		ids, texts = append(ids, id), append(texts, text)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read items to embed: %w", err)
	}
	return ids, texts, nil
}

// keep stores vectors; one whose item got other words meanwhile is left out and its item stays to be embedded.
func (c *Catalogue) keep(ctx context.Context, ids []ItemID, texts []string, vectors [][]float32) error {
	stored := make([]pgvector.HalfVector, len(vectors))
	for n, v := range vectors {
		stored[n] = pgvector.NewHalfVector(v)
	}
	_, err := c.pool.Exec(ctx, `INSERT INTO item_embeddings (item_id, model, embedding)
		SELECT i.id, $1, new.embedding FROM unnest($2::bigint[], $3::text[], $4::halfvec[]) AS new (id, text, embedding)
		JOIN items i ON i.id = new.id AND `+itemText+` = new.text
		ON CONFLICT (item_id) DO UPDATE SET model = EXCLUDED.model, embedding = EXCLUDED.embedding`, c.model(), ids, texts, stored)
	if err != nil {
		return fmt.Errorf("keep embeddings: %w", err)
	}
	return nil
}
