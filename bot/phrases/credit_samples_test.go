package phrases

import "oldhand/integrations/measure"

var sampleRule = values{"Rule": true, "First": measure.Fen(50000), "Step": measure.Fen(5000), "Ends": true, "Most": measure.Fen(300000), "Above": 2, "Own": []values{{"Name": "<Li>", "Most": measure.Fen(500000)}}}

var sampleStanding = values{
	"Name": "<Li>", "Limited": true, "Left": measure.Fen(12000), "Limit": measure.Fen(55000), "Alone": true, "Cleared": 1, "Ordered": measure.Fen(30000), "OwedInAll": measure.Fen(13000),
	"ByRule": false, "Most": measure.Fen(500000), "Rule": true, "RuleLimit": measure.Fen(55000), "Above": true,
	"Changes": []values{{"At": sampleNow, "Now": sampleNow, "Who": "<Zhao>", "ByRule": false, "Most": measure.Fen(500000)}},
}

var creditSamples = values{
	"credit.which": values{"Name": "<Li>", "Any": true}, "credit.of": sampleStanding, "credit.own.propose": sampleStanding, "credit.own.set": sampleStanding, "credit.own.told": sampleStanding,
	"credit.lines": sampleRule, "credit.rule": sampleRule, "credit.propose": sampleRule, "credit.set": sampleRule,
	"credit.mine": with(sampleRule, values{
		"Alone": true, "Limited": true, "Left": measure.Fen(12000), "Limit": measure.Fen(55000), "Cleared": 1, "Ordered": measure.Fen(30000), "OwedInAll": measure.Fen(13000),
		"Owed": []values{{"Name": "Meiya 美雅", "Owed": measure.Fen(13000)}},
	}),
	"credit.terms": values{"AtPickup": true, "Distributor": "Meiya 美雅"}, "credit.terms.set": values{"AtPickup": false, "Distributor": "Meiya 美雅"},
	"credit.over":        values{"Wanted": measure.Fen(60000), "Left": measure.Fen(12000)},
	"credit.over.theirs": values{"Name": "<Li>"},
}
