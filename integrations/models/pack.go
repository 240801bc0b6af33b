package models

import "math"

// stepOfRow is the distance between two neighbouring ones of the four values that the numbers of a row may have, in standard
// deviations of the row: what loses least of numbers that are spread normally (Max, Quantizing for minimum distortion, 1960).
const stepOfRow = 0.996

// finest gives what a multiplier of 1 stands for, so that the largest row just fits.
func finest(rows [][]float32) float64 {
	largest := math.SmallestNonzeroFloat64
	for _, row := range rows {
		largest = max(largest, step(row))
	}
	return largest / most
}

// step is the distance between two neighbouring values of a row in two bits.
func step(row []float32) float64 {
	var square float64
	for _, x := range row {
		square += float64(x) * float64(x)
	}
	return stepOfRow * math.Sqrt(square/float64(len(row)))
}

// pack writes a row at two bits a number and gives its multiplier.
func pack(to []byte, row []float32, unit float64) byte {
	times := math.Min(most, math.Max(1, math.Round(step(row)/unit)))
	for i := range to {
		var packed byte
		for n := range perByte {
			packed |= nearestValue(row[perByte*i+n], float32(times*unit)) << (bits * n)
		}
		to[i] = packed
	}
	return byte(times)
}

// Round puts into to what two bits a number leave of a row.
func Round(to, row []float32) {
	step := float32(step(row))
	for i, x := range row {
		to[i] = (float32(nearestValue(x, step)) - rowMiddle) * step
	}
}

// nearestValue gives the nearest of the four values that a number may have.
func nearestValue(x, step float32) byte {
	switch {
	case x >= step:
		return 3
	case x >= 0:
		return 2
	case x >= -step:
		return 1
	}
	return 0
}
