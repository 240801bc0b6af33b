package phrases

import (
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

var sampleComparison = values{"Courier": "YTO Standard", "Parcels": 9, "Sum": measure.Fen(5200), "Saved": measure.Fen(310), "Left": 2}

var batchSamples = values{
	"batch.reading":    values{"Name": "<orders>.csv"},
	"batch.progress":   values{"Done": 500, "Lines": 10000},
	"batch.compared":   sampleComparison,
	"batch.unreadable": values{"Name": "orders.csv"},
	"batch.weightless": values{"Name": "orders.csv"},
	"batch.long":       values{"Name": "orders.csv", "Most": 20000},
	"batch.beyond":     values{"Name": "<orders>.xlsx", "Why": "it unfolds to more than 64 MB"},
	"batch.slow":       values{"Name": "orders.csv"},
	"batch.large":      values{"Name": "orders.csv", "MB": 20},
	"batch.failed":     values{"Name": "orders.csv"},
	"batch.done": values{
		"Lines": 12, "Parcels": 11, "Total": measure.Fen(4890), "MorePriced": 3, "RefusedAll": 2, "MoreRefused": 1,
		"Priced": []values{{"Line": 2, "Order": "<1001>", "To": "Hangzhou", "Weight": measure.Grams(1200), "Count": 2,
			"Courier": "YTO", "All": measure.Fen(840)}},
		"Refused":    []values{{"Line": 3, "Order": "", "Reason": "no place found in the address"}},
		"Doubted":    []values{{"Line": 9, "Order": "<1001>", "Doubt": "the same as line 2"}},
		"DoubtedAll": 2, "DoubtedSum": measure.Fen(840), "MoreDoubted": 1, "Left": "only the first sheet, A, is read",
		"Single": sampleComparison, "List": sampleComparison,
	},
	"batch.refused.places": values{"Places": []address.Place{address.PlaceOf("110105"), address.PlaceOf("220104")}},
	"batch.refused.price":  values{"Reasons": []values{{"Why": sampleCode{"price.none.weight", values{"Weight": measure.Grams(30_000)}}, "Of": []int{1, 2}}}},
	"batch.doubts":         []sampleCode{{"batch.doubt.same", values{"Line": 2}}, {"batch.doubt.booked", nil}},
	"batch.doubt.rows":     values{"Rows": 2},
	"batch.doubt.same":     values{"Line": 2},
	"batch.doubt.order":    values{"Line": 2},
	"batch.doubt.listed":   values{"On": "2026-11-23"},
	"paper.batch.single":   values{"Courier": "YTO"},
}
