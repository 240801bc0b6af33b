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
// like (address.Personal). An answer to a question never comes from here: a question is looked up in the words it was asked in.
package propose

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"oldhand/integrations/address"
	"oldhand/integrations/models"
	"oldhand/integrations/text"
	"oldhand/intents/meaning"
)

const (
	// unsure is below what understanding gives words that are nothing but the name of some goods (0.55), and to what it
	// knows to be nobody's business here (0.5).
	unsure = 0.5
	// A message worth asking about has so many characters.
	shortest, longest = 2, 300
)

// Proposer asks a model; it is safe for concurrent use. A nil Proposer asks nobody.
type Proposer struct{ chat *models.Chat }

// New gives a Proposer that asks a model; nil if there is none.
func New(chat *models.Chat) *Proposer {
	if chat == nil {
		return nil
	}
	return &Proposer{chat}
}

// Clearer gives what a message means by the model's words where own, oldhand's reading of it, is unsure; else own as it is.
// Both are read in the same context, with the same names.
func (p *Proposer) Clearer(ctx context.Context, message string, c meaning.Context, n meaning.Names, own meaning.Reading) meaning.Reading {
	message = strings.TrimSpace(text.Clean(message))
	if p == nil || !doubtful(own) || !askable(message) || address.Personal(message) {
		return own
	}
	said, ok := p.chat.Say(ctx, task(), message, mostTokens)
	if !ok {
		return own
	}
	sentence, ok := sentenceOf(said)
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
	clearer.Acts = nil // they stand in the model's words
	return clearer
}

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
	switch c := c.(type) {
	case meaning.Doubt:
		return leads(c.Command)
	case meaning.Find, meaning.Show, meaning.Order, meaning.Change, meaning.Remove, meaning.Orders, meaning.Quote, meaning.Ask, meaning.Help:
		return true
	}
	return false
}

// harmless says that a model may propose these commands.
func harmless(commands []meaning.Command) bool {
	return len(commands) > 0 && !slices.ContainsFunc(commands, func(c meaning.Command) bool { return !leads(c) })
}
