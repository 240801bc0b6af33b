package encoder

import (
	"math"
	"slices"
)

// What a token may be to an act; the first of its scores. After them come that of no role and, for each role, those of its
// beginning and of its inside.
const (
	outside = iota
	begins
	inside
	bounds
)

// stretch is tokens of a message, from one up to the one that is not in it any more.
type stretch struct{ begin, end int }

// tokenAct is an Act of tokens.
type tokenAct struct {
	stretch
	name  string
	sure  float64
	roles []tokenRole
}

// tokenRole is a Role of tokens.
type tokenRole struct {
	stretch
	name string
}

// rowsOf parts numbers into rows of a width.
func rowsOf(x []float32, width int) [][]float32 { return slices.Collect(slices.Chunk(x, width)) }

// cutStretches gives the likeliest way to cut tokens into stretches, of which each begins before it goes on.
func cutStretches(tokens [][]float32) []stretch {
	out, in := 0.0, math.Inf(-1)        // the sums of the best ways that end outside and inside of a stretch
	type step struct{ in, goesOn bool } // whether the best way outside comes from inside; whether the best inside goes on
	steps := make([]step, len(tokens))
	for i, scores := range tokens {
		s := &steps[i]
		s.in = in > out
		best := max(out, in)
		fresh, goes := best+float64(scores[begins]), in+float64(scores[inside])
		s.goesOn = goes > fresh
		out, in = best+float64(scores[outside]), max(fresh, goes)
	}
	var found []stretch
	within, end := in > out, len(tokens)
	for i := len(tokens) - 1; i >= 0; i-- {
		if !within || !steps[i].goesOn {
			if within {
				found = append(found, stretch{i, end})
			}
			within, end = steps[i].in, i
		}
	}
	slices.Reverse(found)
	return found
}

// likeliestAct gives the act with the greatest score, and its share among all.
func likeliestAct(scores []float32) (int, float64) {
	top, total := slices.Max(scores), 0.0
	for _, s := range scores {
		total += math.Exp(float64(s - top))
	}
	return slices.Index(scores, top), 1 / total
}

// roles gives the roles of a stretch, each of its tokens as it is likeliest. What goes on without having begun begins.
func (r *Reader) roles(tokens [][]float32, s stretch) []tokenRole {
	var found []tokenRole
	before := 0
	for i := s.begin; i < s.end; i++ {
		scores := tokens[i][bounds:][:1+2*len(r.header.Roles)]
		label := slices.Index(scores, slices.Max(scores))
		kind, goesOn := (label+1)/2, label%2 == 0
		switch {
		case kind == 0:
		case goesOn && kind == before:
			found[len(found)-1].end = i + 1
		default:
			found = append(found, tokenRole{stretch{i, i + 1}, r.header.Roles[kind-1]})
		}
		before = kind
	}
	return found
}

// apart says that two acts of one name stay two: they may follow each other, and each names a thing of its own or has a number.
func (r *Reader) apart(a, b *tokenAct) bool {
	both := func(names []string) bool { return a.has(names) && b.has(names) }
	return slices.Contains(r.header.Several, a.name) && (both(r.header.Naming) || both(r.header.Counting))
}

// has says that an act has one of some roles.
func (a *tokenAct) has(names []string) bool {
	return slices.ContainsFunc(a.roles, func(role tokenRole) bool { return slices.Contains(names, role.name) })
}

// joined makes one act of neighbours of one name that do not stay apart.
func (r *Reader) joined(acts []tokenAct) []tokenAct {
	var out []tokenAct
	for _, a := range acts {
		if n := len(out); n > 0 && out[n-1].name == a.name {
			if last := &out[n-1]; !r.apart(last, &a) {
				last.end, last.sure, last.roles = a.end, min(last.sure, a.sure), append(last.roles, a.roles...)
				continue
			}
		}
		out = append(out, a)
	}
	return out
}
