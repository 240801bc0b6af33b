package statement

import (
	"testing"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/text"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, cardsToDraw, New(Services{}))
}

// month is November so far.
var month = pickup.Days{From: firstOf(dialoguetest.Monday), To: measure.Midnight(dialoguetest.Monday)}

// between is what stands between seller 5 and one of two distributors.
func between(d pickup.DistributorID, name string, orders int, total measure.Fen) account {
	return account{Account: pickup.Account{Seller: 5, Distributor: d, Name: name, Orders: orders, HandedOver: total}, with: int64(d), name: name}
}

// payment is one of the day before, between seller 5 and a distributor.
func payment(id pickup.PaymentID, side pickup.Side) pickup.Payment {
	p := pickup.Payment{ID: id, Seller: 5, Distributor: 1, Name: "Meiya 美雅", Amount: 46000, On: month.To.AddDate(0, 0, -1), Side: side, Person: 5}
	if side == pickup.DistributorsSide {
		p.Person = 4
	}
	return p
}

// cardsToDraw are the cards worth looking at in both languages.
var cardsToDraw = map[string]func(*dialogue.Turn){
	"statement": func(t *dialogue.Turn) {
		meiya, hongfu := between(1, "Meiya 美雅", 2, 4800), between(2, "Hongfu Festive 红福节庆", 1, 1250)
		hongfu.Open, hongfu.OpenTotal = 2, 3000
		showStatement(t, sheet{asked: asked{whose: mine, days: month}, accounts: []account{meiya, hongfu}, handed: []pickup.Handed{
			{Order: 1001, Seller: 5, Distributor: "Meiya 美雅", At: month.From.Add(9 * time.Hour), Total: 2400},
			{Order: 1002, Seller: 5, Distributor: "Hongfu Festive 红福节庆", At: month.From.Add(10 * time.Hour), Total: 1250},
			{Order: 1007, Seller: 5, Distributor: "Meiya 美雅", At: month.To.Add(8 * time.Hour), Total: 2400},
		}})
	},
	"days": func(t *dialogue.Turn) {
		showStatement(t, sheet{asked: asked{whose: mine, days: month, with: 1}, other: "Meiya 美雅", accounts: []account{between(1, "Meiya 美雅", 13, 31200)}, sums: []pickup.Sum{
			{From: month.From, Orders: 12, Total: 28800}, {From: month.To, Orders: 1, Total: 2400},
		}})
	},
	"months": func(t *dialogue.Turn) {
		year := pickup.Days{From: month.From.AddDate(0, -10, 0), To: month.To}
		showStatement(t, sheet{asked: asked{whose: shops, days: year, with: 5}, other: "Li", accounts: []account{between(1, "Meiya", 40, 96000)}, monthly: true, sums: []pickup.Sum{
			{From: year.From, Orders: 30, Total: 72000}, {From: month.From, Orders: 10, Total: 24000},
		}})
	},
	"others": func(t *dialogue.Turn) {
		meiya, hongfu := between(1, "Meiya 美雅", 2, 4800), between(2, "Hongfu Festive 红福节庆", 0, 0)
		hongfu.Open, hongfu.OpenTotal = 2, 3000
		showAccounts(t, sheet{asked: asked{whose: mine, days: month}, accounts: []account{meiya, hongfu}}, doubted{})
	},
	"unknown": func(t *dialogue.Turn) {
		last := pickup.Days{From: month.From.AddDate(0, -1, 0), To: month.From.AddDate(0, 0, -1)}
		showAccounts(t, sheet{asked: asked{whose: mine, days: last}, accounts: []account{between(1, "Meiya 美雅", 2, 4800)}}, doubted{words: "Lucky <Star>"})
	},
	"village": func(t *dialogue.Turn) {
		showTurnovers(t, asked{whose: village, days: month}, []pickup.Turnover{
			{Name: "Meiya 美雅", Orders: 12, HandedOver: 480050, Open: 1, OpenTotal: 240}, {Name: "Hongfu Festive 红福节庆", Orders: 1, HandedOver: 1250},
		})
	},
	"owed": func(t *dialogue.Turn) { // and paid ahead to another, with payments that wait for both sides
		meiya, hongfu := between(1, "Meiya 美雅", 2, 4800), between(2, "Hongfu Festive 红福节庆", 1, 1250)
		meiya.Before, meiya.Paid, meiya.Stated, hongfu.Before, hongfu.Paid = 1000, 2000, 46000, -500, 2000
		showStatement(t, sheet{asked: asked{whose: mine, days: month}, accounts: []account{meiya, hongfu}, waiting: []pickup.Payment{
			payment(8, pickup.SellersSide), payment(9, pickup.DistributorsSide),
		}})
	},
	"owed-shop": func(t *dialogue.Turn) {
		li := between(1, "Meiya 美雅", 2, 4800)
		li.with, li.name, li.Stated = 5, "Li", 92000
		last := pickup.Days{From: month.From.AddDate(0, -1, 0), To: month.From.AddDate(0, 0, -1)}
		theirs := payment(8, pickup.SellersSide)
		theirs.Person = 6
		showStatement(t, sheet{asked: asked{whose: shops, days: last, with: 5}, other: "Li", accounts: []account{li}, waiting: []pickup.Payment{theirs, payment(9, pickup.DistributorsSide)}})
	},
	"payment": func(t *dialogue.Turn) {
		meiya := between(1, "Meiya 美雅", 2, 4800)
		p := proposed{Turn: 76, Whose: mine, With: 1, Amount: 46000, On: "2026-11-22"}
		showProposed(t, p, payment(0, pickup.SellersSide), meiya, true)
		t.Cards()[0].Key = "before"
		showStatedBefore(t, p, payment(9, pickup.DistributorsSide), "宁姐 Ms Ning")
		showStated(t, p, payment(8, pickup.SellersSide), meiya, true)
	},
	"payment-shop": func(t *dialogue.Turn) {
		li := between(1, "Meiya 美雅", 2, 46000)
		li.with, li.name = 5, "Li"
		p := proposed{Turn: 76, Whose: shops, With: 5, Amount: 46000, On: "2026-11-22"}
		showProposed(t, p, payment(0, pickup.DistributorsSide), li, false)
		t.Cards()[0].Key = "before"
		showStated(t, p, payment(8, pickup.DistributorsSide), li, false)
		agreed, objected := payment(8, pickup.SellersSide), payment(9, pickup.SellersSide)
		agreed.Answer, objected.Answer = pickup.Agreed, pickup.Objected
		showAnswered(t, agreed, "Li", "Li", false)
		showAnswered(t, objected, "Li", "Li", true)
	},
	"nothing": func(t *dialogue.Turn) {
		showStatement(t, sheet{asked: asked{whose: mine, days: pickup.Days{To: month.To}}})
	},
}

