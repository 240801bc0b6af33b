package meaning

import (
	"regexp"
	"strings"
)

// links are addresses of pages, with a scheme or as people shorten them. Chinese goes on right behind one without a space.
var links = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s\p{Han}，。；！？、）】]+|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|hk|tw)\b(?:/[^\s\p{Han}，。；！？、）】]*)?|\bt\.me/[^\s\p{Han}]+`)

// unlinked is a text with blanks in the place of links, whose words would be read as names of goods; found says that there are any.
func unlinked(text string) (rest string, found bool) {
	rest = links.ReplaceAllStringFunc(text, func(link string) string { return strings.Repeat(" ", len(link)) })
	return rest, rest != text
}
