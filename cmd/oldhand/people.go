package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
)

// peopleCommands look after who belongs to the village.
type peopleCommands struct {
	List        peopleList        `cmd:"" help:"List the members, and who is blocked: number, role, language, since when, name."`
	Role        peopleRole        `cmd:"" help:"Give a member another role."`
	Remove      peopleRemove      `cmd:"" help:"Make a member a stranger again; their orders and parcels stay."`
	Block       peopleBlock       `cmd:"" help:"Remove a member and let them in no more, by no invitation."`
	Unblock     peopleUnblock     `cmd:"" help:"Let somebody who is blocked be invited again."`
	Invitations peopleInvitations `cmd:"" help:"List the invitations that nobody has used yet."`
	Revoke      peopleRevoke      `cmd:"" help:"Take back an invitation that nobody has used yet."`
}

// peopleFlags are shared by the verbs about people.
type peopleFlags struct {
	JSON bool `name:"json" help:"Answer with one JSON object."`
}

// shownPerson is a person as --json prints them.
type shownPerson struct {
	ID          bot.PersonID `json:"id"`
	Name        string       `json:"name"`
	Role        bot.Role     `json:"role"`
	Distributor string       `json:"distributor"`
	Lang        phrases.Lang `json:"language"`
}

// shownMember is a member as --json prints them.
type shownMember struct {
	shownPerson
	Channel string    `json:"channel"`
	UserID  int64     `json:"user_id"`
	Since   time.Time `json:"since"`
}

// shownInvitation is an invitation as --json prints it.
type shownInvitation struct {
	ID          string    `json:"id"`
	Role        bot.Role  `json:"role"`
	Distributor string    `json:"distributor"`
	Made        time.Time `json:"made_at"`
	Until       time.Time `json:"expires_at"`
}

func personShown(p bot.Person) shownPerson {
	return shownPerson{p.ID, p.Name, p.Role, p.Distributor, p.Lang}
}

// told says the same in a line for a person.
func (p shownPerson) told(w io.Writer) {
	role := string(p.Role)
	if p.Role == bot.Stranger {
		role = "stranger"
	}
	fmt.Fprintf(w, "%d %s: %s\n", p.ID, p.Name, whom(role, p.Distributor))
}

// whom names somebody, or a role, with the distributor that it goes with at the end, where wide characters push nothing aside.
func whom(name, distributor string) string {
	if distributor == "" {
		return name
	}
	return name + ", " + distributor
}

// peopleList lists the members.
type peopleList struct{ peopleFlags }

// Run lists the members, those who joined first before the others.
func (l peopleList) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		members, err := v.People.Members(ctx)
		if err != nil {
			return err
		}
		blocked, err := v.People.Blocked(ctx)
		if err != nil {
			return err
		}
		people, kept := membersShown(members, c.Timezone.Location), membersShown(blocked, c.Timezone.Location)
		if l.JSON {
			return s.print(map[string][]shownMember{"people": people, "blocked": kept})
		}
		return printTable(s.out, "NUMBER\tROLE\tLANGUAGE\tSINCE\tNAME", append(people, kept...), func(m shownMember) string {
			return fmt.Sprintf("%d\t%s\t%s\t%s\t%s", m.ID, cmp.Or(string(m.Role), "blocked"), m.Lang, m.Since.Format(time.DateOnly), whom(m.Name, m.Distributor))
		})
	})
}

func membersShown(members []bot.Member, zone *time.Location) []shownMember {
	shown := make([]shownMember, len(members))
	for i, m := range members {
		shown[i] = shownMember{personShown(m.Person), m.Channel, m.UserID, m.Since.In(zone)}
	}
	return shown
}

// printTable prints a line for each of all below a heading.
func printTable[T any](w io.Writer, heading string, all []T, line func(T) string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, heading)
	for _, one := range all {
		fmt.Fprintln(table, line(one))
	}
	return table.Flush()
}

// personArg names a member.
type personArg struct {
	Person bot.PersonID `arg:"" help:"The member's number, as people list shows it."`
}

// peopleRole gives a member another role.
type peopleRole struct {
	peopleFlags
	personArg
	Role        string `arg:"" enum:"seller,distributor,oldhand,organiser" help:"The new role: ${enum}."`
	Distributor string `placeholder:"NAME" help:"Whom a distributor's person works for."`
}

