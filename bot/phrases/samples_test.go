package phrases

// samples holds, for each sentence that needs data, one example of it. A skill adds its own map in a file of its own
// (order_samples_test.go) and names it here; a sentence that needs no data need not be listed.
var samples = []map[string]any{
	findSamples, orderSamples, quoteSamples, askSamples, peopleSamples, distributorSamples, batchSamples,
	shipSamples, villageSamples, loginSamples, priceSamples, boundSamples, tableSamples, itemSamples, noteSamples, rateSamples, doubtSamples, counterSamples, claimSamples, amendSamples,
	statementSamples, waitSamples, privacySamples, hourSamples, creditSamples, poolSamples, salesSamples,
	{
		"bot.sorry":        map[string]any{"Turn": 4711},
		"bot.sorry.notice": map[string]any{"Turn": 4711},
	},
}
