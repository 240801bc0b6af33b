package rates

import (
	"testing"

	"oldhand/integrations/paper"
)

func TestAChartDrawsTheNamesOfAllKnownCouriers(t *testing.T) {
	t.Parallel()
	for _, c := range companies {
		if !paper.Drawable(c.short + c.english) {
			t.Errorf("no letters for %s %s", c.short, c.english)
		}
	}
	for zh, en := range services {
		if !paper.Drawable(zh + en) {
			t.Errorf("no letters for %s %s", zh, en)
		}
	}
}
