package phrases

import "oldhand/integrations/measure"

var sampleNumber = values{"ID": int64(1007)}

var sampleTold = with(sampleOrder, values{"Reason": "sold_out"})

var counterSamples = values{
	"counter.card": sampleOrder, "counter.outside": sampleOutside, "counter.line": sampleLine,
	"counter.is.placed": sampleOrder, "counter.is.accepted": sampleOrder, "counter.is.ready": sampleOrder, "counter.is.picked": sampleOrder,
	"counter.is.refused": sampleOrder, "counter.is.cancelled": sampleOrder, "counter.is.expired": sampleOrder, "counter.is.lapsed": sampleOrder,
	"counter.toolate": sampleNumber, "counter.why": sampleOrder, "counter.whycancel": sampleOrder, "counter.reason": sampleNumber, "counter.waiting": values{"Orders": "#1006, #1007", "Several": true}, "counter.whichline": sampleNumber,
	"counter.howmany":          with(sampleLine, sampleNumber),
	"counter.notsomany":        values{"SKU": "A1023", "N": 12, "ID": int64(1007)},
	"counter.nothingleft":      sampleNumber,
	"counter.offshelf":         values{"Lines": []values{{"SKU": "A1023", "N": 8}, {"SKU": "A2001", "N": 2}}},
	"counter.noline":           sampleNumber,
	"counter.nosuch":           values{"ID": int64(1007), "Distributor": "美雅"},
	"counter.nosuch.organiser": sampleNumber,
	"counter.coming":           sampleOrder,
	"counter.wrongcode":        values{"Code": "4821", "Distributor": "美雅"},
	"counter.done":             values{"What": "accepted"},
	"counter.button.which":     values{"ID": int64(1007), "Name": "Li"},
	"life.history":             sampleOrder, "life.who": sampleEvent, "life.reason": sampleEvent,
	"life.did.placed": sampleEvent, "life.did.accepted": sampleEvent, "life.did.short": sampleEvent, "life.did.ready": sampleEvent,
	"life.did.picked": sampleEvent, "life.did.refused": sampleEvent, "life.did.cancelled": sampleEvent, "life.did.withdrawn": sampleEvent, "life.did.asked": sampleEvent,
	"life.did.changed": sampleEvent, "life.changed": sampleTerms, "life.did.proposed": sampleEvent, "life.did.declined": sampleEvent,
	"life.did.kept": sampleEvent, "life.did.claimed": sampleEvent, "life.did.credited": sampleEvent, "life.did.replaced": sampleEvent, "life.did.denied": sampleEvent, "life.did.expired": sampleEvent, "life.did.lapsed": sampleEvent,
	"life.told.accepted": sampleTold, "life.told.ready": sampleTold, "life.told.picked": sampleTold, "life.told.refused": sampleTold,
	"life.told.cancelled": sampleTold, "life.told.kept": sampleTold, "life.told.withdrawn": sampleTold, "life.told.short": sampleTold,
	"life.told.changed": sampleTold, "life.told.declined": sampleTold,
	"life.instead":                  values{"SKU": "A1023", "N": 8, "Unit": "pcs", "Items": []values{sampleItem}},
	"life.told.expired":             values{"Orders": []values{sampleOrder}},
	"life.told.expired.distributor": values{"Orders": []values{sampleOrder}},
	"life.told.lapsed":              values{"Orders": []values{sampleOrder}},
	"life.told.lapsed.distributor":  values{"Orders": []values{sampleOrder}},
}

var sampleClaim = values{
	"ID": int64(1006), "Distributor": "美雅", "Name": "Li", "SKU": "A1023", "Title": "Red <hair> clip", "Quantity": 2, "Unit": "pcs", "N": 20,
	"Sum": measure.Fen(240), "Reason": "broken", "Status": "credited", "Amount": measure.Fen(240), "Answer": "complete",
}

var claimSamples = values{
	"claim.card": sampleClaim, "claim.whichorder": values{"Any": true}, "claim.whichline": sampleOrder, "claim.howmany": sampleClaim,
	"claim.why": sampleClaim, "claim.notpicked": values{"ID": int64(1006), "Open": true}, "claim.many": sampleClaim, "claim.sent": sampleClaim,
	"claim.at": sampleClaim, "claim.answer": sampleClaim, "claim.told": sampleClaim, "claim.whynot": sampleClaim,
	"claim.button.order": sampleClaim, "claim.button.all": sampleClaim, "claim.button.credit": sampleClaim,
}
