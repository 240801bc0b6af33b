package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// all reads a CSV text to its end: good records as cells, bad ones as "line: problem".
func all(t testing.TB, text string) (cells [][]string, lines []int, bad []int) {
	t.Helper()
	c := newCSV(strings.NewReader(text), io.NopCloser(nil), int64(len(text)))
	for {
		r, err := c.next()
		if errors.Is(err, io.EOF) {
			return cells, lines, bad
		}
		if err != nil {
			t.Fatal(err)
		}
		if r.problem.Code != "" {
			bad = append(bad, r.line)
			continue
		}
		cells = append(cells, r.cells)
		lines = append(lines, r.line)
	}
}

func TestCSVRecords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		cells [][]string
		lines []int
		bad   []int
	}{
		"plain":                 {"a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}, nil},
		"no end of line":        {"a,b\n1,2", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}, nil},
		"carriage returns":      {"a,b\r\n1,2\r\n", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}, nil},
		"byte order mark":       {"\ufeffa,b\n", [][]string{{"a", "b"}}, []int{1}, nil},
		"semicolons":            {"\n a;b;c \n1,5;\"x;y\";3\n", [][]string{{""}, {" a", "b", "c "}, {"1,5", "x;y", "3"}}, []int{1, 2, 3}, nil},
		"tabs":                  {"a\tb;c\td\n1,5\t\"x\ty\"\t3\n1\t\t\"x\"\n", [][]string{{"a", "b;c", "d"}, {"1,5", "x\ty", "3"}, {"1", "", "x"}}, []int{1, 2, 3}, nil},
		"semicolons in values":  {"a,b\n1;2,3\n1;2;3\n", [][]string{{"a", "b"}, {"1;2", "3"}, {"1;2;3"}}, []int{1, 2, 3}, nil},
		"quotes":                {"\"a,1\",\"say \"\"hi\"\"\"\n", [][]string{{"a,1", `say "hi"`}}, []int{1}, nil},
		"space before a quote":  {"a, \"b,c\"\n", [][]string{{"a", "b,c"}}, []int{1}, nil},
		"value of two lines":    {"a,\"x\r\ny\"\nb,2\n", [][]string{{"a", "x\ny"}, {"b", "2"}}, []int{1, 3}, nil},
		"inch sign":             {"5\" ribbon,1\nb,2\nc,3\n", [][]string{{"b", "2"}, {"c", "3"}}, []int{2, 3}, []int{1}},
		"quote never closed":    {"a,1\n\"b,2\nc,3\nd,4\n", [][]string{{"a", "1"}, {"c", "3"}, {"d", "4"}}, []int{1, 3, 4}, []int{2}},
		"two lost quotes":       {"\"a,1\nb,2\n\"c,3\nd,4\n", [][]string{{"b", "2"}, {"d", "4"}}, []int{2, 4}, []int{1, 3}},
		"text after a quote":    {"\"a\"b,1\nc,2\n", [][]string{{"c", "2"}}, []int{2}, []int{1}},
		"inch sign, then lines": {"5\" x,1\n\"two\nlines\",2\nc,3\n", [][]string{{"two\nlines", "2"}, {"c", "3"}}, []int{2, 4}, []int{1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cells, lines, bad := all(t, c.text)
			if diff := cmp.Diff(c.cells, cells); diff != "" {
				t.Error("cells:", diff)
			}
			if diff := cmp.Diff(c.lines, lines); diff != "" {
				t.Error("lines:", diff)
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" {
				t.Error("bad lines:", diff)
			}
		})
	}
}

func TestCSVLongLinesDoNotFillTheMemory(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 3*maxRecord)
	cells, lines, bad := all(t, "a,1\n"+long+"\nb,2\n\"open,"+strings.Repeat("y\n", maxRecord)+"c,3\n")
	if diff := cmp.Diff([]int{2, 4}, bad); diff != "" {
		t.Error("bad lines:", diff)
	}
	if diff := cmp.Diff([]string{"c", "3"}, cells[len(cells)-1]); diff != "" {
		t.Error("last row:", diff)
	}
	if want := 4 + maxRecord; lines[len(lines)-1] != want {
		t.Errorf("last row on line %d, want %d", lines[len(lines)-1], want)
	}
}

// What encoding/csv writes is read back as it was, with the line on which every record begins.
func TestCSVReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[ab", 发\n]{0,6}`).Filter(func(s string) bool { return !strings.HasPrefix(s, " ") })
		want := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 4), 1, 6).Draw(t, "rows")
		var text bytes.Buffer
		var starts []int
		for _, row := range want {
			starts = append(starts, 1+strings.Count(text.String(), "\n"))
			w := csv.NewWriter(&text)
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
			w.Flush()
		}
		c := newCSV(&text, io.NopCloser(nil), int64(text.Len()))
		for i, row := range want {
			r, err := c.next()
			if err != nil || r.problem.Code != "" {
				t.Fatal(err, r.problem)
			}
			if diff := cmp.Diff(row, r.cells); diff != "" || r.line != starts[i] {
				t.Fatalf("line %d, want %d: %s", r.line, starts[i], diff)
			}
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("a,b\n1,\"2\n3\"\n")
	f.Add("\"\n\"\"\n\"a\"b\n\x00\xff,,\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := newCSV(strings.NewReader(text), io.NopCloser(nil), int64(len(text)))
		last := 0
		for {
			r, err := c.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if r.line <= last || r.problem.Code == "" && len(r.cells) == 0 {
				t.Fatalf("line %d after %d with %d cells", r.line, last, len(r.cells))
			}
			last = r.line
		}
		if lines := 1 + max(strings.Count(text, "\n"), strings.Count(text, "\r")); last > lines { // on a Mac a carriage return may end them
			t.Fatalf("line %d of a text with %d", last, lines)
		}
	})
}
