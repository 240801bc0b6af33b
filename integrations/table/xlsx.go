package table

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped bounds what a workbook may unfold to: some hundred bytes can be made to unfold to gigabytes.
const maxUnzipped = 1 << 30

// xlsxSource reads a workbook's first sheet that is not hidden, twice at once: as stored and as shown. Stored alone, 1.1 reads
// 1.1000000000000001 and a date reads 46327; shown alone, a price reads ¥1,200.00.
type xlsxSource struct {
	book     *excelize.File
	stored   *excelize.Rows
	shown    *excelize.Rows
	number   int
	rows     int // as the sheet says; 0: unknown
	date1904 bool
}

func openXLSX(f file, say func(Reason)) (source, error) {
	book, err := excelize.OpenReader(f, excelize.Options{UnzipSizeLimit: maxUnzipped, ShortDatePattern: "yyyy-mm-dd"})
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, errWorkbook(err)
	}
	x := &xlsxSource{book: book}
	if err := x.start(say); err != nil {
		return nil, errors.Join(errWorkbook(err), x.close())
	}
	return x, nil
}

func errWorkbook(err error) error {
	return Because("table.workbook", Data{"Why": err})
}

func (x *xlsxSource) start(say func(Reason)) error {
	sheet, others, err := x.choose()
	if err != nil {
		return err
	}
	if others > 0 {
		say(Because("table.sheets", Data{"Sheet": sheet}))
	}
	props, err := x.book.GetWorkbookProps()
	if err != nil {
		return err
	}
	x.date1904 = props.Date1904 != nil && *props.Date1904
	if x.stored, err = x.book.Rows(sheet); err != nil {
		return err
	}
	if x.shown, err = x.book.Rows(sheet); err != nil {
		return err
	}
	if dimension, err := x.book.GetSheetDimension(sheet); err == nil {
		_, last, _ := strings.Cut(dimension, ":")
		_, x.rows, _ = excelize.SplitCellName(last)
	}
	return nil
}

// choose gives the first sheet that is not hidden, and how many more of them hold anything.
func (x *xlsxSource) choose() (sheet string, others int, err error) {
	for _, name := range x.book.GetSheetList() {
		visible, err := x.book.GetSheetVisible(name)
		if err != nil {
			return "", 0, err
		}
		switch {
		case !visible:
		case sheet == "":
			sheet = name
		case x.filled(name):
			others++
		}
	}
	if sheet == "" {
		return "", 0, Because("table.nosheet", nil)
	}
	return sheet, others, nil
}

// filled says that a sheet holds anything in its first rows.
func (x *xlsxSource) filled(sheet string) bool {
	rows, err := x.book.Rows(sheet)
	if err != nil {
		return true // it is no chart, so reading it would tell why
	}
	defer func() { _ = rows.Close() }() // only read from
	for range headerRows {
		if !rows.Next() {
			return false
		}
		if cells, err := rows.Columns(); err != nil || !(record{cells: cells}).blank() {
			return true
		}
	}
	return false
}

func (x *xlsxSource) bom() bool { return false }

func (x *xlsxSource) done() float64 {
	if x.rows <= 0 {
		return 0
	}
	return min(1, float64(x.number)/float64(x.rows))
}

func (x *xlsxSource) close() error {
	var err error
	for _, rows := range []*excelize.Rows{x.stored, x.shown} {
		if rows != nil {
			err = errors.Join(err, rows.Close())
		}
	}
	return errors.Join(err, x.book.Close())
}

func (x *xlsxSource) next() (record, error) {
	if !x.stored.Next() || !x.shown.Next() {
		if err := errors.Join(x.stored.Error(), x.shown.Error()); err != nil {
			return record{}, err
		}
		return record{}, io.EOF
	}
	x.number++
	cells, err := x.stored.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return record{}, err
	}
	shown, err := x.shown.Columns(excelize.Options{ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return record{}, err
	}
	for i := range min(len(cells), len(shown)) {
		cells[i] = asTyped(cells[i], shown[i], x.date1904)
	}
	return record{line: x.number, cells: cells, ragged: true}, nil
}

// exactDigits is how many digits of a number a spreadsheet keeps. Other programs write longer ones into its files, which
// stay as they are.
const exactDigits = 15

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// asTyped gives what a person typed into a cell, from what is stored and what is shown of it.
func asTyped(stored, shown string, date1904 bool) string {
	number, err := strconv.ParseFloat(stored, 64)
	if stored == shown || err != nil || len(stored) > exactDigits && allDigits(stored) {
		return stored
	}
	if day, ok := asDate(number, shown, date1904); ok {
		return day
	}
	// A spreadsheet keeps no more digits; what is stored beyond them is the error of the binary fraction.
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', exactDigits, 64), 64)
	if err != nil {
		return stored
	}
	if same, err := strconv.ParseFloat(shown, 64); err == nil && same == rounded {
		return shown
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// asDate says whether a number is shown as a day, and which: the shown text holds its year and its day.
func asDate(number float64, shown string, date1904 bool) (string, bool) {
	written := strings.ContainsAny(shown, yearMarks) || strings.Count(shown, "-") >= 2 || strings.Count(shown, "/") >= 2
	if number < 1 || !written {
		return "", false
	}
	t, err := excelize.ExcelDateToTime(number, date1904)
	if err != nil || !strings.Contains(shown, t.Format("06")) || !strings.Contains(shown, t.Format("2")) {
		return "", false
	}
	if number == float64(int64(number)) {
		return t.Format("2006-01-02"), true
	}
	return t.Format("2006-01-02 15:04"), true
}
