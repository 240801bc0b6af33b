package encoder

import (
	"context"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// readerMagic begins a file of the reader's weights, with the version of its form. After it come the header's length in four
// bytes, the header as JSON, and then, little end first: what is added to the message's own tokens (float32); three matrices
// that score a token's bound and role, a stretch's act, and the acts of a message as a whole; and the layers. Matrices and
// layers are as in the encoder's file; the matrices' outputs are filled up to a multiple of 16.
const readerMagic = "oldhand reader 1\n"

// readerHeader says what is in a file of the reader's weights. The order of the acts and of the roles is that of the scores.
type readerHeader struct {
	Name    string   `json:"name"`
	Encoder string   `json:"encoder"` // whose tokens it reads, as Encoder.Model names it
	Layers  int      `json:"layers"`
	Acts    []string `json:"acts"`
	Roles   []string `json:"roles"`
	Several []string `json:"several"` // acts that may be done several times in a row, one for each thing that is named
	Naming  []string `json:"naming"`  // roles that name a thing
	// Counting are roles that say how many of it.
	Counting []string `json:"counting"`
	Corpus   string   `json:"corpus"` // checksum of the messages that it learned from
	SHA256   string   `json:"sha256"` // of all that follows the header
}

const (
	mostScreen   = 64  // tokens of what stood on the screen that are read
	mostTogether = 256 // tokens of screen and message that are read
)

// Reader reads a message and what stood on the screen before it together, in layers of its own above the encoder's
// embedding, and says what is done in the message. It may be used by any number of goroutines.
type Reader struct {
	encoder                 *Encoder
	header                  readerHeader
	side                    []float32 // added to the tokens of the message
	token, stretch, message matrix
	layers                  []layer
}

// Act is something that is done in a message: an order, a question, a yes.
type Act struct {
	Name     string
	From, To int     // where it stands in the text, in bytes; alike if it is told by nothing but how the text begins
	Sure     float64 // how likely it is this act and no other, by the reader's own account: 0 to 1
	Roles    []Role  // of its words, in their order
}

// Role is what some words of an act say: the item, the quantity, the place.
type Role struct {
	Name     string
	From, To int // where they stand in the text, in bytes
}

// OpenReader reads a file of the reader's weights, which must stay as it is from then on. The error is ErrBroken if it is no
// such file, or one for another encoder.
func (e *Encoder) OpenReader(file []byte) (*Reader, error) {
	r := &Reader{encoder: e}
	body, err := header(file, readerMagic, &r.header)
	if err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	u, width := &unpacker{rest: body}, e.model.Width
	r.side = u.floats(width)
	r.token = u.matrix(width, roundUp(bounds+1+2*len(r.header.Roles)))
	r.stretch = u.matrix(4*width, roundUp(len(r.header.Acts)))
	r.message = u.matrix(2*width, roundUp(len(r.header.Acts)))
	r.layers = u.layers(&e.model.Header, r.header.Layers)
	return r, u.end(body, r.header.SHA256)
}

func (r *Reader) check() error {
	h, m := &r.header, r.encoder.model
	if h.Encoder != r.encoder.Model() || h.Layers < 1 || h.Layers > m.Layers || m.Positions < mostTogether {
		return fmt.Errorf("%w: it reads with %d layers what %s embeds, not %s", ErrBroken, h.Layers, h.Encoder, r.encoder.Model())
	}
	const most = 1 << 10
	if n := len(h.Acts); n < 1 || n > most || len(h.Roles) > most {
		return fmt.Errorf("%w: %d acts and %d roles", ErrBroken, n, len(h.Roles))
	}
	return nil
}

// Model names the reader: other weights, another name.
func (r *Reader) Model() string { return r.header.Name + "-" + r.header.SHA256[:12] }

// Read says what is done in a message, in the order of its text. The screen begins with who reads it ("seller: ") and goes
// on with what stood there, in plain words. What is beyond 64 tokens of the screen, or beyond 256 of both, is not read. The
// error is that of ctx.
func (r *Reader) Read(ctx context.Context, screen, text string) ([]Act, error) {
	m := r.cut(screen, text)
	if len(m.words) == 0 {
		return nil, ctx.Err()
	}
	var acts []Act
	c := r.newCall(ctx, m)
	c.finish = func(_ int, states []float32) { acts = m.acts(r.found(m, states)) }
	if err := r.encoder.wait(c); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	return acts, nil
}

// message is a text to be read. The tokens of the screen stand before its own.
type message struct {
	tokens []int32
	first  int     // where its own begin
	words  []place // where those stand in the text
}

// place is where something stands in a text, in bytes.
type place struct{ from, to int }

func (r *Reader) cut(screen, text string) message {
	v, cutter := &r.encoder.model.vocabulary, r.encoder.cutters.Get().(*cutter)
	defer r.encoder.cutters.Put(cutter)
	var m message
	m.tokens = cutter.pieces(v, []int32{rowBegin}, cut(screen, mostBytes))
	m.tokens = append(m.tokens[:min(len(m.tokens), 1+mostScreen)], rowEnd)
	m.first = len(m.tokens)
	text = cut(text, mostBytes)
	tokens, places := cutter.placed(v, m.tokens, nil, text)
	m.tokens = append(tokens[:min(len(tokens), mostTogether-1)], rowEnd)
	for i := range len(m.tokens) - 1 - m.first {
		m.words = append(m.words, withoutSpace(text, place{int(places[i]), int(places[i+1])}))
	}
	return m
}

// withoutSpace leaves out the spaces that a place begins with.
func withoutSpace(text string, p place) place {
	for p.from < p.to {
		r, size := utf8.DecodeRuneInString(text[p.from:p.to])
		if separator := r >= 0x1c && r <= 0x1f; !separator && !unicode.IsSpace(r) {
			break
		}
		p.from += size
	}
	return p
}

func (r *Reader) newCall(ctx context.Context, m message) *call {
	width := len(r.side)
	c := &call{ctx: ctx, layers: r.layers, tokens: m.tokens, ends: []int{len(m.tokens)}, done: make(chan struct{})}
	c.states = make([]float32, len(m.tokens)*width)
	for i, row := range m.tokens {
		x := c.states[i*width:][:width]
		r.encoder.embedding(x, row, i)
		if i >= m.first && i < m.first+len(m.words) {
			add(x, r.side)
		}
	}
	return c
}

// found gives the acts that the states of a message's tokens tell of.
func (r *Reader) found(m message, states []float32) []tokenAct {
	width := len(r.side)
	own := states[m.first*width:][:len(m.words)*width]
	whole := slices.Concat(mean(own, width), states[:width])
	tokens := rowsOf(r.encoder.product(&r.token, own), r.token.out)
	stretches := cutStretches(tokens)
	if len(stretches) == 0 {
		return nil
	}
	inputs := make([]float32, 0, len(stretches)*r.stretch.in)
	for _, s := range stretches {
		x := own[s.begin*width : s.end*width]
		inputs = append(append(append(inputs, mean(x, width)...), x[:width]...), whole...)
	}
	said := r.encoder.product(&r.message, whole)
	acts := make([]tokenAct, len(stretches))
	for i, scores := range rowsOf(r.encoder.product(&r.stretch, inputs), r.stretch.out) {
		add(scores, said)
		kind, sure := likeliestAct(scores[:len(r.header.Acts)])
		acts[i] = tokenAct{stretch: stretches[i], name: r.header.Acts[kind], sure: sure, roles: r.roles(tokens, stretches[i])}
	}
	return r.joined(acts)
}

// acts puts what was found in a message to where it stands in its text. Roles of nothing but the space before a word are
// left out.
func (m *message) acts(found []tokenAct) []Act {
	acts := make([]Act, len(found))
	for i, a := range found {
		p := m.place(a.stretch)
		acts[i] = Act{Name: a.name, From: p.from, To: p.to, Sure: a.sure}
		for _, role := range a.roles {
			if p := m.place(role.stretch); p.from < p.to {
				acts[i].Roles = append(acts[i].Roles, Role{role.name, p.from, p.to})
			}
		}
	}
	return acts
}

func (m *message) place(s stretch) place { return place{m.words[s.begin].from, m.words[s.end-1].to} }
