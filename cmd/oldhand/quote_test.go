package main

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/rates"
)

// A quote for a script holds what sellers saw beside what the cards say; for a person it is said in their language.
func TestQuotesFromTheCommandLine(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	v := app.NewServices(c, pgtest.Open(t, c.DatabaseURL, c.Village), app.Models{}, time.Now, slog.New(slog.DiscardHandler))
	reportOnParcels(t, v, 3)
	var printed strings.Builder
	s := streams{in: strings.NewReader("Chengdu\t1.2kg\n"), out: &printed, log: slog.New(slog.DiscardHandler)}
	ask := quoteCommand{queryFlags: queryFlags{Lang: "en", Batch: "-"}}
	if err := ask.Run(t.Context(), c, s); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Quotes []struct {
			Courier  string          `json:"courier"`
			P90      int             `json:"eta_p90_days"`
			Observed *rates.Observed `json:"observed"`
		} `json:"quotes"`
	}
	if err := json.Unmarshal([]byte(printed.String()), &answer); err != nil {
		t.Fatal(err)
	}
	first, second := answer.Quotes[0], answer.Quotes[1]
	if first.P90 != 3 || first.Observed == nil || *first.Observed != (rates.Observed{Reports: 3, P50: 5, P90: 5}) || second.Observed != nil {
		t.Errorf("%s", printed.String())
	}
	printed.Reset()
	ask = quoteCommand{queryFlags: queryFlags{Lang: "zh"}, To: "乌鲁木齐", Weight: "1.2kg"}
	if err := ask.Run(t.Context(), c, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"   21.00  圆通 标准: 首重1公斤 12.00 + 续重1公斤 9.00 = 21.00元; 5–8天\n", "-  不到新疆: 百世 标准, 极兔 标准"} {
		if !strings.Contains(printed.String(), want) {
			t.Errorf("no %q in\n%s", want, printed.String())
		}
	}
}

// reportOnParcels has a seller send parcels to Chengdu with the cheapest courier, all there after five days.
func reportOnParcels(t *testing.T, v *app.Services, n int) {
	t.Helper()
	sent := time.Now().AddDate(0, 0, -10)
	r := rates.Request{To: address.PlaceOf("5101"), Weight: 1200}
	a, err := v.Rates.Quote(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		err := pgx.BeginFunc(t.Context(), v.Pool, func(tx pgx.Tx) error {
			id, err := v.Parcels.Record(t.Context(), tx, parcels.Consignment{
				Key: int64(i + 1), Seller: 1, To: r.To, Weight: r.Weight, Quote: a.Quotes[0], Count: 1, At: sent,
			})
			if err == nil {
				_, err = v.Parcels.Arrived(t.Context(), tx, 1, id, sent.AddDate(0, 0, 5), time.Now())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
