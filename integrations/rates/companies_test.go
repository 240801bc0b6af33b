package rates_test

import (
	"testing"

	"oldhand/integrations/rates"
)

func TestCouriersAreKnownByTheirNamesInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"中通", "ZTO", true}, {"中通快递", "zto express", true}, {"圆通速递", "YTO", true}, {"顺丰速运", "sf", true}, {"Speedy", "speedy", true},
		{"中通", "圆通", false}, {"SF", "SFX", false}, {"", "", true}, {"中通快运", "ZTO", false}, {"", "ZTO", false}, {"Best", "Bestway", false},
	} {
		if got := rates.SameCompany(test.a, test.b); got != test.same {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}

func TestCouriersAndServicesAreNamedAsTheirReaderWould(t *testing.T) {
	t.Parallel()
	for card, want := range map[[2]string][2]string{
		{"中通快递", "标准快递"}: {"ZTO 中通 Standard", "中通 标准快递"}, {"ZTO", "Standard"}: {"ZTO Standard", "中通 标准"},
		{"极兔速递", ""}: {"J&T 极兔 ", "极兔 "}, {"zto express", "Express"}: {"zto express Express", "中通 特快"},
		{"顺丰速运", "顺丰特快"}: {"SF 顺丰 Express", "顺丰 特快"}, {"EMS", "电商标快"}: {"EMS Shop standard", "EMS 电商标快"},
		{"中通快运", "小件快运"}: {"ZTO Freight 中通快运 Small", "中通快运 小件快运"}, {"中国邮政", "快递包裹"}: {"China Post 邮政 Parcel", "邮政 快递包裹"},
		{"中通冷链", "冷链"}: {"中通冷链 冷链", "中通冷链 冷链"}, {"村里专车", "Van"}: {"村里专车 Van", "村里专车 Van"},
	} {
		for i, lang := range []string{"en", "zh"} {
			if got := rates.CourierName(card[0], lang) + " " + rates.ServiceName(card[0], card[1], lang); got != want[i] {
				t.Errorf("%q in %s: %q, want %q", card, lang, got, want[i])
			}
		}
	}
}
