package main

import (
	"image/color"
	"math"
	"slices"
)

// stroke draws lines along the paths with round ends and corners, width pixels wide, and begins anew.
func (e *easel) stroke(col color.Color, width float64) {
	var outlines [][]point
	for _, path := range e.paths {
		outlines = append(outlines, outline(path, width/2))
	}
	e.paths = outlines
	e.fill(col)
}

// outline goes along a path at a distance on one side, and back on the other.
func outline(path []point, far float64) []point {
	path = slices.CompactFunc(slices.Clone(path), func(a, b point) bool { return span(a, b) < 1e-3 })
	if len(path) == 1 {
		return round(nil, path[0], point{far, 0}, 2*math.Pi)
	}
	out := oneSide(nil, path, far)
	slices.Reverse(path)
	return oneSide(out, path, far)
}

// oneSide adds the left side of a path and the round end of it.
func oneSide(out, path []point, far float64) []point {
	for i := 1; i < len(path); i++ {
		side := sideOf(path[i-1], path[i], far)
		out = append(out, plus(path[i-1], side), plus(path[i], side))
		turn := math.Pi
		if i+1 < len(path) {
			next := sideOf(path[i], path[i+1], far)
			turn = math.Atan2(side.x*next.y-side.y*next.x, side.x*next.x+side.y*next.y)
		}
		if turn > 0 { // the outer side of a corner; on the inner one the lines cross
			out = round(out, path[i], side, turn)
		}
	}
	return out
}

// sideOf is the way from a line to its left side. From one line's to the next one's, a positive angle is a turn to the right,
// because y grows downwards.
func sideOf(from, to point, far float64) point {
	length := span(from, to)
	return point{(to.y - from.y) / length * far, -(to.x - from.x) / length * far}
}

// round adds an arc round a middle that begins on one side of it and turns by an angle.
func round(out []point, middle, side point, angle float64) []point {
	n := math.Ceil(angle * (2 + math.Hypot(side.x, side.y)/4))
	for i := 1.; i <= n; i++ {
		sin, cos := math.Sincos(angle * i / n)
		out = append(out, point{middle.x + side.x*cos - side.y*sin, middle.y + side.x*sin + side.y*cos})
	}
	return out
}

func plus(a, b point) point { return point{a.x + b.x, a.y + b.y} }
