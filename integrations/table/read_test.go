package table_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"oldhand/integrations/table"
)

var parcels = table.Schema{Required: []string{"address"}, Optional: []string{"weight"}, Also: map[string][]string{"address": {"详细地址", "地址", "地址(必填)"}, "weight": {"重量"}}}

func TestReadGivesRowsAndRejects(t *testing.T) {
	t.Parallel()
	text := "地址,Weight\n北京,1kg\n\n上海\n\"拉萨\",\"2kg\"\n坏,9\n"
	var got []string
	err := table.ReadBytes(t.Context(), []byte(text), parcels, table.Reader{
		Take: func(r table.Row) error {
			if r.Get("weight") == "9" {
				return r.Reject("weight", table.Because("table.empty", nil))
			}
			got = append(got, fmt.Sprint(r.Line, r.Get("address"), r.Get("weight")))
			return nil
		},
		Reject: func(e *table.RowError) error { got = append(got, fmt.Sprint(e.Line, " rejected")); return nil },
	})
	if want := []string{"2 北京 1kg", "4 上海", "5 拉萨 2kg", "6 rejected"}; err != nil || !cmp.Equal(spaced(want), spaced(got)) {
		t.Errorf("%q, %v", got, err)
	}
}

func spaced(all []string) string { return strings.ReplaceAll(strings.Join(all, "|"), " ", "") }

func TestReadStopsAndRefuses(t *testing.T) {
	t.Parallel()
	enough := errors.New("enough")
	seen := 0
	r := table.Reader{Take: func(table.Row) error { seen++; return enough }, Reject: func(e *table.RowError) error { return e }}
	if err := table.ReadBytes(t.Context(), []byte("address\na\nb\n"), parcels, r); !errors.Is(err, enough) || seen != 1 {
		t.Errorf("%d rows, %v", seen, err)
	}
	for name, text := range map[string]string{"empty": "", "no such column": "x,y\n1,2\n", "a column twice": "地址,地 址\n1,2\n", "no text": "\x00\n"} {
		if err := table.ReadBytes(t.Context(), []byte(text), parcels, r); err == nil || errors.Is(err, enough) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextInEveryEncoding(t *testing.T) {
	t.Parallel()
	const want = "北京 1kg\n成都 2kg\n"
	for name, data := range map[string][]byte{
		"UTF-8": []byte(want), "marked": []byte("\ufeff" + want), "GB18030": encoded(t, simplifiedchinese.GB18030, want),
		"UTF-16": encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), want),
	} {
		if text, ok := table.Text(t.Context(), data); !ok || text != want {
			t.Errorf("%s: %q, %t", name, text, ok)
		}
	}
	for name, data := range map[string]string{"a workbook": "PK\x03\x04\x00\x00", "a picture": "\xff\xd8\xff\xe0\x00"} {
		if text, ok := table.Text(t.Context(), []byte(data)); ok {
			t.Errorf("%s: %q", name, text)
		}
	}
}
