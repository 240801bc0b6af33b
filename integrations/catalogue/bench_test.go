package catalogue_test

import (
	"runtime"
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/table"
)

// BenchmarkFind searches 10,000 items; "near" finds by meaning alone, "priced" within a price limit, and "statement" is the bare
// candidate query beside them.
func BenchmarkFind(b *testing.B) {
	v := newVillage(b)
	v.load("items.csv", manyItems(10_000), table.Options{})
	if _, err := v.pool.Exec(b.Context(), `ANALYZE`); err != nil {
		b.Fatal(err)
	}
	for name, query := range map[string]catalogue.Query{
		"words": {Text: "red hair clip"}, "chinese": {Text: "红色发夹"}, "typo": {Text: "red umbrela"}, "sku": {Text: "S00042"},
		"rare": {Text: "mug model 4711"}, "none": {Text: "xyzzyq plugh"},
		"priced": {Text: "red hair clip", MaxPrice: yuan(2000)}, "priced rare": {Text: "mug model 4711", MaxPrice: yuan(2000)},
		"priced near": {Text: "brolly for rainy days", MaxPrice: yuan(2000)}, "priced few": {Text: "brolly for rainy days", MaxPrice: yuan(150)},
		"near": {Text: "brolly for rainy days"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := v.Find(b.Context(), query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("statement", func(b *testing.B) {
		for b.Loop() {
			if _, err := v.pool.Exec(b.Context(), `SELECT item_id, ts_rank_cd(terms, q) FROM item_terms, to_tsquery('simple', 'red & hair & clip') q
				WHERE terms @@ q ORDER BY 2 DESC LIMIT 10`); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkNames asks the names of 10,000 items; "read" reads them all anew, and tells how many bytes of memory each takes.
func BenchmarkNames(b *testing.B) {
	const items = 10_000
	v := newVillage(b)
	v.load("items.csv", manyItems(items), table.Options{})
	b.Run("read", func(b *testing.B) {
		var kept []*catalogue.Catalogue
		before := heap()
		for b.Loop() {
			c := catalogue.New(v.pool, models.BuiltIn())
			if _, err := c.Names(b.Context()); err != nil {
				b.Fatal(err)
			}
			kept = append(kept, c)
		}
		b.ReportMetric(float64(heap()-before)/float64(len(kept)*items), "B/item")
		runtime.KeepAlive(kept)
	})
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			v.names()
		}
	})
	n := v.names()
	for name, words := range map[string]string{
		"certain": "mug model 4711", "many": "red hair clip", "chinese": "红色发夹", "none": "xyzzyq plugh", "sku": "S00042", "typo": "red umbrela",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				n.Item(words)
			}
		})
	}
}

// heap is how many bytes are in use once garbage is gone.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
