package courier_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/courier"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

const header = "courier,service,origin,zone,provinces,places,first_g,first_price,step_g,step_price,bands,max_g,divisor,max_side_cm,surcharges," +
	"eta_p50_days,eta_p90_days,valid_from,valid_to,min_daily_parcels\n"

// row writes the named columns of a rates file: "courier=中通 first_g=1000".
func row(fields ...string) string {
	cells := make([]string, strings.Count(header, ",")+1)
	for i, column := range strings.Split(strings.TrimSpace(header), ",") {
		for _, field := range fields {
			if value, ok := strings.CutPrefix(field, column+"="); ok {
				cells[i] = `"` + value + `"`
			}
		}
	}
	return strings.Join(cells, ",") + "\n"
}

// flat is a row with one price whatever the weight.
func flat(name, provinces, price string, more ...string) string {
	return row(append([]string{"courier=" + name, "provinces=" + provinces, "first_g=30000", "first_price=" + price}, more...)...)
}

type village struct {
	*testing.T
	*courier.Couriers
	pool *pgxpool.Pool
	now  time.Time
	told []string
	keys int64 // of turns
}

func newVillage(t *testing.T) *village {
	v := &village{T: t, pool: pgtest.New(t), now: noon(23)}
	v.Couriers = v.process()
	return v
}

// process is the village as one more process sees it.
func (v *village) process() *courier.Couriers {
	return courier.New(v.pool, "义乌", time.UTC, func() time.Time { return v.now })
}

func (v *village) load(o table.Options, rows ...string) table.Report {
	v.Helper()
	file := filepath.Join(v.TempDir(), "rates.csv")
	if err := os.WriteFile(file, []byte(header+strings.Join(rows, "")), 0o600); err != nil {
		v.Fatal(err)
	}
	v.told = nil
	o.Tell = func(line string) { v.told = append(v.told, strings.ReplaceAll(line, file, "rates.csv")) }
	report, err := v.Import(v.Context(), []string{file}, o)
	if err != nil {
		v.Fatal(err)
	}
	return report
}

func (v *village) want(want table.Report, rows ...string) {
	v.Helper()
	if diff := cmp.Diff(want, v.load(table.Options{}, rows...)); diff != "" {
		v.Fatalf("import (-want +got):\n%s\n%s", diff, strings.Join(v.told, "\n"))
	}
}

// prices writes who costs what, and why the others are missing: "中通 3.20, 圆通: over 30 kg".
func (v *village) prices(to string, r courier.Request) string {
	v.Helper()
	if r.Weight == 0 {
		r.Weight = 1000
	}
	answer, _, err := v.QuoteTo(v.Context(), to, r, "en")
	if err != nil {
		v.Fatal(err)
	}
	var said []string
	for _, q := range answer.Quotes {
		said = append(said, fmt.Sprint(q.Courier, " ", q.Price))
	}
	for _, m := range answer.Missing {
		said = append(said, m.Courier+": "+m.Reason)
	}
	return strings.Join(said, ", ")
}

func (v *village) wantPrices(to string, r courier.Request, want string) {
	v.Helper()
	if got := v.prices(to, r); got != want {
		v.Errorf("%s: %s, want %s", to, got, want)
	}
}

func on(date string) courier.Request {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return courier.Request{On: t}
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rows := []string{
		flat("中通", "浙江;江苏", "3.20", "zone=1", "surcharges=fuel:3%|peak@2026-11-01..2026-11-20:0.50"), flat("中通", "*", "9.00", "zone=2"),
		row("courier=圆通", "provinces=内蒙", "bands=300:2.10;500:2.30", "step_g=1000", "step_price=1", "eta_p50_days=2", "valid_from=2026-01-01"),
	}
	v.want(table.Report{Read: 3, New: 3}, rows...)
	v.want(table.Report{Read: 3, Unchanged: 3}, rows...)
	v.want(table.Report{Read: 1, Changed: 1}, flat("中通", "浙江;江苏", "3.40", "zone=1"))
	v.wantPrices("浙江", courier.Request{}, "中通 3.40, 圆通: does not serve Zhejiang")
}

func TestOfRowsWithOneKeyTheLastHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rows := []string{flat("中通", "浙江", "3.20"), flat("中通", "浙江", "3.10")}
	v.want(table.Report{Read: 2, New: 1, Unchanged: 1}, rows...)
	v.want(table.Report{Read: 2, Unchanged: 2}, rows...)
	v.wantPrices("浙江", courier.Request{}, "中通 3.10")
}

// Rows of one file that were meant to differ, but have no zone that tells them apart, would else vanish into one.
func TestRowsOfOneKeyForOtherPlacesAreNotCollapsed(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 4, New: 1, Unchanged: 1, Rejected: 2},
		flat("中通", "浙江", "3.20"), flat("中通", "江苏", "3.30"), flat("中通", "浙江;江苏", "3.40"), flat("中通", "浙江省", "3.10"))
	want := []string{
		`rates.csv:3: provinces: is for other places than line 2 (中通, zone ""), which has the same zone: give each row a zone of its own`,
		`rates.csv:4: provinces: is for other places than line 2 (中通, zone ""), which has the same zone: give each row a zone of its own`,
		`line 5 takes the place of line 2 (中通, zone "")`,
		`the rejected rows are in rates.csv.rejects.csv`,
	}
	v.wantPrices("浙江", courier.Request{}, "中通 3.10")
	if diff := cmp.Diff(want, v.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	v.want(table.Report{Read: 1, Changed: 1}, flat("中通", "江苏", "3.30")) // a file of its own changes the row
	v.wantPrices("江苏", courier.Request{}, "中通 3.30")
}

func TestRowsThatCouldBothAnswerAreRefused(t *testing.T) {
	t.Parallel()
	first := flat("中通", "浙江;江苏", "3.20", "zone=1", "valid_from=2026-01-01", "valid_to=2026-06-30")
	for name, test := range map[string]struct {
		row      string
		conflict bool
	}{
		"same days":               {flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-03-01"), true},
		"the last day":            {flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-06-30"), true},
		"the day after":           {flat("中通", "江苏", "3.00", "zone=2", "valid_from=2026-07-01"), false},
		"open at both ends":       {flat("中通", "江苏", "3.00", "zone=2"), true},
		"origin any against any":  {flat("中通", "江苏", "3.00", "zone=2", "origin=广州"), true},
		"another floor":           {flat("中通", "江苏", "3.00", "zone=2", "min_daily_parcels=300"), false},
		"another province":        {flat("中通", "安徽", "3.00", "zone=2"), false},
		"every other province":    {flat("中通", "*", "3.00", "zone=2"), false},
		"another service":         {flat("中通", "江苏", "3.00", "zone=2", "service=快"), false},
		"another courier":         {flat("圆通", "江苏", "3.00", "zone=2"), false},
		"a city of the province":  {flat("中通", "", "3.00", "zone=2", "places=苏州"), false},
		"a narrowed province":     {flat("中通", "江苏", "3.00", "zone=2", "places=江苏/苏州"), false},
		"the same province twice": {flat("中通", "苏", "3.00", "zone=2"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVillage(t)
			if !test.conflict {
				v.want(table.Report{Read: 2, New: 2}, first, test.row)
				return
			}
			v.want(table.Report{Read: 2, New: 1, Rejected: 1}, first, test.row)
			if told := strings.Join(v.told, "\n"); !strings.Contains(told, `rates.csv:3: provinces: would answer for the same parcels as line 2 (中通, zone "1"`) {
				t.Error(told)
			}
			v.want(table.Report{Read: 1, Rejected: 1}, test.row) // and the earlier one from the database
		})
	}
}

func TestAnUpdateThatConflictsLeavesTheOldRow(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 2, New: 2}, flat("中通", "浙江", "3.00", "zone=1"), flat("中通", "江苏", "4.00", "zone=2"))
	v.want(table.Report{Read: 1, Rejected: 1}, flat("中通", "浙江;江苏", "5.00", "zone=1"))
	v.wantPrices("浙江", courier.Request{}, "中通 3.00")
	v.wantPrices("江苏", courier.Request{}, "中通 4.00")
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
			rows = append(rows, row(append(good, column+"="+cell)...))
			want = append(want, fmt.Sprintf("rates.csv:%d: %s: ", len(rows)+1, column))
		}
	}
	v.want(table.Report{Read: len(rows), Rejected: len(rows)}, rows...)
	for i, start := range want {
		if !strings.HasPrefix(v.told[i], start) {
			t.Errorf("row %s: told %q, want %q...", rows[i], v.told[i], start)
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
		v.want(want, flat("中通", "浙江", "3.00", "valid_from="+day))
	}
}

