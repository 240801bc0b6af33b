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

// Reembed makes the vectors of all passages that have none of the present model, and the terms of those that have old ones,
// and says how many there were. It may be stopped at any point, run again, and run beside others; meanwhile the passages
// are found by what they have.
func (b *Base) Reembed(ctx context.Context, progress table.Progress) (int, error) {
	var total int
	err := b.pool.QueryRow(ctx, `SELECT count(*) FROM passages WHERE model IS DISTINCT FROM $1 OR terms_version <> $2`,
		b.embedder.Model(), termsVersion).Scan(&total)
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
		WHERE (p.model IS DISTINCT FROM $1 OR p.terms_version <> $2) AND p.id > $3 ORDER BY p.id LIMIT $4`,
		b.embedder.Model(), termsVersion, after, reembedBatch)
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
	vectors, err := b.embedder.EmbedDocuments(ctx, texts)
	if err != nil {
		return err
	}
	updates := &pgx.Batch{}
	for i, s := range batch {
		terms := searched(passage{Quote: s.Quote, Heading: s.Heading, Question: s.Question}, s.Title)
		updates.Queue(`UPDATE passages SET model = $2, embedding = $3, terms = $4, terms_version = $5 WHERE id = $1`,
			s.ID, b.embedder.Model(), pgvector.NewHalfVector(vectors[i]), terms, termsVersion)
	}
	return b.pool.SendBatch(ctx, updates).Close()
}
