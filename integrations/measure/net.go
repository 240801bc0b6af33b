package measure

// weighed are the names of weights and whether they are the net one, without what is around the goods, or of that alone; the
// longer ones first.
var weighed = []struct {
	words []string
	net   bool
}{
	{[]string{"n", ".", "w", "."}, true}, {[]string{"g", ".", "w", "."}, false}, {[]string{"n", ".", "w"}, true}, {[]string{"g", ".", "w"}, false},
	{[]string{"不", "含", "包", "装"}, true}, {[]string{"含", "包", "装"}, false}, {[]string{"去", "包", "装"}, true}, {[]string{"带", "包", "装"}, false}, {[]string{"连", "包", "装"}, false},
	{[]string{"净", "重"}, true}, {[]string{"毛", "重"}, false}, {[]string{"net", "weight"}, true}, {[]string{"gross", "weight"}, false}, {[]string{"net", "wt"}, true}, {[]string{"gross", "wt"}, false},
	{[]string{"裸", "重"}, true}, {[]string{"皮", "重"}, true}, {[]string{"tare"}, true}, {[]string{"net"}, true}, {[]string{"gross"}, false}, {[]string{"nw"}, true}, {[]string{"gw"}, false}, {[]string{"净"}, true}, {[]string{"毛"}, false},
}

// IsNet says that the weight from one word up to another is called the net one, before it or behind it, and not what a courier
// carries.
func IsNet(words []string, from, to int) bool {
	for from > 0 && (words[from-1] == ":" || words[from-1] == "约" || words[from-1] == "(") {
		from--
	}
	named, net, after := weightName(words, skip(words, to, "("))
	next := at(words, after)
	if named && (next == "" || !digit(next[0])) {
		return net
	}
	for _, w := range weighed {
		if start := from - len(w.words); start >= 0 && starts(words, start, w.words...) {
			return w.net
		}
	}
	if _, used := readWeight(words[min(after, len(words)):]); used > 0 && net { // 1.2kg, net 1kg; but 1kg net, 1.2kg gross
		behind, of, _ := weightName(words, after+used)
		return behind && !of
	}
	return false
}

// weightName reads the name of a weight at word i, and says where it ends.
func weightName(words []string, i int) (named, net bool, after int) {
	for _, w := range weighed {
		if starts(words, i, w.words...) {
			return true, w.net, skip(words, i+len(w.words), ":")
		}
	}
	return false, false, i
}
