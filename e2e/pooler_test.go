package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"oldhand/integrations/postgres/pgtest"
)

// Through a pooler that keeps sessions people trade as without: orders, what others are told of them, and jobs.
func TestTradeThroughAPooler(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	url := pgtest.NewURLFrom(t, "dialogues", func(ctx context.Context, url string) error { return fillTestVillage(ctx, c, url) })
	d := &dialogue{t: t, file: "pooled", served: serveDatabase(t, c, pgtest.Pooled(t, url, "pool_mode = session"), testPersonas)}
	d.people = meet(d.api)
	d.told("@ wang\n> T-7来5条，明天拿\n> [确认]\n< #1001\n@ fumao\n< #1001\n> [Accept\n@ wang\n< 1001\n")
}

// A pooler that keeps none, and a village that is not there among others, end every command with a sentence.
func TestNoPoolerAndNoMistypedVillage(t *testing.T) {
	t.Parallel()
	settings := settingsOf(t)
	url, _ := strings.CutPrefix(settings[0], "OLDHAND_DATABASE_URL=")
	pooled := append(settings[1:len(settings):len(settings)], "OLDHAND_DATABASE_URL="+pgtest.Pooled(t, url, "pool_mode = transaction"))
	mistyped := append(settings[:len(settings):len(settings)], "OLDHAND_VILLAGE=vilage")
	for _, c := range []struct {
		settings []string
		want     string
	}{{pooled, "set pool_mode = session"}, {mistyped, "--create"}} {
		for _, verb := range [][]string{{"serve"}, {"find", "clip"}, {"doctor"}} {
			if said, err := answer(t.Context(), append(c.settings, "OLDHAND_LISTEN=127.0.0.1:0"), verb...); err == nil || !strings.Contains(fmt.Sprint(said, err), c.want) {
				t.Errorf("%s: %s, %v, want %q", verb, said, err, c.want)
			}
		}
	}
	if said, err := answer(t.Context(), mistyped, "find", "--create", "--json", "clip"); err != nil || said != `{"items":[],"near":false}`+"\n" {
		t.Errorf("%s, %v", said, err)
	}
	if said, err := answer(t.Context(), mistyped, "find", "clip"); err != nil {
		t.Errorf("%s, %v", said, err)
	}
}
