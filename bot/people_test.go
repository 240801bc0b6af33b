package bot_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

func TestAnInvitationLetsOnePersonIn(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	for chat := range 3 {
		if _, err := pool.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ($1, $2)`, channel, chat+1); err != nil {
			t.Fatal(err)
		}
	}
	join := func(token string, chat bot.ChatID) (p bot.Person, err error) {
		err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) (err error) {
			p, err = people.Join(t.Context(), tx, token, words(0, chat, ""), "zh")
			return err
		})
		return p, err
	}
	invite := func(role bot.Role, distributor string) string {
		token, err := people.Invite(t.Context(), role, distributor)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	seller, distributor, old := invite(bot.Seller, ""), invite(bot.Distributor, "Jin"), invite(bot.OldHand, "")
	if _, err := pool.Exec(t.Context(), `UPDATE invitations SET made_at = now() - interval '31 days',
		expires_at = now() - interval '1 day' WHERE token = $1`, old); err != nil {
		t.Fatal(err)
	}
	first, err := join(seller, 1)
	if err != nil || first.Role != bot.Seller || first.Lang != "zh" || first.Chat != 1 {
		t.Errorf("the first: %+v, %v", first, err)
	}
	if again, err := join(seller, 1); err != nil || again != first {
		t.Errorf("the same person again: %+v, %v", again, err)
	}
	for what, c := range map[string]struct {
		token string
		chat  bot.ChatID
	}{"another person": {seller, 2}, "unknown": {"x", 2}, "out of date": {old, 2}} {
		if _, err := join(c.token, c.chat); !errors.Is(err, bot.ErrInvitation) {
			t.Errorf("%s: %v", what, err)
		}
	}
	changed, err := join(distributor, 1)
	if err != nil || changed.ID != first.ID || changed.Role != bot.Distributor || changed.Distributor != "Jin" {
		t.Errorf("another role: %+v, %v", changed, err)
	}
	if same, err := join(seller, 1); err != nil || same != changed {
		t.Errorf("the first invitation once more: %+v, %v", same, err)
	}
	if p, err := people.Person(t.Context(), first.ID); err != nil || p != changed {
		t.Errorf("read back: %+v, %v", p, err)
	}
	if _, err := people.Person(t.Context(), 4711); !errors.Is(err, bot.ErrNoPerson) {
		t.Errorf("nobody: %v", err)
	}
	for _, c := range []struct {
		role        bot.Role
		distributor string
	}{{bot.Stranger, ""}, {"king", ""}, {bot.Distributor, ""}, {bot.Distributor, " "}, {bot.Seller, "Jin"}} {
		if _, err := people.Invite(t.Context(), c.role, c.distributor); err == nil {
			t.Errorf("%q of %q was invited", c.role, c.distributor)
		}
	}
}

func TestAPersonsLanguage(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := bot.NewPeople(pool)
	if _, err := pool.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ($1, 1)`, channel); err != nil {
		t.Fatal(err)
	}
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		p, err := people.Admit(t.Context(), tx, words(0, 1, ""), bot.Organiser, "zh")
		if err != nil {
			return err
		}
		if err := people.SetLanguage(t.Context(), tx, p.ID, "en"); err != nil {
			return err
		}
		p, err = people.Admit(t.Context(), tx, words(0, 1, ""), bot.Seller, "zh")
		if p.Lang != "en" || p.Role != bot.Organiser {
			t.Errorf("admitted again: %+v", p)
		}
		if err := people.SetLanguage(t.Context(), tx, 4711, "en"); !errors.Is(err, bot.ErrNoPerson) {
			t.Errorf("nobody: %v", err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
