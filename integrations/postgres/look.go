package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// Version counts the changes of the tables' form, ours and the job queue's.
type Version struct {
	Tables int `json:"tables"`
	Queue  int `json:"queue"`
}

// NewerThan says that a program of version o does not know all of v.
func (v Version) NewerThan(o Version) bool { return v.Tables > o.Tables || v.Queue > o.Queue }

// ProgramVersion is the version that Open brings a village to.
func ProgramVersion() (Version, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return Version{}, fmt.Errorf("count the migrations: %w", err)
	}
	queue, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return Version{}, fmt.Errorf("count the job queue's migrations: %w", err)
	}
	v := Version{Tables: len(files)}
	for _, m := range queue.AllVersions() {
		v.Queue = max(v.Queue, m.Version)
	}
	return v, nil
}

// State is what Look sees of a village.
type State struct {
	Server  string   // version of PostgreSQL
	Vector  string   // version of pgvector, or of the one that would be made
	There   bool     // the schema is there
	Others  []string // villages of other names in the same database
	Version Version  // of its tables; 0: none
	Empty   bool     // nobody has put anything into it
	Served  bool     // a process serves it
}

// fillsItself says that migrations and a first start leave rows in a table.
func fillsItself(table string) bool {
	return table == "settings" || table == "order_moves" || strings.HasSuffix(table, "_version") || strings.HasPrefix(table, "river_")
}

// Look looks at a village and changes nothing. Errors: ErrVillage, ErrNoVector, ErrNoSessions.
func Look(ctx context.Context, url, village string) (s State, err error) {
	if !villageName.MatchString(village) {
		return s, fmt.Errorf("%q: %w", village, ErrVillage)
	}
	connection, err := Connect(ctx, url)
	if err != nil {
		return s, err
	}
	defer connection.Close(ctx)
	if err := keepsSessions(ctx, connection); err != nil {
		return s, err
	}
	if err := s.look(ctx, connection, village); err != nil {
		return s, fmt.Errorf("look at village %s: %w", village, err)
	}
	return s, nil
}

func (s *State) look(ctx context.Context, connection *pgx.Conn, village string) error {
	rows, err := connection.Query(ctx, `SELECT tablename FROM pg_tables WHERE schemaname = $1`, village)
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	err = connection.QueryRow(ctx, `SELECT current_setting('server_version'),
		coalesce((SELECT extversion FROM pg_extension WHERE extname = 'vector'),
			(SELECT default_version FROM pg_available_extensions WHERE name = 'vector'), ''),
		EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)`, village).Scan(&s.Server, &s.Vector, &s.There)
	if err != nil {
		return err
	}
	if !atLeast(s.Vector, 0, 8) {
		return fmt.Errorf("%w: %s", ErrNoVector, installHint(ctx, connection))
	}
	all, err := villages(ctx, connection)
	if err != nil {
		return err
	}
	s.Others = slices.DeleteFunc(all, func(name string) bool { return name == village })
	s.Empty = true
	for _, table := range tables {
		if err := s.lookInto(ctx, connection, village, table); err != nil {
			return err
		}
	}
	return nil
}

func (s *State) lookInto(ctx context.Context, connection *pgx.Conn, village, table string) error {
	name := pgx.Identifier{village, table}.Sanitize()
	switch table {
	case "schema_version":
		return connection.QueryRow(ctx, `SELECT version FROM `+name).Scan(&s.Version.Tables)
	case "river_migration":
		return connection.QueryRow(ctx, `SELECT coalesce(max(version), 0) FROM `+name).Scan(&s.Version.Queue)
	case "workers": // a living process holds the lock of its row
		return connection.QueryRow(ctx, `SELECT EXISTS (SELECT FROM `+name+` WHERE NOT pg_try_advisory_xact_lock(hashtext($1), id))`, village).Scan(&s.Served)
	}
	if fillsItself(table) {
		return nil
	}
	var filled bool
	err := connection.QueryRow(ctx, `SELECT EXISTS (SELECT FROM `+name+`)`).Scan(&filled)
	s.Empty = s.Empty && !filled
	return err
}

// Made says whether a data folder has a private server's database. It makes nothing.
func Made(dir string) (bool, error) {
	_, err := os.Stat(filepath.Join(dir, "postgres", "cluster", "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("data folder: %w", err)
	}
	return true, nil
}
