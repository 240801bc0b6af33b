package main

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"oldhand/integrations/models"
)

const (
	dimension   = models.Dimension
	batchSize   = 256
	temperature = 0.1  // of the similarities in the loss: the higher, the more the distant ones matter, too
	firstRate   = 0.05 // of learning; falls to a twentieth
	lengthRate  = 2    // of learning how long a row is, times the rate
	firstSpread = 0.1  // of the random numbers to begin with
	sharedShare = 0.1  // of that, for the rows of parts of words, which are to say nothing at first
	lengthened  = 0.5  // share of batches in which one side becomes a passage
	mostAdded   = 6    // texts added to make a passage
	seed        = 20261121
)

// example is a pair as piece numbers.
type example struct {
	a, b []int32
	kind kind
}

// learner holds the matrix that is learned and what a step needs.
type learner struct {
	pieces   []piece
	examples []example
	random   *rand.Rand
	matrix   []float32 // rows of dimension numbers
	used     []float32 // what texts are embedded with: the matrix itself, or what is left of it in two bits
	twoBits  bool      // which of them
	squares  []float32 // of the steps that each row has made: the more, the shorter the next (Adagrad)
	lengths  []float32 // the same of the changes of its length
	a, b     side
	like     blas32.General // similarities, then how wrong each is
	down     []float32      // shares of the columns
}

// repeated is a piece of a text and how much it counts there.
type repeated struct {
	piece  int32
	weight float32
}

// side is one half of the pairs of a batch.
type side struct {
	texts    [batchSize][]int32
	counted  [batchSize][]repeated
	vectors  blas32.General
	slopes   blas32.General
	length   [batchSize]float32
	gathered [batchSize]float32 // mean square of the slope
}

func newLearner(v *vocabulary, r *reading) *learner {
	l := &learner{random: rand.New(rand.NewPCG(seed, seed)), like: matrixOf(batchSize), down: make([]float32, batchSize*batchSize)}
	for _, p := range r.pairs {
		if e := (example{v.read(p.a), v.read(p.b), p.kind}); len(e.a) > 0 && len(e.b) > 0 {
			l.examples = append(l.examples, e)
		}
	}
	l.pieces = v.pieces
	l.matrix = make([]float32, v.size()*dimension)
	for i := range l.matrix {
		l.matrix[i] = float32(l.random.NormFloat64() * firstSpread)
	}
	scale(sharedShare, l.matrix[len(v.rows)*dimension:])
	l.place(v, r.pairs)
	l.used = l.matrix
	l.squares, l.lengths = make([]float32, v.size()), make([]float32, v.size())
	l.a, l.b = newSide(), newSide()
	return l
}

func newSide() side { return side{vectors: matrixOf(dimension), slopes: matrixOf(dimension)} }

func matrixOf(columns int) blas32.General {
	return blas32.General{Rows: batchSize, Cols: columns, Stride: columns, Data: make([]float32, batchSize*columns)}
}

// learn goes through all examples several times, telling the mean loss of each time.
func (l *learner) learn(ctx context.Context, epochs int, tell func(epoch int, loss float64)) error {
	for epoch := range epochs {
		var loss float64
		batches := l.batches()
		for n, batch := range batches {
			if err := ctx.Err(); err != nil {
				return err
			}
			l.fill(batch)
			done := (float64(epoch) + float64(n)/float64(len(batches))) / float64(epochs)
			loss += l.step(float32(firstRate * (1 - 0.95*done)))
		}
		tell(epoch+1, loss/float64(len(batches)))
	}
	return nil
}

// batches gives all examples by chance. As far as those of a kind go, they make batches of their own: what a text is told
// apart from is then of the kind that it will be searched among.
func (l *learner) batches() [][]int {
	var kinds [mixed + 1][]int
	for _, i := range l.random.Perm(len(l.examples)) {
		k := l.examples[i].kind
		kinds[k] = append(kinds[k], i)
	}
	var batches [][]int
	for k := range kinds {
		whole := len(kinds[k]) / batchSize * batchSize
		batches = slices.AppendSeq(batches, slices.Chunk(kinds[k][:whole], batchSize))
		if k := kind(k); k != mixed {
			kinds[mixed] = append(kinds[mixed], kinds[k][whole:]...)
		}
	}
	l.random.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
	return batches
}

// fill takes examples into the batch, some of them changed.
func (l *learner) fill(batch []int) {
	for i, n := range batch {
		e := l.examples[n]
		l.a.texts[i], l.b.texts[i] = e.a, e.b
	}
	if l.random.Float64() >= lengthened {
		return
	}
	side, of := &l.b, func(e example) []int32 { return e.b }
	if l.random.IntN(2) == 0 {
		side, of = &l.a, func(e example) []int32 { return e.a }
	}
	added := 1 + l.random.IntN(mostAdded)
	for i, text := range side.texts {
		side.texts[i] = l.lengthen(text, added, of)
	}
}

// lengthen makes a text part of a passage: others, taken at random, follow it.
func (l *learner) lengthen(text []int32, added int, of func(example) []int32) []int32 {
	long := append([]int32(nil), text...)
	for range added {
		long = append(long, of(l.examples[l.random.IntN(len(l.examples))])...)
	}
	return long
}

