package rates_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// village is one of [ratestest] with what these tests ask of it.
type village struct{ *ratestest.Village }

func newVillage(t *testing.T) *village { return &village{ratestest.New(t)} }

func (v *village) want(want table.Report, rows ...string) {
	v.Helper()
	if diff := cmp.Diff(want, v.Load(table.Options{}, rows...)); diff != "" {
		v.Fatalf("import (-want +got):\n%s\n%s", diff, strings.Join(v.Told, "\n"))
	}
}

func on(date string) rates.Request {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return rates.Request{On: t}
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rows := []string{
		ratestest.Flat("中通", "浙江;江苏", "3.20", "zone=1", "surcharges=fuel:3%|peak@2026-11-01..2026-11-20:0.50"), ratestest.Flat("中通", "*", "9.00", "zone=2"),
		ratestest.Row("courier=圆通", "provinces=内蒙", "bands=300:2.10;500:2.30", "step_g=1000", "step_price=1", "eta_p50_days=2", "valid_from=2026-01-01"),
	}
	v.want(table.Report{Read: 3, New: 3}, rows...)
	v.want(table.Report{Read: 3, Unchanged: 3}, rows...)
	v.want(table.Report{Read: 1, Changed: 1}, ratestest.Flat("中通", "浙江;江苏", "3.40", "zone=1"))
	v.WantPrices("浙江", rates.Request{}, "中通 3.40, 圆通: does not serve Zhejiang")
}

func TestOfRowsWithOneKeyTheLastHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rows := []string{ratestest.Flat("中通", "浙江", "3.20"), ratestest.Flat("中通", "浙江", "3.10")}
	v.want(table.Report{Read: 2, New: 1, Unchanged: 1}, rows...)
	v.want(table.Report{Read: 2, Unchanged: 2}, rows...)
	v.WantPrices("浙江", rates.Request{}, "中通 3.10")
}

// Rows of one file that were meant to differ, but have no zone that tells them apart, would else vanish into one.
func TestRowsOfOneKeyForOtherPlacesAreNotCollapsed(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 4, New: 1, Unchanged: 1, Rejected: 2},
		ratestest.Flat("中通", "浙江", "3.20"), ratestest.Flat("中通", "江苏", "3.30"), ratestest.Flat("中通", "浙江;江苏", "3.40"), ratestest.Flat("中通", "浙江省", "3.10"))
	want := []string{
		`rates.csv:3: provinces: is for other places than line 2 (中通, zone ""), which has the same zone: give each row a zone of its own`,
		`rates.csv:4: provinces: is for other places than line 2 (中通, zone ""), which has the same zone: give each row a zone of its own`,
		`line 5 takes the place of line 2 (中通, zone "")`,
		`the rejected rows are in rates.csv.rejects.csv`,
	}
	v.WantPrices("浙江", rates.Request{}, "中通 3.10")
	if diff := cmp.Diff(want, v.Told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	v.want(table.Report{Read: 1, Changed: 1}, ratestest.Flat("中通", "江苏", "3.30")) // a file of its own changes the row
	v.WantPrices("江苏", rates.Request{}, "中通 3.30")
}

func TestRowsThatCouldBothAnswerAreRefused(t *testing.T) {
	t.Parallel()
	first := ratestest.Flat("中通", "浙江;江苏", "3.20", "zone=1", "valid_from=2026-01-01", "valid_to=2026-06-30")
	for name, test := range map[string]struct {
		row      string
		conflict bool
	}{
		"same days":               {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-03-01"), true},
		"the last day":            {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-06-30"), true},
		"the day after":           {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-07-01"), false},
		"open at both ends":       {ratestest.Flat("中通", "江苏", "3.00", "zone=2"), true},
		"origin any against any":  {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "origin=广州"), true},
		"another floor":           {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "min_daily_parcels=300"), false},
		"another province":        {ratestest.Flat("中通", "安徽", "3.00", "zone=2"), false},
		"every other province":    {ratestest.Flat("中通", "*", "3.00", "zone=2"), false},
		"another service":         {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "service=快"), false},
		"another courier":         {ratestest.Flat("圆通", "江苏", "3.00", "zone=2"), false},
		"a city of the province":  {ratestest.Flat("中通", "", "3.00", "zone=2", "places=苏州"), false},
		"a narrowed province":     {ratestest.Flat("中通", "江苏", "3.00", "zone=2", "places=江苏/苏州"), false},
		"the same province twice": {ratestest.Flat("中通", "苏", "3.00", "zone=2"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVillage(t)
			if !test.conflict {
				v.want(table.Report{Read: 2, New: 2}, first, test.row)
				return
			}
			v.want(table.Report{Read: 2, New: 1, Rejected: 1}, first, test.row)
			if told := strings.Join(v.Told, "\n"); !strings.Contains(told, `rates.csv:3: provinces: would answer for the same parcels as line 2 (中通, zone "1"`) {
				t.Error(told)
			}
			v.want(table.Report{Read: 1, Rejected: 1}, test.row) // and the earlier one from the database
		})
	}
}

