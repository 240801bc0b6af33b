// Package people is the skill of who belongs to the village: invitations, those who come with one, and the language that
// somebody wants to be spoken to in.
package people

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services is what the skill needs.
type Services struct {
	People    *bot.People
	Catalogue *catalogue.Catalogue // which knows the distributors
	// Open lets anyone who writes in as a seller.
	Open bool
	// Link makes the address that a newcomer opens to use an invitation; nil: invitations are given as /start TOKEN.
	Link func(token string) string
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   "people",
		Serves: []dialogue.Served{dialogue.Serve(sk.language), dialogue.Serve(sk.invite), dialogue.Serve(sk.members)},
		Presses: map[string]dialogue.Press{
			"lang": sk.pressLanguage, "members": organisers(sk.pressMembers), "member": organisers(sk.pressMember),
			"invites": organisers(sk.pressInvitations), "revoke": organisers(sk.pressRevoke),
		},
		Slashes: []dialogue.Slash{
			{Word: "language", Menu: true, Bare: chooseLanguage, Means: func(words string) meaning.Command {
				return meaning.Language{To: meaning.Said(words)}
			}},
			{Word: "start", Bare: greet, Takes: sk.start},
			{Word: "invite", Bare: sk.inviteAlone, Takes: sk.inviteNamed},
		},
		Help:     []dialogue.HelpButton{{Rank: 70, Key: "help.button.lang", Verb: "lang"}, {Rank: 75, Key: "people.button.members", Verb: "members", Args: []any{0}, Roles: []bot.Role{bot.Organiser}}},
		Stranger: sk.stranger,
		Explains: []dialogue.Explained{{Err: bot.ErrInvitation, Key: "errors.invitation"}, {Err: bot.ErrNoPerson, Key: "errors.person"},
			{Err: bot.ErrBlocked, Key: "people.stranger"}, {Err: bot.ErrLastOrganiser, Key: "errors.lastorganiser"}},
	}
}

// stranger serves somebody who is not of the village: an invitation lets them in, an open village takes everyone, and
// anybody else gets one polite sentence.
func (sk *skill) stranger(ctx context.Context, t *dialogue.Turn, start bool, token string) (admitted bool, err error) {
	_, opened := meaning.PickupOf(token)
	switch {
	case start && token != "" && !opened:
		return false, sk.join(ctx, t, token)
	case sk.Open:
		if blocked, err := sk.People.IsBlocked(ctx, t.Message()); err != nil || blocked {
			sayOnce(t)
			return false, err
		}
		sk.admit(t)
		return true, nil
	}
	sayOnce(t)
	return false, nil
}

// memory holds when a stranger was last told that oldhand is not for everybody.
var memory = dialogue.Memory[remembered]("people")

type remembered struct {
	Told time.Time `json:"told,omitzero"`
}

// sayOnce tells a stranger how to come in, once a day.
func sayOnce(t *dialogue.Turn) {
	m := memory.Of(t)
	if t.Now.Sub(m.Told) < 24*time.Hour {
		return
	}
	m.Told = t.Now
	t.Say("people.stranger", nil)
}

// admit makes a newcomer a seller before anything else that the turn does.
func (sk *skill) admit(t *dialogue.Turn) {
	lang := t.Lang
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		person, err := sk.People.Admit(ctx, tx, t.Message(), bot.Seller, lang)
		if err == nil {
			t.Join(person)
		}
		return err
	})
	t.Person.Role = bot.Seller
	t.Say("people.welcome", dialogue.View{"Name": t.Message().Sender.Name, "Role": string(bot.Seller), "Distributor": ""}, t.Ways()...)
}

