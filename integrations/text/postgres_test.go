package text_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/text"
)

func TestQueriesQuoteEverything(t *testing.T) {
	t.Parallel()
	terms := []string{"o'clock", `back\slash`, "a&b|!(c)", "nul\x00", "运费", "", "x:*"}
	want := `'o''clock' & 'back\\slash' & 'a&b|!(c)' & 'nul' & '运费' & 'x:*'`
	if got := text.All(terms); got != want {
		t.Errorf("All = %s, want %s", got, want)
	}
	if got := text.Any(terms[:2]); got != `'o''clock' | 'back\\slash'` {
		t.Errorf("Any = %s", got)
	}
	if text.All(nil) != "" {
		t.Error("no terms gave a query")
	}
}

func TestEveryDocumentIsFoundByItsOwnTerms(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	rapid.Check(t, func(r *rapid.T) {
		body := rapid.String().Draw(r, "body")
		title := rapid.StringOf(rapid.RuneFrom([]rune(`退货运费'\&|!:*() aBz1.2é`))).Draw(r, "title")
		terms := append(text.Terms(title), text.Terms(body)...)
		var all, any bool
		err := pool.QueryRow(t.Context(), `SELECT $1::tsvector @@ $2::tsquery, $1::tsvector @@ $3::tsquery`,
			text.TSVector(text.Field{Text: title, Weight: text.WeightA}, text.Field{Text: body, Weight: text.WeightD}),
			text.All(terms), text.Any(terms)).Scan(&all, &any)
		if err != nil {
			r.Fatal(err)
		}
		if found := len(terms) > 0; all != found || any != found {
			r.Fatalf("%q found by all: %v, by any: %v", terms, all, any)
		}
	})
}

func TestAnyTermIsSafe(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	rapid.Check(t, func(r *rapid.T) {
		terms := rapid.SliceOfN(rapid.String(), 1, 5).Draw(r, "terms")
		var nodes int
		if err := pool.QueryRow(t.Context(), `SELECT numnode($1::tsquery)`, text.Any(terms)).Scan(&nodes); err != nil {
			r.Fatalf("%q: %v", terms, err)
		}
	})
}

func TestHugeDocument(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	var b strings.Builder
	for i := range rune(30_000) {
		b.WriteRune('一' + i%20_000)
		b.WriteString("运费 ")
	}
	var lexemes int
	err := pool.QueryRow(t.Context(), `SELECT length($1::tsvector)`, text.TSVector(text.Field{Text: b.String(), Weight: text.WeightB})).Scan(&lexemes)
	if err != nil {
		t.Fatal(err)
	}
	if lexemes != 10_000 {
		t.Errorf("%d lexemes kept", lexemes)
	}
}

func TestOneCharacterFindsTheWord(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	var found bool
	err := pool.QueryRow(t.Context(), `SELECT $1::tsvector @@ $2::tsquery`,
		text.TSVector(text.Field{Text: "儿童拖鞋", Weight: text.WeightA}), text.All(text.Content("鞋"))).Scan(&found)
	if err != nil || !found {
		t.Errorf("found %v, %v", found, err)
	}
}
