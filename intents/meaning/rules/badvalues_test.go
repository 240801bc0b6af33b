package rules

import (
	"encoding/json"
	"testing"

	"oldhand/integrations/measure"
)

// A value that cannot be fills no slot: it is never read as another value.
func TestImpossibleValues(t *testing.T) {
	t.Parallel()
	const (
		line   = `[{"name":"order","slots":{"lines":[{"item":"A1023","sku":"A1023","unit":"个"}]}}]`
		twenty = `[{"name":"order","slots":{"lines":[{"item":"A1023","sku":"A1023","quantity":20,"unit":"个"}],"when_asked":"impossible"}}]`
		dated  = `[{"name":"order","slots":{"lines":[{"item":"A1023","sku":"A1023","quantity":20,"unit":"个"}],"when":"2026-11-19","when_asked":"impossible"}}]`
		half   = `[{"name":"order","slots":{"lines":[{"item":"A1023","sku":"A1023","quantity":6,"unit":"个"}]}}]`
		clips  = `[{"name":"find","slots":{"text":"clips"}}]`
		remind = `[{"name":"remind","slots":{}}]`
		none   = `[{"name":"unknown","slots":{}}]`
		bare   = `[{"name":"quote","slots":{"to":"Beijing","code":"11"}}]`
		kilo   = `[{"name":"quote","slots":{"to":"Beijing","code":"11","weight_g":1000}}]`
	)
	for want, texts := range map[string][]string{
		line: {
			"-5 A1023", "−5 A1023", "A1023 -5", "A1023, -5 pcs", "负5个A1023", "1.5 A1023", "0.5 A1023", "1.5个A1023", "半个A1023", "A1023 两个半",
			"两个半A1023", "A1023要1.5个", "2.5 pcs of A1023", "0 A1023", "A1023 0个", "zero A1023",
		},
		twenty: {
			"20 A1023 31 February", "20 A1023 on 31 April", "20 A1023 Feb 30", "A1023 20个 2月30号", "A1023 20个 4月31日", "20 A1023 2026-99-99",
			"20 A1023 2026-02-30", "20 A1023 13/45", "20 A1023 2/30", "20 A1023 on the 32nd", "20 A1023 32 February", "A1023 20个 13月5号", "A1023 20个 周八拿", "A1023 20个 星期9拿",
			"20 A1023 at 25:00", "20 A1023 at 9:75", "20 A1023 31 February at 9am",
		},
		dated: {"20 A1023 tomorrow at 25:00", "20 A1023 明天25点"},
		half:  {"半打A1023", "half a dozen A1023"},
		clips: {"find clips under 1,5", "find clips under 1,2345", "find clips under 1,50,20", "find clips under 1,5 yuan", "find clips under -5 yuan", "find clips under -5"},
		`[{"name":"find","slots":{"text":"clips","price_max_fen":150}}]`:    {"find clips under 1,50", "find clips under 1,50 yuan", "find clips under ¥1,50"},
		`[{"name":"find","slots":{"text":"clips","price_max_fen":105000}}]`: {"find clips under 1,050", "find clips under 1,050 yuan"},
		`[{"name":"find","slots":{"text":"A1023","price_max_fen":150}}]`:    {"A1023 under 1,50 yuan"},
		remind: {
			"remind me at 25:00", "remind me at 7:99", "remind me at 24:30", "remind me at 25", "remind me at 25pm", "每天25点提醒我", "提醒我25:00",
			"每天早上8点70分提醒我",
		},
		`[{"name":"remind","slots":{"on":true,"time":"07:30"}}]`: {"remind me at 7:30", "早上7点半提醒我"},
		none: {"alert(1) hello", "alert('x')", `console.log("remind")`, "remind(8)", "<script>alert(1)</script>"},
		bare: {"-1kg to Beijing", "quote -1kg to Beijing", "-1.5kg to Beijing", "0kg to Beijing", "999999999kg to Beijing"},
		kilo: {"1kg 0x10x10 to Beijing", "1kg to Beijing 0x10x10", "1kg to Beijing 10x0x10 cm", "1kg to Beijing 999999999x999999999x999999999 m"},
		`[{"name":"quote","slots":{"weight_g":1000}}]`:             {"1kg 0x10x10"},
		`[{"name":"quote","slots":{"to":"Urumqi","code":"6501"}}]`: {"99999999999999999999kg to Urumqi", "100000000000 kg to Urumqi"},
	} {
		for _, text := range texts {
			got, err := json.Marshal(New(village{}).Understand(text, Context{Now: wednesday}).Commands)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				t.Errorf("%q is %s, want %s", text, got, want)
			}
		}
	}
}

// A weight that cannot be does not bring back the one of the parcel quoted before.
func TestImpossibleWeightForgetsTheOldOne(t *testing.T) {
	t.Parallel()
	c := Context{Now: wednesday, Quote: &ShownQuote{"Beijing", measure.Grams(1200)}}
	if got := New(village{}).Understand("-2kg to Urumqi", c).Commands; len(got) != 1 || got[0].Name != Quote || got[0].Slots.Weight != nil {
		t.Errorf("%+v", got)
	}
}

// Stock and prices that cannot be are not told to the shop.
func TestImpossibleStockAndPrice(t *testing.T) {
	t.Parallel()
	c := Context{Now: wednesday, Role: "distributor"}
	for _, text := range []string{"A1023 stock -5", "A1023 stock 1.5", "A1023 price -2 yuan", "A1023 库存改成-5"} {
		for _, got := range New(village{}).Understand(text, c).Commands {
			if got.Slots.Stock != nil || got.Slots.Price != nil {
				t.Errorf("%q is %+v", text, got)
			}
		}
	}
}
