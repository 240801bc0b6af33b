package main

import (
	"math"
	"strings"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// All texts of a length have much in common, which says nothing of any of them: the directions in which their vectors differ
// from zero most are taken out of all rows (Mu and Viswanath, All-but-the-top, 2018).

const (
	commonest   = 2  // directions that are taken out
	together    = 8  // sentences that make a passage
	powerRounds = 15 // of looking for a direction
)

// takeOutCommon takes the commonest directions of passages out of all rows.
func (l *learner) takeOutCommon(v *vocabulary, r *reading) {
	passages := l.passages(v, r)
	for range commonest {
		direction := strongest(passages)
		takeOut(direction, passages)
		takeOut(direction, blas32.General{Rows: v.size(), Cols: dimension, Stride: dimension, Data: l.matrix})
	}
}

// passages gives the vectors of passages of one language each.
func (l *learner) passages(v *vocabulary, r *reading) blas32.General {
	var texts []string
	for begin := 0; begin+2*together <= len(r.natural); begin += 2 * together {
		var sides [2]strings.Builder
		for i := range 2 * together {
			sides[i%2].WriteString(r.natural[begin+i] + "\n")
		}
		texts = append(texts, sides[0].String(), sides[1].String())
	}
	all := blas32.General{Rows: len(texts), Cols: dimension, Stride: dimension, Data: make([]float32, len(texts)*dimension)}
	for i, s := range texts {
		text := counted(v.read(s))
		l.vector(v.pieces, text, all.Data[i*dimension:(i+1)*dimension])
	}
	return all
}

// strongest gives the direction, at unit length, that the rows have most of.
func strongest(rows blas32.General) []float32 {
	direction, shares := make([]float32, dimension), make([]float32, rows.Rows)
	for i := range direction {
		direction[i] = float32(1 / math.Sqrt(dimension))
	}
	for range powerRounds {
		blas32.Gemv(blas.NoTrans, 1, rows, vectorOf(direction), 0, vectorOf(shares))
		blas32.Gemv(blas.Trans, 1, rows, vectorOf(shares), 0, vectorOf(direction))
		scale(1/(norm(direction)+1e-9), direction)
	}
	return direction
}

// takeOut takes a direction out of rows.
func takeOut(direction []float32, rows blas32.General) {
	for i := range rows.Rows {
		row := rows.Data[i*rows.Stride : i*rows.Stride+dimension]
		axpy(-blas32.Dot(vectorOf(row), vectorOf(direction)), direction, row)
	}
}
