// Package postgres connects to the village's database: the one configured, or a private server of its own.
package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/tern/v2/migrate"
	pgxvector "github.com/pgvector/pgvector-go/pgx"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrVillage says that a name cannot be a village's: it becomes the name of a schema.
var ErrVillage = errors.New("a village's name is a lower-case letter and then up to 50 letters, digits or _")

// ErrNoVector says that the database lacks pgvector 0.8 or newer.
var ErrNoVector = errors.New("the database needs the extension pgvector 0.8 or newer")

var villageName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,50}$`)

// poolSize is how many connections a process has at most, unless the address says otherwise (pool_max_conns). A turn
// mostly waits for its commits to reach the disk, and those that wait together reach it together, so it takes more
// connections than there are cores, and more than pgx's four. It takes fewer than there are workers, because most of
// those are with the messenger or thinking.
const poolSize = 16

// migrationLock is held in the database while tables are made, so that processes started together take turns.
const migrationLock = 0x6f6c6468616e64

// Open connects to the database at url, makes sure that the village's tables are there, and gives a pool whose search_path is its
// schema. A village that is not there is made in a database that has no other. Errors: ErrVillage, ErrNoVillage, ErrNoVector, ErrNoSessions.
func Open(ctx context.Context, url, village string) (*pgxpool.Pool, error) {
	return open(ctx, url, village, onlyVillage)
}

// Create is Open that makes a village that is not there also beside others. Errors: ErrVillage, ErrNoVector, ErrNoSessions.
func Create(ctx context.Context, url, village string) (*pgxpool.Pool, error) {
	return open(ctx, url, village, func(context.Context, *pgx.Conn, string) error { return nil })
}

func open(ctx context.Context, url, village string, may func(context.Context, *pgx.Conn, string) error) (*pgxpool.Pool, error) {
	if !villageName.MatchString(village) {
		return nil, fmt.Errorf("%q: %w", village, ErrVillage)
	}
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = poolSize
	}
	connection, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	defer connection.Close(ctx)
	if err := keepsSessions(ctx, connection); err != nil {
		return nil, err
	}
	if err := may(ctx, connection, village); err != nil {
		return nil, err
	}
	path, err := prepare(ctx, connection, village)
	if err != nil {
		return nil, err
	}
	if err := migrateTables(ctx, config.ConnConfig, village, path); err != nil {
		return nil, err
	}
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		// Not at the connection's start: poolers do not pass these on. All statements are short: to compile them takes longer than they do.
		if _, err := c.Exec(ctx, `SET search_path = `+path+`; SET timezone = 'UTC'; SET jit = off`); err != nil {
			return err
		}
		return pgxvector.RegisterTypes(ctx, c)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	if err := migrateRiver(ctx, pool, village); err != nil {
		pool.Close()
		return nil, err
	}
	return pool, nil
}

// prepare makes the extension and the schema and gives the search_path. The connection then holds the migrations' lock
// until it closes.
func prepare(ctx context.Context, connection *pgx.Conn, village string) (string, error) {
	if _, err := connection.Exec(ctx, `SELECT pg_advisory_lock($1)`, migrationLock); err != nil {
		return "", fmt.Errorf("prepare the database: %w", err)
	}
	extensions, err := vectorSchema(ctx, connection)
	if err != nil {
		return "", err
	}
	schema := pgx.Identifier{village}.Sanitize()
	path := schema + ", " + pgx.Identifier{extensions}.Sanitize()
	if _, err := connection.Exec(ctx, `CREATE SCHEMA IF NOT EXISTS `+schema); err != nil {
		return "", fmt.Errorf("prepare the database: %w", err)
	}
	return path, nil
}

// vectorSchema makes sure of pgvector and says in which schema it is; all villages of a database share it.
func vectorSchema(ctx context.Context, connection *pgx.Conn) (string, error) {
	_, err := connection.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS vector SCHEMA public`)
	if refused := new(pgconn.PgError); errors.As(err, &refused) {
		return "", fmt.Errorf("%w (%s): %s", ErrNoVector, refused.Message, installHint(ctx, connection))
	}
	if err != nil {
		return "", fmt.Errorf("prepare the database: %w", err)
	}
	var version, schema string
	err = connection.QueryRow(ctx, `SELECT extversion, nspname FROM pg_extension
		JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector'`).Scan(&version, &schema)
	if err != nil {
		return "", fmt.Errorf("prepare the database: %w", err)
	}
	if !atLeast(version, 0, 8) {
		return "", fmt.Errorf("%w, it has %s: %s", ErrNoVector, version, installHint(ctx, connection))
	}
	return schema, nil
}

func installHint(ctx context.Context, connection *pgx.Conn) string {
	var number int
	if err := connection.QueryRow(ctx, `SELECT current_setting('server_version_num')::int / 10000`).Scan(&number); err != nil {
		return "install pgvector on the database's machine"
	}
	return fmt.Sprintf("run make, or install the package postgresql-%d-pgvector on the database's machine and, as its administrator, "+
		"CREATE EXTENSION vector (or ALTER EXTENSION vector UPDATE)", number)
}

func atLeast(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	gotMajor, errMajor := strconv.Atoi(parts[0])
	gotMinor, errMinor := strconv.Atoi(parts[1])
	if errMajor != nil || errMinor != nil {
		return false
	}
	return gotMajor > major || gotMajor == major && gotMinor >= minor
}

// migrateTables makes our tables. Each migration says where: after each of them the migrator resets all settings.
func migrateTables(ctx context.Context, config *pgx.ConnConfig, village, path string) error {
	connection, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	defer connection.Close(ctx)
	migrator, err := migrate.NewMigrator(ctx, connection, pgx.Identifier{village, "schema_version"}.Sanitize())
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	if err := migrator.LoadMigrations(files); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	for _, m := range migrator.Migrations {
		m.UpSQL = `SET LOCAL search_path = ` + path + `; SET LOCAL timezone = 'UTC';` + m.UpSQL
	}
	if err := migrator.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

func migrateRiver(ctx context.Context, pool *pgxpool.Pool, village string) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: village})
	if err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	return nil
}
