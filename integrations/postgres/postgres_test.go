package postgres_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// start starts a private server in dir, as durable as in production, and stops it when the test ends.
func start(t *testing.T, dir string) *postgres.Server {
	t.Helper()
	server, err := postgres.Start(t.Context(), dir, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// query runs a statement on a server and gives its one text.
func query(t *testing.T, url, statement string) string {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	var text string
	if err := connection.QueryRow(t.Context(), statement).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheLastToLeaveStopsTheServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := postgres.Start(t.Context(), dir, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	second := start(t, dir)
	if first.URL() != second.URL() {
		t.Errorf("two servers in one folder: %s and %s", first.URL(), second.URL())
	}
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	if got := query(t, second.URL(), `SELECT 'still there'`); got != "still there" {
		t.Error(got)
	}
}

// Ctrl-C while the server is just starting: it must not go on without anybody to stop it.
func TestAStartThatIsGivenUpLeavesNoServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	pid := filepath.Join(dir, "postgres", "cluster", "postmaster.pid")
	go func() {
		defer cancel()
		for look := time.NewTicker(time.Millisecond); ; <-look.C {
			if _, err := os.Stat(pid); err == nil || t.Context().Err() != nil {
				return
			}
		}
	}()
	server, err := postgres.Start(ctx, dir, postgres.Options{})
	if err == nil {
		err = server.Stop()
	}
	if _, running := os.Stat(pid); !errors.Is(running, os.ErrNotExist) {
		t.Errorf("a server is left behind: %v", err)
		start(t, dir) // and stops it
	}
}

func TestDataOutlivesAKilledServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := start(t, dir)
	connection, err := pgx.Connect(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connection.Exec(t.Context(), `CREATE TABLE kept (what text); INSERT INTO kept VALUES ('an order')`); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "cluster", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if _, err := connection.Exec(t.Context(), `SELECT pg_sleep(60)`); err == nil {
		t.Fatal("the server outlived its killing")
	}
	again := start(t, dir)
	if got := query(t, again.URL(), `SELECT what FROM kept`); got != "an order" {
		t.Error(got)
	}
}

func TestOneServesFromADataFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	release, err := postgres.Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Claim(dir); !errors.Is(err, postgres.ErrInUse) {
		t.Errorf("second claim: %v", err)
	}
	release()
	release, err = postgres.Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	release()
}

func TestVillagesKnowNothingOfEachOther(t *testing.T) {
	t.Parallel()
	url := pgtest.NewURL(t)
	east, west := pgtest.Open(t, url, "east"), pgtest.Open(t, url, "west")
	tables := func(village string) string {
		return query(t, url, `SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM information_schema.tables
			WHERE table_schema = '`+village+`'`)
	}
	if tables("east") != tables("west") || !strings.Contains(tables("east"), "river_job") {
		t.Errorf("east has %s\nwest has %s", tables("east"), tables("west"))
	}
	var names []string
	rows, err := east.Query(t.Context(), `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`)
	if err != nil {
		t.Fatal(err)
	}
	if names, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		t.Fatal(err)
	}
	if _, err := east.Exec(t.Context(), `INSERT INTO river_queue (name, updated_at) VALUES ('east only', now())`); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		var count int
		statement := `SELECT count(*) FROM ` + pgx.Identifier{name}.Sanitize() + ` x WHERE x::text LIKE '%east only%'`
		if err := west.QueryRow(t.Context(), statement).Scan(&count); err != nil {
			t.Fatal(err)
		}
		if count != 0 {
			t.Errorf("the west sees %d rows of the east in %s", count, name)
		}
	}
}

func TestOpenRefusesAVillageThatIsNoName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Village", "a b", `x"; DROP SCHEMA public; --`, "1st", strings.Repeat("v", 52)} {
		if _, err := postgres.Open(t.Context(), "postgres://nowhere.invalid", name); !errors.Is(err, postgres.ErrVillage) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestOpenTwiceIsHarmless(t *testing.T) {
	t.Parallel()
	url := pgtest.NewURL(t)
	done := make(chan error)
	for range 4 {
		go func() {
			pool, err := postgres.Create(t.Context(), url, "together")
			if err == nil {
				pool.Close()
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// The server's own processes have no power on the machine, and the program's role none over the server, also where the data folder lies
// below a folder that nobody else may enter.
func TestTheServerReadsNothingElse(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	if err := os.Chmod(parent, 0o700); err != nil {
		t.Fatal(err)
	}
	server := start(t, filepath.Join(parent, "data"))
	if on := query(t, server.URL(), `SHOW data_checksums`); on != "on" {
		t.Errorf("checksums are %s", on)
	}
	read := func(user string) error {
		t.Helper()
		connection, err := pgx.Connect(t.Context(), strings.Replace(server.URL(), "user=oldhand", "user="+user, 1))
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close(context.Background())
		_, err = connection.Exec(t.Context(), `SELECT pg_read_file('/etc/shadow')`)
		return err
	}
	var refused *pgconn.PgError
	if err := read("oldhand"); !errors.As(err, &refused) || refused.Code != "42501" {
		t.Errorf("the program's role reads: %v", err)
	}
	if err := read("oldhand_admin"); err == nil && os.Getuid() == 0 {
		t.Error("the server reads what only root may")
	}
	pid, _, _ := strings.Cut(string(must(t, filepath.Join(parent, "data", "postgres", "cluster", "postmaster.pid"))), "\n")
	if status := string(must(t, filepath.Join("/proc", pid, "status"))); !strings.Contains(status, "CapEff:\t0000000000000000") || !strings.Contains(status, "CapAmb:\t0000000000000000") {
		t.Errorf("the server has capabilities:\n%s", status)
	}
	pool, err := postgres.Open(t.Context(), server.URL(), "village")
	if err != nil {
		t.Fatal(err)
	}
	pool.Close()
}

func must(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
