package courier_test

import (
	"os"
	"strings"
	"testing"

	"oldhand/integrations/courier"
)

// pasteAccuracy is what share of the labelled pastes must be read without a fault, place and contact both.
const pasteAccuracy = 0.98

// The pastes are made up; no person has these numbers.
func TestPastedAddresses(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/addresses.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(file), "\n"), "\n")[1:]
	right := 0
	for _, line := range lines {
		f := strings.Split(line, "\t")
		text := strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(f[0])
		want := courier.Contact{Name: f[2], Phone: f[3], Extension: f[4]}
		got, err := courier.ParseAddress(text)
		if err == nil && got.Place.Code == f[1] && got.Contact == want {
			right++
			continue
		}
		t.Logf("%s\n\tread as %v %v %v, want %s %v", f[0], got.Place, got.Contact, err, f[1], want)
	}
	if share := float64(right) / float64(len(lines)); share < pasteAccuracy || len(lines) < 120 {
		t.Errorf("%d of %d pastes read without a fault, want %.0f%% of 120 or more", right, len(lines), 100*pasteAccuracy)
	}
}
