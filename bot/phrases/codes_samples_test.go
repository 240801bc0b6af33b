package phrases

import (
	"errors"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// sampleCode is what a subject gives in place of a sentence.
type sampleCode struct {
	key  string
	data any
}

func (c sampleCode) Coded() (key string, data any) { return c.key, c.data }

var (
	sampleName    = values{"EN": "fuel", "ZH": "燃油"}
	sampleRow     = sampleCode{"rates.name", values{"Courier": "YTO Standard", "Zone": "<near>", "Origin": "义乌", "From": "2026-01-01", "Floor": 300}}
	sampleRowLine = sampleCode{"rates.line", values{"Line": 3, "Row": sampleRow}}
	errSample     = errors.New("open: no such file")
	sampleBad     = values{"Value": "<1,200>"}
)

// sampleSum is a price of a first weight, three steps and a discount.
var sampleSum = values{
	"Price": measure.Fen(610), "Steps": values{"N": 3, "Of": measure.Grams(1000), "Each": measure.Fen(100)}, "Lines": []values{
		{"What": samplePart{"price.first", values{"Weight": measure.Grams(1000)}}, "Amount": measure.Fen(320), "Negative": false},
		{"What": samplePart{"price.steps", values{"Steps": 3, "Weight": measure.Grams(1000)}}, "Amount": measure.Fen(300), "Negative": false},
		{"What": samplePart{"price.surcharge", values{"Name": sampleName}}, "Amount": measure.Fen(10), "Negative": true},
	},
}

// samplePart is what a line of a price is for.
type samplePart struct {
	Code string
	data values
}

func (p samplePart) Coded() (key string, data any) { return p.Code, p.data }

var priceSamples = values{
	"price.first":       values{"Weight": measure.Grams(1000)},
	"price.band":        values{"Weight": measure.Grams(500)},
	"price.steps":       values{"Steps": 2, "Weight": measure.Grams(500)},
	"price.surcharge":   values{"Name": sampleName},
	"price.sum":         sampleSum,
	"price.times":       sampleSum["Steps"],
	"price.parts":       sampleSum,
	"price.made":        sampleSum,
	"price.none.volume": values{"Need": 300, "Has": 120},
	"price.none.place":  values{"To": address.PlaceOf("65")},
	"price.none.side":   values{"Side": "60.5"},
	"price.none.weight": values{"Weight": measure.Grams(30_000)},
	"price.none.band":   values{"Weight": measure.Grams(1000)},
}

var boundSamples = values{
	"bounds.parts":    values{"Most": 1000},
	"bounds.unfolded": values{"Most": 1000},
	"bounds.ratio":    values{"Most": 1000},
	"bounds.deep":     values{"Most": 1000},
	"bounds.token":    values{"Most": 1000},
	"bounds.text":     values{"Most": 1000},
	"bounds.sheets":   values{"Most": 1000},
	"bounds.formats":  values{"Most": 1000},
	"bounds.strings":  values{"Most": 1000},
	"bounds.cell":     values{"Most": 1000},
	"bounds.columns":  values{"Most": 1000},
	"bounds.blank":    values{"Most": 1000},
	"bounds.blocks":   values{"Most": 1000},
	"bounds.tags":     values{"Most": 1000},
	"bounds.styles":   values{"Most": 1000},
}

var tableSamples = values{
	"table.unread":       values{"File": "items.csv", "Why": errSample},
	"table.about":        values{"File": "items.xlsx", "Why": sampleCode{"table.sheets", values{"Sheet": "A"}}},
	"table.unused":       values{"File": "items.csv", "Columns": "colour, <form>"},
	"table.after":        values{"Rows": 12, "Why": errSample},
	"table.row":          values{"File": "items.csv", "Line": 2, "Column": "price", "Why": sampleCode{"items.price", sampleBad}},
	"table.rejects":      values{"File": "items.csv.rejects.csv"},
	"table.rejects.lost": values{"File": "items.csv.rejects.csv", "Why": errSample},
	"table.rejects.old":  values{"Why": errSample},
	"table.counts":       values{"Read": 5, "New": 1, "Changed": 1, "Unchanged": 2, "Rejected": 1, "DryRun": true},
	"table.header":       values{"Why": sampleCode{"table.nul", nil}},
	"table.twice":        values{"Column": "sku"},
	"table.lacks":        values{"Columns": "sku, price"},
	"table.workbook":     values{"Why": errSample},
	"table.sheets":       values{"Sheet": "A"},
	"table.cutshort":     sampleBad,
	"table.large":        values{"KiB": 256},
	"table.long":         values{"Values": 6, "Columns": 5},
	"table.error":        values{"Value": "#N/A"},
	"table.down":         values{"File": "items.csv", "Rows": 2, "Columns": "distributor"},
	"table.short":        values{"Values": 2, "Columns": 5},
	"table.noparcel":     sampleBad,
}

var itemSamples = values{
	"items.new":          values{"File": "items.csv", "Line": 2, "SKU": "A1023"},
	"items.changed":      values{"File": "items.csv", "Line": 2, "SKU": "A1023", "Columns": "price, stock"},
	"items.unembedded":   values{"Why": errSample},
	"items.reserved":     values{"Stock": 6, "Held": 7},
	"items.unseen":       sampleBad,
	"items.long":         values{"Bytes": 200},
	"items.price":        sampleBad,
	"items.whole":        values{"Value": "1.5", "Low": 1},
	"items.tiers.many":   values{"Most": 50},
	"items.tiers.twice":  values{"From": 50},
	"items.tiers.dearer": values{"From": 50, "Price": measure.Fen(201), "Before": measure.Fen(200)},
	"items.tiers.pair":   sampleBad,
	"items.images.many":  values{"Most": 10},
	"items.image":        values{"Name": "<red>.png", "Why": sampleCode{"items.image.gone", nil}},
	"items.image.large":  values{"MB": 10},
	"items.image.size":   values{"Width": 210, "Height": 10},
}

var noteSamples = values{
	"notes.new":          values{"File": "a.md", "Passages": 3},
	"notes.changed":      values{"File": "a.md", "Passages": 3},
	"notes.rejected":     values{"File": "a.md", "Why": sampleCode{"notes.nothing", nil}},
	"notes.rejects":      values{"File": "a.md.rejects.csv"},
	"notes.rejects.lost": values{"File": "a.md.rejects.csv", "Why": errSample},
	"notes.samename":     values{"Other": "b/a.md"},
	"notes.kindoffile":   values{"Extensions": ".md .txt"},
	"notes.large":        values{"MB": 20},
	"notes.front":        values{"Why": errSample},
	"notes.kind":         values{"Kind": "song"},
	"notes.day":          sampleBad,
	"notes.word":         values{"Why": errSample},
	"notes.word.broken":  values{"Why": errSample},
	"notes.pdf.broken":   values{"MB": 64},
	"notes.html":         values{"Why": errSample},
	"notes.html.damaged": values{"Why": errSample},
}

var sampleMove = values{"Column": "first_price", "Weight": measure.Grams(0), "Was": "", "Is": "2.50", "Percent": 25, "Big": true}

var rateSamples = values{
	"rates.name":            sampleRow.data,
	"rates.line":            sampleRowLine.data,
	"rates.before":          values{"Row": sampleRow},
	"rates.new":             values{"Row": sampleRow},
	"rates.stays":           values{"Row": sampleRow},
	"rates.changed":         values{"Row": sampleRow, "Moves": []values{sampleMove, with(sampleMove, values{"Weight": measure.Grams(501), "Was": "2.00"})}},
	"rates.move":            sampleMove,
	"rates.again":           values{"Line": 4, "Other": sampleRowLine},
	"rates.meets":           values{"Other": sampleRowLine},
	"rates.elsewhere":       values{"Other": sampleRowLine},
	"rates.province":        values{"Name": "Atlantis"},
	"rates.places.province": values{"Name": "浙江"},
	"rates.places.several":  values{"Name": "朝阳区"},
	"rates.places.unknown":  values{"Name": "Atlantis"},
	"rates.bands.pair":      sampleBad,
	"rates.bands.twice":     values{"Grams": int64(300)},
	"rates.price.negative":  sampleBad,
	"rates.price.most":      values{"Value": "200000", "Most": measure.Fen(10_000_000)},
	"rates.price.yuan":      sampleBad,
	"rates.whole":           sampleBad,
	"rates.most":            values{"Value": "999999999", "Most": int64(100_000_000)},
	"rates.side":            sampleBad,
	"rates.day":             sampleBad,
	"rates.percent":         values{"Value": "3.12345", "Most": 10_000},
	"rates.surcharge":       values{"Item": "fuel", "Why": sampleCode{"rates.surcharge.pair", nil}},
	"rates.surcharge.many":  values{"Most": 20},
	"rates.surcharge.most":  values{"Most": measure.Fen(10_000_000)},
}
