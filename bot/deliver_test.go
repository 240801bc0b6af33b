package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// shop answers "card" with a card that has buttons, and a press with what became of it.
func shop(card func(t bot.Turn) bot.Card) handlerFunc {
	return func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
		switch {
		case t.Stale:
			return replying(bot.Reply{Notice: "stale", Cards: []bot.Card{{Text: "stale"}}}), nil
		case t.Choice != nil:
			return replying(bot.Reply{Notice: "done", Cards: []bot.Card{{Text: phrases.Text("did " + t.Choice.Verb)}}}), nil
		}
		return replying(bot.Reply{Cards: []bot.Card{card(t)}}), nil
	}
}

func oneButton(b bot.Button) [][]bot.Button { return [][]bot.Button{{b}} }

func TestAPressIsGenuineOnceAndOnlyItsOwners(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, shop(func(bot.Turn) bot.Card {
		return bot.Card{Text: "card", Buttons: [][]bot.Button{{
			{Label: "once", Choice: bot.Choice{Verb: "buy", Args: []string{"7"}}, Once: true},
			{Label: "often", Choice: bot.Choice{Verb: "next"}},
			{Label: "copy", Copy: "A1023"},
		}}}
	}), bot.Options{})
	accept(t, r, words(1, 1, "card"))
	waitUntilIdle(t, pool)
	shown := phone.seen(1)[0]
	once, often, copied := shown.Buttons[0][0].Data, shown.Buttons[0][1].Data, shown.Buttons[0][2]
	if len(once) > 64 || once == often || copied.Copy != "A1023" || copied.Data != "" {
		t.Errorf("buttons: %+v", shown.Buttons)
	}
	tampered := strings.Replace(once, "buy", "bux", 1)
	for i, c := range []struct {
		what string
		chat bot.ChatID
		data string
		want string
	}{
		{"the first press", 1, once, "did buy"},
		{"the second press", 1, once, "stale"},
		{"somebody else's", 2, often, "stale"},
		{"made up", 1, "buy|7", "stale"},
		{"empty", 1, "", "stale"},
		{"tampered with", 1, tampered, "stale"},
		{"often", 1, often, "did next"},
		{"often again", 1, often, "did next"},
	} {
		accept(t, r, pressing(int64(10+i), c.chat, shown.message, c.data))
		waitUntilIdle(t, pool)
		texts := phone.texts(c.chat)
		if got := texts[len(texts)-1]; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if _, answered := phone.answer(fmt.Sprint("q", 10+i)); !answered {
			t.Errorf("%s was not answered", c.what)
		}
	}
}

// What somebody writes in a topic of the chat is answered there, and what is written in none in the chat.
func TestAnAnswerStandsInItsTopic(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, shop(func(bot.Turn) bot.Card { return bot.Card{Text: "card"} }), bot.Options{})
	inTopic := words(1, 1, "card")
	inTopic.Topic = 77
	accept(t, r, inTopic)
	waitUntilIdle(t, pool)
	accept(t, r, words(2, 1, "card"))
	waitUntilIdle(t, pool)
	if seen := phone.seen(1); len(seen) != 2 || seen[0].Topic != 77 || seen[1].Topic != 0 {
		t.Errorf("%+v", seen)
	}
}

func TestASecondPressLeavesNoEffect(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	if _, err := pool.Exec(t.Context(), `CREATE TABLE effects (turn bigint)`); err != nil {
		t.Fatal(err)
	}
	card := bot.Card{Text: "card", Buttons: oneButton(bot.Button{Label: "once", Choice: bot.Choice{Verb: "buy"}, Once: true})}
	r := start(t, pool, phone, handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		if t.Choice == nil {
			return replying(bot.Reply{Cards: []bot.Card{card}}), nil
		}
		return effect{}.Handle(ctx, t)
	}), bot.Options{})
	accept(t, r, words(1, 1, "card"))
	waitUntilIdle(t, pool)
	shown := phone.seen(1)[0]
	for update := range int64(3) {
		accept(t, r, pressing(2+update, 1, shown.message, shown.Buttons[0][0].Data))
	}
	waitUntilIdle(t, pool)
	if n := count(t, pool, `SELECT count(*) FROM effects`); n != 1 {
		t.Errorf("the effect is there %d times", n)
	}
}

