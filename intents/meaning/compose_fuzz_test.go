package meaning

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever the reader may read, composing it does not fail: every message of the corpus with its acts and roles mixed up.
func TestComposingNeverFails(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../evals/corpus/messages_*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	var acts, roles []string
	for name := range composers {
		acts = append(acts, name)
	}
	slices.Sort(acts)
	for name := range valued {
		roles = append(roles, name)
	}
	roles = append(roles, "item", "attr", "not", "ref", "order_no", "parcel_no", "courier", "times", "text")
	slices.Sort(roles)
	contexts := []Context{
		{Now: monday, Role: "seller"}, {Now: monday, Role: "distributor", Focus: Focus{Changes: true, Item: &Item{SKU: "T-7"}}},
		{Now: monday, Role: "seller", Focus: Focus{Draft: []Item{{SKU: "A1023", Item: "红色发夹", Quantity: 20}}, Quote: &Priced{To: "成都"}}},
		{Now: monday, Role: "organiser", Focus: Focus{List: []Item{{SKU: "A1023"}, {Item: "mug"}}, Fresh: true, Asked: &Asked{Slot: "when"}}},
	}
	n := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			var m struct {
				Marked string `json:"m"`
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			text, read, err := Unmarked(m.Marked)
			if err != nil {
				t.Fatal(err)
			}
			for i := range read {
				n++
				read[i].Name = acts[n%len(acts)]
				for j := range read[i].Roles {
					n++
					read[i].Roles[j].Name = roles[n%len(roles)]
				}
			}
			if n%4 == 0 { // a quarter of them is enough, and quick
				Compose(text, read, contexts[n/4%len(contexts)], village{})
			}
		}
	}
}
