package knowledge

import (
	"bytes"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"oldhand/integrations/text"
)

// maxPages is how many pages of a PDF are read; a note has a few.
const maxPages = 500

// readPDF reads the lines of a PDF as plain text. What holds only pictures of text, or does not say which characters its
// letters are, is rejected: there is nothing to quote.
func readPDF(data []byte) (n note, err error) {
	defer func() { // the library panics on broken files
		if fault := recover(); fault != nil {
			n, err = note{}, rejectf("a broken PDF: %v", "PDF 坏了：%v", fault)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return note{}, rejectf("a broken PDF: %v", "PDF 坏了：%v", err)
	}
	var pages strings.Builder
	for i := 1; i <= min(r.NumPage(), maxPages); i++ {
		pages.WriteString(pageText(r.Page(i).Content().Text))
		pages.WriteString("\n\n")
	}
	if garbled(pages.String()) {
		return note{}, rejectf("a PDF whose letters cannot be read; save it as a Word document or text", "PDF 里的字读不出来，请另存为 Word 或文本")
	}
	blocks := plainBlocks([]byte(pages.String()))
	if len(blocks) == 0 {
		return note{}, rejectf("a PDF without text, perhaps a scan", "PDF 里没有文字，可能是扫描件")
	}
	return note{blocks: blocks}, nil
}

// pageText puts the glyphs of a page, which come in reading order, together to lines and paragraphs by where they stand.
func pageText(glyphs []pdf.Text) string {
	p := pdfPage{spaced: spaced(glyphs)}
	for _, g := range glyphs {
		if s := text.Clean(g.S); s != "" && g.S != "\n" {
			p.add(g, s)
		}
	}
	return p.text.String()
}

// spaced says that the glyphs contain the spaces between words; otherwise these must be guessed from the distances.
func spaced(glyphs []pdf.Text) bool {
	const fewest = 30 // glyphs to one space
	spaces := 0
	for _, g := range glyphs {
		if g.S == " " {
			spaces++
		}
	}
	return spaces*fewest > len(glyphs)
}

type pdfPage struct {
	text   strings.Builder
	spaced bool
	last   pdf.Text
	gap    float64 // between the last two lines of the paragraph; 0 at its first
}

func (p *pdfPage) add(g pdf.Text, s string) {
	size := math.Max(math.Abs(g.FontSize), 1)
	switch down := p.last.Y - g.Y; {
	case p.text.Len() == 0:
	case math.Abs(down) > size/2: // another line
		p.text.WriteByte('\n')
		if p.newParagraph(down, size) {
			p.text.WriteByte('\n')
			down = 0
		}
		p.gap = down
	case !p.spaced && g.X-p.last.X-p.last.W > size/4 && !(endsWide(p.last.S) && startsWide(s)):
		p.text.WriteByte(' ')
	}
	p.text.WriteString(s)
	p.last = g
}

// newParagraph says that a line stands further below the last than lines of one paragraph do.
func (p *pdfPage) newParagraph(down, size float64) bool {
	const lineHeight = 1.9 // the widest usual, in sizes of the letters
	return down < 0 || down > size*lineHeight || p.gap > 0 && down > p.gap*5/4
}

// garbled says that a text is full of signs that no note is full of, as happens when a font keeps its own numbers for letters.
func garbled(s string) bool {
	const mostOdd = 10 // in a hundred
	all, odd := 0, 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if r == utf8.RuneError || 0x80 <= r && r < 0x250 || unicode.Is(unicode.Co, r) {
			odd++
		}
	}
	return odd*100 > all*mostOdd
}
