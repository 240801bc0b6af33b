// Package dialogue is a turn at work: it opens what is remembered, has words understood at the one door of meaning, lets
// the skill that serves each command do it, and puts the reply together.
//
// A turn goes like this. Handle opens a Turn: a pressed button goes to the skill that registered its verb, words go
// through meaning to commands, and each command to the skill that registered it. Skills read what they need, show cards
// and leave their effects for later. The settlement then runs the effects on a copy of the Turn, inside the one
// transaction that also keeps the reply, so it can run again without doing anything twice.
package dialogue

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"oldhand/bot"
	"oldhand/intents/meaning"
	"oldhand/intents/propose"
)

// Config is what a conversation needs besides its skills.
type Config struct {
	Zone *time.Location // of the village
	// Names gives what the village's tables know about words, as they are now.
	Names func(context.Context) (meaning.Names, error)
	// Books: parcels are booked with a carrier, so that receivers are asked for.
	Books bool
	// Proposer asks a language model what the rules are not sure of; nil: there is none.
	Proposer *propose.Proposer
}

// Assistant answers turns with its skills; it is a bot.Handler and safe for concurrent use.
type Assistant struct {
	Config
	skills   []Skill
	commands map[reflect.Type]func(context.Context, *Turn, meaning.Command) error
	presses  map[string]Press
	slashes  map[string]Slash
}

var _ bot.Handler = (*Assistant)(nil)

// New gives an assistant of skills, which are asked in this order wherever the first of several answers. It panics where
// two skills serve one command, verb or slash word: that is a mistake in the program.
func New(c Config, skills ...Skill) *Assistant {
	a := &Assistant{
		Config: c, skills: skills, presses: map[string]Press{}, slashes: map[string]Slash{},
		commands: map[reflect.Type]func(context.Context, *Turn, meaning.Command) error{},
	}
	for _, s := range skills {
		for _, served := range s.Serves {
			once(a.commands, served.command, served.do)
		}
		for verb, do := range s.Presses {
			once(a.presses, verb, do)
		}
		for _, word := range s.Slashes {
			once(a.slashes, word.Word, word)
		}
	}
	return a
}

func once[K comparable, V any](registered map[K]V, key K, value V) {
	if _, twice := registered[key]; twice {
		panic(fmt.Sprintf("%v is served twice", key))
	}
	registered[key] = value
}

// Serves says that a skill serves a type of command.
func (a *Assistant) Serves(c meaning.Command) bool { return a.commands[reflect.TypeOf(c)] != nil }

// Handle finds out what a turn wants and prepares the reply. An error is one that no sentence fits.
func (a *Assistant) Handle(ctx context.Context, in bot.Turn) (bot.TxFunc, error) {
	t := a.open(in)
	if err := a.run(ctx, t); err != nil {
		if err := a.explain(t, err); err != nil {
			return nil, fmt.Errorf("handle a %s message: %w", in.Message.Kind, err)
		}
	}
	return t.settle, nil
}
