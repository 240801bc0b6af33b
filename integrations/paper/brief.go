package paper

import (
	"fmt"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
)

// Brief is the page that goes along when a village negotiates with its couriers. Names are those that its reader uses.
type Brief struct {
	From, To time.Time // the days it covers, both inclusive
	Totals   []BriefTotal
	All      BriefTotal
	Overpaid []BriefOverpaid
	Tiers    []BriefTier
	Lanes    []BriefLane
	Shares   []BriefShare
}

// BriefTotal is what went with one courier.
type BriefTotal struct {
	Courier            string
	Parcels            int
	Paid, Over, AsFast measure.Fen
}

// BriefOverpaid is what parcels cost more with one courier than with another.
type BriefOverpaid struct {
	Courier, Instead string
	Parcels          int
	Over, AsFast     measure.Fen
}

// BriefTier is the next volume of a courier's service.
type BriefTier struct {
	Courier, Service     string
	Floor, More, Parcels int
	Now, Then            measure.Fen
}

// BriefLane is how long a courier takes to a place.
type BriefLane struct {
	Courier, To       string
	Reports, P50, P90 int
	CardP50, CardP90  *int
	Enough            bool
}

// BriefShare is what went with a courier's service in one zone and weight class.
type BriefShare struct {
	Courier, Service, Zone, Class string
	Parcels                       int
	Paid                          measure.Fen
}

// The lines of a brief that fit one page.
const (
	briefCouriers = 12
	briefOverpaid = 10
	briefTiers    = 10
	briefLanes    = 12
)

var briefWords = struct{ name, detail, couriers, overpaid, tiers, lanes table.Words }{
	table.Both("Brief", "简报"), table.Both("Zones and weights", "分区和重量"), table.Both("What was sent", "发了多少"),
	table.Both("What was overpaid, and with whom", "哪家多付了"), table.Both("The next tiers", "离下一档"), table.Both("Days as sellers reported them", "卖家报的时效"),
}

// Workbook writes the brief as a workbook: one page to take along, and behind it every zone and weight class. lang ("en",
// "zh") is the language of the titles.
func (b Brief) Workbook(lang string) ([]byte, error) {
	w := newWorkbook(briefWords.name.In(lang))
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
func (w *workbook) section(lang string, name table.Words, titles ...table.Words) {
	w.rows++ // an empty line
	w.heavy(name.In(lang))
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = t.In(lang)
	}
	w.heavy(cells...)
}

var (
	courierWord = table.Both("Courier", "快递")
	serviceWord = table.Both("Service", "产品")
	parcelsWord = table.Both("Parcels", "件数")
	paidWord    = table.Both("Paid", "实付")
	eachWord    = table.Both("Each", "每件")
	overWord    = table.Both("Over the cheapest", "比最便宜多付")
	asFastWord  = table.Both("… as fast", "比同样快的多付")
)

func (b Brief) writeTotals(w *workbook, lang string) {
	w.section(lang, briefWords.couriers, courierWord, table.Words{}, parcelsWord, paidWord, eachWord, overWord, asFastWord)
	for _, t := range b.Totals[:min(len(b.Totals), briefCouriers)] {
		w.row(t.Courier, nil, t.Parcels, yuanCell(t.Paid), yuanCell(measure.Each(t.Paid, t.Parcels)), yuanCell(t.Over), yuanCell(t.AsFast))
	}
	all := b.All
	w.heavy(totalWords.In(lang), nil, all.Parcels, yuanCell(all.Paid), yuanCell(measure.Each(all.Paid, all.Parcels)),
		yuanCell(all.Over), yuanCell(all.AsFast))
}

func (b Brief) writeOverpaid(w *workbook, lang string) {
	w.section(lang, briefWords.overpaid, courierWord, table.Both("Cheapest was", "最便宜的是"), parcelsWord, table.Words{}, table.Words{}, overWord, asFastWord)
	for _, o := range b.Overpaid[:min(len(b.Overpaid), briefOverpaid)] {
		w.row(o.Courier, o.Instead, o.Parcels, nil, nil, yuanCell(o.Over), yuanCell(o.AsFast))
	}
}

func (b Brief) writeTiers(w *workbook, lang string) {
	w.section(lang, briefWords.tiers, courierWord, serviceWord, table.Both("From a day", "每天满"), table.Both("More needed", "还差"),
		table.Both("Each now", "现在每件"), table.Both("Each then", "到档每件"), table.Both("Saved a day", "一天能省"))
	for _, t := range b.Tiers[:min(len(b.Tiers), briefTiers)] {
		cells := []any{t.Courier, t.Service, t.Floor, t.More}
		if t.Parcels > 0 { // else nothing was sent that it would carry
			cells = append(cells, yuanCell(measure.Each(t.Now, t.Parcels)), yuanCell(measure.Each(t.Then, t.Parcels)), yuanCell(t.Now-t.Then))
		}
		w.row(cells...)
	}
}

func (b Brief) writeLanes(w *workbook, lang string) {
	w.section(lang, briefWords.lanes, courierWord, table.Both("To", "寄往"), table.Both("Reports", "报告数"), table.Both("Half within", "一半在几天内"),
		table.Both("9 of 10 within", "九成在几天内"), table.Both("Card says", "价格表写"), table.Both("Enough to go by", "够不够作数"))
	for _, l := range b.Lanes[:min(len(b.Lanes), briefLanes)] {
		enough := table.Both("no", "不够")
		if l.Enough {
			enough = table.Both("yes", "够")
		}
		w.row(l.Courier, l.To, l.Reports, l.P50, l.P90, daysText(l.CardP50)+" / "+daysText(l.CardP90),
			enough.In(lang))
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
	name := briefWords.detail.In(lang)
	_, err := w.file.NewSheet(name)
	w.try(err)
	w.sheet, w.rows = name, 0
	w.onOnePage(name, 0)
	w.heavy(courierWord.In(lang), serviceWord.In(lang), table.Both("Zone", "分区").In(lang), table.Both("Up to", "到").In(lang),
		parcelsWord.In(lang), paidWord.In(lang), eachWord.In(lang))
	for _, s := range b.Shares {
		w.row(s.Courier, s.Service, s.Zone, s.Class, s.Parcels, yuanCell(s.Paid), yuanCell(measure.Each(s.Paid, s.Parcels)))
	}
}
