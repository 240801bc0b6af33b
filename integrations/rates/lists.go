package rates

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"oldhand/integrations/table"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// list splits the items of a cell; empty ones are left out.
func list(s, separator string) []string {
	var items []string
	for item := range strings.SplitSeq(s, separator) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// readProvinces reads "浙江;江苏" or "*".
func readProvinces(s string) (elsewhere bool, codes []string, err error) {
	for _, name := range list(s, ";") {
		if name == "*" {
			elsewhere = true
			continue
		}
		province, ok := address.ProvinceNamed(name)
		if !ok {
			return false, nil, table.Both("no province is called %q", "没有叫 %q 的省份", name)
		}
		if !slices.Contains(codes, province.Code) {
			codes = append(codes, province.Code)
		}
	}
	return elsewhere, codes, nil
}

// addPlaces adds "浙江省/金华市/义乌市;4403" to the provinces of a row. A province, or "*", that has places of its own in the
// row stands for these alone.
func addPlaces(provinces []string, s string) ([]string, error) {
	codes := slices.Clone(provinces)
	for _, name := range list(s, ";") {
		code, err := placeCode(name)
		if err != nil {
			return nil, err
		}
		if len(code) == 2 {
			return nil, table.Both("%q is a province, not a city or county", "%q 是省份，不是市或县", name)
		}
		codes = slices.DeleteFunc(codes, func(c string) bool { return len(c) == 2 && strings.HasPrefix(code, c) })
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

// placeCode finds a city or county by its code or by its names from the larger to the smaller.
func placeCode(name string) (string, error) {
	place, err := address.Named(name)
	var several *address.AmbiguousError
	switch {
	case errors.As(err, &several):
		return "", table.Both("several places are called %q: write province/city/county", "叫 %q 的地方不止一个：写成 省/市/县", name)
	case err != nil:
		return "", table.Both("no place is called %q", "没有叫 %q 的地方", name)
	}
	return place.Code, nil
}

// band is the price up to and including a weight.
type band struct {
	upTo  measure.Grams
	price measure.Fen
	words words
}

// readBands reads "300:2.10;500:2.30" and sorts the bands by weight.
func readBands(s string) ([]band, error) {
	var bands []band
	for _, item := range list(s, ";") {
		grams, yuan, found := strings.Cut(item, ":")
		upTo, err := readGrams(strings.TrimSpace(grams))
		if !found || err != nil || upTo == 0 {
			return nil, table.Both("%q is not grams:yuan", "%q 不是“克:元”", item)
		}
		price, err := readPrice(yuan)
		if err != nil {
			return nil, err
		}
		bands = append(bands, band{upTo, price, words{"up to " + upTo.String(), gramsZH(upTo) + "以内"}})
	}
	slices.SortFunc(bands, func(a, b band) int { return int(a.upTo - b.upTo) })
	for i := 1; i < len(bands); i++ {
		if bands[i].upTo == bands[i-1].upTo {
			return nil, table.Both("%d g stands there twice", "%d 克写了两次", bands[i].upTo)
		}
	}
	return bands, nil
}

// maxPrice keeps sums far from overflowing.
const maxPrice measure.Fen = 10_000_000

func readPrice(s string) (measure.Fen, error) {
	price, err := measure.ParseYuan(s)
	switch {
	case err != nil:
		return 0, errYuan(s)
	case price < 0:
		return 0, table.Both("%q is less than nothing", "%q 小于零", s)
	case price > maxPrice:
		return 0, table.Both("%q is more than %s", "%q 超过 %s", s, maxPrice)
	}
	return price, nil
}

func errYuan(s string) error {
	return table.Both("%q: not an amount in yuan with at most two decimals", "%q 不是价格：写成元，最多两位小数", strings.TrimSpace(s))
}

func readGrams(s string) (measure.Grams, error) {
	n, err := readCount(s, int64(measure.MaxWeight))
	return measure.Grams(n), err
}

// readCount reads a whole number from 0 to most.
func readCount(s string, most int64) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strings.HasPrefix(s, "+") || n < 0 {
		return 0, table.Both("%q is not a whole number", "%q 不是整数", s)
	}
	if n > most {
		return 0, table.Both("%q is more than %d", "%q 超过 %d", s, most)
	}
	return n, nil
}

func readMaxSide(s string) (measure.Length, error) {
	if s == "" {
		return 0, nil
	}
	side, err := measure.ParseCentimetres(s)
	if err != nil {
		return 0, table.Both("%q is not a length in cm", "%q 不是厘米数", s)
	}
	return side, nil
}

// surcharge is one addition to the freight, or a discount.
type surcharge struct {
	words   words // its name
	days    days
	flat    measure.Fen
	percent int64 // in ten-thousandths of a per cent
}

// onePercent is the scale of surcharge.percent.
const onePercent = 10_000

// Bounds that keep the sum of all surcharges far from overflowing.
const (
	maxPercent    = 10_000 * onePercent
	maxSurcharges = 20
)

// readSurcharges reads "fuel:3%|peak@2026-11-01..2026-11-20:0.50".
func readSurcharges(s string) ([]surcharge, error) {
	var extras []surcharge
	items := list(s, "|")
	if len(items) > maxSurcharges {
		return nil, table.Both("has more than %d", "超过 %d 项", maxSurcharges)
	}
	for _, item := range items {
		extra, err := readSurcharge(item)
		if err != nil {
			return nil, table.Both("%q: %v", "%q：%v", item, err)
		}
		extras = append(extras, extra)
	}
	return extras, nil
}

func readSurcharge(s string) (surcharge, error) {
	colon := strings.LastIndex(s, ":")
	if colon < 0 {
		return surcharge{}, table.Both("is not name:amount", "不是“名称:金额”")
	}
	name, value := strings.TrimSpace(s[:colon]), strings.TrimSpace(s[colon+1:])
	extra := surcharge{days: days{firstDay, lastDay}}
	var err error
	if at := strings.LastIndex(name, "@"); at >= 0 {
		extra.days, err = readDays(name[at+1:])
		name = strings.TrimSpace(name[:at])
	}
	if err != nil {
		return surcharge{}, err
	}
	if name == "" {
		return surcharge{}, table.Both("has no name", "没有名称")
	}
	extra.words = inBoth(name)
	if percent, ok := strings.CutSuffix(value, "%"); ok {
		extra.percent, err = readPercent(strings.TrimSpace(percent))
		return extra, err
	}
	extra.flat, err = measure.ParseYuan(value)
	switch {
	case err != nil:
		return surcharge{}, errYuan(value)
	case extra.flat > maxPrice || extra.flat < -maxPrice:
		return surcharge{}, table.Both("is more than %s", "超过 %s", maxPrice)
	}
	return extra, nil
}

// readDays reads "2026-11-01..2026-11-20"; either end may be open.
func readDays(s string) (days, error) {
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return days{}, table.Both("has no .. between its days", "两个日期之间没有 ..")
	}
	d := days{firstDay, lastDay}
	for _, end := range []struct {
		text string
		day  *day
	}{{from, &d.from}, {to, &d.to}} {
		if text := strings.TrimSpace(end.text); text != "" {
			t, err := readDay(text)
			if err != nil {
				return days{}, err
			}
			*end.day = dayOf(t)
		}
	}
	if d.from > d.to {
		return days{}, table.Both("ends before it begins", "结束比开始还早")
	}
	return d, nil
}

// dayLayouts are the ways spreadsheets write a day, the year always first.
var dayLayouts = []string{"2006-1-2", "2006/1/2", "2006年1月2日"}

// readDay reads 2026-11-01.
func readDay(s string) (time.Time, error) {
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 {
			return t, nil
		}
	}
	return time.Time{}, table.Both("%q is not a date like 2026-11-01", "%q 不是日期，如 2026-11-01", s)
}

// readPercent reads "3", "2.5" or "-12.3456".
func readPercent(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, decimals, pointed := strings.Cut(digits, ".")
	n, err := readCount(whole+(decimals + "0000")[:4], maxPercent)
	if err != nil || whole == "" || len(decimals) > 4 || pointed && decimals == "" {
		return 0, table.Both("%q is not a percentage up to %d with at most four decimals",
			"%q 不是百分数：最多 %d，最多四位小数", s, maxPercent/onePercent)
	}
	if negative {
		n = -n
	}
	return n, nil
}
