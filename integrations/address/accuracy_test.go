package address_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"oldhand/integrations/address"
)

// pasteAccuracy is what share of the labelled pastes must be read without a fault, place and contact both.
const pasteAccuracy = 0.99

// The pastes are made up; no person has these numbers. They lie with the evals, which score them too.
func TestPastedAddresses(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("../../evals/addresses.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.Lines(string(file)) {
		var want struct {
			Text, Kind, Code string
			Contact          address.Contact
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if want.Contact == (address.Contact{}) || want.Code == "" {
			continue
		}
		all++
		got, err := address.Parse(want.Text)
		if err == nil && got.Place.Code == want.Code && got.Contact == want.Contact {
			right++
			continue
		}
		t.Logf("%s\n\tread as %v %v %v, want %s %v", want.Text, got.Place, got.Contact, err, want.Code, want.Contact)
	}
	if share := float64(right) / float64(all); share < pasteAccuracy || all < 650 {
		t.Errorf("%d of %d pastes read without a fault, want %.0f%% of 650 or more", right, all, 100*pasteAccuracy)
	}
}
