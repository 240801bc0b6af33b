package table

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
)

// maxRecord bounds what one row may hold, so that a lost quote or a file without line ends cannot fill the memory.
const maxRecord = 256 << 10

// errQuote rejects a line, which may be the first of what its quotes make one value.
var errQuote = Because("table.quote", nil)

// csvSource splits a file into records by its lines, unlike encoding/csv, which takes everything after a lost quote for one
// value where only the row with the lost quote is bad.
type csvSource struct {
	file    io.Closer
	in      *bufio.Reader
	window  []line // lines of this record, and those behind it that were read in search of a closing quote
	at      int    // the first of them that is still to come
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
	c.forget()
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
	if !strings.Contains(first.text, `"`) {
		return record{line: first.number, cells: strings.Split(first.text, between), lines: between != "\t"}, nil
	}
	behind := c.at
	text, closed, err := c.quoted(first)
	if err != nil {
		return record{}, err
	}
	if closed {
		if cells, ok := split(text, between); ok {
			return record{line: first.number, cells: cells, lines: between != "\t"}, nil
		}
	}
	// Only the first line is bad for sure; those after it are read again as rows of their own.
	c.at = behind
	return record{line: first.number, raw: first.text, problem: errQuote}, nil
}

// quoted gathers the text of a record from its first line, as far as the quotes say. Every line with an odd quote ends the
// search of the one before, so that no line is gathered more than twice.
func (c *csvSource) quoted(first line) (text string, closed bool, err error) {
	if even(first) {
		return first.text, true, nil
	}
	var b strings.Builder
	b.WriteString(first.text)
	for b.Len() < maxRecord {
		l, err := c.line()
		if errors.Is(err, io.EOF) {
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		b.WriteByte('\n')
		b.WriteString(l.text)
		if l.tooLong {
			return "", false, nil
		}
		if !even(l) {
			return b.String(), true, nil
		}
	}
	return "", false, nil
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

// split gives the values of a record; ok is false where a quote stands that belongs to no value.
func split(text, between string) (cells []string, ok bool) {
	for {
		cell, rest, ok := cutCell(text, between)
		if !ok {
			return nil, false
		}
		cells = append(cells, cell)
		var more bool
		if text, more = strings.CutPrefix(rest, between); !more {
			return cells, rest == ""
		}
	}
}

// cutCell takes the first value off a record. Shops keep long numbers from becoming numbers in a spreadsheet by
// ="6923521234567890123", where the quotes stand inside the value, which nothing else may do.
func cutCell(text, between string) (cell, rest string, ok bool) {
	start := text
	if between != "\t" { // empty cells would be taken for space
		start = strings.TrimLeftFunc(text, unicode.IsSpace)
	}
	quoted, isQuoted := strings.CutPrefix(strings.TrimPrefix(start, "="), `"`)
	if !isQuoted {
		end := strings.Index(text, between)
		if end < 0 {
			end = len(text)
		}
		return live(text[:end]), text[end:], !strings.Contains(text[:end], `"`)
	}
	closing := closingQuote(quoted)
	if closing < 0 {
		return "", "", false
	}
	return live(strings.ReplaceAll(quoted[:closing], `""`, `"`)), quoted[closing+1:], true
}

// closingQuote finds the quote that ends a value, which is the first that is not doubled; or -1.
func closingQuote(text string) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			i++
		default:
			return i
		}
	}
	return -1
}

// line gives the next line, or io.EOF.
func (c *csvSource) line() (line, error) {
	if c.at == len(c.window) {
		l, err := c.readLine()
		if err != nil {
			return line{}, err
		}
		c.window = append(c.window, l)
	}
	c.at++
	return c.window[c.at-1], nil
}

// forget drops the lines that are done with, once they are as many as those that are not.
func (c *csvSource) forget() {
	if 2*c.at >= len(c.window) {
		c.window = slices.Delete(c.window, 0, c.at)
		c.at = 0
	}
}

// readLine reads a line of the file. Of one that is too long only the beginning is kept.
func (c *csvSource) readLine() (line, error) {
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
