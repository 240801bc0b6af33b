package parse

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finder finds one type of entity in plain text.
type finder struct {
	kind string
	re   *regexp.Regexp
	ok   func(before, after rune, match string) bool
}

// finders are tried in this order; an earlier one keeps its range.
var finders = []finder{
	{"url", regexp.MustCompile(`(?i)\b(?:https?|ftp|tg)://[^\s<>"«»“”，。；！？、）】]+`), anywhere},
	{"email", regexp.MustCompile(`(?i)[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,24}`), apart},
	{"url", regexp.MustCompile(`(?i)(?:[a-z0-9-]+\.)+(?:com|net|org|cn|io|me|info|shop|top|xyz|co|ru|uk|de|hk|tw|jp|dev|app|example)(?::\d{1,5})?(?:[/?#][^\s<>"，。；！？、）】]*)?`), apart},
	{"mention", regexp.MustCompile(`@[A-Za-z0-9_]{3,32}`), apart},
	{"bot_command", regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`), command},
	{"hashtag", regexp.MustCompile(`#[\pL\pN_]{1,256}`), hashtag},
	{"cashtag", regexp.MustCompile(`\$[A-Z]{1,8}`), apart},
	{"phone_number", regexp.MustCompile(`\+\d(?:[ -]?\d){6,14}`), apart},
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

func anywhere(rune, rune, string) bool { return true }

// apart accepts a match that is not part of a longer Latin word; Chinese stands next to it without a space.
func apart(before, after rune, _ string) bool {
	joined := func(r rune) bool { return isWord(r) && !unicode.Is(unicode.Han, r) || r == '@' }
	return !joined(before) && !joined(after)
}

func command(before, after rune, _ string) bool {
	return !isWord(before) && before != '/' && before != '<' && before != '>' && !isWord(after) && after != '/' && after != '@'
}

func hashtag(before, _ rune, match string) bool {
	return !isWord(before) && before != '&' && strings.ContainsFunc(match, unicode.IsLetter)
}

// Detect finds the entities that Telegram finds in plain text by itself.
func Detect(text string) []Entity {
	var found []Entity
	taken := make([]bool, len(text))
	for _, f := range finders {
		for _, m := range f.re.FindAllStringIndex(text, -1) {
			from, to := m[0], m[1]
			if f.kind == "url" {
				to = from + len(strings.TrimRight(text[from:to], ".,:;!?'\")]}"))
			}
			before, _ := utf8.DecodeLastRuneInString(text[:from])
			after, _ := utf8.DecodeRuneInString(text[to:])
			if to == from || taken[from] || taken[to-1] || !f.ok(before, after, text[from:to]) {
				continue
			}
			for i := from; i < to; i++ {
				taken[i] = true
			}
			found = append(found, Entity{Type: f.kind, Offset: Units(text[:from]), Length: Units(text[from:to])})
		}
	}
	sortEntities(found)
	return found
}
