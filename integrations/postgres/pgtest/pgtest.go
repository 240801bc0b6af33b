// Package pgtest gives every test a migrated PostgreSQL database of its own.
package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/postgres"
)

// Village is the name of the village in every test's database.
const Village = "village"

// New gives a pool on a fresh, migrated database with a village named "village", gone when the test ends.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	return Open(t, NewURL(t), Village)
}

// Open gives another pool on a database that NewURL made, closed when the test ends.
func Open(t testing.TB, url, village string) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Create(t.Context(), url, village)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// NewURL gives the address of a fresh, migrated database, dropped when the test ends.
func NewURL(t testing.TB) string {
	t.Helper()
	server, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	return copyOf(t, server, "template_village")
}

// NewURLFrom gives the address of a copy of a database that prepare fills once for all tests that give the same name.
func NewURLFrom(t testing.TB, name string, prepare func(ctx context.Context, url string) error) string {
	t.Helper()
	server, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	made, _ := prepared.LoadOrStore(name, sync.OnceValue(func() error {
		administer(t, server.URL(), `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()+` TEMPLATE template_village`)
		return prepare(context.Background(), database(server.URL(), name))
	}))
	if err := made.(func() error)(); err != nil {
		t.Fatal(err)
	}
	return copyOf(t, server, pgx.Identifier{name}.Sanitize())
}

// prepared are the databases of NewURLFrom, by name: functions that fill each once.
var prepared sync.Map

// copyOf makes a database that is dropped when the test ends.
func copyOf(t testing.TB, server *postgres.Server, template string) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", counter.Add(1))
	administer(t, server.URL(), `CREATE DATABASE `+name+` TEMPLATE `+template)
	t.Cleanup(func() { administer(t, server.URL(), `DROP DATABASE `+name+` WITH (FORCE)`) })
	return database(server.URL(), name)
}

var counter atomic.Int64

// cluster is one server for the whole test binary: without fsync, migrated once into a template.
var cluster = sync.OnceValues(func() (*postgres.Server, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp(fastFolder(), "oldhand-test")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return nil, err
	}
	server, err := postgres.Start(ctx, dir, postgres.Options{Throwaway: true})
	if err != nil {
		return nil, err
	}
	if err := removeAfterwards(dir); err != nil {
		return nil, err
	}
	connection, err := pgx.Connect(ctx, server.URL())
	if err != nil {
		return nil, err
	}
	defer connection.Close(ctx)
	if _, err := connection.Exec(ctx, `CREATE DATABASE template_village`); err != nil {
		return nil, err
	}
	pool, err := postgres.Open(ctx, database(server.URL(), "template_village"), Village)
	if err != nil {
		return nil, err
	}
	pool.Close()
	return server, nil
})

// fastFolder is a file system in memory where there is one.
func fastFolder() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// removeAfterwards leaves a process behind that stops the server and removes its folder when this test binary ends,
// however it ends: then the pipe that only this binary holds open breaks.
func removeAfterwards(dir string) error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	defer write.Close()
	command := exec.Command("sh", "-c", `read -r _
		lock="$0/postgres/cluster/postmaster.pid" tries=0
		kill -QUIT "$(head -n 1 "$lock")"
		while [ -e "$lock" ] && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
		rm -rf "$0"`, dir)
	command.Stdin = read
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		return err
	}
	// Never closed here: an os.File would be when it is collected, so the bare number is kept.
	number, err := syscall.Dup(int(write.Fd()))
	if err != nil {
		return err
	}
	syscall.CloseOnExec(number)
	return nil
}

func administer(t testing.TB, url, statement string) {
	t.Helper()
	ctx := context.Background() // the test's own has ended when it cleans up
	connection, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(ctx)
	if _, err := connection.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

// database is the address of another database of the same server.
func database(server, name string) string {
	address, err := url.Parse(server)
	if err != nil {
		panic(err) // the server made it
	}
	address.Path = "/" + name
	return address.String()
}
