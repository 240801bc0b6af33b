package measure

// weighed are the names of weights and whether they are the net one, without what is around the goods, or of that alone; the
// longer ones first.
var weighed = []struct {
	words []string
	net   bool
}{
	{[]string{"n", ".", "w", "."}, true}, {[]string{"g", ".", "w", "."}, false}, {[]string{"n", ".", "w"}, true}, {[]string{"g", ".", "w"}, false},
	{[]string{"净", "重"}, true}, {[]string{"毛", "重"}, false}, {[]string{"net", "weight"}, true}, {[]string{"gross", "weight"}, false}, {[]string{"net", "wt"}, true}, {[]string{"gross", "wt"}, false},
	{[]string{"皮", "重"}, true}, {[]string{"tare"}, true}, {[]string{"net"}, true}, {[]string{"gross"}, false}, {[]string{"nw"}, true}, {[]string{"gw"}, false}, {[]string{"净"}, true}, {[]string{"毛"}, false},
}

// IsNet says that the weight from one word up to another is called the net one, before it or behind it, and not what a courier
// carries.
func IsNet(words []string, from, to int) bool {
	for from > 0 && (words[from-1] == ":" || words[from-1] == "约" || words[from-1] == "(") {
		from--
	}
	for _, w := range weighed {
		if start := from - len(w.words); start >= 0 && starts(words, start, w.words...) {
			return w.net
		}
	}
	to = skip(words, to, "(")
	for _, w := range weighed {
		if !starts(words, to, w.words...) {
			continue
		}
		next := at(words, skip(words, to+len(w.words), ":"))
		return w.net && (next == "" || !digit(next[0]))
	}
	return false
}
