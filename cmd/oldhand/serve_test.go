package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"oldhand/cmd/oldhand/app"
)

// TestTheChatPagesTokenStays, and one that a power cut has left empty is made anew: nobody would know what to mend.
func TestTheChatPagesTokenStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chat-token"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	first, err := localToken(dir)
	if err != nil || len(first) < 10 {
		t.Fatalf("%q, %v", first, err)
	}
	if again, err := localToken(dir); err != nil || again != first {
		t.Errorf("%q and then %q, %v", first, again, err)
	}
}

// With an address of their own, health and metrics are told there while the work goes on, with a token or without one.
func TestWatched(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	c.MetricsListen, c.TelegramToken = "127.0.0.1:0", "1:local"
	log := slog.New(slog.DiscardHandler)
	err := app.With(t.Context(), c, log, func(v *app.Services) error {
		chat, err := app.NewChat(c, v, nil, log)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		return watched(t.Context(), c, v, chat, &out, func(ctx context.Context) error {
			at := regexp.MustCompile(`http://[^/]+`).FindString(out.String())
			for path, want := range map[string]string{"/healthz": "ok", "/metrics": "oldhand_turns_waiting", "/": "not found"} {
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, at+path, nil)
				if err != nil {
					return err
				}
				answer, err := http.DefaultClient.Do(request)
				if err != nil {
					return err
				}
				body, err := io.ReadAll(answer.Body)
				if answer.Body.Close(); err != nil || !strings.Contains(string(body), want) {
					t.Errorf("%s says %.200s, %v", path, body, err)
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
