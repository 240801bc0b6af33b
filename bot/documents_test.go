package bot_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

func TestDocumentsAreKeptForAWhile(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	documents := bot.NewDocuments(pool)
	keep := func(chat int64, data string) (d bot.Document, err error) {
		err = pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ('test', $1) ON CONFLICT DO NOTHING`, chat); err != nil {
				return err
			}
			from := bot.Message{Channel: "test", Chat: bot.ChatID(chat), Sender: bot.Sender{UserID: chat, Name: "Li"}}
			owner, err := bot.NewPeople(pool).Admit(t.Context(), tx, from, bot.Seller, phrases.English)
			if err != nil {
				return err
			}
			d, err = documents.Keep(t.Context(), tx, owner.ID, "a.xlsx", []byte(data))
			return err
		})
		return d, err
	}
	others, err := keep(2, "others")
	if err != nil {
		t.Fatal(err)
	}
	var all []bot.Document
	for i := range 22 {
		d, err := keep(1, fmt.Sprint("bytes ", i))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	for i, d := range all {
		data, err := documents.Document(t.Context(), d.Key)
		if gone := errors.Is(err, bot.ErrNoDocument); gone != (i < 2) || !gone && string(data) != fmt.Sprint("bytes ", i) {
			t.Errorf("document %d: %q, %v", i, data, err)
		}
	}
	if _, err := documents.Document(t.Context(), others.Key); err != nil {
		t.Errorf("somebody else's: %v", err)
	}
	if _, err := pool.Exec(t.Context(), `UPDATE documents SET made_at = now() - interval '31 days'`); err != nil {
		t.Fatal(err)
	}
	if _, err := keep(1, "new"); err != nil {
		t.Fatal(err)
	}
	if _, err := documents.Document(t.Context(), others.Key); !errors.Is(err, bot.ErrNoDocument) {
		t.Errorf("out of date: %v", err)
	}
	for _, data := range []string{"", string(make([]byte, bot.MaxDocument+1))} {
		if _, err := keep(1, data); !errors.Is(err, bot.ErrDocumentSize) {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
}

func TestATurnHasOneDocument(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	documents := bot.NewDocuments(pool)
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ('test', 1)`); err != nil {
			return err
		}
		owner, err := bot.NewPeople(pool).Admit(t.Context(), tx,
			bot.Message{Channel: "test", Chat: 1, Sender: bot.Sender{UserID: 1, Name: "Li"}}, bot.Seller, phrases.English)
		if err != nil {
			return err
		}
		for turn := range bot.TurnID(2) {
			for _, want := range []error{nil, bot.ErrDocumentKept} {
				if _, err := documents.KeepFor(t.Context(), tx, turn+1, owner.ID, "a.xlsx", []byte("a")); !errors.Is(err, want) {
					t.Errorf("turn %d: %v, want %v", turn+1, err, want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
