package text_test

import (
	"testing"

	"oldhand/integrations/text"
)

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]string{
		"---\ntitle: 周六会：x\n---\n正文\n":            {"周六会：x", "正文\n"},
		"\n --- \ntitle: 12 # no\n---":            {"12", ""},
		"---yaml\ntitle: yes\n---\nx":             {"yes", "x"},
		"---\ntitle: 2026-08-01\n---\n\nx":        {"2026-08-01", "\nx"},
		"---\ntitle: a\ntitle: b\nmore: 1\n---\n": {"b", ""},
		"---\n# nothing said\n---\nx":             {"", "x"},
		"---\n---\nx":                             {"", "x"},
		"+++\ntitle = \"a\"\n+++\nx":              {"a", "x"},
		";;;\n{\"title\": \"a\"}\n;;;\nx":         {"a", "x"},
		"---\n\na line, not front matter\n":       {"", "---\n\na line, not front matter\n"},
		"---":                                     {"", "---"},
		"words\n---\ntitle: a\n---\n":             {"", "words\n---\ntitle: a\n---\n"},
		"":                                        {"", ""},
	} {
		var front struct{ Title string }
		body, err := text.FrontMatter([]byte(in), &front)
		if got := [2]string{front.Title, string(body)}; err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"---\ntitle: [\n---\n", "---\ntitle: [a]\n---\n", "+++\ntitle = 1\n+++\n"} {
		var front struct{ Title string }
		if _, err := text.FrontMatter([]byte(in), &front); err == nil {
			t.Errorf("%q is read as %+v", in, front)
		}
	}
}
