package knowledge

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"oldhand/integrations/bounds"
	"oldhand/integrations/text"
)

const (
	// maxBlocks is how many paragraphs of a Word document are read; a note has a few dozen.
	maxBlocks = 20_000
	// maxWords is how many bytes of text they may come to.
	maxWords = 8 << 20
)

// readDOCX reads the paragraphs of a Word document.
func readDOCX(ctx context.Context, data []byte) (note, error) {
	archive, err := bounds.OpenArchive(ctx, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return note{}, fault(ctx, err, "notes.word")
	}
	body, err := archive.Part("word/document.xml")
	if err != nil {
		return note{}, fault(ctx, err, "notes.word")
	}
	defer body.Close()
	blocks, err := wordBlocks(body)
	if err != nil {
		return note{}, fault(ctx, err, "notes.word.broken")
	}
	return note{blocks: blocks}, nil
}

// wordBlocks reads WordprocessingML: w:p is a paragraph, w:t text in it, w:pStyle names a heading, w:numPr makes an item.
func wordBlocks(r io.Reader) ([]block, error) {
	var p wordParagraph
	for x := bounds.NewXML(r); ; {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return p.blocks, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			p.start(t)
		case xml.EndElement:
			p.end(t.Name.Local)
		case xml.CharData:
			p.add(t)
		}
		switch {
		case len(p.blocks) > maxBlocks:
			return nil, bounds.Error{Code: "bounds.blocks", Most: maxBlocks}
		case p.words > maxWords:
			return nil, bounds.Error{Code: "bounds.text", Most: maxWords >> 20}
		}
	}
}

type wordParagraph struct {
	blocks []block
	block
	text   strings.Builder
	inText bool
	words  int // bytes of text so far
}

func (p *wordParagraph) add(text []byte) {
	if p.inText {
		p.words += len(text)
		p.text.Write(text)
	}
}

func (p *wordParagraph) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		p.block = block{kind: paragraph}
		p.text.Reset()
	case "pStyle":
		if level := headingLevel(bounds.Attribute(t, "val")); level > 0 {
			p.kind, p.level = heading, level
		}
	case "numPr":
		if p.kind == paragraph {
			p.kind = item
		}
	case "t":
		p.inText = true
	case "tab", "br", "cr":
		p.text.WriteByte(' ')
	}
}

func (p *wordParagraph) end(name string) {
	switch name {
	case "t":
		p.inText = false
	case "p":
		if p.block.text = squeeze(text.Clean(p.text.String())); p.block.text != "" {
			p.blocks = append(p.blocks, p.block)
		}
		p.block = block{kind: paragraph}
		p.text.Reset()
	}
}

// Styles of headings are named by these, and a number; in Chinese the title's is named so without one.
var headingStyles, titleStyles = append(bothWords("headings"), ""), append(words("zh", "headings"), "title")

// headingLevel reads the level from a style such as "Heading1", "2" (as Chinese Word names it), "标题 3" or "Title"; else 0.
func headingLevel(style string) int {
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	if slices.Contains(titleStyles, style) {
		return 1
	}
	for _, prefix := range headingStyles {
		level, ok := strings.CutPrefix(style, prefix)
		if ok && len(level) == 1 && '1' <= level[0] && level[0] <= '6' {
			return int(level[0] - '0')
		}
	}
	return 0
}
