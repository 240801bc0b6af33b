package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every metric that the dashboard draws is told by a village that serves, and every one of oldhand's own is drawn.
func TestTheDashboardDrawsWhatIsTold(t *testing.T) {
	t.Parallel()
	d := telling(t)
	d.told("@ wang\n> T-7来5条，明天拿\n> [确认]\n< #1001\n> asdf qwer zxcv\n")
	told := map[string]bool{}
	families, err := d.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]float64{}
	for _, f := range families {
		told[f.GetName()] = true
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			counted[name] += m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	written, err := os.ReadFile(filepath.Join("..", "deploy", "grafana.json"))
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(written, &dashboard); err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, p := range dashboard.Panels {
		for _, target := range p.Targets {
			for _, name := range regexp.MustCompile(`\b(?:oldhand|go|process)_\w+`).FindAllString(target.Expr, -1) {
				drawn[strings.TrimSuffix(name, "_bucket")] = true
			}
		}
	}
	for name := range drawn {
		if !told[name] {
			t.Errorf("the dashboard draws %s, which nobody tells", name)
		}
	}
	for name := range told {
		if strings.HasPrefix(name, "oldhand_") && !drawn[name] {
			t.Errorf("%s is on no dashboard", name)
		}
	}
	for name, least := range map[string]float64{"oldhand_turns_accepted_total": 3, "oldhand_cards_total sent": 2, "oldhand_understood_total unknown": 1, "oldhand_understood_total understood": 1, "oldhand_pool_connections most": 1} {
		if counted[name] < least {
			t.Errorf("%s is %g", name, counted[name])
		}
	}
}
