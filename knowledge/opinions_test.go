package knowledge

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

func TestLessonsAreWhatPeopleThoughtAndOldHandsAnswered(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	a := ask(t, b, Question{Text: "How do I fold a lantern for the parcel?"})
	within := func(do func(tx pgx.Tx) error) {
		t.Helper()
		if err := pgx.BeginFunc(t.Context(), b.pool, do); err != nil {
			t.Fatal(err)
		}
	}
	o := Opinion{Turn: 1, Question: "How do I fold a lantern for the parcel?", Lang: "en", Helped: true, Shown: []PassageID{a.Citations[0].ID}, At: evalNow}
	within(func(tx pgx.Tx) error { return b.Opine(t.Context(), tx, o) })
	o.Helped = false // a second thought takes the place of the first
	within(func(tx pgx.Tx) error { return b.Opine(t.Context(), tx, o) })
	personal := Opinion{Turn: 2, Question: "call me on 13912345678", Helped: true, At: evalNow}
	within(func(tx pgx.Tx) error { return b.Opine(t.Context(), tx, personal) })
	gone := Opinion{Turn: 3, Question: "灯笼怎么叠", Lang: "zh", Helped: true, Shown: []PassageID{-1}, At: evalNow.Add(time.Second)}
	within(func(tx pgx.Tx) error { return b.Opine(t.Context(), tx, gone) })
	within(func(tx pgx.Tx) error {
		w, err := b.Pass(t.Context(), tx, 9, 7, Question{Text: "灯笼褪色怎么办", Lang: "zh", Now: evalNow.Add(2 * time.Second)})
		if err != nil {
			return err
		}
		_, _, err = b.Reply(t.Context(), tx, w.ID, 8, Tip{Text: "别晒太阳。", Speaker: "老周", Lang: "zh", At: evalNow})
		return err
	})
	lessons, leftOut, err := b.Lessons(t.Context())
	if err != nil || leftOut != 1 {
		t.Errorf("%d left out, %v", leftOut, err)
	}
	no, yes := false, true
	want := []Lesson{
		{Question: o.Question, Lang: "en", Helped: &no, Shown: []Shown{{a.Citations[0].Source, a.Citations[0].Quote}}},
		{Question: gone.Question, Lang: "zh", Helped: &yes},
		{Question: "灯笼褪色怎么办", Lang: "zh", Answer: "别晒太阳。"},
	}
	if diff := cmp.Diff(want, slices.Clip(lessons)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
