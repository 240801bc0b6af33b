package encoder

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"oldhand/integrations/models"
)

var _, _ models.Embedder = (*Encoder)(nil), Lazy{}

// texts of many lengths, among them none at all and more than the model reads.
var texts = []string{
	"货到了没有", "hair clips", "", "发夹", "abc, def? ghi", strings.Repeat("hair clips 货到了没有 ", 30), "x",
	"发夹 hair clips, 货到了没有? a b c d e f g h i j k l m n o p q r s t u v w x y z", "它 unknown 它", "query: a",
}

func TestVectorsHaveUnitLengthAndDiffer(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	vectors, err := e.Encode(t.Context(), Query, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		if len(v) != e.Dimension() || math.Abs(dotProduct(v, v)-1) > 1e-5 {
			t.Errorf("%q: %d numbers, length %v", texts[i], len(v), math.Sqrt(dotProduct(v, v)))
		}
		for j, other := range vectors[:i] {
			if slices.Equal(v, other) {
				t.Errorf("%q and %q have the same vector", texts[i], texts[j])
			}
		}
	}
}

// A text's vector must not depend on what happens to be encoded beside it, nor on which kernels there are.
func TestAllWaysGiveTheSameVectors(t *testing.T) {
	t.Parallel()
	const tolerance = 1e-4 // of a number of a vector
	plain := tinyEncoder(t, portable)
	want := map[string][]float32{}
	for _, text := range texts {
		vectors, err := plain.Encode(t.Context(), Passage, []string{text})
		if err != nil {
			t.Fatal(err)
		}
		want[text] = vectors[0]
	}
	for _, k := range supported() {
		e := tinyEncoder(t, k)
		for _, batch := range [][]string{texts, {texts[5]}, texts[:3], slices.Repeat(texts[:2], 50)} {
			vectors, err := e.Encode(t.Context(), Passage, batch)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range vectors {
				if d := distance(v, want[batch[i]]); d > tolerance {
					t.Errorf("%s kernels, %d texts: %q differs by %v", e.kernels.name, len(batch), batch[i], d)
				}
			}
		}
	}
}

func TestManyAtATime(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	want, err := e.Encode(t.Context(), Query, texts)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 4 * len(texts) {
		group.Go(func() {
			n := i % len(texts)
			got, err := e.EmbedQuery(t.Context(), texts[n])
			if err != nil || distance(got, want[n]) > 1e-5 {
				t.Errorf("%q: differs by %v, %v", texts[n], distance(got, want[n]), err)
			}
		})
	}
	group.Wait()
}

