// Package propose asks a configured language model about messages that understanding by rules and grammar is not sure of.
//
// The model makes no commands. It only puts the message into one plain sentence, of the forms in forms.go, and the same
// parser reads that sentence. So times, weights, dozens, SKUs and places are read by the same code as ever, and the model
// has no way to fill a slot by itself; letting it fill them would have meant to check every slot against the message, and
// to undo every conversion for it. What it says counts only if
//
//   - it is one JSON object with that sentence and nothing else,
//   - the sentence repeats the message: every number, SKU, name, place and time in it stands in the message,
//     several numbers with what they count in its order (meaning.Restates),
//   - the parser is sure of it, and reads nothing but commands that lead to a card or to something to read. What orders,
//     drops, ships, reminds, sets a stock, a price or a language is for the person's own words and taps alone.
//
// Everything else, a model that fails, hangs, refuses or invents included, leaves the parser's own reading as it was.
//
// Of a person's words only the message in hand is sent, and never one that holds a telephone number, an address or the
// like (private.go). An answer to a question never comes from here: a question is looked up in the words it was asked in.
package propose

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sony/gobreaker/v2"
	"github.com/tmc/langchaingo/llms"

	"oldhand/integrations/text"
	"oldhand/intents/meaning"
)

const (
	// unsure is below what understanding gives words that are nothing but the name of some goods (0.55), and to what it
	// knows to be nobody's business here (0.5).
	unsure = 0.5
	// A message worth asking about has so many characters.
	shortest, longest = 2, 300
	// atOnce is how many messages the model is asked about at the same time; others do without.
	atOnce = 4
	// failures in a row, after which the model is left alone for a rest.
	failures = 3
	rest     = time.Minute
)

// Proposer asks a model; it is safe for concurrent use. A nil Proposer asks nobody.
type Proposer struct {
	model   llms.Model
	log     *slog.Logger
	asking  chan struct{} // holds one for each message being asked about
	breaker *gobreaker.CircuitBreaker[string]
}

// New gives a Proposer that asks a model.
func New(model llms.Model, log *slog.Logger) *Proposer {
	return &Proposer{
		model: model, log: log, asking: make(chan struct{}, atOnce),
		breaker: gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
			Timeout:     rest,
			ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= failures },
			IsExcluded:  func(err error) bool { return errors.Is(err, errNobodyWaits) },
		}),
	}
}

// Clearer gives what a message means by the model's words where own, oldhand's reading of it, is unsure; else own as it is.
// Both are read in the same context, with the same names.
func (p *Proposer) Clearer(ctx context.Context, message string, c meaning.Context, n meaning.Names, own meaning.Reading) meaning.Reading {
	message = strings.TrimSpace(text.Clean(message))
	if p == nil || !doubtful(own) || !askable(message) || private(message) {
		return own
	}
	sentence, ok := p.ask(ctx, message)
	if !ok || !meaning.Restates(sentence, message, n) {
		return own
	}
	clearer := meaning.Read(sentence, c, n)
	if clearer.Confidence < unsure || !harmless(clearer.Commands) {
		return own
	}
	if len(clearer.Commands) == 1 {
		if _, asks := clearer.Commands[0].(meaning.Ask); asks {
			clearer.Commands[0] = meaning.Ask{Question: meaning.Said(message)}
		}
	}
	clearer.Language = own.Language
	return clearer
}

// ask gives the model's sentence, unless it is busy, resting or failing.
func (p *Proposer) ask(ctx context.Context, message string) (sentence string, ok bool) {
	select {
	case p.asking <- struct{}{}:
		defer func() { <-p.asking }()
	default:
		return "", false
	}
	said, err := p.breaker.Execute(func() (string, error) {
		said, err := say(ctx, p.model, message)
		switch {
		case ctx.Err() != nil:
			return "", errNobodyWaits
		case err != nil:
			p.log.Warn("the language model was asked in vain", "error", err)
		}
		return said, err
	})
	if err != nil {
		return "", false
	}
	return sentenceOf(said)
}

// errNobodyWaits ends a request whose turn has ended; it tells nothing of the model.
var errNobodyWaits = errors.New("nobody waits for the answer")

// doubtful says that the parser may be helped: it is not sure, and what it read settles nothing.
func doubtful(own meaning.Reading) bool {
	return own.Confidence < unsure && !own.Pasted && !slices.ContainsFunc(own.Commands, func(c meaning.Command) bool {
		_, unknown := c.(meaning.Unknown)
		return !unknown && !leads(c)
	})
}

// askable says that a message is words of a sensible length.
func askable(message string) bool {
	n := utf8.RuneCountInString(message)
	return n >= shortest && n <= longest && strings.ContainsFunc(message, unicode.IsLetter)
}

// leads says that a command leads to a card, or to something to read.
func leads(c meaning.Command) bool {
	switch c.(type) {
	case meaning.Find, meaning.Show, meaning.Order, meaning.Change, meaning.Remove, meaning.Orders, meaning.Quote, meaning.Ask, meaning.Help:
		return true
	}
	return false
}

// harmless says that a model may propose these commands.
func harmless(commands []meaning.Command) bool {
	return len(commands) > 0 && !slices.ContainsFunc(commands, func(c meaning.Command) bool { return !leads(c) })
}
