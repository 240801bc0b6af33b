package intents

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

// Twenty sellers' reports are worth more than the card: they are shown, and a latest day goes by them.
func TestQuotesShowTheDaysThatSellersSaw(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	reported := h.now.AddDate(0, 0, -10)
	a, err := h.village.Rates.Quote(t.Context(), rates.Request{To: address.PlaceOf("5101"), Weight: 1200, On: reported})
	if err != nil {
		t.Fatal(err)
	}
	for i := range parcels.MinObservations {
		err := pgx.BeginFunc(t.Context(), h.pool, func(tx pgx.Tx) error {
			id, err := h.village.Parcels.Record(t.Context(), tx, parcels.Consignment{
				Key: int64(1000 + i), Seller: 1, To: address.PlaceOf("5101"), Weight: 1200, Quote: a.Quotes[0], Count: 1, At: reported,
			})
			if err == nil {
				_, err = h.village.Parcels.Arrived(t.Context(), tx, 1, id, reported.AddDate(0, 0, 4+i/15), h.now)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	play(h, strings.Split(`@ li
> 1.2kg to Chengdu
< 1. YTO Standard ¥4.20
< sellers saw 4–5 days (20 parcels), card: 2–3 days
< Where sellers' days are missing, too few have reported.
> by Friday
< There by Fri 27 Nov
<! YTO
< 1. ZTO Standard ¥4.30
> by Saturday
< 1. YTO Standard ¥4.20
@ wang
> 1.2公斤寄成都
< 卖家实测4–5天（20件），价格表2–3天`, "\n"))
}
