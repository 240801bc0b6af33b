package models

import (
	"encoding/binary"
	"math"
)

// Dimension is the length of the vectors of our own model.
const Dimension = 1024

const (
	bits      = 2 // of a number
	perByte   = 8 / bits
	highest   = 1<<bits - 1
	rowMiddle = highest / 2. // a row's 0…3 stand for -1.5…1.5
	rowBytes  = Dimension / perByte
	rowWords  = rowBytes / 8
	perWord   = 8 * perByte
	lanes     = 16 / bits // machine words that the numbers of one are spread over, four to each
	laneMask  = highest * 0x0001000100010001
	laneRoom  = 0xffff / highest // what the multipliers of the rows in the lanes may add up to
)

// sums adds up rows of two-bit numbers, each row times a small whole number. Four lanes of 16 bits share a machine word, so
// that one addition is four; before a lane could run over, all of them are emptied into the vector. Begin with newSums.
type sums struct {
	lanes   [rowWords][lanes]uint64
	room    uint64    // left in the lanes
	weight  uint64    // all multipliers
	vector  []float32 // what was in the lanes before
	waiting []byte    // a row that is added together with the next one: two at once take a seventh less
	times   uint64    // of that row
}

func newSums(vector []float32) sums {
	clear(vector)
	return sums{room: laneRoom, vector: vector}
}

// add adds a row so many times.
func (s *sums) add(row []byte, times uint64) {
	s.weight += times
	for times > 0 {
		if s.room == 0 {
			s.empty()
		}
		now := min(times, s.room)
		s.room -= now
		times -= now
		s.addNow(row, now)
	}
}

// addNow adds a row for which there is room, as soon as there is another.
func (s *sums) addNow(row []byte, times uint64) {
	if s.waiting == nil {
		s.waiting, s.times = row, times
		return
	}
	s.addTwo(s.waiting, row, s.times, times)
	s.waiting = nil
}

// addTwo adds two rows.
func (s *sums) addTwo(a, b []byte, timesA, timesB uint64) {
	rowA, rowB := (*[rowBytes]byte)(a), (*[rowBytes]byte)(b)
	for i := range s.lanes {
		x, y := binary.LittleEndian.Uint64(rowA[8*i:8*i+8]), binary.LittleEndian.Uint64(rowB[8*i:8*i+8])
		lane := &s.lanes[i]
		lane[0] += x&laneMask*timesA + y&laneMask*timesB
		lane[1] += x>>2&laneMask*timesA + y>>2&laneMask*timesB
		lane[2] += x>>4&laneMask*timesA + y>>4&laneMask*timesB
		lane[3] += x>>6&laneMask*timesA + y>>6&laneMask*timesB
		lane[4] += x>>8&laneMask*timesA + y>>8&laneMask*timesB
		lane[5] += x>>10&laneMask*timesA + y>>10&laneMask*timesB
		lane[6] += x>>12&laneMask*timesA + y>>12&laneMask*timesB
		lane[7] += x>>14&laneMask*timesA + y>>14&laneMask*timesB
	}
}

// settle adds the row that waits.
func (s *sums) settle() {
	if s.waiting != nil {
		s.addTwo(s.waiting, s.waiting, s.times, 0)
		s.waiting = nil
	}
}

// empty moves what is in the lanes to the vector. Number n of a machine word is in lane n/8 of sum n%8.
func (s *sums) empty() {
	s.settle()
	for i := range s.lanes {
		vector := s.vector[perWord*i:][:perWord]
		for n, lane := range s.lanes[i] {
			vector[n] += inLane(lane, 0)
			vector[lanes+n] += inLane(lane, 1)
			vector[2*lanes+n] += inLane(lane, 2)
			vector[3*lanes+n] += inLane(lane, 3)
		}
		s.lanes[i] = [lanes]uint64{}
	}
	s.room = laneRoom
}

// inLane gives one of the four sums of a machine word. The number is made a signed one because those are quicker to convert.
func inLane(word uint64, lane int) float32 { return float32(int32(word >> (16 * lane) & 0xffff)) }

// finish brings the sum to unit length; false if it has none.
func (s *sums) finish() bool {
	s.settle()
	middle := float32(rowMiddle * float64(s.weight))
	var square [4]float32 // by lane: four sums are quicker than one
	for i := range s.lanes {
		vector := s.vector[perWord*i:][:perWord]
		for n, lane := range s.lanes[i] {
			a, b := vector[n]+inLane(lane, 0)-middle, vector[lanes+n]+inLane(lane, 1)-middle
			c, d := vector[2*lanes+n]+inLane(lane, 2)-middle, vector[3*lanes+n]+inLane(lane, 3)-middle
			vector[n], vector[lanes+n], vector[2*lanes+n], vector[3*lanes+n] = a, b, c, d
			square[0] += a * a
			square[1] += b * b
			square[2] += c * c
			square[3] += d * d
		}
	}
	return scaleToUnit(s.vector, float64(square[0]+square[1]+square[2]+square[3]))
}

// normalise brings v to unit length; false if it has none or is not made of numbers.
func normalise(v []float32) bool {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	return scaleToUnit(v, square)
}

// scaleToUnit brings v, whose square is known, to unit length; false if it has none or is not made of numbers.
func scaleToUnit(v []float32, square float64) bool {
	scale := float32(1 / math.Sqrt(square))
	if !(scale > 0 && scale <= math.MaxFloat32) {
		return false
	}
	for i := range v {
		v[i] *= scale
	}
	return true
}
