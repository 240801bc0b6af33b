package address

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// part is a piece of a text that nothing has been made of yet.
type part struct {
	span
	text []rune // folded
	// attached: it goes on where the place ended, so it begins with a street and not with a name; follows: nothing but marks
	// stands between.
	attached, follows bool
	pasted            bool // a telephone number touches it with nothing between
}

// placed is where in a text a place ends, and which it is.
type placed struct {
	end            int
	town           bool // its street or town stands before the end
	beginsWithTown func(text string) bool
}

// findName looks for the recipient's name in what is left of an address.
func findName(w *writing, t *taken, c Contact, place placed) string {
	for _, l := range t.labels {
		if l.field == nameField {
			if name := labelled(w, t, l.end); name != "" && !(l.alone && saysSomething([]rune(name))) {
				return name
			}
		}
	}
	parts := leftParts(w, t, place)
	best, bestScore := span{}, 0
	for i, p := range parts {
		s, score := nameIn(w, t, p, c.Phone != "")
		if score > 0 && (i == 0 || i == len(parts)-1) {
			score++
		}
		if score > bestScore {
			best, bestScore = s, score
		}
	}
	need := 4
	if c.Phone != "" || len(t.labels) > 0 {
		need = 2
	}
	if bestScore < need {
		return ""
	}
	return withRest(w, t, best, cleanName(w.original(best.start, best.end)))
}

// withRest is a surname with the title behind it, perhaps in brackets, or with a given name a blank away. A whole name has all.
func withRest(w *writing, t *taken, name span, said string) string {
	if utf8.RuneCountInString(said) > 1 {
		return said
	}
	for _, p := range leftParts(w, t, placed{}) {
		title, blank := slices.Contains(words["title"], string(p.text)), w.runes[name.end%w.len()] == ' '
		if p.start == name.end+1 && (title && (blank || w.runes[name.end] == '(') || blank && len(p.text) == 1 && isHan(p.text[0])) {
			return said + w.original(p.start, p.end)
		}
	}
	return said
}

// labelled is what stands behind a label up to the next mark.
func labelled(w *writing, t *taken, i int) string {
	for i < w.len() && (unicode.IsSpace(w.runes[i]) || w.runes[i] == ':') {
		i++
	}
	j := i
	for j < w.len() && !t.marks[j] && !strings.ContainsRune("\n,;，；、。|/", w.runes[j]) {
		if w.runes[j] == ' ' && (j+1 == w.len() || !isLatin(w.runes[j+1])) {
			break
		}
		j++
	}
	if next := nextLabel.FindStringIndex(w.text(i, j)); next != nil { // 姓名孙悦地址湖北
		j = i + utf8.RuneCountInString(w.text(i, j)[:next[0]])
	}
	return cleanName(w.original(i, j))
}

// nextLabel begins what stands behind a name in a form without marks.
var nextLabel = regexp.MustCompile(`(?:收货|收件|详细)?(?:地址|电话|手机)`)

// cleanName takes off what is written around a name.
func cleanName(name string) string {
	name = strings.Trim(name, " \t()（）[]【】-—:：.。*")
	if rest, ok := strings.CutSuffix(name, "收"); ok {
		name = strings.Trim(rest, " (（")
	}
	for _, ending := range []string{"(收)", "（收）", "[收]", "亲"} {
		name = strings.TrimSuffix(name, ending)
	}
	return strings.TrimSpace(withoutCue(name))
}

// withoutCue takes off the word of sending before a name.
func withoutCue(name string) string {
	for _, cue := range []string{"寄给", "发给", "送给"} {
		if rest := strings.TrimPrefix(name, cue); utf8.RuneCountInString(rest) >= 2 {
			return rest
		}
	}
	return name
}

// leftParts splits what is not taken at its marks; words in Latin letters stay together.
func leftParts(w *writing, t *taken, place placed) []part {
	var parts []part
	for i := 0; i < w.len(); {
		if t.marks[i] || splits(w, i) {
			i++
			continue
		}
		j := i
		for j < w.len() && !t.marks[j] && !splits(w, j) {
			j++
		}
		p := part{span: span{i, j}, text: w.runes[i:j], pasted: t.phone.end > 0 && (j == t.phone.start || i == t.phone.end)}
		p.follows = place.end > 0 && !place.town && i == w.afterGap(place.end)
		p.attached = place.end > 0 && i == place.end || p.follows && place.beginsWithTown(string(p.text))
		parts = append(parts, p)
		i = j
	}
	return parts
}

