package people

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/text"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// membersKey is the kind of card on which members and invitations are looked after.
const membersKey = "members"

// onAPage is how many members, or invitations, one card shows.
const onAPage = 9

// givable are the roles that a tap gives; a distributor's is chosen by its name.
var givable = []bot.Role{bot.Seller, bot.OldHand, bot.Organiser, bot.Distributor}

// organisers lets only them go on.
func organisers(do func(context.Context, *dialogue.Turn, []string) error) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		if t.Person.Role != bot.Organiser {
			t.Say("people.notyours", nil)
			return nil
		}
		return do(ctx, t, args)
	}
}

// members does what words want.
func (sk *skill) members(ctx context.Context, t *dialogue.Turn, c meaning.Members) error {
	switch {
	case t.Person.Role != bot.Organiser:
		t.Say("people.notyours", nil)
		return nil
	case c.Do == meaning.ListInvitations:
		return sk.pressInvitations(ctx, t, nil)
	case !c.Person.Given():
		return sk.pressMembers(ctx, t, nil)
	}
	found, err := sk.called(ctx, c.Person.Value)
	if err != nil {
		return err
	}
	if len(found) != 1 {
		sk.which(t, c.Person.Value, found)
		return nil
	}
	var rows [][]bot.Button
	if c.Do == meaning.GiveRole && c.Role.Given() {
		if rows, err = sk.offer(ctx, t, found[0], c); err != nil {
			return err
		}
	}
	showMember(t, found[0], rows)
	return nil
}

// offer is the button that gives the role which words name.
func (sk *skill) offer(ctx context.Context, t *dialogue.Turn, m bot.Member, c meaning.Members) ([][]bot.Button, error) {
	role := bot.Role(c.Role.Value)
	if role != bot.Distributor {
		return [][]bot.Button{dialogue.Row(roleButton(t, m, role))}, nil
	}
	names, err := sk.Catalogue.Distributors(ctx)
	if err != nil {
		return nil, err
	}
	if name, ok := namedIn(c.Words.Value, names); ok {
		return [][]bot.Button{dialogue.Row(dialogue.Once(dialogue.Tap(name, "member", "at", int64(m.ID), slices.Index(names, name))))}, nil
	}
	return distributorButtons(m, names), nil
}

// called are the members whom a name means: who is called just so, else whoever has it in the name.
func (sk *skill) called(ctx context.Context, name string) (found []bot.Member, err error) {
	all, err := sk.People.Members(ctx)
	wanted := text.Fold(strings.TrimSpace(name))
	for _, m := range all {
		switch folded := text.Fold(m.Name); {
		case folded == wanted:
			return []bot.Member{m}, err
		case wanted != "" && strings.Contains(folded, wanted):
			found = append(found, m)
		}
	}
	return found, err
}

// which asks who is meant, of several or of all.
func (sk *skill) which(t *dialogue.Turn, name string, found []bot.Member) {
	var buttons []bot.Button
	for _, m := range found[:min(len(found), onAPage)] {
		buttons = append(buttons, memberButton(m))
	}
	rows := append(dialogue.Rows(buttons), dialogue.Row(t.Button("people.button.members", nil, "members", 0)))
	t.Say("people.which", dialogue.View{"Name": dialogue.Short(name, 40), "Any": len(found) > 0}, rows...)
}

func memberButton(m bot.Member) bot.Button {
	return dialogue.Tap(m.Person.ShownName(), "member", "show", int64(m.ID))
}

// pressMembers lists the members, a page at a time, with those who are blocked at the end.
func (sk *skill) pressMembers(ctx context.Context, t *dialogue.Turn, args []string) error {
	all, err := sk.People.Members(ctx)
	if err != nil {
		return err
	}
	blocked, err := sk.People.Blocked(ctx)
	if err != nil {
		return err
	}
	all = append(all, blocked...)
	from, to := pageOf(args, len(all))
	var views []dialogue.View
	var buttons []bot.Button
	for _, m := range all[from:to] {
		views = append(views, memberView(m, t))
		buttons = append(buttons, memberButton(m))
	}
	rows := append(dialogue.Rows(buttons), turns(t, "members", from, len(all))...)
	rows = append(rows, dialogue.Row(t.Button("people.button.invitations", nil, "invites", 0)))
	t.Show(bot.Card{Text: t.Text("people.members", dialogue.View{"Members": views, "From": from + 1, "To": to, "Total": len(all)}),
		Key: membersKey, Buttons: rows, InPlace: t.InPlace()})
	return nil
}

