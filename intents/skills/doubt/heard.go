package doubt

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/misread"
)

// last is the message before, which what follows may show to have been misread.
type last struct {
	misread.Message
	Doubted bool `json:"doubted,omitempty"` // it was asked about
	Changes bool `json:"changes,omitempty"` // what it was understood as changes something
}

// soon is how long what follows tells of the message before.
const soon = 5 * time.Minute

// heard has the message before kept where this one shows that it was misread, and this one where nothing is made of it.
func (sk *skill) heard(t *dialogue.Turn, h dialogue.Heard) {
	sk.count(outcomeOf(h.Commands))
	m := memory.Of(t)
	now := lastOf(h)
	if before := m.Last; before != nil {
		if why := before.shownBy(t, h, now); why != "" {
			sk.keep(t, before.Message, why)
		}
	}
	if m.Last = now; now != nil && unknown(h.Commands) {
		sk.keep(t, now.Message, misread.Unknown)
		m.Last = nil
	}
}

// outcomeOf says what becomes of a message.
func outcomeOf(commands []meaning.Command) string {
	switch {
	case unknown(commands):
		return unknownWords
	case slices.ContainsFunc(commands, func(c meaning.Command) bool { _, doubted := c.(meaning.Doubt); return doubted }):
		return asked
	}
	return understood
}

// lastOf is a message as it may be kept; nil where it may not.
func lastOf(h dialogue.Heard) *last {
	message, ok := misread.Of(h.Words, h.Context, h.Reading)
	if !ok {
		return nil
	}
	l := &last{Message: message}
	for _, c := range h.Commands {
		if d, doubted := c.(meaning.Doubt); doubted {
			l.Doubted, c = true, d.Command
		}
		l.Changes = l.Changes || meaning.RiskOf(c) != meaning.Reads
	}
	return l
}

// shownBy says how a message shows that the one before was misread, "" where it does not; now is it as it may be kept.
func (l *last) shownBy(t *dialogue.Turn, h dialogue.Heard, now *last) misread.Why {
	recent := t.Now.Sub(l.At) <= soon
	switch {
	case recent && (corrects(h.Acts) || l.Changes && !l.Doubted && takesBack(h.Commands)):
		return misread.Corrected
	case l.Doubted && !confirms(h.Commands):
		return misread.Declined
	case recent && now != nil && !t.Message().Edited && !wantedAgain(h.Commands) && now.Repeats(l.Message):
		return misread.Again
	}
	return ""
}

// corrects says that a message puts right what was understood.
func corrects(acts []meaning.Act) bool {
	return slices.ContainsFunc(acts, func(a meaning.Act) bool { return a.Name == "correct" })
}

// takesBack says that a message drops what the one before led to.
func takesBack(commands []meaning.Command) bool {
	return slices.ContainsFunc(commands, func(c meaning.Command) bool {
		switch c.(type) {
		case meaning.Cancel, meaning.KeepStock, meaning.UndoParcel:
			return true
		}
		return false
	})
}

// confirms says that a message says no more than yes.
func confirms(commands []meaning.Command) bool {
	return len(commands) == 1 && commands[0] == meaning.Command(meaning.Confirm{})
}

// wantedAgain says that what a message asks for is asked for again also when it was understood.
func wantedAgain(commands []meaning.Command) bool {
	return !slices.ContainsFunc(commands, func(c meaning.Command) bool {
		switch c.(type) {
		case meaning.More, meaning.Orders, meaning.PickList, meaning.Parcels, meaning.Confirm, meaning.Help, meaning.Greet, meaning.Thanks, meaning.Chat:
			return false
		}
		return true
	})
}

// unknown says that nothing is made of a message, or of a part of it.
func unknown(commands []meaning.Command) bool {
	return len(commands) == 0 || slices.Contains(commands, meaning.Command(meaning.Unknown{}))
}

// keep has a message kept when the turn settles.
func (sk *skill) keep(t *dialogue.Turn, m misread.Message, why misread.Why) {
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, _ *dialogue.Turn) error { return sk.Misread.Keep(ctx, tx, m, why) })
}
