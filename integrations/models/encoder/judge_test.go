package encoder

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// judgeWeights makes a file of the weights of a judge of what e reads, with numbers drawn anew from the same seed every time.
func judgeWeights(t testing.TB, e *Encoder, layers int) []byte {
	t.Helper()
	w := &writer{random: rand.New(rand.NewPCG(3, 4))}
	w.floats(8*e.model.Width, 0, 0.3)
	for range layers {
		w.layer(&e.model.Header)
	}
	sum := sha256.Sum256(w.Bytes())
	return judgeFile(t, judgeHeader{"tiny judge", e.Model(), layers, [2]float64{2, -1}, hex.EncodeToString(sum[:])}, w.Bytes())
}

func judgeFile(t testing.TB, h judgeHeader, body []byte) []byte {
	t.Helper()
	header, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat([]byte(judgeMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(header))), header, body)
}

func tinyJudge(t testing.TB, k kernels) *Judge {
	t.Helper()
	e := tinyEncoder(t, k)
	j, err := e.OpenJudge(judgeWeights(t, e, 2))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func read(t testing.TB, e *Encoder, kind Kind, texts ...string) []Reading {
	t.Helper()
	_, readings, err := e.Read(t.Context(), kind, texts)
	if err != nil {
		t.Fatal(err)
	}
	return readings
}

func verdicts(t testing.TB, j *Judge, question string, passages ...string) []Verdict {
	t.Helper()
	v, err := j.Judge(t.Context(), read(t, j.encoder, Query, question)[0], read(t, j.encoder, Passage, passages...))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReadingGivesTheSameVectors(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	want, err := e.Encode(t.Context(), Passage, texts)
	if err != nil {
		t.Fatal(err)
	}
	got, readings, err := e.Read(t.Context(), Passage, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		if distance(got[i], want[i]) > 1e-5 {
			t.Errorf("%q: the vector differs by %v", texts[i], distance(got[i], want[i]))
		}
		if n := len(e.newCall(t.Context(), Passage, texts[i:i+1]).tokens); readings[i].Tokens() != min(n, mostRead) {
			t.Errorf("%q: %d of %d tokens were read", texts[i], readings[i].Tokens(), n)
		}
	}
}

func TestAReadingIsKept(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	want := read(t, e, Passage, texts[5])[0]
	kept, err := want.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var got Reading
	if err := got.UnmarshalBinary(kept); err != nil || !slices.Equal(got.rows, want.rows) || !slices.Equal(got.scales, want.scales) || !slices.Equal(got.numbers, want.numbers) {
		t.Errorf("what was kept differs, %v", err)
	}
	for _, broken := range [][]byte{nil, {1}, {0, 0, 0, 0}, {255, 255, 255, 255, 1, 1}, kept[:len(kept)-1], {1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}} {
		if err := got.UnmarshalBinary(broken); err == nil {
			t.Errorf("%d broken bytes were read", len(broken))
		}
	}
}

// A verdict must not depend on what is judged beside it, on whether a reading was kept, nor on which kernels there are.
func TestAllWaysGiveTheSameVerdicts(t *testing.T) {
	t.Parallel()
	const tolerance = 2e-3 // readings are rounded to eight bits, and that differs where the kernels' rounding does
	var want []Verdict
	for _, text := range texts {
		want = append(want, verdicts(t, tinyJudge(t, portable), "hair clips?", text)...)
	}
	for _, k := range supported() {
		for i, v := range verdicts(t, tinyJudge(t, k), "hair clips?", texts...) {
			if math.Abs(v.Score-want[i].Score) > tolerance || distance(v.Evidence, want[i].Evidence) > tolerance {
				t.Errorf("%s kernels: %q scores %v, not %v", k.name, texts[i], v.Score, want[i].Score)
			}
		}
	}
}

func TestEvidenceIsShared(t *testing.T) {
	t.Parallel()
	j := tinyJudge(t, best())
	text := "hair clips, 货到了没有? 发夹"
	v := verdicts(t, j, "发夹", text)[0]
	first, second := strings.Index(text, "货"), strings.Index(text, "发夹")
	shares := j.Shares(v, Passage, text, []int{first, second, len(text)})
	var sum float64
	for _, share := range shares {
		sum += share
	}
	if len(shares) != 3 || math.Abs(sum-1) > 1e-5 || slices.Min(shares) <= 0 {
		t.Errorf("shares %v", shares)
	}
	if got := j.Shares(v, Passage, text, []int{first, first, 2 * len(text)}); len(got) != 3 || got[1] != 0 {
		t.Errorf("an empty part has %v", got)
	}
}

func TestACancelledContextEndsJudging(t *testing.T) {
	t.Parallel()
	j := tinyJudge(t, best())
	question, passages := read(t, j.encoder, Query, "a")[0], read(t, j.encoder, Passage, texts...)
	free := j.encoder.busy()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error)
	go func() {
		_, err := j.Judge(ctx, question, passages)
		waiting <- err
	}()
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("judging ended with %v", err)
	}
	j.encoder.free(free)
	if _, err := j.Judge(t.Context(), question, passages); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestWhatIsJudgedDoesNotGoTogetherWithWhatIsEncoded(t *testing.T) {
	t.Parallel()
	j := tinyJudge(t, best())
	w, question := &workspace{}, read(t, j.encoder, Query, "a")[0]
	judged := func() *call { return j.newCall(t.Context(), question, question) }
	first, second := w.add(judged()), w.add(judged())
	if !first || !second || w.add(j.encoder.newCall(t.Context(), Query, []string{"a"})) {
		t.Error("a batch holds two kinds of calls, or not two of one")
	}
}

func TestBrokenJudgesAreRefused(t *testing.T) {
	t.Parallel()
	e := tinyEncoder(t, best())
	good := judgeWeights(t, e, 2)
	flipped := slices.Clone(good)
	flipped[len(flipped)-1] ^= 1
	for name, file := range map[string][]byte{
		"empty": nil, "an encoder": weights(t, tiny, tinyPieces()), "cut": good[:len(good)-1], "flipped": flipped,
		"too many layers": judgeWeights(t, e, tiny.Layers+1), "no layers": judgeWeights(t, e, 0),
		"of another encoder": judgeFile(t, judgeHeader{Name: "x", Encoder: "another", Layers: 1}, nil),
	} {
		if _, err := e.OpenJudge(file); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// testdata/verdicts.jsonl has questions and passages with the scores that the judge gives them in PyTorch, and the token with
// most of the evidence. It is written by tools/encoder/packjudge.py together with the weights.
func TestBuiltInVerdictsAreTheOriginals(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/verdicts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var same, all int
	for lines := json.NewDecoder(strings.NewReader(string(file))); lines.More(); all++ {
		var want struct {
			Question, Passage string
			Score             float64
			Token             int
		}
		if err := lines.Decode(&want); err != nil {
			t.Fatal(err)
		}
		got := verdicts(t, BuiltInJudge(), want.Question, want.Passage)[0]
		const most = 0.5 // what eight bits take from or add to the original's score
		if math.Abs(got.Score-want.Score) > most {
			t.Errorf("%q: scored %.2f, not %.2f", want.Question, got.Score, want.Score)
		}
		if got.Evidence[want.Token] == slices.Max(got.Evidence) {
			same++
		}
	}
	if same*10 < all*9 {
		t.Errorf("only in %d of %d passages the evidence lies where the original finds it", same, all)
	}
}