// pageOf is which of so many stand on the page that a button asks for.
func pageOf(args []string, total int) (from, to int) {
	from, _ = dialogue.Number(args, 0)
	from = max(0, min(from, total-1)) / onAPage * onAPage
	return from, min(from+onAPage, total)
}

// turns are the buttons to the pages before and after, if there are any.
func turns(t *dialogue.Turn, verb string, from, total int) [][]bot.Button {
	var row []bot.Button
	if from > 0 {
		row = append(row, t.Button("people.button.before", nil, verb, from-onAPage))
	}
	if from+onAPage < total {
		row = append(row, t.Button("people.button.after", nil, verb, from+onAPage))
	}
	if len(row) == 0 {
		return nil
	}
	return [][]bot.Button{row}
}

func memberView(m bot.Member, t *dialogue.Turn) dialogue.View {
	return dialogue.View{"Name": m.Person.ShownName(), "Role": string(m.Role), "Distributor": m.Distributor, "Since": m.Since.In(t.Now.Location())}
}

// showMember shows a member with what can be done; before it, rows stand that words asked for.
func showMember(t *dialogue.Turn, m bot.Member, rows [][]bot.Button) {
	id := int64(m.ID)
	if m.Role == bot.Stranger {
		rows = append(rows, dialogue.Row(dialogue.Once(t.Button("people.button.unblock", nil, "member", "unblock", id))))
	} else {
		rows = append(rows, dialogue.Row(
			t.Button("people.button.role", nil, "member", "role", id), dialogue.Once(t.Button("people.button.remove", nil, "member", "out", id)),
			dialogue.Once(t.Button("people.button.block", nil, "member", "block", id))))
	}
	rows = append(rows, dialogue.Row(t.Button("people.button.members", nil, "members", 0)))
	t.Show(bot.Card{Text: t.Text("people.member", memberView(m, t)), Key: membersKey, Buttons: rows, InPlace: t.InPlace()})
}

func roleButton(t *dialogue.Turn, m bot.Member, role bot.Role) bot.Button {
	button := t.Button("people.button.as", dialogue.View{"Role": string(role)}, "member", "as", int64(m.ID), string(role))
	if role == bot.Distributor {
		return button // whose is asked next
	}
	return dialogue.Once(button)
}

func distributorButtons(m bot.Member, names []string) [][]bot.Button {
	var buttons []bot.Button
	for i, name := range names {
		buttons = append(buttons, dialogue.Once(dialogue.Tap(name, "member", "at", int64(m.ID), i)))
	}
	return dialogue.Rows(buttons)
}

// pressMember does what a button says to a member.
func (sk *skill) pressMember(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 1)
	if !ok {
		return t.Stale(ctx)
	}
	m, found, err := sk.member(ctx, bot.PersonID(id))
	if err != nil {
		return err
	}
	if !found {
		return t.Stale(ctx)
	}
	switch args[0] {
	case "role":
		var buttons []bot.Button
		for _, role := range givable {
			buttons = append(buttons, roleButton(t, m, role))
		}
		showMember(t, m, dialogue.Rows(buttons))
		return nil
	case "as", "at":
		return sk.give(ctx, t, m, args)
	case "out":
		sk.change(t, m, "people.removed", sk.People.RemoveTx)
		return nil
	case "block":
		sk.change(t, m, "people.blocked.done", sk.People.Block)
		return nil
	case "unblock":
		sk.change(t, m, "people.unblocked", sk.People.Unblock)
		return nil
	}
	showMember(t, m, nil)
	return nil
}

// member is somebody who belongs to the village, or is blocked.
func (sk *skill) member(ctx context.Context, id bot.PersonID) (m bot.Member, found bool, err error) {
	all, err := sk.People.Members(ctx)
	if err != nil {
		return m, false, err
	}
	blocked, err := sk.People.Blocked(ctx)
	all = append(all, blocked...)
	if i := slices.IndexFunc(all, func(m bot.Member) bool { return m.ID == id }); i >= 0 {
		return all[i], true, err
	}
	return m, false, err
}

