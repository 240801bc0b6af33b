package encoder

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// vocabulary is the pieces that texts are cut into, in the order of their bytes.
type vocabulary struct {
	starts  []uint32 // where the text of a piece begins in texts; one more at the end
	texts   []byte
	ids     []uint32 // in the original model
	scores  []float32
	unknown float32     // score of a character that is no piece
	first   [257]uint32 // the first piece that begins with a byte or a larger one
}

// The original's ids of what is no piece.
const (
	idBegin   = 0
	idEnd     = 2
	idUnknown = 3
)

func (v *vocabulary) text(i uint32) []byte { return v.texts[v.starts[i]:v.starts[i+1]] }

// id gives the original's id of a row.
func (v *vocabulary) id(row int32) int {
	switch row {
	case rowBegin:
		return idBegin
	case rowEnd:
		return idEnd
	case rowUnknown:
		return idUnknown
	}
	return int(v.ids[row-specialRows])
}

// index finds where pieces with a first byte begin, or says that they are not in order.
func (v *vocabulary) index() bool {
	if v.starts[0] != 0 || int(v.starts[len(v.ids)]) != len(v.texts) {
		return false
	}
	var last []byte
	for i := range v.ids {
		if v.starts[i] >= v.starts[i+1] || int(v.starts[i+1]) > len(v.texts) {
			return false
		}
		text := v.text(uint32(i))
		if bytes.Compare(last, text) >= 0 {
			return false
		}
		last = text
		v.first[int(text[0])+1] = uint32(i) + 1
	}
	for i := 1; i < len(v.first); i++ {
		v.first[i] = max(v.first[i], v.first[i-1])
	}
	return true
}

// prefixes yields the pieces that s begins with, the shortest first.
func (v *vocabulary) prefixes(s []byte, yield func(piece uint32, length int)) {
	low, high := v.first[s[0]], v.first[int(s[0])+1]
	for depth := 1; low < high; depth++ {
		if v.starts[low+1]-v.starts[low] == uint32(depth) {
			yield(low, depth)
			low++
		}
		if depth == len(s) {
			return
		}
		low = v.bound(low, high, depth, s[depth])
		high = v.boundAfter(low, high, depth, s[depth])
	}
}

// bound gives the first of the pieces low to high whose byte at depth is at least b; all are longer than depth.
func (v *vocabulary) bound(low, high uint32, depth int, b byte) uint32 {
	for low < high {
		if middle := (low + high) / 2; v.texts[int(v.starts[middle])+depth] < b {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// boundAfter gives the first whose byte is greater than b.
func (v *vocabulary) boundAfter(low, high uint32, depth int, b byte) uint32 {
	if b == 0xff {
		return high
	}
	return v.bound(low, high, depth, b+1)
}

// cutter cuts texts into pieces. It keeps its memory for the next text.
type cutter struct {
	clean, plain, part []byte
	best               []step
	origins            []int32 // where in the text each byte of clean comes from, and then where the text ends; trace alone fills it
}

// step is the best way to some place in a text.
type step struct {
	score float32
	from  int32 // where its last piece begins; -1 if there is no way yet
	row   int32
}

// pieces appends the rows of the pieces of a text: of all the ways to cut it the one with the greatest sum of scores.
// Characters next to each other that are no pieces are one unknown piece.
func (c *cutter) pieces(v *vocabulary, rows []int32, text string) []int32 {
	c.normalise(text)
	return c.likeliest(v, rows)
}

// likeliest appends the rows of the pieces of what is normalised.
func (c *cutter) likeliest(v *vocabulary, rows []int32) []int32 {
	s := c.clean
	c.best = slices.Grow(c.best[:0], len(s)+1)[:len(s)+1]
	for i := range c.best {
		c.best[i].from = -1
	}
	c.best[0] = step{}
	for at := 0; at < len(s); {
		at += c.extend(v, at)
	}
	begin := len(rows)
	for at := int32(len(s)); at > 0; at = c.best[at].from {
		if row := c.best[at].row; row != rowUnknown || len(rows) == begin || rows[len(rows)-1] != rowUnknown {
			rows = append(rows, row)
		}
	}
	slices.Reverse(rows[begin:])
	return rows
}

// extend tries every piece that begins at a place and gives the length of the character there. Sums have the precision of the
// original's, so that what is nearly equal is decided alike.
func (c *cutter) extend(v *vocabulary, at int) int {
	s, till := c.clean, c.best[at].score
	_, size := utf8.DecodeRune(s[at:])
	single := false
	v.prefixes(s[at:], func(piece uint32, length int) {
		single = single || length == size
		c.improve(at, length, v.scores[piece]+till, int32(piece)+specialRows)
	})
	if !single {
		c.improve(at, size, v.unknown+till, rowUnknown)
	}
	return size
}

func (c *cutter) improve(at, length int, score float32, row int32) {
	if to := &c.best[at+length]; to.from < 0 || score > to.score {
		*to = step{score: score, from: int32(at), row: row}
	}
}

// normalise puts into clean what the pieces are made for: compatible forms of characters (NFKC) with the original's
// exceptions, every run of spaces one "▁", one at the beginning and none at the end.
func (c *cutter) normalise(text string) {
	c.plain = c.plain[:0]
	for len(text) > 0 {
		i := strings.IndexFunc(text, isException)
		if i < 0 {
			i = len(text)
		}
		c.part = norm.NFKC.AppendString(c.part[:0], text[:i]) // apart, so that no mark joins what stands before an exception
		c.plain = append(c.plain, c.part...)
		if text = text[i:]; text != "" {
			r, size := utf8.DecodeRuneInString(text)
			c.plain = append(c.plain, exception(r)...)
			text = text[size:]
		}
	}
	c.clean = c.clean[:0]
	space := true
	for _, b := range c.plain {
		if b == ' ' {
			space = true
			continue
		}
		if space {
			c.clean = append(c.clean, "▁"...)
			space = false
		}
		c.clean = append(c.clean, b)
	}
}

const (
	fullwidthTilde = '～'      // stays as it is, though NFKC has another form for it
	dialytikaTonos = '\u0344' // becomes two marks that do not join the letter before them
)

func isException(r rune) bool {
	return r == fullwidthTilde || r == dialytikaTonos || isSpace(r) || isDropped(r)
}

// exception gives what becomes of a character that has rules of its own.
func exception(r rune) string {
	switch {
	case r == fullwidthTilde:
		return string(fullwidthTilde)
	case r == dialytikaTonos:
		return "\u0308\u0301"
	case isSpace(r):
		return " "
	}
	return ""
}

// isSpace says that a character counts as a space, though NFKC leaves it alone.
func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\f', '\r', 0x061c, 0x1680, 0x200b, 0x200c, 0x200e, 0x200f, 0x2028, 0x2029, '▁', 0xfeff, utf8.RuneError:
		return true
	}
	return false
}

// isDropped says that a character counts as nothing. Zero is none of them.
func isDropped(r rune) bool {
	return 0 < r && r < 0x20 && !isSpace(r) || r == 0x7f || r == 0x8f || r == 0x9f
}
