package table

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxRecord bounds what one row may hold, so that a lost quote or a file without line ends cannot fill the memory.
const maxRecord = 256 << 10

// csvSource splits a file into records by itself and leaves only the inside of a record to encoding/csv: that reader
// would take everything after a lost quote for one field, where only the row with the lost quote is bad.
type csvSource struct {
	file    io.ReadCloser
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

func newCSV(file io.ReadCloser, size int64) *csvSource {
	return &csvSource{file: file, in: bufio.NewReaderSize(file, maxRecord), size: size}
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
		return record{line: first.number, raw: first.text, problem: fmt.Sprintf("longer than %d KiB", maxRecord>>10)}, nil
	}
	if c.between == "" && strings.TrimSpace(first.text) != "" {
		c.between = separatorOf(first.text)
	}
	if !strings.Contains(first.text, `"`) {
		return record{line: first.number, cells: strings.Split(first.text, cmp.Or(c.between, ","))}, nil
	}
	lines, closed, err := c.quoted(first)
	if err != nil {
		return record{}, err
	}
	cells, err := split(lines, c.between)
	if closed && err == nil {
		return record{line: first.number, cells: cells}, nil
	}
	// Only the first line is bad for sure; those after it are read again as rows of their own.
	c.ahead = append(lines[1:], c.ahead...)
	return record{line: first.number, raw: first.text, problem: "a quote is not closed, or stands inside a value without being doubled"}, nil
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
// and tabs when asked for text. Any comma means commas.
func separatorOf(header string) string {
	best := ","
	for _, other := range []string{";", "\t"} {
		if strings.Count(header, other) > strings.Count(header, best) && !strings.Contains(header, ",") {
			best = other
		}
	}
	return best
}

func split(lines []line, between string) ([]string, error) {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
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
	c.marked = marked
	return rest
}