// give gives the role that a button names, or asks whose a distributor is to be.
func (sk *skill) give(ctx context.Context, t *dialogue.Turn, m bot.Member, args []string) error {
	role, distributor := bot.Distributor, ""
	if args[0] == "as" && len(args) == 3 {
		role = bot.Role(args[2])
	}
	if role == bot.Distributor {
		names, err := sk.Catalogue.Distributors(ctx)
		if err != nil {
			return err
		}
		n, ok := dialogue.Number(args, 2)
		if args[0] == "as" || !ok || n >= len(names) {
			showMember(t, m, distributorButtons(m, names))
			return nil
		}
		distributor = names[n]
	}
	sk.change(t, m, "people.given", func(ctx context.Context, tx pgx.Tx, id bot.PersonID) (bot.Person, error) {
		return sk.People.SetRoleTx(ctx, tx, id, role, distributor)
	})
	return nil
}

// change does something to a member, if the person is still an organiser by then; whoever got another role is told.
func (sk *skill) change(t *dialogue.Turn, m bot.Member, key string, do func(context.Context, pgx.Tx, bot.PersonID) (bot.Person, error)) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		by, err := sk.People.Member(ctx, tx, t.Person.ID)
		if err != nil || by.Role != bot.Organiser {
			t.Say("people.notyours", nil)
			return err
		}
		p, err := do(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		if p.ID == t.Person.ID {
			t.Join(p)
		} else if p.Role != bot.Stranger {
			said := dialogue.View{"Role": string(p.Role), "Distributor": p.Distributor}
			t.Push(bot.Push{To: p.ID, Cards: []bot.Card{{Text: phrases.Say(dialogue.Spoken(p), "people.role.told", said)}}})
		}
		said := dialogue.View{"Name": p.ShownName(), "Role": string(p.Role), "Distributor": p.Distributor}
		t.Show(bot.Card{Text: t.Text(key, said), Key: membersKey, InPlace: true,
			Buttons: [][]bot.Button{dialogue.Row(t.Button("people.button.members", nil, "members", 0))}})
		return nil
	})
}

// pressInvitations lists the invitations that nobody has used yet; each can be taken back.
func (sk *skill) pressInvitations(ctx context.Context, t *dialogue.Turn, args []string) error {
	all, err := sk.People.Invitations(ctx)
	if err != nil {
		return err
	}
	from, to := pageOf(args, len(all))
	var views []dialogue.View
	var buttons []bot.Button
	for i, one := range all[from:to] {
		views = append(views, dialogue.View{"N": from + i + 1, "ID": one.ID, "Role": string(one.Role), "Distributor": one.Distributor,
			"Until": one.Until.In(t.Now.Location())})
		buttons = append(buttons, dialogue.Once(t.Button("people.button.revoke", dialogue.View{"N": from + i + 1}, "revoke", one.ID)))
	}
	rows := append(dialogue.Rows(buttons), turns(t, "invites", from, len(all))...)
	rows = append(rows, dialogue.Row(t.Button("people.button.members", nil, "members", 0)))
	t.Show(bot.Card{Text: t.Text("people.invitations", dialogue.View{"Invitations": views, "Total": len(all)}), Key: membersKey, Buttons: rows, InPlace: t.InPlace()})
	return nil
}

// pressRevoke takes an invitation back.
func (sk *skill) pressRevoke(ctx context.Context, t *dialogue.Turn, args []string) error {
	if len(args) != 1 {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		one, err := sk.People.RevokeTx(ctx, tx, args[0])
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("people.revoked", dialogue.View{"Role": string(one.Role), "Distributor": one.Distributor}), Key: membersKey, InPlace: true,
			Buttons: [][]bot.Button{dialogue.Row(t.Button("people.button.invitations", nil, "invites", 0))}})
		return nil
	})
	return nil
}

// tellOrganisers tells those who keep the village who has come in, by an invitation of theirs.
func tellOrganisers(t *dialogue.Turn, keepers []bot.Person, p bot.Person) {
	for _, k := range keepers {
		if k.ID == p.ID {
			continue
		}
		said := dialogue.View{"Name": p.ShownName(), "Role": string(p.Role), "Distributor": p.Distributor}
		lang := dialogue.Spoken(k)
		t.Push(bot.Push{To: k.ID, Cards: []bot.Card{{
			Text:    phrases.Say(lang, "people.joined", said),
			Buttons: [][]bot.Button{dialogue.Row(dialogue.Tap(phrases.Label(lang, "people.button.look", nil), "member", "show", int64(p.ID)))},
		}}})
	}
}
