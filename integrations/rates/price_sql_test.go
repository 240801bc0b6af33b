package rates

import (
	"math"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/postgres/pgtest"

	"oldhand/integrations/measure"
)

// The reference: the same cards in tables, with the lists taken apart, and the same parcels priced by one query.
const (
	referenceTables = `
		CREATE TABLE ref_card (id int PRIMARY KEY, province text, valid_from int, valid_to int, divisor bigint,
			step_g bigint, step_price bigint);
		CREATE TABLE ref_band (card int, up_to bigint, price bigint, steps_from bigint, PRIMARY KEY (card, up_to));
		CREATE TABLE ref_extra (card int, flat bigint, percent bigint, valid_from int, valid_to int);
		CREATE TABLE ref_parcel (province text, weight bigint, volume bigint)`
	referenceIndexes = `
		CREATE INDEX ON ref_card (province, valid_from);
		CREATE INDEX ON ref_extra (card);
		ANALYZE ref_card, ref_band, ref_extra, ref_parcel`
	// The volume is in cm³. Behind the last band of a card stands one without an end, at the same price and with steps.
	referenceQuery = `
		SELECT count(*), sum(freight + extra)::bigint
		FROM ref_parcel p
		JOIN ref_card c ON c.province = p.province AND $1 BETWEEN c.valid_from AND c.valid_to
		CROSS JOIN LATERAL (SELECT greatest(p.weight, ceil(p.volume * 1000.0 / c.divisor)::bigint) AS billable) b
		CROSS JOIN LATERAL (
			SELECT price + CASE WHEN billable > steps_from THEN ((billable - steps_from - 1) / c.step_g + 1) * c.step_price ELSE 0 END AS freight
			FROM ref_band WHERE card = c.id AND up_to >= billable ORDER BY up_to LIMIT 1) f
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(flat + round(freight * percent / 1000000.0)), 0) AS extra
			FROM ref_extra WHERE card = c.id AND $1 BETWEEN valid_from AND valid_to) e`
)

// reference writes cards and parcels into tables of their own.
func reference(tb testing.TB, cards *Cards, parcels []Request) *pgxpool.Pool {
	tb.Helper()
	pool := pgtest.New(tb)
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	_, err := pool.Exec(tb.Context(), referenceTables)
	must(err)
	var rows, bands, extras, sent [][]any
	for _, s := range cards.services {
		for _, c := range s.cards {
			id := len(rows)
			rows = append(rows, []any{id, c.codes[0], int(c.days.from), int(c.days.to), c.Divisor, int64(*c.StepG), int64(*c.StepPrice)})
			for _, b := range c.tiers {
				bands = append(bands, []any{id, int64(b.upTo), int64(b.price), int64(b.upTo)})
			}
			last := c.tiers[len(c.tiers)-1]
			bands = append(bands, []any{id, int64(math.MaxInt64), int64(last.price), int64(last.upTo)})
			for _, e := range c.extras {
				extras = append(extras, []any{id, int64(e.flat), e.percent, int(e.days.from), int(e.days.to)})
			}
		}
	}
	for _, p := range parcels {
		mm := p.Size.Millimetres()
		sent = append(sent, []any{p.To.Code[:2], int64(p.Weight), int64(mm[0]) * int64(mm[1]) * int64(mm[2]) / 1000})
	}
	for table, content := range map[string][][]any{"ref_card": rows, "ref_band": bands, "ref_extra": extras, "ref_parcel": sent} {
		var columns []string
		must(pool.QueryRow(tb.Context(), `SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
			WHERE attrelid = to_regclass($1) AND attnum > 0`, table).Scan(&columns))
		_, err := pool.CopyFrom(tb.Context(), pgx.Identifier{table}, columns, pgx.CopyFromRows(content))
		must(err)
	}
	_, err = pool.Exec(tb.Context(), referenceIndexes)
	must(err)
	return pool
}

// manyParcels go to every place there is.
func manyParcels(tb testing.TB, n int) []Request {
	tb.Helper()
	places, size := slices.Concat(divisions("", 2), divisions("", 4), divisions("", 6)), mustSize(tb, "30x20x10")
	parcels := make([]Request, n)
	for i := range parcels {
		parcels[i] = Request{To: places[i%len(places)], Weight: measure.Grams(1 + i*7%5000), Size: size}
	}
	return parcels
}

func sumOf(cards *Cards, parcels []Request) (quotes int, sum measure.Fen) {
	for _, p := range parcels {
		for _, q := range cards.Quote(p).Quotes {
			quotes++
			sum += q.Price
		}
	}
	return quotes, sum
}

func TestTheDatabaseReckonsTheSamePrices(t *testing.T) {
	t.Parallel()
	cards, parcels := thirty(t), manyParcels(t, 400)
	var quotes int
	var sum measure.Fen
	pool := reference(t, cards, parcels)
	if err := pool.QueryRow(t.Context(), referenceQuery, int(cards.today)).Scan(&quotes, &sum); err != nil {
		t.Fatal(err)
	}
	if n, total := sumOf(cards, parcels); n != quotes || total != sum || n != 30*len(parcels) {
		t.Errorf("%d quotes of %s, in the database %d of %s", n, total, quotes, sum)
	}
}

func BenchmarkTenThousandParcels(b *testing.B) {
	cards, parcels := thirty(b), manyParcels(b, 10_000)
	for b.Loop() {
		sumOf(cards, parcels)
	}
}

// BenchmarkTenThousandParcelsInSQL is the reference for BenchmarkTenThousandParcels.
func BenchmarkTenThousandParcelsInSQL(b *testing.B) {
	cards, parcels := thirty(b), manyParcels(b, 10_000)
	pool := reference(b, cards, parcels)
	var quotes int
	var sum measure.Fen
	for b.Loop() {
		if err := pool.QueryRow(b.Context(), referenceQuery, int(cards.today)).Scan(&quotes, &sum); err != nil {
			b.Fatal(err)
		}
	}
}
