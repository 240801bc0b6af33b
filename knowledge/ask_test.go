package knowledge

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// lanterns gives the knowledge of testdata/notes, which is about lanterns, with vectors, which are made once for all tests.
func lanterns(t testing.TB) *Base {
	t.Helper()
	url := pgtest.NewURLFrom(t, "lanterns", func(ctx context.Context, url string) error {
		pool, err := postgres.Open(ctx, url, pgtest.Village)
		if err != nil {
			return err
		}
		defer pool.Close()
		b := New(pool, encoder.Lazy{})
		if _, err := b.Import(ctx, []string{"testdata/notes"}, table.Options{}); err != nil {
			return err
		}
		_, err = b.Reembed(ctx, nil)
		return err
	})
	return New(pgtest.Open(t, url, pgtest.Village), encoder.Lazy{})
}

// fixture gives the knowledge of testdata/notes without vectors.
func fixture(t testing.TB, e models.Embedder) *Base {
	t.Helper()
	b := New(pgtest.New(t), e)
	report, err := b.Import(t.Context(), []string{"testdata/notes"}, table.Options{})
	if err != nil || report.New != 3 {
		t.Fatalf("%+v, %v", report, err)
	}
	return b
}

func ask(t testing.TB, b *Base, q Question) Answer {
	t.Helper()
	if q.Now.IsZero() {
		q.Now = time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC)
	}
	a, err := b.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if a.Citations == nil || a.Near == nil || !a.Abstained && len(a.Near) > 0 || a.Abstained != (len(a.Citations) == 0) || a.Abstained != (a.Text == "") {
		t.Fatalf("%+v", a)
	}
	return a
}

func TestAnswerIsAQuotation(t *testing.T) {
	t.Parallel()
	a := ask(t, lanterns(t), Question{Text: "How do I fold a lantern for the parcel?"})
	want := Citation{Source: "questions-en.md", Title: "Questions at the gate", Date: "2026-03-07", Speaker: "Auntie Ling",
		Quote: "Press it flat along the wire and tie it with one string.", ID: a.Citations[0].ID, Language: "en"}
	if a.Abstained || a.Citations[0] != want || !strings.HasPrefix(a.Text, want.Quote) {
		t.Errorf("%+v", a)
	}
}

// A note keeps its words whoever asks; its title is in the asker's language where it has one.
func TestTheTitleIsInTheAskersLanguage(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	for lang, title := range map[string]string{"en": "Questions at the gate", "zh": "门口问的几件事"} {
		a := ask(t, b, Question{Text: "How do I fold a lantern for the parcel?", Lang: lang})
		if a.Abstained || a.Citations[0].Title != title || a.Citations[0].Language != "en" {
			t.Errorf("%s: %+v", lang, a)
		}
	}
}

func TestBothVoicesAreShown(t *testing.T) {
	t.Parallel()
	a := ask(t, lanterns(t), Question{Text: "should I iron the lantern paper"})
	speakers := make([]string, 0, 2)
	for _, c := range a.Citations {
		speakers = append(speakers, c.Speaker)
	}
	slices.Sort(speakers)
	if !slices.Equal(speakers, []string{"Sister Chen", "Uncle Zhou"}) {
		t.Errorf("%+v", a)
	}
}

func TestExpiredNotesAreNotUsed(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	q := Question{Text: "When does the lantern van leave?", Now: time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)}
	if a := ask(t, b, q); a.Abstained || a.Citations[0].Source != "van.md" {
		t.Errorf("on its last day: %+v", a)
	}
	q.Now = q.Now.Add(2 * time.Hour)
	if a := ask(t, b, q); slices.ContainsFunc(a.Citations, func(c Citation) bool { return c.Source == "van.md" }) {
		t.Errorf("the day after: %+v", a)
	}
	// The day is the asker's: it is already April in Shanghai.
	q.Now = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC).In(time.FixedZone("CST", 8*3600))
	if a := ask(t, b, q); slices.ContainsFunc(a.Citations, func(c Citation) bool { return c.Source == "van.md" }) {
		t.Errorf("in April: %+v", a)
	}
}

func TestFollowUps(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	for _, c := range []struct{ previous, text, source string }{
		{"What should I pack socks in?", "and for mugs?", "fragile-mug.md"},
		{"要不要买运费险", "那杯子呢？", "运费险.md"},
		{"开店要交保证金吗", "那发票呢？", "发票.md"},
	} {
		a := ask(t, b, Question{Text: c.text, Previous: []string{c.previous}, Now: evalNow})
		if !slices.ContainsFunc(a.Citations, func(x Citation) bool { return x.Source == c.source }) {
			t.Errorf("%q after %q: %+v", c.text, c.previous, a)
		}
	}
	for _, text := range []string{"and the weather?", "那天气呢？", "and who won the match?"} {
		if a := ask(t, b, Question{Text: text, Previous: []string{"要不要买运费险"}, Now: evalNow}); !a.Abstained {
			t.Errorf("%q: %+v", text, a)
		}
	}
}

