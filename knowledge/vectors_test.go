package knowledge

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"oldhand/integrations/models/encoder"
)

// TestKnownMeansAreTheEncoders makes the means anew and holds those that are known against them.
func TestKnownMeansAreTheEncoders(t *testing.T) {
	t.Parallel()
	e := newEmbedder(encoder.Lazy{})
	made, err := e.makeMeans(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if knownMeans, err = json.Marshal(made); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("typical/means.json", knownMeans, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var known means
	if err := json.Unmarshal(knownMeans, &known); err != nil || known.Model != made.Model {
		t.Fatalf("the known means are of %q, not %q: run go test ./knowledge -run TestKnownMeans -update (%v)", known.Model, made.Model, err)
	}
	for _, lang := range []string{"en", "zh"} {
		if d := farApart(known.Questions[lang], made.Questions[lang]); d > 1e-3 {
			t.Errorf("questions in %s: %v apart", lang, d)
		}
		if d := farApart(known.Passages[lang], made.Passages[lang]); d > 1e-3 {
			t.Errorf("passages in %s: %v apart", lang, d)
		}
	}
}

// farApart is the greatest difference of two numbers in the same place.
func farApart(a, b []float32) (most float64) {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	for i, x := range a {
		most = max(most, math.Abs(float64(x-b[i])))
	}
	return most
}
