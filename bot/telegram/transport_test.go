package telegram_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
	"oldhand/bot/telegram"
	"oldhand/bot/transporttest"
)

const localToken = "4711:local"

func TestTransport(t *testing.T) {
	t.Parallel()
	transporttest.Run(t, overHTTP)
}

// channel is Telegram as the Bot API server plays it.
type channel struct {
	server *apitest.Server
	bot    *telegram.Telegram
}

// overHTTP gives the adapter a Bot API server of its own.
func overHTTP(t *testing.T, pool *pgxpool.Pool, pictures bot.Pictures) transporttest.Harness {
	t.Helper()
	server, err := apitest.New(botapi.Config{Token: localToken})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(server.Handler())
	t.Cleanup(func() {
		server.Close()
		listening.Close()
	})
	messenger, err := telegram.New(telegram.Config{Token: localToken, APIURL: listening.URL, Pool: pool, Pictures: pictures})
	if err != nil {
		t.Fatal(err)
	}
	return channel{server, messenger}
}

func (c channel) Channel() string          { return telegram.Channel }
func (c channel) Transport() bot.Transport { return c.bot }

func (c channel) Receive(ctx context.Context, accept func(context.Context, []bot.Message) error) error {
	return c.bot.Poll(ctx, accept)
}

func (c channel) Person(n int64) transporttest.Person { return person{c.server.User(n)} }

func (c channel) Break(t transporttest.Trouble) {
	switch t {
	case transporttest.SendWaits:
		c.server.Fail(apitest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 1})
	case transporttest.SendFails:
		c.server.Fail(apitest.Fault{Method: "sendMessage", Status: 502, HTML: true})
	case transporttest.SendUnanswered:
		c.server.Fail(apitest.Fault{Method: "sendMessage", After: true})
	case transporttest.ReceiveFails:
		c.server.Fail(apitest.Fault{Method: "getUpdates", Status: 409})
		c.server.Fail(apitest.Fault{Method: "getUpdates", Status: 500, Times: 3})
	case transporttest.ReceiveTwice:
		c.server.RepeatNext(1)
	case transporttest.ReceiveAnew:
		c.server.RestartUpdateIDs(5)
	}
}

func (c channel) Complaints() (all []string) {
	for _, v := range c.server.Violations() {
		all = append(all, fmt.Sprint(v))
	}
	return all
}

// person is a user of the server.
type person struct{ *apitest.User }

func (p person) Chat() bot.ChatID { return bot.ChatID(p.ID()) }

func (p person) Seen() []transporttest.Message { return seen(p.History()) }

func (p person) Wait(ctx context.Context, ok func([]transporttest.Message) bool) ([]transporttest.Message, error) {
	h, err := p.User.Wait(ctx, func(h botapi.History) bool { return ok(seen(h)) })
	return seen(h), err
}

func (p person) Press(message int64, label string) (transporttest.Notice, error) {
	query, err := p.Tap(message, label)
	if err != nil {
		return nil, err
	}
	return notice(query), nil
}

func (p person) Forge(message int64, data string) transporttest.Notice {
	return notice(p.User.Forge(message, data))
}

func notice(q *botapi.Query) transporttest.Notice {
	return func(ctx context.Context) (string, error) {
		answer, err := q.Answer(ctx)
		return answer.Text, err
	}
}

func seen(h botapi.History) (all []transporttest.Message) {
	for _, m := range h {
		one := transporttest.Message{ID: m.ID, FromBot: m.FromBot(), Text: m.Words(), Photo: len(m.Photo) > 0}
		if m.Document != nil {
			one.File = m.Document.Name
		}
		if m.Markup != nil {
			for _, row := range m.Markup.Rows {
				var labels []string
				for _, b := range row {
					labels = append(labels, b.Text)
				}
				one.Buttons = append(one.Buttons, labels)
			}
		}
		all = append(all, one)
	}
	return all
}
