package pgtest

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
)

// Pooled gives the address at which PgBouncer stands before a test's database until the test ends. settings are lines of its
// configuration, such as "pool_mode = session".
func Pooled(t testing.TB, address string, settings ...string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	dir, err := os.MkdirTemp("", "oldhand-pooler")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil { // the pooler may have another account
		t.Fatal(err)
	}
	config := fmt.Sprintf("[databases]\n* = host=%s user=%s\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = %s\nauth_type = any\ndefault_pool_size = 50\n%s\n",
		query.Get("host"), query.Get("user"), dir, strings.Join(settings, "\n"))
	file := filepath.Join(dir, "pgbouncer.ini")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-q", file}
	if os.Getuid() == 0 {
		args = append(args, "-u", "postgres") // as the server, whose socket nobody else reaches
	}
	pooler := exec.Command("pgbouncer", args...)
	var said strings.Builder
	pooler.Stdout, pooler.Stderr = &said, &said
	if err := pooler.Start(); err != nil {
		t.Fatalf("%v: integrations/postgres/install.sh test installs PgBouncer", err)
	}
	t.Cleanup(func() {
		_ = pooler.Process.Signal(syscall.SIGQUIT) // at once
		_ = pooler.Wait()
	})
	query.Set("host", dir)
	query.Set("port", "6432")
	u.RawQuery = query.Encode()
	_, err = backoff.Retry(t.Context(), func() (struct{}, error) {
		connection, err := pgx.Connect(t.Context(), u.String())
		if err == nil {
			err = connection.Close(t.Context())
		}
		return struct{}{}, err
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	return u.String()
}
