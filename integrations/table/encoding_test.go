package table_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"oldhand/bot/phrases"
	"oldhand/integrations/table"
)

// readAll gives the rows that a file holds as "line:address:weight", and of those refused "line: why".
func readAll(t *testing.T, data []byte) (rows []string, err error) {
	t.Helper()
	err = table.ReadBytes(t.Context(), data, parcels, table.Reader{
		Take: func(r table.Row) error {
			rows = append(rows, told(r))
			return nil
		},
		Reject: func(e *table.RowError) error {
			rows = append(rows, fmt.Sprintf("%d: %s", e.Line, in(phrases.English)(e.Reason)))
			return nil
		},
	})
	return rows, err
}

func told(r table.Row) string {
	return fmt.Sprintf("%d:%s:%s", r.Line, r.Get("address"), r.Get("weight"))
}

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFilesInEveryEncodingThatSpreadsheetsWrite(t *testing.T) {
	t.Parallel()
	want := []string{"2:浙江省杭州市:0.8", "3:新疆乌鲁木齐:1.2", "4:北京,朝阳:2"}
	for name, text := range map[string]string{
		"tabs":       "地址\t重量\r\n浙江省杭州市\t0.8\r\n新疆乌鲁木齐\t1.2\r\n\"北京,朝阳\"\t2\r\n",
		"semicolons": "地址;重量\r\n浙江省杭州市;0.8\r\n新疆乌鲁木齐;1.2\r\n北京,朝阳;2\r\n",
		"commas":     "地址,重量\n浙江省杭州市,0.8\n新疆乌鲁木齐,1.2\n\"北京,朝阳\",2\n",
	} {
		for encoding, data := range map[string][]byte{
			"UTF-16 LE": encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text),
			"UTF-16 BE": encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text),
			"GB18030":   encoded(t, simplifiedchinese.GB18030, text),
			"UTF-8":     []byte(text),
			"marked":    []byte("\ufeff" + text),
		} {
			rows, err := readAll(t, data)
			if diff := cmp.Diff(want, rows); err != nil || diff != "" {
				t.Errorf("%s, %s: %v %s", name, encoding, err, diff)
			}
		}
	}
}

// 双 and 只 are two bytes that UTF-8 would read as well, as one letter of another script.
func TestALineThatBothEncodingsCanReadDecidesNothing(t *testing.T) {
	t.Parallel()
	rows, err := readAll(t, encoded(t, simplifiedchinese.GB18030, "地址,重量\nBay 7双,1\n北京,2只\n"))
	if diff := cmp.Diff([]string{"2:Bay 7双:1", "3:北京:2只"}, rows); err != nil || diff != "" {
		t.Error(err, diff)
	}
	rows, err = readAll(t, []byte("address,weight\nCafé,1\nX\xff,2\n"))
	if diff := cmp.Diff([]string{"2:Café:1", "3: is not UTF-8 (in a spreadsheet: save as CSV UTF-8)"}, rows); err != nil || diff != "" {
		t.Error("an accent, and a damaged row:", err, diff)
	}
}

func TestDamagedTextIsRefusedByTheRow(t *testing.T) {
	t.Parallel()
	cut := encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "地址\t重量\n北京\t1\n成都\t2kg")
	for name, c := range map[string]struct {
		data string
		want []string
	}{
		"odd byte":           {string(cut[:len(cut)-1]), []string{"2:北京:1", "3: holds a character that was damaged before"}},
		"NUL in UTF-16":      {string(encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "地址\t重量\n北京\x00\t1\n")), []string{"2: holds a NUL byte"}},
		"NUL in UTF-8":       {"地址,重量\n北\x00京,1\n成都,2\n", []string{"2: holds a NUL byte", "3:成都:2"}},
		"one row not UTF-8":  {"地址,重量\n北京,1\n\xb3\xc9\xb6\xbc,2\n", []string{"2:北京:1", "3: is not UTF-8 (in a spreadsheet: save as CSV UTF-8)"}},
		"no Chinese at all":  {"address,weight\nBeijing,1\nX\xff,2\n", []string{"2:Beijing:1", "3: is not UTF-8 (in a spreadsheet: save as CSV UTF-8)"}},
		"UTF-8 that was cut": {"address,weight\nBeijing,1\n\xe7\xba,2\n", []string{"2:Beijing:1", "3: is not UTF-8 (in a spreadsheet: save as CSV UTF-8)"}},
	} {
		rows, err := readAll(t, []byte(c.data))
		if diff := cmp.Diff(c.want, rows); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	for name, data := range map[string]string{"a mark alone": "\xff\xfe", "the other mark": "\xfe\xff", "UTF-8's mark": "\xef\xbb\xbf", "half a character": "\xff\xfe\x30"} {
		if rows, err := readAll(t, []byte(data)); err == nil || len(rows) > 0 {
			t.Errorf("%s: %q", name, rows)
		}
	}
}

// What shops and spreadsheets put around a number to keep it a text comes off; anything else stays.
func TestNumbersThatWereKeptAsTexts(t *testing.T) {
	t.Parallel()
	text := "address,weight\n" +
		"'0571,'3.50\n" +
		"=\"12345678901234567\",1\n" +
		"\"=\"\"001\"\"\",1\n" +
		"'90s style,'\n" +
		"60312\t,1 \n" +
		"=1+1,2\n"
	rows, err := readAll(t, []byte(text))
	want := []string{"2:0571:3.50", "3:12345678901234567:1", "4:001:1", "5:'90s style:'", "6:60312:1", "7:=1+1:2"}
	if diff := cmp.Diff(want, rows); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestHeadersBelowATitle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"lines that end in CR": {"地址,重量\r北京,1\r", []string{"2:北京:1"}},
		"a title":              {"11月订单表,\n\n地址,重量\n北京,1\n", []string{"4:北京:1"}},
		"a title, tabs":        {"11月订单表\n地址\t重量\n北京\t1\n", []string{"3:北京:1"}},
		"a header of two rows": {"序,收件人,,重量\n,姓名,地址,\n1,王一,北京,1\n", []string{"3:北京:1"}},
		"names with marks":     {"*地 址（必填）,重量\n北京,1\n", []string{"2:北京:1"}},
		"the better name":      {"地址,详细地址,重量\n浙江,杭州,1\n", []string{"2:杭州:1"}},
	} {
		rows, err := readAll(t, []byte(c.text))
		if diff := cmp.Diff(c.want, rows); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	if rows, err := readAll(t, []byte(strings.Repeat("title,\n", 20)+"地址,重量\n北京,1\n")); err == nil {
		t.Errorf("a header far below: %q", rows)
	}
}

func TestCutShort(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"1.38E+10": true, "6.92352e+18": true, "1E+18": true, "6923520000000000000": true, "6923521234567890000": true, "123456789012345000": true,
		"6923521234567890123": false, "1E5": false, "13800138000": false, "A1.38E+10": false, "": false, "2000000000": false,
	} {
		if got := table.CutShort(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
