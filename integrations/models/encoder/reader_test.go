package encoder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// tinyHeader describes a reader of what e embeds.
func tinyHeader(e *Encoder, layers int) readerHeader {
	return readerHeader{
		Name: "tiny reader", Encoder: e.Model(), Layers: layers, Acts: strings.Fields("find order cancel ask"), Roles: strings.Fields("item qty place"),
		Several: []string{"order"}, Naming: []string{"item"}, SHA256: strings.Repeat("0", 64),
	}
}

// readerWeights makes a file of the weights of a reader, with numbers drawn anew from the same seed every time.
func readerWeights(t testing.TB, e *Encoder, h readerHeader) []byte {
	t.Helper()
	w, width := &writer{random: rand.New(rand.NewPCG(5, 6))}, e.model.Width
	w.floats(width, 0, 0.3)
	w.matrix(width, roundUp(bounds+1+2*len(h.Roles)))
	w.matrix(4*width, roundUp(len(h.Acts)))
	w.matrix(2*width, roundUp(len(h.Acts)))
	for range h.Layers {
		w.layer(&e.model.Header)
	}
	sum := sha256.Sum256(w.Bytes())
	h.SHA256 = hex.EncodeToString(sum[:])
	header, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat([]byte(readerMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(header))), header, w.Bytes())
}

