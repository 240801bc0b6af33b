package catalogue_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// village is a database with a catalogue, and a folder for files.
type village struct {
	testing.TB
	*catalogue.Catalogue
	pool *pgxpool.Pool
	dir  string
	told []string
}

func newVillage(t testing.TB) *village {
	t.Helper()
	pool := pgtest.New(t)
	return &village{TB: t, Catalogue: catalogue.New(pool, models.BuiltIn()), pool: pool, dir: t.TempDir()}
}

func (v *village) write(name string, content []byte) string {
	v.Helper()
	path := filepath.Join(v.dir, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		v.Fatal(err)
	}
	return path
}

// load imports a CSV text under a name.
func (v *village) load(name, csv string, o table.Options) table.Report {
	v.Helper()
	v.told = nil
	o.Say = func(why table.Reason) string { return phrases.Tell(phrases.English, why) }
	o.Tell = func(what table.Reason) { v.told = append(v.told, strings.ReplaceAll(o.Say(what), v.dir+"/", "")) }
	report, err := v.Import(v.Context(), []string{v.write(name, []byte(csv))}, o)
	if err != nil {
		v.Fatal(err)
	}
	return report
}

func (v *village) want(want, got table.Report) {
	v.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		v.Error("report:", diff, v.told)
	}
}

// item gives the only item of a SKU.
func (v *village) item(sku string) catalogue.Item {
	v.Helper()
	items, err := v.BySKU(v.Context(), sku)
	if err != nil || len(items) != 1 {
		v.Fatalf("%d items with SKU %s, %v", len(items), sku, err)
	}
	return items[0]
}

// in runs f in a transaction and gives its error.
func (v *village) in(f func(ctx context.Context, tx pgx.Tx) error) error {
	return pgx.BeginFunc(v.Context(), v.pool, func(tx pgx.Tx) error { return f(v.Context(), tx) })
}

// reserve holds pieces of an item as open orders do.
func (v *village) reserve(sku string, pieces int) {
	v.Helper()
	_, err := v.pool.Exec(v.Context(), `UPDATE stock SET reserved = $2 WHERE item_id = $1`, v.item(sku).ID, pieces)
	if err != nil {
		v.Fatal(err)
	}
}

func painted(width, height int, c color.Color) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for n := range width * height {
		img.Set(n%width, n/width, c)
	}
	return img
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// forgotten are statements that delete items' accounts, which nothing does but tests, so that the items can be deleted.
const forgotten = `DO $$ BEGIN SET LOCAL session_replication_role = replica; DELETE FROM item_events; SET LOCAL session_replication_role = origin; END $$; `
