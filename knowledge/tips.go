package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models"
	"oldhand/integrations/text"
)

// ErrEmpty says that a tip or a question holds no words.
var ErrEmpty = errors.New("nothing said")

// AddTip stores a tip so that it is found at once, and gives its citation name "tip:ID". Error: ErrEmpty.
func (b *Base) AddTip(ctx context.Context, tx pgx.Tx, t Tip) (string, error) {
	id, err := b.addTip(ctx, tx, t)
	if err != nil {
		return "", fmt.Errorf("add a tip: %w", err)
	}
	return citationName(id), nil
}

func citationName(id int64) string { return fmt.Sprintf("tip:%d", id) }

func (b *Base) addTip(ctx context.Context, tx pgx.Tx, t Tip) (int64, error) {
	title := text.Clean(squeeze(t.Question))
	words := text.Clean(squeeze(t.Text))
	if !hasWords(words) {
		return 0, ErrEmpty
	}
	passages := tipPassages(t, words, title)
	if title == "" {
		title = passages[0].Quote[:runeOffset(passages[0].Quote, 40)]
	}
	day := day(t.At)
	var id int64
	err := tx.QueryRow(ctx, `INSERT INTO notes (title, kind, date) VALUES ($1, 'tip', $2) RETURNING id`, title, day).Scan(&id)
	if err != nil {
		return 0, err
	}
	var senses []sense
	if models.InProcess(b.embedder.Embedder) { // another one would mean waiting for a network inside a transaction; Reembed makes up for it
		senses = b.sensesOf(ctx, passages, title)
	}
	return id, b.insertPassages(ctx, tx, id, title, passages, senses)
}

// tipPassages keeps a tip as one passage, unless it is too long to quote.
func tipPassages(t Tip, words, question string) []passage {
	var passages []passage
	for _, quote := range cutLong(words) {
		language := text.Language(quote)
		if language == "" {
			language = languageOf(t.Lang)
		}
		passages = append(passages, passage{Quote: quote, Speaker: t.Speaker, Language: language, Question: question})
	}
	return passages
}

// Pass hands a question on; key is the turn that did, and passing it again gives the same question. Error: ErrEmpty.
func (b *Base) Pass(ctx context.Context, tx pgx.Tx, key int64, asker PersonID, q Question) (Waiting, error) {
	words := strings.TrimSpace(text.Clean(squeeze(q.Text)))
	if words == "" {
		return Waiting{}, fmt.Errorf("pass a question on: %w", ErrEmpty)
	}
	lang := languageOr(q.Lang, words)
	// The update changes nothing; it makes the statement give the row that is there already.
	rows, err := tx.Query(ctx, `INSERT INTO questions (key, asker, text, language, asked_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key
		RETURNING id, asker, text, language AS lang, asked_at AS at`, key, asker, words, lang, q.Now)
	if err != nil {
		return Waiting{}, fmt.Errorf("pass a question on: %w", err)
	}
	w, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Waiting])
	if err != nil {
		return Waiting{}, fmt.Errorf("pass a question on: %w", err)
	}
	return w, nil
}

// languageOr reads a language, or tells it by the words where there is none; what cannot be told is Chinese.
func languageOr(lang, words string) string {
	return cmp.Or(languageOf(lang), text.Language(words), "zh")
}

// Unanswered lists the questions that wait, oldest first.
func (b *Base) Unanswered(ctx context.Context, limit int) ([]Waiting, error) {
	rows, err := b.pool.Query(ctx, `SELECT id, asker, text, language AS lang, asked_at AS at FROM questions
		WHERE answer_id IS NULL ORDER BY asked_at, id LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("list unanswered questions: %w", err)
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowToStructByName[Waiting])
	if err != nil {
		return nil, fmt.Errorf("list unanswered questions: %w", err)
	}
	return waiting, nil
}

// Reply records an old hand's answer as a tip, closes the question and gives it back with the tip's citation name. Of two
// who answer at once the first to come wins. Errors: ErrNotFound, ErrAnswered, ErrEmpty.
func (b *Base) Reply(ctx context.Context, tx pgx.Tx, id QuestionID, by PersonID, t Tip) (Waiting, string, error) {
	var w Waiting
	var answered bool
	err := tx.QueryRow(ctx, `SELECT id, asker, text, language, asked_at, answer_id IS NOT NULL FROM questions WHERE id = $1 FOR UPDATE`,
		id).Scan(&w.ID, &w.Asker, &w.Text, &w.Lang, &w.At, &answered)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Waiting{}, "", fmt.Errorf("answer question %d: %w", id, ErrNotFound)
	case err != nil:
		return Waiting{}, "", fmt.Errorf("answer question %d: %w", id, err)
	case answered:
		return w, "", fmt.Errorf("answer question %d: %w", id, ErrAnswered)
	}
	if t.Question == "" {
		t.Question = w.Text
	}
	tip, err := b.addTip(ctx, tx, t)
	if err != nil {
		return Waiting{}, "", fmt.Errorf("answer question %d: %w", id, err)
	}
	_, err = tx.Exec(ctx, `UPDATE questions SET answered_by = $2, answer_id = $3 WHERE id = $1`, id, by, tip)
	if err != nil {
		return Waiting{}, "", fmt.Errorf("answer question %d: %w", id, err)
	}
	return w, citationName(tip), nil
}
