package telegram

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"oldhand/bot"
)

// maxUpdate is far above the 64 KiB that Telegram allows an update.
const maxUpdate = 1 << 20

// Webhook is the handler that Telegram posts updates to. It answers 200 only after accept took the update, and 503
// when it could not be taken, so that Telegram sends it again. One that cannot be read is logged and answered 200:
// sent again it would be no better, and would hold back those behind it.
func (t *Telegram) Webhook(accept Accept) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		shown := []byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
		if subtle.ConstantTimeCompare(shown, []byte(t.secret)) != 1 {
			http.Error(w, "wrong secret", http.StatusUnauthorized)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		if err != nil {
			http.Error(w, "not read to the end", http.StatusBadRequest)
			return
		}
		if m, ok := t.read(json.RawMessage(raw)); ok {
			if err := accept(r.Context(), []bot.Message{m}); err != nil {
				t.log.Error("an update could not be taken in; Telegram will send it again", "update", m.UpdateID, "error", err)
				http.Error(w, "try again", http.StatusServiceUnavailable)
				return
			}
		}
		w.WriteHeader(http.StatusOK)
	})
}