func splits(w *writing, i int) bool {
	r := w.runes[i]
	if r == ' ' || r == '.' {
		return !isLatin(w.before(i)) || !isLatin(w.behind(i))
	}
	if r == '*' { // 王*芳, as shops hide what a buyer is called
		return !isHan(w.before(i)) || !isHan(w.behind(i))
	}
	return r != '·' && r != '•' && r != '-' && r != '\'' && r != '#' && isGap(r)
}

// before and behind give the character beside i, beyond a dot and a blank that stand together: Mr. Li.
func (w *writing) before(i int) rune {
	if i > 1 && w.runes[i] == ' ' && w.runes[i-1] == '.' {
		i--
	}
	if i == 0 {
		return 0
	}
	return w.runes[i-1]
}

func (w *writing) behind(i int) rune {
	if i+2 < w.len() && w.runes[i] == '.' && w.runes[i+1] == ' ' {
		i++
	}
	if i+1 == w.len() {
		return 0
	}
	return w.runes[i+1]
}

// nameIn scores how much of a part looks like a name, and where in it.
func nameIn(w *writing, t *taken, p part, phoned bool) (span, int) {
	where, score := p.span, 0
	if !p.attached && !(p.follows && isQuarter(p.text)) {
		score = wholeName(p.text)
	}
	if score == 0 {
		where, score = nameAtEnd(w, p)
	}
	if score == 1 && w.titleBehind(where.end) {
		score = 5
	}
	if score > 1 && p.start > 1 && w.runes[p.start-1] == '(' && !t.marks[p.start-2] && isHan(w.runes[p.start-2]) { // 王莉（小王）
		return where, 1
	}
	if score > 0 && phoned && (touches(where.end, t.phone.start) || touches(t.phone.end, where.start)) {
		score += 2
	}
	return where, score
}

// titleBehind says that a title stands in brackets right behind what ends at i: 刘(先生).
func (w *writing) titleBehind(i int) bool {
	if i == w.len() || w.runes[i] != '(' {
		return false
	}
	return slices.ContainsFunc(words["title"], func(title string) bool { return strings.HasPrefix(w.folded[w.at[i]+1:], title+")") })
}

// touches says that at most a mark or two stand between two positions.
func touches(end, start int) bool { return start >= end && start-end <= 2 }

// nameAtEnd looks for a name that follows an address with nothing between: …12号王小明.
func nameAtEnd(w *writing, p part) (span, int) {
	n := len(p.text)
	for n > 0 && (p.text[n-1] == '收' || n < len(p.text) && p.text[n-1] == '亲') {
		n--
	}
	if i := latinAtEnd(w, p, n); i > 0 {
		return span{p.start + i, p.start + n}, 3
	}
	for _, size := range []int{4, 3, 2} {
		i := n - size
		if i < 0 || i == 0 && !(p.attached && p.pasted) || isRemark(string(p.text[i:])) { // 代收
			continue
		}
		if name := p.text[i:n]; i == 0 && isNameBehind(name, 0) || i > 0 && isNameBehind(name, p.text[i-1]) {
			return span{p.start + i, p.start + n}, 3
		}
	}
	return span{}, 0
}

// latinAtEnd is where in a part a name begins that is written in letters, with a title or as names are, behind an address:
// 2单元Mary, 3号楼L先生. 0: nowhere.
func latinAtEnd(w *writing, p part, n int) int {
	end := n - (utf8.RuneCountInString(string(p.text[:n])) - utf8.RuneCountInString(titled(string(p.text[:n]))))
	i := end
	for i > 0 && isLatin(p.text[i-1]) {
		i--
	}
	if i == end || i == 0 || !strings.ContainsRune(addressEnds, p.text[i-1]) {
		return 0
	}
	written := w.written[p.start+i : p.start+end]
	if end < n || len(written) > 2 && unicode.IsUpper(written[0]) && unicode.IsLower(written[1]) {
		return i
	}
	return 0
}
