package knowledge

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
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
	// maxStyles is how many styles a document may have, and maxBased how many may each be based on another.
	maxStyles = 10_000
	maxBased  = 20
)

// readDOCX reads the paragraphs of a Word document.
func readDOCX(ctx context.Context, data []byte) (note, error) {
	archive, err := bounds.OpenArchive(ctx, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return note{}, fault(ctx, err, "notes.word")
	}
	main, err := related(archive, "", "", "officeDocument")
	if err != nil {
		return note{}, fault(ctx, err, "notes.word")
	}
	if main == "" {
		main = "word/document.xml"
	}
	styles, err := wordStyles(archive, main)
	if err != nil {
		return note{}, fault(ctx, err, "notes.word.broken")
	}
	body, err := archive.Part(main)
	if err != nil {
		return note{}, fault(ctx, err, "notes.word")
	}
	defer body.Close()
	d := wordReader{styles: styles, notes: map[string][]block{}}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := d.readNotes(archive, main, kind); err != nil {
			return note{}, fault(ctx, err, "notes.word.broken")
		}
	}
	if err := d.read(body); err != nil {
		return note{}, fault(ctx, err, "notes.word.broken")
	}
	return note{blocks: d.blocks}, nil
}

// readNotes reads the notes at the foot of pages, or at the end, of a document that has some.
func (d *wordReader) readNotes(archive *bounds.Archive, main, kind string) error {
	folder, name := path.Split(main)
	part, err := related(archive, folder, name, kind)
	if err != nil {
		return err
	}
	if part == "" {
		part = folder + kind + ".xml"
	}
	body, err := archive.Part(part)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer body.Close()
	return d.read(body)
}

// related is the part of a kind to which another part of a package leads, the first of them; "" where there is none.
func related(archive *bounds.Archive, folder, name, kind string) (target string, err error) {
	err = eachElement(archive, path.Join(folder, "_rels", name+".rels"), func(t xml.StartElement) error {
		if to := bounds.Attribute(t, "Target"); target == "" && path.Base(bounds.Attribute(t, "Type")) == kind {
			if target = path.Join(folder, to); strings.HasPrefix(to, "/") {
				target = to
			}
		}
		return nil
	}, func(xml.EndElement) {})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return target, err
}

// eachElement gives every element of a part, as it begins and as it ends.
func eachElement(archive *bounds.Archive, part string, start func(xml.StartElement) error, end func(xml.EndElement)) error {
	return archive.Each(part, func(_ *bounds.XML, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return start(t)
		case xml.EndElement:
			end(t)
		}
		return nil
	})
}

// wordStyle is what a style says of the paragraphs or words in it.
type wordStyle struct {
	level     int // of a heading; 0: text
	says      bool
	hidden    bool
	saysShown bool   // or hidden
	based     string // on another style
}

