package knowledge

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"oldhand/integrations/table"
)

// reembedBatch is how many passages are made anew in one transaction.
const reembedBatch = 64

// stale is a passage whose terms or vector were made otherwise than they are now.
type stale struct {
	ID       int64
	Title    string
	Heading  string
	Question string
	Quote    string
}

// isStale holds for a passage p that lacks a vector of model $1, or whose terms are not of version $2.
const isStale = `NOT EXISTS (SELECT FROM passage_vectors v WHERE v.passage_id = p.id AND v.model = $1) OR p.terms_version <> $2`

// Reembed makes the vectors of all passages that have none of the present model, and the terms of those that have old ones,
// and says how many there were. It may be stopped at any point, run again, and run beside others; meanwhile the passages
// are found by what they have.
func (b *Base) Reembed(ctx context.Context, progress table.Progress) (int, error) {
	var total int
	err := b.pool.QueryRow(ctx, `SELECT count(*) FROM passages p WHERE `+isStale, b.encoder.Model(), termsVersion).Scan(&total)
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

func (b *Base) staleAfter(ctx context.Context, after int64) ([]stale, error) {
	rows, err := b.pool.Query(ctx, `SELECT p.id, n.title, p.heading, p.question, p.quote FROM passages p JOIN notes n ON n.id = p.note_id
		WHERE (`+isStale+`) AND p.id > $3 ORDER BY p.id LIMIT $4`, b.encoder.Model(), termsVersion, after, reembedBatch)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[stale])
}

func (b *Base) renew(ctx context.Context, batch []stale) error {
	texts := make([]string, len(batch))
	for i, s := range batch {
		texts[i] = strings.Join([]string{s.Title, s.Heading, s.Question, s.Quote}, "\n")
	}
	vectors, err := b.encoder.EmbedDocuments(ctx, texts)
	if err != nil {
		return err
	}
	updates := &pgx.Batch{}
	for i, s := range batch {
		terms := searched(passage{Quote: s.Quote, Heading: s.Heading, Question: s.Question}, s.Title)
		updates.Queue(`UPDATE passages SET terms = $2, terms_version = $3 WHERE id = $1`, s.ID, terms, termsVersion)
		b.encoder.store(updates, s.ID, pgvector.NewHalfVector(vectors[i]))
	}
	return b.pool.SendBatch(ctx, updates).Close()
}
