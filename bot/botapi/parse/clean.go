package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrUTF8 says that a text is not UTF-8.
var ErrUTF8 = errors.New("strings must be encoded in UTF-8")

// Clean brings a text into the form Telegram stores: control characters gone, ends trimmed, entities clipped to what
// is left, and links, mentions, hashtags, commands, addresses and telephone numbers found.
//
// Errors: ErrUTF8, ErrEmpty when nothing visible is left, or a bad entity's own text.
func Clean(t Text) (Text, error) {
	if !utf8.ValidString(t.Text) {
		return Text{}, ErrUTF8
	}
	starts := unitStarts(t.Text)
	for _, e := range t.Entities {
		if err := checkEntity(e, starts); err != nil {
			return Text{}, err
		}
	}
	text, moved := cleanRunes(t.Text)
	entities := make([]Entity, 0, len(t.Entities))
	for _, e := range t.Entities {
		from, to := moved[e.Offset], moved[e.End()]
		e.Offset, e.Length = from, to-from
		entities = append(entities, e)
	}
	text, entities = trim(text, entities)
	if !visible(text) {
		return Text{}, ErrEmpty
	}
	entities = merge(dropInCode(entities), Detect(text))
	return Text{Text: text, Entities: entities[:min(len(entities), 100)]}, nil
}

// unitStarts says for every UTF-16 offset of s, its end included, whether a character begins there.
func unitStarts(s string) []bool {
	starts := make([]bool, 0, len(s)+1)
	for _, r := range s {
		starts = append(starts, true)
		if r > 0xffff {
			starts = append(starts, false)
		}
	}
	return append(starts, true)
}

func checkEntity(e Entity, starts []bool) error {
	switch {
	case e.Offset < 0 || e.Length < 0:
		return fmt.Errorf("receive an entity with incorrect offset %d or length %d", e.Offset, e.Length)
	case e.Offset >= len(starts) || e.End() >= len(starts):
		return fmt.Errorf("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, e.End())
	case !starts[e.Offset]:
		return fmt.Errorf("entity begins in a middle of a UTF-16 symbol at byte offset %d", e.Offset)
	case !starts[e.End()]:
		return fmt.Errorf("entity ends in a middle of a UTF-16 symbol at byte offset %d", e.End())
	}
	return nil
}

// cleanRunes replaces control characters; moved gives the new offset of every old one.
func cleanRunes(s string) (text string, moved []int) {
	var out strings.Builder
	at := 0
	for _, r := range s {
		moved = append(moved, at)
		if r > 0xffff {
			moved = append(moved, at)
		}
		switch {
		case r == '\r' || r >= 0x2028 && r <= 0x202e:
			continue
		case r < ' ' && r != '\n':
			r = ' '
		}
		out.WriteRune(r)
		at += unitsOf(r)
	}
	return out.String(), append(moved, at)
}

// trim cuts leading spaces and newlines and trailing white space, and what entities lose by it.
func trim(text string, es []Entity) (string, []Entity) {
	cut := strings.TrimLeft(text, " \n")
	lost := len(text) - len(cut) // Only one-byte characters went.
	cut = strings.TrimRightFunc(cut, unicode.IsSpace)
	size := Units(cut)
	kept := es[:0]
	for _, e := range es {
		from, to := max(e.Offset-lost, 0), min(e.End()-lost, size)
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return cut, kept
}

// visible says whether a person would see anything.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != 0x2800 && r != 0x3164
	})
}

// dropInCode takes away what Telegram does not show inside code, and empty or doubled entities.
func dropInCode(es []Entity) []Entity {
	isCode := func(e Entity) bool { return e.Type == "code" || e.Type == "pre" }
	return slices.DeleteFunc(slices.Clone(es), func(e Entity) bool {
		return !isCode(e) && !strings.HasSuffix(e.Type, "blockquote") && slices.ContainsFunc(es, func(c Entity) bool {
			return isCode(c) && e.Offset < c.End() && c.Offset < e.End()
		})
	})
}

// merge adds the found entities that touch no link, mention or code.
func merge(given, found []Entity) []Entity {
	styled := []string{"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"}
	all := slices.Clone(given)
	for _, f := range found {
		if !slices.ContainsFunc(given, func(g Entity) bool {
			return !slices.Contains(styled, g.Type) && f.Offset < g.End() && g.Offset < f.End()
		}) {
			all = append(all, f)
		}
	}
	sortEntities(all)
	return all
}
