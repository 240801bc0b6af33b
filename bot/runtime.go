package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"
)

const (
	// bulkRate leaves room for replies below the 30 messages a second that channels carry in all.
	bulkRate = 25
	// bulkWorkers is how many pushes are on their way at once: at 150 ms each, enough for the rate.
	bulkWorkers = 4
	// maxBulkPause bounds what one chat's long wait means for everybody else's pushes.
	maxBulkPause = 30 * time.Second
)

// Options are what a Runtime can do without being told.
type Options struct {
	Zone    *time.Location        // of Turn.Now; nil: UTC
	Now     func() time.Time      // nil: time.Now
	Log     *slog.Logger          // nil: slog.Default()
	Metrics prometheus.Registerer // nil: not registered
	// Unpaced lets a chat have as many turns a minute as it likes: for tests and evals, whose people type faster than fingers.
	Unpaced bool
	// Workers is how many turns run at once, each in another chat; 0: 32.
	Workers int
	// HandlerTimeout is how long a turn may be thought about before its person gets an apology; 0: 45 s.
	HandlerTimeout time.Duration
	// DrainTimeout is how long Run waits at the end for what still runs; 0: 20 s.
	DrainTimeout time.Duration
}

// Runtime takes messages in and works on them, one channel's. Any number of them, in any number of processes, can share
// a database.
type Runtime struct {
	ledger    ledger
	transport Transport
	handler   Handler
	signer    signer
	options   Options
	log       *slog.Logger
	metrics   *metrics

	replies, pushes chan struct{} // each value wakes one idle worker, who then looks for a turn
	idle            atomic.Int32  // workers who wait to be woken
	worker          atomic.Int32  // this process among the workers; 0: not registered
	leads           atomic.Bool   // this process sends the bulk pushes
	draining        atomic.Bool
	bulkLimit       *rate.Limiter
	bulkFrom        atomic.Int64 // no bulk push before that Unix millisecond
}

// New gives a runtime for one channel. Nothing happens until Run.
func New(pool *pgxpool.Pool, channel string, transport Transport, handler Handler, o Options) *Runtime {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Workers == 0 {
		o.Workers = 32
	}
	if o.HandlerTimeout == 0 {
		o.HandlerTimeout = 45 * time.Second
	}
	if o.DrainTimeout == 0 {
		o.DrainTimeout = 20 * time.Second
	}
	return &Runtime{
		ledger: ledger{pool, channel, o.Unpaced, func() time.Time { return o.Now().In(o.Zone) }}, transport: transport, handler: handler, options: o,
		log: o.Log.With("channel", channel), metrics: newMetrics(o.Metrics),
		replies: make(chan struct{}, 1), pushes: make(chan struct{}, 1),
		bulkLimit: rate.NewLimiter(bulkRate, bulkWorkers),
	}
}

// now is the moment in the village's time zone.
func (r *Runtime) now() time.Time { return r.ledger.now() }

// Accept writes messages down in one transaction. Once it returns nil they are safe, and only then may they be
// acknowledged to the channel. A message that came in before is let go. Messages must be of the runtime's channel.
func (r *Runtime) Accept(ctx context.Context, messages []Message) error {
	if len(messages) == 0 {
		return nil
	}
	for _, m := range messages {
		if m.Channel != r.ledger.channel {
			return fmt.Errorf("accept: a message of channel %q came to %q", m.Channel, r.ledger.channel)
		}
	}
	// Other processes need to hear of it only when nobody here is free to take it up.
	fresh, err := r.ledger.accept(ctx, messages, r.idle.Load() == 0)
	if err != nil {
		return err
	}
	r.metrics.accepted.Add(float64(fresh))
	r.metrics.repeated.Add(float64(len(messages) - fresh))
	r.wake(false)
	return nil
}