// wordStyles reads the styles of a document by their ids, which are numbers in Chinese programs: of 1 nobody knows what it is.
func wordStyles(archive *bounds.Archive, main string) (map[string]wordStyle, error) {
	folder, name := path.Split(main)
	part, err := related(archive, folder, name, "styles")
	if err != nil {
		return nil, err
	}
	if part == "" {
		part = folder + "styles.xml"
	}
	styles := map[string]wordStyle{}
	id, style := "", wordStyle{}
	err = eachElement(archive, part, func(t xml.StartElement) error {
		switch val := bounds.Attribute(t, "val"); t.Name.Local {
		case "style":
			id, style = bounds.Attribute(t, "styleId"), wordStyle{}
		case "name":
			if level := headingLevel(val); level > 0 && !isDigits(val) {
				style.level, style.says = level, true
			}
		case "outlineLvl":
			style.level, style.says = outlineLevel(val), true
		case "basedOn":
			style.based = val
		case "vanish":
			style.hidden, style.saysShown = isOn(t), true
		}
		if len(styles) > maxStyles {
			return bounds.Error{Code: "bounds.formats", Most: maxStyles}
		}
		return nil
	}, func(t xml.EndElement) {
		if t.Name.Local == "style" {
			styles[id] = style
		}
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return styles, err
}

// outlineLevel is the level of a heading by its place in the outline, which begins with 0 and ends with 9 for text.
func outlineLevel(val string) int {
	if len(val) == 1 && '0' <= val[0] && val[0] <= '5' {
		return int(val[0]-'0') + 1
	}
	return 0
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isOn says that a property holds, which it does unless it says otherwise.
func isOn(t xml.StartElement) bool {
	return !slices.Contains([]string{"0", "false", "off", "none"}, bounds.Attribute(t, "val"))
}

// read reads WordprocessingML: w:p is a paragraph, w:t text in it, w:pStyle names a heading, w:numPr makes an item.
func (d *wordReader) read(r io.Reader) error {
	for x := bounds.NewXML(r); ; {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			d.start(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			d.add(t)
		}
		switch {
		case len(d.blocks)+d.inside > maxBlocks:
			return bounds.Error{Code: "bounds.blocks", Most: maxBlocks}
		case d.words > maxWords:
			return bounds.Error{Code: "bounds.text", Most: maxWords >> 20}
		}
	}
}

// wordReader reads a document's paragraphs, with those that stand in its text boxes, and the notes that it refers to, behind the
// paragraph that does so.
type wordReader struct {
	styles map[string]wordStyle
	blocks []block
	notes  map[string][]block // that nothing has referred to yet, by kind and number
	note   string             // the one that is being read
	open   []*wordParagraph   // the innermost last
	inside int                // blocks that wait for the paragraph around them to end
	words  int                // bytes of text so far
	skip   int                // how deep it is in what is not read
	choice []int              // the words before each AlternateContent that is open
	text   bool               // in w:t
	hidden bool               // the stretch of text is
	inMark bool               // in the properties of a paragraph, which also say how its mark looks
}

// wordParagraph is one that has not ended.
type wordParagraph struct {
	block
	text   strings.Builder
	boxes  []block
	hidden bool // its style is
}

// unread are elements that say nothing of the document as it is: what was moved from there or deleted, how it looked before, and
// how a word is pronounced.
var unread = []string{"moveFrom", "del", "pPrChange", "rPrChange", "rt"}

func (d *wordReader) add(text []byte) {
	if d.text && d.skip == 0 && !d.hidden && len(d.open) > 0 {
		d.words += len(text)
		d.last().text.Write(text)
	}
}

func (d *wordReader) last() *wordParagraph { return d.open[len(d.open)-1] }

func (d *wordReader) start(t xml.StartElement) {
	name := t.Name.Local
	if d.skip > 0 || slices.Contains(unread, name) || name == "Fallback" && len(d.choice) > 0 && d.words > d.choice[len(d.choice)-1] {
		d.skip++ // of several forms of one thing the first that has text is read
		return
	}
	switch name {
	case "AlternateContent":
		d.choice = append(d.choice, d.words)
	case "p":
		d.open = append(d.open, &wordParagraph{block: block{kind: paragraph}})
	case "r":
		d.hidden = len(d.open) > 0 && d.last().hidden
	case "pPr":
		d.inMark = true
	case "t":
		d.text = true
	case "footnote", "endnote":
		d.note = name + bounds.Attribute(t, "id")
	}
	if len(d.open) > 0 {
		d.property(t)
	}
}

// property reads what an element says of the paragraph it stands in, or of the words.
func (d *wordReader) property(t xml.StartElement) {
	p, val := d.last(), bounds.Attribute(t, "val")
	switch t.Name.Local {
	case "pStyle":
		p.head(d.level(val))
		p.hidden = d.hides(val)
	case "outlineLvl":
		p.head(outlineLevel(val))
	case "numPr":
		if p.kind == paragraph {
			p.kind = item
		}
	case "rStyle":
		d.hidden = d.hidden || !d.inMark && d.hides(val)
	case "vanish":
		if !d.inMark {
			d.hidden = isOn(t)
		}
	case "tab", "br", "cr":
		if !d.inMark {
			p.text.WriteByte(' ')
		}
	case "noBreakHyphen":
		p.text.WriteByte('-')
	case "footnoteReference", "endnoteReference":
		if note := strings.TrimSuffix(t.Name.Local, "Reference") + bounds.Attribute(t, "id"); !d.hidden {
			p.boxes = append(p.boxes, d.notes[note]...)
			delete(d.notes, note)
		}
	}
}

// head makes a heading of a paragraph, unless the level is 0.
func (p *wordParagraph) head(level int) {
	if level > 0 {
		p.kind, p.level = heading, level
	}
}

// level is that of the headings in a style; 0: they are none. A style that the document does not say anything of is known by its id.
func (d *wordReader) level(id string) int {
	if _, known := d.styles[id]; !known {
		return headingLevel(id)
	}
	return d.style(id, func(s wordStyle) bool { return s.says }).level
}

// style is a style, or the one it is based on, that says something.
func (d *wordReader) style(id string, says func(wordStyle) bool) wordStyle {
	for range maxBased {
		style, known := d.styles[id]
		if !known || says(style) {
			return style
		}
		id = style.based
	}
	return wordStyle{}
}

// hides says that what is in a style is not shown.
func (d *wordReader) hides(id string) bool {
	return d.style(id, func(s wordStyle) bool { return s.saysShown }).hidden
}

func (d *wordReader) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "t":
		d.text = false
	case "pPr":
		d.inMark = false
	case "AlternateContent":
		d.choice = d.choice[:max(0, len(d.choice)-1)]
	case "p":
		d.close()
	case "footnote", "endnote":
		d.notes[d.note], d.blocks = d.blocks, nil
	}
}

// close puts a paragraph that ends where it belongs: to the others, or to those of the boxes in the paragraph around it.
func (d *wordReader) close() {
	if len(d.open) == 0 {
		return
	}
	p := d.last()
	d.open, d.hidden = d.open[:len(d.open)-1], false
	var ended []block
	if p.block.text = squeeze(text.Clean(p.text.String())); p.block.text != "" {
		ended = append(ended, p.block)
	}
	ended = append(ended, p.boxes...)
	if len(d.open) == 0 {
		d.blocks, d.inside = append(d.blocks, ended...), 0
		return
	}
	d.inside += len(ended) - len(p.boxes)
	d.last().boxes = append(d.last().boxes, ended...)
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
