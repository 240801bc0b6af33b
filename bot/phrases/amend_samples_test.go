package phrases

var sampleAmend = with(sampleDiff, values{"ID": int64(1007), "Distributor": "美雅", "Accepted": true, "Replaces": true, "Notes": []Text{"a <b>note</b>"}})

var sampleAmended = with(sampleItem, values{"ID": int64(1007), "N": 13, "Most": 40, "Said": "boxes", "Here": "福茂"})

var amendSamples = values{
	"amend.card": sampleAmend, "amend.diff": sampleDiff, "amend.last": sampleAmend, "amend.same": sampleAmend, "amend.made": sampleOrder,
	"amend.asked": sampleOrder, "amend.moved": sampleAmend, "amend.closed": sampleOrder, "amend.cancelling": sampleOrder, "amend.noline": sampleOrder,
	"amend.which": sampleOrder, "amend.elsewhere": sampleAmended, "amend.unknown": values{"Words": "unicorn <horns>", "Here": "福茂"}, "amend.unit": sampleAmended,
	"amend.short": sampleAmended, "amend.steps": sampleAmended, "amend.time": sampleOrder, "amend.told": sampleOrder, "amend.button.make": sampleAmend,
}
