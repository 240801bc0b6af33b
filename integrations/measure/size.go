package measure

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"oldhand/integrations/text"
	"strings"
)

// ErrSize says that a text is not the three sides of a parcel.
var ErrSize = errors.New("not a size like 30x20x10")

// Length is one side of a parcel. It is counted in ten-millionths of a centimetre, so that six decimals of a millimetre are exact.
type Length int64

const (
	centimetre Length = 1e7
	maxSide           = 1000 * centimetre
)

// Size is a parcel's three sides in centimetres, kept as exact decimals. The zero Size is unknown.
type Size struct{ sides [3]Length }

// Known says whether there is a size at all.
func (s Size) Known() bool { return s != Size{} }

// String writes a size as it is typed: 30x20x10.5; an unknown one is empty.
func (s Size) String() string {
	if !s.Known() {
		return ""
	}
	return fmt.Sprintf("%sx%sx%s", s.sides[0], s.sides[1], s.sides[2])
}

// String writes a length in centimetres.
func (l Length) String() string {
	text := fmt.Sprintf("%d.%07d", l/centimetre, l%centimetre)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Millimetres gives the sides in whole millimetres, each rounded up.
func (s Size) Millimetres() [3]int {
	var mm [3]int
	for i, side := range s.sides {
		mm[i] = int((side + centimetre/10 - 1) / (centimetre / 10))
	}
	return mm
}

// Longest is the longest side.
func (s Size) Longest() Length { return max(s.sides[0], s.sides[1], s.sides[2]) }

// Volumetric is the weight that a courier counts for the room a parcel takes: cm³ / divisor in kg, rounded up to the gram.
func (s Size) Volumetric(divisor int64) Grams {
	volume := big.NewInt(int64(s.sides[0]))
	volume.Mul(volume, big.NewInt(int64(s.sides[1])))
	volume.Mul(volume, big.NewInt(int64(s.sides[2])))
	// Sides are 10⁷ to the centimetre and a kilogram has 10³ grams: 10²¹ / 10³.
	perGram := new(big.Int).Mul(big.NewInt(divisor), big.NewInt(1e18))
	weight, rest := volume.DivMod(volume, perGram, new(big.Int))
	if rest.Sign() > 0 {
		weight.Add(weight, big.NewInt(1))
	}
	return Grams(weight.Int64())
}

// lengths are the units of length.
var lengths = readTable("lengths.txt")

// ParseSize reads "30x20x10", "30×20×10 cm" or "300*200*100mm", decimals allowed; without a unit the sides are in
// centimetres. A side of nothing, or of more than ten metres, is ErrSize.
func ParseSize(s string) (Size, error) {
	if len(s) <= longestMeasure*4 {
		words := texts(cut(s))
		if size, used := readSize(words, parted); used > 0 && used == len(words) && size.Known() {
			return size, nil
		}
	}
	return Size{}, fmt.Errorf("%q: %w", s, ErrSize)
}

// FindSizes gives the places, in bytes, of the sizes in a text that ParseSize reads.
func FindSizes(s string) [][2]int {
	words := cut(s)
	list := texts(words)
	var found [][2]int
	for i := 0; i < len(words); i++ {
		size, used := readSize(list[i:], parted)
		if used == 0 {
			continue
		}
		end := i + used
		before := i > 0 && words[i-1].to == words[i].from && letter(list[i-1][0])
		after := end < len(words) && words[end-1].to == words[end].from && letter(list[end][0])
		if size.Known() && !before && !after {
			found = append(found, [2]int{words[i].from, words[end-1].to})
		}
		i = end - 1
	}
	return found
}

// ReadSize reads the three sides at the beginning of words as ReadWeight takes them, whatever people write between: 30 by 20 by
// 10, 长30宽20高10, "length 30, width 20, height 10". It says how many words the size takes; 0: none begins here. A side that
// cannot be makes the size unknown.
func ReadSize(words []string) (s Size, used int) { return readSize(words, named) }

// SizeOf is the size with sides in centimetres; unknown where one cannot be.
func SizeOf(sides [3]Decimal) (s Size) {
	for i, side := range sides {
		if s.sides[i] = Length(side) * (centimetre / Length(One)); s.sides[i] <= 0 || s.sides[i] > maxSide {
			return Size{}
		}
	}
	return s
}

// sideNames are the words and marks between the sides of a box.
var sideNames = text.Set("长 宽 高 深 厚 l w h length width height by x * 乘 and is : 是 、")

// named gives the word behind what stands before a side, whatever names it.
func named(words []string, i int, first bool) (to int, ok bool) {
	for to = i; to < i+3 && sideNames[at(words, to)]; to++ {
	}
	return to, first || to > i
}

// parted gives the word behind the sign that parts two sides, or behind the Chinese name of one. Three numbers in a row of an
// address are no size.
func parted(words []string, i int, first bool) (to int, ok bool) {
	if first {
		return skip(words, i, "长"), true
	}
	switch at(words, i) {
	case "x", "*", "by", "乘", "宽", "高":
		return i + 1, true
	case ",", "、":
		next := at(words, i+1)
		return i + 2, next == "宽" || next == "高"
	}
	return i, false
}

// readSize reads three sides; before says what may stand before each.
func readSize(words []string, before func(words []string, i int, first bool) (int, bool)) (s Size, used int) {
	var numbers [3]*big.Rat
	var units [3]int64
	i := 0
	for k := range numbers {
		to, ok := before(words, i, k == 0)
		if !ok {
			return Size{}, 0
		}
		if numbers[k], to = sideNumber(words, to); to == 0 {
			return Size{}, 0
		}
		units[k], i = lengthUnit(words, to)
	}
	for k := range numbers {
		side, ok := length(numbers[k], cmp.Or(units[k], units[2], units[0], int64(centimetre)))
		if !ok {
			return Size{}, i
		}
		s.sides[k] = side
	}
	return s, i
}

// sideNumber reads a number in figures or in Chinese.
func sideNumber(words []string, i int) (*big.Rat, int) {
	if n, ok := figure(at(words, i)); ok {
		return n, i + 1
	}
	n, used := readHan(words[min(i, len(words)):])
	if used == 0 {
		return nil, 0
	}
	return big.NewRat(int64(n), int64(One)), i + used
}

// lengthUnit reads the unit of length at word i, if there is one.
func lengthUnit(words []string, i int) (unit int64, to int) {
	if unit, to := longest(lengths, words, i); to > 0 {
		return unit, to
	}
	return 0, i
}

// length is a number of a unit, rounded up; ok is false for a side that cannot be, and for one more exact than anybody measures.
func length(n *big.Rat, unit int64) (l Length, ok bool) {
	exact := new(big.Rat).Mul(n, big.NewRat(1e6, 1))
	side := new(big.Rat).Mul(n, big.NewRat(unit, 1))
	if !exact.IsInt() || n.Sign() <= 0 || side.Cmp(big.NewRat(int64(maxSide), 1)) > 0 {
		return 0, false
	}
	return Length(ceil(side)), true
}

// ParseCentimetres reads "60" or "60.5" as a side in centimetres. Anything else, a side of nothing, or one of more than ten
// metres is ErrSize.
func ParseCentimetres(s string) (Length, error) {
	if n, ok := figure(s); ok {
		if side, ok := length(n, int64(centimetre)); ok {
			return side, nil
		}
	}
	return 0, fmt.Errorf("%q: %w", s, ErrSize)
}
