package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestButtonsComeBackAsTheyWereMade(t *testing.T) {
	t.Parallel()
	s := signer{[]byte("key")}
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringOfN(rapid.RuneFrom([]rune("abcXYZ019-_:色发")), 0, 10, -1)
		a := Choice{Verb: "v" + part.Draw(t, "verb"), Args: rapid.SliceOfN(part, 0, 4).Draw(t, "args")}
		chat := ChatID(rapid.Int64().Draw(t, "chat"))
		made := TurnID(rapid.Int64Range(1, 1<<62).Draw(t, "turn"))
		once := rapid.Bool().Draw(t, "once")
		if a.check() != nil {
			return
		}
		data := s.data("c", chat, made, Button{Choice: a, Once: once})
		if len(data) > MaxButtonData {
			t.Fatalf("%d bytes: %s", len(data), data)
		}
		p, ok := s.read("c", chat, data)
		if len(a.Args) == 0 {
			a.Args = nil
		}
		if diff := cmp.Diff(press{made, once, a}, p, cmp.AllowUnexported(press{})); !ok || diff != "" {
			t.Fatalf("read back (%v):\n%s", ok, diff)
		}
		if _, ok := s.read("c", chat+1, data); ok {
			t.Fatal("it works in another chat")
		}
		if _, ok := s.read("d", chat, data); ok {
			t.Fatal("it works in another channel")
		}
		if _, ok := (signer{[]byte("other")}).read("c", chat, data); ok {
			t.Fatal("it works in another village")
		}
	})
}

func TestChoicesThatNoButtonCanCarry(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		choice Choice
		ok     bool
	}{
		"the longest":        {Choice{Verb: strings.Repeat("v", 10), Args: []string{strings.Repeat("a", 20)}}, true},
		"too long":           {Choice{Verb: strings.Repeat("v", 11), Args: []string{strings.Repeat("a", 20)}}, false},
		"bytes, not letters": {Choice{Verb: strings.Repeat("发", 11)}, false},
		"too many arguments": {Choice{Verb: "v", Args: strings.Split(strings.Repeat("a,", 28), ",")}, false},
		"a bar":              {Choice{Verb: "v", Args: []string{"a|b"}}, false},
		"no verb":            {Choice{Args: []string{"a"}}, false},
	} {
		if err := c.choice.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadingAPress(f *testing.F) {
	s := signer{[]byte("key")}
	f.Add(s.data("c", 1, 2, Button{Choice: Choice{Verb: "v"}}))
	f.Add("||||||||||||||")
	f.Fuzz(func(t *testing.T, data string) {
		if p, ok := s.read("c", 1, data); ok && s.data("c", 1, p.made, Button{Choice: p.choice, Once: p.once}) != data {
			t.Errorf("%q was taken for %+v", data, p)
		}
	})
}

func TestJSONWithoutNUL(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a":               `"a"`,
		"a\x00b":          `"ab"`,
		`\u0000`:          `"\\u0000"`,
		"\\\x00\\":        `"\\\\"`,
		"\"\x00\x00\n":    `"\"\n"`,
		"\x00":            `""`,
		"色\x00<\x01>\x00": `"色\u003c\u0001\u003e"`,
	} {
		if got, err := jsonb(in); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", in, got, err, want)
		}
	}
}
