package telegram_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
	"oldhand/bot/phrases"
	"oldhand/bot/telegram"
	"oldhand/integrations/postgres/pgtest"
)

const localToken = "4711:local"

// shop is a small assistant: a counter on a card, edited in place, and what else a road can carry.
type shop struct{}

func (shop) Handle(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
	var c bot.Card
	more := [][]bot.Button{{{Label: "more", Choice: bot.Choice{Verb: "more"}}, {Label: "no.", Copy: "A1023"}}}
	var notice string
	switch {
	case t.Stale:
		c.Text, notice = "stale", "too late"
	case t.Choice != nil:
		c, notice = bot.Card{Text: "<b>2</b>", Key: "count", InPlace: true, Buttons: more}, "counted"
	case t.Message.Text == "count":
		c = bot.Card{Text: "<b>1</b>", Key: "count", Buttons: more}
	case t.Message.Text == "picture":
		c = bot.Card{Text: "look", Photo: &bot.Photo{Key: "p"}, Buttons: more}
	case t.Message.Text == "long":
		c = bot.Card{Text: phrases.Text(strings.Repeat("字&lt;\n", 3000)), Buttons: more}
	case t.Message.Kind == bot.Other:
		c.Text = phrases.Text("what is a " + t.Message.What + "?")
	default:
		c.Text = phrases.Text("re: " + t.Message.Text)
	}
	return func(context.Context, pgx.Tx) (bot.Reply, error) {
		return bot.Reply{Cards: []bot.Card{c}, Notice: notice}, nil
	}, nil
}

// Picture is one and the same for every key.
func (shop) Picture(context.Context, string) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)))
	return b.Bytes(), err
}

// startShop runs the shop over a Bot API server of its own.
func startShop(t *testing.T) *apitest.Server {
	t.Helper()
	server, err := apitest.New(botapi.Config{Token: localToken})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(server.Handler())
	pool := pgtest.New(t)
	messenger, err := telegram.New(telegram.Config{Token: localToken, APIURL: listening.URL, Pool: pool, Pictures: shop{}})
	if err != nil {
		t.Fatal(err)
	}
	runtime := bot.New(pool, telegram.Channel, messenger, shop{}, bot.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := runtime.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	running.Go(func() {
		if err := messenger.Poll(ctx, runtime.Accept); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() {
		cancel()
		running.Wait()
		server.Close()
		listening.Close()
	})
	return server
}

// wait waits for a chat to become as it should be.
func wait(t *testing.T, u *apitest.User, what string, ok func(botapi.History) bool) botapi.History {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	h, err := u.Wait(ctx, ok)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return h
}

func lastSays(text string) func(botapi.History) bool {
	return func(h botapi.History) bool { return h.Last().FromBot() && h.Last().Words() == text }
}

func TestTheWholeRoad(t *testing.T) {
	t.Parallel()
	server := startShop(t)
	anna, ben := server.User(1), server.User(2)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ben.Say("hi")
	anna.Say("count")
	card := wait(t, anna, "a card", lastSays("1")).Last()
	if a, err := anna.Press(ctx, card.ID, "more"); err != nil || a.Text != "counted" {
		t.Errorf("the press: %+v, %v", a, err)
	}
	if h := wait(t, anna, "an edit", lastSays("2")); h.Last().ID != card.ID {
		t.Errorf("sent anew instead of edited: %+v", h)
	}
	anna.Say("count")
	wait(t, anna, "only the new card has buttons", func(h botapi.History) bool {
		_, old := h.FromBot()[0].Button("more")
		_, has := h.Last().Button("more")
		return h.Last().FromBot() && has && !old
	})
	anna.Say("picture")
	wait(t, anna, "a picture", lastSays("look"))
	anna.Say("long")
	wait(t, anna, "a long text", func(h botapi.History) bool {
		_, has := h.Last().Button("more")
		return has && strings.HasPrefix(h.Last().Words(), "字<")
	})
	if _, err := anna.SendSticker("👍"); err != nil {
		t.Fatal(err)
	}
	wait(t, anna, "a word about the sticker", lastSays("what is a sticker?"))
	if a, err := anna.Forge(card.ID, "made up").Answer(ctx); err != nil || a.Text != "too late" {
		t.Errorf("a forged press: %+v, %v", a, err)
	}
	wait(t, anna, "the answer to a forged press", lastSays("stale"))
	wait(t, ben, "an answer for the other one", lastSays("re: hi"))
	for _, v := range server.Violations() {
		t.Errorf("against Telegram's rules: %+v", v)
	}
}

func TestTheRoadWhenTelegramIsInTrouble(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  apitest.Fault
		copies int // how often the answer may be there
	}{
		"told to wait":        {apitest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 1}, 1},
		"a server in trouble": {apitest.Fault{Method: "sendMessage", Status: 502, HTML: true}, 1},
		"the answer is lost":  {apitest.Fault{Method: "sendMessage", After: true}, 2},
		"no updates":          {apitest.Fault{Method: "getUpdates", Status: 500, Times: 3}, 1},
		"another poller":      {apitest.Fault{Method: "getUpdates", Status: 409}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := startShop(t)
			server.Fail(c.fault)
			anna := server.User(1)
			server.RepeatNext(1)
			anna.Say("one")
			anna.Say("two")
			var got []string
			for _, m := range wait(t, anna, "both answers", lastSays("re: two")).FromBot() {
				got = append(got, m.Words())
			}
			want := append(slicesOf("re: one", c.copies), "re: two")
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// After a silent week Telegram numbers updates anew, perhaps from a lower number than it left off at.
func TestNumbersThatStartAnew(t *testing.T) {
	t.Parallel()
	server := startShop(t)
	anna := server.User(1)
	anna.Say("before")
	wait(t, anna, "an answer", lastSays("re: before"))
	server.RestartUpdateIDs(5)
	anna.Say("after")
	wait(t, anna, "an answer to the first new number", lastSays("re: after"))
	anna.Say("and on")
	wait(t, anna, "an answer to the next", lastSays("re: and on"))
}

func slicesOf(s string, n int) (all []string) {
	for range n {
		all = append(all, s)
	}
	return all
}
