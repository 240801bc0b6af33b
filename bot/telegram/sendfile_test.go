package telegram

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// keep keeps a document for somebody new.
func keep(t *testing.T, pool *pgxpool.Pool, data string) *bot.Document {
	t.Helper()
	var d bot.Document
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ('telegram', 7) ON CONFLICT DO NOTHING`); err != nil {
			return err
		}
		from := bot.Message{Channel: Channel, Chat: 7, Sender: bot.Sender{UserID: 7, Name: "Li"}}
		owner, err := bot.NewPeople(pool).Admit(t.Context(), tx, from, bot.Seller, phrases.English)
		if err != nil {
			return err
		}
		d, err = bot.NewDocuments(pool).Keep(t.Context(), tx, owner.ID, "prices.xlsx", []byte(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestADocumentIsUploadedOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := newServer(t)
	b := newBot(t, s, pool)
	card := bot.Outgoing{Text: "done", Document: keep(t, pool, "bytes"), Buttons: buttons(1)}
	for range 2 {
		if sent, err := b.Show(t.Context(), 7, card, &bot.Sent{Message: 40, Parts: 1}); err != nil || sent.Photo || sent.Message == 40 {
			t.Fatalf("%+v, %v", sent, err)
		}
	}
	calls := s.made()
	if len(calls) != 2 || string(calls[0].files["document"]) != "bytes" || calls[0].params["caption"] != "done" || calls[0].params["reply_markup"] == "" {
		t.Fatalf("calls: %+v", calls)
	}
	if calls[1].params["document"] != "FILE_1" || len(calls[1].files) != 0 {
		t.Errorf("the second time: %+v", calls[1])
	}
}

func TestACardMattersMoreThanItsDocument(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	kept := keep(t, pool, "bytes")
	for name, c := range map[string]struct {
		document bot.Document
		text     string
		answer   string
		calls    []string
	}{
		"gone":                   {bot.Document{Name: "x.xlsx", Key: "document:4711"}, "x", "", []string{"sendMessage"}},
		"no such key":            {bot.Document{Name: "x.xlsx", Key: "else"}, "x", "", []string{"sendMessage"}},
		"refused":                {*kept, "x", refusal(400, "Bad Request: file is too big"), []string{"sendDocument", "sendMessage"}},
		"too long for a caption": {*kept, strings.Repeat("x", 1025), "", []string{"sendDocument", "sendMessage"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			if c.answer != "" {
				s.answers("sendDocument", c.answer)
			}
			document := c.document
			_, err := newBot(t, s, pool).Show(t.Context(), 7, bot.Outgoing{Text: phrases.Text(c.text), Document: &document}, nil)
			if err != nil || !slices.Equal(s.methods(), c.calls) {
				t.Errorf("calls %v, want %v (%v)", s.methods(), c.calls, err)
			}
		})
	}
}

// A file that cannot be had just now is not a file that is gone: the card waits for it.
func TestACardWaitsForADocumentThatTheDatabaseDoesNotGive(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := newServer(t)
	b := newBot(t, s, pool)
	card := bot.Outgoing{Text: "done", Document: keep(t, pool, "bytes")}
	for _, statement := range []string{`ALTER TABLE documents RENAME TO away`, `ALTER TABLE away RENAME TO documents`} {
		if _, err := pool.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Show(t.Context(), 7, card, nil); (err == nil) != strings.HasPrefix(statement, "ALTER TABLE away") || errors.Is(err, bot.ErrRefused) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if calls := s.made(); len(calls) != 1 || string(calls[0].files["document"]) != "bytes" {
		t.Errorf("calls: %+v", calls)
	}
}
