package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"oldhand/bot"
)

func textUpdate(id int) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,%s,"date":1,"text":"m%d"}}`, id, id, anna, id)
}

func updates(all ...string) string { return `{"ok":true,"result":[` + strings.Join(all, ",") + `]}` }

// startPolling gives what comes in, and what Poll returned once the test's context ends.
func startPolling(t *testing.T, b *Telegram, accept Accept) (ended <-chan error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	done := make(chan error, 1)
	go func() { done <- b.Poll(ctx, accept) }()
	return done
}

func TestPollingSurvivesWhatTelegramAnswers(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.answers("deleteWebhook", refusal(500, "Internal Server Error"))
	s.answers("getUpdates",
		updates(textUpdate(10)),
		refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 0","parameters":{"retry_after":0}}`,
		refusal(502, "Bad Gateway"), "HTTP 502 <html></html>", "drop", "HTTP 200 {",
		updates(`{"update_id":11,"message":{"chat":[]}}`, `{"update_id":12,"new_kind":{}}`, textUpdate(13)),
		updates(textUpdate(3)), // numbered anew, lower
	)
	in := make(chan bot.Message, 10)
	startPolling(t, newBot(t, s, nil), collect(in))
	for _, want := range []int64{10, 13, 3} {
		if m := <-in; m.UpdateID != want {
			t.Errorf("got update %d, want %d", m.UpdateID, want)
		}
	}
	for _, c := range s.made() {
		if c.method == "getUpdates" && !strings.Contains(c.params["allowed_updates"], "my_chat_member") {
			t.Errorf("allowed updates: %v", c.params)
		}
	}
}

func TestAnUpdateIsConfirmedOnlyWhenItWasTakenIn(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.answers("getUpdates", updates(textUpdate(10), textUpdate(11)), updates(textUpdate(10), textUpdate(11)))
	in := make(chan bot.Message, 10)
	refuse := true
	startPolling(t, newBot(t, s, nil), func(ctx context.Context, messages []bot.Message) error {
		if refuse {
			refuse = false
			return errors.New("the database is away")
		}
		return collect(in)(ctx, messages)
	})
	first, second := <-in, <-in
	if first.UpdateID != 10 || second.UpdateID != 11 {
		t.Errorf("got %d, %d", first.UpdateID, second.UpdateID)
	}
	var offsets []string
	for _, c := range s.made() {
		if c.method == "getUpdates" {
			offsets = append(offsets, c.params["offset"])
		}
	}
	if offsets[0] != "0" || offsets[1] != "0" {
		t.Errorf("offsets %v: confirmed before it was taken in", offsets)
	}
}

func TestAWrongTokenEndsPolling(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{refusal(401, "Unauthorized"), refusal(404, "Not Found")} {
		s := newServer(t).answers("getUpdates", answer)
		err := <-startPolling(t, newBot(t, s, nil), collect(nil))
		if !errors.Is(err, ErrToken) {
			t.Errorf("%s: %v", answer, err)
		} else {
			checkNoToken(t, err.Error())
		}
	}
}

func TestTheWebhookAnswersWhatHappened(t *testing.T) {
	t.Parallel()
	b := newBot(t, newServer(t), nil)
	broken := errors.New("the database is away")
	for name, c := range map[string]struct {
		verb, secret, body string
		err                error // of accept
		status, taken      int
	}{
		"taken in":       {"POST", b.secret, textUpdate(1), nil, 200, 1},
		"wrong secret":   {"POST", b.secret + "x", textUpdate(1), nil, 401, 0},
		"no secret":      {"POST", "", textUpdate(1), nil, 401, 0},
		"too large":      {"POST", b.secret, strings.Repeat(" ", maxUpdate+1), nil, 413, 0},
		"cannot be read": {"POST", b.secret, `{"update_id":1,"message":[]}`, nil, 200, 0},
		"no JSON":        {"POST", b.secret, `hello`, nil, 200, 0},
		"nothing to us":  {"POST", b.secret, `{"update_id":1,"channel_post":{}}`, nil, 200, 0},
		"not taken in":   {"POST", b.secret, textUpdate(1), broken, 503, 0},
		"looked at":      {"GET", b.secret, "", nil, 405, 0},
		"an empty body":  {"POST", b.secret, "", nil, 200, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			taken := 0
			handler := b.Webhook(func(_ context.Context, messages []bot.Message) error {
				if c.err == nil {
					taken += len(messages)
				}
				return c.err
			})
			request := httptest.NewRequest(c.verb, "/hook", strings.NewReader(c.body))
			if c.secret != "" {
				request.Header.Set("X-Telegram-Bot-Api-Secret-Token", c.secret)
			}
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			if recorder.Code != c.status || taken != c.taken {
				t.Errorf("status %d, %d taken in; want %d, %d", recorder.Code, taken, c.status, c.taken)
			}
		})
	}
	cut := httptest.NewRequest("POST", "/hook", io.MultiReader(strings.NewReader("{"), failing{}))
	cut.Header.Set("X-Telegram-Bot-Api-Secret-Token", b.secret)
	recorder := httptest.NewRecorder()
	b.Webhook(collect(nil)).ServeHTTP(recorder, cut)
	if recorder.Code != http.StatusBadRequest {
		t.Errorf("a body that broke off: %d", recorder.Code)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cut off") }

func TestFetchingAFile(t *testing.T) {
	t.Parallel()
	big := bytes.Repeat([]byte("x"), maxDownload+1)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /bot"+token+"/getFile", func(w http.ResponseWriter, r *http.Request) {
		switch id := r.FormValue("file_id"); id {
		case "refused":
			w.WriteHeader(400)
			fmt.Fprint(w, refusal(400, "Bad Request: file is too big"))
		default:
			fmt.Fprintf(w, `{"ok":true,"result":{"file_id":%q,"file_path":"docs/%s"}}`, id, id)
		}
	})
	mux.HandleFunc("GET /file/bot"+token+"/docs/{name}", func(w http.ResponseWriter, r *http.Request) {
		switch r.PathValue("name") {
		case "small":
			fmt.Fprint(w, "sku,price")
		case "big":
			_, _ = w.Write(big)
		default:
			http.NotFound(w, r)
		}
	})
	listening := httptest.NewServer(mux)
	t.Cleanup(listening.Close)
	b := newBot(t, &server{url: listening.URL}, nil)
	for name, c := range map[string]struct {
		file bot.Attachment
		want string
		err  error
	}{
		"small":            {bot.Attachment{ID: "small"}, "sku,price", nil},
		"said to be large": {bot.Attachment{ID: "small", Size: maxDownload + 1}, "", ErrTooLarge},
		"found to be":      {bot.Attachment{ID: "big"}, "", ErrTooLarge},
		"refused":          {bot.Attachment{ID: "refused"}, "", ErrTooLarge},
	} {
		if got, err := b.File(t.Context(), c.file); string(got) != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := b.File(t.Context(), bot.Attachment{ID: "gone"}); err == nil {
		t.Error("a file that is gone was fetched")
	} else {
		checkNoToken(t, err.Error())
	}
}
