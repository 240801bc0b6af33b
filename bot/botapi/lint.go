package botapi

import (
	"errors"
	"strings"
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

// noteFailure records a refusal that shows a mistake of the bot. s.mu is held.
func (s *Server) noteFailure(c *call, err error) {
	var f *Error
	if !errors.As(err, &f) {
		return
	}
	for part, rule := range lintRules {
		if strings.Contains(f.Description, part) {
			s.lint = append(s.lint, Violation{rule, c.method + ": " + f.Description})
		}
	}
}

// Violations lists what the bot did wrong so far, presses it has not answered included.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := append([]Violation{}, s.lint...)
	for _, q := range s.queries {
		if !q.Answered() {
			all = append(all, Violation{"unanswered press", "callback query " + q.ID + " with data " + q.Data})
		}
	}
	return all
}
