package rules

import "testing"

// shelf is the village with three SKUs more, which differ in their last figures.
type shelf struct{ village }

func (n shelf) SKU(s string) (sku, unit string, carton int, ok bool) {
	for _, known := range []string{"D1021", "D1022", "D1023"} {
		if foldedEqual(s, known) {
			return known, "个", 0, true
		}
	}
	return n.village.SKU(s)
}

func foldedEqual(a, b string) bool { return string(foldedUnit(a)) == string(foldedUnit(b)) }

// A list of SKUs that is written short stands for those that the catalogue has.
func TestSKUsWrittenShort(t *testing.T) {
	t.Parallel()
	all := []string{"D1021", "D1022", "D1023"}
	for message, want := range map[string][]string{
		"D1021/1022/1023各20": all, "D1021到1023每款20个": all, "D1021、1022、1023各20个": all, "D1021、22、23各20个": all, "D1021-1023各20个": all,
		"D1021~1023各20个": all, "D1021 through D1023 20 each": all, "D1021,22,23 each 20": all, "D1021-D1023各20个": all, "D1021到1099各20": all,
		"20 each of D1021/22/23": all, "D1021 22 23各20个": all, "要D1021，22，23三款各20个": all, "D1021, 1022 and 1023, 20 pcs each": all,
		"D1021/22/23 20 each": all, "D1021, 22, 23 20 each": all, "D1021/22 20个": all[:2], "D1021/5000各20": all[:1], "D1021/20": all[:1], "D1021,20": all[:1], "D1021、20个": all[:1],
	} {
		got := New(shelf{}).Understand(message, Context{Now: wednesday}).Commands
		if len(got) != 1 || got[0].Name != Order || len(got[0].Slots.Lines) != len(want) {
			t.Errorf("%q is %+v", message, got)
			continue
		}
		for i, line := range got[0].Slots.Lines {
			if line.SKU != want[i] || line.Quantity != 20 {
				t.Errorf("%q orders %+v, want 20 of %s", message, line, want[i])
			}
		}
	}
}