func TestAReasonNamesTheCellAsItStands(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("中通", "浙江", "3.00", "surcharges=fuel:３%"))
	want := `rates.csv:2: surcharges: "fuel:３%": "３" is not a percentage up to 10000 with at most four decimals`
	if v.told[0] != want {
		t.Errorf("told %q, want %q", v.told[0], want)
	}
	v.load(table.Options{Lang: "zh"}, flat("中通", "浙江", "3.00", "surcharges=fuel:３%"))
	want = `rates.csv:2：surcharges "fuel:３%"："３" 不是百分数：最多 10000，最多四位小数`
	if v.told[0] != want {
		t.Errorf("told %q, want %q", v.told[0], want)
	}
}

func TestWhichRowAnswers(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{},
		flat("A", "浙江", "1.00", "zone=1", "origin=义乌市"), flat("A", "浙江", "1.50", "zone=1", "origin=广州"),
		flat("A", "江苏", "2.00", "zone=2", "min_daily_parcels=300"), flat("A", "*", "3.00", "zone=3"),
		flat("A", "新疆", "8.00", "zone=4"), flat("A", "", "9.00", "zone=5", "places=新疆/喀什"), flat("A", "", "9.90", "zone=6", "places=653101"),
		flat("B", "浙江", "1.10", "valid_from=2026-01-01", "valid_to=2026-01-31", "zone=1"),
		flat("B", "浙江", "1.20", "valid_from=2026-02-01", "zone=1"),
		flat("B", "浙江", "1.00", "valid_from=2026-02-01", "zone=1", "min_daily_parcels=500"),
		flat("C", "*", "0.10", "origin=Guangzhou"))
	volume := func(r courier.Request, n int) courier.Request { r.Volume = &n; return r }
	day := on("2026-02-01")
	v.wantPrices("浙江", day, "A 1.00, B 1.20")
	v.wantPrices("浙江", on("2026-01-31"), "A 1.00, B 1.10")
	v.wantPrices("浙江", on("2025-12-31"), "A 1.00, B: no card valid on that day")
	v.wantPrices("浙江", volume(day, 500), "A 1.00, B 1.00")
	v.wantPrices("江苏", volume(day, 299), "A: needs 300 parcels a day, the village has 299, B: does not serve Jiangsu")
	v.wantPrices("江苏", volume(day, 300), "A 2.00, B: does not serve Jiangsu")
	v.wantPrices("Tibet", day, "A 3.00, B: does not serve Tibet")
	v.wantPrices("乌鲁木齐", day, "A 8.00, B: does not serve Xinjiang")
	v.wantPrices("喀什地区莎车县", day, "A 9.00, B: does not serve Xinjiang")
	v.wantPrices("喀什市", day, "A 9.90, B: does not serve Xinjiang")
}

