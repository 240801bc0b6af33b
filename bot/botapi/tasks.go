package botapi

import (
	"context"
	"sync"
)

// tasks are the goroutines that end with the server.
type tasks struct {
	ctx     context.Context // ends with close
	cancel  context.CancelFunc
	mu      sync.Mutex // so that nothing starts while close waits
	running sync.WaitGroup
}

func newTasks() *tasks {
	t := &tasks{}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	return t
}

// start runs do in a goroutine, unless the server has ended. do must return soon after t.ctx ends.
func (t *tasks) start(do func()) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() != nil {
		return false
	}
	t.running.Go(do)
	return true
}

// close ends the tasks and waits for them.
func (t *tasks) close() {
	t.mu.Lock()
	t.cancel()
	t.mu.Unlock()
	t.running.Wait()
}
