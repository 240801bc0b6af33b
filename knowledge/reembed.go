package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/table"
)

// reembedBatch is how many passages are made anew in one transaction.
const reembedBatch = 64

// stored is a passage as it stands in the database.
type stored struct {
	ID       int64
	Title    string
	Heading  string
	Question string
	Quote    string
}

func (s stored) passage() passage {
	return passage{Quote: s.Quote, Heading: s.Heading, Question: s.Question}
}

// isStale holds for a passage p that lacks a vector of model $1 or a reading of judge $2, or whose terms are not of version $3.
const isStale = `NOT EXISTS (SELECT FROM passage_vectors v WHERE v.passage_id = p.id AND v.model = $1)
	OR NOT EXISTS (SELECT FROM passage_readings r WHERE r.passage_id = p.id AND r.model = $2) OR p.terms_version <> $3`

// Reembed makes the vectors and readings of all passages that have none of the present models, and the terms of those that
// have old ones, and says how many there were. It may be stopped at any point, run again, and run beside others; meanwhile the passages
// are found by what they have.
func (b *Base) Reembed(ctx context.Context, progress table.Progress) (int, error) {
	var total int
	err := b.pool.QueryRow(ctx, `SELECT count(*) FROM passages p WHERE `+isStale,
		b.embedder.Model(), encoder.BuiltInJudge().Model(), termsVersion).Scan(&total)
	if err != nil {
		return 0, fmt.Errorf("re-embed passages: %w", err)
	}
	done, after := 0, int64(0)
	for {
		batch, err := b.staleAfter(ctx, after)
		if err != nil {
			return done, fmt.Errorf("re-embed passages: %w", err)
		}
		if len(batch) == 0 {
			return done, nil
		}
		if err := b.renew(ctx, batch); err != nil {
			return done, fmt.Errorf("re-embed passages: %w", err)
		}
		done += len(batch)
		after = batch[len(batch)-1].ID
		if progress != nil {
			progress(done, max(total, done))
		}
	}
}

func (b *Base) staleAfter(ctx context.Context, after int64) ([]stored, error) {
	rows, err := b.pool.Query(ctx, `SELECT p.id, n.title, p.heading, p.question, p.quote FROM passages p JOIN notes n ON n.id = p.note_id
		WHERE (`+isStale+`) AND p.id > $4 ORDER BY p.id LIMIT $5`, b.embedder.Model(), encoder.BuiltInJudge().Model(), termsVersion, after, reembedBatch)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[stored])
}

func (b *Base) renew(ctx context.Context, batch []stored) error {
	texts := make([]string, len(batch))
	for i, s := range batch {
		texts[i] = embedded(s.passage(), s.Title)
	}
	senses, err := b.embedder.senses(ctx, texts)
	if err != nil {
		return err
	}
	updates := &pgx.Batch{}
	for i, s := range batch {
		updates.Queue(`UPDATE passages SET terms = $2, terms_version = $3 WHERE id = $1`, s.ID, searched(s.passage(), s.Title), termsVersion)
		b.embedder.store(updates, s.ID, senses[i])
	}
	return b.pool.SendBatch(ctx, updates).Close()
}
