package phrases

import "oldhand/integrations/amount"

var sampleLane = values{
	"Courier": "YTO", "Service": "Standard", "To": "Xinjiang", "N": 3, "Late": 1, "Enough": false, "Need": 20,
	"Own": values{"P50": 3, "P90": 5}, "Card": values{"P50": 2, "P90": 0},
}

var sampleParcel = values{
	"ID": "P10001", "Courier": "YTO", "Service": "Standard", "To": "Urumqi", "Weight": amount.Grams(1200), "Price": amount.Fen(520), "Count": 2,
	"All": amount.Fen(1040), "Day": sampleNow.AddDate(0, 0, -3), "Now": sampleNow, "There": false, "Days": 0, "Late": true, "HandedIn": true,
	"P50": 3, "P90": 5, "More": 2,
}

var shipSamples = values{
	"ship.recorded":        with(sampleQuote, with(sampleParcel, values{"Lane": sampleLane, "Instead": "ZTO"})),
	"ship.recorded.notice": sampleParcel,
	"ship.lane":            with(sampleLane, values{"Enough": true}),
	"ship.already":         sampleParcel,
	"ship.undone":          sampleParcel,
	"ship.line":            sampleParcel,
	"ship.list":            values{"First": "P10001", "Parcels": []values{sampleParcel, with(sampleParcel, values{"There": true, "Days": 4})}},
	"ship.parcel":          sampleParcel,
	"ship.ask":             sampleParcel,
	"ship.noted":           with(sampleParcel, values{"There": true, "Days": 1}),
	"ship.noted.notice":    sampleParcel,
	"ship.button.day":      sampleParcel,
}

var sampleTier = values{
	"Courier": "ZTO", "Service": "Standard", "More": 310, "Floor": 5000, "N": 120, "Each": amount.Fen(340), "Then": amount.Fen(310),
	"Saved": amount.Fen(3600),
}

var villageSamples = values{
	"village.day": values{
		"Day": sampleNow, "Now": sampleNow, "Volume": 4690, "Paid": amount.Fen(1594600), "Today": false, "More": 2,
		"Couriers": []values{{
			"Courier": "ZTO", "N": 4690, "Paid": amount.Fen(1594600),
			"Zones": []values{{"Zone": "near", "Classes": []values{{"UpTo": amount.Grams(500), "N": 4000}, {"UpTo": amount.Grams(0), "N": 690}}}},
		}},
		"Tiers": []values{sampleTier, with(sampleTier, values{"N": 0}), with(sampleTier, values{"Then": amount.Fen(340)})},
	},
	"village.class": values{"UpTo": amount.Grams(500), "N": 4},
	"village.tier":  sampleTier,
	"village.overpaid": values{
		"Day": sampleNow.AddDate(0, 0, -1), "Now": sampleNow, "N": 1, "All": amount.Fen(600), "AsFast": amount.Fen(150),
		"Lines": []values{{"Courier": "SF", "Instead": "ZTO", "N": 3, "Over": amount.Fen(600), "AsFast": amount.Fen(150)}},
	},
	"village.lanes": values{"Lanes": []values{sampleLane}, "Need": 20},
	"village.brief": values{
		"From": sampleNow.AddDate(0, 0, -30), "To": sampleNow, "Now": sampleNow, "N": 3, "Paid": amount.Fen(3600), "Over": amount.Fen(2700),
		"AsFast": amount.Fen(0), "Tiers": []values{sampleTier},
		"Totals": []values{{"I": 1, "Courier": "SF", "N": 3, "Paid": amount.Fen(3600), "Over": amount.Fen(2700), "Each": amount.Fen(1200)}},
	},
	"village.nothing": values{"Days": 30},
	"handover.card": values{
		"Day": sampleNow, "Now": sampleNow, "Waiting": []values{{"Courier": "ZTO", "N": 12}}, "Made": []values{sampleHandover},
	},
	"handover.made":        sampleHandover,
	"handover.made.notice": sampleHandover,
}

var sampleHandover = values{"ID": "H12", "Courier": "ZTO", "N": 3, "Rows": 2}
