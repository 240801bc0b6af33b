package rates

import (
	"testing"

	"oldhand/integrations/paper"
)

func TestAChartDrawsTheNamesOfAllKnownCouriers(t *testing.T) {
	t.Parallel()
	for _, names := range companies {
		for _, name := range names {
			if !paper.Drawable(name) {
				t.Errorf("no letters for %s", name)
			}
		}
	}
	for zh, en := range services {
		if !paper.Drawable(zh + en) {
			t.Errorf("no letters for %s %s", zh, en)
		}
	}
}
