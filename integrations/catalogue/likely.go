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

// AtMost is the largest quantity not above n that the item's minimum and steps allow; 0: none.
func (i Item) AtMost(n int) int {
	for q := n; q >= i.MinQty && q > n-i.Multiple; q-- {
		if i.Orderable(q) == q {
			return q
		}
	}
	return 0
}

// Near are the quantities next to n that the item's minimum and steps allow: n itself, else the one below, if there is one, and the one
// above.
func (i Item) Near(n int) []int {
	above, below := i.Orderable(n), i.AtMost(n)
	if below == 0 || below == above {
		return []int{above}
	}
	return []int{below, above}
}
