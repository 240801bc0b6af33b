package intents

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/text"
	"oldhand/intents/understand"
)

// stranger serves somebody who is not of the village: an invitation lets them in, an open village takes everyone, and
// anybody else gets one polite sentence.
func (v *visit) stranger(ctx context.Context) error {
	m := v.turn.Message
	v.lang = guess(m.Text, m.Sender.Language)
	name, token, isCommand := slash(strings.TrimSpace(m.Text))
	switch {
	case isCommand && name == "start" && token != "":
		v.join(token)
		return nil
	case v.Open:
		v.admit()
		if isCommand && name == "start" {
			return nil
		}
		return v.known(ctx)
	}
	v.say("people.stranger", nil)
	return nil
}

// guess is the language of a newcomer: what they write in, else what their app is set to.
func guess(said, tag string) phrases.Lang {
	if text.HasHan(said) {
		return phrases.Chinese
	}
	return phrases.ForTag(tag)
}

// admit makes a newcomer a seller before anything else that the turn does.
func (v *visit) admit() {
	lang := v.lang
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) (err error) {
		v.person, err = v.People.Admit(ctx, tx, v.turn.Message, bot.Seller, lang)
		return err
	})
	v.person.Role = bot.Seller
	v.say("people.welcome", view{"Name": v.turn.Message.Sender.Name, "Role": string(bot.Seller), "Distributor": ""}, v.ways()...)
}

// join lets in whoever holds an invitation, and gives a person of the village another role.
func (v *visit) join(token string) {
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		person, err := v.People.Join(ctx, tx, token, v.turn.Message, v.lang)
		if errors.Is(err, bot.ErrInvitation) && v.person.ID != 0 {
			v.greeting() // who is in already needs no invitation
			return nil
		}
		if err != nil {
			return err
		}
		v.person = person
		v.state.Changes = nil // of the goods of the distributor before
		v.say("people.welcome", view{"Name": person.Name, "Role": string(person.Role), "Distributor": person.Distributor}, v.ways()...)
		return nil
	})
}

// start serves /start from a person of the village.
func (v *visit) start(token string) error {
	if token != "" {
		v.join(token)
		return nil
	}
	v.greeting()
	return nil
}

// language sets the language for good, or offers both.
func (v *visit) language(_ context.Context, s understand.Slots) error {
	lang, ok := languageNamed(s.To)
	if !ok {
		v.say("people.language.which", nil, row(tap("中文", "lang", "zh"), tap("English", "lang", "en")))
		return nil
	}
	v.setLanguage(lang)
	return nil
}

// languageNamed reads a language's name as people say it.
func languageNamed(s string) (phrases.Lang, bool) {
	switch s = strings.ToLower(strings.TrimSpace(s)); {
	case s == "en" || strings.Contains(s, "english") || strings.Contains(s, "英"):
		return phrases.English, true
	case s == "zh" || strings.Contains(s, "chinese") || strings.Contains(s, "中") || strings.Contains(s, "汉") || strings.Contains(s, "mandarin"):
		return phrases.Chinese, true
	}
	return "", false
}

func (v *visit) setLanguage(lang phrases.Lang) {
	v.lang, v.state.Lang, v.state.LangFixed = lang, lang, true
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		return v.People.SetLanguage(ctx, tx, v.person.ID, lang)
	})
	v.say("people.language.set", nil, v.ways()...)
}

func (v *visit) pressLanguage(ctx context.Context, args []string) error {
	if len(args) == 1 {
		if lang, ok := languageNamed(args[0]); ok {
			v.setLanguage(lang)
			return nil
		}
	}
	return v.language(ctx, understand.Slots{})
}

var (
	inviteWords = regexp.MustCompile(`(?i)^\s*(?:please\s+)?invite\b|^\s*(?:请|帮我)?\s*邀请`)
	inviteAlso  = regexp.MustCompile(`(?i)\binvit(?:e|ation)\b|邀请`) // anywhere, where a role is named and nothing asked
	inviteAsked = regexp.MustCompile(`(?i)\bhow\b|\bwho\b|怎么|如何|谁|吗|[?？]`)
	roleWords   = []struct {
		role  bot.Role
		words *regexp.Regexp
	}{
		{bot.OldHand, regexp.MustCompile(`(?i)old\s*-?hand|老手|老师傅|前辈`)},
		{bot.Organiser, regexp.MustCompile(`(?i)organi[sz]er|组织者|管理员`)},
		{bot.Distributor, regexp.MustCompile(`(?i)distributor|supplier|供货商|分销商|经销商|档口|商家`)},
		{bot.Seller, regexp.MustCompile(`(?i)seller|newcomer|卖家|店主|新人|商户`)},
	}
)

// invitationByWords serves "invite seller" from an organiser.
func (v *visit) invitationByWords(ctx context.Context, text string) (done bool, err error) {
	_, named := roleNamed(text)
	asked := inviteWords.MatchString(text) || named && inviteAlso.MatchString(text) && !inviteAsked.MatchString(text)
	if !asked || v.person.Role != bot.Organiser {
		return false, nil
	}
	v.lang = guess(text, string(v.lang))
	return true, v.invite(ctx, text)
}

// invite makes an invitation for the role that the words name.
func (v *visit) invite(ctx context.Context, words string) error {
	if v.person.Role != bot.Organiser {
		v.say("people.invite.notyours", nil)
		return nil
	}
	role, ok := roleNamed(words)
	if !ok {
		v.say("people.invite.how", nil)
		return nil
	}
	distributor := ""
	if role == bot.Distributor {
		names, err := v.Catalogue.Distributors(ctx)
		if err != nil {
			return err
		}
		if distributor, ok = namedIn(words, names); !ok {
			v.say("people.invite.which", view{"Names": names})
			return nil
		}
	}
	token, err := v.People.Invite(ctx, role, distributor)
	if err != nil {
		return err
	}
	v.showInvitation(role, distributor, token)
	return nil
}

// showInvitation gives the link to pass on, with a button that copies it.
func (v *visit) showInvitation(role bot.Role, distributor, token string) {
	link := "/start " + token
	if v.Link != nil {
		link = v.Link(token)
	}
	copied := bot.Button{Label: phrases.Label(v.lang, "people.button.copy", nil), Copy: link}
	v.say("people.invite.link", view{"Role": string(role), "Distributor": distributor, "Link": link}, row(copied))
}

func roleNamed(words string) (bot.Role, bool) {
	for _, r := range roleWords {
		if r.words.MatchString(words) {
			return r.role, true
		}
	}
	return "", false
}

// namedIn finds the longest of the names that the words hold.
func namedIn(words string, names []string) (string, bool) {
	words = strings.ToLower(words)
	named := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return n == "" || !strings.Contains(words, strings.ToLower(n))
	})
	if len(named) == 0 {
		return "", false
	}
	return slices.MaxFunc(named, func(a, b string) int { return len(a) - len(b) }), true
}
