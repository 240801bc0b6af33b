package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
		{"500 A1023 came in", 500, More}, {"A1023库存减20", 20, Less}, {"A1023 报损20个", 20, Less}, {"A1023 stock is down 20", 20, Less}, {"A1023 stock up 20", 20, More}, {"A1023少5个", 5, Less},
		{"A1023 今天到货500", 500, More}, {"今天到了500个A1023", 500, More}, {"A1023现在到货500", 500, More}, {"A1023 arrived 500", 500, More},
		{"A1023 500 arrived", 500, More}, {"A1023 plus 500", 500, More}, {"A1023少了20", 20, Less}, {"A1023卖了20个", 20, Less}, {"sold 20 A1023", 20, Less},
		{"A1023 +2箱", 96, More}, {"A1023又来了三打", 36, More},
		{"A1023 -20", 20, Less}, {"A1023 −20个", 20, Less}, {"a1023 -20 pcs", 20, Less},
		{"500 more A1023 arrived, now 620 in total", 620, ""}, {"A1023 到货500，现在一共620", 620, ""}, {"A1023 库存从100加到620", 620, ""},
		{"A1023 sold out, 20 left", 20, ""},
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

// Of several goods in a message each has its own number, and came or went as is said of it.
func TestStockOfSeveralGoods(t *testing.T) {
	t.Parallel()
	told := func(sku string, n int, step string) Command {
		return Command{Stock, Slots{SKU: sku, Stock: &n, Step: step}}
	}
	both := []Command{told("A1023", 500, More), told("B7", 200, More)}
	less := []Command{told("A1023", 500, More), told("B7", 20, Less)}
	for text, want := range map[string][]Command{
		"A1023到货500，B7到货200": both, "A1023 +500, B7 +200": both, "A1023 +500 B7 +200": both, "到货 A1023 500 B7 200": both,
		"到货：A1023 500，B7 200": both, "到货了\nA1023 500\nB7 200": both, "500 A1023 came in, 200 B7 came in": both,
		"500 A1023 and 200 B7 came in": both, "500 A1023 came in and 200 B7": both, "restocked A1023 500 and B7 200": both,
		"A1023到货500，B7少了20": less, "A1023库存加500，B7库存减20": less, "A1023 +500, B7 stock minus 20": less,
		"A1023到货500，B7库存20":      {told("A1023", 500, More), told("B7", 20, "")},
		"A1023 60，B7 45":         {told("A1023", 60, ""), told("B7", 45, "")},
		"A1023到了300，报损20":        {told("A1023", 300, More), told("A1023", 20, Less)},
		"A1023到货500，一共620，B7减20": {told("A1023", 620, ""), told("B7", 20, Less)},
		"A1023和B7各到货500":         {told("A1023", 500, More), told("B7", 500, More)},
		"A1023 -20, B7 +200":     {told("A1023", 20, Less), told("B7", 200, More)},
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday, Role: "distributor"}).Commands
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// What names no goods is of those told of before.
func TestStockOfGoodsToldOfBefore(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Slots{
		"库存减20": {Step: Less}, "stock minus 20": {Step: Less}, "又到了20": {Step: More}, "现在一共20": {}, "now 20 in total": {},
	} {
		n := 20
		want.Stock = &n
		got := New(village{}).Understand(text, Context{Now: wednesday, Role: "distributor"}).Commands
		if diff := cmp.Diff([]Command{{Stock, want}}, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// What is still to come is told with its day, so that nobody counts it before.
func TestStockThatIsStillToCome(t *testing.T) {
	t.Parallel()
	coming := func(sku string, n int, when string) Command {
		return Command{Stock, Slots{SKU: sku, Stock: &n, Step: More, When: when}}
	}
	here := func(sku string, n int) Command { return coming(sku, n, "") }
	for text, want := range map[string][]Command{
		"A1023 明天到货500": {coming("A1023", 500, "2026-11-19")}, "A1023 明天到500个": {coming("A1023", 500, "2026-11-19")}, "明天A1023到货500": {coming("A1023", 500, "2026-11-19")},
		"A1023 下周三到500": {coming("A1023", 500, "2026-11-25")}, "A1023 今天下午到300": {coming("A1023", 300, "2026-11-18")},
		"500 A1023 arriving friday": {coming("A1023", 500, "2026-11-20")}, "restock A1023 500 coming tomorrow": {coming("A1023", 500, "2026-11-19")},
		"A1023 +500 tomorrow 3pm": {coming("A1023", 500, "2026-11-19T15:00:00+08:00")}, "明天到货 A1023 500，B7 200": {coming("A1023", 500, "2026-11-19"), coming("B7", 200, "2026-11-19")},
		"A1023到货500，B7明天到200": {here("A1023", 500), coming("B7", 200, "2026-11-19")}, "B7 明天到200，A1023 今天到300": {coming("B7", 200, "2026-11-19"), here("A1023", 300)},
	} {
		got := New(village{}).Understand(text, Context{Now: wednesday, Role: "distributor"}).Commands
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
