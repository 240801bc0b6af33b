package models

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"oldhand/integrations/text"
)

// small is a model of a few words.
func small(t testing.TB) *Trained {
	t.Helper()
	w := &Weights{Name: "small-1", Credits: []string{"nobody"}, Words: map[uint64][]float32{}, Stems: map[uint64]uint64{Hash("clippi"): Hash("clip")}}
	for i, word := range []string{"clip", "发夹", "夹", "发"} {
		w.Words[Hash(word)] = wave(float64(i)+1, 1)
	}
	for i := range 7 {
		w.Shared = append(w.Shared, wave(float64(i)+10, 0.1))
	}
	var file bytes.Buffer
	if err := w.Write(&file); err != nil {
		t.Fatal(err)
	}
	m, err := ReadTrained(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wave makes rows that are unlike each other.
func wave(pitch, size float64) []float32 {
	row := make([]float32, Dimension)
	for i := range row {
		row[i] = float32(size * math.Sin(pitch*float64(i)))
	}
	return row
}

func embedded(m *Trained, s string) []float32 {
	v := make([]float32, Dimension)
	m.Embed(v, s)
	return v
}

func TestWeightsComeBack(t *testing.T) {
	t.Parallel()
	m := small(t)
	if m.Model() != "small-1" || m.Dimension() != Dimension || m.Words != 4 || m.Shared != 7 || m.Credits[0] != "nobody" {
		t.Errorf("header %+v", m.Header)
	}
	for s, times := range map[string][4]float64{"clip": {1}, "夹": {2: 1}, "发夹": {1: 1, 2: 1, 3: 1}, "夹发夹": {1: 1, 2: Repeated(2), 3: 1}} {
		want := make([]float32, Dimension)
		for row, n := range times {
			for i, x := range wave(float64(row)+1, n) {
				want[i] += x
			}
		}
		normalise(want)
		if like := cosine(embedded(m, s), want); like < 0.96 { // a wave is cut more by two bits than what is spread normally
			t.Errorf("%s came back at %.3f", s, like)
		}
	}
}

// An unknown word that differs in its ending from a known one, or from a stem, lies near it; one that only begins alike does
// not, nor does one too short to tell.
func TestEndingsAreSeenThrough(t *testing.T) {
	t.Parallel()
	m := small(t)
	known := embedded(m, "clip")
	for word, near := range map[string]bool{"clips": true, "clipped": true, "clip's": true, "clippiest": true, "clipperton": false, "cli": false} {
		if like := cosine(embedded(m, word), known); (like > 0.5) != near {
			t.Errorf("%s at %.2f", word, like)
		}
	}
}

// A word that comes again counts, but less than the first time.
func TestRepeatedWordsCountLess(t *testing.T) {
	t.Parallel()
	m := small(t)
	one, three := embedded(m, "clip 发夹"), embedded(m, "clip clip clip 发夹")
	v, all := make([]float32, Dimension), embedded(m, "clip")
	for i := range v {
		v[i] = 3*wave(1, 1)[i] + wave(2, 1)[i]
	}
	normalise(v)
	if a, b, c := cosine(one, all), cosine(three, all), cosine(v, all); a >= b || b >= c {
		t.Errorf("once %.2f, three times %.2f, were each as much as the first %.2f", a, b, c)
	}
}

// However many rows are added, the sum is that of the numbers.
func TestSumsDoNotRunOver(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		got := make([]float32, Dimension)
		s := newSums(got)
		var want [Dimension]float64
		for range rapid.IntRange(1, 60).Draw(t, "rows") {
			row := rapid.SliceOfN(rapid.Byte(), rowBytes, rowBytes).Draw(t, "row")
			times := rapid.Uint64Range(1, 2*laneRoom).Draw(t, "times")
			s.add(row, times)
			for i, b := range row {
				for n := range perByte {
					want[perByte*i+n] += (float64(b>>(bits*n)&highest) - rowMiddle) * float64(times)
				}
			}
		}
		s.empty()
		for i, x := range got {
			if got := float64(x) - rowMiddle*float64(s.weight); got != want[i] {
				t.Fatalf("number %d is %v, not %v", i, got, want[i])
			}
		}
		var square float64
		for _, x := range want {
			square += x * x
		}
		if !s.finish() {
			t.Fatal("no length")
		}
		for i, x := range got {
			if math.Abs(float64(x)-want[i]/math.Sqrt(square)) > 1e-5 {
				t.Fatalf("number %d of the whole is %v, not %v", i, x, want[i]/math.Sqrt(square))
			}
		}
	})
}

