package meaning

import (
	"regexp"
	"slices"
	"strings"
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

// What an organiser says of members and invitations. A name is whatever stands between.
var (
	listsMembers = regexp.MustCompile(`(?i)^\s*(?:(?:show|list|see)(?: me)?(?: all| the)* )?(?:members|people)(?: list| of the village)?\s*[.?]*$|^\s*who(?:'s| is| are)?(?: all)? (?:in|here in|of) (?:the|our|my) village\s*\??$|^\s*(?:看看|列出|查看)?(?:所有|全部)?(?:成员|村里的人)(?:名单|列表)?\s*$|^\s*村里(?:都)?有(?:谁|哪些人|什么人)`)
	listsInvites = regexp.MustCompile(`(?i)^\s*(?:(?:show|list|see)(?: me)?(?: all| the| open| my)* )?(?:open )?invitations?(?: list)?\s*[.?]*$|^\s*(?:看看|列出|查看)?(?:所有|全部|没用的|没用过的)?邀请(?:链接)?(?:名单|列表)\s*$|^\s*有(?:哪些|什么)(?:没用的|没用过的)?邀请`)
	removesOne   = regexp.MustCompile(`(?i)^\s*(?:please )?(?:remove|kick|throw|expel)(?: out)?(?: member)? (.{1,40}?)(?: out)?(?: (?:from|out of|of) (?:the|our|my)? ?village)\s*[.!]*$|^\s*(?:please )?(?:remove|expel) member (.{1,40}?)\s*[.!]*$|^\s*(?:please )?kick (?:out )?(.{1,40}?)(?: out)?\s*[.!]*$|^\s*(?:请)?把?(.{1,20}?)(?:给我)?(?:踢|移|请|赶)(?:出去|出村子?|出群|了|出)(?:村子?|去)?\s*$|^\s*(?:踢掉|踢出|移除成员|删除成员|移除)(.{1,20})$`)
	blocksOne    = regexp.MustCompile(`(?i)^\s*(?:please )?(?:block|ban) (.{1,40}?)(?: (?:from|in) (?:the|our) village)?\s*[.!]*$|^\s*(?:请)?把?(.{1,20}?)(?:给我)?(?:拉黑|屏蔽)(?:了|掉)?\s*$|^\s*(?:拉黑|屏蔽)(.{1,20})$`)
	givesRole    = regexp.MustCompile(`(?i)^\s*(?:please )?make (.{1,40}?) (?:an?|the|our) (?:old\s*-?hand|organi[sz]er|distributor|supplier|seller)\b|^\s*(.{1,40}?) is (?:now )?(?:an?|our) (?:old\s*-?hand|organi[sz]er|distributor|supplier|seller)(?: now)?(?: of .{1,30})?\s*[.!]*$|^\s*(?:请)?(?:让|把|给)(.{1,20}?)(?:也)?(?:当|做|设成|设为|改成|改为|变成|升为|升成)(?:个|一个|一名)?(?:老手|组织者|管理员|供货商|卖家)`)
)

// ofMembers reads what an organiser wants of members and invitations.
func ofMembers(m *message) (Reading, bool) {
	c, ok := membersOf(m.text)
	if !ok || m.Role != "organiser" || m.asks(AnswerSlot) {
		return Reading{}, false
	}
	return m.reading(c)
}

// membersOf reads words about members and invitations.
func membersOf(words string) (Members, bool) {
	named := func(pattern *regexp.Regexp) string {
		for _, name := range append(pattern.FindStringSubmatch(words), "")[1:] {
			if name = strings.TrimSpace(name); name != "" {
				return name
			}
		}
		return ""
	}
	switch {
	case listsMembers.MatchString(words):
		return Members{Do: ListMembers}, true
	case listsInvites.MatchString(words):
		return Members{Do: ListInvitations}, true
	}
	for _, one := range []struct {
		do      MembersDo
		pattern *regexp.Regexp
	}{{BlockMember, blocksOne}, {RemoveMember, removesOne}, {GiveRole, givesRole}} {
		name := named(one.pattern)
		if name == "" {
			continue
		}
		c := Members{Do: one.do, Person: Said(name)}
		if one.do == GiveRole {
			c.Role, c.Words = InvitationOf(strings.Replace(words, name, " ", 1)).Role, Said(words)
		}
		return c, true
	}
	return Members{}, false
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

// What people call what is kept of them, and how they ask to see it, to have it as a file, and to be forgotten.
var (
	ownThingEN = `(?:(?:personal|private|own) )?(?:data|info|information|profile|details)\b`
	ownThingZH = `(?:个人)?(?:数据|资料|信息|账号|帐号|账户|帐户)`
	allOfIt    = `(?:都|全|全都|统统|全部|通通)?(?:给我)?`
	gone       = `(?:删|抹|清|销|注销)(?:了|掉|除|空|干净)?`

	forgetsMe = regexp.MustCompile(`(?i)\b(?:delete|erase|wipe|remove|clear|purge|close) (?:all )?(?:of )?my (?:account\b|` + ownThingEN + `)` +
		`|\bforget (?:all )?(?:about )?me\b|\b(?:delete|remove|erase) me\b(?:\s*(?:from|please|now|completely|here)\b|\s*[.!]*$)` +
		`|\b(?:delete|erase|wipe|remove) (?:everything|all|whatever)\b.{0,40}\b(?:on|about|of) me\b` +
		`|` + gone + `我的?(?:所有|全部)?的?` + ownThingZH + `|我的?(?:所有|全部)?的?` + ownThingZH + `.{0,3}` + allOfIt + gone +
		`|忘(?:了|掉|记)我(?:吧|了|$)|^把我` + allOfIt + gone + `|注销(?:我的)?` + ownThingZH)
	exportsMe = regexp.MustCompile(`(?i)\b(?:export|download|send|give|get|show|copy of)\b.{0,20}\bmy ` + ownThingEN +
		`|\b(?:export|download|copy of) (?:everything|all)\b.{0,30}\b(?:on|about|of) me\b` +
		`|(?:导出|导一份|下载|打包|发我一份|要一份).{0,4}我的?` + ownThingZH + `|我的?` + ownThingZH + `.{0,3}(?:导出|导一份|下载|打包|发我|发给我|给我一份)`)
	asksOfMe = regexp.MustCompile(`(?i)\bprivacy\b|\bwhat\b.{0,12}\b(?:do|did|have) you\b.{0,12}\b(?:know|knew|keep|kept|store|stored|have|save|saved|remember)\b.{0,8}\b(?:about|on|of) me\b` +
		`|\bwho (?:can|could) see my ` + ownThingEN + `|隐私|你们?都?(?:知道|存|记|留|保存|收集|有)了?我的?(?:什么|啥|哪些)|谁能看到?我的?` + ownThingZH)
	// ofOthers are words by which something else is meant.
	ofOthers = regexp.MustCompile(`(?i)\border|\bdraft\b|\bparcel|\bcart\b|\btip\b|订单|單|单子|包裹|草稿|货|\bdon'?t\b|\bdo not\b|\bnever\b|别|不要|不用|莫`)
)

// ownData reads what is asked about what is kept of the person.
func ownData(m *message) (Reading, bool) {
	p, ok := privacyOf(m.text)
	if !ok || ofOthers.MatchString(m.text) || len([]rune(m.text)) > mostOfOwnData {
		return Reading{}, false
	}
	return m.reading(p)
}

// mostOfOwnData is how many characters a message has that asks for nothing else.
const mostOfOwnData = 100

// privacyOf reads what words want done with what is kept of the person; ok is false where they do not say so plainly, and it is
// shown what there is.
func privacyOf(words string) (p Privacy, ok bool) {
	switch {
	case forgetsMe.MatchString(words):
		return Privacy{Do: ForgetMe}, true
	case exportsMe.MatchString(words):
		return Privacy{Do: ExportMine}, true
	}
	return Privacy{Do: ShowKept}, asksOfMe.MatchString(words)
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
