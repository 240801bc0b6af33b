package table_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

var schema = table.Schema{Required: []string{"sku", "price"}, Optional: []string{"title"}, Days: []string{"price"}}

// shelf is a small subject: sku and price in a table of its own.
type shelf struct {
	tx    pgx.Tx
	taken []table.Row
}

func (s *shelf) Take(_ context.Context, r table.Row) error {
	if r.Get("price") == "" {
		return r.Reject("price", table.Because("table.empty", nil))
	}
	s.taken = append(s.taken, r)
	return nil
}

func (s *shelf) Finish(ctx context.Context) (table.Counts, error) {
	var c table.Counts
	for _, r := range s.taken {
		if r.Get("price") == "fail" {
			return c, errors.New("the database is gone")
		}
		tag, err := s.tx.Exec(ctx, `INSERT INTO shelf (sku, price, title) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.Get("sku"), r.Get("price"), r.Get("title"))
		if err != nil {
			return c, err
		}
		c.New += int(tag.RowsAffected())
		c.Unchanged += 1 - int(tag.RowsAffected())
	}
	return c, nil
}

// bench is a database with a shelf, and a folder for files.
type bench struct {
	*testing.T
	pool *pgxpool.Pool
	dir  string
	told []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, pool: pgtest.New(t), dir: t.TempDir()}
	if _, err := b.pool.Exec(t.Context(), `CREATE TABLE shelf (sku text PRIMARY KEY, price text, title text)`); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) write(name, text string) string {
	b.Helper()
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}

// in says reasons in a language.
func in(lang phrases.Lang) func(table.Reason) string {
	return func(why table.Reason) string { return phrases.Tell(lang, why) }
}

func (b *bench) load(o table.Options, paths ...string) (table.Report, error) {
	b.told = nil
	if o.Say == nil {
		o.Say = in(phrases.English)
	}
	o.Tell = func(what table.Reason) { b.told = append(b.told, strings.ReplaceAll(o.Say(what), b.dir+"/", "")) }
	begin := func(_ context.Context, tx pgx.Tx) (table.Sink, error) { return &shelf{tx: tx}, nil }
	return table.Import(b.Context(), b.pool, paths, schema, begin, o)
}

func (b *bench) want(want table.Report, o table.Options, paths ...string) {
	b.Helper()
	got, err := b.load(o, paths...)
	if err != nil {
		b.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Error("report:", diff)
	}
}

func (b *bench) shelf() map[string]string {
	b.Helper()
	rows, err := b.pool.Query(b.Context(), `SELECT sku, price FROM shelf`)
	if err != nil {
		b.Fatal(err)
	}
	got := map[string]string{}
	var sku, price string
	if _, err := pgx.ForEachRow(rows, []any{&sku, &price}, func() error { got[sku] = price; return nil }); err != nil {
		b.Fatal(err)
	}
	return got
}

func (b *bench) read(path string) string {
	b.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

func TestImportRejectsBadRowsAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.csv", "\n title,PRICE,sku,colour,\n发夹,1.10,A1,red,\n\n,,,,\n袜子,,A2,blue,\n\"five\" inch\",1,A3,x,\nnul\x00,1,A4,x,\n\xb7\xa2,1,A5,x,\nshort,1\nlong,1,A6,x,,1\nok,2.00,A7,y,\n")
	b.want(table.Report{Read: 8, New: 2, Rejected: 6}, table.Options{}, path)
	if diff := cmp.Diff(map[string]string{"A1": "1.10", "A7": "2.00"}, b.shelf()); diff != "" {
		t.Error(diff)
	}
	want := "\" title\",PRICE,sku,colour,,reject_line,reject_column,reject_reason\n" +
		"袜子,,A2,blue,,6,price,is empty\n" +
		"\"\"\"five\"\" inch\"\",1,A3,x,\",,,,,7,,\"a quote is not closed, or stands inside a value without being doubled\"\n" +
		"nul�,1,A4,x,,8,title,holds a NUL byte\n" +
		"�,1,A5,x,,9,title,is not UTF-8 (in a spreadsheet: save as CSV UTF-8)\n" +
		"short,1,,,,10,,2 values for 5 columns\n" +
		"long,1,A6,x,,11,,6 values for 5 columns (a comma inside a value needs quotes)\n"
	if diff := cmp.Diff(want, b.read(path+".rejects.csv")); diff != "" {
		t.Error(diff)
	}
	if b.told[0] != "items.csv: not used: colour" || b.told[1] != "items.csv:6: price: is empty" {
		t.Error(b.told)
	}
}

func TestImportTwiceChangesNothingAndRemovesOldRejects(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.csv", "\ufeffsku,price\nA1,\nA2,1\n")
	b.want(table.Report{Read: 2, New: 1, Rejected: 1}, table.Options{}, path)
	if !strings.HasPrefix(b.read(path+".rejects.csv"), "\ufeffsku,price,reject_line") {
		t.Error("a file with a byte order mark has a rejects file without")
	}
	b.want(table.Report{Read: 2, Unchanged: 1, Rejected: 1}, table.Options{}, path)

	mended := b.write("items.csv.rejects.csv", strings.Replace(b.read(path+".rejects.csv"), "A1,", "A1,3", 1))
	b.want(table.Report{Read: 1, New: 1}, table.Options{}, mended)

	b.write("items.csv", "sku,price\nA1,1\n")
	b.want(table.Report{Read: 1, Unchanged: 1}, table.Options{}, path)
	if _, err := os.Stat(path + ".rejects.csv"); !errors.Is(err, os.ErrNotExist) {
		t.Error("the old rejects file is still there:", err)
	}
}

func TestReasonsInChinese(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.csv", "sku,price,颜色\nA1,,red\nA2\nA3,1,b\x00\n\"A4,1,x\n")
	b.want(table.Report{Read: 4, Rejected: 4}, table.Options{Say: in(phrases.Chinese)}, path)
	want := "sku,price,颜色,reject_line,reject_column,reject_reason\n" +
		"A1,,red,2,price,是空的\n" +
		"A2,,,3,,只有1个值，表头有3列\n" +
		"A3,1,b�,4,颜色,含有空字节\n" +
		"\"\"\"A4,1,x\",,,5,,引号没有成对，或者值里面的引号没有写成两个\n"
	if diff := cmp.Diff(want, b.read(path+".rejects.csv")); diff != "" {
		t.Error(diff)
	}
	told := []string{"items.csv：没用到的列：颜色", "items.csv:2：price 是空的", "items.csv:3：只有1个值，表头有3列", "items.csv:4：颜色 含有空字节",
		"items.csv:5：引号没有成对，或者值里面的引号没有写成两个", "退回的行在 items.csv.rejects.csv"}
	if diff := cmp.Diff(told, b.told); diff != "" {
		t.Error(diff)
	}
	if _, err := b.load(table.Options{Say: in(phrases.Chinese)}, b.write("old.csv", "\xD0\xCF\x11\xE0 old")); !errors.Is(err, table.ErrNothingRead) {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"old.csv 读不了：老格式的 .xls 表格，请另存为 .xlsx 或 CSV UTF-8"}, b.told); diff != "" {
		t.Error(diff)
	}
}

// A file in another encoding comes back with a mark: so the program that wrote it can open its rejects.
func TestRejectsOfAForeignFileHaveAMark(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.txt", string(encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "title\tsku\tprice\r\n发夹\tA1\t1.10\r\n袜子\tA2\r\n")))
	b.want(table.Report{Read: 2, New: 1, Rejected: 1}, table.Options{}, path)
	if got, want := b.read(path+".rejects.csv"), "\ufefftitle,sku,price,reject_line,reject_column,reject_reason\n袜子,A2,,3,price,is empty\n"; got != want {
		t.Errorf("%q", got)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.csv", "sku,price\nA1,\nA2,1\n")
	old := b.write("items.csv.rejects.csv", "old")
	b.want(table.Report{Read: 2, New: 1, Rejected: 1}, table.Options{DryRun: true}, path)
	if len(b.shelf()) != 0 || b.read(old) != "old" {
		t.Error("a dry run wrote something")
	}
	if diff := cmp.Diff([]string{"items.csv:2: price: is empty"}, b.told); diff != "" {
		t.Error(diff)
	}
}

func TestRejectsGoToTheOtherFolder(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.write("items.csv", "sku,price\nA1,\n")
	b.write("items.csv.rejects.csv/taken", "a folder stands where the file would go")
	other := t.TempDir()
	b.want(table.Report{Read: 1, Rejected: 1}, table.Options{RejectsDir: other}, path)
	if got := b.told[len(b.told)-1]; got != "the rejected rows are in "+filepath.Join(other, "items.csv.rejects.csv") {
		t.Error(got)
	}
	b.want(table.Report{Read: 1, Rejected: 1}, table.Options{}, path)
	if got := b.told[len(b.told)-1]; !strings.HasPrefix(got, "the rejected rows could not be written to items.csv.rejects.csv: ") {
		t.Error(got)
	}
}

func TestUnreadableFilesAreToldAndLeftOut(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"it is empty": "",
		"the first row does not name the column price":                                         "sku,title\n1,2\n",
		"column sku stands there twice":                                                        "sku,price,SKU\n1,2,3\n",
		"an old .xls workbook; save it as .xlsx or as CSV UTF-8":                               "\xD0\xCF\x11\xE0 old",
		"the first row: is not UTF-8 (in a spreadsheet: save as CSV UTF-8)":                    "sku,price,\xb7\xa2发\n",
		"the first row: a quote is not closed, or stands inside a value without being doubled": "sku,\"price\n",
		"not a readable workbook: zip: not a valid zip file":                                   "PK\x03\x04 cut off",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			bad := b.write("bad.csv", text)
			if _, err := b.load(table.Options{}, bad); !errors.Is(err, table.ErrNothingRead) {
				t.Error(err)
			}
			if diff := cmp.Diff([]string{"bad.csv cannot be read: " + name}, b.told); diff != "" {
				t.Error(diff)
			}
			good := b.write("good.csv", "sku,price\nA1,1\n")
			b.want(table.Report{Read: 1, New: 1}, table.Options{}, bad, good, filepath.Join(b.dir, "gone.csv"))
			if got := b.told[len(b.told)-1]; !strings.HasPrefix(got, "gone.csv cannot be read: open: no such file") {
				t.Error(got)
			}
		})
	}
}

func TestFolders(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, name := range []string{"b.csv", "a.CSV", "sub/c.csv", "b.csv.rejects.csv", "~$d.csv", ".hidden/e.csv", ".f.csv", "notes.txt"} {
		b.write(name, "sku,price\n"+name+",1\n")
	}
	b.want(table.Report{Read: 3, New: 3}, table.Options{}, b.dir)
	if diff := cmp.Diff(map[string]string{"a.CSV": "1", "b.csv": "1", "sub/c.csv": "1"}, b.shelf()); diff != "" {
		t.Error(diff)
	}
	if _, err := b.load(table.Options{}, t.TempDir()); !errors.Is(err, table.ErrNothingRead) {
		t.Error("an empty folder:", err)
	}
}

func TestAFailureGivesUpTheWholeFile(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.write("1.csv", "sku,price\nA1,1\n")
	second := b.write("2.csv", "sku,price\nA2,\nA3,1\nA4,fail\n")
	report, err := b.load(table.Options{}, first, second)
	if err == nil || errors.Is(err, table.ErrNothingRead) || !strings.Contains(err.Error(), "the database is gone") {
		t.Error(err)
	}
	if diff := cmp.Diff(table.Report{Read: 1, New: 1}, report); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"A1": "1"}, b.shelf()); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(second + ".rejects.csv"); !errors.Is(err, os.ErrNotExist) {
		t.Error("rejects of a file that was given up:", err)
	}
}

func TestWorkbooksReadAsTyped(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	book := excelize.NewFile()
	style := func(format string) int {
		id, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	set := func(cell string, value any, format string) {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
		if format != "" {
			if err := book.SetCellStyle("Sheet1", cell, cell, style(format)); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := map[string]string{}
	for i, c := range []struct {
		value        any
		format, want string
	}{
		{1.1, "", "1.1"}, {1.1000000000000001, "", "1.1"}, {0.1 + 0.2, "", "0.3"}, {1200.5, `"¥"#,##0.00`, "1200.5"},
		{2.5, "0", "2.5"}, {7, "0.00", "7.00"}, {123, "00000", "00123"}, {46327, "yyyy-mm-dd", "2026-11-01"},
		{46327, `yyyy"年"m"月"d"日"`, "2026-11-01"}, {46327, "mm-dd-yy", "2026-11-01"}, {46327.5, "yyyy/m/d hh:mm", "2026-11-01 12:00"},
		{"1.1000000000000001", "", "1.1000000000000001"}, {"00123", "", "00123"}, {"发夹", "", "发夹"}, {-3.5, "0.0", "-3.5"},
		{1e-7, "", "0.0000001"}, {12345678901234, "", "12345678901234"}, {0.035, "0.0%", "0.035"},
	} {
		set(fmt.Sprintf("A%d", i+3), fmt.Sprintf("S%d", i), "")
		set(fmt.Sprintf("C%d", i+3), c.value, c.format)
		want[fmt.Sprintf("S%d", i)] = c.want
	}
	set("A2", "sku", "")
	set("B2", "title", "")
	set("C2", "price", "")
	set("A30", "S30", "")
	path := filepath.Join(b.dir, "items.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	b.want(table.Report{Read: 19, New: 18, Rejected: 1}, table.Options{}, b.dir)
	if diff := cmp.Diff(want, b.shelf()); diff != "" {
		t.Error(diff)
	}
	if b.told[0] != "items.xlsx:30: price: is empty" {
		t.Error(b.told)
	}
}

func TestProgressRisesToTheWhole(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var text bytes.Buffer
	text.WriteString("sku,price\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "A%d,1\n", i)
	}
	one, two := b.write("1.csv", text.String()), b.write("2.csv", "sku,price\nB1,1\n")
	last, total := 0, 0
	b.want(table.Report{Read: 1001, New: 1001}, table.Options{Progress: func(done, of int) {
		if done < last {
			t.Errorf("%d after %d", done, last)
		}
		last, total = done, of
	}}, one, two)
	if last != total || total == 0 {
		t.Errorf("%d of %d at the end", last, total)
	}
}
