package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// tick is how often a process looks for dead ones, and for turns of which no notification reached it.
	tick = time.Second
	// presenceTimeout is how long the database may take to answer before the connection counts as broken.
	presenceTimeout = 10 * time.Second
	// forgetEvery is how often updates older than repeatWindow are dropped. Nothing depends on when.
	forgetEvery = time.Hour
)

// presence is a connection of its own that says that this process lives: it holds an advisory lock which the database
// lets go by itself when the process dies, however it dies. It also hears of new turns.
type presence struct {
	pool   *pgxpool.Pool
	conn   *pgx.Conn
	worker int32
	leader bool // holds the lock of the one process that sends bulk pushes
}

// register registers the process as a worker.
func register(ctx context.Context, pool *pgxpool.Pool) (*presence, error) {
	pooled, err := pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("register as a worker: %w", err)
	}
	p := &presence{pool: pool, conn: pooled.Hijack()}
	var schema string
	// The row is seen by others only once the lock is held, so nobody takes a new process for dead.
	err = p.conn.QueryRow(ctx, `
		WITH worker AS (INSERT INTO workers DEFAULT VALUES RETURNING id)
		SELECT id, current_schema(), pg_advisory_lock(hashtext(current_schema()), id) FROM worker`).Scan(&p.worker, &schema, nil)
	if err == nil {
		_, err = p.conn.Exec(ctx, `LISTEN `+pgx.Identifier{schema}.Sanitize()+`; SET tcp_keepalives_idle = 10;
			SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3`)
	}
	if err != nil {
		p.deregister()
		return nil, fmt.Errorf("register as a worker: %w", err)
	}
	return p, nil
}

// listen waits for a notification of new turns, but no longer than a tick. The error says that the connection is broken.
func (p *presence) listen(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, tick)
	defer cancel()
	_, err := p.conn.WaitForNotification(wait)
	if err != nil && !pgconn.Timeout(err) {
		return fmt.Errorf("listen for turns: %w", err)
	}
	return nil
}

// beat makes sure that the connection lives, and runs for leader.
func (p *presence) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, presenceTimeout)
	defer cancel()
	err := p.conn.QueryRow(ctx, `SELECT $1 OR pg_try_advisory_lock(hashtext(current_schema()), 0)`, p.leader).Scan(&p.leader)
	if err != nil {
		return fmt.Errorf("stay among the workers: %w", err)
	}
	return nil
}

// removeDead removes the workers whose locks are free, for they are dead; their chats become free with that. It runs on
// another connection than the one that holds our own lock, which is therefore never free to it.
func (l ledger) removeDead(ctx context.Context) (dead int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, presenceTimeout)
	defer cancel()
	done, err := l.pool.Exec(ctx, `DELETE FROM workers WHERE pg_try_advisory_xact_lock(hashtext(current_schema()), id)`)
	if err != nil {
		return 0, fmt.Errorf("remove dead workers: %w", err)
	}
	return done.RowsAffected(), nil
}

// count says how many turns are not finished, and how many seconds the oldest message has waited that has no reply; 0: none waits.
func (l ledger) count(ctx context.Context) (waiting int, oldest float64, err error) {
	ctx, cancel := context.WithTimeout(ctx, presenceTimeout)
	defer cancel()
	err = l.pool.QueryRow(ctx, `SELECT count(*), coalesce(extract(epoch FROM now() - min(accepted_at) FILTER (WHERE state = 'accepted')), 0)::float8
		FROM turns WHERE channel = $1 AND state IN ('accepted', 'settled')`, l.channel).Scan(&waiting, &oldest)
	if err != nil {
		return 0, 0, fmt.Errorf("count waiting turns: %w", err)
	}
	return waiting, oldest, nil
}

// forget drops the updates that can no longer be repeated.
func (l ledger) forget(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, presenceTimeout)
	defer cancel()
	_, err := l.pool.Exec(ctx, `DELETE FROM updates WHERE seen_at < now() - $1::interval`, repeatWindow)
	if err != nil {
		return fmt.Errorf("forget old updates: %w", err)
	}
	return nil
}

// deregister ends the presence. With the row gone at once, nobody has to find out that the process is dead. It goes by
// another connection, because this one may be the reason for ending it.
func (p *presence) deregister() {
	ctx, cancel := context.WithTimeout(context.Background(), presenceTimeout)
	defer cancel()
	_, _ = p.pool.Exec(ctx, `DELETE FROM workers WHERE id = $1`, p.worker) // else the next process removes it
	_ = p.conn.Close(ctx)
}

// stayPresent keeps the process registered until ctx ends, anew whenever the connection breaks.
func (r *Runtime) stayPresent(ctx context.Context) {
	for ctx.Err() == nil {
		var p *presence
		err := untilDone(ctx, func() (err error) {
			p, err = register(ctx, r.ledger.pool)
			return r.noted(err)
		})
		if err != nil {
			return
		}
		r.worker.Store(p.worker)
		err = r.watch(ctx, p)
		r.worker.CompareAndSwap(p.worker, 0)
		p.deregister()
		if err != nil && ctx.Err() == nil {
			r.log.Warn("registering anew", "worker", p.worker, "error", err)
		}
	}
}

var errRejoin = errors.New("a claim was lost on its way from the database")

// watch wakes workers when there may be something for them. It gives the reason why the presence has to end.
func (r *Runtime) watch(ctx context.Context, p *presence) error {
	var lastTick, lastForgotten time.Time
	for {
		if time.Since(lastTick) >= tick {
			lastTick = time.Now()
			if err := p.beat(ctx); err != nil {
				return err
			}
			r.leads.Store(p.leader)
			if time.Since(lastForgotten) >= forgetEvery && p.leader {
				lastForgotten = time.Now()
				_ = r.noted(r.ledger.forget(ctx))
			}
			r.lookAfter(ctx)
		}
		r.wake(false)
		r.wake(true)
		if err := p.listen(ctx); err != nil || ctx.Err() != nil {
			return err
		}
		if r.worker.Load() != p.worker {
			return errRejoin
		}
	}
}

func (r *Runtime) lookAfter(ctx context.Context) {
	dead, err := r.ledger.removeDead(ctx)
	if r.noted(err) == nil && dead > 0 {
		r.log.Info("took over from dead workers", "workers", dead)
	}
	waiting, oldest, err := r.ledger.count(ctx)
	if r.noted(err) == nil {
		r.metrics.waiting.Set(float64(waiting))
		r.metrics.oldest.Set(oldest)
	}
}

// noted logs what the database answered, for errors that are followed by another try.
func (r *Runtime) noted(err error) error {
	if err != nil && !errors.Is(err, context.Canceled) {
		r.log.Warn("the database does not answer as it should", "error", err)
	}
	return err
}

// notedClaim is noted for statements that claim a chat. Unless the database itself said no, the claim may have been
// made and its answer lost, and the chat would wait for ever: the process registers anew, which frees all that it held.
func (r *Runtime) notedClaim(err error) error {
	var refused *pgconn.PgError
	if err != nil && !errors.As(err, &refused) {
		r.worker.Store(0)
	}
	return r.noted(err)
}
