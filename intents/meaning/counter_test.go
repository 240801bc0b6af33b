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
		{"distributor", "#1005 refuse, sold out", nil, `[{"name":"refuse","slots":{"number":1005,"reason":"sold_out"}}]`},
		{"distributor", "1005 不接，卖完了", nil, `[{"name":"refuse","slots":{"number":1005,"reason":"sold_out"}}]`},
		{"distributor", "refuse order #1005: the lorry broke down on the way", nil, `[{"name":"refuse","slots":{"number":1005,"reason":"the lorry broke down on the way"}}]`},
		{"distributor", "1005号单不接了，因为厂里要周五才发货", nil, `[{"name":"refuse","slots":{"number":1005,"reason":"厂里要周五才发货"}}]`},
		{"distributor", "1005 refuse, A1023 sold out", nil, ""},
		{"distributor", "ready", shownOrder, `[{"name":"ready","slots":{"number":1007}}]`},
		{"distributor", "接单", shownOrder, `[{"name":"accept","slots":{"number":1007}}]`},
		{"distributor", "only 12 left", shownOrder, `[{"name":"short","slots":{"number":1007,"left":12}}]`},
		{"distributor", "只有12个", shownOrder, `[{"name":"short","slots":{"number":1007,"left":12}}]`},
		{"distributor", "1001 only 3 A1023", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":3}}]`},
		{"distributor", "1001的A1023只有12个", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":12}}]`},
		{"distributor", "#1001 A1023 只剩0个了", nil, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1001,"left":0}}]`},
		{"distributor", "A1023 only 12 left", shownOrder, `[{"name":"short","slots":{"sku":"A1023","item":"A1023","number":1007,"left":12}}]`},
		{"distributor", "A1023 ready", shownOrder, ""}, {"distributor", "A1023 only 30 left", shownOrder, ""}, {"distributor", "T-7 only 12 left", shownOrder, ""},
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
		{"seller", "cancel #1005 and #1007", nil, `[{"name":"cancel","slots":{"number":1005,"with":[1007]}}]`},
		{"seller", "cancel 1005, 1006 and 1007 please", nil, `[{"name":"cancel","slots":{"number":1005,"with":[1006,1007]}}]`},
		{"seller", "1005和1007都取消", nil, `[{"name":"cancel","slots":{"number":1005,"with":[1007]}}]`},
		{"seller", "把1005和1007这两单都撤销掉吧", nil, `[{"name":"cancel","slots":{"number":1005,"with":[1007]}}]`},
	} {
		r := Read(c.text, Context{Now: monday, Role: c.role, Focus: Focus{Order: c.order}}, village{})
		got, err := JSON(r.Commands)
		if acts := atCounter(r.Commands[0]).Given(); err != nil || c.want == "" && acts || c.want != "" && string(got) != c.want {
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
		{ReasonSlot, "1007", "4821", `[{"name":"picked","slots":{"code":"4821"}}]`},
		{ReasonSlot, "1007", "#1008 is ready", `[{"name":"ready","slots":{"number":1008}}]`},
		{ReasonSlot, "1007", "#1008", `[{"name":"orders","slots":{"number":1008}}]`},
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

// A claim is read from an order's number and what was wrong; what of it was asked for comes alone.
func TestClaims(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ asked, text, want string }{
		{"", "#1006 少了2个", `[{"name":"claim","slots":{"quantity":2,"unit":"个","number":1006,"reason":"missing"}}]`},
		{"", "2 of the mugs from #1006 were broken", `[{"name":"claim","slots":{"item":"mugs","quantity":2,"number":1006,"reason":"broken"}}]`},
		{"", "#1006 3 A1023 missing", `[{"name":"claim","slots":{"sku":"A1023","item":"A1023","quantity":3,"number":1006,"reason":"missing"}}]`},
		{"", "#1006的A1023坏了三个", `[{"name":"claim","slots":{"sku":"A1023","item":"A1023","quantity":3,"unit":"个","number":1006,"reason":"broken"}}]`},
		{"", "#1006 make it 5 fewer", `[{"name":"edit","slots":{"quantity":5,"number":1006,"step":"less"}}]`},
		{"", "#1006少5个", `[{"name":"edit","slots":{"quantity":5,"unit":"个","number":1006,"step":"less"}}]`},
		{"", "is anything missing from #1006?", `[{"name":"orders","slots":{"number":1006}}]`},
		{"", "#1006少了吗", `[{"name":"orders","slots":{"number":1006}}]`},
		{"number", "1006", `[{"name":"claim","slots":{"number":1006}}]`},
		{"number", "#1006", `[{"name":"claim","slots":{"number":1006}}]`},
		{"quantity", "3", `[{"name":"claim","slots":{"quantity":3}}]`},
		{"reason", "they smell of fish", `[{"name":"claim","slots":{"reason":"they smell of fish"}}]`},
		{"reason", "orders", `[{"name":"orders","slots":{}}]`},
	} {
		f := Focus{}
		if c.asked != "" {
			f.Asked = &Asked{Slot: ClaimSlot, Of: c.asked, At: monday}
		}
		r := Read(c.text, Context{Now: monday, Role: "seller", Focus: f}, village{})
		if got, err := JSON(r.Commands); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", c.text, got, err)
		}
	}
	f := Focus{Asked: &Asked{Slot: DenySlot, Of: "12", At: monday}}
	r := Read("all were there, I counted", Context{Now: monday, Role: "distributor", Focus: f}, village{})
	if c, ok := r.Commands[0].(DenyClaim); !ok || c.Claim.Value != 12 || c.Reason.Value != "all were there, I counted" {
		t.Errorf("%+v", r.Commands)
	}
}

// What is asked of one day, and what a distributor says of when it is open.
func TestDaysAndHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ role, text, want string }{
		{"seller", "what do I have to pick up tomorrow", `[{"name":"orders","slots":{"when":"2026-11-24","about":"pull"}}]`},
		{"seller", "今天要去哪几家", `[{"name":"orders","slots":{"when":"2026-11-23","about":"pull"}}]`},
		{"seller", "明天要拿的货", `[{"name":"orders","slots":{"when":"2026-11-24","about":"pull"}}]`},
		{"seller", "how much will I pay altogether on Friday", `[{"name":"orders","slots":{"when":"2026-11-27","about":"pull"}}]`},
		{"seller", "明天要带多少现金", `[{"name":"orders","slots":{"when":"2026-11-24","about":"pull"}}]`},
		{"seller", "我今天要跑几家", `[{"name":"orders","slots":{"when":"2026-11-23","about":"pull"}}]`},
		{"seller", "where do I have to go tomorrow?", `[{"name":"orders","slots":{"when":"2026-11-24","about":"pull"}}]`},
		{"seller", "how much cash do I need tomorrow", `[{"name":"orders","slots":{"when":"2026-11-24","about":"pull"}}]`},
		{"distributor", "明天谁来拿", `[{"name":"orders","slots":{"when":"2026-11-24"}}]`},
		{"distributor", "pick list for Friday by item", `[{"name":"orders","slots":{"when":"2026-11-27","about":"items"}}]`},
		{"distributor", "we open 8 to 6", `[{"name":"hours","slots":{"to":"18:00","from":"08:00"}}]`},
		{"distributor", "we open 8 to 18, closed on Sundays", `[{"name":"hours","slots":{"to":"18:00","days":"123456","from":"08:00"}}]`},
		{"distributor", "早上八点到下午六点营业", `[{"name":"hours","slots":{"to":"18:00","from":"08:00"}}]`},
		{"distributor", "cut-off 16:00", `[{"name":"hours","slots":{"until":"16:00"}}]`},
		{"distributor", "明天不开门", `[{"name":"hours","slots":{"when":"2026-11-24"}}]`},
		{"distributor", "每周日休息", `[{"name":"hours","slots":{"days":"123456"}}]`},
		{"distributor", "周日照常开门", `[{"name":"hours","slots":{"day":"2026-11-29"}}]`},
	} {
		r := Read(c.text, Context{Now: monday, Role: c.role}, village{})
		if got, err := JSON(r.Commands); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", c.text, got, err)
		}
	}
	for _, text := range []string{"要是下雨明天不开门", "do you open on Sundays?", "can't, the factory is closed till Monday", "昨天关门了", "一号到三号休息"} {
		r := Read(text, Context{Now: monday, Role: "distributor"}, village{})
		if _, hours := r.Commands[0].(Hours); hours {
			t.Errorf("%s: %+v", text, r.Commands)
		}
	}
}
