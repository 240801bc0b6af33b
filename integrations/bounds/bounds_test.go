package bounds_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"oldhand/integrations/bounds"
)

// counted counts what is read of a file.
type counted struct {
	*bytes.Reader
	bytes int
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.Reader.ReadAt(p, off)
	c.bytes += n
	return n, err
}

// zipped makes an archive of parts that all hold the same.
func zipped(t *testing.T, part string, names ...string) *counted {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &counted{Reader: bytes.NewReader(b.Bytes())}
}

func names(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint("part", i)
	}
	return all
}

// wants fails unless err is the bound of a code.
func wants(t *testing.T, err error, code string) {
	t.Helper()
	if bound, ok := errors.AsType[bounds.Error](err); !ok || bound.Code != code || bound.Most <= 0 {
		t.Errorf("%v instead of %s", err, code)
	}
}

func TestArchivesAreRefusedBeforeAnythingIsUnfolded(t *testing.T) {
	t.Parallel()
	for code, file := range map[string]*counted{
		"bounds.unfolded": zipped(t, strings.Repeat("<row/>", 5<<20), names(3)...),
		"bounds.ratio":    zipped(t, strings.Repeat("<row/>", 1<<20), "sheet.xml"),
		"bounds.parts":    zipped(t, "", names(10_001)...),
	} {
		_, err := bounds.OpenArchive(t.Context(), file, file.Size())
		wants(t, err, code)
		if directory := 100 + 60*10_001*2; file.bytes > directory {
			t.Errorf("%s: %d bytes were read", code, file.bytes)
		}
	}
}

func TestPartsOfAnArchive(t *testing.T) {
	t.Parallel()
	file := zipped(t, "text", "Folder/Part.xml")
	a, err := bounds.OpenArchive(t.Context(), file, file.Size())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"folder/part.xml", `/Folder\Part.xml`} {
		part, err := a.Part(name)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(part); err != nil || string(text) != "text" || part.Done() != 1 {
			t.Errorf("%q, %v", text, err)
		}
	}
	if a.Unfolded() != 8 {
		t.Errorf("%d bytes unfolded", a.Unfolded())
	}
	if _, err := a.Part("other.xml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// A directory says what it likes.
func TestAPartThatComesToMoreThanItSays(t *testing.T) {
	t.Parallel()
	honest := zipped(t, strings.Repeat("x", 32<<20), "part")
	z, err := zip.NewReader(honest, honest.Size())
	if err != nil {
		t.Fatal(err)
	}
	folded, err := z.File[0].OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	lying, header := zip.NewWriter(&b), z.File[0].FileHeader
	header.UncompressedSize64 = 10
	w, err := lying.CreateRaw(&header)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, folded); err != nil {
		t.Fatal(err)
	}
	if err := lying.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := bounds.OpenArchive(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := a.Part("part")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, part); err == nil || a.Unfolded() > 1<<20 {
		t.Errorf("%d bytes unfolded, %v", a.Unfolded(), err)
	}
}

// A workbook may name one part as many sheets.
func TestPartsThatAreReadOverAndOver(t *testing.T) {
	t.Parallel()
	file := zipped(t, strings.Repeat("x", 1<<20), "part")
	a, err := bounds.OpenArchive(t.Context(), file, file.Size())
	for range 65 {
		if err != nil {
			break
		}
		var part *bounds.Part
		if part, err = a.Part("part"); err == nil {
			_, err = io.Copy(io.Discard, part)
		}
	}
	wants(t, err, "bounds.unfolded")
	if a.Unfolded() != 64<<20 {
		t.Errorf("%d bytes unfolded", a.Unfolded())
	}
}

func TestReadingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	file := zipped(t, "text", "part")
	a, err := bounds.OpenArchive(ctx, file, file.Size())
	if err != nil {
		t.Fatal(err)
	}
	part, err := a.Part("part")
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.ReadAll(part); !errors.Is(err, context.Canceled) || a.Unfolded() > 0 {
		t.Errorf("%d bytes unfolded, %v", a.Unfolded(), err)
	}
	if text, err := io.ReadAll(bounds.Reader(ctx, strings.NewReader("text"))); !errors.Is(err, context.Canceled) || len(text) > 0 {
		t.Errorf("%q, %v", text, err)
	}
}

// endless repeats a text for ever, and counts what is read of it.
type endless struct {
	text  string
	bytes int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[(e.bytes+i)%len(e.text)]
	}
	e.bytes += len(p)
	return len(p), nil
}

func TestXMLIsHeldTokenByToken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ begins, goesOn, code string }{
		"text":      {"<a>", "x", "bounds.token"},
		"entities":  {"<a>", "&lt;", "bounds.token"},
		"comment":   {"<a><!-- ", "x>", "bounds.token"},
		"CDATA":     {"<a><![CDATA[", "<a>", "bounds.token"},
		"name":      {"<", "a", "bounds.token"},
		"attribute": {"<a b='", ">", "bounds.token"},
		"tags":      {"<a", " b='c'", "bounds.token"},
		"directive": {"<!DOCTYPE a [", "<!ENTITY b 'c'>", "bounds.token"},
		"depth":     {"", "<a>", "bounds.deep"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := &endless{text: c.goesOn}
			x := bounds.NewXML(io.MultiReader(strings.NewReader(c.begins), source))
			var err error
			for err == nil {
				_, err = x.Token()
			}
			wants(t, err, c.code)
			if source.bytes > 300<<10 {
				t.Errorf("%d bytes were read", source.bytes)
			}
		})
	}
}

func TestXMLOfAnyLengthIsRead(t *testing.T) {
	t.Parallel()
	tokens := 0
	x := bounds.NewXML(strings.NewReader("<a>" + strings.Repeat("<b>text</b>", 100_000) + "</a>"))
	for {
		_, err := x.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		tokens++
	}
	if tokens != 300_002 {
		t.Errorf("%d tokens", tokens)
	}
}
