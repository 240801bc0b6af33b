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

// readProvinces reads "浙江;江苏" or "*".
func readProvinces(s string) (elsewhere bool, codes []string, err error) {
	for _, name := range table.Values(s, ";") {
		if name == "*" {
			elsewhere = true
			continue
		}
		province, ok := address.ProvinceNamed(name)
		if !ok {
			return false, nil, table.Because("rates.province", table.Data{"Name": name})
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
	for _, name := range table.Values(s, ";") {
		code, err := placeCode(name)
		if err != nil {
			return nil, err
		}
		if len(code) == 2 {
			return nil, table.Because("rates.places.province", table.Data{"Name": name})
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
		return "", table.Because("rates.places.several", table.Data{"Name": name})
	case err != nil:
		return "", table.Because("rates.places.unknown", table.Data{"Name": name})
	}
	return place.Code, nil
}

// band is the price up to and including a weight.
type band struct {
	upTo  measure.Grams
	price measure.Fen
}

func (b band) line() Line { return Line{Part{Code: partBand, Weight: b.upTo}, b.price} }

// readBands reads "300:2.10;500:2.30" and sorts the bands by weight.
func readBands(s string) ([]band, error) {
	var bands []band
	for _, item := range table.Values(s, ";") {
		grams, yuan, found := strings.Cut(item, ":")
		upTo, err := readGrams(strings.TrimSpace(grams))
		if !found || err != nil || upTo == 0 {
			return nil, table.Because("rates.bands.pair", table.Data{"Value": item})
		}
		price, err := readPrice(yuan)
		if err != nil {
			return nil, err
		}
		bands = append(bands, band{upTo, price})
	}
	slices.SortFunc(bands, func(a, b band) int { return int(a.upTo - b.upTo) })
	for i := 1; i < len(bands); i++ {
		if bands[i].upTo == bands[i-1].upTo {
			return nil, table.Because("rates.bands.twice", table.Data{"Grams": int64(bands[i].upTo)})
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
		return 0, table.Because("rates.price.negative", table.Data{"Value": s})
	case price > maxPrice:
		return 0, table.Because("rates.price.most", table.Data{"Value": s, "Most": maxPrice})
	}
	return price, nil
}

func errYuan(s string) error {
	return table.Because("rates.price.yuan", table.Data{"Value": strings.TrimSpace(s)})
}

func readGrams(s string) (measure.Grams, error) {
	n, err := readCount(s, int64(measure.MaxWeight))
	return measure.Grams(n), err
}

// readCount reads a whole number from 0 to most.
func readCount(s string, most int64) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strings.HasPrefix(s, "+") || n < 0 {
		return 0, table.Because("rates.whole", table.Data{"Value": s})
	}
	if n > most {
		return 0, table.Because("rates.most", table.Data{"Value": s, "Most": most})
	}
	return n, nil
}

func readMaxSide(s string) (measure.Length, error) {
	if s == "" {
		return 0, nil
	}
	side, err := measure.ParseCentimetres(s)
	if err != nil {
		return 0, table.Because("rates.side", table.Data{"Value": s})
	}
	return side, nil
}

// surcharge is one addition to the freight, or a discount.
type surcharge struct {
	name    Name
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
	items := table.Values(s, "|")
	if len(items) > maxSurcharges {
		return nil, table.Because("rates.surcharge.many", table.Data{"Most": maxSurcharges})
	}
	for _, item := range items {
		extra, err := readSurcharge(item)
		if err != nil {
			return nil, table.Because("rates.surcharge", table.Data{"Item": item, "Why": err})
		}
		extras = append(extras, extra)
	}
	return extras, nil
}

func readSurcharge(s string) (surcharge, error) {
	colon := strings.LastIndex(s, ":")
	if colon < 0 {
		return surcharge{}, table.Because("rates.surcharge.pair", nil)
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
		return surcharge{}, table.Because("rates.surcharge.name", nil)
	}
	extra.name = inBoth(name)
	if percent, ok := strings.CutSuffix(value, "%"); ok {
		extra.percent, err = readPercent(strings.TrimSpace(percent))
		return extra, err
	}
	extra.flat, err = measure.ParseYuan(value)
	switch {
	case err != nil:
		return surcharge{}, errYuan(value)
	case extra.flat > maxPrice || extra.flat < -maxPrice:
		return surcharge{}, table.Because("rates.surcharge.most", table.Data{"Most": maxPrice})
	}
	return extra, nil
}

// readDays reads "2026-11-01..2026-11-20"; either end may be open.
func readDays(s string) (days, error) {
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return days{}, table.Because("rates.surcharge.days", nil)
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
		return days{}, table.Because("rates.surcharge.backwards", nil)
	}
	return d, nil
}

// readDay reads 2026-11-01.
func readDay(s string) (time.Time, error) {
	if t, ok := table.ParseDay(s); ok && t.Year() >= 1900 {
		return t, nil
	}
	return time.Time{}, table.Because("rates.day", table.Data{"Value": s})
}

// readPercent reads "3", "2.5" or "-12.3456".
func readPercent(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, decimals, pointed := strings.Cut(digits, ".")
	n, err := readCount(whole+(decimals + "0000")[:4], maxPercent)
	if err != nil || whole == "" || len(decimals) > 4 || pointed && decimals == "" {
		return 0, table.Because("rates.percent", table.Data{"Value": s, "Most": maxPercent / onePercent})
	}
	if negative {
		n = -n
	}
	return n, nil
}
