package encoder

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// ErrBroken says that a file of weights cannot be used.
var ErrBroken = errors.New("the file of weights is broken")

// magic begins a file of weights, with the version of its form. After it come the header's length in four bytes, the header
// as JSON, and then, little end first:
//
//   - the pieces, in the order of their bytes: where the text of each begins (4 bytes each, and the end), the texts, zeros up
//     to a multiple of 4, the ids that the original numbers them with (4 bytes), their scores (float32);
//   - a row for <s>, </s>, <unk> and each piece: the scales (float32) of all, then the rows (a signed byte for each number);
//   - the vectors of the positions, then gain and bias of their norm (float32);
//   - for each layer the matrices and norms that layer lists. A matrix has a scale and a bias for every output (float32) and
//     then its numbers (a signed byte each) in panels of 16 outputs: for every pair of inputs 16 pairs, one for each output.
const magic = "oldhand encoder 1\n"

// Header says what is in a file of weights.
type Header struct {
	Name      string  `json:"name"`
	Layers    int     `json:"layers"`
	Width     int     `json:"width"`
	Inner     int     `json:"inner"` // width between the two matrices that follow attention
	Heads     int     `json:"heads"`
	Positions int     `json:"positions"` // most tokens of a text
	Pieces    int     `json:"pieces"`
	Bytes     int     `json:"bytes"`   // of the pieces' texts
	Unknown   float64 `json:"unknown"` // score of a character that is no piece
	Licence   string  `json:"licence"` // of the weights, whole
	SHA256    string  `json:"sha256"`  // of all that follows the header
}

// model is a file of weights, the large parts still where they lie in it.
type model struct {
	Header
	vocabulary vocabulary
	rowScales  []float32
	rows       []byte
	positions  []float32
	norm       layerNorm
	layers     []layer
}

type layer struct {
	qkv, out matrix
	norm1    layerNorm
	up, down matrix
	norm2    layerNorm
}

type layerNorm struct{ gain, bias []float32 }

// matrix has in inputs and out outputs.
type matrix struct {
	in, out      int
	scales, bias []float32
	packed       []byte
}

// The rows before those of the pieces.
const (
	rowBegin = iota
	rowEnd
	rowUnknown
	specialRows
)

// panel is how many outputs of a matrix lie together.
const panel = 16

// parse checks a file of weights and tells its parts apart.
func parse(file []byte) (*model, error) {
	m := &model{}
	body, err := header(file, magic, &m.Header)
	if err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	u := &unpacker{rest: body}
	m.unpack(u)
	if err := u.end(body, m.SHA256); err != nil {
		return nil, err
	}
	if !m.vocabulary.index() {
		return nil, fmt.Errorf("%w: its pieces are out of order", ErrBroken)
	}
	return m, nil
}

// header checks how a file begins, reads its header and gives what comes after that.
func header(file []byte, magic string, h any) ([]byte, error) {
	if len(file) < len(magic)+4 || string(file[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it does not begin as one", ErrBroken)
	}
	size, rest := binary.LittleEndian.Uint32(file[len(magic):]), file[len(magic)+4:]
	if uint64(size) > uint64(len(rest)) {
		return nil, fmt.Errorf("%w: its header is cut short", ErrBroken)
	}
	if err := json.Unmarshal(rest[:size], h); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrBroken, err)
	}
	return rest[size:], nil
}

// check says whether the kernels can work with a model's sizes.
func (h *Header) check() error {
	const most = 1 << 20
	for _, n := range []int{h.Layers, h.Width, h.Inner, h.Heads, h.Positions, h.Pieces, h.Bytes / 64} {
		if n < 1 || n > most {
			return fmt.Errorf("%w: a size of %d", ErrBroken, n)
		}
	}
	if h.Width%(h.Heads*panel) != 0 || h.Inner%panel != 0 || h.Positions < 3 || max(h.Width, h.Inner) > 1<<14 {
		return fmt.Errorf("%w: %d heads in vectors of %d, %d between", ErrBroken, h.Heads, h.Width, h.Inner)
	}
	return nil
}

func (m *model) unpack(u *unpacker) {
	v := &m.vocabulary
	v.starts = u.numbers(m.Pieces + 1)
	v.texts = u.bytes(m.Bytes)
	u.bytes(-m.Bytes & 3)
	v.ids, v.scores, v.unknown = u.numbers(m.Pieces), u.floats(m.Pieces), float32(m.Unknown)
	m.rowScales = u.floats(specialRows + m.Pieces)
	m.rows = u.bytes((specialRows + m.Pieces) * m.Width)
	m.positions = u.floats(m.Positions * m.Width)
	m.norm = u.norm(m.Width)
	m.layers = u.layers(&m.Header, m.Layers)
}

// unpacker takes one part after the other off a file and remembers whether it was too short.
type unpacker struct {
	rest  []byte
	short bool
}

// end checks that the whole body was read and has the checksum that its header names.
func (u *unpacker) end(body []byte, want string) error {
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != want {
		return fmt.Errorf("%w: the checksum differs", ErrBroken)
	}
	if u.short || len(u.rest) > 0 {
		return fmt.Errorf("%w: its size is not what the header says", ErrBroken)
	}
	return nil
}

// layers takes n layers of a model's sizes.
func (u *unpacker) layers(h *Header, n int) []layer {
	layers := make([]layer, n)
	for i := range layers {
		layers[i] = layer{
			qkv: u.matrix(h.Width, 3*h.Width), out: u.matrix(h.Width, h.Width), norm1: u.norm(h.Width),
			up: u.matrix(h.Width, h.Inner), down: u.matrix(h.Inner, h.Width), norm2: u.norm(h.Width),
		}
	}
	return layers
}

func (u *unpacker) bytes(n int) []byte {
	if n > len(u.rest) {
		u.short, u.rest = true, nil
		return nil
	}
	b := u.rest[:n]
	u.rest = u.rest[n:]
	return b
}

func (u *unpacker) numbers(n int) []uint32 {
	b := u.bytes(4 * n)
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (u *unpacker) floats(n int) []float32 {
	b := u.bytes(4 * n)
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (u *unpacker) norm(width int) layerNorm {
	return layerNorm{gain: u.floats(width), bias: u.floats(width)}
}

func (u *unpacker) matrix(in, out int) matrix {
	return matrix{in: in, out: out, scales: u.floats(out), bias: u.floats(out), packed: u.bytes(in * out)}
}
