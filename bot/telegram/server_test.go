package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
)

const token = "12345:SECRET-TOKEN"

// patience is how long a test waits for what has to happen; it only matters when it does not.
const patience = 30 * time.Second

// call is one request that reached the server.
type call struct {
	method string
	params map[string]string
	files  map[string][]byte
}

// server plays Telegram's part: it answers each method with what was scripted for it, then with success.
type server struct {
	t       *testing.T
	url     string
	mu      sync.Mutex
	script  map[string][]string // method: answers; "drop" closes the connection, "HTTP n body" is no JSON
	calls   []call
	message int
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{t: t, script: map[string][]string{}}
	listening := httptest.NewServer(s)
	t.Cleanup(listening.Close)
	s.url = listening.URL
	return s
}

// answers adds to the script of a method.
func (s *server) answers(method string, answers ...string) *server {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script[method] = append(s.script[method], answers...)
	return s
}

func refusal(code int, description string) string {
	return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, code, description)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	c := s.read(method, r)
	s.mu.Lock()
	s.calls = append(s.calls, c)
	s.message++
	answer := fmt.Sprintf(`{"ok":true,"result":%s}`, s.success(method, c))
	if left := s.script[method]; len(left) > 0 {
		answer, s.script[method] = left[0], left[1:]
	}
	s.mu.Unlock()
	switch {
	case answer == "drop":
		connection, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			connection.Close()
		}
		return
	case strings.HasPrefix(answer, "HTTP "):
		var code int
		var body string
		if _, err := fmt.Sscanf(answer, "HTTP %d %s", &code, &body); err != nil {
			s.t.Error(err)
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
		return
	}
	var status struct {
		Code int `json:"error_code"`
	}
	if json.Unmarshal([]byte(answer), &status) == nil && status.Code != 0 {
		w.WriteHeader(status.Code)
	}
	_, _ = io.WriteString(w, answer)
}

// success is what a method gives when nothing else was scripted.
func (s *server) success(method string, c call) string {
	switch method {
	case "sendMessage", "editMessageText", "editMessageReplyMarkup":
		return fmt.Sprintf(`{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"}}`, s.message)
	case "sendPhoto", "editMessageMedia":
		return fmt.Sprintf(`{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"},
			"photo":[{"file_id":"small"},{"file_id":"FILE_%d"}]}`, s.message, s.message)
	case "sendDocument":
		return fmt.Sprintf(`{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"},"document":{"file_id":"FILE_%d"}}`, s.message, s.message)
	case "getUpdates":
		return `[]`
	case "getMe":
		return `{"id":12345,"is_bot":true,"username":"old_hand_bot"}`
	}
	return `true`
}

func (s *server) read(method string, r *http.Request) call {
	c := call{method: method, params: map[string]string{}, files: map[string][]byte{}}
	kind, options, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		var params map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&params); err != nil {
			s.t.Error(err)
		}
		for name, value := range params {
			c.params[name] = string(value)
		}
		return c
	}
	form := multipart.NewReader(r.Body, options["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return c // the end, or no body at all
		}
		data, _ := io.ReadAll(part)
		if part.FileName() != "" {
			c.files[part.FormName()] = data
		} else {
			c.params[part.FormName()] = string(data)
		}
	}
}

// made lists the calls so far.
func (s *server) made() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]call(nil), s.calls...)
}

func (s *server) methods() (names []string) {
	for _, c := range s.made() {
		names = append(names, c.method)
	}
	return names
}

// pictures has one picture for every key but "none".
type pictures struct{}

func (pictures) Picture(_ context.Context, key string) ([]byte, error) {
	if key == "none" {
		return nil, errors.New("no such picture")
	}
	return []byte("bytes of " + key), nil
}

// newBot gives a bot of the server's.
func newBot(t *testing.T, s *server, pool *pgxpool.Pool) *Telegram {
	t.Helper()
	b, err := New(Config{Token: token, APIURL: s.url, Pool: pool, Pictures: pictures{}, Log: slog.New(noToken{t})})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// noToken is a log that nobody reads, but where the token must not be.
type noToken struct{ t *testing.T }

func (n noToken) Enabled(context.Context, slog.Level) bool { return true }
func (n noToken) WithAttrs([]slog.Attr) slog.Handler       { return n }
func (n noToken) WithGroup(string) slog.Handler            { return n }
func (n noToken) Handle(ctx context.Context, r slog.Record) error {
	var b bytes.Buffer
	if err := slog.NewTextHandler(&b, nil).Handle(ctx, r); err != nil {
		return err
	}
	checkNoToken(n.t, b.String())
	return nil
}

func checkNoToken(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(text, "SECRET") {
		t.Errorf("the token is in %q", text)
	}
}

func collect(into chan<- bot.Message) Accept {
	return func(_ context.Context, messages []bot.Message) error {
		for _, m := range messages {
			into <- m
		}
		return nil
	}
}
