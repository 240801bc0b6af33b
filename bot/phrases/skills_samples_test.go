package phrases

import (
	"maps"
	"time"

	"oldhand/integrations/measure"
)

type values = map[string]any

var (
	sampleNow  = time.Date(2026, 11, 23, 9, 5, 0, 0, time.FixedZone("Shanghai", 8*3600))
	sampleWhen = values{"At": sampleNow.AddDate(0, 0, 1), "HasTime": true, "Now": sampleNow}
	fiveFen    = measure.Fen(5)
)

// with is a sample with some values changed.
func with(base, changes values) values {
	out := maps.Clone(base)
	maps.Copy(out, changes)
	return out
}

var sampleItem = values{
	"N": 1, "Title": "Red <hair> clip & bow", "SKU": "A1023", "Distributor": "美雅", "Price": measure.Fen(120), "Unit": "pcs",
	"Tiers": []values{{"From": 50, "Price": measure.Fen(105)}, {"From": 200, "Price": measure.Fen(90)}},
	"Stock": 12, "Min": 10, "Multiple": 5, "Carton": 200, "Weight": measure.Grams(12), "Stall": "B-12", "Category": "Hair",
	"Description": "Soft, does not pull.",
}

var findSamples = values{
	"find.item":   sampleItem,
	"find.limits": values{"Min": (*measure.Fen)(nil), "Max": &fiveFen},
	"find.choice": values{"Min": (*measure.Fen)(nil), "Max": &fiveFen, "Not": "red", "Order": "cheapest"},
	"find.results": values{
		"Text": "clips", "Category": "", "Min": &fiveFen, "Max": (*measure.Fen)(nil), "Not": "", "Order": "dearest", "Near": true, "Total": 7, "From": 1, "To": 1,
		"Items": []values{sampleItem},
	},
	"find.detail":  with(sampleItem, values{"Held": 10, "Until": sampleNow}),
	"find.nosku":   values{"SKUs": []string{"X9", "<X10>"}},
	"find.nothing": values{"Text": "unicorn", "Min": &fiveFen, "Max": &fiveFen, "Not": "horn", "Order": ""},
}

var sampleLine = values{
	"Ticked": true,
	"N":      1, "Words": "red clips", "SKU": "A1023", "Quantity": 20, "Price": measure.Fen(120), "Sum": measure.Fen(2400), "Trouble": "",
	"Title": "Red hair clip", "Distributor": "美雅", "Unit": "pcs", "SaidUnit": "箱", "Stock": 120, "Min": 10, "Multiple": 5,
	"Nearest": 20, "Hint": 10, "HintPrice": measure.Fen(90), "Ordered": 30, "Short": true, "Cartons": 2,
	"Choices": []values{{"N": "A", "Title": "Red clip", "SKU": "B7", "Distributor": "福茂", "Price": measure.Fen(90)}},
}

var sampleOrder = values{
	"ID": int64(1001), "Name": "Li", "Distributor": "美雅", "Total": measure.Fen(3740), "When": sampleWhen, "Overdue": true,
	"Status": "accepted", "Lines": []values{sampleLine}, "CancelAsked": true, "History": []values{sampleEvent}, "Code": "4821",
	"Proposed": sampleDiff, "AcceptBy": sampleWhen, "Outside": sampleOutside, "ProposedOutside": sampleOutside,
}

// sampleOutside is a time outside a distributor's hours.
var sampleOutside = values{"Why": "hour", "Day": sampleNow, "Now": sampleNow, "Opens": "08:00", "Closes": "18:00"}

// sampleDiff is how an order would change, and sampleTerms how it did.
var (
	sampleDiff = values{
		"Changes": []values{{
			"SKU": "A1023", "Title": "Red <hair> clip", "Unit": "pcs", "Had": values{"Quantity": 20, "Price": measure.Fen(120), "Sum": measure.Fen(2400), "Unit": "pcs", "Cartons": 0}, "Cartons": 1,
			"Quantity": 50, "Price": measure.Fen(105), "Sum": measure.Fen(5250),
		}},
		"Moved": true, "WhenBefore": sampleWhen, "When": sampleWhen, "TotalBefore": measure.Fen(3740), "Total": measure.Fen(6590),
	}
	sampleTerms = values{
		"Lines": []values{{"SKU": "A1023", "Had": 20, "Has": 50}, {"SKU": "T-7", "Had": 3, "Has": 0}}, "Moved": true, "WhenBefore": sampleWhen, "When": sampleWhen,
	}
)

