package table_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"oldhand/bot/phrases"
	"oldhand/integrations/table"
)

// workbook makes the bytes of a workbook of what fill puts in.
func workbook(t *testing.T, fill func(book *excelize.File, try func(error))) []byte {
	t.Helper()
	try := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	book := excelize.NewFile()
	fill(book, try)
	data, err := book.WriteToBuffer()
	try(err)
	return data.Bytes()
}

// rows puts lines into a sheet, each at its first cell.
func rows(book *excelize.File, try func(error), sheet string, lines map[string][]any) {
	for at, cells := range lines {
		try(book.SetSheetRow(sheet, at, &cells))
	}
}

func TestWorkbooksAsPeopleMakeThem(t *testing.T) {
	t.Parallel()
	header := []any{"地址", "重量"}
	for name, c := range map[string]struct {
		fill func(book *excelize.File, try func(error))
		want []string
		left string
	}{
		"a hidden first sheet": {func(book *excelize.File, try func(error)) {
			_, err := book.NewSheet("订单")
			try(err)
			rows(book, try, "Sheet1", map[string][]any{"A1": header, "A2": {"上海", 9}})
			rows(book, try, "订单", map[string][]any{"A1": header, "A2": {"北京", 1}})
			book.SetActiveSheet(1)
			try(book.SetSheetVisible("Sheet1", false))
		}, []string{"2:北京:1"}, ""},
		"more sheets": {func(book *excelize.File, try func(error)) {
			for _, sheet := range []string{"Sheet2", "Sheet3"} {
				_, err := book.NewSheet(sheet)
				try(err)
			}
			rows(book, try, "Sheet1", map[string][]any{"A1": header, "A2": {"北京", 1}})
			rows(book, try, "Sheet3", map[string][]any{"A2": header})
		}, []string{"2:北京:1"}, "only the sheet Sheet1 is read"},
		"empty sheets behind": {func(book *excelize.File, try func(error)) {
			_, err := book.NewSheet("Sheet2")
			try(err)
			rows(book, try, "Sheet1", map[string][]any{"A1": header, "A2": {"北京", 1}})
		}, []string{"2:北京:1"}, ""},
		"a title and a header of merged cells": {func(book *excelize.File, try func(error)) {
			rows(book, try, "Sheet1", map[string][]any{"A1": {"11月订单"}, "A2": {"序", "收件人", nil, "重量"}, "B3": {"姓名", "地址"}, "A4": {1, "王一", "北京", 2.5}})
			for from, to := range map[string]string{"A1": "D1", "A2": "A3", "B2": "C2", "D2": "D3"} {
				try(book.MergeCell("Sheet1", from, to))
			}
		}, []string{"4:北京:2.5"}, ""},
		"empty rows and columns at the end": {func(book *excelize.File, try func(error)) {
			rows(book, try, "Sheet1", map[string][]any{"A1": {"地址", "重量", "", "", " "}, "A2": {"北京", 1, nil, "  "}, "A3": {"成都"}, "A900": {" "}, "H2": {" "}})
		}, []string{"2:北京:1", "3:成都:"}, ""},
		"formulas with what they came to": {func(book *excelize.File, try func(error)) {
			rows(book, try, "Sheet1", map[string][]any{"A1": header, "A2": {"北京", 1.5}})
			try(book.SetCellFormula("Sheet1", "B2", "0.5*3"))
		}, []string{"2:北京:1.5"}, ""},
		"long numbers": {func(book *excelize.File, try func(error)) {
			rows(book, try, "Sheet1", map[string][]any{"A1": header, "A2": {6923521234567890123, 1}, "A3": {6.92352123456789e18, 2}, "A4": {"6923521234567890123", "3"}})
		}, []string{"2:6923521234567890123:1", "3:6923521234567890000:2", "4:6923521234567890123:3"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			left := ""
			err := table.ReadBytes(t.Context(), workbook(t, c.fill), parcels, table.Reader{
				Take: func(r table.Row) error { got = append(got, told(r)); return nil }, Reject: func(e *table.RowError) error { return e },
				Say: func(why table.Reason) { left = in(phrases.English)(why) },
			})
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" || left != c.left {
				t.Errorf("%v %s; left: %q", err, diff, left)
			}
		})
	}
}
