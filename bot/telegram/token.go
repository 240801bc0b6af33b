package telegram

import (
	"errors"
	"regexp"
	"strings"
)

// ErrNoToken says that a text cannot be a bot's token. It does not repeat the text, which may be another secret.
var ErrNoToken = errors.New("what is set as the Telegram token cannot be one: want the whole of what @BotFather gives, " +
	"such as 123456789:AA... (a number, a colon and some 35 letters, digits, _ or -)")

var (
	anyToken   = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	theirToken = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{30,}$`) // 35 at present
)

// CanBeToken says whether a text can be a bot's token at a Bot API server. Those of Telegram's own are long.
func CanBeToken(apiURL, text string) bool {
	if strings.HasPrefix(apiURL, "https://api.telegram.org") {
		return theirToken.MatchString(text)
	}
	return anyToken.MatchString(text)
}
