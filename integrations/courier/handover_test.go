package courier_test

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/xuri/excelize/v2"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

func (v *village) handOver(key int64, name string, day int) (h courier.Handover, err error) {
	v.Helper()
	err = v.do(func(tx pgx.Tx) (err error) {
		h, _, err = v.HandOver(v.Context(), tx, key, name, noon(day))
		return err
	})
	return h, err
}

func TestAHandoverListStaysAsItWas(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"), flat("B", "*", "3.00"))
	v.send(1, "A", "杭州", 500, 2, noon(23))
	v.send(2, "A", "杭州", 500, 1, noon(23))
	v.send(1, "B", "杭州", 500, 1, noon(23))
	v.send(1, "A", "杭州", 500, 9, noon(22))
	waiting, err := v.Waiting(t.Context(), noon(23))
	if err != nil || fmt.Sprint(waiting) != "[{A 3} {B 1}]" {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	first, err := v.handOver(1, "A", 23)
	if err != nil || first.Parcels != 3 || first.Rows != 2 {
		t.Fatalf("%+v, %v", first, err)
	}
	v.send(2, "A", "杭州", 500, 5, noon(23))
	if again, err := v.handOver(1, "A", 23); err != nil || again != first {
		t.Errorf("the same tap again: %+v, %v", again, err)
	}
	second, err := v.handOver(2, "A", 23)
	if err != nil || second.Parcels != 5 || second.ID == first.ID {
		t.Errorf("the parcels that came later: %+v, %v", second, err)
	}
	if _, err := v.handOver(3, "A", 23); !errors.Is(err, courier.ErrNothingToHandOver) {
		t.Errorf("nothing left: %v", err)
	}
	lists, err := v.Handovers(t.Context(), noon(23))
	if err != nil || len(lists) != 2 || lists[0] != first {
		t.Errorf("lists of the day: %+v, %v", lists, err)
	}
}

func TestALongDayIsSeveralLists(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	v.send(1, "A", "杭州", 500, 1, noon(23))
	_, err := v.pool.Exec(t.Context(), `INSERT INTO parcels (key, seller_id, day, rate, to_code, weight, size, billable, price, parcels, recorded_at)
		SELECT key + n, seller_id, day, rate, to_code, weight, size, billable, price, parcels, recorded_at FROM parcels, generate_series(1, 599) n`)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range []int{500, 100} {
		if h, err := v.handOver(int64(key), "A", 23); err != nil || h.Parcels != want {
			t.Errorf("%+v, %v; want %d", h, err, want)
		}
	}
}

func TestTwoOrganisersHandOverAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	for range 10 {
		v.send(1, "A", "杭州", 500, 1, noon(23))
	}
	var wait sync.WaitGroup
	lists := make([]courier.Handover, 2)
	errs := make([]error, 2)
	for i := range lists {
		wait.Go(func() { lists[i], errs[i] = v.handOver(int64(i+1), "A", 23) })
	}
	wait.Wait()
	if lists[0].Parcels+lists[1].Parcels != 10 || (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%+v, %v", lists, errs)
	}
}

func TestASheetAddsUpAndHasABarCodeForEachNumber(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("中通", "*", "2.35"))
	id := v.send(1, "中通", "杭州", 800, 3, noon(23))
	v.send(2, "中通", "乌鲁木齐", 500, 1, noon(23))
	h, err := v.handOver(7, "中通", 23)
	if err != nil {
		t.Fatal(err)
	}
	h, sent, err := v.Handover(t.Context(), h.ID)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "Hand-over list|Hangzhou|Total", "zh": "交接单|浙江省杭州市|合计"} {
		sheet, err := h.Sheet(sent, map[courier.SellerID]string{1: "=HYPERLINK(1)", 2: "王姐"}, lang)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(sheet))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := file.GetRows(file.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(rows)
		for word := range strings.SplitSeq(want+"|"+id.String()+"|=HYPERLINK(1)|王姐|"+h.ID.String()+"|2026-11-23", "|") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in %s", lang, word, text)
			}
		}
		last := rows[len(rows)-1]
		if last[7] != "4" || last[9] != "9.40" {
			t.Errorf("%s: totals are %q", lang, last)
		}
		for _, cell := range []string{"C3", "C4", "E1"} {
			pictures, err := file.GetPictures(file.GetSheetName(0), cell)
			if err != nil || len(pictures) != 1 {
				t.Fatalf("%s: %d bar codes in %s, %v", lang, len(pictures), cell, err)
			}
			if _, err := png.Decode(bytes.NewReader(pictures[0].File)); err != nil {
				t.Error(err)
			}
		}
		if kind, err := file.GetCellFormula(file.GetSheetName(0), "D3"); kind != "" || err != nil {
			t.Errorf("a seller's name became the formula %q, %v", kind, err)
		}
	}
}
