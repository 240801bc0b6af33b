package catalogue_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/table"
)

// meanwhile is a tracer that lets something happen once, just before a statement that begins so is run.
type meanwhile struct {
	before string
	once   sync.Once
	do     func()
}

func (m *meanwhile) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	if strings.HasPrefix(q.SQL, m.before) {
		m.once.Do(m.do)
	}
	return ctx
}

func (*meanwhile) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// A file without a column of stock says nothing of it: what sellers fetch while it is read does not come back.
func TestAFileSilentAboutStockLeavesWhatChangesMeanwhile(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", head+"D,A,Clip,,,,1.20,,,,100,,,,,,\n", table.Options{})
	fetched := &meanwhile{before: "UPDATE merged_items", do: func() {
		if _, err := v.add("D", "A", -40); err != nil {
			t.Error(err)
		}
	}}
	config := v.pool.Config()
	config.ConnConfig.Tracer = fetched
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	file := v.write("prices.csv", []byte("distributor,sku,price\nD,A,1.30\n"))
	if _, err := catalogue.New(pool, models.BuiltIn()).Import(t.Context(), []string{file}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := v.item("A"); got.Stock != 60 || got.Price != 130 {
		t.Errorf("%d to be had at %v", got.Stock, got.Price)
	}
}