// Where no passage is sure to answer, at most two are shown as nearest, never of an expired note; where none is near, none.
func TestWhatComesNearestIsNoAnswer(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	near := Question{Text: "how do I test whether packing is good enough", Now: evalNow}
	a := ask(t, b, near)
	if !a.Abstained || len(a.Near) == 0 || len(a.Near) > 2 {
		t.Fatalf("%+v", a)
	}
	if _, err := b.pool.Exec(t.Context(), `UPDATE notes SET expires = '2026-01-01' WHERE file = $1`, a.Near[0].Source); err != nil {
		t.Fatal(err)
	}
	if later := ask(t, b, near); slices.ContainsFunc(later.Near, func(c Citation) bool { return c.Source == a.Near[0].Source }) {
		t.Errorf("%s expired: %+v", a.Near[0].Source, later)
	}
	if a := ask(t, b, Question{Text: "how do I tune a violin", Now: evalNow}); !a.Abstained || len(a.Near) > 0 {
		t.Errorf("%+v", a)
	}
}

func TestSeveralQuestionsAreAnsweredEach(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	for message, sources := range map[string][]string{
		"who pays the freight of a return? and how do I photograph shiny hair clips?": {"2026-08-08-退换货.md", "photo-window.md"},
		"退货的快递费谁出？买家要发票怎么办？":                                                          {"退货运费.md", "发票.md"},
		"where do I photograph hair clips? in the window?":                            {"photo-window.md"},
	} {
		parts, err := b.AskEach(t.Context(), Question{Text: message, Now: evalNow})
		if err != nil || len(parts) != len(sources) {
			t.Errorf("%q: %d parts, %v", message, len(parts), err)
			continue
		}
		for i, p := range parts {
			if !slices.ContainsFunc(p.Answer.Citations, func(c Citation) bool { return c.Source == sources[i] }) {
				t.Errorf("%q: %+v", p.Question, p.Answer)
			}
		}
		whole := ask(t, b, Question{Text: message, Now: evalNow})
		for _, source := range sources {
			if !slices.ContainsFunc(whole.Citations, func(c Citation) bool { return c.Source == source }) {
				t.Errorf("%q: nothing from %s: %+v", message, source, whole)
			}
		}
	}
}

// An earlier question that has nothing to do with one that stands alone changes nothing.
func TestAnUnrelatedQuestionBeforeChangesNothing(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	for _, q := range evalQuestions(t, "unseen.jsonl") {
		if leansBack(q.Text, unitsOf(q.Text, 1)) {
			continue
		}
		alone, after := Question{Text: q.Text, Now: evalNow}, Question{Text: q.Text, Previous: []string{"可以卖带卡通形象的杯子吗"}, Now: evalNow}
		if diff := cmp.Diff(ask(t, b, alone), ask(t, b, after)); diff != "" {
			t.Errorf("%q (-alone +after another):\n%s", q.Text, diff)
		}
	}
}

// The sums that vectors are centred by follow every way in which passages come and go.
func TestSumsOfVectorsFollowThePassages(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	for _, change := range []string{`DELETE FROM notes WHERE id % 3 = 0`, `UPDATE passage_vectors SET language = '' WHERE passage_id % 5 = 0`,
		`DELETE FROM passage_vectors WHERE passage_id % 7 = 0`} {
		if _, err := b.pool.Exec(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		var off float64
		err := b.pool.QueryRow(t.Context(), `SELECT max(CASE WHEN s.passages = v.passages THEN s.total <-> v.total ELSE 'infinity' END)
			FROM passage_sums s FULL JOIN (SELECT model, language, count(*) AS passages, sum(embedding::vector) AS total
				FROM passage_vectors GROUP BY 1, 2) v USING (model, language)`).Scan(&off)
		if err != nil || off > 0.01 {
			t.Errorf("after %s: the sums are off by %g, %v", change, off, err)
		}
	}
}

func TestAskersLanguageIsPreferred(t *testing.T) {
	t.Parallel()
	b := New(pgtest.New(t), encoder.Lazy{})
	for _, tip := range []Tip{
		{Text: "退货的运费由买家付，先说清楚。", Question: "退货运费谁付", Speaker: "老王", Lang: "zh", At: evalNow},
		{Text: "The buyer pays the freight of a return; say so first.", Question: "who pays return freight", Speaker: "Mei", Lang: "en", At: evalNow},
	} {
		addTip(t, b, tip)
	}
	for text, speaker := range map[string]string{"退货运费谁付？": "老王", "who pays the freight of a return?": "Mei"} {
		a := ask(t, b, Question{Text: text, Now: evalNow})
		if a.Abstained || a.Citations[0].Speaker != speaker {
			t.Errorf("%q: %+v", text, a)
		}
	}
}

func TestWhatTablesKnowIsNotAnsweredFromProse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"how much is the red hair clip", "price of A1023", "what's the price of socks", "how much to ship 1.2 kg to Urumqi",
		"do you have umbrellas in stock", "where is my order", "show my orders",
		"红色发夹多少钱", "A1023还有货吗", "寄800克到深圳多少钱", "运费多少钱", "我的订单到哪了", "查一下我的包裹", "袜子怎么卖",
		"每公斤几块", "龙井怎么卖", "帮我查一下我的订单",
	} {
		if !tablesKnow(text, unitsOf(text, 1)) {
			t.Errorf("%q was taken for a question to the old hands", text)
		}
	}
	for _, text := range []string{
		"how do I price my goods", "how much deposit does a shop need", "who pays the return freight", "how much stock should I keep",
		"怎么给商品定价", "保证金多少钱", "运费险多少钱", "没有现货怎么办", "my order was lost, who pays",
		"包裹拦截要多少钱", "借一万块一天利息几块", "一年交给协会多少钱", "上个月走的小伙子好像还能看我的订单，吓人",
	} {
		if tablesKnow(text, unitsOf(text, 1)) {
			t.Errorf("%q was taken for a question to the tables", text)
		}
	}
}

