package bot_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

// joined lets somebody in with a role, by an invitation.
func joined(t *testing.T, pool *pgxpool.Pool, chat bot.ChatID, role bot.Role) bot.Person {
	t.Helper()
	people := bot.NewPeople(pool)
	token, err := people.Invite(t.Context(), role, "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := join(t, pool, chat, token)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func join(t *testing.T, pool *pgxpool.Pool, chat bot.ChatID, token string) (p bot.Person, err error) {
	t.Helper()
	err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		p, err = bot.NewPeople(pool).Join(t.Context(), tx, token, words(0, chat, ""), "en")
		return err
	})
	return p, err
}

// chatsOf gives the chats of those who belong to the village.
func chatsOf(t *testing.T, people *bot.People) (chats []bot.ChatID) {
	t.Helper()
	members, err := people.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		chats = append(chats, m.Chat)
	}
	return chats
}

func TestWhoIsRemovedIsAStrangerUntilLetInAgain(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	seen := make(chan bot.Turn, 3)
	r := start(t, pool, phone, handlerFunc(func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
		seen <- t
		return replying(bot.Reply{Dialogue: []byte(`{"draft": 1}`)}), nil
	}), bot.Options{})
	li := joined(t, pool, 1, bot.Seller)
	joined(t, pool, 2, bot.OldHand)
	accept(t, r, words(1, 1, "one"))
	if turn := <-seen; turn.Person != li {
		t.Errorf("before: %+v", turn.Person)
	}
	waitUntilIdle(t, pool)
	if gone, err := people.Remove(t.Context(), li.ID); err != nil || gone.ID != li.ID || gone.Role != bot.Stranger {
		t.Fatalf("removed: %+v, %v", gone, err)
	}
	if got := chatsOf(t, people); !slices.Equal(got, []bot.ChatID{2}) {
		t.Errorf("who is left: %v", got)
	}
	accept(t, r, words(2, 1, "two"))
	if turn := <-seen; turn.Person.ID != 0 || turn.Person.Role != bot.Stranger || turn.Dialogue != nil {
		t.Errorf("afterwards: %+v", turn)
	}
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if named, err := people.Named(t.Context(), tx, []bot.PersonID{li.ID}); err != nil || len(named) != 0 {
			t.Errorf("to be written to: %v, %v", named, err)
		}
		if names, err := people.Names(t.Context(), tx, []bot.PersonID{li.ID}); err != nil || names[li.ID] != li.Name {
			t.Errorf("whose her orders are: %v, %v", names, err)
		}
		if names, err := people.Called(t.Context(), []bot.PersonID{li.ID, 4711}); err != nil || len(names) != 1 || names[li.ID] != li.Name {
			t.Errorf("what she is called: %v, %v", names, err)
		}
		return bot.PushAll(t.Context(), tx, []bot.Push{{To: li.ID, Cards: []bot.Card{{Text: "news"}}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	waitUntilIdle(t, pool)
	if got := phone.texts(1); len(got) != 0 {
		t.Errorf("a stranger is told %q", got)
	}
	if _, err := people.Remove(t.Context(), li.ID); !errors.Is(err, bot.ErrNoPerson) {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := people.SetRole(t.Context(), li.ID, bot.OldHand, ""); !errors.Is(err, bot.ErrNoPerson) {
		t.Errorf("a stranger's role: %v", err)
	}
	if back := joined(t, pool, 1, bot.Seller); back != li {
		t.Errorf("let in again: %+v, was %+v", back, li)
	}
	if got := chatsOf(t, people); !slices.Equal(got, []bot.ChatID{2, 1}) {
		t.Errorf("since when: %v", got)
	}
}

func TestAnOldInvitationIsNoWayBack(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	token, err := people.Invite(t.Context(), bot.Seller, "")
	if err != nil {
		t.Fatal(err)
	}
	li, err := join(t, pool, 1, token)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := people.Remove(t.Context(), li.ID); err != nil {
		t.Fatal(err)
	}
	if p, err := join(t, pool, 1, token); !errors.Is(err, bot.ErrInvitation) {
		t.Errorf("%+v, %v", p, err)
	}
	err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		p, err := people.Admit(t.Context(), tx, words(0, 1, ""), bot.Seller, "en")
		if p != li {
			t.Errorf("where everybody may come in: %+v", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnotherRole(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	li := joined(t, pool, 1, bot.Seller)
	p, err := people.SetRole(t.Context(), li.ID, bot.Distributor, " Jin ")
	if err != nil || p.Role != bot.Distributor || p.Distributor != "Jin" {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err = people.SetRole(t.Context(), li.ID, bot.OldHand, ""); err != nil || p.Role != bot.OldHand || p.Distributor != "" {
		t.Errorf("%+v, %v", p, err)
	}
	for _, c := range []struct {
		role        bot.Role
		distributor string
	}{{bot.Stranger, ""}, {"king", ""}, {bot.Distributor, " "}, {bot.Seller, "Jin"}} {
		if _, err := people.SetRole(t.Context(), li.ID, c.role, c.distributor); !errors.Is(err, bot.ErrRole) {
			t.Errorf("%q of %q: %v", c.role, c.distributor, err)
		}
	}
	if _, err := people.SetRole(t.Context(), 4711, bot.Seller, ""); !errors.Is(err, bot.ErrNoPerson) {
		t.Errorf("nobody: %v", err)
	}
}

func TestTheLastOrganiserStays(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	first := joined(t, pool, 1, bot.Organiser)
	seller, err := people.Invite(t.Context(), bot.Seller, "")
	if err != nil {
		t.Fatal(err)
	}
	last := func(p bot.Person) {
		t.Helper()
		if _, err := people.Remove(t.Context(), p.ID); !errors.Is(err, bot.ErrLastOrganiser) {
			t.Errorf("removed: %v", err)
		}
		if _, err := people.SetRole(t.Context(), p.ID, bot.Seller, ""); !errors.Is(err, bot.ErrLastOrganiser) {
			t.Errorf("another role: %v", err)
		}
		if _, err := join(t, pool, p.Chat, seller); !errors.Is(err, bot.ErrLastOrganiser) {
			t.Errorf("another invitation: %v", err)
		}
		for _, statement := range []string{`UPDATE people SET role = '' WHERE id = $1`, `DELETE FROM people WHERE id = $1`} {
			_, err := pool.Exec(t.Context(), `WITH unused AS (DELETE FROM invitations WHERE used_by = $1) `+statement, p.ID)
			if refused := new(pgconn.PgError); !errors.As(err, &refused) || refused.Code != "23503" {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
	last(first)
	second := joined(t, pool, 2, bot.Seller)
	if _, err := people.SetRole(t.Context(), second.ID, bot.Organiser, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := people.Remove(t.Context(), first.ID); err != nil {
		t.Errorf("one of two: %v", err)
	}
	last(second)
}

// Each of two organisers removes the other at the same moment: whoever comes second finds that it is the last.
func TestTwoOrganisersCannotRemoveEachOther(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	for round := range 5 {
		chat := bot.ChatID(10 * round)
		both := []bot.Person{joined(t, pool, chat+1, bot.Organiser), joined(t, pool, chat+2, bot.Organiser)}
		if round > 0 { // whoever was left of the round before goes first
			if _, err := people.Remove(t.Context(), lastOf(t, people)); err != nil {
				t.Fatal(err)
			}
		}
		done := make(chan error, len(both))
		for _, p := range both {
			go func() { _, err := people.Remove(t.Context(), p.ID); done <- err }()
		}
		var refused int
		for range both {
			if err := <-done; errors.Is(err, bot.ErrLastOrganiser) {
				refused++
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if refused != 1 || len(chatsOf(t, people)) != 1 {
			t.Errorf("%d of two were refused, %v are left", refused, chatsOf(t, people))
		}
	}
}

// lastOf is who joined first of those who are there.
func lastOf(t *testing.T, people *bot.People) bot.PersonID {
	t.Helper()
	members, err := people.Members(t.Context())
	if err != nil || len(members) == 0 {
		t.Fatal(members, err)
	}
	return members[0].ID
}

func TestInvitationsAreListedAndRevoked(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	tokens := map[bot.Role]string{}
	for role, distributor := range map[bot.Role]string{bot.Seller: "", bot.Distributor: "Jin", bot.OldHand: ""} {
		token, err := people.Invite(t.Context(), role, distributor)
		if err != nil {
			t.Fatal(err)
		}
		tokens[role] = token
	}
	joined(t, pool, 1, bot.Seller) // by one that is used up
	if _, err := pool.Exec(t.Context(), `UPDATE invitations SET made_at = now() - interval '31 days', expires_at = now() - interval '1 day'
		WHERE token = $1`, tokens[bot.OldHand]); err != nil {
		t.Fatal(err)
	}
	open, err := people.Invitations(t.Context())
	if err != nil || len(open) != 2 {
		t.Fatalf("%+v, %v", open, err)
	}
	for _, i := range open {
		if i.ID != tokens[i.Role][:8] || (i.Distributor == "Jin") != (i.Role == bot.Distributor) || !i.Until.After(i.Made) {
			t.Errorf("%+v", i)
		}
		name := i.ID
		if i.Role == bot.Distributor {
			name = tokens[i.Role] // as it stands in the link
		}
		if revoked, err := people.Revoke(t.Context(), name); err != nil || revoked != i {
			t.Errorf("%+v, %v", revoked, err)
		}
		if _, err := join(t, pool, 2, tokens[i.Role]); !errors.Is(err, bot.ErrInvitation) {
			t.Errorf("a revoked one: %v", err)
		}
	}
	for _, name := range []string{open[0].ID, tokens[bot.OldHand], "", "ABC"} {
		if _, err := people.Revoke(t.Context(), name); !errors.Is(err, bot.ErrInvitation) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
