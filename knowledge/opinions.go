package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
)

// Opinion is what the asker thought of an answer.
type Opinion struct {
	Turn     int64 // that asked
	Question string
	Lang     string // "en", "zh"
	Helped   bool
	Shown    []PassageID
	At       time.Time
}

// Opine keeps an opinion, in place of an earlier one on the same answer.
func (b *Base) Opine(ctx context.Context, tx pgx.Tx, o Opinion) error {
	_, err := tx.Exec(ctx, `INSERT INTO opinions (turn, question, language, helped, sources, quotes, at)
		SELECT $1, $2, $3, $4, coalesce(array_agg(coalesce(n.file, 'tip:' || n.id) ORDER BY asked.place), '{}'),
			coalesce(array_agg(p.quote ORDER BY asked.place), '{}'), $6
		FROM unnest($5::bigint[]) WITH ORDINALITY AS asked (id, place) JOIN passages p USING (id) JOIN notes n ON n.id = p.note_id
		ON CONFLICT (turn) DO UPDATE SET helped = EXCLUDED.helped, at = EXCLUDED.at`,
		o.Turn, o.Question, languageOr(o.Lang, o.Question), o.Helped, o.Shown, o.At)
	if err != nil {
		return fmt.Errorf("keep an opinion: %w", err)
	}
	return nil
}

// Lesson is a question of the village with what came of it: what the asker thought of the passages shown, or what an old hand
// answered. It names nobody, and is to be put right by a person before anything learns from it.
type Lesson struct {
	Question string  `json:"q"`
	Lang     string  `json:"lang"`
	Helped   *bool   `json:"helped,omitempty"`
	Shown    []Shown `json:"shown,omitempty"`
	Answer   string  `json:"answer,omitempty"`
}

// Shown is a passage that was shown.
type Shown struct {
	Source string `json:"source"` // as in Citation
	Quote  string `json:"quote"`
}

// Lessons gives all lessons, oldest first, and says how many are left out because they name somebody, or where they live or
// can be reached.
func (b *Base) Lessons(ctx context.Context) (lessons []Lesson, leftOut int, err error) {
	rows, err := b.pool.Query(ctx, `SELECT question, language, helped, sources, quotes, '' AS answer, at FROM opinions
		UNION ALL SELECT q.text, q.language, NULL, '{}', '{}',
			(SELECT string_agg(p.quote, E'\n' ORDER BY p.position) FROM passages p WHERE p.note_id = q.answer_id), q.asked_at
		FROM questions q WHERE answer_id IS NOT NULL ORDER BY at, question`)
	if err != nil {
		return nil, 0, fmt.Errorf("read lessons: %w", err)
	}
	var l Lesson
	var sources, quotes []string
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&l.Question, &l.Lang, &l.Helped, &sources, &quotes, &l.Answer, &at}, func() error {
		if address.Personal(l.Question) || address.Personal(l.Answer) {
			leftOut++
			return nil
		}
		l.Shown = nil
		for i, source := range sources {
			l.Shown = append(l.Shown, Shown{source, quotes[i]})
		}
		lessons = append(lessons, l)
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read lessons: %w", err)
	}
	return lessons, leftOut, nil
}