func TestAnUpdateThatConflictsLeavesTheOldRow(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 2, New: 2}, ratestest.Flat("中通", "浙江", "3.00", "zone=1"), ratestest.Flat("中通", "江苏", "4.00", "zone=2"))
	v.want(table.Report{Read: 1, Rejected: 1}, ratestest.Flat("中通", "浙江;江苏", "5.00", "zone=1"))
	v.WantPrices("浙江", rates.Request{}, "中通 3.00")
	v.WantPrices("江苏", rates.Request{}, "中通 4.00")
}

func TestBadCellsRejectTheirRow(t *testing.T) {
	t.Parallel()
	good := []string{"courier=中通", "provinces=浙江", "first_g=1000", "first_price=3.00"}
	v := newVillage(t)
	var rows, want []string
	for column, cells := range map[string][]string{
		"provinces":         {"", "浙江;Atlantis", "浙江省;深圳", "江浙沪"},
		"places":            {"Atlantis", "浙江", "鼓楼区", "999999"},
		"first_g":           {"1kg", "-1", "1.5"},
		"first_price":       {"3.001", "¥3", "1,200", "-1", "3元"},
		"step_g":            {"0", "x"},
		"bands":             {"300", "300:x", "0:1", "300:1;300:2", "x:1"},
		"max_g":             {"0", "30kg"},
		"divisor":           {"-1", "6000.5"},
		"max_side_cm":       {"0", "-1", "60cm", "1.12345678"},
		"surcharges":        {"fuel", ":1", "fuel:x", "fuel:1.005", "fuel:3.12345%", "x@2026-11-01:1", "x@2026-11-02..2026-11-01:1", "x@1..2:1"},
		"eta_p90_days":      {"-1", "2.5"},
		"valid_from":        {"1.11.2026", "2026-02-30"},
		"min_daily_parcels": {"-1", "many"},
	} {
		for _, cell := range cells {
			rows = append(rows, ratestest.Row(append(good, column+"="+cell)...))
			want = append(want, fmt.Sprintf("rates.csv:%d: %s: ", len(rows)+1, column))
		}
	}
	v.want(table.Report{Read: len(rows), Rejected: len(rows)}, rows...)
	for i, start := range want {
		if !strings.HasPrefix(v.Told[i], start) {
			t.Errorf("row %s: told %q, want %q...", rows[i], v.Told[i], start)
		}
	}
}

// Whoever opens a file in a spreadsheet and saves it finds its days written otherwise.
func TestDaysAsSpreadsheetsWriteThem(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for i, day := range []string{"2026-11-01", "2026/11/1", "2026-11-1", "2026年11月1日"} {
		want := table.Report{Read: 1, Unchanged: 1}
		if i == 0 {
			want = table.Report{Read: 1, New: 1}
		}
		v.want(want, ratestest.Flat("中通", "浙江", "3.00", "valid_from="+day))
	}
}

func TestAReasonNamesTheCellAsItStands(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("中通", "浙江", "3.00", "surcharges=fuel:三%"))
	want := `rates.csv:2: surcharges: "fuel:三%": "三" is not a percentage up to 10000 with at most four decimals`
	if v.Told[0] != want {
		t.Errorf("told %q, want %q", v.Told[0], want)
	}
	v.Lang = phrases.Chinese
	v.Load(table.Options{}, ratestest.Flat("中通", "浙江", "3.00", "surcharges=fuel:三%"))
	want = `rates.csv:2：surcharges "fuel:三%"："三" 不是百分数：最多 10000，最多四位小数`
	if v.Told[0] != want {
		t.Errorf("told %q, want %q", v.Told[0], want)
	}
}

func TestWhichRowAnswers(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{},
		ratestest.Flat("A", "浙江", "1.00", "zone=1", "origin=义乌市"), ratestest.Flat("A", "浙江", "1.50", "zone=1", "origin=广州"),
		ratestest.Flat("A", "江苏", "2.00", "zone=2", "min_daily_parcels=300"), ratestest.Flat("A", "*", "3.00", "zone=3"),
		ratestest.Flat("A", "新疆", "8.00", "zone=4"), ratestest.Flat("A", "", "9.00", "zone=5", "places=新疆/喀什"), ratestest.Flat("A", "", "9.90", "zone=6", "places=653101"),
		ratestest.Flat("B", "浙江", "1.10", "valid_from=2026-01-01", "valid_to=2026-01-31", "zone=1"),
		ratestest.Flat("B", "浙江", "1.20", "valid_from=2026-02-01", "zone=1"),
		ratestest.Flat("B", "浙江", "1.00", "valid_from=2026-02-01", "zone=1", "min_daily_parcels=500"),
		ratestest.Flat("C", "*", "0.10", "origin=Guangzhou"))
	volume := func(r rates.Request, n int) rates.Request { r.Volume = &n; return r }
	day := on("2026-02-01")
	v.WantPrices("浙江", day, "A 1.00, B 1.20")
	v.WantPrices("浙江", on("2026-01-31"), "A 1.00, B 1.10")
	v.WantPrices("浙江", on("2025-12-31"), "A 1.00, B: no card valid on that day")
	v.WantPrices("浙江", volume(day, 500), "A 1.00, B 1.00")
	v.WantPrices("江苏", volume(day, 299), "A: needs 300 parcels a day, the village has 299, B: does not serve Jiangsu")
	v.WantPrices("江苏", volume(day, 300), "A 2.00, B: does not serve Jiangsu")
	v.WantPrices("Tibet", day, "A 3.00, B: does not serve Tibet")
	v.WantPrices("乌鲁木齐", day, "A 8.00, B: does not serve Xinjiang")
	v.WantPrices("喀什地区莎车县", day, "A 9.00, B: does not serve Xinjiang")
	v.WantPrices("喀什市", day, "A 9.90, B: does not serve Xinjiang")
}