// tinyReader reads with a tiny encoder that has positions enough.
func tinyReader(t testing.TB, k kernels) *Reader {
	t.Helper()
	h := tiny
	h.Positions = mostTogether
	e, err := open(weights(t, h, tinyPieces()), k)
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.OpenReader(readerWeights(t, e, tinyHeader(e, 2)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func acts(t testing.TB, r *Reader, screen, text string) []Act {
	t.Helper()
	found, err := r.Read(t.Context(), screen, text)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// alike says that acts are the same, surely so up to a tolerance.
func alike(a, b []Act, tolerance float64) bool {
	return slices.EqualFunc(a, b, func(x, y Act) bool {
		near := math.Abs(x.Sure-y.Sure) <= tolerance
		x.Sure = y.Sure
		return near && reflect.DeepEqual(x, y)
	})
}

// What is read must not depend on which kernels there are.
func TestAllWaysReadTheSameActs(t *testing.T) {
	t.Parallel()
	const tolerance = 1e-3 // of how sure an act is
	plain, some := tinyReader(t, portable), 0
	for _, k := range supported() {
		r := tinyReader(t, k)
		for _, text := range texts {
			want, got := acts(t, plain, "seller: hair clip", text), acts(t, r, "seller: hair clip", text)
			if !alike(got, want, tolerance) {
				t.Errorf("%s kernels: %q reads as %v, not %v", k.name, text, got, want)
			}
			some += len(got)
		}
	}
	if some < 10 {
		t.Errorf("only %d acts were read", some)
	}
}

// What is read must not depend on what is read beside it; and nothing goes together with what the encoder alone works on.
func TestMessagesGoTogether(t *testing.T) {
	t.Parallel()
	r := tinyReader(t, best())
	want := [][]Act{acts(t, r, "seller: a", texts[7]), acts(t, r, "seller: b", texts[1])}
	w, got := &workspace{}, make([][]Act, 2)
	for i, m := range []message{r.cut("seller: a", texts[7]), r.cut("seller: b", texts[1])} {
		c := r.newCall(t.Context(), m)
		c.finish = func(_ int, states []float32) { got[i] = m.acts(r.found(m, states)) }
		if !w.add(c) {
			t.Error("two messages do not go together")
		}
	}
	if w.add(r.encoder.newCall(t.Context(), Query, []string{"a"})) {
		t.Error("a batch holds two kinds of calls")
	}
	r.encoder.forward(w)
	w.deliver(func(c *call) func(int, []float32) { return c.finish }, r.encoder.model.Width)
	for i := range want {
		if !alike(got[i], want[i], 1e-5) {
			t.Errorf("together with another message %v, alone %v", got[i], want[i])
		}
	}
}

func TestMessagesAreReadAsFarAsTheyFit(t *testing.T) {
	t.Parallel()
	r := tinyReader(t, best())
	long, screen := strings.Repeat("货到了 ", 200), strings.Repeat("hair clips ", 100)
	for name, m := range map[string]message{"long": r.cut("", long), "both": r.cut(screen, long), "screen": r.cut(screen, "a")} {
		if n := len(m.tokens); n > mostTogether || m.first > mostScreen+2 || m.first+len(m.words)+1 != n || name != "screen" && n != mostTogether {
			t.Errorf("%s: %d tokens, %d of the screen, %d of the message", name, n, m.first, len(m.words))
		}
	}
	begin := r.cut("", long)
	if last := begin.words[len(begin.words)-1].to; !alike(acts(t, r, "", long), acts(t, r, "", long+"发夹"), 1e-9) || last > len(long)/2 {
		t.Errorf("what is beyond %d bytes is read", last)
	}
	beyond := strings.Repeat("a ", mostScreen)
	if !alike(acts(t, r, beyond, "发夹"), acts(t, r, beyond+"b c", "发夹"), 1e-9) {
		t.Error("more of the screen is read than fits")
	}
	if alike(acts(t, r, "a", texts[7]), acts(t, r, "发夹", texts[7]), 1e-9) {
		t.Error("the screen is not read")
	}
}

// Whatever people send is read, and what is found lies in order in its text.
func FuzzReader(f *testing.F) {
	for _, text := range append(texts, "\xff\xfe", "a\x00货\x00", "\x00", "～▁ ｶﾞ", "㌔ ①", "它😀", "\u3000到\x1c ", strings.Repeat("a\u0301", 40)) {
		f.Add("seller: ", text)
	}
	r := tinyReader(f, best())
	f.Fuzz(func(t *testing.T, screen, text string) {
		at := 0
		for _, a := range acts(t, r, screen, text) {
			if a.From < at || a.To < a.From || a.To > len(text) || !(a.Sure > 0 && a.Sure <= 1) {
				t.Fatalf("%q: %v after %d", text, a, at)
			}
			within := a.From
			for _, role := range a.Roles {
				if role.From < within || role.To <= role.From || role.To > a.To || utf8.ValidString(text) && !utf8.ValidString(text[role.From:role.To]) {
					t.Fatalf("%q: %v after %d", text, a, within)
				}
				within = role.To
			}
			at = a.To
		}
	})
}

func TestNothingIsReadWhereNothingIsWritten(t *testing.T) {
	t.Parallel()
	r := tinyReader(t, best())
	for _, text := range []string{"", " \n\t", "\x01", "\u3000", "\xff"} {
		if got := acts(t, r, "seller: hair clip", text); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestACancelledContextEndsReading(t *testing.T) {
	t.Parallel()
	r := tinyReader(t, best())
	free := r.encoder.busy()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error)
	go func() {
		_, err := r.Read(ctx, "seller: ", "货到了没有")
		waiting <- err
	}()
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("reading ended with %v", err)
	}
	for _, text := range []string{"", "a"} {
		if _, err := r.Read(ctx, "", text); !errors.Is(err, context.Canceled) {
			t.Errorf("%q: reading ended with %v", text, err)
		}
	}
	r.encoder.free(free)
	if _, err := r.Read(t.Context(), "seller: ", "货到了没有"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestBrokenReadersAreRefused(t *testing.T) {
	t.Parallel()
	r := tinyReader(t, best())
	e, short := r.encoder, tinyEncoder(t, best())
	good := readerWeights(t, e, tinyHeader(e, 2))
	flipped := slices.Clone(good)
	flipped[len(flipped)-1] ^= 1
	with := func(change func(*readerHeader)) []byte {
		h := tinyHeader(e, 2)
		change(&h)
		return readerWeights(t, e, h)
	}
	for name, file := range map[string][]byte{
		"empty": nil, "a judge": judgeWeights(t, e, 2), "cut": good[:len(good)-1], "longer": append(slices.Clone(good), 0), "flipped": flipped,
		"too many layers":    with(func(h *readerHeader) { h.Layers = tiny.Layers + 1 }),
		"no layers":          with(func(h *readerHeader) { h.Layers = 0 }),
		"no acts":            with(func(h *readerHeader) { h.Acts = nil }),
		"too many roles":     with(func(h *readerHeader) { h.Roles = make([]string, 1<<11) }),
		"of another encoder": with(func(h *readerHeader) { h.Encoder = "another" }),
		"of other acts":      bytes.Replace(good, []byte(`"find",`), []byte(strings.Repeat(`"find",`, panel)), 1),
	} {
		if _, err := e.OpenReader(file); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := short.OpenReader(readerWeights(t, short, tinyHeader(short, 2))); !errors.Is(err, ErrBroken) {
		t.Errorf("an encoder of %d positions: %v", tiny.Positions, err)
	}
}
