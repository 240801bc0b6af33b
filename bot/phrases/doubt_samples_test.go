package phrases

// doubtSlots are those that the sentences about a doubt name.
var doubtSlots = values{"Number": int64(1038), "With": []int64{1040}, "Courier": "中通快递", "Time": "07:30"}

var doubtSamples = values{
	"doubt.what": values{"Name": "cancel", "Slots": doubtSlots, "Off": false}, "doubt.ask": values{"Name": "ship", "Slots": doubtSlots, "Off": false},
	"help.toomany": values{"Most": 10, "Left": 3},
	"help.toolong": values{"Left": 2},
	"help.later":   values{"Name": "statement"},
}
