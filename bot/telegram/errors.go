package telegram

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"oldhand/bot"
)

// redacted is an error without the token, which errors of net/http hold as part of the address.
type redacted struct {
	error
	token string
}

func (r redacted) Error() string { return strings.ReplaceAll(r.error.Error(), r.token, "***") }

func (r redacted) Unwrap() error { return r.error }

func redact(token string, err error) error {
	if err == nil {
		return nil
	}
	return redacted{err, token}
}

func (t *Telegram) redact(err error) error { return redact(t.token, err) }

// closedBy are refusals that mean the same as a 403: there is nobody at the other end.
var closedBy = []string{"chat not found", "user is deactivated", "peer_id_invalid"}

// classify turns what a sending method answered into what bot.Transport promises. Whatever is not plainly a refusal
// (a timeout, a 5xx, an answer that cannot be read) leaves open whether the message was sent.
func (t *Telegram) classify(err error) error {
	if err == nil {
		return nil
	}
	var flood *tg.TooManyRequestsError
	var migrated *tg.MigrateError
	shown := t.redact(err)
	switch {
	case errors.As(err, &flood):
		return &bot.WaitError{After: time.Duration(max(flood.RetryAfter, 1)) * time.Second}
	case errors.Is(err, tg.ErrorForbidden):
		return fmt.Errorf("%w: %w", bot.ErrChatClosed, shown)
	case errors.As(err, &migrated):
		return fmt.Errorf("%w: %w", bot.ErrRefused, shown) // only groups migrate, and we write to none
	case errors.Is(err, tg.ErrorBadRequest) && says(err, closedBy...):
		return fmt.Errorf("%w: %w", bot.ErrChatClosed, shown)
	case errors.Is(err, tg.ErrorBadRequest), says(err, ", 413 "):
		return fmt.Errorf("%w: %w", bot.ErrRefused, shown)
	}
	return shown
}

// says looks for what Telegram wrote; it has no codes for these things.
func says(err error, any ...string) bool {
	if err == nil {
		return false
	}
	text := strings.ToLower(err.Error())
	for _, s := range any {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func topicGone(err error) bool {
	return says(err, "message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
}

func unchanged(err error) bool { return says(err, "message is not modified") }

func notHTML(err error) bool { return says(err, "can't parse entities") }

func unknownFile(err error) bool {
	return says(err, "wrong remote file identifier", "wrong file identifier", "invalid file_id", "file_reference_")
}

// uneditable: the card is gone or was never one that can be edited, so a new one has to be sent.
func uneditable(err error) bool {
	return says(err, "message can't be edited", "message to edit not found", "message_id_invalid",
		"there is no text in the message", "there is no caption in the message", "message identifier is not specified")
}
