package table

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
)

// maxRecord bounds what one row may hold, so that a lost quote or a file without line ends cannot fill the memory.
const maxRecord = 256 << 10

// errQuote rejects a line, which may be the first of what its quotes make one value.
var errQuote = Because("table.quote", nil)

// csvSource splits a file into records by itself and leaves only the inside of a record to encoding/csv: that reader
// would take everything after a lost quote for one field, where only the row with the lost quote is bad.
type csvSource struct {
	file    io.Closer
	in      *bufio.Reader
	ahead   []line // lines read in search of a closing quote that did not belong to it
	number  int
	read    int64
	size    int64
	marked  bool
	started bool
	between string // what stands between cells; empty: no line has told yet
}

// line is one line of the file without its end.
type line struct {
	number  int
	text    string
	tooLong bool
}

// newCSV reads a file's text, which is UTF-8 or what it holds instead of it.
func newCSV(text io.Reader, file io.Closer, size int64) *csvSource {
	in := bufio.NewReaderSize(text, maxRecord)
	start, _ := in.Peek(maxRecord) // what is wrong is found again when it is read
	if bytes.IndexByte(start, '\n') < 0 && bytes.IndexByte(start, '\r') >= 0 {
		in = bufio.NewReaderSize(macLines{in}, maxRecord)
	}
	return &csvSource{file: file, in: in, size: size}
}

// macLines reads a text whose lines end in a carriage return alone, as spreadsheets on a Mac may save it.
type macLines struct{ io.Reader }

func (m macLines) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

func (c *csvSource) bom() bool    { return c.marked }
func (c *csvSource) close() error { return c.file.Close() }

func (c *csvSource) done() float64 {
	if c.size <= 0 {
		return 1
	}
	return min(1, float64(c.read)/float64(c.size))
}

func (c *csvSource) next() (record, error) {
	first, err := c.line()
	if err != nil {
		return record{}, err
	}
	if first.tooLong {
		return record{line: first.number, raw: first.text, problem: Because("table.large", Data{"KiB": maxRecord >> 10})}, nil
	}
	if c.between == "" {
		c.between = separatorOf(first.text)
	}
	between := cmp.Or(c.between, ",")
	ragged := between == "\t"
	if !strings.Contains(first.text, `"`) {
		return record{line: first.number, cells: strings.Split(first.text, between), ragged: ragged}, nil
	}
	lines, closed, err := c.quoted(first)
	if err != nil {
		return record{}, err
	}
	cells, err := split(lines, between)
	if closed && err == nil {
		return record{line: first.number, cells: cells, ragged: ragged}, nil
	}
	// Only the first line is bad for sure; those after it are read again as rows of their own.
	c.ahead = append(lines[1:], c.ahead...)
	return record{line: first.number, raw: first.text, problem: errQuote}, nil
}

// quoted gathers the lines of a record from its first one, as far as the quotes say.
func (c *csvSource) quoted(first line) (lines []line, closed bool, err error) {
	lines, closed = []line{first}, even(first)
	for size := len(first.text); !closed && size < maxRecord; {
		l, err := c.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, err
		}
		lines = append(lines, l)
		size += len(l.text) + 1
		if l.tooLong {
			break
		}
		closed = !even(l)
	}
	return lines, closed, nil
}

func even(l line) bool { return strings.Count(l.text, `"`)%2 == 0 }

// separatorOf looks at a header for what stands between its names: spreadsheets write semicolons where people write 1,5,
// and tabs when asked for text. No name holds tabs; of the other two any comma means commas. A title above the header has
// none of them, and tells nothing.
func separatorOf(header string) string {
	tabs, commas := strings.Count(header, "\t"), strings.Count(header, ",")
	switch {
	case tabs > commas:
		return "\t"
	case commas > 0:
		return ","
	case strings.Contains(header, ";"):
		return ";"
	}
	return ""
}

// formulaText is how shops keep long numbers from becoming numbers in a spreadsheet: ="6923521234567890123". The quotes
// stand inside the value, which nothing else may do.
var formulaText = regexp.MustCompile(`(^|[,;\t])=("[^"]*")`)

func split(lines []line, between string) ([]string, error) {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = formulaText.ReplaceAllString(l.text, `$1$2`)
	}
	r := csv.NewReader(strings.NewReader(strings.Join(texts, "\n")))
	r.Comma = rune(between[0])
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = between != "\t" // it would take empty cells for space
	cells, err := r.Read()
	if err != nil {
		return nil, err
	}
	if _, err := r.Read(); !errors.Is(err, io.EOF) {
		return nil, csv.ErrQuote
	}
	return cells, nil
}

// line gives the next line, or io.EOF. Of a line that is too long only the beginning is kept.
func (c *csvSource) line() (line, error) {
	if len(c.ahead) > 0 {
		l := c.ahead[0]
		c.ahead = c.ahead[1:]
		return l, nil
	}
	text, err := c.in.ReadSlice('\n')
	c.read += int64(len(text))
	l := line{number: c.number + 1, tooLong: errors.Is(err, bufio.ErrBufferFull)}
	if l.tooLong {
		l.text = string(text[:1000])
		err = c.skipLine()
	} else {
		l.text = string(c.unmark(bytes.TrimRight(text, "\r\n")))
	}
	if errors.Is(err, io.EOF) && len(text) > 0 {
		err = nil
	}
	c.number++
	return l, err
}

func (c *csvSource) skipLine() error {
	for {
		text, err := c.in.ReadSlice('\n')
		c.read += int64(len(text))
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// unmark takes the byte order mark off the file's first line.
func (c *csvSource) unmark(text []byte) []byte {
	if c.started {
		return text
	}
	c.started = true
	rest, marked := bytes.CutPrefix(text, utf8BOM)
	c.marked = c.marked || marked
	return rest
}
