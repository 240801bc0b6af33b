package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrNotInstalled says that this machine has no PostgreSQL server that fits.
var ErrNotInstalled = errors.New("PostgreSQL is not installed")

// installation is one PostgreSQL on this machine.
type installation struct {
	bin string // folder of initdb and pg_ctl
}

// findInstallation finds PostgreSQL where Debian and Ubuntu put it, or on PATH: the one of a major version, or with
// version empty the newest. Errors: ErrNotInstalled, saying what to install.
func findInstallation(version string) (installation, error) {
	pattern := "*"
	if version != "" {
		pattern = version
	}
	found, err := filepath.Glob(filepath.Join("/usr/lib/postgresql", pattern, "bin", "initdb"))
	if err != nil {
		return installation{}, fmt.Errorf("find PostgreSQL: %w", err)
	}
	if len(found) > 0 {
		newest := slices.MaxFunc(found, func(a, b string) int { return majorOf(a) - majorOf(b) })
		return installation{filepath.Dir(newest)}, nil
	}
	if program, err := exec.LookPath("initdb"); err == nil {
		return installation{filepath.Dir(program)}, nil
	}
	if version != "" {
		return installation{}, fmt.Errorf("%w in version %s, with which this data folder was made: apt-get install postgresql-%s",
			ErrNotInstalled, version, version)
	}
	return installation{}, fmt.Errorf("%w: run make, or apt-get install postgresql and pgvector, or set OLDHAND_DATABASE_URL", ErrNotInstalled)
}

// defaultVersion is the version of an extension in its control file.
var defaultVersion = regexp.MustCompile(`(?m)^default_version *= *'(.*)'`)

// Installed gives the versions of the PostgreSQL and the pgvector that a new private server would have. It makes nothing. Errors:
// ErrNotInstalled, ErrNoVector.
func Installed(ctx context.Context) (server, vector string, err error) {
	i, err := findInstallation("")
	if err != nil {
		return "", "", err
	}
	told, err := exec.CommandContext(ctx, filepath.Join(i.bin, "pg_config"), "--version", "--sharedir").Output()
	if err != nil {
		return "", "", fmt.Errorf("pg_config: %w", err)
	}
	server, folder, _ := strings.Cut(strings.TrimSpace(string(told)), "\n")
	control, err := os.ReadFile(filepath.Join(folder, "extension", "vector.control"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", "", fmt.Errorf("find pgvector: %w", err)
	}
	if found := defaultVersion.FindSubmatch(control); found != nil {
		vector = string(found[1])
	}
	if !atLeast(vector, 0, 8) {
		return "", "", fmt.Errorf("%w for %s", ErrNoVector, server)
	}
	return server, vector, nil
}

// majorOf reads 15 out of /usr/lib/postgresql/15/bin/initdb.
func majorOf(initdb string) int {
	major, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	if err != nil {
		return 0
	}
	return major
}
