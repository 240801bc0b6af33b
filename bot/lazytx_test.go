package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

// A transaction begins with its first statement; where it cannot, that statement says why, whichever way it is made.
func TestATransactionThatCannotBeginSaysSo(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func(ctx context.Context, tx pgx.Tx) error{
		"exec": func(ctx context.Context, tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `SELECT 1`)
			return err
		},
		"query": func(ctx context.Context, tx pgx.Tx) error {
			rows, _ := tx.Query(ctx, `SELECT 1`) // its error comes out of the rows as well
			_, err := pgx.CollectRows(rows, pgx.RowTo[int])
			return err
		},
		"query of one row": func(ctx context.Context, tx pgx.Tx) error {
			return tx.QueryRow(ctx, `SELECT 1`).Scan(new(int))
		},
		"batch": func(ctx context.Context, tx pgx.Tx) error {
			batch := &pgx.Batch{}
			batch.Queue(`SELECT 1`).QueryRow(func(row pgx.Row) error { return row.Scan(new(int)) })
			return tx.SendBatch(ctx, batch).Close()
		},
		"result of a batch": func(ctx context.Context, tx pgx.Tx) error {
			batch := &pgx.Batch{}
			batch.Queue(`SELECT 1`)
			results := tx.SendBatch(ctx, batch)
			defer results.Close()
			return results.QueryRow().Scan(new(int))
		},
		"copy": func(ctx context.Context, tx pgx.Tx) error {
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"effects"}, []string{"turn"}, pgx.CopyFromRows([][]any{{1}}))
			return err
		},
		"savepoint": func(ctx context.Context, tx pgx.Tx) error {
			_, err := tx.Begin(ctx)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool, phone := pgtest.New(t), newPhone()
			if _, err := pool.Exec(t.Context(), `CREATE TABLE effects (turn bigint)`); err != nil {
				t.Fatal(err)
			}
			failed := make(chan error, 1)
			r := start(t, pool, phone, handlerFunc(func(_ context.Context, turn bot.Turn) (bot.TxFunc, error) {
				return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
					if len(failed) == 0 {
						if _, err := pool.Exec(ctx, `SELECT pg_terminate_backend($1, 10000)`, tx.Conn().PgConn().PID()); err != nil {
							t.Error(err)
						}
						err := first(ctx, tx)
						failed <- err
						return bot.Reply{}, err
					}
					return bot.Reply{Cards: []bot.Card{{Text: "re: " + text(turn)}}}, first(ctx, tx)
				}, nil
			}), bot.Options{})
			accept(t, r, words(1, 1, "x"))
			waitUntilIdle(t, pool)
			if err := <-failed; err == nil || !strings.Contains(err.Error(), "begin: ") {
				t.Errorf("the error is %v", err)
			}
			if got := phone.texts(1); len(got) != 1 || got[0] != "re: x" {
				t.Errorf("in the end: %q", got)
			}
		})
	}
}
