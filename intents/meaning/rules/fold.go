package rules

import (
	"strings"
	"unicode"

	"oldhand/integrations/text"
)

// maxRunes is the longest message that the channels let through; what lies beyond is not read.
const maxRunes = 4096

// fold gives the runes of a message twice, rune for rune: as written, and as the tables spell them (narrow, lower
// case, simplified). Because neither is longer, a place in one is the same place in the other.
func fold(message string) (raw, folded []rune) {
	raw = make([]rune, 0, len(message))
	for _, r := range message {
		if len(raw) == maxRunes {
			break
		}
		if invisible(r) {
			continue
		}
		raw = append(raw, r)
	}
	folded = make([]rune, len(raw))
	for i, r := range raw {
		folded[i] = foldRune(r)
	}
	return raw, folded
}

// foldRune is text.FoldRune, and beyond it what only this package may take for the same: to Cantonese 係 is 是, not 系.
func foldRune(r rune) rune {
	if twin, ok := twins[r]; ok {
		return twin
	}
	if 0x1D7CE <= r && r <= 0x1D7FF { // the five rows of bold and other digits
		return '0' + (r-0x1D7CE)%10
	}
	r = text.FoldRune(r)
	if twin, ok := twins[r]; ok {
		return twin
	}
	return r
}

// invisible says that a rune shows nothing and parts no words: joiners, marks of direction, variation
// selectors, the frame of a key.
func invisible(r rune) bool {
	if r < 0x80 {
		return r < 0x20 && r != '\n' && r != '\t' && r != '\r'
	}
	return unicode.Is(unicode.Cf, r) || 0xFE00 <= r && r <= 0xFE0F || r == 0x20E3 || r == unicode.ReplacementChar
}

// twins are marks that have a plain twin, and words that Cantonese writes with characters of its own. 对帐 is 对账 to
// whoever asks for a statement, while a 帐篷 for sale stays one: only the cues read this.
var twins = map[rune]rune{
	0xA0: ' ', '’': '\'', '‘': '\'', '`': '\'', '“': '"', '”': '"', '×': 'x', '✖': 'x', '–': '-', '—': '-',
	'−': '-', '〜': '~', '￥': '¥', '〇': '零', '≥': '>', '≤': '<', '帐': '账',
	'冇': '没', '啲': '些', '嘅': '的', '係': '是', '唔': '不', '畀': '给', '俾': '给', '嚟': '来', '攞': '拿', '咗': '了', '睇': '看', '揾': '找', '搵': '找',
	'佢': '他', '哋': '们', '嗰': '那', '咁': '这', '喺': '在', '乜': '啥', // as Cantonese writes them
}

// containsRunes says that needle stands in hay.
func containsRunes(hay, needle []rune) bool { return strings.Contains(string(hay), string(needle)) }

// subset says that every word or character of a stands in b.
func subset(a, b []rune) bool {
	for _, w := range phraseTokens(string(a)) {
		if !strings.Contains(string(b), strings.TrimSuffix(w, "s")) {
			return false
		}
	}
	return true
}
