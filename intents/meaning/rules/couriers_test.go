package rules

import (
	"os"
	"strings"
	"testing"

	"oldhand/integrations/rates"
)

// carded is the village with rate cards of some couriers.
type carded struct {
	village
	names *rates.CourierNames
	read  *Couriers
}

func (c carded) Courier(sentence string) (string, bool) { return c.names.In(sentence) }

func (c carded) Couriers() *Couriers { return c.read }

func withCards(of ...string) carded {
	names := rates.NewCourierNames(of)
	return carded{names: names, read: NewCouriers(names.Established())}
}

func TestCouriersAreUnderstoodByEveryName(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("../../../integrations/rates/couriers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSpace(line), "\t")
		parser := New(withCards(columns[0]))
		names := columns[0] + "|" + columns[1] + "|" + strings.Join(columns[3:], "|")
		for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == '|' }) {
			got := parser.Understand(name, Context{Now: wednesday, Quote: &ShownQuote{"Beijing", 1000}}).Commands
			if len(got) != 1 || got[0].Name != Ship || got[0].Slots.Courier != columns[0] {
				t.Errorf("%q is %+v, want the courier %s", name, got, columns[0])
			}
		}
	}
}

// Where a village has no card of it, a courier is known by its short Chinese name, unless the word has another meaning.
func TestCouriersWithoutACard(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{"send with DHL": "DHL", "用敦豪发": "DHL", "use ups": "UPS", "发顺丰快递": "顺丰", "use yunad": "韵达", "send with jd": ""} {
		got := New(withCards("中通快递")).Understand(said, Context{Now: wednesday}).Commands
		if courier := got[0].Slots.Courier; courier != want {
			t.Errorf("%q is %+v, want the courier %q", said, got, want)
		}
	}
}
