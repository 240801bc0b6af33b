package phrases

import (
	"oldhand/integrations/measure"
)

var sampleLane = values{
	"Courier": "YTO", "Service": "Standard", "To": "Xinjiang", "N": 3, "Late": 1, "Enough": false, "Need": 20,
	"Own": values{"P50": 3, "P90": 5}, "Card": values{"P50": 2, "P90": 0},
}

var sampleParcel = values{
	"ID": "P10001", "Courier": "YTO", "Service": "Standard", "To": "Urumqi", "Weight": measure.Grams(1200), "Price": measure.Fen(520), "Count": 2,
	"All": measure.Fen(1040), "Day": sampleNow.AddDate(0, 0, -3), "Now": sampleNow, "There": false, "Days": 0, "Late": true, "HandedIn": true,
	"P50": 3, "P90": 5, "More": 2, "Waybills": "YT20066771, YT20066772", "Away": true,
}

var sampleReceiver = values{"Name": "王五", "Phone": "13900139000-2568", "Address": "广东省深圳市南山区科技南路2号"}

var sampleCollect = with(sampleHandover, values{
	"Booked": 3, "Ready": 7, "All": measure.Fen(2380), "Lacking": []string{"P10001", "P10002"}, "Open": []string{"P10003"},
	"Refused": []values{{"ID": "P10004", "Reason": "账户余额不足"}, {"ID": "P10005", "Reason": ""}},
})

var shipSamples = values{
	"ship.recorded":           with(sampleQuote, with(sampleParcel, values{"Lane": sampleLane, "Instead": "ZTO", "Books": true, "Receiver": sampleReceiver})),
	"ship.recorded.notice":    sampleParcel,
	"ship.lane":               with(sampleLane, values{"Enough": true}),
	"ship.already":            sampleParcel,
	"ship.undone":             sampleParcel,
	"ship.receiver":           sampleReceiver,
	"ship.receiver.kept":      values{"ID": "P10001", "Receiver": sampleReceiver},
	"ship.receiver.elsewhere": values{"ID": "P10001", "To": "Urumqi", "Other": "Shenzhen"},
	"ship.refused":            values{"ID": "P10004", "Reason": "地址停派"},
	"ship.waybills":           values{"Lines": []values{{"ID": "P10001", "Courier": "YTO", "Number": "YT20066771"}}},
	"ship.line":               sampleParcel,
	"ship.list":               values{"First": "P10001", "Parcels": []values{sampleParcel, with(sampleParcel, values{"There": true, "Days": 4})}},
	"ship.parcel":             sampleParcel,
	"ship.ask":                sampleParcel,
	"ship.noted":              with(sampleParcel, values{"There": true, "Days": 1}),
	"ship.noted.notice":       sampleParcel,
	"ship.button.day":         sampleParcel,
}

var sampleTier = values{
	"Courier": "ZTO", "Service": "Standard", "More": 310, "Floor": 5000, "N": 120, "Each": measure.Fen(340), "Then": measure.Fen(310),
	"Saved": measure.Fen(3600),
}

var villageSamples = values{
	"village.day": values{
		"Day": sampleNow, "Now": sampleNow, "Volume": 4690, "Paid": measure.Fen(1594600), "Today": false, "More": 2,
		"Couriers": []values{{
			"Courier": "ZTO", "N": 4690, "Paid": measure.Fen(1594600),
			"Zones": []values{{"Zone": "near", "Classes": []values{{"UpTo": measure.Grams(500), "N": 4000}, {"UpTo": measure.Grams(0), "N": 690}}}},
		}},
		"Tiers": []values{sampleTier, with(sampleTier, values{"N": 0}), with(sampleTier, values{"Then": measure.Fen(340)})},
	},
	"village.class":       values{"UpTo": measure.Grams(500), "N": 4},
	"village.tier":        sampleTier,
	"village.tiers":       values{"Today": false, "Volume": 4690, "SoFar": 12, "Tiers": []values{sampleTier}},
	"village.brief.sheet": values{"Tiers": []values{sampleTier}},
	"village.overpaid": values{
		"Day": sampleNow.AddDate(0, 0, -1), "Now": sampleNow, "N": 1, "All": measure.Fen(600), "AsFast": measure.Fen(150),
		"Lines": []values{{"Courier": "SF", "Instead": "ZTO", "N": 3, "Over": measure.Fen(600), "AsFast": measure.Fen(150)}},
	},
	"village.lanes": values{"Lanes": []values{sampleLane}, "Need": 20},
	"village.brief": values{
		"From": sampleNow.AddDate(0, 0, -30), "To": sampleNow, "Now": sampleNow, "N": 3, "Paid": measure.Fen(3600), "Over": measure.Fen(2700),
		"AsFast": measure.Fen(0),
		"Totals": []values{{"I": 1, "Courier": "SF", "N": 3, "Paid": measure.Fen(3600), "Over": measure.Fen(2700), "Each": measure.Fen(1200)}},
	},
	"village.nothing":            values{"Days": 30},
	"handover.list":              []string{"P10001", "P10002"},
	"handover.collect":           sampleCollect,
	"handover.collecting":        sampleHandover,
	"handover.collecting.notice": sampleHandover,
	"handover.collected":         sampleCollect,
	"handover.button.collect":    sampleCollect,
	"handover.card": values{
		"Day": sampleNow, "Now": sampleNow, "Waiting": []values{{"Courier": "ZTO", "N": 12}}, "Made": []values{sampleHandover},
	},
	"handover.made":        sampleHandover,
	"handover.made.notice": sampleHandover,
}

var sampleHandover = values{"ID": "H12", "Courier": "ZTO", "N": 3, "Rows": 2}
