package phrases

import "oldhand/integrations/measure"

var (
	noPrice    = (*measure.Fen)(nil)
	sampleWait = with(sampleItem, values{
		"Needed": 20, "Asked": true, "Most": noPrice, "Now": measure.Fen(120), "Was": measure.Fen(130), "Held": 20, "Until": sampleNow,
		"Days": 60, "Minutes": 30,
	})
	samplePriceWait = with(sampleWait, values{"Most": &fiveFen, "Held": 0})
)

var waitSamples = values{
	"waits.begun":       sampleWait,
	"waits.there":       samplePriceWait,
	"waits.own":         sampleItem,
	"waits.none":        values{"Words": "unicorn <horn>"},
	"waits.which":       values{"Items": []values{sampleItem}},
	"waits.full":        values{"Most": 30},
	"waits.not":         values{"Words": "red clips"},
	"waits.dropped":     sampleItem,
	"waits.list":        values{"Notes": []Text{"a <b>note</b>"}, "Waits": []values{sampleWait, samplePriceWait}},
	"waits.told":        values{"Waits": []values{sampleWait, samplePriceWait}, "Held": true},
	"waits.button.drop": sampleWait,
}
