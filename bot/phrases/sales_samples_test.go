package phrases

var salesSamples = values{
	"sales.read": values{"Name": "<orders>.csv"},
	"sales.file": values{
		"Name": "<orders>.csv", "Orders": 20, "Kinds": 12, "Pieces": 35, "Out": []values{{"Why": "refunded", "Orders": 2}, {"Why": "shipped", "Orders": 5}}, "Unnumbered": 1,
		"Left": "only the first sheet, A, is read", "Refused": []values{{"Line": 3, "Reason": "it names no goods"}}, "RefusedAll": 6, "MoreRefused": 5,
	},
	"sales.out.closed":     values{"Orders": 1},
	"sales.out.refunded":   values{"Orders": 1},
	"sales.out.unpaid":     values{"Orders": 1},
	"sales.out.shipped":    values{"Orders": 1},
	"sales.unreadable":     values{"Name": "<orders>.csv"},
	"sales.fetched":        values{"Orders": 20, "Fetched": 3, "All": false},
	"sales.packs":          values{"Packs": []values{{"Name": "A <box> · 10 pcs", "Pieces": 3}}, "More": 2},
	"sales.more":           values{"Most": 200, "More": 30},
	"sales.matches":        values{"Matches": []values{with(sampleItem, values{"Shown": "A <long> title · red"})}, "All": 30},
	"sales.button.fetch":   values{"Pieces": 35},
	"sales.button.again":   nil,
	"sales.button.unmatch": sampleItem,
}