// A statement with everything that a card may hold stays within a message.
func TestALongStatementStaysWithinAMessage(t *testing.T) {
	t.Parallel()
	for _, lang := range dialoguetest.Languages {
		cards := dialoguetest.Draw(t, lang, func(t *dialogue.Turn) {
			s := sheet{asked: asked{whose: mine, days: month}}
			for i := range 40 {
				s.accounts = append(s.accounts, between(pickup.DistributorID(1000+i), "A distributor with quite a long name of its own", 31, 1234567890))
				s.sums = append(s.sums, pickup.Sum{From: month.From.AddDate(0, 0, i), Orders: 1000, Total: 1234567890})
			}
			s.sums = s.sums[:daysShown]
			showStatement(t, s)
			t.Cards()[0].Key = "before"
			showAccounts(t, s, doubted{"Long", true})
		}, New(Services{}))
		for _, c := range cards {
			if !dialoguetest.Limits.FitsMessage(c.Text) {
				t.Errorf("too long: %s", c.Text)
			}
		}
	}
}

// What a button carries is what is read of it, and nothing else is read.
func TestButtonsCarryStatements(t *testing.T) {
	t.Parallel()
	zone := dialoguetest.Shanghai
	for _, a := range []asked{
		{whose: mine, days: month}, {whose: shops, days: pickup.Days{To: month.To}}, {whose: shops, days: month, with: 99999999},
	} {
		button := dialogue.Tap("", "billx", a.args()...)
		n := len(button.Choice.Verb)
		for _, arg := range button.Choice.Args {
			n += len(arg)
		}
		if got, ok := read(button.Choice.Args, zone); !ok || got != a || n > 30 {
			t.Errorf("%+v comes back as %+v, %t, of %d bytes", a, got, ok, n)
		}
	}
	for _, args := range [][]string{nil, {"m"}, {"m", "x", "261101"}, {"m", "261101", "261350"}, {"m", "0", "261101", "x"}, {"m", "0", "261101", "1", "2"}} {
		if got, ok := read(args, zone); ok {
			t.Errorf("%q is read as %+v", args, got)
		}
	}
}

func TestWhoIsCalled(t *testing.T) {
	t.Parallel()
	all := []other{
		{1, "Meiya 美雅", append(text.NameForms("Meiya 美雅"), text.NameForms("宁姐 Ms Ning")...)}, {2, "Hongfu Festive 红福节庆", text.NameForms("Hongfu Festive 红福节庆")}, {3, "阿梅", text.NameForms("阿梅")},
		{4, "Fumao 福茂", append(text.NameForms("Fumao 福茂"), text.NameForms("周姐")...)}, {5, "Li", text.NameForms("Li")},
	}
	for words, want := range map[string]int64{
		"Meiya": 1, "meiya": 1, "美雅": 1, "宁姐": 1, "Ning": 1, "红福": 2, "Hongfu": 2, "hongfu festive": 2, "周姐": 4, "周姐家": 4, "福茂那边": 4, "Li": 5, "李": 0, "Samir": 0, "梅": 0,
		"阿梅姐": 3, "": 0,
	} {
		found := called(words, all)
		if want == 0 && len(found) != 0 || want != 0 && (len(found) != 1 || found[0].id != want) {
			t.Errorf("%q is %+v, want %d", words, found, want)
		}
	}
	for sentence, want := range map[string][]int64{
		"I paid Meiya 460": {1}, "刚给美雅转了460": {1}, "跟周姐和阿梅的账": {3, 4}, "likely": nil, "my Festive bill": {2}, "all": nil, "li owes": nil, "Li's bill": {5},
	} {
		var ids []int64
		for _, o := range namedIn(sentence, all) {
			ids = append(ids, o.id)
		}
		if len(ids) != len(want) || len(ids) > 0 && ids[0] != want[0] {
			t.Errorf("%q names %v, want %v", sentence, ids, want)
		}
	}
}
