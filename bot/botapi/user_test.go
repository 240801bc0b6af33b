package botapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
)

// bench is a server and one of its users, called without a network.
type bench struct {
	*testing.T
	s *Server
	u *User
}

func newBench(t *testing.T, c Config) *bench {
	t.Helper()
	c.Token = testToken
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &bench{t, s, s.AddUser(Profile{ID: 1, FirstName: "Lin", Language: "zh-hans"})}
}

// do calls a method; its result is decoded into to, if there is one.
func (b *bench) do(to any, method string, params map[string]any) error {
	b.Helper()
	c := &call{method: strings.ToLower(method), params: map[string]string{}}
	for k, v := range params {
		c.params[k] = plain(v)
	}
	result, err := b.s.do(b.Context(), c)
	if err != nil || to == nil {
		return err
	}
	data, err := json.Marshal(result)
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(data, to); err != nil {
		b.Fatal(err)
	}
	return nil
}

// send sends a bot's message and gives its id.
func (b *bench) send(params map[string]any) int64 {
	b.Helper()
	var m Message
	params["chat_id"] = b.u.ID()
	if err := b.do(&m, "sendMessage", params); err != nil {
		b.Fatal(err)
	}
	return m.ID
}

// updates fetches what waits and confirms it. An offset far ahead means the oldest; a new one each time is never held back.
func (b *bench) updates() []string {
	b.Helper()
	var got []map[string]json.RawMessage
	if err := b.do(&got, "getUpdates", map[string]any{"timeout": 0, "offset": b.s.polling.lastOffset + 1e6}); err != nil {
		b.Fatal(err)
	}
	var out []string
	for _, u := range got {
		for k := range u {
			if k != "update_id" {
				out = append(out, k)
			}
		}
	}
	b.s.queue.drop()
	return out
}

// picture is a PNG of one colour.
func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func photoPost(data []byte, caption string) Post {
	return Post{Kind: "photo", Name: "photo.jpg", Data: data, Text: caption}
}

func oneButton(label, data string) map[string]any {
	return map[string]any{"inline_keyboard": []any{[]any{map[string]any{"text": label, "callback_data": data}}}}
}

func TestPress(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	b.u.Start("")
	id := b.send(map[string]any{"text": "sure?", "reply_markup": oneButton("Confirm", "c:1")})
	if _, err := b.u.Tap(id, "Cancel"); !errors.Is(err, ErrNoButton) {
		t.Errorf("a label that is not there: %v", err)
	}
	if _, err := b.u.TapAt(id, 0, 1); !errors.Is(err, ErrNoButton) {
		t.Errorf("a place that is not there: %v", err)
	}
	q, err := b.u.Tap(id, "Confirm")
	if err != nil || q.Data != "c:1" {
		t.Fatal(q, err)
	}
	if v := b.s.Violations(); len(v) != 1 || v[0].Rule != "unanswered press" {
		t.Errorf("before the answer: %+v", v)
	}
	if err := b.do(nil, "answerCallbackQuery", map[string]any{"callback_query_id": q.ID, "text": "ok", "show_alert": true}); err != nil {
		t.Fatal(err)
	}
	if a, err := q.Answer(t.Context()); err != nil || a != (Answer{Text: "ok", Alert: true}) {
		t.Errorf("answer %+v, %v", a, err)
	}
	if err := b.do(nil, "editMessageText", map[string]any{"chat_id": 1, "message_id": id, "text": "done"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.u.Press(t.Context(), id, "Confirm"); !errors.Is(err, ErrNoButton) {
		t.Errorf("a button that was taken off: %v", err)
	}
	if got := b.updates(); !slices.Equal(got, []string{"message", "callback_query"}) {
		t.Errorf("updates %v", got)
	}
}

func TestPressWithoutAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	b.u.Start("")
	q := b.u.Callback(99, "forged")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := q.Answer(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("answer: %v", err)
	}
	if body := string(b.s.queue.waiting[1].Body); !strings.Contains(body, `"date":0`) || !strings.Contains(body, "forged") {
		t.Errorf("a press on a message that is gone: %s", body)
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	if err := b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": "x"}); err == nil || !strings.Contains(err.Error(), "can't initiate") {
		t.Errorf("before the user wrote: %v", err)
	}
	b.u.Say("hello")
	b.u.Block()
	b.u.Block()
	if err := b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": "x"}); err == nil || !strings.Contains(err.Error(), "blocked") {
		t.Errorf("while blocked: %v", err)
	}
	if v := b.s.Violations(); len(v) != 1 || v[0].Rule != "blocked" {
		t.Errorf("violations %+v", v)
	}
	b.u.Say("back again")
	b.send(map[string]any{"text": "welcome back"})
	if got := b.updates(); !slices.Equal(got, []string{"message", "my_chat_member", "my_chat_member", "message"}) {
		t.Errorf("updates %v", got)
	}
	b.s.chats.byID[1].standing = deactivated
	if err := b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": "x"}); err == nil || !strings.Contains(err.Error(), "deactivated") {
		t.Errorf("after the account went: %v", err)
	}
}

