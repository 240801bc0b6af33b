package knowledge

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"oldhand/integrations/bounds"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// extensions are the kinds of files that notes are read from.
var extensions = []string{".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf"}

// maxFile is the largest file taken, in bytes. Notes are a few pages; what is larger is something else.
const maxFile = 20 << 20

// note is a file as read, before it is cut into passages.
type note struct {
	head
	blocks []block
}

// head is what is known about a whole note.
type head struct {
	Title    string
	TitleEN  string // the title in a language that it is not in, where there is one
	TitleZH  string
	Date     *time.Time
	Kind     string // meeting, tip or guide
	Speaker  string
	Language string // "en", "zh" or "": whatever each passage is written in
	Expires  *time.Time
}

// block is a heading, a paragraph or an item of a list.
type block struct {
	kind  blockKind
	level int // of a heading, from 1
	text  string
}

type blockKind byte

const (
	heading blockKind = iota + 1
	paragraph
	item
)

// unreadable says why a file is rejected. Line is 0 where none can be named.
type unreadable struct {
	line   int
	column string
	reason table.Reason
}

func (u *unreadable) Error() string { return u.reason.Error() }

func reject(code string, data table.Data) error {
	return &unreadable{reason: table.Because(code, data)}
}

// fault is why a file is rejected: the bound that it goes beyond, or else code with what went wrong. That ctx ended is no
// fault of a file.
func fault(ctx context.Context, err error, code string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if bound, ok := errors.AsType[bounds.Error](err); ok {
		return reject(bound.Code, table.Data{"Most": bound.Most})
	}
	return reject(code, table.Data{"Why": err})
}

// readFile gives the bytes of a file that is small enough. What is wrong with the file itself is an *unreadable.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !slices.Contains(extensions, strings.ToLower(filepath.Ext(path))) {
		return nil, reject("notes.kindoffile", table.Data{"Extensions": strings.Join(extensions, " ")})
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, reject("notes.large", table.Data{"MB": maxFile >> 20})
	}
	return data, nil
}

// readNote reads a file of any of the kinds; name decides which, and is the title of a note that has none. Error: an
// *unreadable, or the context's own.
func readNote(ctx context.Context, name string, data []byte) (note, error) {
	var n note
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm":
		n, err = readHTML(ctx, data)
	case ".docx":
		n, err = readDOCX(ctx, data)
	case ".pdf":
		n, err = readPDF(ctx, data)
	case ".txt":
		n, err = readText(data, plainBlocks)
	default:
		n, err = readText(data, markdownBlocks)
	}
	if err != nil {
		return note{}, err
	}
	if n.Title == "" {
		n.Title = firstHeading(n.blocks)
	}
	if n.Title == "" {
		n.Title = strings.TrimSuffix(name, filepath.Ext(name))
	}
	if n.Kind == "" {
		n.Kind = "guide"
	}
	return n, nil
}

func firstHeading(blocks []block) string {
	for _, b := range blocks {
		if b.kind == heading {
			return b.text
		}
	}
	return ""
}

// readText reads a file of text with or without front matter.
func readText(data []byte, cut func([]byte) []block) (note, error) {
	if decoded, ok := text.Decode(data); ok {
		data = decoded
	}
	if err := checkText(data); err != nil {
		return note{}, err
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	var front struct {
		Title, Date, Kind, Speaker, Language, Expires string

		TitleEN string `yaml:"title_en" toml:"title_en" json:"title_en"`
		TitleZH string `yaml:"title_zh" toml:"title_zh" json:"title_zh"`
	}
	body, err := text.FrontMatter(data, &front)
	if err != nil {
		return note{}, &unreadable{line: 1, column: "front matter", reason: table.Because("notes.front", table.Data{"Why": err})}
	}
	n := note{head: head{
		Title: squeeze(front.Title), TitleEN: squeeze(front.TitleEN), TitleZH: squeeze(front.TitleZH), Kind: strings.ToLower(squeeze(front.Kind)), Speaker: squeeze(front.Speaker),
		Language: languageOf(front.Language),
	}}
	if !slices.Contains([]string{"", "meeting", "tip", "guide"}, n.Kind) {
		return note{}, &unreadable{line: 1, column: "kind", reason: table.Because("notes.kind", table.Data{"Kind": n.Kind})}
	}
	if n.Date, err = parseDate("date", front.Date); err != nil {
		return note{}, err
	}
	if n.Expires, err = parseDate("expires", front.Expires); err != nil {
		return note{}, err
	}
	n.blocks = cut(body)
	return n, nil
}

// checkText refuses what is no text: bytes that are not UTF-8 nor any other encoding that is known, and NUL.
func checkText(data []byte) error {
	line := 1
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size <= 1:
			return &unreadable{line: line, reason: table.Because("notes.encoding", nil)}
		case r == 0:
			return &unreadable{line: line, reason: table.Because("notes.nul", nil)}
		case r == '\n':
			line++
		}
		rest = rest[size:]
	}
	return nil
}

// What people call the two languages besides their codes.
var englishNames, chineseNames = words("zh", "english"), bothWords("chinese")

// languageOf reads the ways a language is named; an unknown or missing one is "".
func languageOf(s string) string {
	s = text.Fold(strings.TrimSpace(s))
	switch {
	case strings.HasPrefix(s, "en"), slices.Contains(englishNames, s):
		return "en"
	case strings.HasPrefix(s, "zh"), strings.HasPrefix(s, "cn"), slices.Contains(chineseNames, s):
		return "zh"
	}
	return ""
}

// dateLayouts are the ways a day is written in front matter, besides those of tables.
var dateLayouts = []string{"2006.1.2", time.RFC3339, "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"}

// parseDate reads a day; none is nil.
func parseDate(column, s string) (*time.Time, error) {
	s = squeeze(s)
	if s == "" {
		return nil, nil
	}
	if day, ok := table.ParseDay(s); ok {
		return &day, nil
	}
	for _, layout := range dateLayouts {
		if day, err := time.Parse(layout, s); err == nil {
			return new(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)), nil
		}
	}
	return nil, &unreadable{line: 1, column: column, reason: table.Because("notes.day", table.Data{"Value": s})}
}

// squeeze makes every stretch of white space one space, and none at the ends. Lines of Chinese join without a space.
func squeeze(s string) string {
	var b strings.Builder
	before, gap := "", ""
	for f := range strings.FieldsSeq(s) {
		at := strings.Index(s, f) // which is right behind the gap
		gap, s = s[:at], s[at+len(f):]
		if before != "" && (gap == " " || !endsWide(before) || !startsWide(f)) {
			b.WriteByte(' ')
		}
		b.WriteString(f)
		before = f
	}
	return b.String()
}

// wide characters stand without spaces between them.
func wide(r rune) bool { return r >= 0x2e80 && r != utf8.RuneError }

func startsWide(s string) bool { r, _ := utf8.DecodeRuneInString(s); return wide(r) }

func endsWide(s string) bool { r, _ := utf8.DecodeLastRuneInString(s); return wide(r) }

// asUnreadable gives what is wrong with a file, if that is what went wrong.
func asUnreadable(err error) (*unreadable, bool) {
	var u *unreadable
	ok := errors.As(err, &u)
	return u, ok
}
