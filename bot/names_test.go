package bot

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// A name neither links nor commands, says nothing of a role in whatever letters, and is nobody else's.
func TestNamesArePlain(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"陈姐 Sister Chen": "陈姐 Sister Chen", "J. Smith-O'Neill": "J· Smith-O'Neill", "小花🌸": "小花🌸", " a\u202eb\u200f\nc ": "ab c",
		"陈姐 <b>official</b> https://evil.example": "陈姐 b b https evil·example", "@admin": "", "Li (organiser)": "Li", "Оrgаniser": "",
		"ＯＲＧＡＮＩＳＥＲ Li": "Li", "Systematic Sue": "Systematic Sue", "组织者老刘": "老刘", "/cancel": "cancel", "#1001": "1001", "": "",
		"oldhand 老手": "老手", "a very long name that goes on and on and on and on": "a very long name that goes on and on and",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}

// Who is blocked comes in by no way until she is unblocked; others of a name are told apart.
func TestBlocked(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := NewPeople(pool)
	come := func(user int64, open bool) (p Person, err error) {
		t.Helper()
		token, err := people.Invite(t.Context(), Seller, "")
		if err != nil {
			t.Fatal(err)
		}
		m := Message{Channel: "telegram", Chat: ChatID(user), Sender: Sender{UserID: user, Name: "Eve"}}
		err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ('telegram', $1) ON CONFLICT DO NOTHING`, user); err != nil {
				return err
			}
			if open {
				p, err = people.Admit(t.Context(), tx, m, Seller, phrases.English)
			} else {
				p, err = people.Join(t.Context(), tx, token, m, phrases.English)
			}
			return err
		})
		return p, err
	}
	eve, err := come(1, false)
	if err != nil || eve.Name != "Eve" {
		t.Fatal(eve, err)
	}
	if other, err := come(2, true); err != nil || other.Name != "Eve 2" {
		t.Errorf("another is %+v, %v", other, err)
	}
	if again, err := come(1, true); err != nil || again.Name != "Eve" {
		t.Errorf("the same again is %+v, %v", again, err)
	}
	in := func(do func(context.Context, pgx.Tx, PersonID) (Person, error)) {
		t.Helper()
		if err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error { _, err := do(t.Context(), tx, eve.ID); return err }); err != nil {
			t.Fatal(err)
		}
	}
	in(people.Block)
	if blocked, err := people.Blocked(t.Context()); err != nil || len(blocked) != 1 || blocked[0].ID != eve.ID {
		t.Errorf("blocked %+v, %v", blocked, err)
	}
	if _, err := come(1, false); !errors.Is(err, ErrInvitation) {
		t.Errorf("by an invitation: %v", err)
	}
	if _, err := come(1, true); !errors.Is(err, ErrBlocked) {
		t.Errorf("where anyone may: %v", err)
	}
	in(people.Unblock)
	if _, err := come(1, false); err != nil {
		t.Errorf("unblocked: %v", err)
	}
}
