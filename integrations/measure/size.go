package measure

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// ErrSize says that a text is not the three sides of a parcel.
var ErrSize = errors.New("not a size like 30x20x10")

// Length is one side of a parcel. It is counted in ten-millionths of a centimetre, so that six decimals of a millimetre are exact.
type Length int64

const (
	centimetre   Length = 1e7
	maxSide             = 1000 * centimetre
	sideDecimals        = 6
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

const sidePattern = `(\d{1,6}(?:\.\d+)?|\.\d+)(cm|mm|m|厘米|毫米|公分|米)?`

var (
	sizePattern    = regexp.MustCompile(`^` + sidePattern + `(?:[x×*✕╳]|by)` + sidePattern + `(?:[x×*✕╳]|by)` + sidePattern + `$`)
	hanSizePattern = regexp.MustCompile(`^长` + sidePattern + `[,，、]?宽` + sidePattern + `[,，、]?高` + sidePattern + `$`)
)

var sideUnits = map[string]Length{
	"cm": centimetre, "厘米": centimetre, "公分": centimetre, "mm": centimetre / 10, "毫米": centimetre / 10,
	"m": 100 * centimetre, "米": 100 * centimetre,
}

// ParseSize reads "30x20x10", "30×20×10 cm" or "300*200*100mm", decimals allowed; without a unit the sides are in
// centimetres. A side of nothing, or of more than ten metres, is ErrSize.
func ParseSize(s string) (Size, error) {
	text := compact(s)
	m := sizePattern.FindStringSubmatch(text)
	if m == nil {
		m = hanSizePattern.FindStringSubmatch(text)
	}
	if m == nil {
		return Size{}, fmt.Errorf("%q: %w", s, ErrSize)
	}
	var size Size
	last := m[6]
	for i := range size.sides {
		unit := m[2*i+2]
		if unit == "" {
			unit = last
		}
		side, ok := parseSide(m[2*i+1], unit)
		if !ok {
			return Size{}, fmt.Errorf("%q: %w", s, ErrSize)
		}
		size.sides[i] = side
	}
	return size, nil
}

// ParseCentimetres reads "60" or "60.5" as a side in centimetres. Anything else, a side of nothing, or one of more than ten
// metres is ErrSize.
func ParseCentimetres(s string) (Length, error) {
	if decimalPrefix(s) == len(s) {
		if side, ok := parseSide(s, ""); ok {
			return side, nil
		}
	}
	return 0, fmt.Errorf("%q: %w", s, ErrSize)
}

// parseSide reads a decimal number in a unit; empty is centimetres.
func parseSide(number, unit string) (Length, bool) {
	each := centimetre
	if unit != "" {
		each = sideUnits[unit]
	}
	whole, decimals, _ := strings.Cut(number, ".")
	decimals = strings.TrimRight(decimals, "0")
	if len(decimals) > sideDecimals || len(whole) > sideDecimals {
		return 0, false
	}
	var digits Length
	for _, r := range whole + decimals {
		digits = digits*10 + Length(r-'0')
	}
	for range decimals {
		each /= 10
	}
	if digits > maxSide/each {
		return 0, false
	}
	return digits * each, digits > 0
}
