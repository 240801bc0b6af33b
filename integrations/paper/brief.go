package paper

import (
	"fmt"
	"time"

	"oldhand/integrations/measure"
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

// Workbook writes the brief as a workbook: one page to take along, and behind it every zone and weight class. lang ("en",
// "zh") is the language of the titles.
func (b Brief) Workbook(say Say) ([]byte, error) {
	w := newWorkbook(say("paper.brief"))
	w.onOnePage(w.sheet, 1)
	for column, width := range []float64{18, 18, 12, 14, 14, 16, 16} {
		w.width(column+1, width)
	}
	w.heavy(b.From.Format(time.DateOnly) + " – " + b.To.Format(time.DateOnly))
	b.writeTotals(w, say)
	b.writeOverpaid(w, say)
	b.writeTiers(w, say)
	b.writeLanes(w, say)
	b.writeShares(w, say)
	return w.bytes()
}

// section begins a part of the page with its titles; an empty one stands over nothing.
func (w *workbook) section(say Say, name string, titles ...string) {
	w.rows++ // an empty line
	w.heavy(say(name))
	w.heavy(say.all(titles)...)
}

func (b Brief) writeTotals(w *workbook, say Say) {
	w.section(say, "paper.brief.sent", "paper.courier", "", "paper.parcels", "paper.paid", "paper.brief.each", "paper.over", "paper.over.asfast")
	for _, t := range b.Totals[:min(len(b.Totals), briefCouriers)] {
		w.row(t.Courier, nil, t.Parcels, yuanCell(t.Paid), yuanCell(measure.Each(t.Paid, t.Parcels)), yuanCell(t.Over), yuanCell(t.AsFast))
	}
	all := b.All
	w.heavy(say("paper.total"), nil, all.Parcels, yuanCell(all.Paid), yuanCell(measure.Each(all.Paid, all.Parcels)),
		yuanCell(all.Over), yuanCell(all.AsFast))
}

func (b Brief) writeOverpaid(w *workbook, say Say) {
	w.section(say, "paper.brief.overpaid", "paper.courier", "paper.cheapest", "paper.parcels", "", "", "paper.over", "paper.over.asfast")
	for _, o := range b.Overpaid[:min(len(b.Overpaid), briefOverpaid)] {
		w.row(o.Courier, o.Instead, o.Parcels, nil, nil, yuanCell(o.Over), yuanCell(o.AsFast))
	}
}

func (b Brief) writeTiers(w *workbook, say Say) {
	w.section(say, "paper.brief.tiers", "paper.courier", "paper.service", "paper.floor", "paper.more",
		"paper.each.now", "paper.each.then", "paper.saved.day")
	for _, t := range b.Tiers[:min(len(b.Tiers), briefTiers)] {
		cells := []any{t.Courier, t.Service, t.Floor, t.More}
		if t.Parcels > 0 { // else nothing was sent that it would carry
			cells = append(cells, yuanCell(measure.Each(t.Now, t.Parcels)), yuanCell(measure.Each(t.Then, t.Parcels)), yuanCell(t.Now-t.Then))
		}
		w.row(cells...)
	}
}

func (b Brief) writeLanes(w *workbook, say Say) {
	w.section(say, "paper.brief.lanes", "paper.courier", "paper.to", "paper.reports", "paper.days.half",
		"paper.days.tenth", "paper.days.card", "paper.enough")
	for _, l := range b.Lanes[:min(len(b.Lanes), briefLanes)] {
		enough := "paper.enough.no"
		if l.Enough {
			enough = "paper.enough.yes"
		}
		w.row(l.Courier, l.To, l.Reports, l.P50, l.P90, daysText(l.CardP50)+" / "+daysText(l.CardP90), say(enough))
	}
}

func daysText(days *int) string {
	if days == nil {
		return "?"
	}
	return fmt.Sprint(*days)
}

// writeShares adds a second sheet with every zone and class.
func (b Brief) writeShares(w *workbook, say Say) {
	name := say("paper.brief.shares")
	_, err := w.file.NewSheet(name)
	w.try(err)
	w.sheet, w.rows = name, 0
	w.onOnePage(name, 0)
	w.heavy(say.all([]string{"paper.courier", "paper.service", "paper.zone", "paper.class", "paper.parcels", "paper.paid", "paper.brief.each"})...)
	for _, s := range b.Shares {
		w.row(s.Courier, s.Service, s.Zone, s.Class, s.Parcels, yuanCell(s.Paid), yuanCell(measure.Each(s.Paid, s.Parcels)))
	}
}
