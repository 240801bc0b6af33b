package encoder

import (
	"bytes"
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

// testdata/acts.jsonl has messages with the acts that the reader finds in them in PyTorch. It is written by
// tools/encoder/packreader.py together with the weights.
func TestBuiltInReaderReadsAsTheOriginal(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("testdata/acts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	const tolerance, enough = 0.05, 0.95 // what eight bits take from or add to the sureness; and for how many messages
	var all, same, near int
	for lines := json.NewDecoder(bytes.NewReader(file)); lines.More(); all++ {
		var want struct {
			Screen, Text string
			Acts         []goldenAct
		}
		if err := lines.Decode(&want); err != nil {
			t.Fatal(err)
		}
		var original []Act
		for _, a := range want.Acts {
			original = append(original, a.act())
		}
		got := acts(t, BuiltInReader(), want.Screen, want.Text)
		if alike(got, original, 1) {
			same++
		} else {
			t.Logf("%q reads as\n%v, originally\n%v", want.Text, got, original)
		}
		if alike(got, original, tolerance) {
			near++
		}
	}
	if all < 50 || float64(min(same, near)) < enough*float64(all) {
		t.Errorf("of %d messages %d are read as by the original, %d as surely", all, same, near)
	}
}

type goldenAct struct {
	Name  string
	Place [2]int
	Sure  float64
	Roles [][3]any
}

func (g *goldenAct) act() Act {
	a := Act{Name: g.Name, From: g.Place[0], To: g.Place[1], Sure: g.Sure}
	for _, r := range g.Roles {
		a.Roles = append(a.Roles, Role{r[0].(string), int(r[1].(float64)), int(r[2].(float64))})
	}
	return a
}
