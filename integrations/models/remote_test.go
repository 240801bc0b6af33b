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
)

// server answers as an OpenAI-compatible embedder does, or as answer says.
func server(t *testing.T, answer func(call int, texts []string, w http.ResponseWriter) bool) *remote {
	t.Helper()
	var calls atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Model string
			Input []string
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body.Model != "m" || r.URL.Path != "/v1/embeddings" {
			t.Errorf("request %s of model %q: %v", r.URL, body.Model, err)
		}
		if answer(int(calls.Add(1)), body.Input, w) {
			return
		}
		vectors := make([]string, len(body.Input))
		for i, s := range body.Input {
			vectors[i] = fmt.Sprintf(`{"index":%d,"embedding":[%d,4]}`, i, len(s))
		}
		fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(vectors, ","))
	}))
	t.Cleanup(s.Close)
	r, err := newRemote(s.URL+"/v1/", "m", "", remoteAnswer, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func plainly(int, []string, http.ResponseWriter) bool { return false }

func TestRemoteKeepsOrderAndNormalises(t *testing.T) {
	t.Parallel()
	r := server(t, plainly)
	texts := make([]string, 70)
	for i := range texts {
		texts[i] = strings.Repeat("x", i+1)
	}
	vectors, err := r.EmbedDocuments(t.Context(), texts)
	if err != nil || len(vectors) != len(texts) || r.Dimension() != 2 {
		t.Fatalf("%d vectors of %d, %v", len(vectors), r.Dimension(), err)
	}
	if v := vectors[2]; v[0] != 0.6 || v[1] != 0.8 {
		t.Errorf("third vector %v", v)
	}
}

func TestRemoteTakesEmptyTexts(t *testing.T) {
	t.Parallel()
	r := server(t, func(_ int, texts []string, _ http.ResponseWriter) bool {
		for _, s := range texts {
			if s == "" {
				t.Error("an empty text was sent")
			}
		}
		return false
	})
	if _, err := r.EmbedQuery(t.Context(), " \xff"); err != nil {
		t.Error(err)
	}
}

func TestRemoteTriesAgain(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 500, 503} {
		r := server(t, func(call int, _ []string, w http.ResponseWriter) bool {
			if call < 3 {
				w.WriteHeader(status)
			}
			return call < 3
		})
		if _, err := r.EmbedQuery(t.Context(), "x"); err != nil {
			t.Errorf("after two times %d: %v", status, err)
		}
	}
}

func TestRemoteSendsFewerWhereTooManyAreRefused(t *testing.T) {
	t.Parallel()
	r := server(t, func(_ int, texts []string, w http.ResponseWriter) bool {
		if len(texts) > 10 {
			w.WriteHeader(http.StatusBadRequest)
		}
		return len(texts) > 10
	})
	vectors, err := r.EmbedDocuments(t.Context(), make([]string, 32))
	if err != nil || len(vectors) != 32 {
		t.Errorf("%d vectors, %v", len(vectors), err)
	}
}

func TestRemoteFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer string
		status int
		want   string
		calls  int
	}{
		"key refused":     {`{"error":{"message":"bad key"}}`, 401, "status 401", 1},
		"down":            {"", 502, "status 502", remoteTries},
		"no JSON":         {"<html>", 200, "decode", 1},
		"NaN":             {`{"data":[{"embedding":[NaN,1]}]}`, 200, "decode", 1},
		"too large":       {`{"data":[{"embedding":[1e39,1]}]}`, 200, "decode", 1},
		"zero":            {`{"data":[{"embedding":[0,0]}]}`, 200, "without a direction", 1},
		"next to nothing": {`{"data":[{"embedding":[1e-40,1e-40]}]}`, 200, "without a direction", 1},
		"empty":           {`{"data":[{"embedding":[]}]}`, 200, "empty vector", 1},
		"nothing":         {`{"data":[]}`, 200, "empty response", 1},
		"too many":        {`{"data":[{"embedding":[1]},{"embedding":[1]}]}`, 200, "length", 1},
		"other dimension": {`{"data":[{"embedding":[1,2,3]}]}`, 200, "3 numbers after one of 2", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int64
			r := server(t, func(_ int, texts []string, w http.ResponseWriter) bool {
				if texts[0] == "known" {
					return false
				}
				calls.Add(1)
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.answer)
				return true
			})
			if _, err := r.EmbedQuery(t.Context(), "known"); err != nil {
				t.Fatal(err)
			}
			_, err := r.EmbedQuery(t.Context(), "x")
			var fault *RemoteError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) || int(calls.Load()) != c.calls {
				t.Errorf("%d calls, %v", calls.Load(), err)
			}
		})
	}
}

func TestRemoteNotThere(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(nil)
	s.Close()
	r, err := newRemote(s.URL, "m", "k", remoteAnswer, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	var fault *RemoteError
	if _, err := r.EmbedQuery(t.Context(), "x"); !errors.As(err, &fault) || fault.Status != 0 {
		t.Error(err)
	}
}

func TestRemoteStopsWhenTold(t *testing.T) {
	t.Parallel()
	hung := make(chan struct{})
	r := server(t, func(int, []string, http.ResponseWriter) bool { <-hung; return true })
	defer close(hung)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := r.EmbedQuery(ctx, "x"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestRemoteNeedsAnAddress(t *testing.T) {
	t.Parallel()
	if _, err := Remote("", "m", ""); err == nil {
		t.Error("no address was accepted")
	}
	if _, err := Remote("http://127.0.0.1", "", ""); err == nil {
		t.Error("no name was accepted")
	}
}