// Run works on turns until ctx ends. Then it claims no more, finishes what runs within Options.DrainTimeout, and
// returns nil. The error is that of a database that was never ready, or of a channel that cannot carry our buttons.
func (r *Runtime) Run(ctx context.Context) error {
	if carried := r.transport.Limits().ButtonData; carried > 0 && carried < MaxButtonData {
		return fmt.Errorf("the buttons of channel %q carry %d bytes, and %d are needed", r.ledger.channel, carried, MaxButtonData)
	}
	err := untilDone(ctx, func() (err error) {
		r.signer, err = loadSigner(ctx, r.ledger.pool)
		return r.noted(err)
	})
	if err != nil {
		return err
	}
	r.draining.Store(false)
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	alive, die := context.WithCancel(context.WithoutCancel(ctx)) // outlives the workers
	defer die()
	var present, working sync.WaitGroup
	present.Go(func() { r.stayPresent(alive) })
	for range r.options.Workers {
		working.Go(func() { r.serve(ctx, work, false) })
	}
	for range bulkWorkers {
		working.Go(func() { r.serve(ctx, work, true) })
	}
	<-ctx.Done()
	r.draining.Store(true)
	deadline := time.AfterFunc(r.options.DrainTimeout, stop)
	working.Wait()
	deadline.Stop()
	die()
	present.Wait()
	return nil
}

// wake has one idle worker look for a turn. A channel holds one value, which is as good as many: whoever takes it looks at
// the database later than this, and wakes the next worker if there is more to do.
func (r *Runtime) wake(bulk bool) {
	waiting := r.replies
	if bulk {
		waiting = r.pushes
	}
	select {
	case waiting <- struct{}{}:
	default:
	}
}

// serve is one worker: it claims a turn, finishes it, and goes on. work outlives ctx by the time to drain.
func (r *Runtime) serve(ctx, work context.Context, bulk bool) {
	for r.wait(ctx, bulk) {
		c, err := r.look(work, bulk)
		if err != nil {
			continue // the next tick wakes us again
		}
		for c != nil {
			if c.more {
				r.wake(bulk)
			}
			c = r.run(work, c)
		}
	}
}

// wait blocks until there may be a turn to claim; false says that the program ends.
func (r *Runtime) wait(ctx context.Context, bulk bool) bool {
	if bulk {
		select {
		case <-r.pushes:
		case <-ctx.Done():
			return false
		}
		return r.bulkLimit.Wait(ctx) == nil
	}
	r.idle.Add(1)
	defer r.idle.Add(-1)
	select {
	case <-r.replies:
	case <-ctx.Done():
		return false
	}
	return ctx.Err() == nil
}

// look claims a turn, if this process may.
func (r *Runtime) look(ctx context.Context, bulk bool) (*claim, error) {
	worker := r.worker.Load()
	if worker == 0 || bulk && (!r.leads.Load() || time.Now().UnixMilli() < r.bulkFrom.Load()) {
		return nil, nil
	}
	c, err := r.ledger.claim(ctx, worker, bulk)
	if r.notedClaim(err) != nil {
		return nil, err
	}
	return r.usable(ctx, c), nil
}

// usable gives back a claim that was made while another worker changed what belongs to it.
func (r *Runtime) usable(ctx context.Context, c *claim) *claim {
	if c == nil || c.id != 0 {
		return c
	}
	_ = untilDone(ctx, func() error {
		_, err := r.ledger.write(ctx, c, nil, &ending{}, false)
		return r.noted(err)
	})
	r.wake(c.bulk)
	return nil
}

// run brings a claimed turn to its end, or leaves it for later, and gives the next one.
func (r *Runtime) run(ctx context.Context, c *claim) *claim {
	if !c.settled {
		switch err := r.process(ctx, c); {
		case ctx.Err() != nil:
			return nil // somebody else will have it when this process is gone
		case errors.Is(err, errLost):
			// Perhaps it was lost to nobody: a commit whose answer did not come back has settled it, and it is to be delivered.
			return r.release(ctx, c, ending{})
		case err != nil:
			return r.release(ctx, c, ending{delay: pause(time.Duration(c.attempts) * time.Second)})
		}
	}
	return r.deliver(ctx, c)
}

// bulkPause holds bulk pushes back after the channel told one of them to wait.
func (r *Runtime) bulkPause(d time.Duration) {
	r.bulkFrom.Store(time.Now().Add(min(d, maxBulkPause)).UnixMilli())
}