func TestLongestKnownWordsAreTaken(t *testing.T) {
	t.Parallel()
	known := []uint64{Hash("发夹"), Hash("手机"), Hash("手机壳")}
	for s, want := range map[string][]string{
		"红色发夹":          {"红", "色", "发夹", "发", "夹"},
		"手机壳 手机":        {"手机壳", "手", "机", "壳", "手机", "手", "机"},
		"Hair clip 12个": {"hair", "clip", "12", "个"},
		"發夾":            {"发夹", "发", "夹"},
		"":              nil,
	} {
		var got []string
		rowOf := func(h uint64) int { return slices.Index(known, h) }
		Pieces(s, rowOf, func(_ text.Script, piece string, row int) {
			got = append(got, piece)
			if row != rowOf(Hash(piece)) {
				t.Errorf("%q: the row of %q is another", s, piece)
			}
		})
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestBrokenWeights(t *testing.T) {
	t.Parallel()
	var whole bytes.Buffer
	w := &Weights{Words: map[uint64][]float32{1: wave(1, 1)}, Shared: [][]float32{wave(2, 1)}}
	if err := w.Write(&whole); err != nil {
		t.Fatal(err)
	}
	for at := range whole.Len() {
		if at > 200 && at%97 != 0 {
			continue
		}
		if _, err := ReadTrained(whole.Bytes()[:at]); !errors.Is(err, errBroken) {
			t.Fatalf("cut at %d: %v", at, err)
		}
	}
	flipped := bytes.Clone(whole.Bytes())
	flipped[len(flipped)-1] ^= 1
	if _, err := ReadTrained(flipped); !errors.Is(err, errBroken) {
		t.Errorf("a wrong bit: %v", err)
	}
}

func TestEmbeddingIsOfUnitLength(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("退货运费发夹 aeirst,.12")))).Draw(t, "s")
		v := embedded(BuiltIn(), s)
		if math.Abs(cosine(v, v)-1) > 1e-4 {
			t.Fatalf("%q: length² %v", s, cosine(v, v))
		}
		if !slices.Equal(v, embedded(BuiltIn(), s)) {
			t.Fatalf("%q gives two vectors", s)
		}
	})
}

// What belongs together must lie nearer than what does not.
func TestBuiltInPutsLikeNearLike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, like, unlike string }{
		{"how do I get my money back", "怎么退款", "怎么拍照"},
		{"hair clip", "发夹", "袜子"},
		{"红色发夹", "red hair clip", "blue umbrella"},
		{"退货的快递费谁出", "who pays the courier fee for a return", "how to photograph socks"},
		{"umbrela", "umbrella", "necklace"},
		{"the parcel is lost", "快递丢了", "便宜一点"},
		{"退貨", "退货", "手机"},
		{"Guangzhou", "广州", "北京"},
	} {
		near, far := cosine(embedded(BuiltIn(), c.text), embedded(BuiltIn(), c.like)), cosine(embedded(BuiltIn(), c.text), embedded(BuiltIn(), c.unlike))
		if near < far+0.12 {
			t.Errorf("%q: %q at %.2f, %q at %.2f", c.text, c.like, near, c.unlike, far)
		}
	}
}

func TestBuiltInIsSmallAndQuickToRead(t *testing.T) { // not parallel: it counts allocations
	const largest = 24e6
	if len(builtIn) > largest {
		t.Errorf("%d bytes of weights", len(builtIn))
	}
	if allocated := testing.AllocsPerRun(3, func() {
		if _, err := ReadTrained(builtIn); err != nil {
			t.Error(err)
		}
	}); allocated > 40 {
		t.Errorf("reading allocates %v times", allocated)
	}
}

func TestWordsAllocateNothing(t *testing.T) { // nor is this
	v := make([]float32, Dimension)
	for _, s := range []string{"how do i pack a mugg so that it doesn't break", "退货的快递费谁出运费险怎么买才划算呢请问"} {
		BuiltIn().Embed(v, s)
		if n := testing.AllocsPerRun(20, func() { BuiltIn().Embed(v, s) }); n > 8 { // folding a text, not its words
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

func TestBuiltInIsSafeToShare(t *testing.T) {
	t.Parallel()
	want := embedded(BuiltIn(), "退货的快递费谁出")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			got, err := BuiltIn().EmbedDocuments(t.Context(), []string{"退货的快递费谁出"})
			if err != nil || !slices.Equal(got[0], want) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	wait.Wait()
}

func FuzzEmbed(f *testing.F) {
	f.Add("退货的快递费谁出？ who pays 7天")
	f.Add("\x00\xff")
	m := small(f)
	f.Fuzz(func(t *testing.T, s string) {
		v := embedded(m, s)
		if math.Abs(cosine(v, v)-1) > 1e-3 {
			t.Fatalf("%q: length² %v", s, cosine(v, v))
		}
	})
}

const (
	twelveWords      = "how do i pay the return shipping if the buyer is angry"
	twentyCharacters = "退货的快递费谁出运费险怎么买才划算呢请问"
)

func BenchmarkEmbedEnglish(b *testing.B) { benchmarkEmbed(b, twelveWords) }

func BenchmarkEmbedChinese(b *testing.B) { benchmarkEmbed(b, twentyCharacters) }

func benchmarkEmbed(b *testing.B, s string) {
	m := BuiltIn()
	v := make([]float32, Dimension)
	b.ReportAllocs()
	for b.Loop() {
		m.Embed(v, s)
	}
}

// BenchmarkLookups is the floor: the same pieces, only looked up in a map.
func BenchmarkLookups(b *testing.B) {
	rows := map[string]int{}
	for _, s := range []string{twelveWords, twentyCharacters} {
		var pieces []string
		Pieces(s, BuiltIn().rowOf, func(_ text.Script, piece string, _ int) {
			rows[piece] = len(rows)
			pieces = append(pieces, piece)
		})
		b.Run(s, func(b *testing.B) {
			sum := 0
			for b.Loop() {
				for _, piece := range pieces {
					sum += rows[piece]
				}
			}
		})
	}
}

func BenchmarkReadTrained(b *testing.B) {
	for b.Loop() {
		if _, err := ReadTrained(builtIn); err != nil {
			b.Fatal(err)
		}
	}
}

func cosine(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
