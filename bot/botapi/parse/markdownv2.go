package parse

import (
	"strings"
)

// markNames are Telegram's names of open entities in error texts.
var markNames = map[string]string{
	"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough", "spoiler": "Spoiler",
	"code": "Code", "pre": "Pre", "text_link": "TextUrl", "custom_emoji": "CustomEmoji", "blockquote": "BlockQuote",
}

// openMark is an entity that waits for its end.
type openMark struct {
	Entity
	at    int // byte offset in the input
	begin int // byte offset in the plain text
}

// v2Parser reads the MarkdownV2 parse mode.
type v2Parser struct {
	builder
	in        string
	pos       int
	open      []openMark
	lineStart bool // nothing was written on this line yet
	quoted    bool // a block quote is open
}

func parseMarkdownV2(in string) (Text, error) {
	p := &v2Parser{in: in, lineStart: true}
	for p.pos < len(in) {
		if err := p.step(); err != nil {
			return Text{}, err
		}
	}
	if p.quoted {
		if err := p.endQuote(""); err != nil {
			return Text{}, err
		}
	}
	if len(p.open) > 0 {
		return Text{}, unended(p.open[len(p.open)-1])
	}
	return p.done(), nil
}

func unended(m openMark) error {
	name := markNames[m.Type]
	if m.Type == "pre" && m.Language != "" {
		name = "PreCode"
	}
	return refuse("Can't find end of %s entity at byte offset %d", name, m.at)
}

func (p *v2Parser) at(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

func (p *v2Parser) top() string {
	if len(p.open) == 0 {
		return ""
	}
	return p.open[len(p.open)-1].Type
}

func (p *v2Parser) step() error {
	c := p.in[p.pos]
	if next := p.at(p.pos + 1); c == '\\' && next > 0 && next <= 126 {
		p.byte(next)
		p.pos += 2
		p.lineStart = false
		return nil
	}
	if c == '\n' && p.top() != "code" && p.top() != "pre" {
		return p.newline()
	}
	reserved := "_*[]()~`>#+-=|{}.!"
	if p.top() == "code" || p.top() == "pre" {
		reserved = "`"
	}
	if strings.IndexByte(reserved, c) < 0 {
		p.byte(c)
		p.pos++
		p.lineStart = false
		return nil
	}
	if n := p.endLength(); n > 0 {
		return p.endMark(n)
	}
	return p.startMark(c)
}

// newline ends a quote unless the next line continues it.
func (p *v2Parser) newline() error {
	p.pos++
	p.lineStart = true
	switch {
	case !p.quoted:
		p.byte('\n')
	case p.at(p.pos) == '>':
		p.byte('\n')
		p.pos++
		p.lineStart = false
	default:
		return p.endQuote("\n")
	}
	return nil
}

// endQuote closes the open block quote behind its line break. A spoiler mark that opened at its very end makes it
// expandable.
func (p *v2Parser) endQuote(lineBreak string) error {
	quote := p.open[len(p.open)-1]
	if n := len(p.open); quote.Type == "spoiler" && quote.Offset == p.units && n > 1 && p.open[n-2].Type == "blockquote" {
		p.open = p.open[:n-1]
		quote = p.open[n-2]
		quote.Type = "expandable_blockquote"
	}
	if !strings.HasSuffix(quote.Type, "blockquote") {
		return unended(quote)
	}
	p.open = p.open[:len(p.open)-1]
	p.quoted = false
	for i := range len(lineBreak) {
		p.byte(lineBreak[i])
	}
	p.style(quote.Entity)
	return nil
}

// endLength is the length of the mark at pos when it ends the innermost open entity, else 0.
func (p *v2Parser) endLength() int {
	has := func(mark string) int {
		if strings.HasPrefix(p.in[p.pos:], mark) {
			return len(mark)
		}
		return 0
	}
	switch p.top() {
	case "bold":
		return has("*")
	case "italic":
		if has("__") > 0 {
			return 0
		}
		return has("_")
	case "underline":
		return has("__")
	case "strikethrough":
		return has("~")
	case "spoiler":
		return has("||")
	case "code":
		return has("`")
	case "pre":
		return has("```")
	case "text_link", "custom_emoji":
		return has("]")
	}
	return 0
}

func (p *v2Parser) endMark(n int) error {
	m := p.open[len(p.open)-1]
	p.pos += n
	p.open = p.open[:len(p.open)-1]
	e, keep := m.Entity, true
	switch m.Type {
	case "text_link":
		target, err := p.target(string(p.text[m.begin:]))
		if err != nil {
			return err
		}
		e, keep = linkEntity(e, target)
	case "custom_emoji":
		target, err := p.target("")
		if err != nil {
			return err
		}
		id, ok := strings.CutPrefix(target, "tg://emoji?id=")
		if !ok {
			return refuse("Custom emoji URL must have an emoji identifier")
		}
		if e.CustomEmojiID, err = emojiID(id); err != nil {
			return err
		}
	}
	if keep {
		p.style(e)
	}
	return nil
}

// target reads the "(...)" behind a link's text; without one the text itself is the target.
func (p *v2Parser) target(text string) (string, error) {
	if p.at(p.pos) != '(' {
		return text, nil
	}
	p.pos++
	begin := p.pos
	var out []byte
	for p.pos < len(p.in) && p.in[p.pos] != ')' {
		if next := p.at(p.pos + 1); p.in[p.pos] == '\\' && next > 0 && next <= 126 {
			p.pos++
		}
		out = append(out, p.in[p.pos])
		p.pos++
	}
	if p.pos >= len(p.in) {
		return "", refuse("Can't find end of a URL at byte offset %d", begin)
	}
	p.pos++
	return string(out), nil
}

func (p *v2Parser) startMark(c byte) error {
	m := openMark{at: p.pos, begin: len(p.text)}
	m.Offset = p.units
	width := 1
	next := p.at(p.pos + 1)
	switch {
	case c == '_' && next == '_':
		m.Type, width = "underline", 2
	case c == '_':
		m.Type = "italic"
	case c == '*':
		m.Type = "bold"
	case c == '~':
		m.Type = "strikethrough"
	case c == '|' && next == '|':
		m.Type, width = "spoiler", 2
	case c == '[':
		m.Type = "text_link"
	case c == '!' && next == '[':
		m.Type, width = "custom_emoji", 2
	case c == '`' && next == '`' && p.at(p.pos+2) == '`':
		m.Type = "pre"
		m.Language, width = preHead(p.in[p.pos:])
	case c == '`':
		m.Type = "code"
	case c == '>' && p.lineStart && len(p.open) == 0:
		m.Type, p.quoted = "blockquote", true
	default:
		return refuse("Character '%c' is reserved and must be escaped with the preceding '\\'", c)
	}
	p.pos += width
	p.lineStart = false
	p.open = append(p.open, m)
	return nil
}

// preHead reads the ``` at the start of s with its language and the line break behind it.
func preHead(s string) (language string, width int) {
	i := 3
	end := i
	for end < len(s) && !isSpace(s[end]) && s[end] != '`' {
		end++
	}
	if end > i && end < len(s) && s[end] != '`' {
		language, i = s[i:end], end
	}
	if i < len(s) && (s[i] == '\n' || s[i] == '\r') {
		if i+1 < len(s) && (s[i+1] == '\n' || s[i+1] == '\r') && s[i] != s[i+1] {
			i++
		}
		i++
	}
	return language, i
}
