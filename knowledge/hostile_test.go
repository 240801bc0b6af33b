package knowledge

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// word makes the bytes of a Word document of what stands in its body.
func word(t *testing.T, body string) string {
	return zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+"</w:body></w:document>")
}

func TestNotesBeyondABoundAreRejected(t *testing.T) {
	t.Parallel()
	var words strings.Builder // that do not fold well
	for i := range 1_200_000 {
		fmt.Fprintf(&words, "%x ", uint32(i)*2654435761)
	}
	pieces := words.String()
	for name, c := range map[string]struct {
		file string
		data func() string
		code string
	}{
		"zip bomb":             {"a.docx", func() string { return word(t, strings.Repeat(" ", 65<<20)) }, "bounds.unfolded"},
		"a document of blanks": {"a.docx", func() string { return word(t, strings.Repeat(" ", 30<<20)) }, "bounds.ratio"},
		"deep paragraphs":      {"a.docx", func() string { return word(t, strings.Repeat("<w:p>", 10_000)) }, "bounds.deep"},
		"too many paragraphs":  {"a.docx", func() string { return word(t, strings.Repeat("<w:p><w:t>x</w:t></w:p>", 20_001)) }, "bounds.blocks"},
		"a word of a megabyte": {"a.docx", func() string { return word(t, "<w:p><w:t>"+strings.Repeat("x", 900_000)+"</w:t></w:p>") }, "bounds.token"},
		"a paragraph of ten megabyte": {"a.docx", func() string {
			return word(t, "<w:p><w:t>"+strings.ReplaceAll(pieces, "0 ", "</w:t><w:t>")+"</w:t></w:p>")
		}, "bounds.text"},
		"too many tags":               {"a.html", func() string { return strings.Repeat("<p>x", 100_001) }, "bounds.tags"},
		"too many attributes":         {"a.html", func() string { return "<p" + strings.ReplaceAll(pieces[:2<<20], " ", " a") + ">x" }, "bounds.tags"},
		"an attribute of megabytes":   {"a.html", func() string { return "<p a='" + strings.Repeat("x", 5<<20) + "'>x" }, "bounds.token"},
		"deep elements":               {"a.html", func() string { return strings.Repeat("<div>", 600) + "x" }, "notes.html"},
		"a page that decodes to more": {"a.html", func() string { return "<meta charset=latin1>" + strings.Repeat("\xe9", 12<<20) }, "notes.large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readNote(t.Context(), c.file, []byte(c.data()))
			if fault, ok := asUnreadable(err); !ok || fault.reason.Code != c.code {
				t.Errorf("%.200v instead of %s", err, c.code)
			}
		})
	}
}

func TestReadingNotesEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range map[string]string{"a.docx": word(t, "<w:p><w:t>x</w:t></w:p>"), "a.html": "<p>x</p>"} {
		if _, err := readNote(ctx, name, []byte(data)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestATreeIsNoLargerThanItsPage looks at what is allocated by the whole process, so nothing runs beside it. What is left
// open and only says how a text looks would stand in every paragraph again, and each level would look at all below it.
func TestATreeIsNoLargerThanItsPage(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<b id=%d>", i)
	}
	for name, page := range map[string]string{
		"elements that are left open": "<p>" + open.String() + strings.Repeat("</p><p>x", 20_000),
		"elements far inside":         strings.Repeat("<div>", 400) + strings.Repeat("<p>x</p>", 20_000),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		n, err := readNote(t.Context(), "a.html", []byte(page))
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; err != nil || len(n.blocks) != 20_000 || spent > 64<<20 {
			t.Errorf("%s: %d blocks, %v, %d MB allocated", name, len(n.blocks), err, spent>>20)
		}
	}
}

func TestSpacesAreSqueezed(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", " \n": "", " a\t b\n\nc ": "a b c", "运费\n先算": "运费先算", "运费 先算": "运费 先算", "运费\n先算 运费": "运费先算 运费", "a\n运费\n b": "a 运费 b",
	} {
		if got := squeeze(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
