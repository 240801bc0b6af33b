package knowledge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"oldhand/bot/phrases"
)

func TestPDF(t *testing.T) {
	t.Parallel()
	n, err := readNote(t.Context(), "a.pdf", onePage("BT /F1 12 Tf 72 700 Td (Lao Wang: weigh the packed) Tj 0 -14 Td (parcel before it is sent.) Tj 0 -40 Td (Another tip.) Tj ET"))
	if err != nil {
		t.Fatal(err)
	}
	want := "Lao Wang: weigh the packed parcel before it is sent.\nAnother tip.\n"
	if d := cmp.Diff(want, show(n.blocks)); d != "" {
		t.Error(d)
	}
}

// Word processors in China name an encoding instead of telling which character each letter is.
func TestChinesePDF(t *testing.T) {
	t.Parallel()
	gb := func(s string) string {
		coded, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return coded
	}
	utf := func(s string) (coded string) {
		for _, unit := range utf16.Encode([]rune(s)) {
			coded += string([]byte{byte(unit >> 8), byte(unit)})
		}
		return coded
	}
	for encoding, encode := range map[string]func(string) string{
		"GB-EUC-H": gb, "GBK-EUC-H": gb, "GBK2K-H": gb, "UniGB-UCS2-H": utf, "UniGB-UTF16-H": utf,
	} {
		t.Run(encoding, func(t *testing.T) {
			t.Parallel()
			content := fmt.Sprintf("BT /F1 12 Tf 72 700 Td <%x> Tj 0 -18 Td <%x> Tj 0 -60 Td <%x> Tj ET",
				encode("陈姐：青花瓷摊位的保证金"), encode("是五百元。"), encode("老王：青花瓷碎了要当天拍照。"))
			n, err := readNote(t.Context(), "a.pdf", pdfOf(content,
				"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/"+encoding+"/DescendantFonts[6 0 R]>>",
				"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 7 0 R>>",
				"<</Type/FontDescriptor/FontName/SimSun/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>"))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff("陈姐：青花瓷摊位的保证金是五百元。\n老王：青花瓷碎了要当天拍照。\n", show(n.blocks)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A font that keeps its own numbers for letters makes rubbish of its words, also amid others that can be read.
func TestAPDFOfWhichAPartIsRubbishIsRejected(t *testing.T) {
	t.Parallel()
	content := "BT /F1 12 Tf 72 700 Td (" + strings.Repeat("Weigh the packed parcel. ", 20) + ") Tj 0 -60 Td <%s> Tj ET"
	for said, read := range map[string]bool{"8182838485868788898a": false, "95959595959595959595": true, "5765696768": true} {
		_, err := readNote(t.Context(), "a.pdf", onePage(fmt.Sprintf(content, said)))
		if fault, ok := asUnreadable(err); (err == nil) != read || ok && !strings.Contains(phrases.Tell(phrases.English, fault.reason), "letters") {
			t.Errorf("%s: %v", said, err)
		}
	}
}

// A reader before this one went round for ever in the first, and panicked over the second.
func TestPDFsThatLeadInACircleAreRejected(t *testing.T) {
	t.Parallel()
	for name, objects := range map[string][]string{
		"pages":       {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"},
		"a reference": {"<</Type/Catalog/Pages 2 0 R>>", "2 0 R"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readNote(t.Context(), "a.pdf", pdfFile(objects...))
			if fault, ok := asUnreadable(err); !ok || !strings.Contains(phrases.Tell(phrases.English, fault.reason), "PDF") {
				t.Errorf("%v", err)
			}
		})
	}
}

// A drawing that draws another ten times, which draws a third ten times, and so on, would take years.
func TestAPDFEndsWithItsTime(t *testing.T) {
	t.Parallel()
	const depth = 12
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>", stream("", "/F Do"),
	}
	for i := range depth {
		objects = append(objects, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</F %d 0 R>>>>", 6+i), strings.Repeat("/F Do ", 10)))
	}
	bomb := pdfFile(append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 612 792]", "0 0 1 1 re f"))...)
	read := func(ctx context.Context) error {
		machine, err := startPDFium(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = pdfText(ctx, machine, bomb)
		return pdfFault(ctx, err)
	}
	late, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, errPDFTime)
	defer cancel()
	if fault, ok := asUnreadable(read(late)); !ok || !strings.Contains(phrases.Tell(phrases.English, fault.reason), "in a minute") {
		t.Errorf("%v", fault)
	}
	stopped, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := read(stopped); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("an import that ended said %v", err)
	}
}

func TestALockedPDFSaysSo(t *testing.T) {
	t.Parallel()
	locked := bytes.Replace(onePage("BT (x) Tj ET"), []byte("trailer<<"), fmt.Appendf(nil, "trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%064d>/U<%064d>>>", 0, 0), 1)
	_, err := readNote(t.Context(), "a.pdf", locked)
	if fault, ok := asUnreadable(err); !ok || !strings.Contains(phrases.Tell(phrases.English, fault.reason), "password") {
		t.Errorf("%v", err)
	}
}

// onePage makes a PDF of one page with this content, in Latin letters.
func onePage(content string) []byte {
	return pdfOf(content, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
}

// pdfOf makes a PDF of one page with this content in a font; the font's own objects follow it from number 6 on.
func pdfOf(content string, font ...string) []byte {
	return pdfFile(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		stream("", content),
	}, font...)...)
}

func stream(keys, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", keys, len(content), content)
}

// pdfFile makes a PDF of objects, numbered from 1; the first is its catalogue.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}
