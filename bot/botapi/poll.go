package botapi

import (
	"context"
	"sync"
	"time"
)

// poll is a getUpdates call that waits.
type poll struct {
	woken chan struct{} // has room for one
	ended chan error    // has room for one
}

func (p *poll) wake(string) {
	select {
	case p.woken <- struct{}{}:
	default:
	}
}

func (p *poll) stop(why error) { p.ended <- why }

// polling is the method getUpdates, and what the poll before asked, to slow down hasty ones. Its times pace real
// waiting, so they are not Config.Clock's.
type polling struct {
	queue      *queue
	tasks      *tasks
	mu         sync.Mutex
	lastOffset int64
	started    time.Time
	finished   time.Time
}

func (p *polling) getUpdates(ctx context.Context, c *call) (any, error) {
	own := &poll{woken: make(chan struct{}, 1), ended: make(chan error, 1)}
	if err := p.queue.startPoll(own, c.int("offset"), c.allowedUpdates()); err != nil {
		return nil, err
	}
	limit, timeout := p.pace(c)
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	over := timeout == 0
	for {
		if updates, ended := p.queue.endPoll(own, limit, over); ended {
			p.finish()
			return updates, nil
		}
		select {
		case <-own.woken:
		case err := <-own.ended:
			return nil, err
		case <-timer.C:
			over = true
		case <-ctx.Done():
			over = true
		case <-p.tasks.ctx.Done():
			return nil, &Error{Code: 500, Description: "Internal Server Error: restart"}
		}
	}
}

// pace clamps a poll's limit and timeout, and slows down one that asks for the same again at once.
func (p *polling) pace(c *call) (limit int, timeout time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, offset := time.Now(), c.int("offset")
	limit = 100
	if c.has("limit") {
		limit = int(min(max(c.int("limit"), 1), 100))
	}
	timeout = time.Duration(min(max(c.int("timeout"), 0), 50)) * time.Second
	if offset == p.lastOffset {
		if now.Sub(p.finished) < 500*time.Millisecond {
			limit = 1
		}
		if timeout < 3*time.Second && now.Sub(p.started) < 3*time.Second {
			timeout = 3 * time.Second
		}
	}
	p.lastOffset, p.started = offset, now
	return limit, timeout
}

// finish notes when a poll ended with updates or without, for the pace of the next.
func (p *polling) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finished = time.Now()
}
