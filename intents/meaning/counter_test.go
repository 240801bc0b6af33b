package meaning

import (
	"testing"
)

// shownOrder is what a distributor's person was just shown.
var shownOrder = &Placed{Number: 1007, From: "Li", Status: "placed", Lines: []Item{{SKU: "A1023", Item: "红色发夹", Quantity: 20}}}

// What is plain needs no reader: an order's number and one word, how many there are.
func TestPlainWordsAtTheCounter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role, text string
		order      *Placed
		want       string
	}{
		{"distributor", "accept 1005", nil, `[{"name":"accept","slots":{"number":1005}}]`},
		{"distributor", "Accept order #1005, please", nil, `[{"name":"accept","slots":{"number":1005}}]`},
		{"distributor", "1005接单", nil, `[{"name":"accept","slots":{"number":1005}}]`},
		{"distributor", "#1005 is ready.", nil, `[{"name":"ready","slots":{"number":1005}}]`},
		{"distributor", "1005号单备好了", nil, `[{"name":"ready","slots":{"number":1005}}]`},
		{"distributor", "1005 picked up", nil, `[{"name":"picked","slots":{"number":1005}}]`},
		{"distributor", "1005拿走了", nil, `[{"name":"picked","slots":{"number":1005}}]`},
		{"distributor", "refuse #1005", nil, `[{"name":"refuse","slots":{"number":1005}}]`},
		{"distributor", "ready", shownOrder, `[{"name":"ready","slots":{"number":1007}}]`},
		{"distributor", "接单", shownOrder, `[{"name":"accept","slots":{"number":1007}}]`},
		{"distributor", "only 12 left", shownOrder, `[{"name":"short","slots":{"number":1007,"left":12}}]`},
		{"distributor", "只有12个", shownOrder, `[{"name":"short","slots":{"number":1007,"left":12}}]`},
		{"distributor", "1001 only 3 A1023", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":3}}]`},
		{"distributor", "1001的A1023只有12个", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":12}}]`},
		{"distributor", "#1001 A1023 只剩0个了", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":0}}]`},
		{"distributor", "4821", shownOrder, `[{"name":"picked","slots":{"code":"4821"}}]`},
		{"distributor", "０８２１", nil, `[{"name":"picked","slots":{"code":"0821"}}]`},
		{"distributor", "code 4821", nil, `[{"name":"picked","slots":{"code":"4821"}}]`},
		{"distributor", "取货码4821", nil, `[{"name":"picked","slots":{"code":"4821"}}]`},
		{"seller", "got #1005", nil, `[{"name":"picked","slots":{"number":1005}}]`},
		{"seller", "1005拿到了", nil, `[{"name":"picked","slots":{"number":1005}}]`},
		// A question only shows; and what is somebody else's to do is no deed of a seller's.
		{"distributor", "#1005备好了吗", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"distributor", "is #1005 ready?", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"seller", "was #1005 cancelled", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"seller", "#1005取消了吗", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"seller", "what happened to #1005", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"seller", "#1005怎么了", nil, `[{"name":"orders","slots":{"number":1005}}]`},
		{"seller", "cancel #1005", nil, `[{"name":"cancel","slots":{"number":1005}}]`},
	} {
		r := Read(c.text, Context{Now: monday, Role: c.role, Focus: Focus{Order: c.order}}, village{})
		if got, err := JSON(r.Commands); err != nil || string(got) != c.want {
			t.Errorf("%s, %s: %s, %v", c.role, c.text, got, err)
		}
	}
}

// What was asked for comes alone: how many are left, or any words for a reason but an errand.
func TestAnswersAtTheCounter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ slot, of, text, want string }{
		{LeftSlot, "1007 A1023", "12", `[{"name":"short","slots":{"sku":"A1023","number":1007,"left":12}}]`},
		{LeftSlot, "1007 A1023", "0", `[{"name":"short","slots":{"sku":"A1023","number":1007,"left":0}}]`},
		{LeftSlot, "1007 A1023", "十二个", `[{"name":"short","slots":{"sku":"A1023","number":1007,"left":12}}]`},
		{ReasonSlot, "1007", "the roof leaks", `[{"name":"refuse","slots":{"number":1007,"reason":"the roof leaks"}}]`},
		{ReasonSlot, "1007", "卖完了", `[{"name":"refuse","slots":{"number":1007,"reason":"sold_out"}}]`},
		{ReasonSlot, "1007", "orders", `[{"name":"orders","slots":{}}]`},
	} {
		f := Focus{Asked: &Asked{Slot: c.slot, Of: c.of, At: monday}, Order: &Placed{Number: 1008, From: "Wang", Status: "placed"}}
		r := Read(c.text, Context{Now: monday, Role: "distributor", Focus: f}, village{})
		if got, err := JSON(r.Commands); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", c.text, got, err)
		}
	}
}

func TestLinksOfQRCodes(t *testing.T) {
	t.Parallel()
	token := PickupToken(1007, "0821")
	if c, ok := PickupOf(token); !ok || c.Number.Value != 1007 || c.Code.Value != "0821" {
		t.Errorf("%s: %+v", token, c)
	}
	for _, token := range []string{"", "pick", "pick_1007", "pick_x_0821", "pick_1007_821", "pick_1007_0821_", "6VEXYTXJZTFD2MQGUJ4Y6KLDK4"} {
		if c, ok := PickupOf(token); ok {
			t.Errorf("%s: %+v", token, c)
		}
	}
}
