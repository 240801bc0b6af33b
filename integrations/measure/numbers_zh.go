package measure

var hanNumerals = map[string]Decimal{
	"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "俩": 2, "仨": 3,
	"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}

var hanScales = map[string]Decimal{"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}

var hanTens = map[string]Decimal{"廿": 20, "卅": 30, "卌": 40}

// HanDigit gives the number that one Chinese digit is, 两 and the digits of banknotes among them; ok is false for 十.
func HanDigit(character string) (n int, ok bool) {
	d, ok := hanNumerals[character]
	return int(d), ok
}

// longestHan is more characters than a number has.
const longestHan = 16

// readHan reads a number in Chinese characters.
func readHan(words []string) (Decimal, int) {
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
	sum, section, digit, scale Decimal
	digits                     int  // digits in a row with no scale between
	zero                       bool // 零 stood before the last digit
	whole                      bool // 俩 and 仨 are numbers by themselves
}

// take takes in the character at i, if it belongs to the number.
func (r *hanReader) take(words []string, i int) bool {
	s := at(words, i)
	if r.sum > maxSpelled || r.digit > maxSpelled || r.whole || s == "千" && at(words, i+1) == "克" {
		return false
	}
	if d, ok := digitAt(words, i); ok {
		r.whole = s == "俩" || s == "仨"
		if r.digits > 0 && (s == "两" || r.whole) { // 二两 is a weight
			return false
		}
		r.takeDigit(d)
		return true
	}
	if tens, ok := hanTens[s]; ok {
		r.section += tens
		r.scale, r.digits = 10, 0
		return true
	}
	scale, ok := hanScales[s]
	if !ok || s == "万" && r.section+r.digit == 0 {
		return false
	}
	r.takeScale(scale)
	return true
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
	switch {
	case d == 0 && r.digits == 0:
		r.zero = true
		return
	case r.digits == 1 && d > r.digit && d <= r.digit+2 && r.digit < 10: // 两三个: about three
		r.digit = d
	case r.digits > 0:
		r.digit = r.digit*10 + d
	default:
		r.digit = d
	}
	r.digits++
}

func (r *hanReader) takeScale(scale Decimal) {
	if scale == 10000 {
		r.sum = (r.sum + r.section + r.digit) * scale
		r.section, r.digit = 0, 0
	} else {
		if r.digits == 0 {
			r.digit = 1
		}
		r.section += r.digit * scale
		r.digit = 0
	}
	r.scale, r.digits, r.zero = scale, 0, false
}

func (r *hanReader) value() Decimal {
	if r.digits == 1 && !r.zero && r.scale >= 100 { // 一百二
		return r.sum + r.section + r.digit*r.scale/10
	}
	return r.sum + r.section + r.digit
}