// A column of provinces that is full of "*" must not make the price of a city that of the whole country.
func TestARowWithPlacesIsForThemAlone(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 3, New: 3}, ratestest.Flat("A", "*", "5.00"), ratestest.Flat("A", "*", "2.00", "zone=2", "places=浙江/杭州;330782"),
		ratestest.Flat("B", "*", "2.00", "places=杭州"))
	v.WantPrices("杭州市西湖区", rates.Request{}, "A 2.00, B 2.00")
	v.WantPrices("义乌", rates.Request{}, "A 2.00, B: does not serve Zhejiang")
	v.WantPrices("宁波", rates.Request{}, "A 5.00, B: does not serve Zhejiang")
	v.WantPrices("北京", rates.Request{}, "A 5.00, B: does not serve Beijing")
}

func TestSeveralPlacesAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "浙江;江苏;上海", "2.00"), ratestest.Flat("A", "*", "5.00", "zone=2"))
	answer, _, err := v.QuoteTo(t.Context(), "江浙沪", rates.Request{Weight: 1000})
	if err != nil || answer.To != (address.Place{Name: "江浙沪"}) || len(answer.Quotes) != 1 {
		t.Errorf("江浙沪: %v, %v", answer, err)
	}
	answer, contact, err := v.QuoteTo(t.Context(), "江苏省鼓楼区中山路1号 王小明 13800138000", rates.Request{Weight: 1000})
	if err != nil || answer.To.Code != "32" || contact.Name != "王小明" {
		t.Errorf("江苏省鼓楼区: %v, %v, %v", answer.To, contact, err)
	}
	if _, _, err := v.QuoteTo(t.Context(), "东北", rates.Request{Weight: 1000}); err != nil {
		t.Error(err)
	}
	v.Load(table.Options{}, ratestest.Flat("A", "吉林", "6.00", "zone=3"))
	if _, _, err := v.QuoteTo(t.Context(), "朝阳区", rates.Request{Weight: 1000}); err == nil || err.Error() != "ambiguous place" {
		t.Errorf("朝阳区 of Beijing and Changchun: %v", err)
	}
}

func TestAChangeIsSeenByEveryProcess(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	other := &village{&ratestest.Village{T: t, Rates: v.Process(), Pool: v.Pool}}
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	other.WantPrices("浙江", rates.Request{}, "A 2.00")
	v.WantPrices("浙江", rates.Request{}, "A 2.00")
	other.Load(table.Options{}, ratestest.Flat("A", "*", "2.50"))
	v.WantPrices("浙江", rates.Request{}, "A 2.50")
	if _, err := v.Pool.Exec(t.Context(), `UPDATE rates SET first_price = 300 WHERE superseded_at IS NULL`); err != nil {
		t.Fatal(err)
	}
	v.WantPrices("浙江", rates.Request{}, "A 3.00")
	other.WantPrices("浙江", rates.Request{}, "A 3.00")
}

func TestWhoWasQuotedKeepsTheOldRow(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	answer, _, err := v.QuoteTo(t.Context(), "浙江", rates.Request{Weight: 1000})
	if err != nil {
		t.Fatal(err)
	}
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.50"))
	var price int
	err = v.Pool.QueryRow(t.Context(), `SELECT first_price FROM rates WHERE id = $1 AND superseded_at IS NOT NULL`, answer.Quotes[0].Rate).Scan(&price)
	if err != nil || price != 200 {
		t.Errorf("the quoted row: %d, %v", price, err)
	}
}

func TestADryRunSaysWhatWouldChange(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "浙江", "2.00", "zone=1"), ratestest.Flat("A", "江苏", "2.00", "zone=2"), ratestest.Flat("A", "上海", "2.00", "zone=3"))
	report := v.Load(table.Options{DryRun: true}, ratestest.Flat("A", "浙江", "2.50", "zone=1"), ratestest.Flat("A", "江苏", "2.20", "zone=2"), ratestest.Flat("B", "*", "9"))
	if want := (table.Report{Read: 3, New: 1, Changed: 2}); report != want {
		t.Errorf("got %v, want %v", report, want)
	}
	want := []string{
		`changed: A, zone "1": first_price 2.00 -> 2.50 (+25%) !!!`,
		`changed: A, zone "2": first_price 2.00 -> 2.20 (+10%)`,
		`new: B, zone ""`,
		`not in this file, stays: A, zone "3"`,
	}
	if diff := cmp.Diff(want, v.Told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	v.WantPrices("浙江", rates.Request{}, "A 2.00")
}
