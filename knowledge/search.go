package knowledge

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

const (
	lexicalCap   = 300 // passages with the words, ranked
	candidates   = 40  // of each kind of search
	documentsCap = 1000
	commonWorth  = 0.35 // a word of every subject, next to one of the trade
	stretchPower = 0.75 // of the number of pairs in a stretch of unknown Chinese: it is a word or two, whatever its length
	unseen       = 50   // passages without any of the words, counted in so that a village with few notes can be answered too
	rarestUnits  = 4    // passages that have none of the rarest are not worth ranking
)

// embedPatience is how long a question waits for the embedder before it is answered by its words alone.
const embedPatience = 3 * time.Second

// unit is one thing that a question is about.
type unit struct {
	words  string
	query  string  // the tsquery that finds it
	weight float64 // how much it counts before rarity does
	known  bool    // the glossary has it
	class  trade.Class
	now    bool // asked in this turn, not the one before
	count  int  // passages that have it, counted up to documentsCap
	idf    float64
}

// candidate is a passage that may answer.
type candidate struct {
	ID         int64
	NoteID     int64
	Source     string
	Title      string
	Date       *time.Time
	Speaker    string
	Language   string
	Quote      string
	Similarity *float64 // of the vectors; nil where there is none to compare with
	InBody     []int    // the units in the passage itself or in the question that it answers, from 1
	InHeads    []int    // the units in the headings or the title
	score      float64
	coverage   float64
}

// near is how similar a passage is to the question, as far as that is known.
func (c *candidate) near() float64 {
	if c.Similarity == nil {
		return 0
	}
	return max(*c.Similarity, 0)
}

// unitsOf takes a question apart. Small words are left out; so is everything after the first few dozen, for nobody asks that much.
func unitsOf(question string, weight float64) []unit {
	const most = 24
	var units []unit
	seen := make(map[string]bool)
	add := func(u unit) {
		if u.query != "" && !seen[u.query] && len(units) < most {
			seen[u.query] = true
			units = append(units, u)
		}
	}
	for _, u := range trade.Units(question) {
		switch {
		case u.Small:
		case u.Meaning != "":
			w := weight
			if u.Class == trade.Common {
				w *= commonWorth
			}
			add(unit{words: u.Words, query: text.Any([]string{string(u.Meaning)}), weight: w, known: true, class: u.Class})
		default:
			terms := text.Terms(u.Words)
			for _, t := range terms {
				w := weight / math.Pow(float64(len(terms)), stretchPower)
				class := u.Class
				if class != trade.Common && slight(t) {
					class = trade.Common
				}
				if class == trade.Common {
					w *= commonWorth
				}
				add(unit{words: t, query: text.Any([]string{t}), weight: w, class: class})
			}
		}
	}
	return units
}

// slight says that a word outside the glossary tells little: single Chinese characters and numbers do.
func slight(term string) bool {
	for script := range text.Runs(term) {
		return script == text.Digits || script == text.Ideographs && utf8.RuneCountInString(term) == 1
	}
	return false
}

// weigh counts how many passages have each unit, and gives the rarer ones more weight.
func (b *Base) weigh(ctx context.Context, units []unit) error {
	queries := make([]string, len(units))
	for i, u := range units {
		queries[i] = u.query
	}
	rows, err := b.pool.Query(ctx, `
		SELECT (SELECT count(*) FROM (SELECT FROM passages WHERE terms @@ q.query::tsquery LIMIT $2) found)
		FROM unnest($1::text[]) WITH ORDINALITY AS q (query, n)
		UNION ALL SELECT count(*) FROM (SELECT FROM passages LIMIT $2 * 20) every`, queries, documentsCap)
	if err != nil {
		return fmt.Errorf("count passages: %w", err)
	}
	counts, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return fmt.Errorf("count passages: %w", err)
	}
	total := float64(counts[len(counts)-1] + unseen)
	for i := range units {
		units[i].count = counts[i]
		units[i].idf = math.Log(1 + (total-float64(counts[i])+0.5)/(float64(counts[i])+0.5))
	}
	return nil
}

// lookup finds the passages that have the words of the question, or whose meaning is near, and that have not expired.
func (b *Base) lookup(ctx context.Context, units []unit, question string, today time.Time) ([]candidate, error) {
	all, body, heads := make([]string, len(units)), make([]string, len(units)), make([]string, len(units))
	for i, u := range units {
		all[i] = u.query
		body[i], heads[i] = u.query+":AB", u.query+":CD"
	}
	vector, model := b.questionVector(ctx, question)
	rows, err := b.pool.Query(ctx, `
		WITH live AS (
			SELECT p.*, n.file, n.title, n.date FROM passages p JOIN notes n ON n.id = p.note_id
			WHERE n.expires IS NULL OR n.expires >= $1
		), worded AS (
			(SELECT id, terms FROM live WHERE terms @@ $2::text::tsquery LIMIT $3)
			UNION
			(SELECT id, terms FROM live WHERE terms @@ $4::text::tsquery LIMIT $3)
		), lexical AS (
			SELECT id FROM worded ORDER BY ts_rank_cd('{0.2,0.4,1,1}', terms, $4::text::tsquery, 1) DESC, id LIMIT $5
		), near AS (
			SELECT id FROM live WHERE model = $6 AND vector_dims(embedding) = vector_dims($7::halfvec)
			ORDER BY embedding <=> $7 LIMIT $5
		)
		SELECT id, note_id, coalesce(file, 'tip:' || note_id) AS source, title, date, speaker, language, quote,
			CASE WHEN model = $6 AND vector_dims(embedding) = vector_dims($7::halfvec) THEN 1 - (embedding <=> $7) END AS similarity,
			ARRAY(SELECT u.n FROM unnest($8::text[]) WITH ORDINALITY AS u (query, n) WHERE terms @@ u.query::tsquery) AS in_body,
			ARRAY(SELECT u.n FROM unnest($9::text[]) WITH ORDINALITY AS u (query, n) WHERE terms @@ u.query::tsquery) AS in_heads
		FROM live WHERE id IN (SELECT id FROM lexical UNION SELECT id FROM near)`,
		today, strings.Join(all, " & "), lexicalCap, strings.Join(rarest(units), " | "), candidates, model, vector, body, heads)
	if err != nil {
		return nil, fmt.Errorf("search passages: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[candidate])
	if err != nil {
		return nil, fmt.Errorf("search passages: %w", err)
	}
	return found, nil
}

// questionVector embeds a question. When the model does not answer in time, the words alone must do.
func (b *Base) questionVector(ctx context.Context, question string) (vector *pgvector.HalfVector, model *string) {
	ctx, cancel := context.WithTimeout(ctx, embedPatience)
	defer cancel()
	v, err := b.embedder.EmbedQuery(ctx, question)
	if err != nil {
		slog.WarnContext(ctx, "a question is searched without its vector", "model", b.embedder.Model(), "error", err)
		return nil, nil
	}
	found, name := pgvector.NewHalfVector(v), b.embedder.Model()
	return &found, &name
}

// rarest gives the queries of the units that the fewest passages have, without those that none has.
func rarest(units []unit) []string {
	found := slices.DeleteFunc(slices.Clone(units), func(u unit) bool { return u.count == 0 })
	slices.SortStableFunc(found, func(a, b unit) int { return a.count - b.count })
	var queries []string
	for _, u := range found[:min(rarestUnits, len(found))] {
		queries = append(queries, u.query)
	}
	return queries
}
