package transporttest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

// shop is a small assistant: a counter on a card, edited in place, and what else a conversation holds.
type shop struct{ limits bot.Limits }

func (s shop) Handle(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
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
		c = bot.Card{Text: long(2 * s.limits.Message), Buttons: more}
	default:
		c.Text = phrases.Text("re: " + t.Message.Text)
	}
	return func(context.Context, pgx.Tx) (bot.Reply, error) {
		return bot.Reply{Cards: []bot.Card{c}, Notice: notice}, nil
	}, nil
}

// serve runs the shop on the channel until the test ends.
func (b *bench) serve() {
	b.Helper()
	runtime := bot.New(b.pool, b.Channel(), b.Transport(), shop{b.Transport().Limits()}, bot.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := runtime.Run(ctx); err != nil {
			b.Error(err)
		}
	})
	running.Go(func() {
		if err := b.Receive(ctx, runtime.Accept); err != nil {
			b.Error(err)
		}
	})
	b.Cleanup(func() { cancel(); running.Wait() })
}

// lastSays holds when the newest message is the bot's and says text.
func lastSays(text string) func([]Message) bool {
	return func(seen []Message) bool { return last(seen).FromBot && last(seen).Text == text }
}

// has says that a message has a button.
func (m Message) has(label string) bool { return slices.Contains(slices.Concat(m.Buttons...), label) }

func (b *bench) carriesAConversation() {
	b.serve()
	anna, ben := b.person, b.Person(2)
	ctx, cancel := context.WithTimeout(b.Context(), patience)
	defer cancel()
	ben.Say("hi")
	anna.Say("count")
	card := last(b.wait(anna, "a card", lastSays("1")))
	notice, err := anna.Press(card.ID, "more")
	if err != nil {
		b.Fatal(err)
	}
	if shown, err := notice(ctx); err != nil || shown != "counted" {
		b.Errorf("the press: %q, %v", shown, err)
	}
	if seen := b.wait(anna, "an edit", lastSays("2")); last(seen).ID != card.ID {
		b.Errorf("sent anew instead of edited: %+v", seen)
	}
	anna.Say("count")
	b.wait(anna, "only the new card has buttons", func(seen []Message) bool {
		return last(seen).FromBot && last(seen).has("more") && !fromBot(seen)[0].has("more")
	})
	anna.Say("picture")
	b.wait(anna, "a picture", lastSays("look"))
	anna.Say("long")
	b.wait(anna, "a long text", func(seen []Message) bool {
		return last(seen).has("more") && strings.HasPrefix(last(seen).Text, "字<")
	})
	if shown, err := anna.Forge(card.ID, "made up")(ctx); err != nil || shown != "too late" {
		b.Errorf("a forged press: %q, %v", shown, err)
	}
	b.wait(anna, "the reply to a forged press", lastSays("stale"))
	b.wait(ben, "a reply for the other one", lastSays("re: hi"))
	for _, complaint := range b.Complaints() {
		b.Errorf("the channel minds: %s", complaint)
	}
}

// inTrouble has a trouble befall a conversation, in which then the first reply is there once, or copies times at most.
func inTrouble(trouble Trouble, copies int) func(*bench) {
	return func(b *bench) {
		b.serve()
		b.person.Say("before")
		b.wait(b.person, "a reply", lastSays("re: before"))
		b.Break(trouble)
		b.person.Say("one")
		b.person.Say("two")
		var got []string
		for _, m := range fromBot(b.wait(b.person, "both replies", lastSays("re: two"))) {
			got = append(got, m.Text)
		}
		want := slices.Concat([]string{"re: before"}, slices.Repeat([]string{"re: one"}, copies), []string{"re: two"})
		if !slices.Equal(got, want) {
			b.Errorf("got %q, want %q", got, want)
		}
	}
}
