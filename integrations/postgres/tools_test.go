package postgres

import (
	"testing"
)

func TestAddressesForPostgresOwnPrograms(t *testing.T) {
	t.Parallel()
	for address, want := range map[string][2]string{
		"postgres://li:s%3Dt@db:5433/v?sslmode=require&pool_max_conns=9": {"postgres://li:s=t@db:5433/v?sslmode=require", "postgres://li@db:5433/v?sslmode=require"},
		"postgres:///postgres?host=%2Ftmp%2Fx&user=oldhand":              {"postgres:///postgres?host=%2Ftmp%2Fx&user=oldhand", "postgres:///postgres?host=%2Ftmp%2Fx&user=oldhand"},
		"postgres://db/v?password=secret":                                {"postgres://db/v?password=secret", "postgres://db/v"},
		`host=db password = 'se cr\'et' pool_min_conns=2 dbname=v`:       {`host=db password = 'se cr\'et'  dbname=v`, `host=db   dbname=v`},
	} {
		if got := connectionString(address, false); got != want[0] {
			t.Errorf("%s: %s", address, got)
		}
		if got := connectionString(address, true); got != want[1] {
			t.Errorf("%s, open to see: %s", address, got)
		}
	}
}
