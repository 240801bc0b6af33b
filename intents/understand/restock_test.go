package understand

import "testing"

// What a distributor says came in or went is no stock to set; it is never an order.
func TestStockThatCameOrWent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		n    int
		step string
	}{
		{"A1023来了五百个货 库存加上", 500, More}, {"A1023 到货500 库存加", 500, More}, {"got 500 more A1023 in, add to stock", 500, More},
		{"restocked B7 +200", 200, More}, {"A1023又到了200", 200, More}, {"A1023 库存加500", 500, More}, {"A1023 stock +500", 500, More},
		{"500 A1023 came in", 500, More}, {"A1023库存减20", 20, Less}, {"A1023 报损20个", 20, Less},
		{"A1023 到货了 现在500", 500, ""}, {"A1023补到500", 500, ""}, {"A1023 stock 500", 500, ""}, {"set A1023 to 120 pieces", 120, ""},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Role: "distributor"}).Commands
		if len(got) != 1 || got[0].Name != Stock || got[0].Slots.Stock == nil || *got[0].Slots.Stock != test.n || got[0].Slots.Step != test.step {
			t.Errorf("%q is %+v", test.text, got)
		}
	}
	for text, role := range map[string]string{"A1023来20个": "distributor", "add 20 A1023 tomorrow": "distributor", "A1023 +20": "seller", "A1023再来20个": "seller"} {
		if got := New(village{}).Understand(text, Context{Now: wednesday, Role: role}).Commands; len(got) != 1 || got[0].Name != Order {
			t.Errorf("%q of a %s is %+v", text, role, got)
		}
	}
}
