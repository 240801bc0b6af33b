package courier_test

import (
	"testing"

	"oldhand/integrations/courier"
)

func TestCouriersAreKnownByTheirNamesInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"中通", "ZTO", true}, {"中通快递", "zto express", true}, {"圆通速递", "YTO", true}, {"顺丰速运", "sf", true}, {"Speedy", "speedy", true},
		{"中通", "圆通", false}, {"SF", "SFX", false}, {"", "", true}, {"", "ZTO", false}, {"Best", "Bestway", false},
	} {
		if got := courier.SameCompany(test.a, test.b); got != test.same {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}