// join lets in whoever holds an invitation, and gives a person of the village another role.
func (sk *skill) join(ctx context.Context, t *dialogue.Turn, token string) error {
	keepers, err := sk.People.WithRole(ctx, bot.Organiser)
	if err != nil {
		return err
	}
	was := t.Person
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		person, err := sk.People.Join(ctx, tx, token, t.Message(), t.Lang)
		if errors.Is(err, bot.ErrInvitation) && t.Person.ID != 0 {
			return greet(ctx, t) // who is in already needs no invitation
		}
		if err != nil {
			return err
		}
		t.Join(person)
		t.Say("people.welcome", dialogue.View{"Name": person.Name, "Role": string(person.Role), "Distributor": person.Distributor}, t.Ways()...)
		if was.ID != person.ID || was.Role != person.Role || was.Distributor != person.Distributor {
			tellOrganisers(t, keepers, person)
		}
		return nil
	})
	return nil
}

// start serves /start with an invitation from a person of the village, or with an order that somebody comes for.
func (sk *skill) start(ctx context.Context, t *dialogue.Turn, token string) error {
	if pickup, ok := meaning.PickupOf(token); ok {
		return t.Do(ctx, pickup)
	}
	return sk.join(ctx, t, token)
}

func greet(ctx context.Context, t *dialogue.Turn) error { return t.Do(ctx, meaning.Greet{}) }

// language sets the language for good, or offers both.
func (sk *skill) language(ctx context.Context, t *dialogue.Turn, c meaning.Language) error {
	if lang, ok := languageNamed(c.To.Value); ok {
		sk.setLanguage(t, lang)
		return nil
	}
	return chooseLanguage(ctx, t)
}

func chooseLanguage(_ context.Context, t *dialogue.Turn) error {
	t.Say("people.language.which", nil, dialogue.Row(dialogue.Tap("中文", "lang", "zh"), dialogue.Tap("English", "lang", "en")))
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

func (sk *skill) setLanguage(t *dialogue.Turn, lang phrases.Lang) {
	t.Speak(lang)
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		return sk.People.SetLanguage(ctx, tx, t.Person.ID, lang)
	})
	t.Say("people.language.set", nil, t.Ways()...)
}

func (sk *skill) pressLanguage(ctx context.Context, t *dialogue.Turn, args []string) error {
	return sk.language(ctx, t, meaning.Language{To: meaning.Said(strings.Join(args, ""))})
}

func (sk *skill) inviteAlone(ctx context.Context, t *dialogue.Turn) error {
	return sk.invite(ctx, t, meaning.Invite{})
}

// inviteNamed serves /invite with whom it is for.
func (sk *skill) inviteNamed(ctx context.Context, t *dialogue.Turn, words string) error {
	return sk.invite(ctx, t, meaning.InvitationOf(words))
}

// invite makes an invitation for the role that the words name.
func (sk *skill) invite(ctx context.Context, t *dialogue.Turn, c meaning.Invite) error {
	switch {
	case t.Person.Role != bot.Organiser:
		t.Say("people.invite.notyours", nil)
		return nil
	case !c.Role.Given():
		t.Say("people.invite.how", nil)
		return nil
	}
	role, distributor := bot.Role(c.Role.Value), ""
	if role == bot.Distributor {
		names, err := sk.Catalogue.Distributors(ctx)
		if err != nil {
			return err
		}
		var ok bool
		if distributor, ok = namedIn(c.Words.Value, names); !ok {
			t.Say("people.invite.which", dialogue.View{"Names": names})
			return nil
		}
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		token, err := sk.People.InviteTx(ctx, tx, role, distributor)
		if err != nil {
			return err
		}
		sk.showInvitation(t, role, distributor, token)
		return nil
	})
	return nil
}

// showInvitation gives the link to pass on, with a button that copies it.
func (sk *skill) showInvitation(t *dialogue.Turn, role bot.Role, distributor, token string) {
	link := "/start " + token
	if sk.Link != nil {
		link = sk.Link(token)
	}
	copied := bot.Button{Label: phrases.Label(t.Lang, "people.button.copy", nil), Copy: link}
	t.Say("people.invite.link", dialogue.View{"Role": string(role), "Distributor": distributor, "Link": link, "Days": bot.InvitationDays}, dialogue.Row(copied))
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
