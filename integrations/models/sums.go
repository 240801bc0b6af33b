package models

import (
	"encoding/binary"
	"math"
)

// Dimension is the length of the vectors of our own model.
const Dimension = 512

const (
	rowBytes  = Dimension / 2 // a number has four bits
	rowWords  = rowBytes / 8
	laneMask  = 0x000f000f000f000f
	laneRoom  = 0xffff / 0xf // what the multipliers of the rows in the lanes may add up to
	rowMiddle = 7.5          // a row's 0…15 stand for -7.5…7.5
)

// sums adds up rows of four-bit numbers, each row times a small whole number. Four lanes of 16 bits share a machine word, so
// that one addition is four; before a lane could run over, all of them are emptied into whole numbers of 32 bits. Begin with
// newSums.
type sums struct {
	lanes  [rowWords][4]uint64
	room   uint32 // left in the lanes
	weight uint64 // all multipliers
	whole  [Dimension]uint32
}

func newSums() sums { return sums{room: laneRoom} }

func (s *sums) add(row []byte, times uint32) {
	if times > s.room {
		s.empty()
	}
	s.room -= times
	s.weight += uint64(times)
	row = row[:rowBytes]
	k := uint64(times)
	for i := range s.lanes {
		x, lane := binary.LittleEndian.Uint64(row[8*i:]), &s.lanes[i]
		lane[0] += x & laneMask * k
		lane[1] += x >> 4 & laneMask * k
		lane[2] += x >> 8 & laneMask * k
		lane[3] += x >> 12 & laneMask * k
	}
}

// empty moves what is in the lanes to the whole numbers. Number n of a machine word is in lane n/4 of sum n%4.
func (s *sums) empty() {
	for i := range s.lanes {
		whole := s.whole[16*i:][:16]
		for n, lane := range s.lanes[i] {
			whole[n] += uint32(lane & 0xffff)
			whole[4+n] += uint32(lane >> 16 & 0xffff)
			whole[8+n] += uint32(lane >> 32 & 0xffff)
			whole[12+n] += uint32(lane >> 48)
		}
		s.lanes[i] = [4]uint64{}
	}
	s.room = laneRoom
}

// vector gives the sum at unit length in v; false if it has none.
func (s *sums) vector(v []float32) bool {
	s.empty()
	middle := rowMiddle * float64(s.weight)
	for i, n := range s.whole {
		v[i] = float32(float64(n) - middle)
	}
	return normalise(v)
}

// normalise brings v to unit length; false if it has none or is not made of numbers.
func normalise(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return false
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
	return true
}
