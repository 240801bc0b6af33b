package knowledge

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"oldhand/bot/phrases"
)

// show writes blocks down for comparison: "# " before headings, "- " before items.
func show(blocks []block) string {
	var b strings.Builder
	for _, x := range blocks {
		switch x.kind {
		case heading:
			b.WriteString(strings.Repeat("#", x.level) + " ")
		case item:
			b.WriteString("- ")
		}
		b.WriteString(x.text + "\n")
	}
	return b.String()
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, in, want string }{
		"markdown": {
			"a.md", "# One\n\nTwo *and* **three**\nfour.\n\n- five\n- **Mei:** six\n  - seven\n\n> eight\n\nSetext\n---\n\n1. nine_ten_11\n",
			"# One\nTwo and three four.\n- five\n- Mei: six\n- seven\neight\n## Setext\n- nine_ten_11\n",
		},
		"lines of Chinese":  {"a.md", "运费要\n先算好。\n", "运费要先算好。\n"},
		"windows lines":     {"a.md", "\ufeff---\r\ntitle: x\r\n---\r\n\r\none\r\ntwo\r\n", "one two\n"},
		"links stay":        {"a.md", "See [the rules](https://x.cn/a_b_c) *now*.\n", "See [the rules](https://x.cn/a_b_c) now.\n"},
		"comments are gone": {"a.md", "<!-- secret -->\n\nopen\n", "open\n"},
		"not emphasis":      {"a.md", "30*20*10 cm and 2 * 3\n", "302010 cm and 2 * 3\n"},
		"plain text":        {"a.txt", "# Title\nfirst line\nsecond line\n\n- item\n2. other\nMei: said\n运费先算好。\n打包要结实。\n", "# Title\nfirst line second line\n- item\n- other\nMei: said 运费先算好。\n打包要结实。\n"},
		"questions in text": {"a.txt", "Q: who pays?\nA: the buyer\n", "Q: who pays?\nA: the buyer\n"},
		"html": {
			"a.html", "<title>T</title><nav>menu</nav><h2>One</h2><p>two<br>three</p><ul><li>four<li><p>five</p></ul><div>six<p>seven</p>eight</div><script>x</script>",
			"## One\ntwo three\n- four\nfive\nsix\nseven\neight\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := readNote(t.Context(), c.file, []byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, show(n.blocks)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	n, err := readNote(t.Context(), "x.md", []byte("---\ntitle: 周六会\ndate: 2026-08-01\nkind: Meeting\nspeaker: 老王\nlanguage: zh-CN\nexpires: 2026/12/1\n---\n正文\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(n.Title, n.Date.Format(" 2006-01-02 "), n.Kind, n.Speaker, n.Language, n.Expires.Format(" 2006-01-02"))
	if got != "周六会 2026-08-01 meeting老王zh 2026-12-01" {
		t.Error(got)
	}
	for in, want := range map[string]string{
		"plain words, no title\n": "x/guide",
		"# A heading\n\ntext\n":   "A heading/guide",
		"---\n\ntext\n":           "x/guide", // a line, not front matter
		"---\ntitle: 12\n---\nx":  "12/guide",
	} {
		n, err := readNote(t.Context(), "x.md", []byte(in))
		if err != nil || n.Title+"/"+n.Kind != want {
			t.Errorf("%q: %s/%s, %v", in, n.Title, n.Kind, err)
		}
	}
}

func TestFilesThatAreRejected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, data, want string }{
		"bad UTF-8":        {"a.md", "one\ntw\xffo\n", "an encoding that cannot be told"},
		"NUL":              {"a.txt", "a\x00b", "NUL"},
		"UTF-16":           {"a.txt", "\xff\xfea\x00b", "an encoding that cannot be told"},
		"date":             {"a.md", "---\ndate: yesterday\n---\nx", `"yesterday" is not a day`},
		"kind":             {"a.md", "---\nkind: poem\n---\nx", "none of meeting"},
		"front matter":     {"a.md", "---\ntitle: [\n---\nx", "front matter"},
		"no zip":           {"a.docx", "PK\x03\x04 broken", "not a Word document"},
		"zip without word": {"a.docx", zipped(t, "other.xml", "<a/>"), "not a Word document"},
		"broken word":      {"a.docx", zipped(t, "word/document.xml", "<w:p><w:t>x</w:p>"), "broken Word document"},
		"too much word":    {"a.docx", zipped(t, "word/document.xml", "<a>"+strings.Repeat(" ", 4*maxFile)+"</a>"), "unfolds to more than 64 MB"},
		"no pdf":           {"a.pdf", "%PDF-1.4 nothing", "broken PDF"},
		"empty pdf":        {"a.pdf", "", "broken PDF"},
		"scanned pdf":      {"a.pdf", string(onePage("")), "without text"},
		"garbled pdf":      {"a.pdf", string(onePage("BT /F1 12 Tf (\311\307\247\266\346) Tj ET")), "letters cannot be read"},
		"bad html":         {"a.html", "<meta charset=utf-8><p>\xff\xfe</p>", "an encoding that cannot be told"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := readNote(t.Context(), c.file, []byte(c.data))
			fault, ok := asUnreadable(err)
			if !ok || !strings.Contains(phrases.Tell(phrases.English, fault.reason), c.want) {
				t.Errorf("%+v, %v", n, err)
			}
		})
	}
}

