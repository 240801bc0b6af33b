package phrases

import (
	"errors"
	"fmt"
	"testing"
)

// failure is a subject's error that gives a code.
type failure struct{ sampleCode }

func (failure) Error() string { return "failed" }

func TestReasonsAreToldInsideOthers(t *testing.T) {
	t.Parallel()
	why := failure{sampleCode{"items.price", values{"Value": "<b>&\"1"}}}
	for name, c := range map[string]struct {
		why    any
		en, zh string
	}{
		"a code": {why.sampleCode, `"<b>&\"1" is not a price in yuan with at most two decimals, like 1200 or 3.50`,
			`"<b>&\"1" 不是价格：写成元，最多两位小数，不带“元”“¥”和千分位逗号，如 1200 或 3.50`},
		"an error with a code": {fmt.Errorf("row 2: %w", why), `"<b>&\"1" is not a price in yuan with at most two decimals, like 1200 or 3.50`,
			`"<b>&\"1" 不是价格：写成元，最多两位小数，不带“元”“¥”和千分位逗号，如 1200 或 3.50`},
		"an error from elsewhere": {errors.New("open <x> & y"), "open <x> & y", "open <x> & y"},
		"a value":                 {"a < b", "a < b", "a < b"},
	} {
		row := sampleCode{"table.row", values{"File": "a&b.csv", "Line": 2, "Column": "price", "Why": c.why}}
		if got, want := Tell(English, row), "a&b.csv:2: price: "+c.en; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if got, want := Tell(Chinese, row), "a&b.csv:2：price "+c.zh; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