var sampleEvent = values{
	"At": sampleNow, "Now": sampleNow, "Today": false, "Who": "Mei", "Role": "distributor", "What": "short", "Reason": "the <roof> leaks",
	"SKU": "A1023", "Had": 30, "Has": 20, "Amount": measure.Fen(240),
	"Changed": sampleTerms,
}

var orderSamples = values{
	"order.when": sampleWhen, "order.pieces": sampleLine,
	"order.card": values{
		"Notes": []Text{"a <b>note</b>"}, "Brief": false, "Total": measure.Fen(3740), "When": sampleWhen, "Said": false, "Unsure": "", "Ready": true,
		"Later":  []values{{"When": sampleWhen, "Said": true, "Lines": []values{{"Quantity": 5, "Name": "A1021"}, {"Quantity": 0, "Name": "mugs"}}}},
		"Shares": []values{{"Name": "美雅", "Sum": measure.Fen(2400)}, {"Name": "福茂", "Sum": measure.Fen(1340)}},
		"Lines": []values{
			sampleLine, with(sampleLine, values{"Trouble": "which", "Title": ""}), with(sampleLine, values{"Trouble": "short"}),
		},
	},
	"order.line":          with(sampleLine, values{"Trouble": "unit"}),
	"order.line.brief":    sampleLine,
	"order.line.fine":     sampleLine,
	"order.line.unknown":  sampleLine,
	"order.line.which":    sampleLine,
	"order.line.quantity": sampleLine,
	"order.line.unit":     sampleLine,
	"order.choice":        values{"N": "A", "Title": "Blue hair clip", "SKU": "A2001", "Distributor": "Meiya", "Price": measure.Fen(110)},
	"order.full":          values{"Most": 200, "Lines": []values{{"Quantity": 3, "Unit": "pcs", "Words": "B500"}}, "More": 3},
	"order.matched":       values{"SKU": "A1023"},
	"order.line.soldout":  sampleLine,
	"order.line.short":    sampleLine,
	"order.line.minimum":  sampleLine,
	"order.placed":        values{"Orders": []values{sampleOrder}, "Total": measure.Fen(3740), "Several": true},
	"order.placed.notice": values{"Numbers": "#1001"},
	"order.already":       values{"Numbers": "#1001", "Total": measure.Fen(3740)},
	"order.toolate":       values{"Numbers": "#1001", "Total": measure.Fen(3740)},
	"order.undone": values{
		"Changes": []values{{"Name": "A1023", "Had": 50, "Has": 20}, {"Name": "T-7", "Had": 0, "Has": 5}},
		"Moved":   true, "WhenBefore": sampleWhen, "When": sampleWhen, "SaidBefore": true, "Said": false,
	},
	"order.repriced":        values{"SKU": "A1023", "From": measure.Fen(120), "To": measure.Fen(130)},
	"order.gone":            values{"SKU": "A1023"},
	"order.noline":          values{"Words": "blue clips"},
	"order.added":           values{"SKU": "A1023", "N": 20},
	"order.button.drop":     values{"SKU": "A1023", "N": 1},
	"order.button.when":     sampleWhen,
	"order.button.next":     sampleWhen,
	"order.button.back":     values{"N": 2},
	"orders.number":         values{"ID": int64(1001)},
	"orders.lines":          sampleOrder,
	"orders.status":         sampleOrder,
	"orders.list":           values{"Orders": []values{sampleOrder}, "N": 1, "Total": measure.Fen(3740)},
	"orders.one":            sampleOrder,
	"orders.voids":          values{"Orders": []values{sampleOrder, sampleOrder}, "Total": measure.Fen(7480), "Others": "#1009", "Several": false},
	"orders.button.voidall": values{"Numbers": "#1001, #1003"},
	"orders.voided":         values{"Gone": "#1001", "Any": true, "Asked": "#1003", "Kept": "#1002", "Pooled": "#1004", "Total": measure.Fen(3740)},
	"orders.fetched":        values{"ID": int64(1001)},
	"orders.numbers":        values{"IDs": []int64{1001, 1002}},
	"orders.button.void":    values{"ID": int64(1001)},
	"orders.button.fetched": values{"ID": int64(1001)},
	"remind.setting":        values{"On": true, "Time": "08:00", "Changed": true, "Days": "12345", "Own": []values{sampleReminder}},
	"remind.own.lines":      values{"Own": []values{sampleReminder}},
	"remind.own.list":       values{"Own": []values{sampleReminder}},
	"remind.own.kept":       sampleReminder,
	"remind.own.when":       sampleReminder,
	"remind.own.card":       values{"Text": "pay the rent", "At": sampleNow, "Now": sampleNow, "Late": true},
	"remind.own.again":      values{"Text": "pay the rent", "Until": sampleNow, "Now": sampleNow},
	"remind.own.ended":      sampleReminder,
	"remind.own.full":       values{"Most": 50},
	"remind.button.when":    sampleReminder,
	"remind.button.drop":    sampleReminder,
	"remind.quiet":          values{"On": true, "Changed": true, "From": "22:00", "Until": "08:30", "Daily": "08:00", "Comes": "08:30"},
	"remind.cannot":         values{"About": "days", "On": true, "Time": "08:00"},
	"remind.button.once":    values{"Until": sampleNow, "Now": sampleNow},
	"remind.button.daily":   values{"Time": "09:00"},
	"remind.card": values{
		"Day": sampleNow, "Now": sampleNow, "N": 1, "Total": measure.Fen(3740), "Page": 1, "Pages": 2,
		"Stops": []values{{"Distributor": "Meiya", "Stall": "A-12", "Total": measure.Fen(3740), "Orders": []values{sampleOrder}}},
	},
	"remind.evening":        values{"Orders": []values{sampleOrder}, "N": 1, "Total": measure.Fen(3740)},
	"remind.button.later":   values{"ID": int64(1001), "Day": sampleNow, "Now": sampleNow},
	"remind.button.release": values{"ID": int64(1001)},
	"remind.done":           values{"Day": sampleNow, "Now": sampleNow},
	"remind.button.day":     values{"Day": sampleNow, "Now": sampleNow},
	"remind.button.page":    values{"N": 2},
	"remind.snoozed":        values{"Until": sampleNow, "Now": sampleNow},
	"remind.skipped":        values{"Day": sampleNow, "Now": sampleNow, "Time": "07:30"},
	"find.beyond":           values{"From": 1, "To": 5},
	"order.standing":        values{"Numbers": "#1001", "Total": measure.Fen(2400), "Several": false},
}

