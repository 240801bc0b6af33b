package parse

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// styles gives the entity type of each tag whose meaning needs no attribute.
var styles = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
}

var otherTags = []string{"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}

// openTag is a start tag that waits for its end.
type openTag struct {
	name, argument string
	offset, begin  int // in UTF-16 units and in bytes of the plain text
}

// htmlParser reads the HTML parse mode.
type htmlParser struct {
	builder
	in   string
	pos  int
	open []openTag
}

func parseHTML(in string) (Text, error) {
	p := &htmlParser{in: in}
	for p.pos < len(in) {
		if err := p.step(); err != nil {
			return Text{}, err
		}
	}
	if n := len(p.open); n > 0 {
		return Text{}, refuse("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	p.mergePre()
	return p.done(), nil
}

// at gives the byte at i, or 0 behind the end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

func (p *htmlParser) step() error {
	switch c := p.in[p.pos]; c {
	case '&':
		if r, n := reference(p.in[p.pos:]); n > 0 {
			p.rune(r)
			p.pos += n
			return nil
		}
		p.byte(c)
		p.pos++
		return nil
	case '<':
		if p.at(p.pos+1) == '/' {
			return p.endTag()
		}
		return p.startTag()
	default:
		p.byte(c)
		p.pos++
		return nil
	}
}

// reference decodes one of the references Telegram knows; n is 0 when s begins with none.
func reference(s string) (r rune, n int) {
	for name, r := range map[string]rune{"&lt;": '<', "&gt;": '>', "&amp;": '&', "&quot;": '"'} {
		if strings.HasPrefix(s, name) {
			return r, len(name)
		}
		if strings.HasPrefix(s, name[:len(name)-1]) && (len(s) == len(name)-1 || !isAlnum(s[len(name)-1])) {
			return r, len(name) - 1 // The semicolon may be missing.
		}
	}
	if !strings.HasPrefix(s, "&#") {
		return 0, 0
	}
	base, i := 10, 2
	if len(s) > 2 && s[2] == 'x' {
		base, i = 16, 3
	}
	end := i
	for end < len(s) && end < i+8 && isDigit(s[end], base) {
		end++
	}
	v, err := strconv.ParseInt(s[i:end], base, 32)
	if err != nil || v == 0 || v >= 0x10ffff || !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return rune(v), end
}

func isDigit(c byte, base int) bool {
	return c >= '0' && c <= '9' || base == 16 && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	for p.pos++; p.pos < len(p.in) && !isSpace(p.in[p.pos]) && p.in[p.pos] != '>'; p.pos++ {
	}
	if p.pos >= len(p.in) {
		return refuse("Unclosed start tag at byte offset %d", begin)
	}
	tag := openTag{name: strings.ToLower(p.in[begin+1 : p.pos]), offset: p.units, begin: len(p.text)}
	if styles[tag.name] == "" && !slices.Contains(otherTags, tag.name) {
		return refuse("Unsupported start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	for p.at(p.pos) != '>' {
		name, value, err := p.attribute(tag.name, begin)
		if err != nil {
			return err
		}
		if a, ok := tagArgument(tag.name, name, value); ok {
			tag.argument = a
		}
	}
	p.pos++
	if tag.name == "span" && tag.argument != "spoiler" {
		return refuse("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return nil
}

func (p *htmlParser) skipSpace() {
	for p.pos < len(p.in) && isSpace(p.in[p.pos]) {
		p.pos++
	}
}

// attribute reads one attribute and leaves pos at the next one or at '>'; name is "" at the end of the tag.
func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	p.skipSpace()
	if p.at(p.pos) == '>' {
		return "", "", nil
	}
	start := p.pos
	for p.pos < len(p.in) && !isSpace(p.in[p.pos]) && p.in[p.pos] != '=' && p.in[p.pos] != '>' {
		p.pos++
	}
	if name = strings.ToLower(p.in[start:p.pos]); name == "" {
		return "", "", refuse("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
	}
	p.skipSpace()
	if p.at(p.pos) == '=' {
		p.pos++
		p.skipSpace()
		if value, err = p.attributeValue(); err != nil {
			return "", "", err
		}
	}
	if p.pos >= len(p.in) {
		return "", "", refuse("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

func (p *htmlParser) attributeValue() (string, error) {
	quote := p.at(p.pos)
	if quote != '"' && quote != '\'' {
		start := p.pos
		for isAlnum(p.at(p.pos)) || p.at(p.pos) == '.' || p.at(p.pos) == '-' {
			p.pos++
		}
		if p.pos < len(p.in) && !isSpace(p.in[p.pos]) && p.in[p.pos] != '>' {
			return "", refuse("Unexpected end of name token at byte offset %d", start)
		}
		return strings.ToLower(p.in[start:p.pos]), nil
	}
	var value []byte
	for p.pos++; p.pos < len(p.in) && p.in[p.pos] != quote; {
		if r, n := reference(p.in[p.pos:]); n > 0 {
			value = utf8.AppendRune(value, r)
			p.pos += n
			continue
		}
		value = append(value, p.in[p.pos])
		p.pos++
	}
	p.pos++
	return string(value), nil
}

// tagArgument picks the one attribute that means something for a tag.
func tagArgument(tag, name, value string) (string, bool) {
	switch {
	case tag == "a" && name == "href", tag == "tg-emoji" && name == "emoji-id":
		return value, true
	case tag == "code" && name == "class" && strings.HasPrefix(value, "language-"):
		return strings.TrimPrefix(value, "language-"), true
	case tag == "span" && name == "class" && strings.HasPrefix(value, "tg-"):
		return strings.TrimPrefix(value, "tg-"), true
	case tag == "blockquote" && name == "expandable":
		return "expandable", true
	}
	return "", false
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return refuse("Unexpected end tag at byte offset %d", begin)
	}
	for p.pos += 2; p.pos < len(p.in) && !isSpace(p.in[p.pos]) && p.in[p.pos] != '>'; p.pos++ {
	}
	found := strings.ToLower(p.in[min(begin+2, len(p.in)):p.pos])
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return refuse("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if found != "" && found != tag.name {
		return refuse("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, found)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.offset {
		return nil
	}
	return p.close(tag)
}

// close adds the entity of a tag that has just ended.
func (p *htmlParser) close(tag openTag) error {
	e := Entity{Type: styles[tag.name], Offset: tag.offset}
	switch tag.name {
	case "tg-time":
		return nil
	case "a":
		target := tag.argument
		if target == "" {
			target = string(p.text[tag.begin:])
		}
		var ok bool
		if e, ok = linkEntity(e, target); !ok {
			return nil
		}
	case "tg-emoji":
		id, err := emojiID(tag.argument)
		if err != nil {
			return err
		}
		e.Type, e.CustomEmojiID = "custom_emoji", id
	case "pre", "code":
		e.Type, e.Language = tag.name, tag.argument
	case "blockquote":
		e.Type = "blockquote"
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	}
	p.style(e)
	return nil
}

// mergePre makes one pre with a language out of <pre><code class="language-x">, and takes the language off lone code.
func (p *htmlParser) mergePre() {
	kept := p.entities[:0:0]
	for _, e := range p.entities {
		if e.Type == "code" && e.Language != "" {
			if i := slices.IndexFunc(p.entities, func(pre Entity) bool {
				return pre.Type == "pre" && pre.Offset == e.Offset && pre.Length == e.Length
			}); i >= 0 {
				continue
			}
			e.Language = ""
		}
		if e.Type == "pre" {
			for _, code := range p.entities {
				if code.Type == "code" && code.Offset == e.Offset && code.Length == e.Length {
					e.Language = code.Language
				}
			}
		}
		kept = append(kept, e)
	}
	p.entities = kept
}
