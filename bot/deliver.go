package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	// deliveryLife is for how long a reply is tried whose fate is unknown each time.
	deliveryLife = 24 * time.Hour
	// throttledGap is the time between two cards to a chat that was told to slow down, and throttledFor is for how long.
	throttledGap = time.Second
	throttledFor = time.Minute
	// sendTimeout bounds one call to the channel: servers hold a request for 15 seconds when they are near a limit.
	sendTimeout = time.Minute
)

// deliver brings the rest of a settled turn's reply to the person and releases the chat. It gives the next turn to work
// on, or nil when there is none or none is wanted.
func (r *Runtime) deliver(ctx context.Context, c *claim) *claim {
	acknowledged := r.acknowledge(ctx, c)
	e := r.deliverCards(ctx, c)
	acknowledged()
	if e == nil {
		return nil
	}
	if c.throttled {
		e.delay = max(e.delay, throttledGap)
	}
	switch e.state {
	case "delivered":
		r.metrics.delivered.Inc()
	case "dropped":
		r.metrics.dropped.Inc()
	}
	return r.release(ctx, c, *e)
}

// acknowledge ends the waiting sign of a pressed button while the cards are on their way; the function it gives waits for it.
func (r *Runtime) acknowledge(ctx context.Context, c *claim) (wait func()) {
	var group sync.WaitGroup
	if c.message != nil && c.message.Press != nil && c.arrived == 0 && !c.acknowledged {
		group.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, sendTimeout)
			defer cancel()
			if err := r.transport.Acknowledge(ctx, c.message.Press.QueryID, c.reply.Notice); err != nil {
				r.log.Debug("a press was not acknowledged", "turn", c.id, "error", err)
			}
		})
	}
	return group.Wait
}

// deliverCards sends what is left of the reply, card by card, and says how to release the chat; nil when it is no longer
// ours to release.
func (r *Runtime) deliverCards(ctx context.Context, c *claim) *ending {
	for c.arrived < len(c.reply.Cards) {
		if c.closed {
			return &ending{state: "dropped"}
		}
		m, err := r.show(ctx, c, c.reply.Cards[c.arrived])
		if err != nil {
			return r.notSent(ctx, c, err)
		}
		r.retireOutdated(ctx, c, &m)
		if c.arrived == len(c.reply.Cards)-1 {
			c.marks = []mark{m} // written down together with the release
			break
		}
		if !r.write(ctx, c, m) {
			return nil
		}
		c.arrived++
		if c.throttled {
			return &ending{delay: throttledGap}
		}
	}
	return &ending{state: "delivered", pushed: c.pushed}
}

// show brings one card to the person. A card that the channel refuses for good is given up, so that the others arrive.
func (r *Runtime) show(ctx context.Context, c *claim, card Card) (mark, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	old := c.target(card)
	sent, err := r.send(ctx, c, card, old)
	if errors.Is(err, ErrRefused) {
		r.metrics.cards.WithLabelValues(cardRefused).Inc()
		r.log.Error("a card was refused", "turn", c.id, "card", c.arrived, "error", err)
		return mark{}, nil
	}
	if err != nil {
		return mark{}, err
	}
	r.metrics.cards.WithLabelValues(map[bool]string{true: cardEdited, false: cardSent}[old != nil && old.Message == sent.Message]).Inc()
	m := mark{sent: sent, key: card.Key, buttons: len(card.Buttons) > 0}
	newest, keyed := c.cards[card.Key]
	if keyed {
		m.outdated = slices.Clone(newest.Outdated)
		if newest.Buttons && newest.Message != sent.Message {
			m.outdated = append(m.outdated, newest.Message)
		}
	}
	if old != nil && old.Message != sent.Message && !slices.Contains(m.outdated, old.Message) {
		m.outdated = append(m.outdated, old.Message)
	}
	return m, nil
}

// send is Show of the transport. A card that makes it panic is refused, else it would end every process that takes it up.
func (r *Runtime) send(ctx context.Context, c *claim, card Card, old *Sent) (sent Sent, err error) {
	var broken error
	func() {
		defer recovered(&broken)
		out := r.signer.outgoing(r.ledger.channel, r.transport.Limits(), c.chat, c.id, card)
		out.Topic = c.topic()
		sent, err = r.transport.Show(ctx, c.chat, out, old)
	}()
	if broken != nil {
		return Sent{}, fmt.Errorf("%w: %w", ErrRefused, broken)
	}
	return sent, err
}

