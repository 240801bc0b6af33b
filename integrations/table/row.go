package table

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Row is one row of a file, its values by column.
type Row struct {
	File  string // as the file was named
	Line  int    // as an editor or a spreadsheet counts it, from 1
	cells []string
	at    map[string]int
	names []string // of the columns, as they compare

	continues map[int]bool
}

// Get gives the value of a column without outer spaces; a column that the file does not have is empty.
func (r Row) Get(column string) string {
	if i, ok := r.at[column]; ok && i < len(r.cells) {
		return narrow(bare(strings.TrimFunc(r.cells[i], unseen)))
	}
	return ""
}

// narrow is a value without an input method's wide digits and marks, where it has nothing else: １．２０.
func narrow(value string) string {
	if strings.Trim(value, wideNumbers) != "" {
		return value
	}
	return width.Fold.String(value)
}

// wideNumbers are what numbers are written with in the width of Chinese characters.
const wideNumbers = "０１２３４５６７８９．－％"

// unseen says that a character at the end of a value cannot be seen there: a space, or a mark that comes along when one copies.
func unseen(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// Has says whether the file has the column at all.
func (r Row) Has(column string) bool {
	_, ok := r.at[column]
	return ok
}

// Continues says that the value of a column is that of the row above, with whose cell this one is merged.
func (r Row) Continues(column string) bool {
	i, ok := r.at[column]
	return ok && r.continues[i]
}

// Heading is what the file calls a column, as it compares with others: 重量(斤).
func (r Row) Heading(column string) string {
	if i, ok := r.at[column]; ok {
		return r.names[i]
	}
	return ""
}

// Reject makes the error that rejects this row alone.
func (r Row) Reject(column string, why Reason) error {
	return &RowError{File: r.File, Line: r.Line, Column: column, Reason: why}
}

// RowError says why one row was rejected; the other rows of the file go on.
type RowError struct {
	File   string
	Line   int
	Column string // may be empty: the row as a whole
	Reason Reason
}

// Error says where and why, for logs.
func (e *RowError) Error() string { return e.where().Error() }

func (e *RowError) where() Reason {
	return Because("table.row", Data{"File": e.File, "Line": e.Line, "Column": e.Column, "Why": e.Reason})
}

// keptAsText is a value with what keeps it a text in a spreadsheet, '0571 or ="0571", in all the marks that are typed or become of
// this one: ’0571, `0571.
var keptAsText = regexp.MustCompile("^(?:['’‘`´′＇]([0-9+-][0-9A-Za-z.+_/:-]*)['’‘`´′＇]?|=\"([^\"]*)\")$")

// bare takes off a value what keeps it a text in a spreadsheet.
func bare(value string) string {
	if first, _ := utf8.DecodeRuneInString(value); !strings.ContainsRune("'’‘`´′＇=", first) {
		return value
	}
	return keptAsText.ReplaceAllString(value, "$1$2")
}

// cutShort is a long number as spreadsheets show it, 6.92E+18, and as they keep it: 15 digits, then zeros.
var cutShort = regexp.MustCompile(`^(?:\d(?:[.,]\d+)?[Ee]\+\d+|\d[.,]\d+[Ee]\d{2}|\d{15}0{3,})$`)

// CutShort says that a spreadsheet took a value for a number and dropped digits of it, so that nobody can know it any more.
func CutShort(value string) bool { return cutShort.MatchString(value) }

// WhyCutShort is the reason that rejects such a value.
func WhyCutShort(value string) Reason { return Because("table.cutshort", Data{"Value": value}) }

func unreadable(cell string) Reason {
	switch {
	case strings.IndexByte(cell, 0) >= 0:
		return Because("table.nul", nil)
	case !utf8.ValidString(cell):
		return Because("table.encoding", nil)
	case strings.ContainsRune(cell, utf8.RuneError):
		return Because("table.damaged", nil)
	}
	return Reason{}
}

// chinese gives the marks of a list, and the numbers in it, as Chinese input methods type them.
var chinese = map[string]*strings.Replacer{
	";": marks("；", ";", "、", ";", "，", ";", "\n", ";", "：", ":"),
	"|": marks("｜", "|", "\n", "|", "：", ":"),
}

// marks replaces what is given, and the characters of wide numbers.
func marks(replaced ...string) *strings.Replacer {
	for _, r := range wideNumbers {
		replaced = append(replaced, string(r), width.Fold.String(string(r)))
	}
	return strings.NewReplacer(replaced...)
}

// Values gives the values of a cell that ";" or "|", or the end of a line, parts, without empty ones. The marks may be Chinese
// ones, also the colons within the values, and what stands behind them.
func Values(cell, separator string) []string {
	var values []string
	for value := range strings.SplitSeq(chinese[separator].Replace(cell), separator) {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}
