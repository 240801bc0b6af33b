package pgtest_test

import (
	"testing"

	"oldhand/integrations/postgres/pgtest"
)

func TestDatabasesAreSeparate(t *testing.T) {
	t.Parallel()
	first, second := pgtest.New(t), pgtest.New(t)
	if _, err := first.Exec(t.Context(), `CREATE TABLE mark (n int)`); err != nil {
		t.Fatal(err)
	}
	var found bool
	if err := second.QueryRow(t.Context(), `SELECT to_regclass('mark') IS NOT NULL`).Scan(&found); err != nil {
		t.Fatal(err)
	}
	if found {
		t.Error("one test's table stands in another's database")
	}
}
