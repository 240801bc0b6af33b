package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tmc/langchaingo/llms"
)

// chatServer answers as answer says, and counts the requests.
func chatServer(t *testing.T, patience time.Duration, answer func(call int64, w http.ResponseWriter)) (*languageModel, *atomic.Int64) {
	t.Helper()
	calls := new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Model    string
			Messages []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.URL.Path != "/v1/chat/completions" ||
			r.Header.Get("Authorization") != "Bearer k" || body.Model != "m" || len(body.Messages) != 1 || body.Messages[0].Content != "hello" {
			t.Errorf("request %s %+v: %v", r.URL, body, err)
		}
		answer(calls.Add(1), w)
	}))
	t.Cleanup(s.Close)
	model, err := newLLM(s.URL+"/v1/", "m", "k", patience, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	return model, calls
}

func saying(w http.ResponseWriter, what string) {
	said, _ := json.Marshal(what)
	fmt.Fprintf(w, `{"choices":[{"message":{"role":"assistant","content":%s}}]}`, said)
}

func TestLLMAnswers(t *testing.T) {
	t.Parallel()
	model, calls := chatServer(t, time.Minute, func(call int64, w http.ResponseWriter) {
		switch call {
		case 1:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusInternalServerError)
		default:
			saying(w, "hi")
		}
	})
	said, err := llms.GenerateFromSinglePrompt(t.Context(), model, "hello")
	if err != nil || said != "hi" || calls.Load() != 3 {
		t.Errorf("%q after %d requests, %v", said, calls.Load(), err)
	}
}

// TestLLMFaults: each is a *RemoteError that says what is wrong, and comes at once where waiting would not help.
func TestLLMFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter)
		want   string
		calls  int64
	}{
		"key refused": {func(w http.ResponseWriter) { http.Error(w, "bad key", http.StatusUnauthorized) }, "status 401: bad key", 1},
		"down":        {func(w http.ResponseWriter) { http.Error(w, "", http.StatusBadGateway) }, "status 502", remoteTries},
		"too busy for longer than anybody waits": {func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}, "status 429", 1},
		"no JSON":   {func(w http.ResponseWriter) { fmt.Fprint(w, "<html>") }, "invalid character", 1},
		"no choice": {func(w http.ResponseWriter) { fmt.Fprint(w, `{"choices":[]}`) }, "empty response", 1},
		"ten megabytes": {func(w http.ResponseWriter) {
			saying(w, strings.Repeat("x", 10<<20))
		}, "unexpected EOF", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			model, calls := chatServer(t, time.Minute, func(_ int64, w http.ResponseWriter) { c.answer(w) })
			_, err := model.Call(t.Context(), "hello")
			var fault *RemoteError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) || calls.Load() != c.calls {
				t.Errorf("%d requests, %v", calls.Load(), err)
			}
		})
	}
}

func TestLLMThatHangsIsGivenUp(t *testing.T) {
	t.Parallel()
	hung := make(chan struct{})
	model, _ := chatServer(t, 20*time.Millisecond, func(int64, http.ResponseWriter) { <-hung })
	defer close(hung)
	if _, err := model.Call(t.Context(), "hello"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestLLMNeedsAnAddress(t *testing.T) {
	t.Parallel()
	if _, err := RemoteLLM("http://127.0.0.1", "", ""); err == nil {
		t.Error("no name was accepted")
	}
}
