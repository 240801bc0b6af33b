package knowledge

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

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
	err := tx.QueryRow(ctx, `INSERT INTO notes (title, kind, date, author) VALUES ($1, 'tip', $2, nullif($3::bigint, 0)) RETURNING id`, title, day, t.Author).Scan(&id)
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

// herTips are the notes that $1 gave in the chat. Those of earlier days are known by their speaker, if nobody else in the village
// is called so.
const herTips = `SELECT n.id FROM notes n WHERE n.author = $1 OR n.author IS NULL AND n.file IS NULL AND EXISTS (
	SELECT FROM passages s JOIN people p ON p.name = s.speaker WHERE s.note_id = n.id AND p.id = $1 AND p.name <> ''
		AND NOT EXISTS (SELECT FROM people o WHERE o.name = p.name AND o.id <> p.id))`

// Mine gives what is kept of a person's questions and tips as a JSON object.
func (b *Base) Mine(ctx context.Context, tx pgx.Tx, person PersonID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object(
		'questions', (SELECT jsonb_agg(jsonb_build_object('text', text, 'asked_at', asked_at) ORDER BY id) FROM questions WHERE asker = $1),
		'tips', (SELECT jsonb_agg(jsonb_build_object('text', quote, 'answers', nullif(question, '')) ORDER BY id)
			FROM passages WHERE note_id IN (`+herTips+`))))`, person).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read what person %d asked and knew: %w", person, err)
	}
	return all, nil
}

// Forget forgets what a person asked, in her words, and the tips that she gave in the chat. What others answered her stays.
func (b *Base) Forget(ctx context.Context, tx pgx.Tx, person PersonID) error {
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM questions WHERE answer_id IN (`+herTips+`)`, person)
	batch.Queue(`DELETE FROM notes WHERE id IN (`+herTips+`)`, person)
	batch.Queue(`DELETE FROM questions WHERE answer_id IS NULL AND asker = $1`, person)
	batch.Queue(`UPDATE notes n SET title = left((SELECT quote FROM passages WHERE note_id = n.id ORDER BY position LIMIT 1), 40)
		FROM questions q WHERE q.answer_id = n.id AND q.asker = $1`, person)
	batch.Queue(`UPDATE passages SET question = '', terms_version = 0 WHERE note_id IN (SELECT answer_id FROM questions WHERE asker = $1)`, person)
	batch.Queue(`UPDATE questions SET text = '' WHERE asker = $1`, person)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget what person %d asked and knew: %w", person, err)
	}
	return nil
}

// ForgetQuestions forgets the words of questions that were asked before a moment, and those that nobody answered.
func (b *Base) ForgetQuestions(ctx context.Context, before time.Time) error {
	_, err := b.pool.Exec(ctx, `DELETE FROM questions WHERE answer_id IS NULL AND asked_at < $1`, before)
	if err == nil {
		_, err = b.pool.Exec(ctx, `UPDATE questions SET text = '' WHERE text <> '' AND asked_at < $1`, before)
	}
	if err != nil {
		return fmt.Errorf("forget questions: %w", err)
	}
	return nil
}
