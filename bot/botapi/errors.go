package botapi

import (
	"errors"
	"fmt"
	"net/http"
	"unicode"

	"oldhand/bot/botapi/parse"
)

// Error is a refusal in Telegram's shape.
type Error struct {
	Code        int
	Description string
	RetryAfter  int   // seconds, of a 429
	MigrateTo   int64 // of a group that became a supergroup
}

func (e *Error) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Description) }

// Write answers a call with the refusal.
func (e *Error) Write(w http.ResponseWriter) { answer(w, nil, e) }

// bad is a 400 in Telegram's wording: the first letter becomes small, unless the text is an upper-case code.
func bad(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if r := []rune(text); len(r) > 1 && r[1] != '_' && !unicode.IsUpper(r[1]) {
		text = string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return &Error{Code: 400, Description: "Bad Request: " + text}
}

func forbidden(text string) error { return &Error{Code: 403, Description: "Forbidden: " + text} }

func conflict(text string) error { return &Error{Code: 409, Description: "Conflict: " + text} }

var (
	errTooLarge     = &Error{Code: 413, Description: "Request Entity Too Large"}
	errNotModified  = bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	errOldQuery     = bad("query is too old and response timeout expired or query ID is invalid")
	errChatNotFound = bad("chat not found")
	errCantEdit     = bad("message can't be edited")
	errLinkPreview  = bad("can't parse link preview options JSON object")
	errNoMessageID  = bad("message identifier is not specified")
	errNoMethod     = &Error{Code: 404, Description: "Not Found: method not found"}
	errNotFound     = &Error{Code: 404, Description: "Not Found"}
	errOtherPoll    = conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
	errPollWebhook  = conflict("terminated by setWebhook request")
	errHookActive   = conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
)

// wording is an error in Telegram's own words, without a prefix.
type wording string

func (w wording) Error() string { return string(w) }

// badMarkup words an error of a parse mode.
func badMarkup(err error) error {
	if errors.Is(err, parse.ErrMode) {
		return bad("%s", err)
	}
	return bad("can't parse entities: %s", err)
}
