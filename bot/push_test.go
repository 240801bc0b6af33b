package bot_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// remind pushes a card that leaves something in the dialogue of the person in chat 1, who is let in if need be.
func remind(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ($1, 1) ON CONFLICT DO NOTHING`, channel); err != nil {
			return err
		}
		p, err := bot.NewPeople(pool).Admit(t.Context(), tx, words(0, 1, ""), bot.Seller, "en")
		if err != nil {
			return err
		}
		return bot.PushAll(t.Context(), tx, []bot.Push{{To: p.ID, Bulk: true, Cards: []bot.Card{{Text: "reminder"}},
			Dialogue: []byte(`{"shown": "reminder"}`), About: []byte(`{"of": "reminder"}`)}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// recalling tells what each turn finds in the dialogue, and leaves "draft" there for the message "draft".
func recalling(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
	r := bot.Reply{Cards: []bot.Card{{Text: phrases.Text("found " + string(t.Dialogue))}}}
	if t.Message.Text == "draft" {
		r.Dialogue = []byte(`{"draft": 1, "shown": "draft"}`)
	}
	return replying(r), nil
}

// A turn that began before the push ends before the push is delivered, so neither takes from the dialogue what the
// other left there.
func TestAPushDuringATurnChangesTheDialogueAfterIt(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	begun, finish := make(chan bool), make(chan bool)
	r := start(t, pool, phone, handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		if t.Message.Text == "draft" {
			begun <- true
			<-finish
		}
		return recalling(ctx, t)
	}), bot.Options{})
	accept(t, r, words(1, 1, "draft"))
	<-begun
	remind(t, pool)
	close(finish)
	waitUntilIdle(t, pool)
	accept(t, r, words(2, 1, "next"))
	waitUntilIdle(t, pool)
	want := []string{"found ", "reminder", `found {"draft": 1, "shown": "reminder"}`}
	if got := phone.texts(1); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a person writes before a push arrives is not about it.
func TestAPushChangesTheDialogueWhenItArrives(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	var answered atomic.Bool
	phone.fail = func(_ bot.ChatID, text phrases.Text) error {
		if text == "reminder" && !answered.Load() {
			return &bot.WaitError{After: time.Millisecond}
		}
		answered.CompareAndSwap(false, text != "reminder")
		return nil
	}
	r := start(t, pool, phone, handlerFunc(recalling), bot.Options{})
	remind(t, pool)
	accept(t, r, words(1, 1, "before"))
	waitUntilIdle(t, pool)
	accept(t, r, words(2, 1, "after"))
	waitUntilIdle(t, pool)
	want := []string{"found ", "reminder", `found {"shown": "reminder"}`}
	if got := phone.texts(1); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPushThatNeverArrivesLeavesTheDialogue(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	phone.fail = func(_ bot.ChatID, text phrases.Text) error {
		if text == "reminder" {
			return bot.ErrChatClosed
		}
		return nil
	}
	r := start(t, pool, phone, handlerFunc(recalling), bot.Options{})
	accept(t, r, words(1, 1, "draft"))
	waitUntilIdle(t, pool)
	remind(t, pool)
	waitUntilIdle(t, pool)
	accept(t, r, words(2, 1, "next"))
	waitUntilIdle(t, pool)
	want := []string{"found ", `found {"draft": 1, "shown": "draft"}`}
	if got := phone.texts(1); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A push edits the newest card of its key, and is sent where there is none.
func TestAPushEditsTheCardOfItsKey(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	start(t, pool, phone, echo, bot.Options{})
	her := joined(t, pool, 1, bot.Seller)
	for _, text := range []string{"2 orders", "1 order", "nothing left"} {
		card := bot.Card{Text: phrases.Text(text), Key: "list", InPlace: true}
		err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			return bot.PushAll(t.Context(), tx, []bot.Push{{To: her.ID, Cards: []bot.Card{card}}})
		})
		if err != nil {
			t.Fatal(err)
		}
		waitUntilIdle(t, pool)
	}
	if seen := phone.seen(her.Chat); len(seen) != 1 || seen[0].Text != "nothing left" || seen[0].edits != 2 {
		t.Errorf("%+v", seen)
	}
}
