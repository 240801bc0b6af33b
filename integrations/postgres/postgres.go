// Package postgres connects to the village's database: the one configured, or a private server of its own.
package postgres

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Open connects to the database at url, makes sure that the village's schema and tables are there, and gives a pool
// whose search_path is that schema.
func Open(ctx context.Context, url, village string) (*pgxpool.Pool, error) { panic("not built") }