func TestUserEdits(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	id := b.u.Say("ten hair clips")
	if err := b.u.Edit(id, "twelve hair clips"); err != nil {
		t.Fatal(err)
	}
	if m := b.u.History().Last(); m.Text != "twelve hair clips" || m.EditDate == 0 {
		t.Errorf("%+v", m)
	}
	if err := b.u.Edit(b.send(map[string]any{"text": "mine"}), "yours"); !errors.Is(err, ErrNoMessage) {
		t.Errorf("the bot's message: %v", err)
	}
	if err := b.u.Edit(id, " "); err == nil {
		t.Error("an empty text was taken")
	}
	if got := b.updates(); !slices.Equal(got, []string{"message", "edited_message"}) {
		t.Errorf("updates %v", got)
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	if id := b.u.Say(" \n\u200b"); id != 0 {
		t.Errorf("nothing to send gave message %d", id)
	}
	b.u.Say("a\x00b\xff")
	b.u.Say(strings.Repeat("汉", 5000))
	var sizes []int
	for _, m := range b.u.History() {
		sizes = append(sizes, len([]rune(m.Text)))
	}
	if !slices.Equal(sizes, []int{4, 4096, 904}) {
		t.Errorf("sizes %v", sizes)
	}
	first := b.u.History()[0]
	id, err := b.u.Send(Post{Text: "this one", ReplyTo: first.ID, Forwarded: "Wang"})
	if err != nil || b.u.History().Last().ID != id || b.u.History().Last().ReplyTo.Text != "a b\uFFFD" {
		t.Errorf("%v %+v", err, b.u.History().Last())
	}
}

func TestUserFiles(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	send := func(id int64, err error) Message {
		t.Helper()
		if err != nil || id == 0 {
			t.Fatal(id, err)
		}
		return b.u.History().Last()
	}
	photo := send(b.u.Send(photoPost(picture(t, 1600, 900), "like this"))).Photo
	if n := len(photo); n != 4 || photo[0].Width != 90 || photo[n-1].Width != 1280 || photo[0].FileID == photo[1].FileID {
		t.Errorf("sizes %+v", photo)
	}
	if m := send(b.u.Send(photoPost([]byte("no picture"), ""))); m.Document == nil || m.Photo != nil {
		t.Errorf("what is no picture came as %+v", m)
	}
	if m := send(b.u.Send(Post{Kind: "sticker", Data: []byte("RIFF"), Text: "👍"})); m.Sticker.Emoji != "👍" {
		t.Errorf("%+v", m.Sticker)
	}
	if m := send(b.u.Send(Post{Kind: "voice", Data: []byte("OggS"), Duration: 3})); m.Voice.Duration != 3 {
		t.Errorf("%+v", m.Voice)
	}
	big := send(b.u.Send(Post{Kind: "document", Name: "video.bin", Data: make([]byte, maxDownload+1)})).Document
	if err := b.do(nil, "getFile", map[string]any{"file_id": big.FileID}); err == nil || !strings.Contains(err.Error(), "file is too big") {
		t.Errorf("a file over 20 MiB: %v", err)
	}
	var got struct {
		Path string `json:"file_path"`
	}
	for _, size := range photo {
		if err := b.do(&got, "getFile", map[string]any{"file_id": size.FileID}); err != nil || !strings.HasPrefix(got.Path, "photos/") {
			t.Errorf("%+v: %q, %v", size, got.Path, err)
		}
	}
	if _, err := b.u.Send(Post{Kind: "hologram", Data: []byte("x")}); err == nil {
		t.Error("a kind that does not exist was sent")
	}
}

func TestWait(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	b.u.Say("hello")
	answer := &call{method: "sendmessage", params: map[string]string{"chat_id": "1", "text": "hi"}}
	go b.s.do(t.Context(), answer)
	h, err := b.u.Wait(t.Context(), func(h History) bool { return h.Last().Text == "hi" })
	if err != nil || len(h.FromBot()) != 1 {
		t.Errorf("%v, %v", h, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := b.u.Wait(ctx, func(History) bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	ctx, stop := context.WithCancel(t.Context())
	events := b.u.Watch(ctx)
	id := b.u.Say("a")
	b.s.User(2).Say("elsewhere")
	b.do(nil, "sendChatAction", map[string]any{"chat_id": 1, "action": "typing"})
	b.do(nil, "setMessageReaction", map[string]any{"chat_id": 1, "message_id": id, "reaction": []any{map[string]string{"type": "emoji", "emoji": "👍"}}})
	b.u.Delete(id)
	var got []EventKind
	for range 4 {
		got = append(got, (<-events).Kind)
	}
	if !slices.Equal(got, []EventKind{Came, Typing, Reaction, Deleted}) {
		t.Errorf("%v", got)
	}
	stop()
	for range events { // It must end.
	}
}

func TestCommandsOfLanguage(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	set := func(description, language string) {
		t.Helper()
		if err := b.do(nil, "setMyCommands", map[string]any{"commands": []Command{{"help", description}}, "language_code": language}); err != nil {
			t.Fatal(err)
		}
	}
	set("Help", "")
	set("帮助", "zh")
	english := b.s.AddUser(Profile{ID: 2, Language: "en"})
	for id, want := range map[int64]string{1: "帮助", english.ID(): "Help"} {
		if got := b.s.menu.shownTo(*b.s.chats.users[id]); len(got) != 1 || got[0].Description != want {
			t.Errorf("user %d sees %v", id, got)
		}
	}
}

func TestLifetimes(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	b := newBench(t, Config{Clock: func() time.Time { return now }})
	b.u.Start("")
	id := b.send(map[string]any{"text": "x", "reply_markup": oneButton("A", "a")})
	q, err := b.u.Tap(id, "A")
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(151 * time.Second)
	if got := b.updates(); !slices.Equal(got, []string{"message"}) {
		t.Errorf("after 151 s: %v", got)
	}
	now = now.Add(time.Hour)
	if err := b.do(nil, "answerCallbackQuery", map[string]any{"callback_query_id": q.ID}); err == nil || !strings.Contains(err.Error(), "query is too old") {
		t.Errorf("a late answer: %v", err)
	}
	b.u.Say("y")
	now = now.Add(25 * time.Hour)
	if got := b.updates(); got != nil {
		t.Errorf("after a day: %v", got)
	}
}
