package botapi

import (
	"errors"
	"strings"
	"sync"
)

// Violation is something a bot did that Telegram refuses or that leaves its user waiting.
type Violation struct {
	Rule   string // "too long", "button data", "not modified", "blocked", "markup", "unanswered press"
	Detail string
}

// lintRules name the refusals that show a bot's own mistake, by a part of their text.
var lintRules = map[string]string{
	"is too long":              "too long",
	"BUTTON_DATA_INVALID":      "button data",
	"BUTTON_COPY_TEXT_INVALID": "copy text",
	"message is not modified":  "not modified",
	"can't parse entities":     "markup",
	"bot was blocked":          "blocked",
	"MESSAGE_TOO_LONG":         "too long",
}

// lint is the refusals so far that show a mistake of the bot.
type lint struct {
	mu    sync.Mutex
	found []Violation
}

// note records a refusal, if it shows a mistake of the bot.
func (l *lint) note(c *call, err error) {
	var f *Error
	if !errors.As(err, &f) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for part, rule := range lintRules {
		if strings.Contains(f.Description, part) {
			l.found = append(l.found, Violation{rule, c.method + ": " + f.Description})
		}
	}
}

func (l *lint) all() []Violation {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Violation{}, l.found...)
}
