package quote

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"quotes": func(t *dialogue.Turn) {
			memory.Of(t).Parcel = &parcel{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市", Weight: 1200, Size: []int{300, 205, 100}, Count: 2}
			showAll(t, someQuotes())
		},
		"quotes-by": func(t *dialogue.Turn) {
			memory.Of(t).Parcel = &parcel{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市", Weight: 1200, By: "2026-11-27"}
			showAll(t, someQuotes())
		},
	}, New(Services{}))
}

// Why a courier may have no price.
var (
	tooHeavy = rates.Why{Code: "price.none.weight", Weight: 30_000}
	tooFar   = rates.Why{Code: "price.none.place", To: address.PlaceOf("51")}
)

// surcharge is a line that a card names itself.
func surcharge(name string) rates.Part {
	return rates.Part{Code: "price.surcharge", Name: rates.Name{EN: name, ZH: name}}
}

func someQuotes() rates.Answer {
	a := rates.Answer{To: address.Place{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市"}}
	for i := range 8 {
		a.Quotes = append(a.Quotes, rates.Quote{
			Courier: "圆通", Service: "标快", Billable: measure.Grams(1200 + 300*(i%2)), Volumetric: i%2 == 1, Price: measure.Fen(520 + 10*i),
			Lines: []rates.Line{{What: surcharge("首重"), Fen: 320}, {What: surcharge("续重"), Fen: measure.Fen(220 + 10*i)}, {What: surcharge("优惠"), Fen: -20}},
			P50:   new(3), P90: new(3 + i),
		})
	}
	a.Quotes[1].P50, a.Quotes[1].P90 = nil, nil
	a.Missing = []rates.Missing{{Courier: "顺丰", Service: "特快", Why: tooHeavy}}
	return a
}

// manyQuotes are so many couriers with a price and so many without, whose lines are as long as their surcharges are many.
func manyQuotes(priced, missing, surcharges int) rates.Answer {
	a := rates.Answer{To: address.Place{Code: "5101", Name: "四川省成都市"}}
	for i := range priced {
		q := rates.Quote{Courier: fmt.Sprint("Courier ", i+1), Service: "Standard", Price: measure.Fen(300 + i), P50: new(3), P90: new(5)}
		for n := range surcharges {
			q.Lines = append(q.Lines, rates.Line{What: surcharge(fmt.Sprint("surcharge number ", n)), Fen: 100})
		}
		a.Quotes = append(a.Quotes, q)
	}
	for i := range missing {
		a.Missing = append(a.Missing, rates.Missing{Courier: fmt.Sprint("Missing ", i+1), Service: "Standard", Why: []rates.Why{tooHeavy, tooFar}[i%2]})
	}
	return a
}

// drawFrom is the card that shows couriers from one on, counted from 0.
func drawFrom(t *testing.T, lang phrases.Lang, a rates.Answer, from int) bot.Card {
	t.Helper()
	cards := dialoguetest.Draw(t, lang, func(t *dialogue.Turn) {
		memory.Of(t).Parcel = &parcel{Code: "5101", Name: "四川省成都市", Weight: 1200, From: from}
		showAll(t, a)
	}, New(Services{}))
	return cards[len(cards)-1]
}

// Whatever the number of couriers and the length of their lines, every card fits a message, its buttons lead to every
// courier, and each of these can be sent with.
func TestManyCouriersAreShownCardByCard(t *testing.T) {
	t.Parallel()
	for _, lang := range dialoguetest.Languages {
		for _, surcharges := range []int{1, 6, 20} {
			a := manyQuotes(35, 40, surcharges)
			a.Quotes[30].P90 = new(1)
			next := 1
			for next <= len(a.Quotes) {
				c := drawFrom(t, lang, a, next-1)
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
				if sends := strings.Count(dialoguetest.Text(c), "](ship "); sends < next-before {
					t.Errorf("%d couriers and %d buttons", next-before, sends)
				}
				if more := strings.Contains(dialoguetest.Text(c), fmt.Sprintf("(quotes from %d)", next-1)); more != (next <= len(a.Quotes)) {
					t.Fatalf("after %d couriers the way on is %v:\n%s", next-1, more, dialoguetest.Text(c))
				}
				dialoguetest.CheckButtons(t, c)
			}
		}
	}
}

func TestMissingCouriersAreGroupedByReason(t *testing.T) {
	t.Parallel()
	a := rates.Answer{
		Quotes: []rates.Quote{{Courier: "顺丰速运", Service: "顺丰标快"}},
		Missing: []rates.Missing{
			{Courier: "中通快递", Service: "标准快递", Why: tooHeavy}, {Courier: "递四方", Service: "台湾专线", Why: tooFar},
			{Courier: "递四方", Service: "港澳专线", Why: tooFar}, {Courier: "顺丰速运", Service: "港澳经济", Why: tooFar},
		},
	}
	missing := func(a rates.Answer) string {
		cards := dialoguetest.Draw(t, phrases.Chinese, func(t *dialogue.Turn) { showMissing(t, a) }, New(Services{}))
		return phrases.Strip(cards[0].Text)
	}
	want := "没有报价的：4个\n\n不到四川：递四方、顺丰 港澳经济\n超过30公斤：中通"
	if got := missing(a); got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
	if text := missing(manyQuotes(0, 2000, 0)); utf8.RuneCountInString(text) > 4096 || !strings.Contains(text, "Missing 1、") || !strings.Contains(text, "等，还有9") {
		t.Error(text)
	}
}
