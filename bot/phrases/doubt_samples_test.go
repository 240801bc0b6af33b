package phrases

// doubtSlots are those that the sentences about a doubt name.
var doubtSlots = values{"Number": int64(1038), "Courier": "中通快递"}

var doubtSamples = values{
	"doubt.what": values{"Name": "cancel", "Slots": doubtSlots}, "doubt.ask": values{"Name": "ship", "Slots": doubtSlots},
	"doubt.button.yes": values{"Name": "cancel", "Slots": doubtSlots}, "help.later": values{"Name": "accept", "Slots": doubtSlots},
}