// A column of provinces that is full of "*" must not make the price of a city that of the whole country.
func TestARowWithPlacesIsForThemAlone(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.want(table.Report{Read: 3, New: 3}, flat("A", "*", "5.00"), flat("A", "*", "2.00", "zone=2", "places=浙江/杭州;330782"),
		flat("B", "*", "2.00", "places=杭州"))
	v.wantPrices("杭州市西湖区", courier.Request{}, "A 2.00, B 2.00")
	v.wantPrices("义乌", courier.Request{}, "A 2.00, B: does not serve Zhejiang")
	v.wantPrices("宁波", courier.Request{}, "A 5.00, B: does not serve Zhejiang")
	v.wantPrices("北京", courier.Request{}, "A 5.00, B: does not serve Beijing")
}

func TestSeveralPlacesAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "浙江;江苏;上海", "2.00"), flat("A", "*", "5.00", "zone=2"))
	answer, _, err := v.QuoteTo(t.Context(), "江浙沪", courier.Request{Weight: 1000}, "zh")
	if err != nil || answer.To != (courier.Place{Name: "江浙沪"}) || len(answer.Quotes) != 1 {
		t.Errorf("江浙沪: %v, %v", answer, err)
	}
	answer, contact, err := v.QuoteTo(t.Context(), "江苏省鼓楼区中山路1号 王小明 13800138000", courier.Request{Weight: 1000}, "zh")
	if err != nil || answer.To.Code != "32" || contact.Name != "王小明" {
		t.Errorf("江苏省鼓楼区: %v, %v, %v", answer.To, contact, err)
	}
	if _, _, err := v.QuoteTo(t.Context(), "东北", courier.Request{Weight: 1000}, "zh"); err != nil {
		t.Error(err)
	}
	v.load(table.Options{}, flat("A", "吉林", "6.00", "zone=3"))
	if _, _, err := v.QuoteTo(t.Context(), "朝阳区", courier.Request{Weight: 1000}, "zh"); err == nil || err.Error() != "ambiguous place" {
		t.Errorf("朝阳区 of Beijing and Changchun: %v", err)
	}
}

