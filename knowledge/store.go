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

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

const (
	// splitVersion changes when files are read or cut differently, so that importing the same file again does it anew.
	splitVersion = 2
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

// embedded is the text whose vector a passage is found by, and that the judge reads, in the characters that models know best.
func embedded(p passage, title string) string {
	return text.Simplified(strings.Join([]string{title, p.Heading, p.Question, p.Quote}, "\n"))
}

// sense is what models make of a passage: the vector that it is found by, and what the judge keeps of it.
type sense struct {
	vector  pgvector.HalfVector
	reading []byte
}

// senses makes the senses of texts, which embedded gives.
func (e *embedder) senses(ctx context.Context, texts []string) ([]sense, error) {
	vectors, readings, err := e.read(ctx, texts)
	if err != nil {
		return nil, err
	}
	if len(vectors) != len(texts) {
		return nil, fmt.Errorf("model %s: %d vectors for %d texts", e.Model(), len(vectors), len(texts))
	}
	senses := make([]sense, len(texts))
	for i, v := range vectors {
		reading, err := readings[i].MarshalBinary()
		if err != nil {
			return nil, err
		}
		senses[i] = sense{pgvector.NewHalfVector(v), reading}
	}
	return senses, nil
}

// sensesOf makes the senses of passages. If the model does not answer there are none, and the passages are stored without,
// found by their words, and made up for by Reembed: a tip must not be lost because a model is broken.
func (b *Base) sensesOf(ctx context.Context, passages []passage, title string) []sense {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = embedded(p, title)
	}
	senses, err := b.embedder.senses(ctx, texts)
	if err != nil {
		slog.WarnContext(ctx, "passages are stored without vectors", "model", b.embedder.Model(), "error", err)
		return nil
	}
	return senses
}

// insertPassages stores the passages of a note, and their senses if there are any.
func (b *Base) insertPassages(ctx context.Context, tx pgx.Tx, noteID int64, title string, passages []passage, senses []sense) error {
	batch := &pgx.Batch{}
	ids := make([]int64, len(passages))
	for i, p := range passages {
		batch.Queue(`INSERT INTO passages (note_id, position, quote, speaker, language, heading, question, terms, terms_version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
			noteID, i, p.Quote, p.Speaker, p.Language, p.Heading, p.Question, searched(p, title), termsVersion).
			QueryRow(func(row pgx.Row) error { return row.Scan(&ids[i]) })
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil || len(senses) == 0 {
		return err
	}
	vectors, readings := make([][]any, len(senses)), make([][]any, len(senses))
	for i, s := range senses {
		vectors[i] = []any{ids[i], b.embedder.Model(), passages[i].Language, s.vector}
		readings[i] = []any{ids[i], encoder.BuiltInJudge().Model(), s.reading}
	}
	// All at once, for then the sums are added to once.
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"passage_vectors"}, []string{"passage_id", "model", "language", "embedding"}, pgx.CopyFromRows(vectors))
	if err != nil {
		return err
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"passage_readings"}, []string{"passage_id", "model", "reading"}, pgx.CopyFromRows(readings))
	return err
}
