package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// ErrNoVillage says that a database has villages, and not the one that was asked for.
var ErrNoVillage = errors.New("there is no such village")

// onlyVillage refuses a village that would be made beside others: more likely its name was mistyped. One whose making was interrupted has its
// first table already.
func onlyVillage(ctx context.Context, connection *pgx.Conn, village string) error {
	there, err := villages(ctx, connection)
	if err != nil || len(there) == 0 {
		return err
	}
	var begun bool
	err = connection.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'turns')`, village).Scan(&begun)
	if err != nil {
		return fmt.Errorf("look for village %s: %w", village, err)
	}
	if !begun {
		return fmt.Errorf("%w: the database has %s, and no %s: correct OLDHAND_VILLAGE, or make a new village with --create", ErrNoVillage,
			strings.Join(there, ", "), village)
	}
	return nil
}

// villages are the names of a database's villages.
func villages(ctx context.Context, connection *pgx.Conn) ([]string, error) {
	rows, err := connection.Query(ctx, `SELECT schemaname FROM pg_tables WHERE tablename IN ('turns', 'river_job')
		GROUP BY schemaname HAVING count(*) = 2 ORDER BY schemaname`)
	if err != nil {
		return nil, fmt.Errorf("look for villages: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for villages: %w", err)
	}
	return names, nil
}
