package botapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTransport sends the same call in the ways clients do, over a real connection.
func TestTransport(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	web := httptest.NewServer(b.s.Handler())
	t.Cleanup(web.Close)
	b.u.Say("hello")
	chunked := func() (io.Reader, string) {
		r, w := io.Pipe()
		m := multipart.NewWriter(w)
		go func() {
			m.WriteField("chat_id", "1")
			m.WriteField("text", "hi")
			w.CloseWithError(m.Close())
		}()
		return r, m.FormDataContentType()
	}
	body, kind := chunked()
	for _, c := range []struct {
		name, path, kind string
		body             io.Reader
		status           int
	}{
		{"chunked multipart", "sendMessage", kind, body, 200},
		{"empty multipart", "getMe", "multipart/form-data; boundary=x", http.NoBody, 200},
		{"test server's path", "test/getMe", "", nil, 200},
		{"null is absent", "sendMessage", "application/json", strings.NewReader(`{"chat_id":1,"text":"x","reply_markup":null}`), 200},
		{"unknown parameters", "getMe", "application/json", strings.NewReader(`{"nope":[1]}`), 200},
		{"bad JSON", "getMe", "application/json", strings.NewReader(`{`), 400},
		{"parameters too large", "getMe", "application/json", strings.NewReader(`{"x":"` + strings.Repeat("x", maxParams) + `"}`), 413},
		{"cut multipart", "sendMessage", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1"), 400},
		{"not UTF-8", "sendMessage", "application/x-www-form-urlencoded", strings.NewReader("chat_id=1&text=%ff"), 400},
		{"markup without text", "sendMessage", "application/json", strings.NewReader(`{"chat_id":1,"text":"<b></b>","parse_mode":"HTML"}`), 400},
		{"known, not served", "banChatMember", "", nil, 501},
	} {
		answer, err := http.Post(web.URL+"/bot"+testToken+"/"+c.path, c.kind, c.body)
		if err != nil {
			t.Fatal(c.name, err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != c.status || !json.Valid(text) {
			t.Errorf("%s: status %d, want %d: %s", c.name, answer.StatusCode, c.status, text)
		}
	}
}

// TestMethods: the served names are Telegram's.
func TestMethods(t *testing.T) {
	t.Parallel()
	served := 0
	for name, m := range newBench(t, Config{}).s.methods {
		if m != nil {
			served++
		}
		if !strings.Contains(strings.ToLower(methodNames), name) {
			t.Errorf("Telegram has no method %s", name)
		}
	}
	if served < 30 {
		t.Errorf("only %d methods are served", served)
	}
}

func TestNewRefusesBadTokens(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"", "x", "12", "12:", "x:y", "0:y", "-1:y", "1:" + strings.Repeat("y", 90)} {
		if s, err := New(Config{Token: token}); err == nil {
			s.Close()
			t.Errorf("%q was taken", token)
		}
	}
}

func TestLint(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	b.u.Say("hello")
	id := b.send(map[string]any{"text": "x"})
	for rule, do := range map[string]func() error{
		"too long": func() error {
			return b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": strings.Repeat("x", 4097)})
		},
		"button data": func() error {
			return b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": "x", "reply_markup": oneButton("x", strings.Repeat("x", 65))})
		},
		"not modified": func() error {
			return b.do(nil, "editMessageText", map[string]any{"chat_id": 1, "message_id": id, "text": "x"})
		},
		"markup": func() error {
			return b.do(nil, "sendMessage", map[string]any{"chat_id": 1, "text": "5 < 6", "parse_mode": "HTML"})
		},
	} {
		if err := do(); err == nil {
			t.Errorf("%s: not refused", rule)
		}
		if !slices.ContainsFunc(b.s.Violations(), func(v Violation) bool { return v.Rule == rule }) {
			t.Errorf("%s: not recorded in %+v", rule, b.s.Violations())
		}
	}
}

// TestRestart: what Dir keeps is there again, and no id goes back, also after a crash in the middle of a line.
func TestRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := newBench(t, Config{Dir: dir})
	first.u.Start("")
	first.updates()
	card := first.send(map[string]any{"text": "card", "reply_markup": oneButton("A", "a")})
	gone := first.send(map[string]any{"text": "deleted"})
	if err := first.do(nil, "deleteMessage", map[string]any{"chat_id": 1, "message_id": gone}); err != nil {
		t.Fatal(err)
	}
	id, err := first.u.Send(photoPost(picture(t, 300, 200), "waits"))
	if err != nil {
		t.Fatal(err)
	}
	photo := first.u.History().Last().Photo
	first.s.User(2).Say("x")
	first.s.User(2).Block()
	next := first.s.queue.next
	first.s.Close()
	crash(t, filepath.Join(dir, "chats.jsonl"))

	second := newBench(t, Config{Dir: dir})
	h := second.u.History()
	if len(h) != 3 || h[1].ID != card || h[2].ID != id {
		t.Fatalf("history %+v", h)
	}
	if got := second.u.Say("new"); got != id+1 {
		t.Errorf("message id %d after %d", got, id)
	}
	if second.s.queue.next != next+1 {
		t.Errorf("update ids go on with %d after %d", second.s.queue.next, next)
	}
	if _, err := second.u.Tap(card, "A"); err != nil {
		t.Errorf("the old card: %v", err)
	}
	if err := second.do(nil, "sendMessage", map[string]any{"chat_id": 2, "text": "x"}); err == nil || !strings.Contains(err.Error(), "blocked") {
		t.Errorf("the user who blocked the bot: %v", err)
	}
	if got := second.updates(); !slices.Equal(got, []string{"message", "message", "my_chat_member", "message", "callback_query"}) {
		t.Errorf("updates that waited: %v", got)
	}
	if data, err := second.s.files.read(second.s.files.find(photo[0].FileID)); err != nil || !bytes.Equal(data, picture(t, 300, 200)) {
		t.Errorf("the picture: %d bytes, %v", len(data), err)
	}
}

// crash cuts a journal's last line short.
func crash(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(`{"chat":1,"message":{"message_id":`); err != nil {
		t.Fatal(err)
	}
}

func TestMediaRules(t *testing.T) {
	t.Parallel()
	b := newBench(t, Config{})
	b.u.Say("hello")
	long := picture(t, 2100, 100)
	up := func(method, kind string, data []byte) error {
		_, err := b.s.do(t.Context(), &call{method: method, params: map[string]string{"chat_id": "1"}, files: map[string]upload{kind: {"a.png", "", data}}})
		return err
	}
	for want, err := range map[string]error{
		"PHOTO_INVALID_DIMENSIONS": up("sendphoto", "photo", long),
		"IMAGE_PROCESS_FAILED":     up("sendphoto", "photo", []byte("x")),
		"too big for a photo":      up("sendphoto", "photo", make([]byte, maxPhoto+1)),
		"file must be non-empty":   up("senddocument", "document", nil),
		"failed to get HTTP URL":   b.do(nil, "sendPhoto", map[string]any{"chat_id": 1, "photo": "https://a.example/x.png"}),
		"can't be mixed": b.do(nil, "sendMediaGroup", map[string]any{"chat_id": 1, "media": []any{
			map[string]string{"type": "photo", "media": "x"}, map[string]string{"type": "document", "media": "x"}}}),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := up("sendphoto", "photo", picture(t, 200, 100)); err != nil {
		t.Fatal(err)
	}
	sent := b.u.History().Last()
	edit := &call{method: "editmessagemedia", params: map[string]string{"chat_id": "1", "message_id": fmt.Sprint(sent.ID),
		"media": `{"type":"photo","media":"attach://New","caption":"<b>new</b>","parse_mode":"HTML"}`}, files: map[string]upload{"new": {"b.png", "", picture(t, 50, 40)}}}
	if _, err := b.s.do(t.Context(), edit); err != nil {
		t.Fatal(err)
	}
	if m := b.u.History().Last(); m.Photo[0].Width != 50 || m.Caption != "new" || m.ID != sent.ID {
		t.Errorf("%+v", m)
	}
}