func TestQuestionsThatAskNothing(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	for _, text := range []string{"", " ", "?!", "\x00", "👍", "what is it", "怎么办", strings.Repeat("lantern ' & | ! ( ) :* \\ ", 200), strings.Repeat("灯", 4096)} {
		ask(t, b, Question{Text: text, Previous: []string{"\x00", text}})
	}
	if a := ask(t, New(pgtest.New(t), models.BuiltIn()), Question{Text: "how do I fold a lantern"}); !a.Abstained {
		t.Errorf("nothing is known, yet: %+v", a)
	}
}

// broken is an embedder whose server does not answer, or is of another model.
type broken struct {
	models.Embedder
	name string
	down atomic.Bool
}

func (e *broken) Model() string { return e.name }

func (e *broken) EmbedQuery(ctx context.Context, s string) ([]float32, error) {
	if e.down.Load() {
		return nil, errors.New("down")
	}
	v, err := e.Embedder.EmbedQuery(ctx, s)
	return append(v, 0), err // of another dimension, too
}

func (e *broken) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, s := range texts {
		v, err := e.EmbedQuery(ctx, s)
		if err != nil {
			return nil, err
		}
		vectors[i] = v
	}
	return vectors, nil
}

func TestNothingIsLostWhileTheEmbedderIsDown(t *testing.T) {
	t.Parallel()
	e := &broken{Embedder: models.BuiltIn(), name: "remote"}
	e.down.Store(true)
	b := fixture(t, e)
	addTip(t, b, Tip{Text: "Hang lanterns above the door.", At: evalNow})
	question := Question{Text: "How do I fold a lantern for the parcel?"}
	if a := ask(t, b, question); a.Abstained {
		t.Error("words alone found nothing")
	}
	if _, err := b.Reembed(t.Context(), nil); err == nil {
		t.Error("the fault was hidden")
	}
	e.down.Store(false)
	var last, all int
	n, err := b.Reembed(t.Context(), func(done, total int) { last, all = done, total })
	if err != nil || n == 0 || last != n || all != n {
		t.Errorf("%d passages, last %d, %v", n, last, err)
	}
	if n, err := b.Reembed(t.Context(), nil); err != nil || n != 0 {
		t.Errorf("again %d, %v", n, err)
	}
	if a := ask(t, b, question); a.Abstained {
		t.Error("nothing found")
	}
}

func TestAnotherModelTakesOver(t *testing.T) {
	t.Parallel()
	old := lanterns(t)
	next := New(old.pool, &broken{Embedder: models.BuiltIn(), name: "next"})
	question := Question{Text: "How do I fold a lantern for the parcel?"}
	if a := ask(t, next, question); a.Abstained {
		t.Error("vectors of the old model are in the way")
	}
	if n, err := next.Reembed(t.Context(), nil); err != nil || n == 0 {
		t.Errorf("%d, %v", n, err)
	}
	for _, b := range []*Base{old, next} {
		if a := ask(t, b, question); a.Abstained {
			t.Error(b.embedder.Model(), "found nothing")
		}
	}
}

func TestVectorsStayInTheirRows(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	var elsewhere int
	err := b.pool.QueryRow(t.Context(), `SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = 'passage_vectors'::regclass`).Scan(&elsewhere)
	if err != nil || elsewhere != 0 {
		t.Errorf("%d bytes outside the rows, %v", elsewhere, err)
	}
}

func FuzzAsk(f *testing.F) {
	b := New(pgtest.New(f), models.BuiltIn())
	f.Add("how do I fold ' & | !", "退货\x00")
	f.Fuzz(func(t *testing.T, text, previous string) {
		if _, err := b.Ask(t.Context(), Question{Text: text, Previous: []string{previous}, Now: evalNow}); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkAsk(b *testing.B) {
	base := sampleBase(b)
	for b.Loop() {
		if a := ask(b, base, Question{Text: "退货的快递费谁出？", Now: evalNow}); a.Abstained {
			b.Fatal("abstained")
		}
	}
}
