package rates

import (
	_ "embed"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// couriersTable is all that is known about the names of couriers; it says itself how it is read.
//
//go:embed couriers.tsv
var couriersTable string

// company is a courier with all its names.
type company struct {
	short, english string // as they are written; every other name is folded
	code           string // of Kuaidi100
	names          []string
	vague          []string // have other meanings
	alone          []string // have other meanings beside any other word
}

var companies = readCompanies(couriersTable)

func readCompanies(table string) (all []*company) {
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := append(strings.Split(strings.TrimSpace(line), "\t"), make([]string, 6)...)
		c := &company{short: columns[0], english: columns[1], code: columns[2], vague: split(columns[4]), alone: split(columns[5])}
		for _, name := range append([]string{text.Fold(c.short), text.Fold(c.english)}, split(columns[3])...) {
			if !slices.Contains(c.called(), name) {
				c.names = append(c.names, name)
			}
		}
		all = append(all, c)
	}
	return all
}

// split parts the names of a column.
func split(column string) []string {
	return strings.FieldsFunc(column, func(r rune) bool { return r == '|' })
}

// called is everything the courier is called on its rate card, folded.
func (c *company) called() []string { return slices.Concat(c.names, c.vague, c.alone) }

// courierEndings may follow a courier's name without making it another one's.
var courierEndings = []string{"快递", "速递", "速运", "物流", "快运", "express", "logistics"}

// companyOf finds the courier whose name another one is or begins with, the longest of these, and what that adds.
func companyOf(name string) (c *company, rest string) {
	name = strings.TrimSpace(text.Fold(name))
	longest := 0
	for _, one := range companies {
		for _, known := range one.called() {
			after, begins := strings.CutPrefix(name, known)
			if begins && len(known) > longest && (after == "" || after[0] == ' ' || known[0] >= 0x80) {
				c, rest, longest = one, strings.TrimSpace(after), len(known)
			}
		}
	}
	return c, rest
}

// Company gives the short Chinese name of the courier that a card's or a person's name is of: 中通 for 中通快递, ZTO and "ZTO Express".
func Company(name string) (string, bool) {
	c, _ := companyOf(name)
	if c == nil {
		return "", false
	}
	return c.short, true
}

// SameCompany says that two names are of one courier.
func SameCompany(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	first, _ := companyOf(a)
	second, _ := companyOf(b)
	return first != nil && first == second
}

// Kuaidi100Code gives the code that Kuaidi100 has for the courier of a card; ok is false for one that is not known.
func Kuaidi100Code(name string) (code string, ok bool) {
	c, _ := companyOf(name)
	if c == nil {
		return "", false
	}
	return c.code, true
}

// CourierName is what people who read a language call the courier of a card: 中通快递 is 中通 in Chinese and "ZTO 中通" in
// English, as its parcels say 中通. A name that is not known stays as it is.
func CourierName(name, lang string) string {
	short, zh := ShortName(name, lang), ShortName(name, "zh")
	if short == zh || !text.HasHan(name) {
		return short
	}
	return short + " " + zh
}

// ShortName is CourierName in one language alone: 中通, ZTO.
func ShortName(name, lang string) string {
	c, rest := companyOf(name)
	switch {
	case c == nil || rest != "" && !slices.Contains(courierEndings, rest):
		return name
	case lang == "zh":
		return c.short
	case !text.HasHan(name):
		return name
	}
	return c.english
}

// FullName is a courier's name with that of its service, as people who read a language call them.
func FullName(courier, service, lang string) string {
	return strings.TrimSpace(CourierName(courier, lang) + " " + ServiceName(courier, service, lang))
}
