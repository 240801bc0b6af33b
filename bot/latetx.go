package bot

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// lateTx is a transaction that begins with its first statement: most turns have no effect, and what is left of them is
// one batch that begins and commits by itself. To end it is the ledger's affair.
type lateTx struct {
	pgx.Tx // nil: not begun
	conn   *pgxpool.Conn
}

// begin closes the connection when it fails, so that the statement which follows fails as well.
func (t *lateTx) begin(ctx context.Context) error {
	if t.Tx != nil {
		return nil
	}
	tx, err := t.conn.Begin(ctx)
	if err != nil {
		_ = t.conn.Conn().Close(context.WithoutCancel(ctx)) // it is of no use any more
		return fmt.Errorf("begin: %w", err)
	}
	t.Tx = tx
	return nil
}

// Begin sets a savepoint.
func (t *lateTx) Begin(ctx context.Context) (pgx.Tx, error) {
	if err := t.begin(ctx); err != nil {
		return nil, err
	}
	return t.Tx.Begin(ctx)
}

func (t *lateTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	_ = t.begin(ctx)
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t *lateTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	_ = t.begin(ctx)
	return t.conn.SendBatch(ctx, b)
}

func (t *lateTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	_ = t.begin(ctx)
	return t.conn.Exec(ctx, sql, args...)
}

func (t *lateTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	_ = t.begin(ctx)
	return t.conn.Query(ctx, sql, args...)
}

func (t *lateTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	_ = t.begin(ctx)
	return t.conn.QueryRow(ctx, sql, args...)
}

func (t *lateTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return t.conn.Conn().Prepare(ctx, name, sql)
}

func (t *lateTx) Conn() *pgx.Conn { return t.conn.Conn() }