var sampleQuote = values{
	"N": 1, "Courier": "YTO", "Service": "Standard", "Price": measure.Fen(520), "All": measure.Fen(1040),
	"Parts": "3.20 first 1 kg + 2.00 next kg", "Several": true, "Billable": measure.Grams(1500), "Volume": true, "P50": 3, "P90": 5,
	"Observed": values{"P50": 2, "P90": 4, "N": 23}, "Ends": true, "Until": sampleNow, "Now": sampleNow,
}

var sampleGoods = values{"Numbers": "#1001", "Goods": measure.Grams(240), "Unweighed": 1}

var sampleReason = values{"Reason": "over 30 <kg>", "Names": []string{"YTO", "ZTO"}, "More": 3}

var quoteSamples = values{
	"quote.days": sampleQuote,
	"quote.span": sampleQuote,
	"quote.one":  sampleQuote,
	"quote.card": values{
		"To": "Urumqi", "Weight": measure.Grams(1200), "Size": "30x20x10", "Count": 2, "Quotes": []values{sampleQuote}, "N": 7,
		"Late": 2, "Limited": true, "By": sampleNow.AddDate(0, 0, 4), "Now": sampleNow, "Goods": sampleGoods,
		"Quickest": sampleQuote, "Reasons": []values{sampleReason}, "Seen": "none", "Fastest": sampleQuote, "From": 0,
	},
	"quote.about": values{
		"To": "Urumqi", "Weight": measure.Grams(1200), "Size": "30x20x10", "Count": 2, "Courier": "YTO", "Quotes": []values{sampleQuote},
		"Reasons": []values{sampleReason}, "Now": sampleNow,
	},
	"quote.missing":       values{"N": 5, "Reasons": []values{sampleReason}},
	"quote.reason":        sampleReason,
	"quote.noship":        values{"Courier": "YTO"},
	"quote.what":          values{"Goods": nil},
	"quote.where":         values{"Weight": measure.Grams(1200), "Goods": nil},
	"quote.goods":         sampleGoods,
	"quote.weight":        values{"To": "Urumqi", "Goods": sampleGoods},
	"quote.which":         values{"To": "Chaoyang", "Names": []string{"北京市朝阳区", "辽宁省朝阳市"}},
	"quote.size":          nil,
	"quote.unknown":       values{"To": "Atlantis"},
	"quote.button.weight": values{"Weight": measure.Grams(500)},
	"quote.button.more":   values{"N": 3},
	"quote.button.why":    values{"N": 3},
}

