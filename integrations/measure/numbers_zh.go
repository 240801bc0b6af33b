package measure

var hanNumerals = map[string]Decimal{
	"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "俩": 2, "仨": 3,
	"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}

var hanScales = map[string]Decimal{"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}

// PowerOfTen says that a Chinese character multiplies the numeral before it: 十, 百, 千, 万.
func PowerOfTen(character string) bool { return hanScales[character] > 0 }

var hanTens = map[string]Decimal{"廿": 20, "卅": 30, "卌": 40}

// HanDigit gives the number that one Chinese digit is, 两 and the digits of banknotes among them; ok is false for 十.
func HanDigit(character string) (n int, ok bool) {
	d, ok := hanNumerals[character]
	return int(d), ok
}

// longestHan is more characters than a number has.
const longestHan = 16

// readHan reads a number in Chinese characters, or in figures and Chinese powers of ten: 3万5千, 1千零50.
func readHan(words []string) (Decimal, int) {
	if n, used := readMixed(words); used > 0 {
		return n, used
	}
	return readCharacters(words)
}

// readMixed reads a number with figures before or behind a power of ten.
func readMixed(words []string) (Decimal, int) {
	characters, ends := spelledOut(words)
	n, used := readCharacters(characters)
	for used > 0 && used < len(ends) && ends[used] == ends[used-1] { // figures are taken whole
		used--
	}
	if used == 0 || ends[used-1] < 2 {
		return 0, 0
	}
	return n, ends[used-1]
}

// longestPart is how many figures stand before or behind a power of ten at most.
const longestPart = 4

// spelledOut writes the figures beside the powers of ten among some words in characters, and tells behind which word each
// of them ends.
func spelledOut(words []string) (characters []string, ends []int) {
	for i, word := range words[:min(len(words), longestHan)] {
		spelled := []string{word}
		if isFigures(word) {
			if spelled = inCharacters(word); !besideScale(words, i) || spelled == nil {
				break
			}
		}
		for _, c := range spelled {
			characters, ends = append(characters, c), append(ends, i+1)
		}
	}
	return characters, ends
}

func isFigures(word string) bool { return word != "" && leadingDigits(word) == len(word) }

// besideScale says that the figures at word i belong to a number with powers of ten: the first of it, 12万, or those behind a
// power of ten, 1万2000, or its 零.
func besideScale(words []string, i int) bool {
	scale := hanScales[at(words, i+1)]
	if i == 0 {
		return scale > 10 && (len(words[0]) == 1 || scale == 10000)
	}
	before := at(words, i-1)
	if before == "零" {
		before = at(words, i-2)
	}
	return hanScales[before] > 10 && (scale == 0 || len(words[i]) == 1)
}

// inCharacters spells figures: 50 is 五十, 05 is 零五; nil: there are too many.
func inCharacters(figures string) (characters []string) {
	digits := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	scales := []string{"", "十", "百", "千"}
	if len(figures) > longestPart {
		return nil
	}
	for i, f := range figures {
		place := len(figures) - 1 - i
		switch d := int(f - '0'); {
		case d > 0 && place > 0:
			characters = append(characters, digits[d], scales[place])
		case d > 0:
			characters = append(characters, digits[d])
		case len(characters) == 0 || place > 0 && characters[len(characters)-1] != "零":
			characters = append(characters, "零")
		}
	}
	return characters
}

// readCharacters reads a number in Chinese characters alone.
func readCharacters(words []string) (Decimal, int) {
	r := hanReader{scale: 1}
	i := 0
	for i < longestHan && r.take(words, i) {
		i++
	}
	if n := r.value(); i > 0 && n <= maxSpelled {
		return n * One, i
	}
	return 0, 0
}

// hanReader adds up a Chinese number character by character.
type hanReader struct {
	sum, section, scale Decimal
	run                 []Decimal // digits in a row with no scale between
	zero                bool      // 零 stood before the last digit
	whole               bool      // 俩 and 仨 are numbers by themselves
}

// take takes in the character at i, if it belongs to the number.
func (r *hanReader) take(words []string, i int) bool {
	s := at(words, i)
	if r.sum > maxSpelled || len(r.run) >= maxYuanDigits || r.whole || s == "千" && at(words, i+1) == "克" {
		return false
	}
	if d, ok := digitAt(words, i); ok {
		r.whole = s == "俩" || s == "仨"
		if len(r.run) > 0 && (s == "两" && !r.oneOrTwo(words, i) || r.whole) { // 二两 is a weight
			return false
		}
		r.takeDigit(d)
		return true
	}
	if tens, ok := hanTens[s]; ok {
		r.section += tens
		r.scale, r.run = 10, nil
		return true
	}
	scale, ok := hanScales[s]
	if !ok || s == "万" && r.section+r.digit() == 0 {
		return false
	}
	r.takeScale(scale)
	return true
}

// oneOrTwo says that the 两 at i follows a 一 and counts something, 一两个, 一两百; else it weighs.
func (r *hanReader) oneOrTwo(words []string, i int) bool {
	next := at(words, i+1)
	return len(r.run) == 1 && r.run[0] == 1 && (hanScales[next] > 0 || UnitOf(next) != "")
}

// digitAt gives the digit at i. 参 (參) is a 3 on banknotes and in bills of Taiwan, but only beside other numerals of theirs.
func digitAt(words []string, i int) (Decimal, bool) {
	if at(words, i) == "参" {
		return 3, scaleOfBills[at(words, i+1)] || scaleOfBills[at(words, i-1)]
	}
	d, ok := hanNumerals[at(words, i)]
	return d, ok
}

var scaleOfBills = map[string]bool{"拾": true, "佰": true, "仟": true}

func (r *hanReader) takeDigit(d Decimal) {
	if d == 0 && len(r.run) == 0 {
		r.zero = true
		return
	}
	r.run = append(r.run, d)
}

// digit is what the digits in a row are: two that follow each other are about the larger one, 两三个; others are spelled, 二〇五.
func (r *hanReader) digit() (n Decimal) {
	if len(r.run) == 2 && neighbours(r.run[0], r.run[1]) {
		return r.run[1]
	}
	for _, d := range r.run {
		n = 10*n + d
	}
	return n
}

// neighbours says that two digits in a row mean neither, but about as many: 两三个, 三五个.
func neighbours(a, b Decimal) bool { return a > 0 && b == a+1 || a == 3 && b == 5 }

func (r *hanReader) takeScale(scale Decimal) {
	if scale == 10000 {
		r.sum = (r.sum + r.section + r.digit()) * scale
		r.section = 0
	} else {
		if len(r.run) == 0 {
			r.run = []Decimal{1}
		}
		r.section += r.digit() * scale
	}
	r.scale, r.run, r.zero = scale, nil, false
}

func (r *hanReader) value() Decimal {
	if len(r.run) == 1 && !r.zero && r.scale >= 100 { // 一百二
		return r.sum + r.section + r.digit()*r.scale/10
	}
	return r.sum + r.section + r.digit()
}
