package meaning

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestComposed makes the commands of marked messages: testdata/composed.txt has each with who wrote it, what stood on the
// screen, and what it comes to.
func TestComposed(t *testing.T) {
	t.Parallel()
	file := filepath.Join("testdata", "composed.txt")
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c, got := Context{Now: monday}, strings.Builder{}
	for line := range strings.Lines(string(golden)) {
		line = strings.TrimSuffix(line, "\n")
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "@": // who, and what stood on the screen
			role, screen, _ := strings.Cut(rest, " ")
			c = Context{Now: monday, Role: role}
			if err := json.Unmarshal([]byte(cmp.Or(screen, "{}")), &c.Focus); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		case "=":
			continue
		}
		got.WriteString(line + "\n")
		if kind == ">" {
			text, acts, err := Unmarked(rest)
			if err != nil {
				t.Fatal(err)
			}
			commands, err := JSON(Compose(text, acts, c, village{}))
			if err != nil {
				t.Fatal(err)
			}
			got.WriteString("= " + string(commands) + "\n")
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := gocmp.Diff(string(golden), got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestMarksThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	for _, marked := range []string{"⟦order|20", "20⟧", "⟦a|⟦b|x⟧⟧", "⟦a|⟨item:x⟧", "⟨item:x⟩", "⟦a|⟨item:⟨qty:x⟩⟩⟧", "⟦a|x⟩⟧"} {
		if _, _, err := Unmarked(marked); !errors.Is(err, ErrMarks) {
			t.Errorf("%q: %v", marked, err)
		}
	}
}

// What the reader read is brought to where values and words stand, and what it left without a role gets one.
func TestRolesAreBroughtToTheirValues(t *testing.T) {
	t.Parallel()
	for marked, want := range map[string]string{
		"⟦order|A1023来⟨qty:2⟩0个⟧":          "⟦order|⟨sku:A1023⟩来⟨qty:20个⟩⟧",
		"⟦order|⟨item:d hair clip⟩s x 20⟧": "⟦order|⟨item:d hair clips⟩ ⟨qty:x 20⟩⟧",
		"⟦find|⟨item:的发夹，⟩有吗⟧":             "⟦find|的⟨item:发夹⟩，有吗⟧",
		"⟦when|⟨date:明⟩天⟨time:九⟩点⟧":        "⟦when|⟨date:明天九点⟩⟧",
		"⟦ask|20个A1023算多吗⟧":                "⟦ask|20个A1023算多吗⟧",
	} {
		text, acts, err := Unmarked(marked)
		if err != nil {
			t.Fatal(err)
		}
		m := &message{text: text, Context: Context{Now: monday}, names: village{}}
		if got := marking(text, m.snapped(acts)); got != want {
			t.Errorf("%s: %s instead of %s", marked, got, want)
		}
	}
}

// marking writes a text with its acts marked.
func marking(text string, acts []Act) string {
	var out strings.Builder
	at := 0
	to := func(next int, mark string) {
		out.WriteString(text[at:next] + mark)
		at = next
	}
	for _, a := range acts {
		to(a.From, "⟦"+a.Name+"|")
		for _, r := range a.Roles {
			to(r.From, "⟨"+r.Name+":")
			to(r.To, "⟩")
		}
		to(a.To, "⟧")
	}
	return out.String() + text[at:]
}
