package knowledge

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

const (
	commonWorth  = 0.35 // a word of every subject, next to one of the trade
	stretchPower = 0.75 // of the number of pairs in a stretch of unknown Chinese: it is a word or two, whatever its length
	unseen       = 50   // passages without any of the words, counted in so that a village with few notes can be answered too
)

// unit is one thing that a question is about.
type unit struct {
	words  string
	query  string  // the tsquery that finds it
	weight float64 // how much it counts before rarity does
	known  bool    // the glossary has it
	class  trade.Class
	now    bool // asked in this turn, not the one before
	count  int  // passages that have it
	idf    float64
}

// candidate is a passage that may answer.
type candidate struct {
	ID         int64
	NoteID     int64
	Source     string
	Title      string
	Titled     string // the title in the asker's language, where there is one
	Date       *time.Time
	Speaker    string
	Language   string
	Heading    string
	Question   string
	Quote      string
	Similarity *float64 // of the vectors; nil where there is none to compare with
	InBody     []int    // the units in the passage itself or in the question that it answers, from 1
	InHeads    []int    // the units in the headings or the title
	Counts     []int    // how many passages have each unit, counted up to a thousand; the same for all candidates
	Passages   int      // how many there are
	likeness   float64  // of the words; see compare
	similarity float64  // as far as it is known; see rate
	coverage   float64  // share of the question that the passage has, rare things counting more
	score      float64
	verdict    encoder.Verdict // of the passages that are judged
	foreign    bool            // not in the question's language
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

// weigh gives the rarer units more weight, by how many passages of all have each.
func weigh(units []unit, counts []int, passages int) {
	total := float64(passages + unseen)
	for i := range units {
		units[i].count = counts[i]
		units[i].idf = math.Log(1 + (total-float64(counts[i])+0.5)/(float64(counts[i])+0.5))
	}
}

// searchStatement finds the passages that have the words of the question, or whose meaning is near, and that have not expired.
// $1 and $2 are the units' queries and weights, $3 all of them, $4 and $5 the queries for the passage itself and for what
// leads to it, $6 today, $7 and $8 the question's vector and its model, $9 to $11 what passages of a language have in common, and
// $12 how many each of these counts for, and $13 the asker's language.
const searchStatement = `
	WITH unit AS MATERIALIZED (
		SELECT n, query::tsquery AS query, weight,
			(SELECT count(*) FROM (SELECT FROM passages WHERE terms @@ u.query::tsquery LIMIT 1000) found) AS count
		FROM unnest($1::text[], $2::float8[]) WITH ORDINALITY AS u (query, weight, n)
	), size AS MATERIALIZED (
		SELECT coalesce((SELECT sum(passages) FROM passage_sums WHERE model = $8), (SELECT count(*) FROM passages)) AS passages
	), gone AS MATERIALIZED (
		SELECT p.id FROM notes n JOIN passages p ON p.note_id = n.id WHERE n.expires < $6
	), worded AS (
		SELECT found.id FROM (SELECT query FROM unit WHERE count > 0 ORDER BY count, n LIMIT 4) rare
			CROSS JOIN LATERAL (SELECT id FROM passages WHERE terms @@ rare.query LIMIT 300) found
		UNION (SELECT id FROM passages WHERE terms @@ $3::text::tsquery LIMIT 300)
	), lexical AS (
		SELECT id FROM worded JOIN passages p USING (id) CROSS JOIN LATERAL (
			SELECT sum(weight * ln(1 + (passages - count + 0.5) / (count + 0.5))) AS covered FROM unit, size WHERE p.terms @@ query) c
		WHERE id NOT IN (SELECT id FROM gone) ORDER BY covered DESC, id LIMIT 40
	), centre AS MATERIALIZED (
		SELECT language, passages, total, -(total <#> $7::halfvec::vector) / passages AS shift, -(total <#> total) / passages ^ 2 AS square
		FROM (
			SELECT t.language, $12::int + coalesce(s.passages, 0) AS passages,
				CASE WHEN s.passages IS NULL THEN t.total ELSE t.total + s.total END AS total
			FROM (VALUES ('en', $9::vector), ('zh', $10::vector), ('', $11::vector)) AS t (language, total)
			LEFT JOIN passage_sums s ON s.model = $8 AND s.language = t.language AND s.dimensions = vector_dims(t.total)
		) c
	), near AS (
		SELECT v.passage_id AS id FROM passage_vectors v
		WHERE v.model = $8 AND vector_dims(v.embedding) = vector_dims($7::halfvec) AND v.passage_id NOT IN (SELECT id FROM gone)
		ORDER BY (v.embedding <#> $7::halfvec) + CASE v.language
			WHEN 'en' THEN (SELECT shift FROM centre WHERE language = 'en')
			WHEN 'zh' THEN (SELECT shift FROM centre WHERE language = 'zh')
			ELSE (SELECT shift FROM centre WHERE language = '') END, id LIMIT 40
	)
	SELECT p.id, p.note_id, coalesce(n.file, 'tip:' || n.id) AS source, n.title,
		coalesce(CASE $13 WHEN 'en' THEN n.title_en WHEN 'zh' THEN n.title_zh END, n.title) AS titled, n.date, p.speaker, p.language, p.heading, p.question, p.quote,
		CASE WHEN vector_dims(v.embedding) = vector_dims($7::halfvec) THEN
			(-(v.embedding <#> $7::halfvec) - shift) / sqrt(greatest(1 + 2 * (v.embedding::vector <#> c.total) / c.passages + square, 0.01))
		END AS similarity,
		ARRAY(SELECT u.n FROM unnest($4::text[]) WITH ORDINALITY AS u (query, n) WHERE terms @@ u.query::tsquery) AS in_body,
		ARRAY(SELECT u.n FROM unnest($5::text[]) WITH ORDINALITY AS u (query, n) WHERE terms @@ u.query::tsquery) AS in_heads,
		(SELECT array_agg(count ORDER BY n) FROM unit) AS counts, (SELECT passages FROM size) AS passages
	FROM (SELECT id FROM lexical UNION SELECT id FROM near) found JOIN passages p USING (id) JOIN notes n ON n.id = p.note_id
	LEFT JOIN passage_vectors v ON v.passage_id = p.id AND v.model = $8 LEFT JOIN centre c ON c.language = v.language`

// search gives the passages that may answer, in no order, and weighs the units by how rare they are.
func (b *Base) search(ctx context.Context, r reading, today time.Time) ([]candidate, error) {
	units := r.units
	all, body, heads, weights := make([]string, len(units)), make([]string, len(units)), make([]string, len(units)), make([]float64, len(units))
	for i, u := range units {
		all[i], weights[i] = u.query, u.weight
		body[i], heads[i] = u.query+":AB", u.query+":CD"
	}
	d := b.embedder.direction(ctx, text.Simplified(r.text), text.Language(r.text))
	rows, err := b.pool.Query(ctx, searchStatement, all, weights, strings.Join(all, " & "), body, heads, today,
		d.vector, d.model, d.passages["en"], d.passages["zh"], d.passages[""], typicalPassages, r.lang)
	if err != nil {
		return nil, fmt.Errorf("search passages: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[candidate])
	if err != nil {
		return nil, fmt.Errorf("search passages: %w", err)
	}
	if len(found) > 0 {
		weigh(units, found[0].Counts, found[0].Passages)
	}
	return found, nil
}
