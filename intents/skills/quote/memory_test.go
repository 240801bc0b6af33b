package quote

import (
	"testing"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{
		Parcel: &parcel{
			Code: "5101", Name: "四川省成都市", Weight: 1200, Size: []int{300, 205, 100}, Count: 2, Made: 7, By: "2026-11-27", From: 5, Orders: []pickup.OrderID{1001},
			Goods: 800, Unweighed: 1, Choices: []address.Place{{Code: "110105", Name: "北京市朝阳区"}},
		},
		Sent:     []sentOf{{Made: 3, Parcel: 10001}},
		Files:    []sentFile{{Turn: 4, File: bot.Attachment{ID: "x", Name: "orders.csv", Size: 7}}},
		Receiver: &pastedReceiver{To: address.Party{Name: "王五", Phone: "139", Address: "科技南路2号"}, Code: "4403"},
	})
}
