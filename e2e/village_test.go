package e2e

import (
	"log/slog"
	"testing"
	"time"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/postgres/pgtest"
)

// TestVillagesOnOneDatabaseKnowNothingOfEachOther fills one village and finds the other as empty as before.
func TestVillagesOnOneDatabaseKnowNothingOfEachOther(t *testing.T) {
	t.Parallel()
	url, c := pgtest.NewURL(t), testConfig(t)
	east, west := c, c
	east.Village, west.Village = "east", "west"
	if err := fillTestVillage(t.Context(), east, url); err != nil {
		t.Fatal(err)
	}
	count := func(c app.Config) (found, people int) {
		pool := pgtest.Open(t, url, c.Village)
		v := app.NewServices(c, pool, builtIn(), time.Now, slog.New(slog.DiscardHandler))
		result, err := v.Catalogue.Find(t.Context(), catalogue.Query{Text: "A1023"})
		if err != nil {
			t.Fatal(err)
		}
		if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM people`).Scan(&people); err != nil {
			t.Fatal(err)
		}
		return len(result.Hits), people
	}
	if found, people := count(east); found == 0 || people == 0 {
		t.Errorf("the east finds %d items and knows %d people", found, people)
	}
	if found, people := count(west); found != 0 || people != 0 {
		t.Errorf("the west finds %d items and knows %d people of the east", found, people)
	}
}
