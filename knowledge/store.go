package knowledge

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/pgvector/pgvector-go"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

const (
	// splitVersion changes when files are read or cut differently, so that importing the same file again does it anew.
	splitVersion = 1
	// termsVersion changes when terms are made differently; see Reembed.
	termsVersion = 2
)

// fingerprint is what a file is known again by.
func fingerprint(data []byte) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", splitVersion)
	h.Write(data)
	return h.Sum(nil)
}

// searched gives the terms of a passage and of all that leads to it.
func searched(p passage, title string) pgtype.TSVector {
	fields := []text.Field{
		{Text: p.Question, Weight: text.WeightA}, {Text: p.Quote, Weight: text.WeightB},
		{Text: p.Heading, Weight: text.WeightC}, {Text: title, Weight: text.WeightD},
	}
	for _, f := range fields {
		fields = append(fields, text.Field{Text: meaningsOf(f.Text), Weight: f.Weight})
	}
	return text.TSVector(fields...)
}

// meaningsOf gives the meanings in a text as words, for both languages are found by them.
func meaningsOf(s string) string {
	var found []string
	for _, u := range trade.Units(s) {
		if u.Meaning != "" {
			found = append(found, string(u.Meaning))
		}
	}
	return strings.Join(found, " ")
}

// embedded is the text whose vector a passage is found by.
func embedded(p passage, title string) string {
	return strings.Join([]string{title, p.Heading, p.Question, p.Quote}, "\n")
}

// vectors embeds passages. If the model does not answer, they are stored without vectors, found by their words, and made up
// for by Reembed: a tip must not be lost because a model is broken.
func (b *Base) vectors(ctx context.Context, passages []passage, title string) []*pgvector.HalfVector {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = embedded(p, title)
	}
	vectors := make([]*pgvector.HalfVector, len(passages))
	found, err := b.encoder.EmbedDocuments(ctx, texts)
	if err != nil || len(found) != len(texts) {
		slog.WarnContext(ctx, "passages are stored without vectors", "model", b.encoder.Model(), "error", err)
		return vectors
	}
	for i, v := range found {
		vector := pgvector.NewHalfVector(v)
		vectors[i] = &vector
	}
	return vectors
}

// insertPassages stores the passages of a note, and their vectors as far as there are any.
func (b *Base) insertPassages(ctx context.Context, tx pgx.Tx, noteID int64, title string, passages []passage, vectors []*pgvector.HalfVector) error {
	batch := &pgx.Batch{}
	var found [][]any
	for i, p := range passages {
		batch.Queue(`INSERT INTO passages (note_id, position, quote, speaker, language, heading, question, terms, terms_version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
			noteID, i, p.Quote, p.Speaker, p.Language, p.Heading, p.Question, searched(p, title), termsVersion).
			QueryRow(func(row pgx.Row) error {
				var id int64
				if err := row.Scan(&id); err != nil || vectors[i] == nil {
					return err
				}
				found = append(found, []any{id, b.encoder.Model(), p.Language, *vectors[i]})
				return nil
			})
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil || len(found) == 0 {
		return err
	}
	// All at once, for then the sums are added to once.
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"passage_vectors"}, []string{"passage_id", "model", "language", "embedding"}, pgx.CopyFromRows(found))
	return err
}