var sampleVoice = values{"N": 2, "Before": "Weigh it <first>. ", "Telling": "Then ask.", "After": " Always.", "Speaker": "Chen", "Title": "Saturday meeting",
	"Dated": true, "On": sampleNow.AddDate(0, 0, -16), "Now": sampleNow, "Foreign": true}

var askSamples = values{
	"ask.voice":  sampleVoice,
	"ask.answer": values{"Own": "", "First": sampleVoice, "Others": []values{sampleVoice}},
	"ask.near":   values{"Voices": []values{sampleVoice, sampleVoice}},
	"ask.several": values{"Parts": []values{{"Asked": "Who pays?", "Key": "ask.answer", "View": values{"Own": "", "First": sampleVoice, "Others": nil}},
		{"Asked": "And when?", "Key": "ask.thin", "View": nil}}},
	"ask.passed":         values{"N": 2},
	"ask.question":       values{"Asker": "Li", "Text": "Who pays?"},
	"ask.write":          values{"Asked": "Who pays?"},
	"ask.send":           values{"Asked": "Who pays?", "Text": "The buyer."},
	"ask.sent":           values{"Asker": "Li"},
	"ask.answered":       values{"Name": "Chen", "Asked": "Who pays?", "Text": "The buyer."},
	"ask.lines":          values{"Lines": []values{{"N": 1, "Text": "Who pays?"}}},
	"ask.whichquestion":  values{"Lines": []values{{"N": 1, "Text": "Who pays?"}}},
	"ask.waiting":        values{"Lines": []values{{"N": 1, "Text": "Who pays?"}}},
	"ask.tip.kept":       values{"Text": "Weigh it."},
	"ask.button.answern": values{"N": 1},
}

var sampleMember = values{"Name": "Li", "Role": "distributor", "Distributor": "美雅", "Since": sampleNow}

