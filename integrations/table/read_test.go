package table_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/table"
)

var parcels = table.Schema{Required: []string{"address"}, Optional: []string{"weight"}, Also: map[string]string{"地址": "address", "重量": "weight"}}

func TestReadGivesRowsAndRejects(t *testing.T) {
	t.Parallel()
	text := "地址,Weight\n北京,1kg\n\n上海\n\"拉萨\",\"2kg\"\n坏,9\n"
	var got []string
	err := table.ReadBytes([]byte(text), parcels, func(r table.Row) error {
		if r.Get("weight") == "9" {
			return r.Reject("weight", "no")
		}
		got = append(got, fmt.Sprint(r.Line, r.Get("address"), r.Get("weight")))
		return nil
	}, func(e *table.RowError) { got = append(got, fmt.Sprint(e.Line, " rejected")) })
	if want := []string{"2 北京 1kg", "4 rejected", "5 拉萨 2kg", "6 rejected"}; err != nil || !cmp.Equal(spaced(want), spaced(got)) {
		t.Errorf("%q, %v", got, err)
	}
}

func spaced(all []string) string { return strings.ReplaceAll(strings.Join(all, "|"), " ", "") }

func TestReadStopsAndRefuses(t *testing.T) {
	t.Parallel()
	enough := errors.New("enough")
	seen := 0
	take := func(table.Row) error { seen++; return enough }
	never := func(e *table.RowError) { t.Error(e) }
	if err := table.ReadBytes([]byte("address\na\nb\n"), parcels, take, never); !errors.Is(err, enough) || seen != 1 {
		t.Errorf("%d rows, %v", seen, err)
	}
	for name, text := range map[string]string{"empty": "", "no such column": "x,y\n1,2\n", "a column twice": "地址,address\n1,2\n", "no text": "\x00\n"} {
		if err := table.ReadBytes([]byte(text), parcels, take, never); err == nil || errors.Is(err, enough) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := table.Read(filepath.Join(t.TempDir(), "none.csv"), parcels, take, never); err == nil {
		t.Error("a file that is not there")
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "oldhand-table-*"))
	if err != nil || len(left) > 2 { // another test may be at work
		t.Errorf("left behind: %v, %v", left, err)
	}
}
