package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"oldhand/integrations/text"
)

// limits is the end of a WHERE over items i that keeps a query's hard limits: $1 to $4.
const limits = ` ($1::bigint IS NULL OR i.starting_price >= $1) AND ($2::bigint IS NULL OR i.starting_price <= $2)
	AND ($3 = '' OR lower(i.category) = $3) AND ($4 = '' OR NOT EXISTS (
		SELECT FROM item_terms u WHERE u.item_id = i.id AND ts_filter(u.terms, '{a}') @@ $4::text::tsquery)) `

func (s *search) limits(more ...any) []any {
	return append([]any{s.MinPrice, s.MaxPrice, key(text.Clean(s.Category)), s.unwanted}, more...)
}

// limited says that a query has hard limits.
func (s *search) limited() bool {
	return s.MinPrice != nil || s.MaxPrice != nil || s.Category != "" || s.unwanted != ""
}

// queueMatches asks for matches, which are there once the batch was sent.
func queueMatches(b *pgx.Batch, into *[]match, sql string, args []any, scan func(*match) []any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (match, error) {
			var m match
			err := row.Scan(scan(&m)...)
			return m, err
		})
		return err
	})
}

func plainMatch(m *match) []any { return []any{&m.id, &m.there, &m.exact, &m.price} }

// askNamed asks for the items whose SKU was named.
func (s *search) askNamed(b *pgx.Batch) {
	if ids := slices.Concat(s.bySKU, s.byText, s.byCode); len(ids) > 0 {
		queueMatches(b, &s.named, `SELECT i.id, k.available > 0, true, i.starting_price FROM items i JOIN availability k ON k.item_id = i.id
			WHERE`+limits+`AND i.id = ANY ($5)`, s.limits(ids), plainMatch)
	}
}

// askAll asks for the items that the query does not exclude.
func (s *search) askAll(b *pgx.Batch) {
	queueMatches(b, &s.whole, `SELECT i.id, k.available > 0, false, i.starting_price FROM items i JOIN availability k ON k.item_id = i.id
		WHERE`+limits+`ORDER BY i.id LIMIT $5`, s.limits(maxMatches), plainMatch)
}

// allOf makes the tsquery of items that have every concept.
func allOf(concepts []concept) string {
	var queries []string
	for _, c := range concepts {
		if !c.optional {
			queries = append(queries, "("+c.query()+")")
		}
	}
	return strings.Join(queries, " & ")
}

// anyOf makes the tsquery of items that have enough of the concepts to be near. The lightest concepts, which together are
// not enough, need not be looked up: those are the common words, whose items are many.
func anyOf(concepts []concept) string {
	concepts = slices.SortedStableFunc(slices.Values(concepts), func(a, b concept) int { return cmp.Compare(a.weight, b.weight) })
	var total, passed float64
	for _, c := range concepts {
		total += c.weight
	}
	var queries []string
	for _, c := range concepts {
		if passed += c.weight; passed >= nearWord*total {
			queries = append(queries, "("+c.query()+")")
		}
	}
	return strings.Join(queries, " | ")
}

// askLexical asks for the items that match wanted, scored by the concepts that they have.
func (s *search) askLexical(b *pgx.Batch, wanted string, into *[]match) {
	if wanted == "" {
		return
	}
	var anyWay, written, agreed []string
	var weights []float64
	total := 0.0
	for _, one := range s.read.concepts {
		anyWay, written, agreed = append(anyWay, one.query()), append(written, one.written()), append(agreed, one.agreed())
		weights = append(weights, one.weight)
		total += one.weight
	}
	// The title's terms have weight A. An item's score is made here because PostgreSQL's own ranks know no rare words.
	queueMatches(b, into, `WITH f AS MATERIALIZED (
			SELECT i.id, i.starting_price, k.available > 0 AS there, t.terms, ts_filter(t.terms, '{a}') AS title
			FROM item_terms t JOIN items i ON i.id = t.item_id JOIN availability k ON k.item_id = i.id
			WHERE`+limits+`AND t.terms @@ $5::text::tsquery LIMIT $6)
		SELECT f.id, f.there, ts_filter(f.terms, '{a,c}') @@ $15::text::tsquery, s.whole / $11, s.title / $11,
			(s.title + $12 * (s.whole - s.title) + $13 * s.sure) / $11 + $14 / sqrt(greatest(length(f.title), 1)), f.starting_price
		FROM f CROSS JOIN LATERAL (
			SELECT coalesce(sum(w.weight) FILTER (WHERE f.terms @@ w.any_way), 0) AS whole,
				coalesce(sum(w.weight) FILTER (WHERE f.title @@ w.any_way), 0) AS title,
				coalesce(sum(w.weight) FILTER (WHERE f.title @@ w.written), 0) + coalesce(sum(w.weight) FILTER (WHERE f.title @@ w.agreed), 0) AS sure
			FROM unnest($7::text[]::tsquery[], $8::text[]::tsquery[], $9::text[]::tsquery[], $10::float8[]) w (any_way, written, agreed, weight)) s`,
		s.limits(wanted, maxMatches, anyWay, written, agreed, weights, total, beyondTitle, surer, brevity, s.kind),
		func(m *match) []any {
			return []any{&m.id, &m.there, &m.kind, &m.coverage, &m.titled, &m.score, &m.price}
		})
}

// alikeItems is how many items are asked for by meaning.
const alikeItems = 50

// askAlike asks for the items whose meaning is nearest to the words', each scored with the cosine.
func (s *search) askAlike(b *pgx.Batch, model string) {
	if len(s.vector) == 0 {
		return
	}
	from := `item_embeddings e JOIN items i ON i.id = e.item_id WHERE` + limits
	if !s.limited() { // then only the vectors need be read
		from = `item_embeddings e WHERE $1::bigint IS NULL AND $2::bigint IS NULL AND $3 = '' AND $4 = '' `
	}
	// No condition asks for the vectors' length: PostgreSQL would take it that few have it, and look up each one's item by itself.
	queueMatches(b, &s.alike, `SELECT n.item_id, k.available > 0, 1 - n.distance, o.starting_price
		FROM (SELECT e.item_id, CASE vector_dims(e.embedding) WHEN $7 THEN e.embedding <=> $5 END AS distance
			FROM `+from+`AND e.model = $6
			ORDER BY distance, e.item_id LIMIT $8) n JOIN availability k ON k.item_id = n.item_id JOIN items o ON o.id = n.item_id WHERE n.distance IS NOT NULL`,
		s.limits(pgvector.NewHalfVector(s.vector), model, len(s.vector), alikeItems),
		func(m *match) []any { return []any{&m.id, &m.there, &m.score, &m.price} })
}
