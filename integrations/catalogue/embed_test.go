package catalogue_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/table"
)

// always is an embedder to which everything means the same.
type always []float32

func (a always) EmbedQuery(context.Context, string) ([]float32, error) { return a, nil }

func (a always) EmbedDocuments(_ context.Context, texts []string) ([][]float32, error) {
	return slices.Repeat([][]float32{a}, len(texts)), nil
}

func TestVectorsStayInTheirRows(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Catalogue = catalogue.New(v.pool, always(slices.Repeat([]float32{1. / 32}, 1024)))
	v.load("shop.csv", shop, table.Options{})
	var vectors, elsewhere int
	err := v.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM item_embeddings), pg_relation_size(reltoastrelid)
		FROM pg_class WHERE oid = 'item_embeddings'::regclass`).Scan(&vectors, &elsewhere)
	if err != nil || vectors != 10 || elsewhere != 0 {
		t.Errorf("%d vectors, %d bytes of them outside the rows, %v", vectors, elsewhere, err)
	}
}

func TestVectorsThatCannotBeStoredAreRefused(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Catalogue = catalogue.New(v.pool, nothingMeant{})
	v.load("shop.csv", shop, table.Options{})
	for _, number := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 65520} {
		err := catalogue.New(v.pool, always{0, float32(number)}).Embed(t.Context())
		if err == nil || !strings.Contains(err.Error(), "not allowed in halfvec") {
			t.Errorf("%v: %v", number, err)
		}
	}
	if err := catalogue.New(v.pool, always{0, 1}).Embed(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestVectorsOfAnotherLengthAreNotCompared(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Catalogue = catalogue.New(v.pool, always{0, 1})
	v.load("shop.csv", shop, table.Options{})
	for length, want := range map[int]int{2: 10, 3: 0} {
		vector := make(always, length)
		vector[1] = 1
		r, err := catalogue.New(v.pool, vector).Find(t.Context(), catalogue.Query{Text: "xyzzyq"})
		if err != nil || len(r.Hits) != want {
			t.Errorf("%d numbers: %d found, want %d: %v", length, len(r.Hits), want, err)
		}
	}
}
