// Package measure reads and counts money in whole fen, weight in whole grams, sizes, quantities of goods and numbers in words, exactly, so
// that none is rounded or multiplied by accident.
package measure

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Fen is an amount of money; 100 fen are one yuan.
type Fen int64

// Grams is a weight.
type Grams int64

// maxYuanDigits keeps every amount far from overflowing when it is multiplied by a quantity.
const maxYuanDigits = 9

// ErrYuan says that a text is not an amount in yuan as price lists write it.
var ErrYuan = errors.New("not an amount in yuan with at most two decimals")

// ParseYuan reads "3", "3.5" or "-0.30": yuan with at most two decimals, no currency sign, no thousands sign.
// Anything else is ErrYuan.
func ParseYuan(s string) (Fen, error) {
	s = strings.TrimSpace(s)
	digits, negative := strings.CutPrefix(s, "-")
	yuan, decimals, point := strings.Cut(digits, ".")
	if !allDigits(yuan) || len(yuan) > maxYuanDigits || len(decimals) > 2 || (point && !allDigits(decimals)) {
		return 0, fmt.Errorf("%q: %w", s, ErrYuan)
	}
	fen, err := strconv.ParseInt(yuan+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", s, ErrYuan)
	}
	if negative {
		fen = -fen
	}
	return Fen(fen), nil
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// String writes the amount in yuan with two decimals: 37.40.
func (f Fen) String() string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	return fmt.Sprintf("%s%d.%02d", sign, f/100, f%100)
}

// Times is the price of n pieces at f each.
func (f Fen) Times(n int) Fen { return f * Fen(n) }

// String writes the weight as people say it: 800 g, 1.2 kg.
func (g Grams) String() string {
	if g < 1000 {
		return fmt.Sprintf("%d g", int64(g))
	}
	kg := strings.TrimRight(fmt.Sprintf("%d.%03d", g/1000, g%1000), "0")
	return strings.TrimSuffix(kg, ".") + " kg"
}

// Each is the average of an amount over so many parcels, rounded half up to the fen; over none it is nothing.
func Each(all Fen, parcels int) Fen {
	if parcels <= 0 {
		return 0
	}
	return (2*all + Fen(parcels)) / Fen(2*parcels)
}