func TestBadLineIsNamed(t *testing.T) {
	t.Parallel()
	_, err := readNote(t.Context(), "a.md", []byte("one\ntwo\nth\xffree\n"))
	if fault, ok := asUnreadable(err); !ok || fault.line != 3 {
		t.Errorf("%+v", err)
	}
}

func TestHTMLInItsOwnEncoding(t *testing.T) {
	t.Parallel()
	page, err := simplifiedchinese.GB18030.NewEncoder().String(`<html lang="zh"><meta charset="gb18030"><p>退货的运费由买家出</p>`)
	if err != nil {
		t.Fatal(err)
	}
	n, err := readNote(t.Context(), "a.htm", []byte(page))
	if err != nil || show(n.blocks) != "退货的运费由买家出\n" || n.Language != "zh" {
		t.Errorf("%s%v", show(n.blocks), err)
	}
}

func TestWord(t *testing.T) {
	t.Parallel()
	document := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
		<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>运费</w:t></w:r></w:p>
		<w:p><w:r><w:t xml:space="preserve">Lao Wang: weigh the </w:t></w:r><w:r><w:t>packed</w:t><w:br/><w:t>parcel.</w:t></w:r></w:p>
		<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p/>
		<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`
	n, err := readNote(t.Context(), "a.docx", []byte(zipped(t, "word/document.xml", document)))
	if err != nil {
		t.Fatal(err)
	}
	want := "# 运费\nLao Wang: weigh the packed parcel.\n- one\ncell\n"
	if d := cmp.Diff(want, show(n.blocks)); d != "" || n.Title != "运费" {
		t.Error(n.Title, d)
	}
}

func zipped(t testing.TB, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func FuzzReadNote(f *testing.F) {
	f.Add(0, []byte("---\ntitle: x\n---\n# a\n\n**Mei:** b *c*\n"))
	f.Add(1, []byte("Q: who?\nA: me\n\n- x\n"))
	f.Add(2, []byte("<p>a<li>b</p>"))
	f.Add(3, []byte(zipped(f, "word/document.xml", "<w:p><w:t>x</w:t></w:p>")))
	f.Add(4, onePage("BT (x) Tj ET"))
	names := []string{"a.md", "a.txt", "a.html", "a.docx", "a.pdf"}
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		n, err := readNote(t.Context(), names[max(kind, -kind, 0)%len(names)], data)
		if err != nil {
			if _, ok := asUnreadable(err); !ok {
				t.Fatal(err)
			}
			return
		}
		for _, p := range split(n) {
			if p.Quote == "" || len([]rune(p.Quote)) > longestQuote || strings.ContainsRune(p.Quote, 0) {
				t.Fatalf("passage %+v", p)
			}
		}
	})
}

// Quotes must stand in the file word for word, white space and emphasis marks apart.
func TestQuotesStandInTheFile(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"testdata/notes/*.md", "testdata/notes/*.txt", "../sample/notes/*/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 40 {
		t.Fatalf("%d files", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := readNote(t.Context(), filepath.Base(file), data)
		if err != nil {
			t.Fatal(file, err)
		}
		for _, p := range split(n) {
			if !strings.Contains(bare(string(data)), bare(p.Quote)) {
				t.Errorf("%s: not word for word: %s", file, p.Quote)
			}
		}
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '*' || r == '_' {
			return -1
		}
		return r
	}, s)
}
