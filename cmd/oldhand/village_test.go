package main

import (
	"context"
	"io"
	"log/slog"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres/pgtest"
)

// testVillage configures a copy of the end-to-end tests' village, brought in by the verbs themselves, with one seller.
func testVillage(t *testing.T) app.Config {
	t.Helper()
	c := app.Config{Village: pgtest.Village, Origin: "义乌", DataDir: t.TempDir()}
	if err := c.Timezone.UnmarshalText([]byte("Asia/Shanghai")); err != nil {
		t.Fatal(err)
	}
	c.DatabaseURL = pgtest.NewURLFrom(t, "village", func(ctx context.Context, url string) error {
		c := c
		c.DatabaseURL = url
		return fillVillage(ctx, c)
	})
	return c
}

func fillVillage(ctx context.Context, c app.Config) error {
	s := streams{out: io.Discard, log: slog.New(slog.DiscardHandler)}
	if err := (importItems{importFiles{Files: []string{"../../e2e/testdata/village/items.csv"}}}).Run(ctx, c, s); err != nil {
		return err
	}
	if err := (importRates{importFiles{Files: []string{"../../e2e/testdata/village/rates.csv"}}}).Run(ctx, c, s); err != nil {
		return err
	}
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		return v.LetIn(ctx, 101, "Li", "", bot.Seller, phrases.English)
	})
}
