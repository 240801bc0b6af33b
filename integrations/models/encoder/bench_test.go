package encoder

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// full is a model of the real one's size, but for its vocabulary.
var full = Header{Name: "full", Layers: 12, Width: 384, Inner: 1536, Heads: 12, Positions: 512, Unknown: -30, Licence: "none"}

var fullWeights = sync.OnceValue(func() []byte { return weights(&testing.B{}, full, tinyPieces()) })

// fullEncoder opens the model and leaves out how long that took.
func fullEncoder(b *testing.B, k kernels) *Encoder {
	b.Helper()
	e, err := open(fullWeights(), k)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	return e
}

// ofTokens gives a text of so many tokens with those that begin and end it and, if there are more than five, "query: ".
func ofTokens(n int) string {
	return strings.TrimSpace(strings.Repeat("货 ", (n-5)/2) + strings.Repeat("到", (n-5)%2))
}

func BenchmarkQuery(b *testing.B) {
	for _, k := range supported() {
		for _, n := range []int{8, 16, 32, 128, 512} {
			if k.name == portable.name && n > 16 {
				continue // tells nothing more
			}
			b.Run(fmt.Sprintf("%s/%d-tokens", k.name, n), func(b *testing.B) {
				e := fullEncoder(b, k)
				text := ofTokens(n)
				for b.Loop() {
					if _, err := e.EmbedQuery(b.Context(), text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// Whether several short texts in one batch cost less than one after the other.
func BenchmarkBatches(b *testing.B) {
	const count = 8
	for _, n := range []int{8, 16} {
		text := ofTokens(n)
		many := strings.Split(strings.Repeat(text+"|", count-1)+text, "|")
		b.Run(fmt.Sprintf("%d-tokens/together", n), func(b *testing.B) {
			e := fullEncoder(b, best())
			for b.Loop() {
				if _, err := e.Encode(b.Context(), Query, many); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d-tokens/one-by-one", n), func(b *testing.B) {
			e := fullEncoder(b, best())
			for b.Loop() {
				for _, text := range many {
					if _, err := e.EmbedQuery(b.Context(), text); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// How many queries a second all processors answer together.
func BenchmarkConcurrentQueries(b *testing.B) {
	e := fullEncoder(b, best())
	text := ofTokens(16)
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := e.EmbedQuery(context.Background(), text); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	e := fullEncoder(b, best())
	text := strings.Repeat("hair clips 货到了没有, 发夹? ", 10)
	b.SetBytes(int64(len(text)))
	var c cutter
	var rows []int32
	for b.Loop() {
		rows = c.pieces(&e.model.vocabulary, rows[:0], text)
	}
}

// BenchmarkOpen reports beside the time the memory that an encoder keeps once it has worked on a text as long as can be.
func BenchmarkOpen(b *testing.B) {
	file := fullWeights()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Open(file); err != nil {
			b.Fatal(err)
		}
	}
	before := inUse()
	e, err := Open(file)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := e.EmbedQuery(b.Context(), ofTokens(full.Positions)); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(inUse()-before)/1e6, "MB-kept")
	runtime.KeepAlive(e)
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkJudge judges eight passages of about a hundred tokens, read before, on a question that is read anew.
func BenchmarkJudge(b *testing.B) {
	for _, k := range supported()[1:] {
		b.Run(k.name, func(b *testing.B) {
			e := fullEncoder(b, k)
			j, err := e.OpenJudge(judgeWeights(b, e, 6))
			if err != nil {
				b.Fatal(err)
			}
			passages := read(b, e, Passage, slices.Repeat([]string{ofTokens(100)}, 8)...)
			for b.Loop() {
				if _, err := j.Judge(b.Context(), read(b, e, Query, ofTokens(16))[0], passages); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPlaces(b *testing.B) {
	e := fullEncoder(b, best())
	text := strings.Repeat("hair clips 货到了没有, 发夹? ", 10)
	b.SetBytes(int64(len(text)))
	var c cutter
	var rows, places []int32
	for b.Loop() {
		rows, places = c.placed(&e.model.vocabulary, rows[:0], places[:0], text)
	}
}

// BenchmarkReader reads a message of so many tokens and a screen of sixteen, with twelve layers, as many as the one that comes with the program.
func BenchmarkReader(b *testing.B) {
	for _, k := range supported() {
		for _, n := range []int{16, 128} {
			if k.name == portable.name && n > 16 {
				continue // tells nothing more
			}
			b.Run(fmt.Sprintf("%s/%d-tokens", k.name, n), func(b *testing.B) {
				e := fullEncoder(b, k)
				r, err := e.OpenReader(readerWeights(b, e, tinyHeader(e, 12)))
				if err != nil {
					b.Fatal(err)
				}
				screen, text := strings.Repeat("货 ", 8), strings.Repeat("到 ", n/2)
				if m := r.cut(screen, text); m.first != 16+2 || len(m.words) != n {
					b.Fatalf("%d tokens, %d of the message", len(m.tokens), len(m.words))
				}
				b.ResetTimer()
				for b.Loop() {
					if _, err := r.Read(b.Context(), screen, text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
