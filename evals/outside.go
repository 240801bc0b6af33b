package evals

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// outsideIndex names the cases of a folder outside the program, one JSON object a line.
const outsideIndex = "index.jsonl"

// outsideCase is what somebody reported that a program should have read in a text. Commands that are asked of a whole village are
// played by the tests of their subjects; here are the pure ones.
type outsideCase struct {
	Command  string          `json:"command"`
	Input    string          `json:"input"`
	Expected json.RawMessage `json:"expected"`
	Kind     string          `json:"kind"` // begins with its number: K08
}

// scoreOutside scores the places, contacts and weights of the reported cases in a folder; without one there are none.
func scoreOutside(dir string, t *tally) error {
	file, err := os.Open(filepath.Join(dir, outsideIndex))
	if dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c outsideCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return fmt.Errorf("%s: %w", outsideIndex, err)
		}
		if err := c.score(t); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c outsideCase) score(t *tally) error {
	var got map[string]any
	want := map[string]any{}
	switch {
	case strings.HasPrefix(c.Command, "quote --json") && strings.HasSuffix(c.Command, "--to TEXT"):
		a, _ := address.Parse(c.Input)
		got = map[string]any{"code": a.Place.Code, "name": a.Contact.Name, "phone": a.Contact.Phone, "extension": a.Contact.Extension}
		if err := json.Unmarshal(c.Expected, &want); err != nil {
			return fmt.Errorf("%s: %w", outsideIndex, err)
		}
	case c.Command == "quote --weight":
		grams, _ := measure.ParseWeight(c.Input)
		got = map[string]any{"weight": float64(grams)}
		var weight float64
		if err := json.Unmarshal(c.Expected, &weight); err != nil {
			return fmt.Errorf("%s: %w", outsideIndex, err)
		}
		want["weight"] = weight
	default:
		return nil
	}
	right := true
	for field, value := range want {
		right = right && got[field] == value
	}
	number, _, _ := strings.Cut(c.Kind, " ")
	t.count("outside", right)
	t.count("outside "+number, right)
	if !right {
		t.fail("outside %s, %q: want %v, got %v", number, c.Input, want, got)
	}
	return nil
}
