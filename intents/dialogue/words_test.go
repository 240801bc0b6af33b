package dialogue

import (
	"strings"
	"testing"

	"oldhand/bot/phrases"
)

func TestSlashCommands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"/find red clips":            {"find", "red clips"},
		"/Find@oldhand_bot  clips ":  {"find", "clips"},
		"/start":                     {"start", ""},
		"/quote\n1.2kg to Urumqi":    {"quote", "1.2kg to Urumqi"},
		"/ask@oldhand_bot\nwho pays": {"ask", "who pays"},
	} {
		word, rest, ok := slash(text)
		if !ok || word != want[0] || rest != want[1] {
			t.Errorf("%q: %q, %q, %v", text, word, rest, ok)
		}
	}
	if _, _, ok := slash("1/2 kg"); ok {
		t.Error("a fraction is no command")
	}
}

func FuzzSlash(f *testing.F) {
	for _, seed := range []string{"/find clips", "/", "/\n", "/find@oldhand_bot\nclips", "/start@", "第二个"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		word, rest, ok := slash(text)
		if strings.ContainsAny(word, " @\n") || rest != strings.TrimSpace(rest) || ok != strings.HasPrefix(text, "/") {
			t.Errorf("%q: %q, %q, %v", text, word, rest, ok)
		}
	})
}

// Somebody new is spoken to in the language that they write or, where they write nothing, that of their app.
func TestTheLanguageOfANewcomer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		said, tag string
		want      phrases.Lang
	}{
		{"你好", "en", "zh"}, {"T-7要5条", "en", "zh"}, {"hello", "en", "en"}, {"hello", "zh-hans", "zh"}, {"/start x", "en-GB", "en"}, {"", "zh-TW", "zh"}, {"", "en", "en"},
	} {
		if got := newcomersLanguage(c.said, c.tag); got != c.want {
			t.Errorf("%q in an app of %q: %s", c.said, c.tag, got)
		}
	}
}

// Marks round a label are not written; nor is it read out in capitals.
func TestALabelWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		label, text string
		want        bool
	}{
		{"✅ Confirm", "confirm", true}, {"More ▶", "More", true}, {"◀ 上一页", "上一页", true}, {"✓ Got #1001", "got #1001", true}, {"Undo", "Undo ", true},
		{"Undo", "undo it", false}, {"", "Undo", false},
	} {
		if got := sameLabel(c.label, c.text); got != c.want {
			t.Errorf("%q written as %q: %v", c.label, c.text, got)
		}
	}
}
