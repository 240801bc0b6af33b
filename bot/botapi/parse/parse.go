// Package parse turns what a bot sends as text into what Telegram shows: plain text and entities.
//
// It keeps Telegram's rules for the parse modes, for cleaning and trimming, and for the entities that are found in
// plain text. Offsets and lengths of entities count UTF-16 code units; offsets in error texts count bytes of the
// input, as Telegram's do.
package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Entity is a styled or special range of a text.
type Entity struct {
	Type          string `json:"type"`
	Offset        int    `json:"offset"`
	Length        int    `json:"length"`
	URL           string `json:"url,omitempty"`
	Language      string `json:"language,omitempty"`
	CustomEmojiID string `json:"custom_emoji_id,omitempty"`
	// UserID is the user of a text_mention; Telegram sends the whole user in its place.
	UserID int64 `json:"-"`
}

// End is the offset behind the entity.
func (e Entity) End() int { return e.Offset + e.Length }

// Text is a text with its entities.
type Text struct {
	Text     string
	Entities []Entity
}

// ErrMode says that a parse mode does not exist.
var ErrMode = errors.New("unsupported parse_mode")

// ErrEmpty says that nothing visible is left of a text.
var ErrEmpty = errors.New("text must be non-empty")

// refusal is an error in Telegram's own wording, which begins with a capital letter where Telegram's does.
type refusal string

func (r refusal) Error() string { return string(r) }

func refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

// Markup reads text in the named parse mode; "" is plain text. The mode's case does not matter.
//
// The error is ErrMode, or one whose text is Telegram's own, to be prefixed with "can't parse entities: ".
func Markup(text, mode string) (Text, error) {
	switch strings.ToLower(mode) {
	case "", "none":
		return Text{Text: text}, nil
	case "html":
		return parseHTML(text)
	case "markdownv2":
		return parseMarkdownV2(text)
	case "markdown":
		return parseMarkdown(text)
	}
	return Text{}, ErrMode
}

// builder collects plain text and counts its UTF-16 units.
type builder struct {
	text     []byte
	units    int
	entities []Entity
}

// byte adds one byte of the input; the first byte of a character counts its units.
func (b *builder) byte(c byte) {
	if !isContinuation(c) {
		b.units++
		if c >= 0xf0 {
			b.units++
		}
	}
	b.text = append(b.text, c)
}

func (b *builder) rune(r rune) {
	b.units += unitsOf(r)
	b.text = utf8.AppendRune(b.text, r)
}

// style adds an entity from the offset to the end of what is written so far; empty ones are dropped.
func (b *builder) style(e Entity) {
	e.Length = b.units - e.Offset
	if e.Length > 0 {
		b.entities = append(b.entities, e)
	}
}

func (b *builder) done() Text {
	sortEntities(b.entities)
	return Text{Text: string(b.text), Entities: b.entities}
}

func isContinuation(c byte) bool { return c&0xc0 == 0x80 }

func unitsOf(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// Units counts the UTF-16 code units of s.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == 0
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// sortEntities puts outer entities before the inner ones, in the order of the text.
func sortEntities(es []Entity) {
	slices.SortStableFunc(es, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
}
