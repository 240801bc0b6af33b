package catalogue_test

import (
	"testing"

	"oldhand/integrations/catalogue"
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