func TestOnlyTheNewestCardOfAKeyKeepsItsButtons(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	handler := shop(func(t bot.Turn) bot.Card {
		c := bot.Card{Text: text(t), Key: "draft", Buttons: oneButton(bot.Button{Label: "x", Choice: bot.Choice{Verb: "x"}})}
		c.InPlace = strings.HasPrefix(t.Message.Text, "edit")
		if strings.HasSuffix(t.Message.Text, "photo") {
			c.Photo = &bot.Photo{Key: "p"}
		}
		return c
	})
	r, stop := startStoppable(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "first"), words(2, 1, "second"), words(3, 1, "edit"), words(4, 2, "edit"))
	waitUntilIdle(t, pool)
	stop() // what was shown is remembered over a restart
	r = start(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(5, 1, "edit again"), words(6, 1, "edit photo"))
	waitUntilIdle(t, pool)
	var got []string
	for _, c := range phone.seen(1) {
		got = append(got, fmt.Sprintf("%s, %d edits, %d rows", c.Text, c.edits, len(c.Buttons)))
	}
	want := []string{"first, 0 edits, 0 rows", "edit again, 2 edits, 0 rows", "edit photo, 0 edits, 1 rows"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := phone.texts(2); !slices.Equal(got, []string{"edit"}) {
		t.Errorf("with nothing to edit: %q", got)
	}
}

func TestACardWithoutKeyIsEditedWhereItWasPressed(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	handler := handlerFunc(func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
		c := bot.Card{Text: "page 1", Buttons: oneButton(bot.Button{Label: "2", Choice: bot.Choice{Verb: "page"}})}
		if t.Choice != nil {
			c = bot.Card{Text: "page 2", InPlace: true}
		}
		return replying(bot.Reply{Cards: []bot.Card{c}}), nil
	})
	r := start(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "x"))
	waitUntilIdle(t, pool)
	shown := phone.seen(1)[0]
	accept(t, r, pressing(2, 1, shown.message, shown.Buttons[0][0].Data))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"page 2"}) {
		t.Errorf("got %q", got)
	}
}

func TestWhatTheChannelSaysDecidesWhatHappens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want []string // what arrives of "one", "two" in one reply, and of the next message's
	}{
		"unknown outcome": {errors.New("lost"), []string{"one", "two", "next"}},
		"wait":            {&bot.WaitError{After: 10 * time.Millisecond}, []string{"one", "two", "next"}},
		"refused":         {bot.ErrRefused, []string{"two", "next"}},
		"chat closed":     {bot.ErrChatClosed, []string{"next"}}, // they write again, which opens it
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool, phone := pgtest.New(t), newPhone()
			var failed atomic.Bool
			phone.fail = func(_ bot.ChatID, text phrases.Text) error {
				if text == "one" && !failed.Swap(true) {
					return fmt.Errorf("send: %w", c.err)
				}
				return nil
			}
			r := start(t, pool, phone, handlerFunc(func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
				if t.Message.Text == "next" {
					return replying(bot.Reply{Cards: []bot.Card{{Text: "next"}}}), nil
				}
				return replying(bot.Reply{Cards: []bot.Card{{Text: "one"}, {Text: "two"}}}), nil
			}), bot.Options{})
			accept(t, r, words(1, 1, "x"), words(2, 1, "next"))
			waitUntilIdle(t, pool)
			if got := phone.texts(1); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A card that the channel's code cannot bear would end every process that takes it up.
func TestACardThatPanicsIsGivenUp(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	phone.fail = func(_ bot.ChatID, text phrases.Text) error {
		if text == "re: broken" {
			panic("broken")
		}
		return nil
	}
	log := &logged{}
	r := start(t, pool, phone, echo, bot.Options{Log: slog.New(slog.NewTextHandler(log, nil))})
	accept(t, r, words(1, 1, "broken"), words(2, 1, "fine"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: fine"}) || !strings.Contains(log.String(), "panic: broken") {
		t.Errorf("got %q, logged %s", got, log)
	}
}

func TestPushesReachOthersOnlyWhenTheTurnSettles(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	ids := make(chan bot.PersonID, 1)
	handler := handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
			if t.Message.Text == "join" {
				p, err := people.Admit(ctx, tx, t.Message, bot.OldHand, "en")
				ids <- p.ID
				return bot.Reply{}, err
			}
			if t.Message.Chat == 1 && t.Choice == nil && !t.Stale {
				return bot.Reply{Cards: []bot.Card{{Text: phrases.Text("I remember " + string(t.Dialogue))}}}, nil
			}
			if t.Choice != nil {
				return bot.Reply{Cards: []bot.Card{{Text: "pressed"}}}, nil
			}
			push := bot.Push{To: <-ids, Bulk: t.Message.Text == "bulk", Dialogue: []byte(`{"asked": true}`),
				Cards: []bot.Card{{Text: "a question", Buttons: oneButton(bot.Button{Label: "x", Choice: bot.Choice{Verb: "x"}})}}}
			if t.Message.Text == "fail" {
				ids <- push.To
				return bot.Reply{Pushes: []bot.Push{push}}, errors.New("broken")
			}
			ids <- push.To
			return bot.Reply{Pushes: []bot.Push{push}}, nil
		}, nil
	})
	r := start(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "join"))
	waitUntilIdle(t, pool)
	accept(t, r, words(2, 2, "fail"), words(3, 2, "push"), words(4, 2, "bulk"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"a question", "a question"}) {
		t.Fatalf("got %q", got)
	}
	asked := phone.seen(1)[0]
	accept(t, r, pressing(5, 1, asked.message, asked.Buttons[0][0].Data), words(6, 1, "what?"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1)[2:]; !slices.Equal(got, []string{"pressed", `I remember {"asked": true}`}) {
		t.Errorf("got %q", got)
	}
}

