package parse

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// e makes an entity; extra is its URL, language or emoji, as the type has it.
func e(kind string, offset, length int, extra ...string) Entity {
	out := Entity{Type: kind, Offset: offset, Length: length}
	for _, x := range extra {
		switch kind {
		case "text_link":
			out.URL = x
		case "pre":
			out.Language = x
		case "custom_emoji":
			out.CustomEmojiID = x
		}
	}
	return out
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode, in, text string
		entities       []Entity
		err            string
	}{
		{"", "*as it is*", "*as it is*", nil, ""},
		{"nope", "x", "", nil, "unsupported parse_mode"},
		{"markdownv2", "*b _i_*", "b i", []Entity{e("bold", 0, 3), e("italic", 2, 1)}, ""},
		{"MarkdownV2", "```go\nx := 1\n```", "x := 1\n", []Entity{e("pre", 0, 7, "go")}, ""},
		{"MarkdownV2", "```x```", "x", []Entity{e("pre", 0, 1)}, ""},
		{"MarkdownV2", "[a](b)", "a", nil, ""},
		{"MarkdownV2", "[a](http://x.example/\\))", "a", []Entity{e("text_link", 0, 1, "http://x.example/)")}, ""},
		{"MarkdownV2", "![👍](tg://emoji?id=5368324170671202286)", "👍", []Entity{e("custom_emoji", 0, 2, "5368324170671202286")}, ""},
		{"MarkdownV2", "![👍](http://x)", "", nil, "Custom emoji URL must have an emoji identifier"},
		{"MarkdownV2", "!x", "", nil, `Character '!' is reserved and must be escaped with the preceding '\'`},
		{"MarkdownV2", "||x", "", nil, "Can't find end of Spoiler entity at byte offset 0"},
		{"MarkdownV2", "~x", "", nil, "Can't find end of Strikethrough entity at byte offset 0"},
		{"MarkdownV2", "```go x", "", nil, "Can't find end of PreCode entity at byte offset 0"},
		{"MarkdownV2", "[x", "", nil, "Can't find end of TextUrl entity at byte offset 0"},
		{"MarkdownV2", ">*x\n", "", nil, "Can't find end of Bold entity at byte offset 1"},
		{"MarkdownV2", ">a||b||\nc", "ab\nc", []Entity{e("blockquote", 0, 3), e("spoiler", 1, 1)}, ""},
		{"MarkdownV2", "a\n>q", "a\nq", []Entity{e("blockquote", 2, 1)}, ""},
		{"MarkdownV2", "\\", "\\", nil, ""},
		{"HTML", "<b>x<i>y</i></b>", "xy", []Entity{e("bold", 0, 2), e("italic", 1, 1)}, ""},
		{"HTML", "<pre><code class=\"language-go\">x</code></pre>", "x", []Entity{e("pre", 0, 1, "go")}, ""},
		{"HTML", "<code class=\"language-go\">x</code>", "x", []Entity{e("code", 0, 1)}, ""},
		{"HTML", "<a href='http://a.example'>x</a>", "x", []Entity{e("text_link", 0, 1, "http://a.example/")}, ""},
		{"HTML", "<a>http://a.example/b</a>", "http://a.example/b", []Entity{e("text_link", 0, 18, "http://a.example/b")}, ""},
		{"HTML", "<a href=\"tg://user?id=7\">x</a>", "x", []Entity{{Type: "text_mention", Length: 1, UserID: 7}}, ""},
		{"HTML", "<B CLASS=x>y</b>", "y", []Entity{e("bold", 0, 1)}, ""},
		{"HTML", "&nbsp;&lt;&#x4E00;&#0;&quot", "&nbsp;<一&#0;\"", nil, ""},
		{"HTML", "<b></b>x", "x", nil, ""},
		{"HTML", "x</b>", "", nil, "Unexpected end tag at byte offset 1"},
		{"HTML", "<span>x</span>", "", nil, `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{"HTML", "<b =x>y</b>", "", nil, `Empty attribute name in the tag "b" at byte offset 0`},
		{"HTML", "<b x", "", nil, "Unclosed start tag at byte offset 0"},
		{"HTML", "<b x=\"y", "", nil, "Unclosed start tag at byte offset 0"},
		{"HTML", "<br>", "", nil, `Unsupported start tag "br" at byte offset 0`},
		{"Markdown", "*b* _i_ `c` [t](http://a.example/)", "b i c t", []Entity{e("bold", 0, 1), e("italic", 2, 1), e("code", 4, 1), e("text_link", 6, 1, "http://a.example/")}, ""},
		{"Markdown", "\\*x", "*x", nil, ""},
		{"Markdown", "a *b", "", nil, "Can't find end of the entity starting at byte offset 2"},
		{"Markdown", "```go\nx```", "x", []Entity{e("pre", 0, 1, "go")}, ""},
	} {
		got, err := Markup(c.in, c.mode)
		if err != nil && err.Error() != c.err || err == nil && c.err != "" {
			t.Errorf("%s %q: error %v, want %q", c.mode, c.in, err, c.err)
			continue
		}
		if err == nil && (got.Text != c.text || !cmp.Equal(got.Entities, c.entities)) {
			t.Errorf("%s %q: %q %+v, want %q %+v", c.mode, c.in, got.Text, got.Entities, c.text, c.entities)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   Text
		want Text
		err  string
	}{
		{Text{"  a\r\n\tb \n", []Entity{e("bold", 0, 8)}}, Text{"a\n b", []Entity{e("bold", 0, 4)}}, ""},
		{Text{"a\u2028\x00b", nil}, Text{"a b", []Entity{}}, ""},
		{Text{"x ", []Entity{e("bold", 1, 1)}}, Text{"x", []Entity{}}, ""},
		{Text{" \u200b\n", nil}, Text{}, "text must be non-empty"},
		{Text{"\xff", nil}, Text{}, "strings must be encoded in UTF-8"},
		{Text{"a", []Entity{e("bold", -1, 1)}}, Text{}, "receive an entity with incorrect offset -1 or length 1"},
		{Text{"😀", []Entity{e("bold", 0, 1)}}, Text{}, "entity ends in a middle of a UTF-16 symbol at byte offset 1"},
		{Text{"ab", []Entity{e("code", 0, 2), e("bold", 1, 1)}}, Text{"ab", []Entity{e("code", 0, 2)}}, ""},
	} {
		got, err := Clean(c.in)
		if err != nil && err.Error() != c.err || err == nil && c.err != "" || err == nil && !cmp.Equal(got, c.want) {
			t.Errorf("%+v: %+v, %v; want %+v, %q", c.in, got, err, c.want, c.err)
		}
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"/start inv_42":                      "bot_command:/start",
		"/start@oldhand_bot x":               "bot_command:/start@oldhand_bot",
		"1/2 and a/b":                        "",
		"see https://example.com/a?b=c.":     "url:https://example.com/a?b=c",
		"看taobao.com/x，谢谢":                   "url:taobao.com/x",
		"10.50 yuan, 3.2kg":                  "",
		"mail me@example.com":                "email:me@example.com",
		"ask @wang_li, not a@b":              "mention:@wang_li",
		"#hair #12 a#b":                      "hashtag:#hair",
		"call +86 138 0013 8000":             "phone_number:+86 138 0013 8000",
		"$USD now":                           "cashtag:$USD",
		"😀 /help":                            "bot_command:/help",
		"https://example.com/@user#tag /x/y": "url:https://example.com/@user#tag",
	} {
		var got []string
		units := utf16.Encode([]rune(in))
		for _, f := range Detect(in) {
			got = append(got, f.Type+":"+string(utf16.Decode(units[f.Offset:f.End()])))
		}
		if strings.Join(got, " | ") != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"example.com": "http://example.com/", "https://example.com": "https://example.com/", "https://a.example/b?c": "https://a.example/b?c",
		"tg://user?id=7": "tg://user?id=7", "localhost": "", "a b.com": "", "javascript://a.b/": "", "": "", "http://[::1]/": "http://[::1]/",
	} {
		got, err := Link(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", in, got, err, want)
		}
	}
}

// checkText fails when a cleaned text breaks what every text keeps.
func checkText(t interface{ Fatalf(string, ...any) }, c Text) {
	if !utf8.ValidString(c.Text) || strings.TrimRightFunc(c.Text, unicode.IsSpace) != c.Text || c.Text == "" {
		t.Fatalf("text %q", c.Text)
	}
	starts := unitStarts(c.Text)
	for i, e := range c.Entities {
		if e.Length <= 0 || checkEntity(e, starts) != nil {
			t.Fatalf("entity %+v in %q", e, c.Text)
		}
		if i > 0 && c.Entities[i-1].Offset > e.Offset {
			t.Fatalf("entities out of order: %+v", c.Entities)
		}
	}
	again, err := Clean(c)
	if err != nil || again.Text != c.Text {
		t.Fatalf("cleaning %q once more gives %q, %v", c.Text, again.Text, err)
	}
}

// FuzzMarkup holds the parsers to never failing otherwise than with an error, whatever is sent.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{"*a _b_*", "<b>x</b>", "```go\nx```", "[a](b)", ">q\n>r||", "<a href=\"x", "&#x1F600;", "![x](tg://emoji?id=1)", "\xff<", "_*[`\\"} {
		for _, mode := range []string{"HTML", "MarkdownV2", "Markdown", ""} {
			f.Add(s, mode)
		}
	}
	f.Fuzz(func(t *testing.T, s, mode string) {
		parsed, err := Markup(s, mode)
		if err != nil {
			return
		}
		cleaned, err := Clean(parsed)
		if errors.Is(err, ErrEmpty) || errors.Is(err, ErrUTF8) {
			return
		}
		if err != nil {
			t.Fatalf("%q in %s gives entities that do not fit: %v", s, mode, err)
		}
		checkText(t, cleaned)
	})
}

// TestEscaped: whatever is escaped as the documentation says comes out as it was.
func TestEscaped(t *testing.T) {
	t.Parallel()
	escapeV2 := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if r > 0 && r <= 126 {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringN(0, 50, 200).Draw(t, "text")
		html := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;").Replace(s)
		for mode, in := range map[string]string{"HTML": html, "MarkdownV2": escapeV2(s)} {
			got, err := Markup(in, mode)
			if err != nil || got.Text != s || got.Entities != nil {
				t.Fatalf("%s %q: %+v, %v", mode, in, got, err)
			}
		}
	})
}
