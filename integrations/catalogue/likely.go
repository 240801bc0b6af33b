package catalogue

// likelyQuantities is how many quantities of an item are worth offering at once.
const likelyQuantities = 3

// LikelyQuantities are what people are likely to order of an item: its minimum and where its price drops, as far as the
// stock goes; of an item with one price the minimum, twice and five times as much.
func (i Item) LikelyQuantities() []int {
	var out []int
	add := func(q int) {
		q = i.Orderable(q)
		if q <= i.Stock && len(out) < likelyQuantities && (len(out) == 0 || q > out[len(out)-1]) {
			out = append(out, q)
		}
	}
	add(i.MinQty)
	for _, t := range i.Tiers {
		add(t.From)
	}
	if len(i.Tiers) == 0 {
		add(2 * i.MinQty)
		add(5 * i.MinQty)
	}
	return out
}