func TestPushesOfAnotherTransactionLeaveWhenItCommits(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	r := start(t, pool, phone, handlerFunc(func(context.Context, bot.Turn) (bot.TxFunc, error) {
		return replying(bot.Reply{}), nil
	}), bot.Options{})
	const chats = 30
	var pushes []bot.Push
	for chat := range int64(chats) {
		accept(t, r, words(chat+1, bot.ChatID(chat+1), "x"))
	}
	waitUntilIdle(t, pool)
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		for chat := range int64(chats) {
			p, err := people.Admit(t.Context(), tx, words(0, bot.ChatID(chat+1), ""), bot.Seller, "en")
			if err != nil {
				return err
			}
			pushes = append(pushes, bot.Push{To: p.ID, Bulk: true, Cards: []bot.Card{{Text: "good morning"}}})
		}
		return bot.PushAll(t.Context(), tx, append(pushes, bot.Push{To: 4711, Cards: []bot.Card{{Text: "nobody"}}}))
	})
	if err != nil {
		t.Fatal(err)
	}
	waitUntilIdle(t, pool)
	for chat := range chats {
		if got := phone.texts(bot.ChatID(chat + 1)); !slices.Equal(got, []string{"good morning"}) {
			t.Errorf("chat %d: %q", chat+1, got)
		}
	}
}

// A push that cannot be delivered for a while says nothing of the message that its receiver writes meanwhile.
func TestAPushThatIsHeldUpSpoilsNoMessage(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	var tries atomic.Int32
	var answered atomic.Bool
	phone.fail = func(_ bot.ChatID, text phrases.Text) error {
		answered.CompareAndSwap(false, text != "news")
		if text == "news" && !answered.Load() {
			tries.Add(1)
			return &bot.WaitError{After: time.Millisecond}
		}
		return nil
	}
	r := start(t, pool, phone, echo, bot.Options{})
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `INSERT INTO chats (channel, chat) VALUES ($1, 1)`, channel); err != nil {
			return err
		}
		p, err := bot.NewPeople(pool).Admit(t.Context(), tx, words(0, 1, ""), bot.Seller, "en")
		if err != nil {
			return err
		}
		return bot.PushAll(t.Context(), tx, []bot.Push{{To: p.ID, Bulk: true, Cards: []bot.Card{{Text: "news"}}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the push is tried again and again", func() bool { return tries.Load() > 6 })
	accept(t, r, words(1, 1, "hello"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: hello", "news"}) {
		t.Errorf("got %q", got)
	}
}

func TestABlockedChatIsClosedUntilTheyWriteAgain(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	r := start(t, pool, phone, handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
			_, err := people.Admit(ctx, tx, t.Message, bot.Seller, "en")
			return bot.Reply{Cards: []bot.Card{{Text: phrases.Text(t.Message.Kind)}}}, err
		}, nil
	}), bot.Options{})
	blocked := words(2, 1, "")
	blocked.Kind = bot.Blocked
	accept(t, r, words(1, 1, "x"), blocked)
	waitUntilIdle(t, pool)
	open, err := people.WithRole(t.Context(), bot.Seller)
	if err != nil || len(open) != 0 {
		t.Errorf("open chats: %v, %v", open, err)
	}
	accept(t, r, words(3, 1, "x"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"words", "words"}) {
		t.Errorf("got %q", got)
	}
	if open, err = people.WithRole(t.Context(), bot.Seller); err != nil || len(open) != 1 {
		t.Errorf("open chats: %v, %v", open, err)
	}
}

func TestASlowTurnShowsThatItIsWorkedOn(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, handlerFunc(func(ctx context.Context, turn bot.Turn) (bot.TxFunc, error) {
		eventually(t, "typing", func() bool { phone.mu.Lock(); defer phone.mu.Unlock(); return phone.typing > 0 })
		return echo(ctx, turn)
	}), bot.Options{})
	accept(t, r, words(1, 1, "x"))
	waitUntilIdle(t, pool)
}
