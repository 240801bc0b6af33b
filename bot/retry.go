package bot

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// conflictTries is how often a transaction runs that others keep getting in the way of.
const conflictTries = 6

// again runs a transaction anew for as long as the database says that it lost a race which it may win next time.
func again(ctx context.Context, run func() error) error {
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval = 5 * time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := run()
		if err != nil && !conflict(err) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(pause), backoff.WithMaxTries(conflictTries))
	return err
}

// conflict: serialization failure or deadlock.
func conflict(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "40001" || refused.Code == "40P01")
}

// transient says whether an error may well be gone in a few seconds: the database restarts or is full, a remote does
// not answer, a connection ended in the middle of an answer.
func transient(err error) bool {
	if refused := new(pgconn.PgError); errors.As(err, &refused) {
		return conflict(err) || strings.HasPrefix(refused.Code, "08") || strings.HasPrefix(refused.Code, "53") ||
			strings.HasPrefix(refused.Code, "57P")
	}
	var remote net.Error
	var unconnected *pgconn.ConnectError
	return errors.As(err, &remote) || errors.As(err, &unconnected) || errors.Is(err, io.ErrUnexpectedEOF) ||
		pgconn.SafeToRetry(err) || pgconn.Timeout(err)
}

// untilDone repeats what must be written to the database, however long that is away, until it is or ctx ends.
func untilDone(ctx context.Context, run func() error) error {
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.MaxInterval = 50*time.Millisecond, 5*time.Second
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		return struct{}{}, run()
	}, backoff.WithBackOff(pause), backoff.WithMaxElapsedTime(0))
	return err
}