// Run gives the role, and says who has it now.
func (r peopleRole) Run(ctx context.Context, c app.Config, s streams) error {
	if err := distributorFits(r.Role, r.Distributor); err != nil {
		return err
	}
	return r.change(ctx, c, s, r.Person, func(v *app.Services) (bot.Person, error) {
		return v.People.SetRole(ctx, r.Person, bot.Role(r.Role), r.Distributor)
	})
}

// distributorFits says whether the flag --distributor goes with a role.
func distributorFits(role, distributor string) error {
	if (role == string(bot.Distributor)) != (distributor != "") {
		return errors.New("--distributor NAME goes with the role distributor, and only with it")
	}
	return nil
}

// peopleRemove removes a member.
type peopleRemove struct {
	peopleFlags
	personArg
}

// Run makes the member a stranger, and says who that was.
func (r peopleRemove) Run(ctx context.Context, c app.Config, s streams) error {
	return r.change(ctx, c, s, r.Person, func(v *app.Services) (bot.Person, error) { return v.People.Remove(ctx, r.Person) })
}

// peopleBlock removes a member for good.
type peopleBlock struct {
	peopleFlags
	personArg
}

// Run blocks the member, and says who that was.
func (b peopleBlock) Run(ctx context.Context, c app.Config, s streams) error {
	return b.change(ctx, c, s, b.Person, func(v *app.Services) (bot.Person, error) { return inTx(ctx, v, b.Person, v.People.Block) })
}

// peopleUnblock takes back a block.
type peopleUnblock struct {
	peopleFlags
	personArg
}

// Run unblocks somebody, who is a stranger from then on, and says who that is.
func (u peopleUnblock) Run(ctx context.Context, c app.Config, s streams) error {
	return u.change(ctx, c, s, u.Person, func(v *app.Services) (bot.Person, error) { return inTx(ctx, v, u.Person, v.People.Unblock) })
}

// inTx changes a person in a transaction of its own.
func inTx(ctx context.Context, v *app.Services, id bot.PersonID, change func(context.Context, pgx.Tx, bot.PersonID) (bot.Person, error)) (person bot.Person, err error) {
	err = pgx.BeginFunc(ctx, v.Pool, func(tx pgx.Tx) error {
		person, err = change(ctx, tx, id)
		return err
	})
	return person, err
}

func (f peopleFlags) change(ctx context.Context, c app.Config, s streams, id bot.PersonID, change func(*app.Services) (bot.Person, error)) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		changed, err := change(v)
		switch {
		case errors.Is(err, bot.ErrNoPerson):
			return fmt.Errorf("there is no member %d: people list shows who there is", id)
		case err != nil:
			return err
		case f.JSON:
			return s.print(personShown(changed))
		}
		personShown(changed).told(s.out)
		return nil
	})
}

// peopleInvitations lists open invitations. They are named by the beginning of their tokens, which lets nobody in.
type peopleInvitations struct{ peopleFlags }

// Run lists them, the oldest first.
func (i peopleInvitations) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		open, err := v.People.Invitations(ctx)
		if err != nil {
			return err
		}
		shown := make([]shownInvitation, len(open))
		for n, one := range open {
			shown[n] = invitationShown(one, c.Timezone.Location)
		}
		if i.JSON {
			return s.print(map[string][]shownInvitation{"invitations": shown})
		}
		return printTable(s.out, "INVITATION\tUNTIL\tROLE", shown, shownInvitation.line)
	})
}

func invitationShown(i bot.Invitation, zone *time.Location) shownInvitation {
	return shownInvitation{i.ID, i.Role, i.Distributor, i.Made.In(zone), i.Until.In(zone)}
}

func (i shownInvitation) line() string {
	return fmt.Sprintf("%s\t%s\t%s", i.ID, i.Until.Format(time.DateOnly), whom(string(i.Role), i.Distributor))
}

// peopleRevoke takes back an invitation.
type peopleRevoke struct {
	peopleFlags
	Invitation string `arg:"" help:"The invitation, as people invitations shows it, or what stands after start= in its link."`
}

// Run takes the invitation back, and says which it was.
func (r peopleRevoke) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		revoked, err := v.People.Revoke(ctx, r.Invitation)
		switch {
		case errors.Is(err, bot.ErrInvitation):
			return fmt.Errorf("there is no open invitation %s: people invitations shows those there are", r.Invitation)
		case err != nil:
			return err
		case r.JSON:
			return s.print(invitationShown(revoked, c.Timezone.Location))
		}
		_, err = fmt.Fprintln(s.out, invitationShown(revoked, c.Timezone.Location).line())
		return err
	})
}
