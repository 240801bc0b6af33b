package encoder

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// Of all ways to cut a few tokens into stretches the likeliest is found.
func TestTheLikeliestStretchesAreCut(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	for n := range 7 {
		for range 50 {
			tokens := make([][]float32, n)
			for i := range tokens {
				tokens[i] = []float32{random.Float32(), random.Float32(), random.Float32()}
			}
			if got, want := cutStretches(tokens), likeliestStretches(tokens); !slices.Equal(got, want) {
				t.Errorf("%v is cut into %v, not %v", tokens, got, want)
			}
		}
	}
}

// likeliestStretches tries all ways.
func likeliestStretches(tokens [][]float32) []stretch {
	ways := 1
	for range tokens {
		ways *= bounds
	}
	var best []stretch
	most := float32(-1)
	for way := range ways {
		var found []stretch
		var sum float32
		last, possible := outside, true
		for i := range tokens {
			bound := way % bounds
			way /= bounds
			sum += tokens[i][bound]
			switch {
			case bound == begins:
				found = append(found, stretch{i, i + 1})
			case bound == inside:
				if possible = possible && last != outside; possible {
					found[len(found)-1].end = i + 1
				}
			}
			last = bound
		}
		if possible && sum > most {
			best, most = found, sum
		}
	}
	return best
}

func TestRolesAreReadOfEveryToken(t *testing.T) {
	t.Parallel()
	r := &Reader{header: readerHeader{Roles: []string{"item", "qty"}}}
	const none, item, itemOn, qty, qtyOn = 0, 1, 2, 3, 4
	for _, c := range []struct {
		labels []int
		want   []tokenRole
	}{
		{[]int{none, none}, nil},
		{[]int{item, itemOn, item}, []tokenRole{{stretch{0, 2}, "item"}, {stretch{2, 3}, "item"}}},
		{[]int{itemOn, qtyOn, none, qtyOn, qtyOn}, []tokenRole{{stretch{0, 1}, "item"}, {stretch{1, 2}, "qty"}, {stretch{3, 5}, "qty"}}},
		{[]int{qty, itemOn, itemOn}, []tokenRole{{stretch{0, 1}, "qty"}, {stretch{1, 3}, "item"}}},
	} {
		var tokens [][]float32
		for _, label := range c.labels {
			scores := make([]float32, bounds+5+3)
			scores[0], scores[bounds+label], scores[bounds+5] = 9, 1, 8 // bounds and what fills up a matrix are no roles
			tokens = append(tokens, scores)
		}
		if got := r.roles(tokens, stretch{0, len(tokens)}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, not %v", c.labels, got, c.want)
		}
	}
}

func TestNeighboursAreJoined(t *testing.T) {
	t.Parallel()
	r := &Reader{header: readerHeader{Several: []string{"order"}, Naming: []string{"item"}}}
	one := func(name string, at int, sure float64, role string) tokenAct {
		return tokenAct{stretch{at, at + 2}, name, sure, []tokenRole{{stretch{at, at + 1}, role}}}
	}
	orders := []tokenAct{one("order", 0, 0.9, "item"), one("order", 3, 0.8, "item"), one("cancel", 6, 0.7, "qty")}
	if got := r.joined(slices.Clone(orders)); !reflect.DeepEqual(got, orders) {
		t.Errorf("two orders and another act become %v", got)
	}
	for _, acts := range [][]tokenAct{
		{one("order", 0, 0.9, "item"), one("order", 3, 0.8, "qty")},
		{one("ask", 0, 0.8, "item"), one("ask", 3, 0.9, "item")},
	} {
		want := []tokenAct{{stretch{0, 5}, acts[0].name, 0.8, slices.Concat(acts[0].roles, acts[1].roles)}}
		if got := r.joined(slices.Clone(acts)); !reflect.DeepEqual(got, want) {
			t.Errorf("%v become %v", acts, got)
		}
	}
}