func TestKindsAreTheOriginalsPrefixes(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	query, err := e.EmbedQuery(t.Context(), "hair clips")
	if err != nil {
		t.Fatal(err)
	}
	passages, err := e.EmbedDocuments(t.Context(), []string{"hair clips"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got    []float32
		prefix string
	}{{query, "query: "}, {passages[0], "passage: "}} {
		want, err := e.Encode(t.Context(), "", []string{c.prefix + "hair clips"})
		if err != nil || distance(c.got, want[0]) > 1e-6 {
			t.Errorf("%q: differs by %v, %v", c.prefix, distance(c.got, want[0]), err)
		}
	}
	if distance(query, passages[0]) < 1e-3 {
		t.Error("a query and a passage have the same vector")
	}
}

func TestOnlyTheBeginningOfALongTextIsRead(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	long := strings.Repeat("a ", 3*tiny.Positions)
	vectors, err := e.Encode(t.Context(), Query, []string{long, long + "发夹", long + strings.Repeat("货", 2*mostBytes)})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(vectors[0], vectors[1]) || !slices.Equal(vectors[0], vectors[2]) {
		t.Error("what stands beyond the tokens read changes the vector")
	}
	if got := cut("a货", 3); got != "a" {
		t.Errorf("cut within a character: %q", got)
	}
}

func TestACancelledContextEndsWaitingAndWork(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	free := e.busy()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error)
	go func() {
		_, err := e.EmbedQuery(ctx, "a")
		waiting <- err
	}()
	w := &workspace{}
	w.add(e.newCall(ctx, Query, []string{"a"}))
	if !e.forward(w) {
		t.Error("what is wanted was not worked on")
	}
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ended with %v", err)
	}
	if e.forward(w) {
		t.Error("what nobody wants was worked on to the end")
	}
	if _, err := e.EmbedQuery(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that is not wanted ended with %v", err)
	}
	e.free(free)
	if _, err := e.EmbedQuery(t.Context(), "a"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// busy makes all processors seem busy, free makes them free again.
func (e *Encoder) busy() []*workspace {
	e.queue.mu.Lock()
	defer e.queue.mu.Unlock()
	free := e.queue.free
	e.queue.free = nil
	return free
}

func (e *Encoder) free(w []*workspace) {
	e.queue.mu.Lock()
	defer e.queue.mu.Unlock()
	e.queue.free = w
}

func TestWhatWaitsGoesTogether(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	e.busy()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	short, long := []string{"货到了没有", "a"}, []string{strings.Repeat("a ", 3*tiny.Positions)}
	calls := []*call{
		e.newCall(t.Context(), Query, short), e.newCall(cancelled, Query, short), e.newCall(t.Context(), Passage, short),
		e.newCall(t.Context(), Query, long), e.newCall(t.Context(), Query, slices.Repeat(long, 2)), e.newCall(t.Context(), Query, long),
	}
	for _, c := range calls {
		e.enqueue(c)
	}
	w := &workspace{}
	for i, want := range [][]*call{{calls[0], calls[2], calls[3]}, {calls[4]}, {calls[5]}, nil} {
		if more := e.take(w); !slices.Equal(w.calls, want) || more != (want != nil) {
			t.Errorf("batch %d has %d calls, not %d", i, len(w.calls), len(want))
		}
	}
}

func TestModelNamesItsWeights(t *testing.T) {
	t.Parallel()
	other := tiny
	other.Layers = 2
	a, b := tinyEncoder(t, best()), weights(t, other, tinyPieces())
	e, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(a.Model(), "tiny-") || a.Model() == e.Model() {
		t.Errorf("two models named %q and %q", a.Model(), e.Model())
	}
}

func TestBrokenFilesAreRefused(t *testing.T) {
	t.Parallel()
	good := weights(t, tiny, tinyPieces())
	flipped := slices.Clone(good)
	flipped[len(flipped)-1] ^= 1
	size := len(magic) + 4
	var h Header
	body := good[size+strings.Index(string(good[size:]), "}")+1:]
	if err := json.Unmarshal(good[size:len(good)-len(body)], &h); err != nil {
		t.Fatal(err)
	}
	change := func(change func(h *Header)) []byte {
		other := h
		change(&other)
		return withHeader(t, other, body)
	}
	unordered := tinyPieces()
	slices.Reverse(unordered)
	for name, file := range map[string][]byte{
		"empty": nil, "another": []byte("oldhand model 2\n{}"), "cut header": good[:size+5], "cut": good[:len(good)-1],
		"flipped": flipped, "no header": append([]byte(magic), 2, 0, 0, 0, '{', ']'),
		"other heads": change(func(h *Header) { h.Heads = 5 }), "no layers": change(func(h *Header) { h.Layers = 0 }),
		"more layers": change(func(h *Header) { h.Layers++ }), "fewer layers": change(func(h *Header) { h.Layers-- }),
		"huge": change(func(h *Header) { h.Pieces = 1 << 40 }), "unordered pieces": weights(t, tiny, unordered),
	} {
		if _, err := Open(file); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func dotProduct(a, b []float32) (sum float64) {
	for i, x := range a {
		sum += float64(x) * float64(b[i])
	}
	return sum
}

// distance is the greatest difference of two numbers in the same place.
func distance(a, b []float32) (most float64) {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	for i, x := range a {
		most = max(most, math.Abs(float64(x-b[i])))
	}
	return most
}