var peopleSamples = values{
	"people.role":          values{"Role": "distributor", "Distributor": "美雅"},
	"people.welcome":       values{"Name": "Li", "Role": "seller", "Distributor": ""},
	"people.invite.link":   values{"Role": "seller", "Distributor": "", "Link": "https://t.me/oldhand_bot?start=abc", "Days": 7},
	"people.members":       values{"Members": []values{sampleMember, with(sampleMember, values{"Role": ""})}, "From": 1, "To": 2, "Total": 2},
	"people.member":        sampleMember,
	"people.which":         values{"Name": "<Li>", "Any": true},
	"people.removed":       sampleMember,
	"people.blocked.done":  sampleMember,
	"people.unblocked":     sampleMember,
	"people.given":         sampleMember,
	"people.role.told":     sampleMember,
	"people.joined":        sampleMember,
	"people.invitations":   values{"Invitations": []values{with(sampleMember, values{"N": 1, "ID": "ABCDEFGH", "Until": sampleNow})}},
	"people.revoked":       sampleMember,
	"people.button.as":     values{"Role": "oldhand"},
	"people.button.revoke": values{"N": 1},
	"people.invite.which":  values{"Names": []string{"美雅"}},
	"help.card":            values{"Role": "distributor", "Distributor": "美雅"},
	"help.greet":           values{"Name": "Li"},
	"help.nocommand":       values{"Name": "frobnicate"},
	"help.wordless":        values{"Kind": "sticker"},
}

var sampleChanges = values{"Items": []values{
	with(sampleItem, values{"HasStock": true, "HasAdded": false, "HasPrice": true, "NewStock": 120, "Added": 0, "After": 12, "NewPrice": measure.Fen(110), "Told": 0, "Held": 0}),
	with(sampleItem, values{"HasStock": false, "HasAdded": true, "HasPrice": false, "NewStock": 0, "Added": -5, "After": 7, "NewPrice": measure.Fen(120), "Told": 2, "Held": 30}),
}}

var sampleChanged = values{
	"At": sampleNow, "Now": sampleNow, "Today": true, "Who": "Mei", "You": false, "What": "missing", "Order": int64(1007), "OfPrice": false,
	"Stock": 812, "StockBefore": 820, "Price": measure.Fen(115), "PriceBefore": measure.Fen(120), "Retiered": true,
	"Tiers": []values{{"From": 50, "Price": measure.Fen(105)}},
}

var distributorSamples = values{
	"distributor.history":   with(sampleItem, values{"Events": []values{sampleChanged, with(sampleChanged, values{"OfPrice": true, "What": "priced", "You": true})}}),
	"distributor.changed":   sampleChanged,
	"distributor.orders":    values{"Orders": []values{sampleOrder}},
	"distributor.cancelled": values{"Name": "Li", "Orders": []values{sampleOrder}},
	"distributor.sheet": values{
		"Distributor": "美雅", "Day": sampleNow, "Now": sampleNow, "Orders": []values{sampleOrder}, "N": 1, "Total": measure.Fen(3740),
		"Page": 1, "Pages": 2,
	},
	"distributor.items": values{
		"Distributor": "美雅", "Day": sampleNow, "Now": sampleNow, "N": 1, "Page": 1, "Pages": 2,
		"Items": []values{{"SKU": "A1023", "Title": "Red hair clip", "Unit": "pcs", "Quantity": 30, "Orders": 2, "Cartons": 0}},
	},
	"distributor.file":        values{"Day": sampleNow},
	"distributor.sent":        values{"Day": sampleNow, "Now": sampleNow, "N": 1},
	"distributor.button.day":  values{"Day": sampleNow, "Now": sampleNow},
	"distributor.propose":     sampleChanges,
	"distributor.counted":     sampleItem,
	"distributor.set":         sampleChanges,
	"distributor.short":       with(sampleItem, values{"N": 20}),
	"distributor.button.came": values{"N": 500},
	"distributor.coming":      with(sampleItem, values{"N": 500, "Due": sampleWhen}),
	"distributor.reserved":    values{"SKU": "A1023", "Unit": "pcs", "Reserved": 20, "Held": 5, "Pooled": 3},
	"distributor.scarce":      sampleScarce, "distributor.rationed": sampleScarce, "distributor.button.scarce": sampleScarce, "distributor.button.ration": sampleScarce,
	"distributor.nosuch": values{"SKU": "A1023", "Distributor": "美雅"},
}

var sampleReminder = values{"Text": "pay the rent", "At": sampleNow, "Now": sampleNow, "Days": "135"}

var sampleScarce = with(sampleItem, values{"N": 5, "Orders": []values{{"ID": int64(1007), "Name": "Li <b>", "Had": 20, "Left": 0}}})
