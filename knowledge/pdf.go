package knowledge

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

const (
	maxPages = 500         // of a PDF that are read; a note has a few
	pdfTime  = time.Minute // for all of them
)

// errPDFTime says that a PDF took longer than pdfTime.
var errPDFTime = errors.New("the PDF took too long")

// readPDF reads the lines of a PDF as plain text. What holds only pictures of text, or does not say which characters its
// letters are, is rejected: there is nothing to quote.
func readPDF(ctx context.Context, data []byte) (note, error) {
	machine, err := startPDFium(ctx)
	if err != nil {
		return note{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, pdfTime, errPDFTime)
	defer cancel()
	pages, err := pdfText(ctx, machine, data)
	if err != nil {
		return note{}, pdfFault(ctx, err)
	}
	blocks := plainBlocks([]byte(pages))
	if garbled(pages) || slices.ContainsFunc(blocks, func(b block) bool { return rubbish(b.text) }) {
		return note{}, reject("notes.pdf.letters", nil)
	}
	if len(blocks) == 0 {
		return note{}, reject("notes.pdf.empty", nil)
	}
	return note{blocks: blocks}, nil
}

// pdfFault says what is wrong with a PDF. A context that ended for another reason is not the PDF's fault.
func pdfFault(ctx context.Context, err error) error {
	switch {
	case errors.Is(context.Cause(ctx), errPDFTime):
		return reject("notes.pdf.long", nil)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return reject("notes.pdf.locked", nil)
	}
	return reject("notes.pdf.broken", table.Data{"MB": pdfMemory >> 20})
}

// pdfText gives the lines of all pages, with an empty line between paragraphs, and ends the machine, at the latest with the
// context.
func pdfText(ctx context.Context, machine pdfium.Pdfium, data []byte) (string, error) {
	kill := func() { _ = machine.Kill() } // which tells only that it had ended already
	pending := context.AfterFunc(ctx, kill)
	defer func() {
		if pending() {
			kill()
		}
	}()
	opened, err := machine.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return "", err
	}
	count, err := machine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return "", err
	}
	var pages strings.Builder
	for i := range min(count.PageCount, maxPages) {
		lines, err := pageLines(machine, opened.Document, i)
		if err != nil {
			return "", err
		}
		pages.WriteString(pageText(lines))
		pages.WriteString("\n\n")
	}
	return pages.String(), nil
}

// pageText puts the lines of a page together to paragraphs by where they stand.
func pageText(lines []pdfLine) string {
	var page strings.Builder
	var last pdfLine
	gap := 0. // between the last two lines of the paragraph; 0 at its first
	for _, line := range lines {
		s := strings.TrimSpace(text.Clean(line.text))
		if s == "" {
			continue
		}
		down := last.y - line.y
		switch {
		case page.Len() == 0:
			down = 0
		case newParagraph(down, line.size, gap):
			page.WriteString("\n\n")
			down = 0
		default:
			page.WriteByte('\n')
		}
		page.WriteString(s)
		last, gap = line, down
	}
	return page.String()
}

// newParagraph says that a line stands further below the last than lines of one paragraph do.
func newParagraph(down, size, gap float64) bool {
	const lineHeight = 1.9 // the widest usual, in sizes of the letters
	return down < 0 || down > max(size, 1)*lineHeight || gap > 0 && down > gap*5/4
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

// rubbish says that a paragraph, amid others that can be read, is made of signs that no sentence is made of.
func rubbish(s string) bool {
	const leastOdd = 4 // different ones: a row of one sign is an ornament
	all, odd, kinds := 0, 0, map[rune]bool{}
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if r > unicode.MaxASCII && !text.IsEveryday(r) && !usualSigns[r] && !unicode.In(r, unicode.Hiragana, unicode.Katakana) && (r < '\u3000' || r > '\u303f') && (r < '\uff00' || r > '\uffef') {
			odd++
			kinds[r] = true
		}
	}
	return odd*2 > all && len(kinds) >= leastOdd
}

// usualSigns are those beyond ASCII of which a paragraph may be full: those of prices, measures, lists and tables.
var usualSigns = func() map[rune]bool {
	signs := map[rune]bool{}
	for _, r := range "‘’“”…—–·•●○■□◆◇★☆▲△▼▽√→←↑↓×÷±°℃²³½¼¾¥€£©®™§①②③④⑤⑥⑦⑧⑨⑩㎡㎏㎝㎜" {
		signs[r] = true
	}
	return signs
}()
