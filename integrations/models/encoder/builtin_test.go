package encoder

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// testdata/vectors.jsonl has texts with the ids and vectors that the original gives them. It is written by
// tools/encoder/check.py together with the weights.
func TestBuiltInVectorsAreTheOriginals(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/vectors.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	e, lines := BuiltIn(), json.NewDecoder(strings.NewReader(string(file)))
	for lines.More() {
		var want struct {
			Text   string    `json:"text"`
			Kind   Kind      `json:"kind"`
			IDs    []int     `json:"ids"`
			Vector []float32 `json:"vector"`
		}
		if err := lines.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := e.Tokens(want.Text); !slices.Equal(got, want.IDs) {
			t.Errorf("%q is cut into %v, not %v", want.Text, got, want.IDs)
		}
		vectors, err := e.Encode(t.Context(), want.Kind, []string{want.Text})
		if err != nil {
			t.Fatal(err)
		}
		const least = 0.998 // what eight bits leave of the original
		if c := dotProduct(vectors[0], want.Vector); c < least {
			t.Errorf("%q: the cosine with the original's vector is %.4f", want.Text, c)
		}
	}
}
