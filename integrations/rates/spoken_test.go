package rates

import "testing"

func TestStandsIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sentence, name string
		want           bool
	}{
		{"发中通吧", "中通", true},
		{"send it with zto please", "zto", true},
		{"sf到付", "sf", true},
		{"a transfer", "sf", false},
		{"jst or jt", "jt", true},
		{"jt6 pens", "jt", false},
		{"send it the best way", "best", false},
		{"best", "best", true},
		{"", "", false},
	} {
		if got := standsIn(test.sentence, test.name); got != test.want {
			t.Errorf("%q in %q: %v", test.name, test.sentence, got)
		}
	}
}
