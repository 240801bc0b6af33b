package knowledge

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// readDOCX reads the paragraphs of a Word document.
func readDOCX(data []byte) (note, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return note{}, reject("notes.word", table.Data{"Why": err})
	}
	file, err := archive.Open("word/document.xml")
	if err != nil {
		return note{}, reject("notes.word", table.Data{"Why": err})
	}
	defer file.Close()
	// What unpacks to more than any note could hold is not read to its end.
	body := &io.LimitedReader{R: file, N: 2 * maxFile}
	blocks, err := wordBlocks(body)
	if body.N <= 0 {
		err = errors.New("it unpacks to too much")
	}
	if err != nil {
		return note{}, reject("notes.word.broken", table.Data{"Why": err})
	}
	return note{blocks: blocks}, nil
}

// wordBlocks reads WordprocessingML: w:p is a paragraph, w:t text in it, w:pStyle names a heading, w:numPr makes an item.
func wordBlocks(r io.Reader) ([]block, error) {
	var p wordParagraph
	for decoder := xml.NewDecoder(r); ; {
		t, err := decoder.Token()
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
			if p.inText {
				p.text.Write(t)
			}
		}
	}
}

type wordParagraph struct {
	blocks []block
	block
	text   strings.Builder
	inText bool
}

func (p *wordParagraph) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		p.block = block{kind: paragraph}
		p.text.Reset()
	case "pStyle":
		if level := headingLevel(attribute(t, "val")); level > 0 {
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

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
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
