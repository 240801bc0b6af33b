package knowledge

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// listMark begins an item of a list in plain text: "- ", "* ", "• ", "1. ", "2）", "三、".
var listMark = regexp.MustCompile(`^(?:[-*•·–—]\s+|(?:\d{1,2}|(?:` + oneOf(words("zh", "numerals")) + `){1,3})[.)）、．]\s*)`)

// plainBlocks cuts plain text into blocks: at empty lines, before an item of a list, before a speaker or a question, and
// after a line of Chinese that ends its sentence.
func plainBlocks(source []byte) []block {
	var c plainCutter
	for line := range strings.Lines(string(source)) {
		c.line(strings.TrimSpace(line))
	}
	c.flush()
	return c.blocks
}

type plainCutter struct {
	blocks []block
	open   []string // the lines of the block that is being read
	kind   blockKind
}

func (c *plainCutter) line(line string) {
	if line == "" {
		c.flush()
		return
	}
	if title := strings.TrimLeft(line, "#"); title != line && strings.HasPrefix(title, " ") {
		c.flush()
		c.blocks = append(c.blocks, block{kind: heading, level: len(line) - len(title), text: squeeze(title)})
		return
	}
	kind := paragraph
	if mark := listMark.FindString(line); mark != "" && len(mark) < len(line) {
		kind, line = item, line[len(mark):]
	}
	name, _ := splitSpeaker(line)
	label, _ := splitLabel(line)
	if kind == item || name != "" || label != noLabel {
		c.flush()
	}
	if len(c.open) == 0 {
		c.kind = kind
	}
	c.open = append(c.open, line)
	if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune("。！？", last) {
		c.flush()
	}
}

func (c *plainCutter) flush() {
	if len(c.open) > 0 {
		c.blocks = append(c.blocks, block{kind: c.kind, text: squeeze(strings.Join(c.open, "\n"))})
	}
	c.open = nil
}
