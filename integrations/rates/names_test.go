package rates

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot/phrases"
	"oldhand/integrations/address"
)

func TestNamesInBothLanguagesArePartedWhereTheScriptChanges(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Name{
		"燃油 fuel": {"fuel", "燃油"}, "双11旺季 peak season": {"peak season", "双11旺季"}, "fuel/燃油": {"fuel", "燃油"},
		"Spring Festival 春节 加价": {"Spring Festival", "春节 加价"}, "偏远（remote）": {"remote", "偏远"},
		"fuel": {"fuel", "fuel"}, "燃油": {"燃油", "燃油"}, "A 区": {"A 区", "A 区"}, "偏远 1区": {"偏远 1区", "偏远 1区"},
		"燃油 fuel 附加": {"燃油 fuel 附加", "燃油 fuel 附加"}, "燃油fuel": {"燃油fuel", "燃油fuel"}, "/": {"/", "/"},
	} {
		if diff := cmp.Diff(want, inBoth(name)); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

// Every formula here was worked out by hand.
func TestAPriceIsWrittenAsItsReaderWould(t *testing.T) {
	t.Parallel()
	remote := national(func(r *Row) { r.Surcharges = "偏远 remote:1.50|村协议优惠 village discount:-0.30" })
	halves := national(func(r *Row) { r.FirstG, r.StepG = grams(500), grams(500) })
	bands := national(func(r *Row) { r.Bands, r.StepG, r.StepPrice = "1000:3.00;2000:3.90", nil, nil })
	for _, test := range []struct {
		card   Row
		weight int
		en, zh string
	}{
		{remote, 2500, "3.20 first 1 kg + 2 × 1.00 per extra kg + 1.50 remote − 0.30 village discount = 6.40",
			"首重1公斤 3.20 + 续重2公斤 × 1.00 + 偏远 1.50 − 村协议优惠 0.30 = 6.40元"},
		{national(nil), 1200, "3.20 first 1 kg + 1.00 next kg = 4.20", "首重1公斤 3.20 + 续重1公斤 1.00 = 4.20元"},
		{halves, 1600, "3.20 first 500 g + 3 × 1.00 per extra 500 g = 6.20", "首重500克 3.20 + 续重3个500克 × 1.00 = 6.20元"},
		{halves, 900, "3.20 first 500 g + 1.00 next 500 g = 4.20", "首重500克 3.20 + 续重1个500克 1.00 = 4.20元"},
		{bands, 1001, "3.90 up to 2 kg", "2公斤以内 3.90元"},
		{national(func(r *Row) { r.Surcharges = "gift:-5.00" }), 1, "3.20 first 1 kg − 5.00 gift + 1.80 not below 0 = 0.00",
			"首重1公斤 3.20 − gift 5.00 + 不低于0 1.80 = 0.00元"},
	} {
		for lang, want := range map[phrases.Lang]string{phrases.English: test.en, phrases.Chinese: test.zh} {
			a := deck(t, test.card).Quote(Request{To: address.Place{Code: "5101"}, Weight: *grams(test.weight)})
			if len(a.Quotes) != 1 || phrases.Label(lang, "price.made", a.Quotes[0]) != want {
				t.Errorf("want %s, got %+v", want, a)
			}
		}
	}
}

func FuzzNamesInBothLanguages(f *testing.F) {
	for _, seed := range []string{"燃油 fuel", "peak（旺季）", "/", "A 区", "双11 peak season 附加"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if w := inBoth(name); name != "" && (w.EN == "" || w.ZH == "") {
			t.Errorf("%q is %+v", name, w)
		}
	})
}