// step learns from the batch and gives its loss: how badly each text picks its other half among all halves of the batch.
func (l *learner) step(rate float32) float64 {
	halves(func(from, to int) {
		l.embed(&l.a, from, to)
		l.embed(&l.b, from, to)
	})
	blas32.Gemm(blas.NoTrans, blas.Trans, 1/temperature, l.a.vectors, l.b.vectors, 0, l.like)
	loss := l.blame()
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1/temperature, l.like, l.b.vectors, 0, l.a.slopes)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1/temperature, l.like, l.a.vectors, 0, l.b.slopes)
	halves(func(from, to int) {
		l.a.turn(from, to)
		l.b.turn(from, to)
	})
	var wait sync.WaitGroup
	for parity := range int32(2) { // each row is changed by one goroutine alone, in one order
		wait.Go(func() {
			l.move(&l.a, rate, parity)
			l.move(&l.b, rate, parity)
		})
	}
	wait.Wait()
	return loss
}

// halves runs do on both halves of a batch at once.
func halves(do func(from, to int)) {
	var wait sync.WaitGroup
	wait.Go(func() { do(0, batchSize/2) })
	wait.Go(func() { do(batchSize/2, batchSize) })
	wait.Wait()
}

func (l *learner) embed(s *side, from, to int) {
	for i := from; i < to; i++ {
		s.counted[i] = counted(s.texts[i])
		s.length[i] = l.vector(l.pieces, s.counted[i], s.vectors.Data[i*dimension:(i+1)*dimension])
	}
}

// vector puts the vector of a text into v and gives how long it was before it came to unit length.
func (l *learner) vector(pieces []piece, text []repeated, v []float32) float32 {
	clear(v)
	for _, r := range text {
		for _, p := range pieces[r.piece].parts {
			axpy(r.weight*p.weight, l.usedRow(p.row), v)
		}
	}
	length := norm(v) + 1e-9
	scale(1/length, v)
	return length
}

// counted gives the pieces of a text, each once.
func counted(text []int32) []repeated {
	sorted := slices.Sorted(slices.Values(text))
	var all []repeated
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n] == sorted[0] {
			n++
		}
		all = append(all, repeated{sorted[0], float32(models.Repeated(n))})
		sorted = sorted[n:]
	}
	return all
}

func (l *learner) row(row int32) []float32 {
	return l.matrix[int(row)*dimension : int(row+1)*dimension]
}

func (l *learner) usedRow(row int32) []float32 {
	return l.used[int(row)*dimension : int(row+1)*dimension]
}

func axpy(times float32, x, y []float32) {
	blas32.Axpy(times, vectorOf(x), vectorOf(y))
}

func scale(times float32, x []float32) { blas32.Scal(times, vectorOf(x)) }

// blame turns the similarities into how wrong each is, seen from both sides, and gives the mean loss.
func (l *learner) blame() float64 {
	const n = batchSize
	like, losses := l.like.Data, [n]float64{}
	halves(func(from, to int) {
		for j := from; j < to; j++ {
			losses[j] = shares(l.down[j*n:(j+1)*n], like[j:], n, j)
		}
	})
	halves(func(from, to int) {
		for i := from; i < to; i++ {
			row := like[i*n : (i+1)*n]
			losses[i] += shares(row, row, 1, i)
			for j := range row {
				row[j] = (row[j] + l.down[j*n+i]) / 2
			}
			row[i]--
		}
	})
	var loss float64
	for _, x := range losses {
		loss += x / (2 * n)
	}
	return loss
}

// shares puts e to the power of every n-th of from, as shares of their sum, into to, and gives the loss of the right one.
func shares(to, from []float32, every, right int) float64 {
	highest := from[0]
	for i := range to {
		highest = max(highest, from[i*every])
	}
	var sum float64
	for i := range to {
		e := math.Exp(float64(from[i*every] - highest))
		to[i] = float32(e)
		sum += e
	}
	for i := range to {
		to[i] /= float32(sum)
	}
	return -math.Log(float64(to[right]) + 1e-9)
}

// turn takes from the slopes what would only change a vector's length.
func (s *side) turn(from, to int) {
	for i := from; i < to; i++ {
		v, g := vectorOf(s.vectors.Data[i*dimension:(i+1)*dimension]), vectorOf(s.slopes.Data[i*dimension:(i+1)*dimension])
		blas32.Axpy(-blas32.Dot(g, v), v, g)
		blas32.Scal(1/s.length[i], g)
		s.gathered[i] = blas32.Dot(g, g) / dimension
	}
}

// move changes the rows of one parity.
func (l *learner) move(s *side, rate float32, parity int32) {
	for i, text := range s.counted {
		slope := s.slopes.Data[i*dimension : (i+1)*dimension]
		for _, r := range text {
			for _, p := range l.pieces[r.piece].parts {
				if p.row&1 == parity {
					l.moveRow(p.row, r.weight*p.weight, rate, slope, s.gathered[i])
				}
			}
		}
	}
}

// moveRow changes a row that counts so much in a text. Its length is learned apart from its numbers, for of the words that
// are met most often the numbers hardly change any more, and how much they should count is not known from their frequency
// alone: "he" and "the" are both frequent.
func (l *learner) moveRow(row int32, weight, rate float32, slope []float32, gathered float32) {
	numbers := l.row(row)
	along := weight * blas32.Dot(vectorOf(slope), vectorOf(numbers))
	l.lengths[row] += along * along
	scale(1-lengthRate*rate*along/pace(l.lengths[row]), numbers)
	l.squares[row] += gathered * weight * weight
	axpy(-rate*weight/pace(l.squares[row]), slope, numbers)
	if l.twoBits {
		models.Round(l.usedRow(row), numbers)
	}
}

func pace(squares float32) float32 { return float32(math.Sqrt(float64(squares))) + 1e-6 }

// norm is the length of a vector.
func norm(x []float32) float32 { return blas32.Nrm2(vectorOf(x)) }

func vectorOf(x []float32) blas32.Vector { return blas32.Vector{N: len(x), Inc: 1, Data: x} }
