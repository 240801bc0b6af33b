package rates_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// everyColumn are rows that have something in every column, with what a file needs quotes for.
var everyColumn = []string{
	ratestest.Row("courier=中通", "service=标快", "origin=义乌", "zone=近, 1", "provinces=浙江;内蒙", "places=440305", "first_g=1000", "first_price=3.2",
		"step_g=1000", "step_price=1", "max_g=30000", "divisor=8000", "max_side_cm=120.5", "surcharges=旺季@2026-11-01..2026-11-20:0.50|油:3%",
		"eta_p50_days=2", "eta_p90_days=4", "valid_from=2026-01-01", "valid_to=2026-12-31", "min_daily_parcels=300"),
	ratestest.Row("courier=A \"\"B\"\", C", "provinces=*", "bands=300:2.10;500:2.3;1000:2.60", "step_g=500", "step_price=0.9"),
	ratestest.Flat("SF", "*", "9"),
}

func (v *village) export() string {
	v.Helper()
	var out bytes.Buffer
	if _, err := v.Export(v.Context(), &out); err != nil {
		v.Fatal(err)
	}
	return out.String()
}

func TestWhatIsExportedImportsAsUnchanged(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("SF", "*", "8")) // superseded by the row that is exported
	v.want(table.Report{Read: 3, New: 2, Changed: 1}, everyColumn...)
	first := v.export()
	file, book := filepath.Join(t.TempDir(), "rates.csv"), filepath.Join(t.TempDir(), "rates.xlsx")
	rows, err := v.ExportRows(t.Context())
	if err != nil || len(rows) != 1+3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	workbook, err := paper.Texts("rates", rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(file, []byte(first), 0o600), os.WriteFile(book, workbook, 0o600)); err != nil {
		t.Fatal(err)
	}
	other, third := newVillage(t), newVillage(t)
	for _, step := range []struct {
		into *village
		file string
		want table.Report
	}{
		{v, file, table.Report{Read: 3, Unchanged: 3}}, {other, file, table.Report{Read: 3, New: 3}},
		{v, book, table.Report{Read: 3, Unchanged: 3}}, {third, book, table.Report{Read: 3, New: 3}},
	} {
		report, err := step.into.Import(t.Context(), []string{step.file}, table.Options{RejectsDir: t.TempDir()})
		if diff := cmp.Diff(step.want, report); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if diff := cmp.Diff(first, step.into.export()); diff != "" {
			t.Error(diff)
		}
	}
}

// A card of 87 rows stays one of 87 rows: none is merged with another because it looks like it.
func TestEightySevenRowsStayEightySeven(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	var rows []string
	for zone := range 29 {
		for _, floor := range []int{0, 300, 1000} {
			rows = append(rows, ratestest.Row("courier=中通", fmt.Sprint("zone=", zone), "provinces="+provinces[zone], "first_g=1000", "first_price=3.20",
				"step_g=1000", "step_price=1.00", fmt.Sprint("min_daily_parcels=", floor)))
		}
	}
	v.want(table.Report{Read: 87, New: 87}, rows...)
	v.want(table.Report{Read: 87, Unchanged: 87}, rows...)
	if got := strings.Count(v.export(), "\n"); got != 1+87 {
		t.Errorf("%d lines exported, want a ratestest.Header and 87", got)
	}
	for _, name := range provinces {
		answer, _, err := v.QuoteTo(t.Context(), name, rates.Request{Weight: 1000, Volume: new(1000)})
		if err != nil || len(answer.Quotes) != 1 {
			t.Errorf("%s: %+v, %v", name, answer, err)
		}
	}
}

var provinces = strings.Fields("北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海")