func TestYesterdaysParcelsReachTheFloor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"), flat("A", "*", "1.50", "min_daily_parcels=300"))
	answer, _, err := v.QuoteTo(t.Context(), "浙江", courier.Request{Weight: 1000}, "en")
	if err != nil || answer.Quotes[0].Price != 200 {
		t.Fatalf("%v, %v", answer, err)
	}
	for range 2 { // the second time is the same tap again
		err = pgx.BeginFunc(t.Context(), v.pool, func(tx pgx.Tx) error {
			_, err := v.Record(t.Context(), tx, courier.Parcels{
				Key: 7, Seller: 1, To: answer.To, Weight: 1000, Quote: answer.Quotes[0], Count: 299, At: noon(22),
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	v.wantPrices("浙江", courier.Request{}, "A 2.00")
	err = pgx.BeginFunc(t.Context(), v.pool, func(tx pgx.Tx) error {
		_, err := v.Record(t.Context(), tx, courier.Parcels{
			Key: 8, Seller: 1, To: answer.To, Weight: 1000, Quote: answer.Quotes[0], Count: 1, At: noon(22),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	v.wantPrices("浙江", courier.Request{}, "A 1.50")
	v.now = noon(24)
	v.wantPrices("浙江", courier.Request{}, "A 2.00")
}

// The village's day begins at its own midnight: for prices and for what was recorded the day before.
func TestTodayIsTheVillagesDay(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00", "valid_to=2026-11-30"), flat("A", "*", "3.00", "zone=2", "valid_from=2026-12-01"),
		flat("B", "*", "9.00"), flat("B", "*", "8.00", "zone=2", "min_daily_parcels=7"))
	v.send(1, "A", "杭州", 500, 7, noon(29))
	shanghai := time.FixedZone("CST", 8*60*60)
	for utc, want := range map[string]string{
		"2026-11-29T15:59:59Z": "A 2.00, B 9.00", "2026-11-29T16:00:00Z": "A 2.00, B 8.00", "2026-11-30T15:59:59Z": "A 2.00, B 8.00",
		"2026-11-30T16:00:00Z": "A 3.00, B 9.00",
	} {
		now, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		v.Couriers = courier.New(v.pool, "义乌", shanghai, func() time.Time { return now })
		v.wantPrices("杭州", courier.Request{}, want)
	}
}

func TestAChangeIsSeenByEveryProcess(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	other := &village{T: t, Couriers: v.process(), pool: v.pool}
	v.load(table.Options{}, flat("A", "*", "2.00"))
	other.wantPrices("浙江", courier.Request{}, "A 2.00")
	v.wantPrices("浙江", courier.Request{}, "A 2.00")
	other.load(table.Options{}, flat("A", "*", "2.50"))
	v.wantPrices("浙江", courier.Request{}, "A 2.50")
	if _, err := v.pool.Exec(t.Context(), `UPDATE rates SET first_price = 300 WHERE superseded_at IS NULL`); err != nil {
		t.Fatal(err)
	}
	v.wantPrices("浙江", courier.Request{}, "A 3.00")
	other.wantPrices("浙江", courier.Request{}, "A 3.00")
}

func TestWhoWasQuotedKeepsTheOldRow(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	answer, _, err := v.QuoteTo(t.Context(), "浙江", courier.Request{Weight: 1000}, "en")
	if err != nil {
		t.Fatal(err)
	}
	v.load(table.Options{}, flat("A", "*", "2.50"))
	var price int
	err = v.pool.QueryRow(t.Context(), `SELECT first_price FROM rates WHERE id = $1 AND superseded_at IS NOT NULL`, answer.Quotes[0].Rate).Scan(&price)
	if err != nil || price != 200 {
		t.Errorf("the quoted row: %d, %v", price, err)
	}
}

func TestWhatWasSentKeepsItsPriceAndItsCard(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00", "zone=1", "eta_p50_days=2"))
	id := v.send(1, "A", "浙江", 1000, 1, noon(22))
	if _, err := v.Book(t.Context(), &slip{}, id, "o1", courier.Shipment{}, noon(22)); err != nil {
		t.Fatal(err)
	}
	v.load(table.Options{}, flat("A", "*", "2.50", "zone=1", "eta_p50_days=4"))
	if n, err := v.Rerate(t.Context(), noon(23)); err != nil || n != 1 {
		t.Fatalf("re-rated %d, %v", n, err)
	}
	if s, err := v.Sent(t.Context(), 1, id); err != nil || s.Price != 200 || *s.P50 != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	if shares, err := v.Shares(t.Context(), noon(22), noon(22)); err != nil || len(shares) != 1 || shares[0].Paid != 200 {
		t.Errorf("%+v, %v", shares, err)
	}
	if over, err := v.Overpaid(t.Context(), noon(22), noon(22)); err != nil || len(over) != 0 {
		t.Errorf("a card that came later made it overpaid: %+v, %v", over, err)
	}
}

func TestADryRunSaysWhatWouldChange(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "浙江", "2.00", "zone=1"), flat("A", "江苏", "2.00", "zone=2"), flat("A", "上海", "2.00", "zone=3"))
	report := v.load(table.Options{DryRun: true}, flat("A", "浙江", "2.50", "zone=1"), flat("A", "江苏", "2.20", "zone=2"), flat("B", "*", "9"))
	if want := (table.Report{Read: 3, New: 1, Changed: 2}); report != want {
		t.Errorf("got %v, want %v", report, want)
	}
	want := []string{
		`changed: A, zone "1": first_price 2.00 -> 2.50 (+25%) !!!`,
		`changed: A, zone "2": first_price 2.00 -> 2.20 (+10%)`,
		`new: B, zone ""`,
		`not in this file, stays: A, zone "3"`,
	}
	if diff := cmp.Diff(want, v.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	v.wantPrices("浙江", courier.Request{}, "A 2.00")
}
