package meaning

import (
	"regexp"
	"slices"
	"time"
)

var (
	inviteWords = regexp.MustCompile(`(?i)^\s*(?:please\s+)?invite\b|^\s*(?:请|帮我)?\s*邀请`)
	inviteAlso  = regexp.MustCompile(`(?i)\binvit(?:e|ation)\b|邀请`) // anywhere, where a role is named and nothing asked
	inviteAsked = regexp.MustCompile(`(?i)\bhow\b|\bwho\b|怎么|如何|谁|吗|[?？]`)
	roleWords   = []struct {
		role  string
		words *regexp.Regexp
	}{
		{"oldhand", regexp.MustCompile(`(?i)old\s*-?hand|老手|老师傅|前辈`)},
		{"organiser", regexp.MustCompile(`(?i)organi[sz]er|组织者|管理员`)},
		{"distributor", regexp.MustCompile(`(?i)distributor|supplier|供货商|分销商|经销商|档口|商家`)},
		{"seller", regexp.MustCompile(`(?i)seller|newcomer|卖家|店主|新人|商户`)},
	}
)

// invitation reads "invite seller" from an organiser.
func (m *message) invitation() (Reading, bool) {
	invite := InvitationOf(m.text)
	asked := inviteWords.MatchString(m.text) || invite.Role.Given() && inviteAlso.MatchString(m.text) && !inviteAsked.MatchString(m.text)
	if !asked || m.Role != "organiser" {
		return Reading{}, false
	}
	return m.reading(invite)
}

// InvitationOf reads whom words such as "a distributor of Meiya" invite.
func InvitationOf(words string) Invite {
	invite := Invite{Words: saidIf(words)}
	for _, r := range roleWords {
		if r.words.MatchString(words) {
			invite.Role = Said(r.role)
			break
		}
	}
	return invite
}

// AnsweringFor is how long the next words after a tap on Answer are taken for the answer.
const AnsweringFor = 2 * time.Hour

// errands are commands that an old hand means even while an answer is awaited.
var errands = []string{Orders{}.Name(), Confirm{}.Name(), Cancel{}.Name(), Help{}.Name(), Language{}.Name()}

// talk are commands that advice looks like when it is read as a request.
var talk = []string{Ask{}.Name(), Tip{}.Name(), Chat{}.Name(), Unknown{}.Name(), Find{}.Name(), Greet{}.Name(), Thanks{}.Name()}

// surely is how surely an errand must be meant to be done instead of being taken for the answer.
const surely = 0.9

// answer reads an answer being written rather than a request of the old hand's own: after a tap on Answer, or as a reply
// to a message that is about nothing of the old hand's own.
func (m *message) answer() (Reading, bool) {
	awaited := m.asks(AnswerSlot) && m.Now.Sub(m.Asked.At) <= AnsweringFor
	replies := !m.asks(AnswerSlot) && m.Replies && m.Reply == nil && (m.Role == "oldhand" || m.Role == "organiser")
	if !awaited && !replies {
		return Reading{}, false
	}
	r := m.asRead()
	one := ""
	if len(r.Commands) == 1 {
		one = r.Commands[0].Name()
	}
	if awaited && slices.Contains(errands, one) && r.Confidence >= surely || replies && !slices.Contains(talk, one) {
		return Reading{}, false
	}
	return Reading{Commands: []Command{Answer{Text: Said(m.text), Otherwise: r.Commands}}, Confidence: sure, Language: r.Language}, true
}
