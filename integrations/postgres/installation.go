package postgres

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
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

// majorOf reads 15 out of /usr/lib/postgresql/15/bin/initdb.
func majorOf(initdb string) int {
	major, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	if err != nil {
		return 0
	}
	return major
}
