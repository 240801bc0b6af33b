package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Server is a private PostgreSQL server in a data folder: reached by a unix socket only, shared by all oldhand
// processes that use the folder, and stopped by the last of them.
type Server struct {
	installation
	dir     string // of the cluster and its log
	socket  string // folder of the unix socket
	account account
	users   *lock
}

// Options of Start.
type Options struct {
	// Throwaway trades durability for speed, for tests.
	Throwaway bool
}

// Start starts the private server in dir, making it on first use, or joins the one that runs there.
// Errors: ErrNotInstalled where the machine has no PostgreSQL.
func Start(ctx context.Context, dir string, o Options) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("private server: %w", err)
	}
	s := &Server{dir: filepath.Join(dir, "postgres")}
	if s.account, err = unprivileged(); err != nil {
		return nil, err
	}
	if err := s.makeFolders(dir); err != nil {
		return nil, err
	}
	turn, err := acquire(filepath.Join(s.dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer turn.release()
	if s.users, err = acquire(filepath.Join(s.dir, "users.lock"), syscall.LOCK_SH); err != nil {
		return nil, err
	}
	if err := s.startUnlessRunning(ctx, o); err != nil {
		s.users.release()
		return nil, err
	}
	return s, nil
}

// URL is where the server is reached.
func (s *Server) URL() string {
	query := url.Values{"host": {s.socket}, "user": {"oldhand"}}
	return "postgres:///postgres?" + query.Encode()
}

// Stop leaves the server; the last to leave stops it, in good order.
func (s *Server) Stop() error {
	turn, err := acquire(filepath.Join(s.dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer turn.release()
	defer s.users.release()
	if !s.users.upgrade() {
		return nil // somebody else still works with it
	}
	return s.program(context.Background(), "", "pg_ctl", "-D", s.entered(s.cluster()), "-m", "fast", "-w", "stop")
}

func (s *Server) cluster() string { return filepath.Join(s.dir, "cluster") }

func (s *Server) logFile() string { return filepath.Join(s.dir, "postgres.log") }

// makeFolders makes the server's folders, owned by the account it runs as.
func (s *Server) makeFolders(dir string) error {
	s.socket = socketFolder(s.dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	for _, folder := range []string{s.dir, s.socket} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		if err := s.account.own(folder); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
	}
	return nil
}

// socketFolder is the server's own folder, unless a socket's path there would be longer than the 107 bytes that the
// kernel allows: then one in the machine's folder for temporary files, named after it.
func socketFolder(dir string) string {
	if len(dir) <= 107-len("/.s.PGSQL.5432") {
		return dir
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("oldhand-%x", sha256.Sum256([]byte(dir)))[:24])
}

func (s *Server) startUnlessRunning(ctx context.Context, o Options) error {
	version, err := os.ReadFile(filepath.Join(s.cluster(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		version = nil
	} else if err != nil {
		return fmt.Errorf("private server: %w", err)
	}
	if s.installation, err = findInstallation(strings.TrimSpace(string(version))); err != nil {
		return err
	}
	if version == nil {
		if err := s.initialise(ctx, o); err != nil {
			return err
		}
	}
	// The last processes of a killed server may take a moment to go, and hold their memory until then; and one that a
	// killed oldhand has begun to start may take a moment to answer.
	_, err = backoff.Retry(ctx, func() (struct{}, error) {
		if s.answers(ctx) {
			return struct{}{}, nil
		}
		if err := s.removeStalePID(); err != nil {
			return struct{}{}, backoff.Permanent(err)
		}
		return struct{}{}, s.start(ctx, o)
	}, backoff.WithMaxTries(5))
	if err != nil {
		return err
	}
	return s.demote(context.WithoutCancel(ctx), o) // the server runs by now, and whoever gives up leaves it in good order
}

// initialise makes the cluster beside its place and then renames it, so that a crash leaves none half made.
func (s *Server) initialise(ctx context.Context, o Options) error {
	unfinished := s.cluster() + ".new"
	if err := os.RemoveAll(unfinished); err != nil {
		return fmt.Errorf("make database: %w", err)
	}
	// Whoever can enter the folder (the account itself, and root) is trusted; nobody else reaches the socket.
	args := []string{"-D", s.entered(unfinished), "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"}
	if o.Throwaway {
		args = append(args, "--no-sync", "-U", role) // tests reach behind what the program may do
	} else {
		args = append(args, "-U", adminRole)
	}
	if err := s.program(ctx, "", "initdb", args...); err != nil {
		return err
	}
	if !o.Throwaway {
		if err := s.limitRole(ctx, unfinished); err != nil {
			return err
		}
	}
	if err := os.Rename(unfinished, s.cluster()); err != nil {
		return fmt.Errorf("make database: %w", err)
	}
	return nil
}

const (
	// role is whom the program is in its database; it can do what it needs there, and reads no file of the machine.
	role = "oldhand"
	// adminRole made the cluster. Nobody uses it but to make the role, and people who mend something.
	adminRole = "oldhand_admin"
)

// limitRole makes the program's role in a cluster in which nobody has been yet, and the extension that only an administrator can
// make, for every database to come as well.
func (s *Server) limitRole(ctx context.Context, cluster string) error {
	for database, statements := range map[string]string{
		"template1": "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;\n",
		"postgres": "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;\nCREATE ROLE " + role + " LOGIN CREATEDB;\n" +
			"ALTER DATABASE postgres OWNER TO " + role + ";\n",
	} {
		if err := s.program(ctx, statements, "postgres", "--single", "-D", s.entered(cluster), database); err != nil {
			return err
		}
	}
	return nil
}

// demote takes the powers of an administrator from the program's role in a cluster of earlier days, where PostgreSQL lets it.
func (s *Server) demote(ctx context.Context, o Options) error {
	if o.Throwaway {
		return nil
	}
	connection, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return fmt.Errorf("private server: %w", err)
	}
	defer connection.Close(ctx)
	var super bool
	if err := connection.QueryRow(ctx, `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`).Scan(&super); err != nil || !super {
		return err
	}
	_, err = connection.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS vector SCHEMA public; ALTER DATABASE postgres OWNER TO `+role+`;
		CREATE ROLE `+adminRole+` LOGIN SUPERUSER; ALTER ROLE `+role+` NOSUPERUSER CREATEDB`)
	if refused := new(pgconn.PgError); errors.As(err, &refused) {
		return nil // from version 16 on whoever made a cluster stays its administrator: a restored backup has it right
	}
	return err
}

func (s *Server) start(ctx context.Context, o Options) error {
	settings := []string{
		"listen_addresses=", "unix_socket_directories=" + s.entered(s.socket), "unix_socket_permissions=0700",
		"max_connections=200", "shared_buffers=64MB", "jit=off", "random_page_cost=1.1", "timezone=UTC",
		"log_min_messages=warning", "log_min_error_statement=panic", // statements hold what people wrote
	}
	if o.Throwaway {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	flags := make([]string, len(settings))
	for i, setting := range settings {
		flags[i] = "-c '" + setting + "'"
	}
	// Whoever gives up meanwhile waits for the end of it: a server that is half started would go on with nobody to stop it.
	err := s.program(context.WithoutCancel(ctx), "", "pg_ctl", "-D", s.entered(s.cluster()), "-l", s.entered(s.logFile()), "-s", "-w", "-t", "60",
		"-o", strings.Join(flags, " "), "start")
	if err != nil {
		return fmt.Errorf("%w\n%s", err, tail(s.logFile(), 10))
	}
	return nil
}

// answers says whether the server runs and takes connections.
func (s *Server) answers(ctx context.Context) bool {
	connection, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return false
	}
	defer connection.Close(ctx)
	return connection.Ping(ctx) == nil
}

// removeStalePID removes the lock file of a killed server where the server itself would take it for a peer's: its number
// belongs to a process that is no PostgreSQL, as happens where numbers start afresh at every boot, or to one that has
// ended and only waits to be reaped. Where no /proc tells of processes it stays, for people to judge.
func (s *Server) removeStalePID() error {
	if runtime.GOOS != "linux" {
		return nil
	}
	file := filepath.Join(s.cluster(), "postmaster.pid")
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("private server: %w", err)
	}
	pid, _, _ := strings.Cut(string(text), "\n")
	// "4711 (postgres) S ...": see proc(5).
	status, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err == nil && strings.Contains(string(status), "(postgres) ") && !strings.Contains(string(status), ") Z ") {
		return nil
	}
	return os.Remove(file)
}

func tail(file string, lines int) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// account is whom the server runs as; the zero account is whoever runs oldhand.
type account struct {
	credential *syscall.Credential
}

// unprivileged is this process's own account, or, for root, whom PostgreSQL refuses, "postgres" or "nobody".
func unprivileged() (account, error) {
	if os.Getuid() != 0 {
		return account{}, nil
	}
	if runtime.GOOS != "linux" {
		return account{}, errors.New("PostgreSQL does not run as root: run oldhand as somebody else")
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(found.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(found.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return account{}, fmt.Errorf("account %s: %w", name, err)
		}
		return account{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return account{}, errors.New("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as")
}

func (a account) own(path string) error {
	if a.credential == nil {
		return nil
	}
	return os.Chown(path, int(a.credential.Uid), int(a.credential.Gid))
}

// entrance is the server's folder as its own processes reach it that run as another account: it is opened for them, so that they need
// no right to pass the folders above it, which may be root's alone.
const entrance = "/proc/self/fd/3"

// entered is a path in the server's folder as its processes reach it.
func (s *Server) entered(path string) string {
	below, inside := strings.CutPrefix(path, s.dir)
	if s.account.credential == nil || !inside {
		return path
	}
	return entrance + below
}

// program runs one of PostgreSQL's programs to its end, as the server's account, which can do nothing else on this machine, and out of
// reach of the terminal's Ctrl-C.
func (s *Server) program(ctx context.Context, input, program string, args ...string) error {
	command := exec.CommandContext(ctx, filepath.Join(s.bin, program), args...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: s.account.credential}
	command.Dir, command.Stdin = "/", strings.NewReader(input)
	if s.account.credential != nil {
		folder, err := os.Open(s.dir)
		if err != nil {
			return fmt.Errorf("%s: %w", program, err)
		}
		defer folder.Close()
		command.ExtraFiles = []*os.File{folder} // number 3: see entrance
	}
	// A file and not a pipe: the server inherits it and would keep a pipe open for ever.
	output, err := os.CreateTemp("", "oldhand-"+program)
	if err != nil {
		return fmt.Errorf("%s: %w", program, err)
	}
	defer os.Remove(output.Name())
	defer output.Close()
	command.Stdout, command.Stderr = output, output
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, tail(output.Name(), 10))
	}
	return nil
}
