// Package ratestest gives tests a village with rate cards of their own: in a database, or in memory alone.
package ratestest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/rates"
	"oldhand/integrations/table"
)

// Header is the first line of a rates file.
const Header = "courier,service,origin,zone,provinces,places,first_g,first_price,step_g,step_price,bands,max_g,divisor,max_side_cm,surcharges," +
	"eta_p50_days,eta_p90_days,valid_from,valid_to,min_daily_parcels\n"

// Row writes the named columns of a rates file: "courier=中通", "first_g=1000".
func Row(fields ...string) string {
	cells := make([]string, strings.Count(Header, ",")+1)
	for i, column := range strings.Split(strings.TrimSpace(Header), ",") {
		for _, field := range fields {
			if value, ok := strings.CutPrefix(field, column+"="); ok {
				cells[i] = `"` + value + `"`
			}
		}
	}
	return strings.Join(cells, ",") + "\n"
}

// Flat is a row with one price whatever the weight.
func Flat(name, provinces, price string, more ...string) string {
	return Row(append([]string{"courier=" + name, "provinces=" + provinces, "first_g=30000", "first_price=" + price}, more...)...)
}

// Noon of a day of November 2026, when nothing depends on the hour.
func Noon(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }

// Village has rate cards in a database of its own.
type Village struct {
	*testing.T
	*rates.Rates
	Pool *pgxpool.Pool
	Now  time.Time    // at first noon of the 23rd
	Lang phrases.Lang // of what is told; at first English
	Told []string     // by the latest import
}

// New gives a village without cards.
func New(t *testing.T) *Village {
	v := &Village{T: t, Pool: pgtest.New(t), Now: Noon(23), Lang: phrases.English}
	v.Rates = v.Process()
	return v
}

// Process is the village's rates as one more process sees them.
func (v *Village) Process() *rates.Rates {
	return rates.New(v.Pool, "义乌", time.UTC, func() time.Time { return v.Now })
}

// Load imports rows.
func (v *Village) Load(o table.Options, rows ...string) table.Report {
	v.Helper()
	file := filepath.Join(v.TempDir(), "rates.csv")
	if err := os.WriteFile(file, []byte(Header+strings.Join(rows, "")), 0o600); err != nil {
		v.Fatal(err)
	}
	v.Told = nil
	o.Say = func(why table.Reason) string { return strings.ReplaceAll(phrases.Tell(v.Lang, why), file, "rates.csv") }
	o.Tell = func(what table.Reason) { v.Told = append(v.Told, o.Say(what)) }
	report, err := v.Import(v.Context(), []string{file}, o)
	if err != nil {
		v.Fatal(err)
	}
	return report
}

// Prices writes who costs what, and why the others are missing: "中通 3.20, 圆通: over 30 kg".
func (v *Village) Prices(to string, r rates.Request) string {
	v.Helper()
	if r.Weight == 0 {
		r.Weight = 1000
	}
	answer, _, err := v.QuoteTo(v.Context(), to, r)
	if err != nil {
		v.Fatal(err)
	}
	var said []string
	for _, q := range answer.Quotes {
		said = append(said, fmt.Sprint(q.Courier, " ", q.Price))
	}
	for _, m := range answer.Missing {
		said = append(said, m.Courier+": "+phrases.Tell(phrases.English, m.Why))
	}
	return strings.Join(said, ", ")
}

// WantPrices compares Prices.
func (v *Village) WantPrices(to string, r rates.Request, want string) {
	v.Helper()
	if got := v.Prices(to, r); got != want {
		v.Errorf("%s: %s, want %s", to, got, want)
	}
}

// National is a card for everywhere, with one thing or another changed.
func National(change func(*rates.Row)) rates.Row {
	r := rates.Row{
		Courier: "中通", Service: "标快", Provinces: "*", FirstG: Grams(1000), FirstPrice: Fen(320), StepG: Grams(1000), StepPrice: Fen(100),
	}
	if change != nil {
		change(&r)
	}
	return r
}

// Grams is a weight as a row has it.
func Grams(n int) *measure.Grams { return new(measure.Grams(n)) }

// Fen is a price as a row has it.
func Fen(n int) *measure.Fen { return new(measure.Fen(n)) }

// Cards are cards that stand in no database. t is a *testing.T or a *rapid.T.
func Cards(t interface{ Fatal(...any) }, rows ...rates.Row) *rates.Cards {
	cards, err := rates.NewCards(rows, "")
	if err != nil {
		t.Fatal(err)
	}
	return cards
}

// ThreeCouriers is a deck of couriers whose prices are easy to add up.
func ThreeCouriers(t testing.TB) *rates.Cards {
	return Cards(t,
		rates.Row{Courier: "A", Provinces: "*", FirstG: Grams(1000), FirstPrice: Fen(300), StepG: Grams(1000), StepPrice: Fen(100), Divisor: 6000},
		rates.Row{Courier: "A", Provinces: "*", FirstG: Grams(1000), FirstPrice: Fen(250), StepG: Grams(1000), StepPrice: Fen(100), MinDailyParcels: 100},
		rates.Row{Courier: "B", Provinces: "浙江;江苏", FirstG: Grams(3000), FirstPrice: Fen(260), MaxG: Grams(3000)},
		rates.Row{Courier: "C", Provinces: "*", FirstG: Grams(1000), FirstPrice: Fen(900), StepG: Grams(1000), StepPrice: Fen(50)},
	)
}
