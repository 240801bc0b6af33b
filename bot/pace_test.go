package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

// Somebody who floods has twenty turns and one sentence, and whoever wrote after her is served before all that she wrote. The order of
// service is what counts: one worker serves everybody.
func TestAFloodHoldsUpNobody(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	var all []bot.Message
	for n := range int64(300) {
		all = append(all, words(n+1, 1, fmt.Sprint("flood ", n)))
	}
	all = append(all, words(1000, 2, "an honest question"))
	accept(t, bot.New(pool, channel, phone, echo, bot.Options{}), all...)
	r := start(t, pool, phone, echo, bot.Options{Workers: 1})
	eventually(t, "answered", func() bool { return len(phone.texts(2)) == 1 && len(phone.texts(1)) == 21 })
	var order []bot.ChatID
	for _, c := range phone.all() {
		order = append(order, c.chat)
	}
	if len(order) != 22 || order[len(order)-1] != 2 {
		t.Errorf("served %v", order)
	}
	if last := phone.texts(1)[20]; !strings.Contains(last, "a lot at once") {
		t.Errorf("at last %q", last)
	}
	// Nothing more is said until the bucket fills again; then it is full again.
	accept(t, r, words(2000, 1, "still here"), words(2001, 2, "me too"))
	eventually(t, "answered", func() bool { return len(phone.texts(2)) == 2 })
	if _, err := pool.Exec(t.Context(), `UPDATE chats SET tokens_at = tokens_at - interval '1 minute'`); err != nil {
		t.Fatal(err)
	}
	accept(t, r, words(2002, 1, "after a minute"))
	eventually(t, "answered again", func() bool { return len(phone.texts(1)) == 22 })
	if last := phone.texts(1)[21]; last != "re: after a minute" {
		t.Errorf("after a minute %q", last)
	}
}

// The pictures of an album are answered as one message; words under one of them are read.
func TestAnAlbumIsOneMessage(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	picture := func(update int64, caption string) bot.Message {
		m := words(update, 1, caption)
		m.Kind, m.Album, m.File = bot.Picture, "7", &bot.Attachment{ID: "p"}
		return m
	}
	r := start(t, pool, phone, echo, bot.Options{})
	accept(t, r, picture(1, ""), picture(2, ""), picture(3, "20 A1023"), picture(4, ""), words(5, 1, "then"))
	eventually(t, "answered", func() bool { return len(phone.texts(1)) > 0 && phone.texts(1)[len(phone.texts(1))-1] == "re: then" })
	if got := strings.Join(phone.texts(1), "|"); got != "re: |re: 20 A1023|re: then" {
		t.Errorf("answered %s", got)
	}
}
