package sample_test

import (
	"strings"
	"testing"
	"time"
)

// regions are the 34 province-level regions as the rate files shorten them.
const regions = `北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南
	重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾`

// lasting says that a row answers now and for years, at any volume.
func lasting(r row) bool {
	return r["valid_from"] <= "2026-12-01" && r["valid_to"] == "" && r["min_daily_parcels"] == "" && r["origin"] != "杭州"
}

func TestRatesComeFromThirtyCouriersAndSayTheyAreMadeUp(t *testing.T) {
	t.Parallel()
	couriers := map[string]bool{}
	for _, r := range rows(t, "rates") {
		couriers[r["courier"]] = true
		if !strings.Contains(r["note"], "made up") {
			t.Errorf("%s does not say that it is made up", r[""])
		}
		for _, column := range []string{"valid_from", "valid_to"} {
			if _, err := time.Parse(time.DateOnly, r[column]); r[column] != "" && err != nil {
				t.Errorf("%s: %s: %v", r[""], column, err)
			}
		}
		if r["bands"] == "" && r["first_g"] == "" {
			t.Errorf("%s: no price", r[""])
		}
		if r["provinces"] == "" && r["places"] == "" {
			t.Errorf("%s: no destination", r[""])
		}
	}
	if len(couriers) != 30 {
		t.Errorf("%d couriers, 30 are promised", len(couriers))
	}
}

func TestEveryRegionIsReachedByFiveCouriersForYears(t *testing.T) {
	t.Parallel()
	reached := map[string]map[string]bool{}
	for region := range strings.FieldsSeq(regions) {
		reached[region] = map[string]bool{}
	}
	if len(reached) != 34 {
		t.Fatalf("%d regions", len(reached))
	}
	for _, r := range rows(t, "rates") {
		if !lasting(r) {
			continue
		}
		for province := range strings.SplitSeq(r["provinces"], ";") {
			if province == "内蒙" {
				province = "内蒙古"
			}
			switch couriers, known := reached[province]; {
			case known:
				couriers[r["courier"]] = true
			case province != "" && province != "*":
				t.Errorf("%s: unknown region %q", r[""], province)
			}
		}
	}
	for region, couriers := range reached {
		if len(couriers) < 5 {
			t.Errorf("%s is reached by %d couriers only", region, len(couriers))
		}
	}
}

func TestRatesShowEveryRuleOfTheContract(t *testing.T) {
	t.Parallel()
	missing := map[string]func(row) bool{
		"an expired card":      func(r row) bool { return r["valid_to"] != "" && r["valid_to"] < "2026-08-01" },
		"a card of the future": func(r row) bool { return r["valid_from"] > "2026-12-31" },
		"a volume":             func(r row) bool { return r["min_daily_parcels"] != "" },
		"bands":                func(r row) bool { return r["bands"] != "" },
		"first and step":       func(r row) bool { return r["first_g"] != "" && r["step_g"] != "" },
		"nothing beyond":       func(r row) bool { return r["bands"] != "" && r["step_g"] == "" },
		"divisor 6000":         func(r row) bool { return r["divisor"] == "6000" },
		"divisor 8000":         func(r row) bool { return r["divisor"] == "8000" },
		"divisor 12000":        func(r row) bool { return r["divisor"] == "12000" },
		"a percentage":         func(r row) bool { return strings.Contains(r["surcharges"], "%") },
		"a discount":           func(r row) bool { return strings.Contains(r["surcharges"], ":-") },
		"a dated surcharge":    func(r row) bool { return strings.Contains(r["surcharges"], "@") },
		"the other provinces":  func(r row) bool { return r["provinces"] == "*" },
		"places":               func(r row) bool { return r["places"] != "" },
		"a longest side":       func(r row) bool { return r["max_side_cm"] != "" },
		"another origin":       func(r row) bool { return r["origin"] == "杭州" },
		"any origin":           func(r row) bool { return r["origin"] == "" },
	}
	for _, r := range rows(t, "rates") {
		for what, shows := range missing {
			if shows(r) {
				delete(missing, what)
			}
		}
	}
	for what := range missing {
		t.Errorf("no row shows %s", what)
	}
}
