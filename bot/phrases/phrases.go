// Package phrases holds every sentence oldhand says, in English and Chinese.
//
// The sentences stand in pairs of files, one pair per skill: order.en.html and order.zh.html. Subjects give
// codes instead of sentences (see [Coded]); a code is the key of a sentence in a pair of its own, such as rates.en.html. Each sentence is a
// {{define "order.card"}}...{{end}} of an html/template, so whatever people or files wrote is escaped as it goes in.
// Neither language is a translation of the other, but both have the same keys; a test sees to that.
//
// Inside a sentence these functions can be used, each in the manner of the language:
//
//	yuan .Price              37.40
//	weight .Weight           1.2 kg, 1.2公斤
//	plural .N "item" "items" the word that fits the number (the number itself is written beside it)
//	signed .Added            +500, −20
//	date .Day                Sat 5 Dec 2026, 2026年12月5日周六
//	day .Day .Now            today, tomorrow, Sat 5 Dec; with the year when it is another one
//	span .From .To .Now      1–15 Nov 2026, November 2026, 2026年11月1日–15日; up to a day where there is no first
//	clock .At                09:05
//	name .Distributor        Hongfu Festive, 红福节庆: one half of a name in both languages
//	text .Body               a Text as it is, not escaped a second time
//	say "order.line" .       another sentence, its key made at run time if need be
//	tell .Why                the sentence of what a subject gave a code for (see Coded), or the words of any other error
package phrases

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"sync"
)

// Lang is a language oldhand speaks.
type Lang string

// The two languages; neither is a translation of the other.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// ForTag is the language to speak with somebody whose app is set to an IETF tag such as "zh-hans" or "en-GB".
func ForTag(tag string) Lang {
	if strings.HasPrefix(strings.ToLower(tag), string(Chinese)) {
		return Chinese
	}
	return English
}

// Text is what a person reads: plain text with the tags b, i, u, s, code, pre and blockquote, everything else escaped.
// Only Say makes one from what people or files wrote.
type Text string

// Say fills in a sentence. Outer white space is dropped and several blank lines in a row become one.
//
// A key that does not exist, or data that lacks what the sentence names, is a mistake in the program: Say panics with
// a clear message, and the worker that runs the turn turns that into an apology.
func Say(lang Lang, key string, data any) Text {
	set, ok := sets()[lang]
	if !ok {
		panic(fmt.Sprintf("phrases: no language %q", lang))
	}
	return render(set, lang, key, data)
}

func render(set *template.Template, lang Lang, key string, data any) Text {
	sentence := set.Lookup(key)
	if sentence == nil {
		panic(fmt.Sprintf("phrases: no sentence %q in language %q", key, lang))
	}
	var out strings.Builder
	if err := sentence.Execute(&out, data); err != nil {
		panic(fmt.Sprintf("phrases: sentence %q in language %q: %v", key, lang, err))
	}
	return Text(blankLines.ReplaceAllString(strings.TrimSpace(out.String()), "\n\n"))
}

// Label is Say for places that show plain text: buttons, notices, menus. Nothing in it is escaped.
func Label(lang Lang, key string, data any) string { return Strip(Say(lang, key, data)) }

// Labels gives the labels of a language that are filled in with nothing, for whoever sets them on paper.
func Labels(lang Lang) func(key string) string {
	return func(key string) string { return Label(lang, key, nil) }
}

// Strip gives a text without its tags and escapes, as a person reads it.
func Strip(t Text) string { return html.UnescapeString(tags.ReplaceAllString(string(t), "")) }

var (
	blankLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)+`)
	tags       = regexp.MustCompile(`<[^>]*>`)
)

// sets reads the embedded files once. They are part of the program, so one that cannot be read is a panic.
var sets = sync.OnceValue(func() map[Lang]*template.Template {
	return map[Lang]*template.Template{English: load(English), Chinese: load(Chinese)}
})
