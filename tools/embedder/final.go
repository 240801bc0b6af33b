package main

import "oldhand/integrations/models"

// Learning ends with the rows that the model will have: every known word has one of its own, and texts are embedded with
// what two bits a number leave of it. Slopes pass the rounding as if it were not there (Bengio, Léonard and Courville,
// Estimating or propagating gradients through stochastic neurons, 2013).

// finalEpochs is how often all pairs are gone through for the final rows.
const finalEpochs = 2

// finalLearner learns the rows of the model.
type finalLearner struct {
	learner
	words []piece // row by row; the shared rows come after them
	stems map[uint64]uint64
}

// final goes on from where l is.
func (l *learner) final(v *vocabulary) *finalLearner {
	f := &finalLearner{learner: *l, words: v.words(), stems: v.stems()}
	f.twoBits = true
	size := len(f.words) + sharedRows
	f.matrix, f.used = make([]float32, size*dimension), make([]float32, size*dimension)
	f.squares, f.lengths = make([]float32, size), make([]float32, size)
	numbers := map[string]int32{}
	for i, p := range f.words {
		numbers[p.word] = int32(i)
		f.take(int32(i), l, p.parts)
	}
	for i := range int32(sharedRows) {
		f.take(int32(len(f.words))+i, l, []part{{int32(len(v.rows)) + i, gramWeight}})
	}
	f.pieces = make([]piece, len(l.pieces))
	for i, p := range l.pieces {
		f.pieces[i] = piece{p.script, p.word, f.parts(p, numbers, int32(len(v.rows)))}
	}
	return f
}

// take makes a row of the sum of parts. How far it has come is known from the first one, which is the word itself; that a
// step of the row is to be as large as one of the part, times its weight, gives the power.
func (f *finalLearner) take(row int32, from *learner, parts []part) {
	for _, p := range parts {
		axpy(p.weight, from.row(p.row), f.row(row))
	}
	first, square := parts[0].row, parts[0].weight*parts[0].weight
	f.squares[row], f.lengths[row] = from.squares[first]/(square*square), from.lengths[first]
	models.Round(f.usedRow(row), f.row(row))
}

// parts gives the row of a known word, or what shared rows an unknown one has.
func (f *finalLearner) parts(p piece, numbers map[string]int32, firstShared int32) []part {
	if row, known := numbers[p.word]; known {
		return []part{{row, 1}}
	}
	var parts []part
	for _, q := range p.parts {
		if q.row >= firstShared {
			parts = append(parts, part{int32(len(f.words)) + q.row - firstShared, q.weight / gramWeight})
		}
	}
	return parts
}

func (f *finalLearner) weights() *models.Weights {
	w := &models.Weights{Name: name, Credits: credits, Words: make(map[uint64][]float32), Stems: f.stems}
	for i, p := range f.words {
		w.Words[models.Hash(p.word)] = f.row(int32(i))
	}
	for i := range int32(sharedRows) {
		w.Shared = append(w.Shared, f.row(int32(len(f.words))+i))
	}
	return w
}
