package bot

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// A name is found in what JSON holds of it, as a whole word, and nothing of another one.
func TestNamesAreFoundWhereTheyStand(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	for name, texts := range map[string]map[string]bool{
		"Li":           {"Order of Li": true, "Li": true, "Lines": false, "Ali": false, "来自Li的": true, "li": false},
		"王姐":           {"来自王姐的订单": true, "王 姐": false},
		`A "B" <c> \d`: {`A "B" <c> \d`: true, `A &#34;B&#34; &lt;c&gt; \d`: true, `A "B" <c> \x`: false},
		"C++":          {"C++": true, "C+": false, "XC++": false},
	} {
		for text, want := range texts {
			var found bool
			err := pool.QueryRow(t.Context(), `SELECT jsonb_build_object('Text', $1::text)::text ~ $2`, text, namePattern(name).String()).Scan(&found)
			if err != nil || found != want {
				t.Errorf("%s in %s: %v, %v", name, text, found, err)
			}
		}
	}
	if namePattern(" ") != nil {
		t.Error("nobody's name is found")
	}
}

// Two who are forgotten at once, and the only organiser, who is not.
func TestTheLastOrganiserIsNotForgotten(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	people := NewPeople(pool)
	var organisers []Person
	for user := range int64(2) {
		token, err := people.Invite(t.Context(), Organiser, "")
		if err != nil {
			t.Fatal(err)
		}
		err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			p, err := people.Join(t.Context(), tx, token, Message{Channel: "telegram", Chat: ChatID(user + 1), Sender: Sender{UserID: user + 1, Name: "Zhao"}}, phrases.English)
			organisers = append(organisers, p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	keep := func(d json.RawMessage, _ func([]byte) bool) (json.RawMessage, error) { return d, nil }
	errs := make(chan error)
	for _, p := range organisers {
		go func() {
			errs <- pgx.BeginFunc(context.Background(), pool, func(tx pgx.Tx) error { return people.Forget(context.Background(), tx, p.ID, keep) })
		}()
	}
	first, second := <-errs, <-errs
	if (first == nil) == (second == nil) {
		t.Errorf("%v, %v", first, second)
	}
	members, err := people.Members(t.Context())
	if err != nil || len(members) != 1 || members[0].Role != Organiser {
		t.Errorf("left: %+v, %v", members, err)
	}
}

// A message of a stranger is forgotten with her chat, and the chat begins anew when she writes again.
func TestSilentStrangersAreForgotten(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	l := ledger{pool: pool, channel: "telegram"}
	write := func(update int64) {
		t.Helper()
		_, err := l.accept(t.Context(), []Message{{Channel: "telegram", UpdateID: update, Kind: Words, Chat: 77, Sender: Sender{UserID: 77, Name: "Nobody"}, Text: "hello"}}, false)
		if err != nil {
			t.Fatal(err)
		}
		_, err = pool.Exec(t.Context(), `UPDATE turns SET state = 'delivered', reply = '{}', settled_at = now(), finished_at = now() WHERE state = 'accepted'`)
		if err != nil {
			t.Fatal(err)
		}
	}
	write(1)
	transcript := NewTranscript(pool)
	left := func(before time.Time) (chats, words int) {
		t.Helper()
		if err := transcript.Forget(t.Context(), before); err != nil {
			t.Fatal(err)
		}
		err := pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM chats WHERE chat = 77), (SELECT count(*) FROM turns WHERE message <> '{}')`).Scan(&chats, &words)
		if err != nil {
			t.Fatal(err)
		}
		return chats, words
	}
	if chats, words := left(time.Now().Add(-time.Hour)); chats != 1 || words != 1 {
		t.Errorf("at once %d chats, %d with words", chats, words)
	}
	if chats, words := left(time.Now().Add(time.Hour)); chats != 0 || words != 0 {
		t.Errorf("later %d chats, %d with words", chats, words)
	}
	write(2)
	if chats, words := left(time.Now().Add(-time.Hour)); chats != 1 || words != 1 {
		t.Errorf("again %d chats, %d with words", chats, words)
	}
}
