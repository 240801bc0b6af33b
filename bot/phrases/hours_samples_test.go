package phrases

import "time"

var hourSamples = values{
	"hours.lines": sampleHours, "hours.are": sampleHours, "hours.propose": sampleHours, "hours.set": sampleHours,
	"order.large":  values{"SKU": "A1023", "Distributor": "美雅"},
	"order.closed": values{"Distributor": "美雅", "Why": "hour", "Day": sampleNow, "Now": sampleNow, "Opens": "08:00", "Closes": "18:00", "Cutoff": "16:00", "Ahead": 14, "Last": sampleNow},
	"order.left":   values{"Distributor": "美雅", "Minutes": 14},
}

var sampleHours = values{
	"Distributor": "美雅", "Opens": "08:00", "Closes": "18:00", "Always": false, "Cutoff": true, "CutoffAt": "16:00", "Days": "123456",
	"Closed": []time.Time{sampleNow, sampleNow}, "Now": sampleNow,
}
