package rates

import (
	"runtime"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/postgres/pgtest"

	"oldhand/integrations/address"
)

// mostMemory is what all cards of a large village may take: thirty couriers, 34 zones, 20 bands, four versions.
const mostMemory = 64 << 20

// TestAllCardsFitIntoMemory is not parallel: it looks at the heap of the whole process. Tests that are parallel wait
// until it is over.
func TestAllCardsFitIntoMemory(t *testing.T) {
	if held := heldByCards(t); held > mostMemory {
		t.Errorf("all cards take %.1f MB, want at most %d", float64(held)/(1<<20), mostMemory>>20)
	}
}

func BenchmarkMemoryOfAllCards(b *testing.B) {
	var held int64
	for b.Loop() {
		held = heldByCards(b)
	}
	b.ReportMetric(float64(held)/(1<<20), "MB")
}

// heldByCards is by how many bytes the heap grows when the cards of a large village are read from its database and
// quoted on as many days as are kept ready.
func heldByCards(tb testing.TB) int64 {
	tb.Helper()
	first := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	village := New(largeVillage(tb), "义乌", time.UTC, func() time.Time { return first })
	before := heap()
	for day := range maxDays {
		a, err := village.Quote(tb.Context(), Request{To: address.Place{Code: "650102"}, Weight: 1200, On: first.AddDate(0, 0, day)})
		if err != nil || len(a.Quotes) != 30 {
			tb.Fatalf("%d quotes, %v", len(a.Quotes), err)
		}
	}
	held := heap() - before
	runtime.KeepAlive(village)
	return held
}

// largeVillage is a database with the cards of thirty couriers.
func largeVillage(tb testing.TB) *pgxpool.Pool {
	tb.Helper()
	pool := pgtest.New(tb)
	var rows [][]any
	for _, s := range thirty(tb).services {
		for _, c := range s.cards {
			rows = append(rows, c.values())
		}
	}
	n, err := pool.CopyFrom(tb.Context(), pgx.Identifier{"rates"}, columns, pgx.CopyFromRows(rows))
	if err != nil || n != 30*34*4 {
		tb.Fatalf("%d rows, %v", n, err)
	}
	return pool
}

// heap is what is in use once everything that nobody needs is gone; what a pool keeps outlives one collection.
func heap() int64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
