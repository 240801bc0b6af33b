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

func TestTheListOfAGroupHasNoLinesOfPeople(t *testing.T) {
	t.Parallel()
	text, acts, err := Unmarked("⟦order|⟨item:小宇妈⟩⟧ ⟦order|⟨item:发夹⟩⟨qty:2个⟩⟧\n⟦order|⟨item:乐乐⟩⟧ ⟦order|⟨item:抹布⟩⟨qty:1条⟩⟧\n⟦order|⟨item:围巾⟩⟧")
	if err != nil {
		t.Fatal(err)
	}
	got, err := JSON(Compose(text, acts, Context{Now: monday, Role: "seller"}, village{}))
	want := `[{"name":"order","slots":{"lines":[{"item":"发夹","quantity":2,"unit":"个"},{"item":"抹布","quantity":1,"unit":"条"},{"item":"围巾"}]}}]`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v, want %s", got, err, want)
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

// A text is marked as it was before its marks were taken, and whatever acts are said to be in it, it is the same text.
func TestMarkedTextsReadBack(t *testing.T) {
	t.Parallel()
	for _, marked := range []string{"⟦order|⟨qty:20⟩ ⟨item:red clips⟩⟧ please", "⟦thanks|谢谢⟧，⟦order|⟨item:发夹⟩⟨qty:20个⟩⟧", "hello", ""} {
		text, acts, err := Unmarked(marked)
		if got := Marked(text, acts); err != nil || got != marked {
			t.Errorf("%s: %s, %v", marked, got, err)
		}
	}
	const text = "20 red clips and 5 mugs"
	for want, acts := range map[string][]Act{
		"⟦order|⟨qty:20⟩ red clips⟧ and ⟦order|⟨qty:5⟩ mugs⟧": {
			{Name: "order", To: 12, Roles: []Role{{"qty", 0, 2}}}, {Name: "order", From: 17, To: 40, Roles: []Role{{"qty", 12, 18}, {"item", 30, 40}}},
		},
		"⟦order|⟨qty:20 r⟩⟨item:ed clips⟩⟧⟦find| and 5 mugs⟧": {
			{Name: "order", To: 12, Roles: []Role{{"qty", 0, 4}, {"item", 3, 20}}}, {Name: "find", From: 5, To: 23}, {Name: "ask", From: 9, To: 20},
		},
	} {
		got := Marked(text, acts)
		if bare, _, err := Unmarked(got); err != nil || bare != text || got != want {
			t.Errorf("%s instead of %s, which reads %s, %v", got, want, bare, err)
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
		if got := Marked(text, snapped(m.text, acts, m.pieces())); got != want {
			t.Errorf("%s: %s instead of %s", marked, got, want)
		}
	}
}
