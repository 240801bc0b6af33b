package batch

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

//go:embed data/columns.tsv
var columnNames string

//go:embed data/headings.tsv
var headingWords string

// headings are what the names of columns are made of, by kind.
var headings = text.Lists(headingWords)

// placeColumns hold an address, from the larger place to the smaller.
var placeColumns = []string{"province", "city", "county", "town", "address", "address2"}

// schema is that of parcels. What a parcel holds and who it is for is nobody's business here, so other columns are not even looked at.
var schema = func() table.Schema {
	s := Schema()
	s.Required = []string{"address"}
	return s
}()

// Schema names the columns of a file of orders as people and shops do, as far as they are about parcels; none is required. It is the
// caller's own, who may add to it.
func Schema() table.Schema {
	names := text.Lists(columnNames)
	for _, column := range placeColumns {
		names[column] = append(names[column], ofReceivers(names[column])...)
	}
	for _, column := range weightColumns {
		names[column] = slices.Sorted(maps.Keys(weightUnits[column]))
		slices.SortStableFunc(names[column], func(a, b string) int { return sureness(column, a) - sureness(column, b) })
	}
	return table.Schema{Optional: slices.Sorted(maps.Keys(names)), Names: []string{"order"}, Also: names, Guess: guess}
}

// Priceable says that a file has columns of addresses and of weights, by which parcels are priced.
func Priceable(r table.Row) bool {
	return slices.ContainsFunc([]string{"address", "new_address"}, r.Has) && slices.ContainsFunc(weightColumns, r.Has)
}

// ofReceivers gives names with what may stand before them: 收货人省份, 客户地址.
func ofReceivers(names []string) []string {
	var all []string
	for _, before := range headings["receiver"] {
		for _, name := range names {
			all = append(all, before+name)
		}
	}
	return all
}

// weightColumns are those of weights.
var weightColumns = []string{"weight", "total_weight"}

// weightUnits gives the unit that the name of a column says its weights are in, by column and name: 重量(斤), weight/lb. Where the
// name says none it is "".
var weightUnits = func() map[string]map[string]string {
	all := map[string]map[string]string{"weight": {}, "total_weight": {}}
	for _, name := range headings["grams"] {
		all["weight"][name] = "g"
	}
	for _, bare := range headings["bare"] {
		all["weight"][bare] = bare
	}
	for _, column := range weightColumns {
		for _, name := range headings[column] {
			all[column][name] = ""
			for _, unit := range headings["unit"] {
				for _, written := range headings["written"] {
					all[column][name+strings.ReplaceAll(written, "%", unit)] = unit
				}
			}
		}
	}
	return all
}()

// sureness orders the names of a column of weights: first the words themselves, in their order, then those with a unit.
func sureness(column, name string) int {
	words := headings[column]
	for i, word := range words {
		if rest, ok := strings.CutPrefix(name, word); ok && (rest == "" || weightUnits[column][name] != "") {
			return i*2 + min(len(rest), 1)
		}
	}
	return 2 * len(words) // a unit alone
}

// guess gives the column that a name means which is in no list: 买家填写的收货地址, 客户所在城市, 出库重量(斤). The sender's is none.
func guess(name string) string {
	holds := func(word string) bool { return strings.Contains(name, word) }
	if slices.ContainsFunc(headings["sender"], holds) {
		return ""
	}
	for _, column := range []string{"total_weight", "weight"} {
		if slices.ContainsFunc(headings["in_"+column], holds) && !slices.ContainsFunc(headings["not_weight"], holds) {
			return column
		}
	}
	for _, ending := range headings["ending"] {
		column, end, _ := strings.Cut(ending, "\t")
		sure := column == "address" || column == "order" && !slices.ContainsFunc(headings["not_order"], holds) ||
			slices.ContainsFunc(headings["whose"], holds)
		if sure && strings.HasSuffix(name, end) {
			return column
		}
	}
	return ""
}

// unitOf is the unit that the name of a column of weights says they are in; "" where it says none.
func unitOf(column, heading string) string {
	if unit, listed := weightUnits[column][heading]; listed {
		return unit
	}
	found, longest := "", 0
	for _, unit := range headings["unit"] {
		for _, written := range headings["written"] {
			if end := strings.ReplaceAll(written, "%", unit); len(end) > longest && strings.HasSuffix(heading, end) {
				found, longest = unit, len(end)
			}
		}
	}
	return found
}

// weightIn is the weight in a column, in the unit that its name gives where the value has none.
func weightIn(r table.Row, column string) string {
	weight := value(r, column)
	if bareNumber.MatchString(weight) {
		weight += unitOf(column, r.Heading(column))
	}
	return weight
}

// share is one of so many like parcels' part of what they weigh together, rounded up to the gram. What cannot be read stays.
func share(total, count string) string {
	grams, err := measure.ParseWeight(unitless(total))
	n, ok := parcelsIn(count)
	if err != nil || !ok {
		return total
	}
	return ((grams + measure.Grams(n) - 1) / measure.Grams(n)).String()
}
