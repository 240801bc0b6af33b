package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ErrNoSessions says that a pooler stands before the database and gives every transaction to another of its connections.
var ErrNoSessions = errors.New("the database's address is that of a pooler that keeps no sessions (PgBouncer with pool_mode = transaction " +
	"or statement), on which oldhand cannot hold locks or be notified: set pool_mode = session for this database, or give PostgreSQL's own address")

// noTransactions is what PgBouncer says, by its code, to BEGIN where every statement may go to another connection.
const noTransactions = "08P01"

// keepsSessions says whether a connection stays with one process of the database: if not, a second one that holds a process
// for a transaction gets the first one's, or drives it to another. Error: ErrNoSessions.
func keepsSessions(ctx context.Context, first *pgx.Conn) error {
	began, err := backend(ctx, first)
	if err != nil {
		return err
	}
	second, err := pgx.ConnectConfig(ctx, first.Config())
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	defer second.Close(context.WithoutCancel(ctx))
	_, err = second.Exec(ctx, `BEGIN`)
	if refused := new(pgconn.PgError); errors.As(err, &refused) && refused.Code == noTransactions {
		return ErrNoSessions
	}
	if err != nil {
		return fmt.Errorf("look at the connection: %w", err)
	}
	holds, err := backend(ctx, second)
	if err != nil {
		return err
	}
	if holds == began {
		return ErrNoSessions
	}
	for range 2 { // a pooler may as well take its connections in turn
		now, err := backend(ctx, first)
		if err != nil {
			return err
		}
		if now != began {
			return ErrNoSessions
		}
	}
	return nil
}

// backend is the number of the database's process that a connection is with. It is asked in the simple way, which
// leaves nothing behind in that process.
func backend(ctx context.Context, c *pgx.Conn) (pid int, err error) {
	if err := c.QueryRow(ctx, `SELECT pg_backend_pid()`, pgx.QueryExecModeSimpleProtocol).Scan(&pid); err != nil {
		return 0, fmt.Errorf("look at the connection: %w", err)
	}
	return pid, nil
}
