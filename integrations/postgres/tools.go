package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Tools are PostgreSQL's own programs that take a village out of a database and bring it back.
type Tools struct {
	bin string // their folder; empty: on PATH
}

// Tools gives the programs of the server's own installation.
func (s *Server) Tools() Tools { return Tools{s.bin} }

// ErrTools says that PostgreSQL's programs for backups are not on PATH.
var ErrTools = errors.New("pg_dump, pg_restore and psql are not on PATH: install PostgreSQL's client programs " +
	"(postgresql-client), of the database's version or newer")

// ToolsOnPath gives those on PATH, for a database of someone else's. Error: ErrTools.
func ToolsOnPath() (Tools, error) {
	for _, program := range []string{"pg_dump", "pg_restore", "psql"} {
		if _, err := exec.LookPath(program); err != nil {
			return Tools{}, ErrTools
		}
	}
	return Tools{}, nil
}

// Dump writes the schema of a village, in pg_dump's own format, uncompressed.
func (t Tools) Dump(ctx context.Context, url, village string, w io.Writer) error {
	return t.run(ctx, url, w, "pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--strict-names", "--schema="+village)
}

// Restore brings back what Dump wrote to a file, in one transaction in which the village that was there, if any, gets the name of
// Before. scratch is a folder for what it makes of the file. Error: ErrNoVector.
func (t Tools) Restore(ctx context.Context, url, village, dump, scratch string) error {
	if err := ensureVector(ctx, url); err != nil {
		return err
	}
	// A file and not a pipe, whose end would make psql commit the half that came through.
	script := filepath.Join(scratch, "village.sql")
	if err := t.run(ctx, "", nil, "pg_restore", "--no-owner", "--no-privileges", "--file="+script, dump); err != nil {
		return err
	}
	there, err := schemaExists(ctx, url, village)
	if err != nil {
		return err
	}
	args := []string{"--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=" + os.DevNull,
		// Who starts meanwhile waits, and then finds the village that is brought back.
		fmt.Sprintf("--command=SELECT pg_advisory_xact_lock(%d)", migrationLock),
		"--command=DROP SCHEMA IF EXISTS " + before(village) + " CASCADE"}
	if there {
		args = append(args, "--command=ALTER SCHEMA "+pgx.Identifier{village}.Sanitize()+" RENAME TO "+before(village))
	}
	return t.run(ctx, url, nil, "psql", append(args, "--file="+script)...)
}

// before is the quoted name of a village as it was before it was brought back, which no village can have.
func before(village string) string { return pgx.Identifier{village + "-before"}.Sanitize() }

// Forget drops for good what a Restore has replaced.
func Forget(ctx context.Context, url, village string) error {
	return execute(ctx, url, `DROP SCHEMA IF EXISTS `+before(village)+` CASCADE`)
}

// TakeBack takes a Restore back: the village is as it was before.
func TakeBack(ctx context.Context, url, village string) error {
	undo := `DROP SCHEMA IF EXISTS ` + pgx.Identifier{village}.Sanitize() + ` CASCADE;`
	there, err := schemaExists(ctx, url, village+"-before")
	if err != nil {
		return err
	}
	if there {
		undo += `ALTER SCHEMA ` + before(village) + ` RENAME TO ` + pgx.Identifier{village}.Sanitize()
	}
	return execute(ctx, url, undo) // several statements at once are one transaction
}

func execute(ctx context.Context, url, statements string) error {
	connection, err := Connect(ctx, url)
	if err != nil {
		return err
	}
	defer connection.Close(ctx)
	if _, err := connection.Exec(ctx, statements); err != nil {
		return fmt.Errorf("replace a village: %w", err)
	}
	return nil
}

func schemaExists(ctx context.Context, url, name string) (there bool, err error) {
	connection, err := Connect(ctx, url)
	if err != nil {
		return false, err
	}
	defer connection.Close(ctx)
	if err := connection.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)`, name).Scan(&there); err != nil {
		return false, fmt.Errorf("look for schema %s: %w", name, err)
	}
	return there, nil
}

func ensureVector(ctx context.Context, url string) error {
	connection, err := Connect(ctx, url)
	if err != nil {
		return err
	}
	defer connection.Close(ctx)
	_, err = vectorSchema(ctx, connection)
	return err
}

// Connect gives one connection to a database, in which it makes nothing.
func Connect(ctx context.Context, url string) (*pgx.Conn, error) {
	connection, err := pgx.Connect(ctx, connectionString(url, false))
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return connection, nil
}

// run runs one of the programs to its end, on a database unless url is empty. A password goes to it by its environment, for
// arguments are seen by everybody.
func (t Tools) run(ctx context.Context, url string, out io.Writer, program string, args ...string) error {
	command := exec.CommandContext(ctx, filepath.Join(t.bin, program), args...)
	if t.bin == "" {
		command = exec.CommandContext(ctx, program, args...)
	}
	command.Env = append(os.Environ(), "LC_MESSAGES=C")
	if url != "" {
		config, err := pgx.ParseConfig(connectionString(url, false))
		if err != nil {
			return fmt.Errorf("database address: %w", err)
		}
		command.Args = append(command.Args, "--no-password", "--dbname="+connectionString(url, true))
		if config.Password != "" {
			command.Env = append(command.Env, "PGPASSWORD="+config.Password)
		}
	}
	var said bytes.Buffer
	command.Stdout, command.Stderr = out, &said
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.Join(strings.Fields(said.String()), " "))
	}
	return nil
}

// setting is one of a connection string in the form host=... password='...'.
var setting = regexp.MustCompile(`(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)`)

// connectionString gives a database's address as PostgreSQL's own library reads it: without what is meant for pgx's pool, and
// open to others' eyes without the password, too.
func connectionString(address string, open bool) string {
	drop := func(name string) bool { return strings.HasPrefix(name, "pool_") || open && name == "password" }
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		return setting.ReplaceAllStringFunc(address, func(s string) string {
			if drop(setting.FindStringSubmatch(s)[1]) {
				return ""
			}
			return s
		})
	}
	query := u.Query()
	for name := range query {
		if drop(name) {
			query.Del(name)
		}
	}
	u.RawQuery = query.Encode()
	if open && u.User != nil {
		u.User = url.User(u.User.Username())
	}
	return u.String()
}
