package knowledge

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres/pgtest"
)

// within runs f in a transaction and commits it.
func within(t testing.TB, b *Base, f func(tx pgx.Tx) error) error {
	t.Helper()
	return pgx.BeginFunc(t.Context(), b.pool, f)
}

func addTip(t testing.TB, b *Base, tip Tip) string {
	t.Helper()
	var source string
	err := within(t, b, func(tx pgx.Tx) (err error) {
		source, err = b.AddTip(t.Context(), tx, tip)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func pass(t testing.TB, b *Base, key int64, text string) Waiting {
	t.Helper()
	var w Waiting
	err := within(t, b, func(tx pgx.Tx) (err error) {
		w, err = b.Pass(t.Context(), tx, key, 7, Question{Text: text, Now: evalNow})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func reply(ctx context.Context, b *Base, id QuestionID, by PersonID, text string) (w Waiting, source string, err error) {
	err = pgx.BeginFunc(ctx, b.pool, func(tx pgx.Tx) (err error) {
		w, source, err = b.Reply(ctx, tx, id, by, Tip{Text: text, Speaker: "Lao Wang", At: evalNow})
		return err
	})
	return w, source, err
}

func TestTipIsFoundAtOnce(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), encoder.Lazy{})
	source := addTip(t, b, Tip{Text: "气球要先放一天看漏不漏气，\n再发货。", Speaker: "阿梅", Lang: "zh", At: evalNow})
	a := ask(t, b, Question{Text: "气球发货前要检查什么？", Now: evalNow})
	want := Citation{Source: source, Title: "气球要先放一天看漏不漏气，再发货。", Date: "2026-11-23", Speaker: "阿梅",
		Quote: "气球要先放一天看漏不漏气，再发货。", ID: a.Citations[0].ID, Language: "zh"}
	if a.Abstained || a.Citations[0] != want || !strings.HasPrefix(source, "tip:") {
		t.Errorf("%+v", a)
	}
}

func TestEmptyTip(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), models.BuiltIn())
	for _, text := range []string{"", " \n", "\x00", "👍"} {
		err := within(t, b, func(tx pgx.Tx) error {
			_, err := b.AddTip(t.Context(), tx, Tip{Text: text, At: evalNow})
			return err
		})
		if !errors.Is(err, ErrEmpty) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestPassingTwiceGivesTheSameQuestion(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), models.BuiltIn())
	first, again, other := pass(t, b, 1, "怎么养猫"), pass(t, b, 1, "怎么养猫"), pass(t, b, 2, "how do I keep a cat")
	if first != again || first.ID == other.ID || first.Lang != "zh" || other.Lang != "en" || !first.At.Equal(evalNow) {
		t.Errorf("%+v\n%+v\n%+v", first, again, other)
	}
	waiting, err := b.Unanswered(t.Context(), 10)
	if err != nil || len(waiting) != 2 || waiting[0] != first || waiting[1] != other {
		t.Errorf("%+v, %v", waiting, err)
	}
	if waiting, err = b.Unanswered(t.Context(), 1); err != nil || len(waiting) != 1 {
		t.Errorf("%+v, %v", waiting, err)
	}
}

func TestReplyClosesTheQuestionAndTeaches(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), encoder.Lazy{})
	asked := pass(t, b, 1, "how do I keep balloons from leaking")
	w, source, err := reply(t.Context(), b, asked.ID, 9, "Blow one up the evening before.")
	if err != nil || w != asked {
		t.Fatalf("%+v, %v", w, err)
	}
	a := ask(t, b, Question{Text: "balloons leaking, what now", Now: evalNow})
	if a.Abstained || a.Citations[0].Source != source || a.Citations[0].Title != asked.Text {
		t.Errorf("%+v", a)
	}
	if waiting, err := b.Unanswered(t.Context(), 10); err != nil || len(waiting) != 0 {
		t.Errorf("%+v, %v", waiting, err)
	}
	if _, _, err := reply(t.Context(), b, asked.ID, 9, "again"); !errors.Is(err, ErrAnswered) {
		t.Error(err)
	}
	if _, _, err := reply(t.Context(), b, asked.ID+100, 9, "x"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestOfTwoWhoAnswerAtOnceOneWins(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), models.BuiltIn())
	asked := pass(t, b, 1, "how do I keep balloons from leaking")
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, _, errs[i] = reply(t.Context(), b, asked.ID, PersonID(i), "Use new ones.") })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, ErrAnswered):
			t.Error(err)
		}
	}
	var tips int
	if err := b.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes`).Scan(&tips); err != nil || won != 1 || tips != 1 {
		t.Errorf("%d won, %d tips, %v", won, tips, err)
	}
}
