package bot_test

import (
	"context"
	"fmt"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// telling says of each message what it replies to is about. Its own card is about the message's text and the turn's
// number; of "nothing" about nothing. Cards of "quote" are one that is edited.
func telling(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
	card := bot.Card{Text: phrases.Text("about " + string(t.About))}
	if t.Message.Text == "quote" {
		card.Key, card.InPlace = "quote", true
	}
	r := bot.Reply{Cards: []bot.Card{card}}
	if t.Message.Text != "nothing" {
		r.About = fmt.Appendf(nil, `{"of": "%s %d"}`, t.Message.Text, t.ID)
	}
	return replying(r), nil
}

// A reply brings what its card is about: what the newest turn that showed it says, of this chat alone, however long ago.
func TestAReplyBringsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, handlerFunc(telling), bot.Options{})
	updates := int64(0)
	says := func(chat bot.ChatID, text string, replyTo int64) string {
		t.Helper()
		updates++
		m := words(updates, chat, text)
		m.ReplyTo = replyTo
		accept(t, r, m)
		waitUntilIdle(t, pool)
		shown := phone.texts(chat)
		return shown[len(shown)-1]
	}
	says(1, "quote", 0)   // turn 1 shows message 1
	says(1, "list", 0)    // turn 2 shows message 2
	says(1, "nothing", 0) // turn 3 shows message 3
	says(2, "other", 0)   // turn 4 shows message 4
	says(1, "quote", 0)   // turn 5 edits message 1
	remind(t, pool)       // turn 6 pushes message 5
	waitUntilIdle(t, pool)
	for _, c := range []struct {
		what    string
		replyTo int64
		want    string
	}{
		{"an older card", 2, `about {"of": "list 2"}`},
		{"a card that was edited", 1, `about {"of": "quote 5"}`},
		{"a card that came by itself", 5, `about {"of": "reminder"}`},
		{"a card about nothing", 3, "about "},
		{"another chat's card", 4, "about "},
		{"no card of oldhand's", 999, "about "},
		{"no reply", 0, "about "},
	} {
		if got := says(1, "word", c.replyTo); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}
