package knowledge

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// passage is one piece of advice, as it is quoted, with what else it is found by.
type passage struct {
	Quote    string
	Speaker  string
	Language string
	Heading  string // the headings it stands under, and the sentence that leads up to it
	Question string // that it answers, where the note asks one
}

// longestQuote is how long a passage may be, in characters, before it is cut at the end of a sentence.
const longestQuote = 900

// noAdvice are headings under which nothing is said yet.
var noAdvice = regexp.MustCompile(`(?i)^(?:(?:` + oneOf(bothWords("agenda")) + `)[\s:：/·|,，、-]*)+$`)

// split cuts a note into passages: every paragraph and every item of a list is one, spoken by whoever it names first, else
// by the note's own speaker. Questions and sentences that lead up to a list are not advice, but what follows is found by them.
func split(n note) []passage {
	s := splitter{head: n.head}
	for _, b := range n.blocks {
		s.block(b)
	}
	return s.passages
}

type splitter struct {
	head
	passages []passage
	headings []block
	question string // asked under this heading and not followed by another
	lead     string // the last paragraph, if it ends with a colon
	leader   string // who spoke it: the list that follows is theirs
}

func (s *splitter) block(b block) {
	if b.kind == heading {
		for len(s.headings) > 0 && s.headings[len(s.headings)-1].level >= b.level {
			s.headings = s.headings[:len(s.headings)-1]
		}
		s.headings = append(s.headings, b)
		s.question, s.lead, s.leader = "", "", ""
		return
	}
	if len(s.headings) > 0 && noAdvice.MatchString(s.headings[len(s.headings)-1].text) {
		return
	}
	if b.kind == paragraph {
		s.lead, s.leader = "", ""
	}
	s.words(b)
}

// words takes a paragraph or an item apart into who speaks, what is asked and what is said.
func (s *splitter) words(b block) {
	speaker, words := splitSpeaker(b.text)
	what, words := splitLabel(words)
	if inner, rest := splitSpeaker(words); speaker == "" && what != noLabel && inner != "" {
		speaker, words = inner, rest // "A: Mei: ..."
	}
	asked, answer := splitAnswer(words, what)
	if asked != "" {
		s.question = asked
		words = answer
	}
	switch {
	case words == "":
		s.leader = speaker
	case b.kind == paragraph && leadsUp(words):
		s.lead, s.leader = words, speaker
	default:
		s.add(speaker, words)
	}
}

// splitAnswer parts a block into the question that it asks and the answer that it gives. A block that only asks has no answer.
func splitAnswer(words string, what label) (asked, answer string) {
	if what == asks {
		if i := answerMark.FindStringIndex(words); i != nil {
			return strings.TrimSpace(words[:i[0]]), words[i[1]:]
		}
		return words, ""
	}
	const longest = 160 // characters; whoever asks more also tells
	if what == noLabel && utf8.RuneCountInString(words) <= longest && onlyAsks(words) {
		return words, ""
	}
	return "", words
}

// answerMark is where the answer begins when it stands in one paragraph with its question.
var answerMark = regexp.MustCompile(`\s(?i:` + oneOf(words("en", "answers")) + `)\s*[:：]\s*|\s*(?:` + oneOf(words("zh", "answers")) + `)\s*[:：]\s*`)

// onlyAsks says that every sentence of a text is a question.
func onlyAsks(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"”’)）`))
	return strings.ContainsRune("?？", last) && !strings.ContainsAny(s, "。！!") && !strings.Contains(s, ". ")
}

func leadsUp(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return last == ':' || last == '：'
}

func (s *splitter) add(speaker, words string) {
	if speaker == "" {
		speaker = s.leader
	}
	if speaker == "" {
		speaker = s.Speaker
	}
	for _, quote := range cutLong(words) {
		if !hasWords(quote) {
			continue
		}
		language := text.Language(quote)
		if language == "" {
			language = s.Language
		}
		s.passages = append(s.passages, passage{Quote: quote, Speaker: speaker, Language: language, Heading: s.path(), Question: s.question})
	}
}

func hasWords(s string) bool {
	for range text.Runs(s) {
		return true
	}
	return false
}

// path gives the headings from the outermost in, and the sentence that leads up to a list.
func (s *splitter) path() string {
	parts := make([]string, 0, len(s.headings)+1)
	for _, h := range s.headings {
		parts = append(parts, h.text)
	}
	if s.lead != "" {
		parts = append(parts, s.lead)
	}
	return strings.Join(parts, " / ")
}

// sentenceEnd is where a long text may be cut.
var sentenceEnd = regexp.MustCompile(`[。！？；]+[”’）]?|[.!?]+["”’)]?\s`)

// cutLong cuts a text that is too long for one quotation at the ends of sentences, or where there are none, between words.
func cutLong(s string) []string {
	var pieces []string
	for {
		limit := runeOffset(s, longestQuote)
		if limit == len(s) {
			break
		}
		cut := 0
		for _, end := range sentenceEnd.FindAllStringIndex(s[:limit], -1) {
			cut = end[1]
		}
		if cut == 0 {
			cut = strings.LastIndexByte(s[:limit], ' ')
		}
		if cut <= 0 {
			cut = limit
		}
		pieces = append(pieces, strings.TrimSpace(s[:cut]))
		s = strings.TrimSpace(s[cut:])
	}
	if s != "" {
		pieces = append(pieces, s)
	}
	return pieces
}

// runeOffset is where, in bytes, the nth character of s begins.
func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
