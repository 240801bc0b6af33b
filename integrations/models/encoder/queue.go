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
	ctx     context.Context // the caller's, who may stop waiting
	tokens  []int32         // rows of the embedding
	ends    []int           // where each text's tokens end
	vectors [][]float32
	done    chan struct{} // closed when the vectors are there, or nobody wants them
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
			e.deliver(w)
		}
		for i, c := range w.calls {
			close(c.done)
			w.calls[i] = nil
		}
	}
}

// take makes a batch of the calls that wait longest and are still wanted. If there are none, it frees the workspace.
func (e *Encoder) take(w *workspace) bool {
	w.calls, w.tokens, w.ends = w.calls[:0], w.tokens[:0], w.ends[:0]
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

// add adds a call to the batch unless that is too full for it.
func (w *workspace) add(c *call) bool {
	if len(w.calls) > 0 && len(w.tokens)+len(c.tokens) > batchTokens {
		return false
	}
	w.calls = append(w.calls, c)
	for _, end := range c.ends {
		w.ends = append(w.ends, len(w.tokens)+end)
	}
	w.tokens = append(w.tokens, c.tokens...)
	return true
}

// wanted says that somebody still waits for something in the batch.
func (w *workspace) wanted() bool {
	for _, c := range w.calls {
		if c.ctx.Err() == nil {
			return true
		}
	}
	return false
}

// deliver gives the callers their vectors.
func (e *Encoder) deliver(w *workspace) {
	text := 0
	for _, c := range w.calls {
		for range c.ends {
			c.vectors = append(c.vectors, w.pooled(text, e.model.Width))
			text++
		}
	}
}
