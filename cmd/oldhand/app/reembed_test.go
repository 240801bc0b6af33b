package app

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// otherModel is another model; while down it answers nothing.
type otherModel struct {
	models.Embedder
	down bool
}

func (o *otherModel) Model() string { return "other" }

func (o *otherModel) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	if o.down {
		return nil, errors.New("down")
	}
	vectors, err := o.Embedder.EmbedDocuments(ctx, texts)
	for i := range vectors {
		vectors[i] = vectors[i][:64] // of another dimension, too
	}
	return vectors, err
}

func (o *otherModel) EmbedQuery(ctx context.Context, s string) ([]float32, error) {
	vectors, err := o.EmbedDocuments(ctx, []string{s})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// TestAnotherModelEmbedsEverythingAnew changes the model of a village that has vectors already.
func TestAnotherModelEmbedsEverythingAnew(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	c := Config{Village: pgtest.Village, Origin: "义乌", Timezone: Zone{time.UTC}}
	before := NewServices(c, pool, Models{Items: models.BuiltIn(), Notes: models.BuiltIn()}, time.Now, log)
	for name, read := range map[string]func(context.Context, []string, table.Options) (table.Report, error){
		"items.csv": before.Catalogue.Import, "notes": before.Knowledge.Import,
	} {
		if _, err := read(t.Context(), []string{"../../../e2e/testdata/village/" + name}, table.Options{RejectsDir: t.TempDir()}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := before.Knowledge.Reembed(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	other := &otherModel{Embedder: models.BuiltIn(), down: true}
	s := NewServices(c, pool, Models{Items: other, Notes: other}, time.Now, log)
	vectors := func() (old, renewed int) {
		err := pool.QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE model <> 'other'), count(*) FILTER (WHERE model = 'other')
			FROM (SELECT model FROM item_embeddings UNION ALL SELECT model FROM passage_vectors) every`).Scan(&old, &renewed)
		if err != nil {
			t.Fatal(err)
		}
		return old, renewed
	}
	found := func() int {
		result, err := s.Catalogue.Find(t.Context(), catalogue.Query{Text: "hair clip"})
		if err != nil {
			t.Fatal(err)
		}
		return len(result.Hits)
	}
	all, _ := vectors()
	work := func() error { return embedWorker{s: s, log: log}.Work(t.Context(), &river.Job[embedArgs]{}) }
	if err := work(); err == nil {
		t.Error("a model that is down is no error")
	}
	if old, renewed := vectors(); old != all || renewed != 0 || all == 0 || found() == 0 {
		t.Errorf("while the model is down there are %d of %d old vectors, %d new ones and %d items found", old, all, renewed, found())
	}
	other.down = false
	if err := work(); err != nil {
		t.Fatal(err)
	}
	if old, renewed := vectors(); old != 0 || renewed != all || found() == 0 {
		t.Errorf("%d old vectors are left, %d are new, %d items are found", old, renewed, found())
	}
}
