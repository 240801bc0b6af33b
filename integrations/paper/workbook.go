package paper

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/measure"
)

// Numbers that the format means by: 1,234.50, and paper of 210 x 297 mm.
const (
	moneyFormat = 4
	paperA4     = 9
)

// Say gives the words that a code stands for, in the language of whoever reads the paper.
type Say func(code string) string

// all gives the words of several codes; those of none are empty.
func (say Say) all(codes []string) []any {
	words := make([]any, len(codes))
	for i, code := range codes {
		words[i] = ""
		if code != "" {
			words[i] = say(code)
		}
	}
	return words
}

// workbook is a sheet written row by row; the first error stops it.
type workbook struct {
	file  *excelize.File
	sheet string
	rows  int
	err   error
	// Styles: of texts and numbers, of money, and of both in bold.
	plain, money, bold, boldMoney int
}

// newWorkbook begins a workbook with one sheet, printed sideways and as wide as the paper.
func newWorkbook(name string) *workbook {
	w := &workbook{file: excelize.NewFile(), sheet: name}
	w.try(w.file.SetSheetName("Sheet1", name))
	bold := &excelize.Font{Bold: true}
	w.money = w.style(&excelize.Style{NumFmt: moneyFormat})
	w.bold = w.style(&excelize.Style{Font: bold})
	w.boldMoney = w.style(&excelize.Style{Font: bold, NumFmt: moneyFormat})
	w.onOnePage(name, 0)
	return w
}

// onOnePage prints a sheet sideways, as wide as the paper and at most so many pages high; 0: as many as it takes.
func (w *workbook) onOnePage(sheet string, high int) {
	w.try(w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Orientation: new("landscape"), Size: new(paperA4), FitToWidth: new(1), FitToHeight: &high,
	}))
	w.try(w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}))
}

func (w *workbook) style(s *excelize.Style) int {
	id, err := w.file.NewStyle(s)
	w.try(err)
	return id
}

func (w *workbook) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

// row writes the next row and gives its number. A text is written as a text, whatever it begins with.
func (w *workbook) row(cells ...any) int { return w.write(cells, w.plain, w.money) }

// heavy writes the next row in bold.
func (w *workbook) heavy(cells ...any) int { return w.write(cells, w.bold, w.boldMoney) }

func (w *workbook) write(cells []any, style, money int) int {
	w.rows++
	for i, value := range cells {
		if value == nil {
			continue
		}
		at, err := excelize.CoordinatesToCellName(i+1, w.rows)
		w.try(err)
		w.try(w.file.SetCellValue(w.sheet, at, value))
		if _, isMoney := value.(float64); isMoney {
			w.try(w.file.SetCellStyle(w.sheet, at, at, money))
		} else {
			w.try(w.file.SetCellStyle(w.sheet, at, at, style))
		}
	}
	return w.rows
}

// Texts writes rows of texts as a workbook of one sheet, the first row in bold. Empty cells stay empty.
func Texts(name string, rows [][]string) ([]byte, error) {
	w := newWorkbook(name)
	for i, texts := range rows {
		cells := make([]any, len(texts))
		for j, text := range texts {
			if text != "" {
				cells[j] = text
			}
		}
		if i == 0 {
			w.heavy(cells...)
		} else {
			w.row(cells...)
		}
	}
	return w.bytes()
}

func (w *workbook) width(column int, width float64) {
	name, err := excelize.ColumnNumberToName(column)
	w.try(err)
	w.try(w.file.SetColWidth(w.sheet, name, name, width))
}

// barcode puts a text's bar code into a cell.
func (w *workbook) barcode(row, column int, text string) {
	at, err := excelize.CoordinatesToCellName(column, row)
	w.try(err)
	picture, err := barcodePicture(text)
	w.try(err)
	if w.err != nil {
		return
	}
	w.try(w.file.SetRowHeight(w.sheet, row, 40))
	w.try(w.file.AddPictureFromBytes(w.sheet, at, &excelize.Picture{
		Extension: ".png", File: picture, Format: &excelize.GraphicOptions{OffsetX: 4, OffsetY: 4, AltText: text},
	}))
}

// bytes gives the workbook as an XLSX, or the first error that writing it met.
func (w *workbook) bytes() ([]byte, error) {
	defer w.file.Close()
	if w.err != nil {
		return nil, fmt.Errorf("write a workbook: %w", w.err)
	}
	out, err := w.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

// yuanCell is an amount as a spreadsheet adds it up: two decimals are exact there up to far more than any amount here.
func yuanCell(f measure.Fen) float64 { return float64(f) / 100 }
