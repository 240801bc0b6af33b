package telegram

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is one character of a text as it is shown, or a tag.
type piece struct {
	raw string
	tag string // name of the tag; empty for a character
	end bool   // a closing tag
	r   rune   // what is shown
}

var pieces = regexp.MustCompile(`(?s)<(/?)([a-z][a-z0-9-]*)[^>]*>|&(?:#[0-9]+|#x[0-9a-fA-F]+|lt|gt|amp|quot);|.`)

func cut(text string) []piece {
	var out []piece
	for _, m := range pieces.FindAllStringSubmatch(text, -1) {
		p := piece{raw: m[0], tag: m[2], end: m[1] != ""}
		if p.tag == "" {
			p.r, _ = utf8.DecodeRuneInString(html.UnescapeString(m[0]))
		}
		out = append(out, p)
	}
	return out
}

// length is how many characters of a text are shown; that is what Telegram's limits count.
func length(text string) (n int) {
	for _, p := range cut(text) {
		if p.tag == "" {
			n++
		}
	}
	return n
}

// split cuts a text into parts of at most limit shown characters, best between blocks, else between lines, sentences or
// words. Tags that are open at a cut are closed there and opened again behind it.
func split(text string, limit int) []string {
	rest := cut(strings.TrimSpace(text))
	var parts []string
	var open []piece
	for {
		at := border(rest, limit)
		part := join(open)
		open = opened(open, rest[:at])
		part += strings.TrimRightFunc(join(rest[:at]), unicode.IsSpace) + closing(open)
		if length(part) > 0 || at == len(rest) && len(parts) == 0 {
			parts = append(parts, part)
		}
		rest = withoutLeadingSpace(rest[at:])
		if len(rest) == 0 {
			return parts
		}
	}
}

func join(all []piece) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString(p.raw)
	}
	return b.String()
}

// opened is what is open behind some pieces when open was open before.
func opened(open, passed []piece) []piece {
	open = append([]piece(nil), open...)
	for _, p := range passed {
		switch {
		case p.tag == "":
		case !p.end:
			open = append(open, p)
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return open
}

func closing(open []piece) (s string) {
	for _, p := range open {
		s = "</" + p.tag + ">" + s
	}
	return s
}

func withoutLeadingSpace(rest []piece) []piece {
	for len(rest) > 0 && rest[0].tag == "" && unicode.IsSpace(rest[0].r) {
		rest = rest[1:]
	}
	return rest
}

// border is where to cut so that no more than limit characters stand before it: the last of the best kind of border,
// but not so early that most of the part stays empty.
func border(all []piece, limit int) int {
	var (
		shown, best int // characters so far; rank of the border found
		at, hard    int // that border; a cut in the middle of a word
		last        rune
	)
	for i, p := range all {
		if p.tag != "" {
			continue
		}
		if shown == limit {
			if at > 0 {
				return at
			}
			return hard
		}
		shown++
		hard = i + 1
		if rank := rank(last, p.r); rank > 0 && (rank >= best || at < hard/4) {
			best, at = rank, hard
		}
		last = p.r
	}
	return len(all)
}

// rank says how good a border it is to cut behind r, which follows last; 0 is none.
func rank(last, r rune) int {
	switch {
	case r == '\n' && last == '\n':
		return 4
	case r == '\n':
		return 3
	case strings.ContainsRune("。！？；", r), unicode.IsSpace(r) && strings.ContainsRune(".!?", last):
		return 2
	case unicode.IsSpace(r):
		return 1
	}
	return 0
}
