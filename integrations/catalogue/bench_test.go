package catalogue_test

import (
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/table"
)

// BenchmarkFind searches 10,000 items; "statement" is the bare candidate query beside it.
func BenchmarkFind(b *testing.B) {
	v := newVillage(b)
	v.load("items.csv", manyItems(10_000), table.Options{})
	if _, err := v.pool.Exec(b.Context(), `ANALYZE`); err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{
		"words": "red hair clip", "chinese": "红色发夹", "typo": "red umbrela", "sku": "S00042", "rare": "mug model 4711", "none": "xyzzyq plugh",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := v.Find(b.Context(), catalogue.Query{Text: text}); err != nil {
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
