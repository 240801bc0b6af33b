package courier

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"oldhand/integrations/amount"
)

// Brief is what a village knows about its couriers when it negotiates with them.
type Brief struct {
	From, To time.Time // the days it covers, both inclusive
	Totals   []Total   // by what was paid, the most first
	Shares   []Share
	Overpaid []Overpaid
	Volume   int    // parcels on the last day
	Tiers    []Tier // as of the last day
	Lanes    []Lane
}

// Total is one courier's part of it.
type Total struct {
	Courier string
	Parcels int
	Paid    amount.Fen
	Over    amount.Fen // more than the cheapest courier would have charged
	AsFast  amount.Fen // more than the cheapest of those as fast
}

// Brief puts together what happened from one day to another, both inclusive.
func (c *Couriers) Brief(ctx context.Context, from, to time.Time) (b Brief, err error) {
	b = Brief{From: from, To: to}
	if b.Shares, err = c.Shares(ctx, from, to); err != nil {
		return Brief{}, err
	}
	if b.Overpaid, err = c.Overpaid(ctx, from, to); err != nil {
		return Brief{}, err
	}
	if b.Volume, b.Tiers, err = c.Tiers(ctx, to); err != nil {
		return Brief{}, err
	}
	if b.Lanes, err = c.Lanes(ctx, to); err != nil {
		return Brief{}, err
	}
	b.Totals = totals(b.Shares, b.Overpaid)
	return b, nil
}

// Totals adds up shares by courier, the most paid first.
func totals(shares []Share, overpaid []Overpaid) []Total {
	var all []Total
	of := func(courier string) *Total {
		i := slices.IndexFunc(all, func(t Total) bool { return t.Courier == courier })
		if i < 0 {
			all = append(all, Total{Courier: courier})
			i = len(all) - 1
		}
		return &all[i]
	}
	for _, s := range shares {
		t := of(s.Courier)
		t.Parcels += s.Parcels
		t.Paid += s.Paid
	}
	for _, o := range overpaid {
		t := of(o.Courier)
		t.Over += o.Fen
		t.AsFast += o.AsFast
	}
	slices.SortStableFunc(all, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.Paid, a.Paid), cmp.Compare(a.Courier, b.Courier))
	})
	return all
}

// Each is the average of an amount over so many parcels, rounded half up to the fen; over none it is nothing.
func Each(all amount.Fen, parcels int) amount.Fen {
	if parcels <= 0 {
		return 0
	}
	return (2*all + amount.Fen(parcels)) / amount.Fen(2*parcels)
}

// The lines of a brief that fit one page.
const (
	briefCouriers = 12
	briefOverpaid = 10
	briefTiers    = 10
	briefLanes    = 12
)

// briefBars is how many couriers the picture shows: as many as a card has room to name beside it.
const briefBars = 10

var briefWords = struct{ name, detail, couriers, overpaid, tiers, lanes words }{
	words{"Brief", "简报"}, words{"Zones and weights", "分区和重量"}, words{"What was sent", "发了多少"},
	words{"What was overpaid, and with whom", "哪家多付了"}, words{"The next tiers", "离下一档"}, words{"Days as sellers reported them", "卖家报的时效"},
}

// Sheet writes the brief as a workbook: one page to take along, and behind it every zone and weight class. lang ("en",
// "zh") is the language of the titles.
func (b Brief) Sheet(lang string) ([]byte, error) {
	w := newWorkbook(briefWords.name.in(lang))
	w.onOnePage(w.sheet, 1)
	for column, width := range []float64{18, 18, 12, 14, 14, 16, 16} {
		w.width(column+1, width)
	}
	w.heavy(b.From.Format(time.DateOnly) + " – " + b.To.Format(time.DateOnly))
	b.writeTotals(w, lang)
	b.writeOverpaid(w, lang)
	b.writeTiers(w, lang)
	b.writeLanes(w, lang)
	b.writeShares(w, lang)
	return w.bytes()
}

// section begins a part of the page with its titles.
func (w *workbook) section(lang string, name words, titles ...words) {
	w.rows++ // an empty line
	w.heavy(name.in(lang))
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = t.in(lang)
	}
	w.heavy(cells...)
}

var (
	courierWord = words{"Courier", "快递"}
	serviceWord = words{"Service", "产品"}
	parcelsWord = words{"Parcels", "件数"}
	paidWord    = words{"Paid", "实付"}
	eachWord    = words{"Each", "每件"}
	overWord    = words{"Over the cheapest", "比最便宜多付"}
	asFastWord  = words{"… as fast", "比同样快的多付"}
)

