package phrases

import "oldhand/integrations/measure"

var samplePool = with(sampleItem, values{
	"Goal": 200, "GoalPrice": measure.Fen(90), "Closes": sampleNow, "Now": sampleNow, "Pooled": 133, "Short": 67, "Mine": 60, "MineCosts": measure.Fen(5400),
	"Note": Text("a <b>note</b>"), "Share": 65, "Most": 80, "Trouble": "steps", "Leaving": false, "Possible": true, "Alone": measure.Fen(105), "Pieces": 60, "Near": 60, "Said": "<box>",
	"Opened": true, "Costs": measure.Fen(5400), "Early": "distributor",
})

var poolSamples = values{
	"pool.propose": samplePool, "pool.closes": samplePool, "pool.state": samplePool, "pool.card": samplePool, "pool.howmany": samplePool, "pool.steps": samplePool,
	"pool.needless": samplePool, "pool.toofew": samplePool, "pool.unit": samplePool, "pool.when": samplePool, "pool.nosuch": samplePool, "pool.short": samplePool,
	"pool.none": values{"Words": "unicorn <horn>"}, "pool.which": values{"Items": []values{sampleItem}},
	"pool.list":          values{"Pools": []values{with(samplePool, values{"N": 1})}, "More": 2, "Own": "Meiya 美雅"},
	"pool.told.placed":   with(samplePool, values{"Orders": []values{sampleOrder}}),
	"pool.told.released": samplePool, "pool.counter": values{"Pooled": 200, "N": 3},
	"pool.closing": samplePool, "pool.notclosed": samplePool, "pool.closednow": samplePool, "pool.told.reached": samplePool, "pool.early": samplePool,
	"pool.in.notice": samplePool, "pool.button.open": samplePool, "pool.button.join": samplePool,
}
