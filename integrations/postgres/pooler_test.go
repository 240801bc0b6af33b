package postgres_test

import (
	"errors"
	"strings"
	"testing"

	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// Behind a pooler that keeps sessions a village is made, and two know nothing of each other.
func TestAPoolerThatKeepsSessions(t *testing.T) {
	t.Parallel()
	straight := pgtest.NewURL(t)
	url := pgtest.Pooled(t, straight, "pool_mode = session")
	for _, village := range []string{"east", "west"} {
		pool := pgtest.Open(t, url, village)
		var schema, zone string
		if err := pool.QueryRow(t.Context(), `SELECT current_schema(), current_setting('timezone')`).Scan(&schema, &zone); err != nil {
			t.Fatal(err)
		}
		if schema != village || zone != "UTC" {
			t.Errorf("%s works in %s, %s", village, schema, zone)
		}
	}
	tables := func(village string) string {
		return query(t, straight, `SELECT coalesce(string_agg(table_name, ' ' ORDER BY table_name), '') FROM information_schema.tables WHERE table_schema = '`+village+`'`)
	}
	if tables("east") != tables(pgtest.Village) || tables("west") != tables("east") || tables("public") != "" {
		t.Errorf("east has %s\nwest has %s\npublic has %s", tables("east"), tables("west"), tables("public"))
	}
}

// A pooler that keeps none is told in a sentence, and nothing is made through it.
func TestAPoolerThatKeepsNoSessions(t *testing.T) {
	t.Parallel()
	for _, settings := range []string{"pool_mode = transaction", "pool_mode = transaction\nignore_startup_parameters = search_path,timezone",
		"pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 4", "pool_mode = statement"} {
		t.Run(settings, func(t *testing.T) {
			t.Parallel()
			straight := pgtest.NewURL(t)
			url := pgtest.Pooled(t, straight, settings)
			const schemas = `SELECT string_agg(table_schema || '.' || table_name, ' ' ORDER BY 1) FROM information_schema.tables`
			before := query(t, straight, schemas)
			for _, village := range []string{pgtest.Village, "east"} {
				if _, err := postgres.Create(t.Context(), url, village); !errors.Is(err, postgres.ErrNoSessions) || !strings.Contains(err.Error(), "pool_mode = session") {
					t.Errorf("%s: %v", village, err)
				}
			}
			if _, err := postgres.Look(t.Context(), url, pgtest.Village); !errors.Is(err, postgres.ErrNoSessions) {
				t.Errorf("looked at: %v", err)
			}
			if after := query(t, straight, schemas); after != before {
				t.Errorf("before: %s\nafter: %s", before, after)
			}
		})
	}
}

// A village that is not there is made in silence only where it is the first one.
func TestAMistypedVillage(t *testing.T) {
	t.Parallel()
	url := pgtest.NewURL(t)
	if _, err := postgres.Open(t.Context(), url, "vilage"); !errors.Is(err, postgres.ErrNoVillage) || !strings.Contains(err.Error(), "has village, and no vilage") {
		t.Errorf("opened: %v", err)
	}
	if state, err := postgres.Look(t.Context(), url, "vilage"); err != nil || state.There || len(state.Others) != 1 {
		t.Errorf("%+v, %v", state, err)
	}
	pool, err := postgres.Create(t.Context(), url, "vilage")
	if err != nil {
		t.Fatal(err)
	}
	pool.Close()
	if pool, err = postgres.Open(t.Context(), url, "vilage"); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(t.Context(), `DROP SCHEMA village, vilage CASCADE`); err != nil {
		t.Fatal(err)
	}
	pool.Close()
	if pool, err = postgres.Open(t.Context(), url, "first"); err != nil {
		t.Fatal(err)
	}
	pool.Close()
}

// A village whose making was interrupted before its jobs had tables is made to the end, also beside others.
func TestAVillageHalfMade(t *testing.T) {
	t.Parallel()
	url := pgtest.NewURL(t)
	pool, err := postgres.Create(t.Context(), url, "half")
	if err != nil {
		t.Fatal(err)
	}
	jobs := query(t, url, `SELECT string_agg('half.' || tablename, ', ') FROM pg_tables WHERE schemaname = 'half' AND tablename LIKE 'river%'`)
	if _, err := pool.Exec(t.Context(), `DROP TABLE `+jobs+` CASCADE; DROP TYPE half.river_job_state CASCADE`); err != nil {
		t.Fatal(err)
	}
	pool.Close()
	if pool, err = postgres.Open(t.Context(), url, "half"); err != nil {
		t.Fatal(err)
	}
	pool.Close()
}
