package rules

import (
	"strings"

	"oldhand/integrations/measure"
)

// inDraft gives the one line of the open draft that words name, or count: the second one.
func (m *message) inDraft(words string) itemName {
	found := itemName{}
	nth := ordinal(words)
	if nth == lastOne {
		nth = len(m.context.Draft)
	}
	for i, l := range m.context.Draft {
		if nth != i+1 && !l.called(words) {
			continue
		}
		if found.ok {
			return itemName{}
		}
		if found = m.skuName(l.SKU); l.SKU == "" {
			found = itemName{unit: l.Unit}
		}
		found.ok = true
	}
	return found
}

// lastOne is the ordinal of the last line, however many there are.
const lastOne = -1

// ordinal gives the number of a line that words count, 第二个 or "second one"; 0 where they do not.
func ordinal(words string) int {
	_, folded := fold(words)
	if rest, ok := strings.CutPrefix(string(folded), "最后一"); ok && unitNamed(rest) {
		return lastOne
	}
	n, rest := measure.ReadOrdinal(string(folded))
	switch rest = strings.TrimSpace(rest); {
	case rest == "", rest == "one", rest == "line", rest == "item", rest == "种", rest == "款", len([]rune(rest)) == 1 && unitNamed(rest):
		return n
	}
	return 0
}

// called says that a line of the draft is what words name, in whichever language, or alone has the colour that they are.
func (l Line) called(words string) bool {
	name := l.Item + " " + l.Also
	return sameGoods(words, l.Item) || l.Also != "" && sameGoods(words, l.Also) || attributes.within(name, words)
}

// sameGoods says that all of the words stand in an item's name.
func sameGoods(words, item string) bool {
	_, w := fold(words)
	_, n := fold(item)
	if last := len(w) - 1; last > 0 && w[last] == '子' { // 袜子 are called 条纹袜 as well
		w = w[:last]
	}
	if len(w) == 0 || len(n) == 0 {
		return false
	}
	if containsRunes(n, w) {
		return true
	}
	return subset(w, n)
}
