package phrases

var privacySamples = values{
	"privacy.kept":      values{"Days": 30},
	"privacy.ask":       values{"Cancels": []int64{1001, 1002}},
	"privacy.settle":    values{"Numbers": []int64{1003}},
	"privacy.cancelled": values{"ID": int64(1001)},
}
