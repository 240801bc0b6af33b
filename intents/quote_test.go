package intents

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

// manyQuotes are so many couriers with a price and so many without, whose lines are as long as their surcharges are many.
func manyQuotes(priced, missing, surcharges int) rates.Answer {
	a := rates.Answer{To: address.Place{Code: "5101", Name: "四川省成都市"}}
	for i := range priced {
		q := rates.Quote{Courier: fmt.Sprint("Courier ", i+1), Service: "Standard", Price: measure.Fen(300 + i), P50: new(3), P90: new(5)}
		for n := range surcharges {
			q.Lines = append(q.Lines, rates.Line{What: fmt.Sprint("surcharge number ", n), Fen: 100})
		}
		a.Quotes = append(a.Quotes, q)
	}
	for i := range missing {
		a.Missing = append(a.Missing, rates.Missing{Courier: fmt.Sprint("Missing ", i+1), Service: "Standard", Reason: []string{"over 30 kg", "does not serve Tibet"}[i%2]})
	}
	return a
}

// Whatever the number of couriers and the length of their lines, every card fits a message, its buttons lead to every
// courier, and each of these can be sent with.
func TestManyCouriersAreShownCardByCard(t *testing.T) {
	t.Parallel()
	for _, lang := range []phrases.Lang{phrases.English, phrases.Chinese} {
		for _, surcharges := range []int{1, 6, 20} {
			v := visitIn(lang)
			v.state.Quote = &quoteRequest{Code: "5101", Name: "四川省成都市", Weight: 1200}
			a := manyQuotes(35, 40, surcharges)
			a.Quotes[30].P90 = new(1)
			next := 1
			for next <= len(a.Quotes) {
				v.state.Quote.From = next - 1
				v.showObserved(a)
				c := v.cards[len(v.cards)-1]
				text := phrases.Strip(c.Text)
				room := 4096
				if c.Photo != nil {
					room = 1024
				}
				if n := utf8.RuneCountInString(text); n > room {
					t.Fatalf("%s: %d characters of %d", lang, n, room)
				}
				if !strings.Contains(text, fmt.Sprintf("\n%d. Courier %d ", next, next)) || next == 1 && !strings.Contains(text, "31. Courier 31") {
					t.Fatalf("%s: neither the next nor the quickest courier in\n%s", lang, text)
				}
				before := next
				for strings.Contains(text, fmt.Sprintf("\n%d. Courier %d ", next, next)) {
					next++
				}
				if sends := strings.Count(drawn(c), "](ship "); sends < next-before {
					t.Errorf("%d couriers and %d buttons", next-before, sends)
				}
				if more := strings.Contains(drawn(c), fmt.Sprintf("(quotes from %d)", next-1)); more != (next <= len(a.Quotes)) {
					t.Fatalf("after %d couriers the way on is %v:\n%s", next-1, more, drawn(c))
				}
				checkButtons(t, c)
			}
		}
	}
}

func TestMissingCouriersAreGroupedByReason(t *testing.T) {
	t.Parallel()
	v := visitIn(phrases.Chinese)
	a := rates.Answer{
		Quotes: []rates.Quote{{Courier: "顺丰速运", Service: "顺丰标快"}},
		Missing: []rates.Missing{
			{Courier: "中通快递", Service: "标准快递", Reason: "超过30公斤"}, {Courier: "递四方", Service: "台湾专线", Reason: "不到四川"},
			{Courier: "递四方", Service: "港澳专线", Reason: "不到四川"}, {Courier: "顺丰速运", Service: "港澳经济", Reason: "不到四川"},
		},
	}
	v.showMissing(a)
	want := "没有报价的：4个\n\n不到四川：递四方、顺丰 港澳经济\n超过30公斤：中通"
	if got := phrases.Strip(v.cards[0].Text); got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
	v.showMissing(manyQuotes(0, 2000, 0))
	if text := phrases.Strip(v.cards[1].Text); utf8.RuneCountInString(text) > 4096 || !strings.Contains(text, "Missing 1、") || !strings.Contains(text, "等，还有9") {
		t.Error(text)
	}
}

// Twenty sellers' reports are worth more than the card: they are shown, and a latest day goes by them.
func TestQuotesShowTheDaysThatSellersSaw(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	reported := h.now.AddDate(0, 0, -10)
	a, err := h.Rates.Quote(t.Context(), rates.Request{To: address.PlaceOf("5101"), Weight: 1200, On: reported}, "en")
	if err != nil {
		t.Fatal(err)
	}
	for i := range parcels.MinObservations {
		err := pgx.BeginFunc(t.Context(), h.pool, func(tx pgx.Tx) error {
			id, err := h.Parcels.Record(t.Context(), tx, parcels.Consignment{
				Key: int64(1000 + i), Seller: 1, To: address.PlaceOf("5101"), Weight: 1200, Quote: a.Quotes[0], Count: 1, At: reported,
			})
			if err == nil {
				_, err = h.Parcels.Arrived(t.Context(), tx, 1, id, reported.AddDate(0, 0, 4+i/15), h.now)
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

func FuzzCutOrder(f *testing.F) {
	for _, seed := range []string{"quote my order #1001 to Chengdu", "1001号单发成都多少钱", "我的订单#1001", "order 99999999999999", "#", "刚才的单寄北京"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, rest, ok := cutOrder(text)
		if named := strings.Contains(rest, " a parcel ") || strings.Contains(rest, "一个包裹"); ok != named || id < 0 {
			t.Errorf("%q: order %d, %q, %v", text, id, rest, ok)
		}
	})
}
