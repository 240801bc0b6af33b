package phrases

import "oldhand/integrations/measure"

var sampleRule = values{"Rule": true, "First": measure.Fen(50000), "Step": measure.Fen(5000), "Ends": true, "Most": measure.Fen(300000), "Above": 2}

var creditSamples = values{
	"credit.lines": sampleRule, "credit.rule": sampleRule, "credit.propose": sampleRule, "credit.set": sampleRule,
	"credit.mine": with(sampleRule, values{
		"Limited": true, "Left": measure.Fen(12000), "Limit": measure.Fen(55000), "Cleared": 1, "Ordered": measure.Fen(30000), "OwedInAll": measure.Fen(13000),
		"Owed": []values{{"Name": "Meiya 美雅", "Owed": measure.Fen(13000)}},
	}),
	"credit.terms": values{"AtPickup": true, "Distributor": "Meiya 美雅"}, "credit.terms.set": values{"AtPickup": false, "Distributor": "Meiya 美雅"},
	"credit.over":        values{"Wanted": measure.Fen(60000), "Left": measure.Fen(12000)},
	"credit.over.theirs": values{"Name": "<Li>"},
}
