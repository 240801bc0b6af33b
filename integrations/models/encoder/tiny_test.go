package encoder

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// piece is one of a vocabulary that a test makes.
type piece struct {
	text  string
	id    uint32
	score float32
}

// tiny describes a model of the same form as the real one, with numbers drawn anew from the same seed every time.
var tiny = Header{Name: "tiny", Layers: 3, Width: 96, Inner: 160, Heads: 3, Positions: 64, Unknown: -30, Licence: "none"}

// tinyPieces are single letters and characters, and a few longer pieces.
func tinyPieces() []piece {
	var pieces []piece
	add := func(score float32, texts ...string) {
		for _, text := range texts {
			pieces = append(pieces, piece{text: text, id: uint32(10 + len(pieces)), score: score})
		}
	}
	for r := 'a'; r <= 'z'; r++ {
		add(-8, string(r))
	}
	add(-4, "▁", ":", ",", "?", "货", "到", "了", "没", "有", "发", "夹")
	add(-6, "▁query", "▁passage", "▁hair", "clip", "s", "发夹", "▁a", "ir")
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.text, b.text) })
	return slices.CompactFunc(pieces, func(a, b piece) bool { return a.text == b.text })
}

// writer puts the parts of a file of weights one after the other.
type writer struct {
	bytes.Buffer
	random *rand.Rand
}

func (w *writer) number(n uint32) { w.Write(binary.LittleEndian.AppendUint32(nil, n)) }
func (w *writer) float(x float32) { w.number(math.Float32bits(x)) }
func (w *writer) norm(width int)  { w.floats(width, 1, 0.1); w.floats(width, 0, 0.1) }
func (w *writer) matrix(in, out int) {
	w.floats(out, 0.003, 0.0005)
	w.floats(out, 0, 0.1)
	w.signed(in * out)
}

func (w *writer) layer(h *Header) {
	w.matrix(h.Width, 3*h.Width)
	w.matrix(h.Width, h.Width)
	w.norm(h.Width)
	w.matrix(h.Width, h.Inner)
	w.matrix(h.Inner, h.Width)
	w.norm(h.Width)
}

// floats writes n numbers around a mean.
func (w *writer) floats(n int, mean, deviation float64) {
	for range n {
		w.float(float32(mean + deviation*w.random.NormFloat64()))
	}
}

func (w *writer) signed(n int) {
	for range n {
		w.WriteByte(byte(int8(max(-127, min(127, 40*w.random.NormFloat64())))))
	}
}

// vocabulary writes pieces, which are in the order of their bytes, and gives the length of their texts.
func (w *writer) vocabulary(pieces []piece) int {
	size := 0
	for _, p := range pieces {
		w.number(uint32(size))
		size += len(p.text)
	}
	w.number(uint32(size))
	for _, p := range pieces {
		w.WriteString(p.text)
	}
	w.Write(make([]byte, -size&3))
	for _, p := range pieces {
		w.number(p.id)
	}
	for _, p := range pieces {
		w.float(p.score)
	}
	return size
}

// weights makes a file with a header's sizes and these pieces.
func weights(t testing.TB, h Header, pieces []piece) []byte {
	t.Helper()
	w := &writer{random: rand.New(rand.NewPCG(1, 2))}
	h.Pieces, h.Bytes = len(pieces), w.vocabulary(pieces)
	w.floats(specialRows+h.Pieces, 0.01, 0.001)
	w.signed((specialRows + h.Pieces) * h.Width)
	w.floats(h.Positions*h.Width, 0, 0.1)
	w.norm(h.Width)
	for range h.Layers {
		w.layer(&h)
	}
	sum := sha256.Sum256(w.Bytes())
	h.SHA256 = hex.EncodeToString(sum[:])
	return withHeader(t, h, w.Bytes())
}

func withHeader(t testing.TB, h Header, body []byte) []byte {
	t.Helper()
	header, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(header))), header, body)
}

// tinyEncoder opens the tiny model with some kernels.
func tinyEncoder(t testing.TB, k kernels) *Encoder {
	t.Helper()
	e, err := open(weights(t, tiny, tinyPieces()), k)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
