package botapi

import (
	"errors"
	"fmt"
	"unicode"

	"oldhand/bot/botapi/parse"
)

// failure is an answer that is not ok.
type failure struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func (f *failure) Error() string { return fmt.Sprintf("%d %s", f.code, f.text) }

// bad is a 400 in Telegram's wording: the first letter becomes small, unless the text is an upper-case code.
func bad(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if r := []rune(text); len(r) > 1 && r[1] != '_' && !unicode.IsUpper(r[1]) {
		text = string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return &failure{code: 400, text: "Bad Request: " + text}
}

func forbidden(text string) error { return &failure{code: 403, text: "Forbidden: " + text} }

func conflict(text string) error { return &failure{code: 409, text: "Conflict: " + text} }

func flood(seconds int) *failure {
	return &failure{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}

var (
	errTooLarge     = &failure{code: 413, text: "Request Entity Too Large"}
	errNotModified  = bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	errOldQuery     = bad("query is too old and response timeout expired or query ID is invalid")
	errChatNotFound = bad("chat not found")
	errCantEdit     = bad("message can't be edited")
	errLinkPreview  = bad("can't parse link preview options JSON object")
	errNoMessageID  = bad("message identifier is not specified")
	errNoMethod     = &failure{code: 404, text: "Not Found: method not found"}
	errNotFound     = &failure{code: 404, text: "Not Found"}
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
