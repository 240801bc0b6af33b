package parse

import (
	"strings"
)

// markdownParser reads the older Markdown parse mode, which has no nesting.
type markdownParser struct {
	builder
	in  string
	pos int
}

func parseMarkdown(in string) (Text, error) {
	p := &markdownParser{in: in}
	for p.pos < len(in) {
		c := in[p.pos]
		switch {
		case c == '\\' && p.pos+1 < len(in) && strings.IndexByte("_*`[", in[p.pos+1]) >= 0:
			p.byte(in[p.pos+1])
			p.pos += 2
		case strings.IndexByte("_*`[", c) < 0:
			p.byte(c)
			p.pos++
		default:
			if err := p.entity(c); err != nil {
				return Text{}, err
			}
		}
	}
	return p.done(), nil
}

// entity reads one whole entity that begins with c.
func (p *markdownParser) entity(c byte) error {
	begin := p.pos
	e := Entity{Offset: p.units, Type: map[byte]string{'_': "italic", '*': "bold", '`': "code", '[': "text_link"}[c]}
	end := string(c)
	if c == '[' {
		end = "]"
	}
	p.pos++
	if strings.HasPrefix(p.in[begin:], "```") {
		e.Type, end = "pre", "```"
		language, width := preHead(p.in[begin:])
		e.Language = language
		p.pos = begin + width
	}
	n := strings.Index(p.in[p.pos:], end)
	if n < 0 {
		return refuse("Can't find end of the entity starting at byte offset %d", begin)
	}
	body := p.in[p.pos : p.pos+n]
	for i := range len(body) {
		p.byte(body[i])
	}
	p.pos += n + len(end)
	if c == '[' {
		var ok bool
		if e, ok = linkEntity(e, p.target(body)); !ok {
			return nil
		}
	}
	p.style(e)
	return nil
}

func (p *markdownParser) target(text string) string {
	if p.pos >= len(p.in) || p.in[p.pos] != '(' {
		return text
	}
	n := strings.IndexByte(p.in[p.pos:], ')')
	if n < 0 {
		n = len(p.in) - p.pos
	}
	target := p.in[p.pos+1 : p.pos+n]
	p.pos = min(p.pos+n+1, len(p.in))
	return target
}
