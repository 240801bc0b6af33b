package models

import "math"

// spreadOfRow is how many times their standard deviation the numbers of a row reach in four bits; the few beyond are cut.
const spreadOfRow = 2.5

// finest gives what a multiplier of 1 stands for, so that the largest row just fits.
func finest(rows [][]float32) float64 {
	largest := math.SmallestNonzeroFloat64
	for _, row := range rows {
		largest = max(largest, step(row))
	}
	return largest / most
}

// step is the distance between two neighbouring values of a row in four bits.
func step(row []float32) float64 {
	var square float64
	for _, x := range row {
		square += float64(x) * float64(x)
	}
	return spreadOfRow * math.Sqrt(square/float64(len(row))) / rowMiddle
}

// pack writes a row at four bits a number and gives its multiplier.
func pack(to []byte, row []float32, unit, limit float64) byte {
	times := math.Min(limit, math.Max(1, math.Round(step(row)/unit)))
	for i := range to {
		low, high := nibble(row[2*i], times*unit), nibble(row[2*i+1], times*unit)
		to[i] = low | high<<4
	}
	return byte(times)
}

// nibble gives the nearest of the sixteen values that a number in units may have.
func nibble(x float32, unit float64) byte {
	return byte(math.Min(15, math.Max(0, math.Floor(float64(x)/unit+rowMiddle+0.5))))
}
