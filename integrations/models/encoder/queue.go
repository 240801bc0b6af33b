package encoder

import (
	"context"
	"sync"
)

// queue is what waits for a processor. Short texts of several callers in one batch cost a fifth less than one after the
// other, since every weight is read once; so what has come together while all processors were busy goes together. Nothing
// waits for company.
type queue struct {
	mu      sync.Mutex
	waiting []*call
	free    []*workspace // those nobody works in
}

// call is the texts of one caller that are worked on together.
type call struct {
	ctx    context.Context // the caller's, who may stop waiting
	layers []layer         // those that the texts go through
	tokens []int32         // rows of the embedding
	states []float32       // of the tokens, if those do not begin at the embedding
	ends   []int           // where each text's tokens end
	// halfway and finish take a text's states after half of the layers and after all of them. They must not keep them.
	halfway, finish func(text int, states []float32)
	done            chan struct{} // closed when all is taken, or nobody wants it
}

// enqueue puts a call into the queue. It is worked on at once if a processor is free.
func (e *Encoder) enqueue(c *call) {
	q := &e.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, c)
	if n := len(q.free); n > 0 {
		w := q.free[n-1]
		q.free = q.free[:n-1]
		go e.work(w)
	}
}

// work works on batches until nothing waits.
func (e *Encoder) work(w *workspace) {
	for e.take(w) {
		if e.forward(w) {
			w.deliver(func(c *call) func(int, []float32) { return c.finish }, e.model.Width)
		}
		for i, c := range w.calls {
			close(c.done)
			w.calls[i] = nil
		}
	}
}

// take makes a batch of the calls that wait longest and are still wanted. If there are none, it frees the workspace.
func (e *Encoder) take(w *workspace) bool {
	w.calls, w.tokens, w.ends, w.states = w.calls[:0], w.tokens[:0], w.ends[:0], w.states[:0]
	q := &e.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) > 0 {
		c := q.waiting[0]
		if c.ctx.Err() == nil && !w.add(c) {
			break
		}
		q.waiting[0] = nil
		q.waiting = q.waiting[1:]
	}
	if len(w.calls) == 0 {
		q.free = append(q.free, w)
		return false
	}
	return true
}

// add adds a call to the batch unless that is too full for it or of another kind.
func (w *workspace) add(c *call) bool {
	if len(w.calls) > 0 && (len(w.tokens)+len(c.tokens) > batchTokens || !w.calls[0].alike(c)) {
		return false
	}
	w.calls = append(w.calls, c)
	for _, end := range c.ends {
		w.ends = append(w.ends, len(w.tokens)+end)
	}
	w.tokens = append(w.tokens, c.tokens...)
	w.states = append(w.states, c.states...)
	return true
}

// alike says that two calls go the same way: what begins at the embedding goes through other layers than what does not.
func (c *call) alike(other *call) bool { return &c.layers[0] == &other.layers[0] }

// wanted says that somebody still waits for something in the batch.
func (w *workspace) wanted() bool {
	for _, c := range w.calls {
		if c.ctx.Err() == nil {
			return true
		}
	}
	return false
}

// deliver gives the states of every text to what its call takes them with, if it does.
func (w *workspace) deliver(taking func(*call) func(text int, states []float32), width int) {
	text, begin := 0, 0
	for _, c := range w.calls {
		take := taking(c)
		for i := range c.ends {
			if take != nil {
				take(i, w.states[begin*width:w.ends[text]*width])
			}
			begin = w.ends[text]
			text++
		}
	}
}