func (b Brief) writeTotals(w *workbook, lang string) {
	w.section(lang, briefWords.couriers, courierWord, words{}, parcelsWord, paidWord, eachWord, overWord, asFastWord)
	for _, t := range b.Totals[:min(len(b.Totals), briefCouriers)] {
		w.row(CourierName(t.Courier, lang), nil, t.Parcels, yuanCell(t.Paid), yuanCell(Each(t.Paid, t.Parcels)), yuanCell(t.Over), yuanCell(t.AsFast))
	}
	all := b.All()
	w.heavy(totalWords.in(lang), nil, all.Parcels, yuanCell(all.Paid), yuanCell(Each(all.Paid, all.Parcels)),
		yuanCell(all.Over), yuanCell(all.AsFast))
}

// All adds up the couriers.
func (b Brief) All() Total {
	var all Total
	for _, t := range b.Totals {
		all.Parcels += t.Parcels
		all.Paid += t.Paid
		all.Over += t.Over
		all.AsFast += t.AsFast
	}
	return all
}

func (b Brief) writeOverpaid(w *workbook, lang string) {
	w.section(lang, briefWords.overpaid, courierWord, words{"Cheapest was", "最便宜的是"}, parcelsWord, words{}, words{}, overWord, asFastWord)
	for _, o := range b.Overpaid[:min(len(b.Overpaid), briefOverpaid)] {
		w.row(CourierName(o.Courier, lang), CourierName(o.Instead, lang), o.Parcels, nil, nil, yuanCell(o.Fen), yuanCell(o.AsFast))
	}
}

func (b Brief) writeTiers(w *workbook, lang string) {
	w.section(lang, briefWords.tiers, courierWord, serviceWord, words{"From a day", "每天满"}, words{"More needed", "还差"},
		words{"Each now", "现在每件"}, words{"Each then", "到档每件"}, words{"Saved a day", "一天能省"})
	for _, t := range b.Tiers[:min(len(b.Tiers), briefTiers)] {
		cells := []any{CourierName(t.Courier, lang), ServiceName(t.Courier, t.Service, lang), t.Floor, t.More}
		if t.Parcels > 0 { // else nothing was sent that it would carry
			cells = append(cells, yuanCell(Each(t.Now, t.Parcels)), yuanCell(Each(t.Then, t.Parcels)), yuanCell(t.Now-t.Then))
		}
		w.row(cells...)
	}
}

func (b Brief) writeLanes(w *workbook, lang string) {
	w.section(lang, briefWords.lanes, courierWord, words{"To", "寄往"}, words{"Reports", "报告数"}, words{"Half within", "一半在几天内"},
		words{"9 of 10 within", "九成在几天内"}, words{"Card says", "价格表写"}, words{"Enough to go by", "够不够作数"})
	for _, l := range b.Lanes[:min(len(b.Lanes), briefLanes)] {
		enough := words{"no", "不够"}
		if l.Enough() {
			enough = words{"yes", "够"}
		}
		w.row(CourierName(l.Courier, lang), placeIn(PlaceOf(l.Province), lang), l.Reports, l.P50, l.P90, daysText(l.CardP50)+" / "+daysText(l.CardP90),
			enough.in(lang))
	}
}

func daysText(days *int) string {
	if days == nil {
		return "?"
	}
	return fmt.Sprint(*days)
}

// writeShares adds a second sheet with every zone and class.
func (b Brief) writeShares(w *workbook, lang string) {
	name := briefWords.detail.in(lang)
	_, err := w.file.NewSheet(name)
	w.try(err)
	w.sheet, w.rows = name, 0
	w.onOnePage(name, 0)
	w.heavy(courierWord.in(lang), serviceWord.in(lang), words{"Zone", "分区"}.in(lang), words{"Up to", "到"}.in(lang),
		parcelsWord.in(lang), paidWord.in(lang), eachWord.in(lang))
	for _, s := range b.Shares {
		class := "> " + amount.Grams(classes[len(classes)-1]).String()
		if s.Class > 0 {
			class = s.Class.String()
		}
		w.row(CourierName(s.Courier, lang), ServiceName(s.Courier, s.Service, lang), s.Zone, class, s.Parcels, yuanCell(s.Paid), yuanCell(Each(s.Paid, s.Parcels)))
	}
}

// ChartKey names the picture of what was paid to each courier, numbered from 1 in the order of Totals, and how much of
// it was too much. It holds all that is drawn; empty: nothing was sent.
func (b Brief) ChartKey() string {
	var bars []string
	for _, t := range b.Totals[:min(len(b.Totals), briefBars)] {
		bars = append(bars, fmt.Sprintf("%d,%d", t.Paid, t.Over))
	}
	if len(bars) == 0 {
		return ""
	}
	return briefPrefix + strings.Join(bars, ";")
}
