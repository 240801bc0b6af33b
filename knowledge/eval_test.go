package knowledge

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

// evalQuestion is a line of testdata/*.jsonl; without sources it must not be answered.
type evalQuestion struct {
	Text    string
	Sources []string
}

func evalQuestions(t testing.TB, file string) []evalQuestion {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var questions []evalQuestion
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q evalQuestion
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		questions = append(questions, q)
	}
	return questions
}

// sampleBase gives the knowledge of the sample village, with vectors, which are made once for all tests.
func sampleBase(t testing.TB) *Base {
	t.Helper()
	return New(pgtest.Open(t, pgtest.NewURLFrom(t, "sample", fillSample), pgtest.Village), encoder.Lazy{})
}

func fillSample(ctx context.Context, url string) error {
	pool, err := postgres.Open(ctx, url, pgtest.Village)
	if err != nil {
		return err
	}
	defer pool.Close()
	b := New(pool, encoder.Lazy{})
	report, err := b.Import(ctx, []string{filepath.Join("..", "sample", "notes")}, table.Options{})
	if err != nil || report.New == 0 || report.Rejected > 0 {
		return fmt.Errorf("sample notes: %+v, %w", report, err)
	}
	_, err = b.Reembed(ctx, nil)
	return err
}

var evalNow = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// tally counts how questions were answered.
type tally struct{ answerable, first, among, abstained, others, invented int }

func (c *tally) add(t *testing.T, q evalQuestion, a Answer) {
	right := func(c Citation) bool { return slices.Contains(q.Sources, c.Source) }
	if len(q.Sources) == 0 {
		c.others++
		if !a.Abstained {
			c.invented++
			t.Logf("should abstain: %q: %.60s", q.Text, a.Text)
		}
		return
	}
	c.answerable++
	switch {
	case a.Abstained:
		c.abstained++
		t.Logf("abstained: %q", q.Text)
	case right(a.Citations[0]):
		c.first++
		c.among++
	case slices.ContainsFunc(a.Citations, right):
		c.among++
		t.Logf("second: %q: %s %.60s", q.Text, a.Citations[0].Source, a.Text)
	default:
		t.Logf("wrong: %q: %s %.60s", q.Text, a.Citations[0].Source, a.Text)
	}
}

// The floors, in hundredths, lie below what was measured, so that a rewording of the sample does not break them. The gate was
// fitted on questions.jsonl; unseen.jsonl was written afterwards, and nothing may be tuned on it.
func TestAnswersOnTheSample(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	for file, floor := range map[string]struct{ first, among, invented int }{
		"questions.jsonl": {first: 80, among: 85, invented: 6},
		"unseen.jsonl":    {first: 50, among: 60, invented: 7},
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			var c tally
			for _, q := range evalQuestions(t, file) {
				a, err := b.Ask(t.Context(), Question{Text: q.Text, Lang: text.Language(q.Text), Now: evalNow})
				if err != nil {
					t.Fatal(err)
				}
				c.add(t, q, a)
			}
			t.Logf("of %d answerable: hit@1 %d, hit@3 %d, abstained %d; of %d others: answered %d", c.answerable, c.first, c.among, c.abstained, c.others, c.invented)
			if c.first*100 < c.answerable*floor.first || c.among*100 < c.answerable*floor.among {
				t.Error("too few right answers")
			}
			if c.invented*100 > c.others*floor.invented {
				t.Error("too many answers that nobody gave")
			}
		})
	}
}

// A question whose notes are gone has nothing but notes on the same subject left: the hardest place to abstain.
func TestNotesOnTheSubjectAreRarelyTakenForAnAnswer(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	set := func(query string, args ...any) {
		t.Helper()
		if _, err := b.pool.Exec(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	asked, invented := 0, 0
	for _, q := range evalQuestions(t, "questions.jsonl") {
		if len(q.Sources) == 0 {
			continue
		}
		set(`UPDATE notes SET expires = '2000-01-01' WHERE file = ANY($1) AND expires IS NULL`, q.Sources)
		a, err := b.Ask(t.Context(), Question{Text: q.Text, Lang: text.Language(q.Text), Now: evalNow})
		if err != nil {
			t.Fatal(err)
		}
		set(`UPDATE notes SET expires = NULL WHERE expires = '2000-01-01'`)
		asked++
		if !a.Abstained {
			invented++
		}
	}
	const most = 40 // in hundredths; some of the notes that are left do answer in passing
	t.Logf("of %d answered: %d", asked, invented)
	if invented*100 > asked*most {
		t.Error("too many answers that nobody gave")
	}
}
