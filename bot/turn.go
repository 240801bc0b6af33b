package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
)

const (
	// handlerTries is how often a turn is handled whose error may be gone the next time.
	handlerTries = 3
	// maxClaims is how often a turn may end its process before it is given up.
	maxClaims = 5
	// settleTimeout bounds the settling transaction, with all its tries.
	settleTimeout = 15 * time.Second
	// typingAfter and typingEvery: a person who waits longer sees that something is happening.
	typingAfter = time.Second
	typingEvery = 4500 * time.Millisecond
)

var (
	errSlow   = errors.New("no answer in time")
	errPoison = errors.New("the program ended each time it handled this")
)

// process handles a claimed turn and settles it, with an apology where it cannot be done. An error says that it is to
// be tried again later; errLost that it is not ours.
func (r *Runtime) process(ctx context.Context, c *claim) error {
	done := r.showBusy(ctx, c)
	defer done()
	t, once := r.turn(c)
	reply, err := Reply{}, errPoison
	switch {
	case c.over:
		reply, err = r.slowDown(ctx, c, t)
	case c.repeated && t.Message.Text == "":
		reply, err = r.ledger.commit(ctx, c, nil, func(context.Context, pgx.Tx) (Reply, error) { return Reply{}, nil })
	case c.attempts <= maxClaims:
		reply, err = r.handle(ctx, c, t, once)
	}
	if errors.Is(err, errUsed) {
		t.Choice, t.Stale = nil, true
		reply, err = r.handle(ctx, c, t, nil)
	}
	switch {
	case err == nil:
	case ctx.Err() != nil || errors.Is(err, errLost):
		return err
	case transient(err) && c.attempts < handlerTries:
		r.log.Warn("a turn is tried again", "turn", c.id, "attempt", c.attempts, "error", err)
		return err
	default:
		if reply, err = r.apologise(ctx, c, t, err); err != nil {
			return err
		}
	}
	c.settled, c.reply = true, reply
	r.metrics.settled.Inc()
	r.metrics.seconds.Observe(time.Since(c.since).Seconds())
	if len(reply.Pushes) > 0 {
		r.wake(false)
		r.wake(true)
	}
	return nil
}

// turn is what the handler is given, and the button to be used up when one was pressed that counts once.
func (r *Runtime) turn(c *claim) (t Turn, once *press) {
	t = Turn{ID: c.id, Message: *c.message, Dialogue: c.dialogue, About: c.about, Limits: r.transport.Limits(), Now: r.now()}
	if c.person != nil {
		t.Person = *c.person
	} else {
		s := c.message.Sender
		t.Person = Person{Chat: c.chat, Name: s.Name, Lang: phrases.ForTag(s.Language)}
	}
	if c.message.Press == nil {
		return t, nil
	}
	p, genuine := r.signer.read(r.ledger.channel, c.chat, c.message.Press.Data)
	if !genuine {
		t.Stale = true
		return t, nil
	}
	t.Choice = &p.choice
	if p.once {
		once = &p
	}
	return t, once
}

// handle has a turn understood and settles what comes of it.
func (r *Runtime) handle(ctx context.Context, c *claim, t Turn, once *press) (Reply, error) {
	fn, err := r.think(ctx, t)
	if err != nil {
		return Reply{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	return r.ledger.commit(ctx, c, once, func(ctx context.Context, tx pgx.Tx) (reply Reply, err error) {
		defer recovered(&err)
		return fn(ctx, tx)
	})
}

// think calls the handler. One that does not come back in time is left behind: what it yet finds out is not used.
func (r *Runtime) think(ctx context.Context, t Turn) (TxFunc, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.options.HandlerTimeout, errSlow)
	defer cancel()
	type outcome struct {
		fn  TxFunc
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() { done <- o }()
		defer recovered(&o.err)
		o.fn, o.err = r.handler.Handle(ctx, t)
		if o.err == nil && o.fn == nil {
			o.err = errors.New("the handler gave neither a settlement nor an error")
		}
	}()
	select {
	case o := <-done:
		if o.err != nil && errors.Is(context.Cause(ctx), errSlow) {
			return nil, errors.New(errSlow.Error() + ": " + o.err.Error()) // final, whatever it wraps
		}
		return o.fn, o.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// recovered turns a panic into an error, with where it happened.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// apologise settles a failed turn with its number, and logs it: this is the one place that does.
func (r *Runtime) apologise(ctx context.Context, c *claim, t Turn, cause error) (Reply, error) {
	r.log.Error("a turn failed", "turn", c.id, "kind", t.Message.Kind, "error", cause)
	r.metrics.failed.Inc()
	number := map[string]any{"Turn": c.id}
	sorry := Reply{Cards: []Card{{Text: phrases.Say(t.Person.Lang, "bot.sorry", number)}}}
	if t.Message.Press != nil {
		sorry.Notice = phrases.Label(t.Person.Lang, "bot.sorry.notice", number)
	}
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	return r.ledger.commit(ctx, c, nil, func(context.Context, pgx.Tx) (Reply, error) { return sorry, nil })
}

// slowDown lets go what a chat sent beyond its share, all that waits of it at once, and says so once.
func (r *Runtime) slowDown(ctx context.Context, c *claim, t Turn) (Reply, error) {
	var reply Reply
	if !c.slowed {
		reply.Cards = []Card{{Text: phrases.Say(t.Person.Lang, "bot.slow", nil)}}
	}
	if t.Message.Press != nil {
		reply.Notice = phrases.Label(t.Person.Lang, "bot.slow.notice", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	return r.ledger.commit(ctx, c, nil, func(ctx context.Context, tx pgx.Tx) (Reply, error) {
		done, err := tx.Exec(ctx, `UPDATE turns SET state = 'delivered', reply = '{}', settled_at = now(), finished_at = now()
			WHERE channel = $1 AND chat = $2 AND state = 'accepted' AND id <> $3 AND kind NOT IN ('blocked', 'unblocked')`, r.ledger.channel, c.chat, c.id)
		if err != nil {
			return Reply{}, fmt.Errorf("let go what a chat sent beyond its share: %w", err)
		}
		r.metrics.slowed.Add(float64(done.RowsAffected() + 1))
		return reply, nil
	})
}

// showBusy shows that the turn is being worked on when that takes a while. A press is answered together with the reply,
// so that its notice shows; only when even the second sign of typing is due is its waiting sign ended without one.
// The function that it gives back must be called, and waits until nothing more is shown.
func (r *Runtime) showBusy(ctx context.Context, c *claim) (done func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for delay, signs := typingAfter, 0; ; delay, signs = typingEvery, signs+1 {
			select {
			case <-ctx.Done():
				return
			case <-time.After(delay):
			}
			if signs > 0 && c.message.Press != nil && !c.acknowledged {
				c.acknowledged = r.transport.Acknowledge(ctx, c.message.Press.QueryID, "") == nil
			}
			if err := r.transport.Typing(ctx, c.chat, c.topic()); err != nil && ctx.Err() == nil {
				r.log.Debug("typing was not shown", "turn", c.id, "error", err)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}