// topic is the topic of the chat that was written in; 0: none, or nobody wrote.
func (c *claim) topic() int64 {
	if c.message == nil {
		return 0
	}
	return c.message.Topic
}

// target is the card that a card is to be edited into, or nil.
func (c *claim) target(card Card) *Sent {
	if !card.InPlace {
		return nil
	}
	if card.Key == "" {
		if c.message == nil || c.message.Press == nil {
			return nil
		}
		return &Sent{Message: c.message.ID, Photo: c.message.Press.Photo, Parts: 1}
	}
	if newest, ok := c.cards[card.Key]; ok && newest.Parts == 1 {
		return &newest.Sent
	}
	return nil
}

// retireOutdated takes the buttons off the cards that a new one made outdated. Those that stay are tried again with the next card
// of the key. It comes before the card is recorded, so that both are one commit: who waits for the chat waits for it.
func (r *Runtime) retireOutdated(ctx context.Context, c *claim, m *mark) {
	m.outdated = slices.DeleteFunc(m.outdated, func(message int64) bool { return r.takeButtons(ctx, c, message) })
	if m.key == "" {
		return
	}
	if c.cards == nil {
		c.cards = map[string]shown{}
	}
	c.cards[m.key] = shown{m.sent, m.buttons, m.outdated}
}

// takeButtons says whether a card is done with: a refusal is as final as success.
func (r *Runtime) takeButtons(ctx context.Context, c *claim, message int64) bool {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	err := r.transport.TakeButtons(ctx, c.chat, message)
	if err != nil {
		r.log.Debug("buttons stay on an old card", "turn", c.id, "message", message, "error", err)
	}
	return err == nil || errors.Is(err, ErrRefused) || errors.Is(err, ErrChatClosed)
}

// notSent says how to release a chat whose card did not go out.
func (r *Runtime) notSent(ctx context.Context, c *claim, err error) *ending {
	var wait *WaitError
	switch {
	case ctx.Err() != nil:
		return nil // the program ends; whoever starts next delivers it
	case errors.Is(err, ErrChatClosed):
		r.metrics.cards.WithLabelValues(cardClosed).Inc()
		return &ending{state: "dropped", shut: true}
	case errors.As(err, &wait):
		r.metrics.cards.WithLabelValues(cardWaits).Inc()
		r.metrics.toldToWait.Inc()
		r.log.Info("told to wait", "turn", c.id, "seconds", wait.After.Seconds())
		if c.bulk {
			r.bulkPause(wait.After)
		}
		return &ending{delay: wait.After, throttle: wait.After + throttledFor}
	case time.Since(c.since) > deliveryLife:
		r.log.Error("a reply was given up", "turn", c.id, "error", err)
		return &ending{state: "dropped"}
	}
	r.metrics.cards.WithLabelValues(cardUnsure).Inc()
	r.log.Warn("a reply may not have arrived and is sent again", "turn", c.id, "error", err)
	return &ending{delay: pause(time.Since(c.since) / 2)}
}

// pause keeps the wait before another try between a second and a minute.
func pause(d time.Duration) time.Duration { return min(max(d, time.Second), time.Minute) }

// release records the ending and gives the next turn, unless the program ends or the rate of bulk pushes comes first.
func (r *Runtime) release(ctx context.Context, c *claim, e ending) (next *claim) {
	err := untilDone(ctx, func() (err error) {
		claims := !c.bulk && !r.draining.Load() && c.worker == r.worker.Load()
		next, err = r.ledger.write(ctx, c, c.marks, &e, claims)
		if claims {
			return r.notedClaim(err)
		}
		return r.noted(err)
	})
	if err != nil {
		return nil
	}
	if e.delay > 0 {
		time.AfterFunc(e.delay, func() {
			r.wake(false) // what was written to the chat meanwhile waits for the same moment, and goes before a push
			r.wake(c.bulk)
		})
	}
	return r.usable(ctx, next)
}

// write records a card after which others come.
func (r *Runtime) write(ctx context.Context, c *claim, m mark) bool {
	return untilDone(ctx, func() error {
		_, err := r.ledger.write(ctx, c, []mark{m}, nil, false)
		return r.noted(err)
	}) == nil
}
