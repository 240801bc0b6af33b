package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cmpdiff "github.com/google/go-cmp/cmp"

	"oldhand/integrations/models"
)

// folder has a few public pairs; the glossary and the catalogue are what is mostly learned from.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, rows := range map[string]string{
		"pairs_enzh.tsv.gz": "en\tzh\tsource\nto float (down); to drift\t飘落\tcc-cedict\nThe boat has six oars.\t这艘船有六个桨。\ttatoeba\nZip code\t邮编\tui-shop\n",
		"pairs_en.tsv.gz":   "a\tb\tlabel\nWhere is the boat?\tThe boat lies at the quay.\t1\n",
		"pairs_zh.tsv.gz":   "a\tb\tlabel\n船在哪里？\t船在湖上。\t1\n",
		"intents_clinc150.jsonl.gz": `{"text":"is it raining","intent":"weather","split":"train","oos":false}
{"text":"will it snow","intent":"weather","split":"val","oos":false}
{"text":"sing","intent":"oos","split":"train","oos":true}
{"text":"how warm is it","intent":"weather","split":"train","oos":false}`,
		"intents_banking77.jsonl.gz": `{"text":"my card is lost","intent":"card","split":"train"}`,
		"intents_bitext.jsonl.gz":    `{"text":"cancel my order","intent":"cancel","split":"train"}`,
	} {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write([]byte(rows)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), packed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTrainingGivesTheSameBytesTwice(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	var files [2]bytes.Buffer
	for i := range files {
		r, err := read(dir)
		if err != nil {
			t.Fatal(err)
		}
		r.pairs = some(r.pairs, "refund", "退款", "拍照", "hair clip", "发夹", "袜子", "ceramic mug", "马克杯")
		w, err := learn(t.Context(), r, 2)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the weights differ")
	}
	m, err := models.ReadTrained(files[0].Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{{"refund", "退款", "拍照"}, {"hair clip", "发夹", "袜子"}, {"ceramic mug", "陶瓷马克杯", "红色发夹"}} {
		if near, far := likeness(t, m, c[0], c[1]), likeness(t, m, c[0], c[2]); near < far+0.2 {
			t.Errorf("%s: %s at %.2f, %s at %.2f", c[0], c[1], near, c[2], far)
		}
	}
}

// some gives the pairs that have one of the words, and every tenth of the others: enough to tell apart what is tested.
func some(pairs []pair, words ...string) (kept []pair) {
	for i, p := range pairs {
		if i%10 == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.a+" "+p.b, w) }) {
			kept = append(kept, p)
		}
	}
	return kept
}

func TestTranslationsAreFound(t *testing.T) {
	t.Parallel()
	// Rows: red 0, clip 1, 红 2, 夹 3.
	pairs := []bilingual{{[]int32{0, 1}, []int32{2, 3}}, {[]int32{0}, []int32{2}}, {[]int32{1}, []int32{3}}}
	found := translations(pairs, 4)
	for english, han := range []int32{2, 3} {
		best := slices.MaxFunc(found[english], func(a, b translation) int { return cmp.Compare(a.share, b.share) })
		if best.row != han || best.share < 0.9 {
			t.Errorf("row %d stands for %+v", english, found[english])
		}
	}
}

// A number is the same in both languages, so that nothing in a sentence translates it.
func TestNumbersStayWhatTheyAre(t *testing.T) {
	t.Parallel()
	years := []pair{{"the year 1979", "1979年", mixed}, {"1979年建立", "1979年的议会", mixed}}
	v := newVocabulary(&reading{pairs: years, words: []string{"建立", "议会"}})
	got := v.bilinguals(years, false)
	want := []bilingual{{[]int32{v.rows["the"], v.rows["year"]}, []int32{v.rows["年"]}}}
	if diff := cmpdiff.Diff(want, got, cmpdiff.AllowUnexported(bilingual{})); diff != "" {
		t.Error(diff)
	}
}

func likeness(t *testing.T, m *models.Trained, a, b string) (sum float64) {
	t.Helper()
	v, err := m.EmbedDocuments(t.Context(), []string{a, b})
	if err != nil {
		t.Fatal(err)
	}
	for i := range v[0] {
		sum += float64(v[0][i]) * float64(v[1][i])
	}
	return sum
}

func TestWhatIsLearnedFrom(t *testing.T) {
	t.Parallel()
	r, err := read(folder(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []pair{
		{"float", "飘落", mixed}, {"drift", "飘落", mixed}, {"The boat has six oars.", "这艘船有六个桨。", sentences},
		{"Where is the boat?", "The boat lies at the quay.", questionsEN}, {"船在哪里？", "船在湖上。", questionsZH},
		{"is it raining", "how warm is it", mixed},
		{"refund", "退款", mixed}, {"My open orders", "我的订单", mixed}, {"Lined, 80 gsm, lies flat.", "横线内页，80克纸，可平摊。", mixed},
		{"四十八小时发货", "没特别写明的，一般是付款后四十八小时内发货；你自己承诺二十四小时，就按二十四小时算。发不出的当天就联系买家，商量晚发或者退款。赔付标准看规则页，每年都有调整。", mixed},
	} {
		if !slices.Contains(r.pairs, want) {
			t.Errorf("%q and %q are not learned from", want.a, want.b)
		}
	}
	for _, p := range r.pairs {
		if p.a == "will it snow" || p.a == "sing" {
			t.Errorf("%q is learned from", p.a)
		}
	}
}

func TestABatchIsOfOneKind(t *testing.T) {
	t.Parallel()
	l := &learner{random: rand.New(rand.NewPCG(seed, seed))}
	for i := range 5 * batchSize {
		l.examples = append(l.examples, example{kind: kind(i % 4)}, example{kind: mixed})
	}
	taken, pure := map[int]bool{}, 0
	for _, batch := range l.batches() {
		if len(batch) != batchSize {
			t.Errorf("a batch of %d", len(batch))
		}
		found := map[kind]bool{}
		for _, n := range batch {
			if taken[n] {
				t.Fatalf("example %d is learned from twice", n)
			}
			taken[n] = true
			found[l.examples[n].kind] = true
		}
		if len(found) == 1 {
			pure++
		}
	}
	if len(taken) != len(l.examples) {
		t.Errorf("%d of %d examples are learned from", len(taken), len(l.examples))
	}
	if pure < 3 {
		t.Errorf("%d batches are of one kind", pure)
	}
}

func TestTrainingNeedsItsTexts(t *testing.T) {
	t.Parallel()
	if err := train(t.Context(), t.TempDir(), filepath.Join(t.TempDir(), "out"), 1); err == nil {
		t.Error("nothing to read is no error")
	}
}

func TestRemarksOfTheDictionaryAreLeftOut(t *testing.T) {
	t.Parallel()
	for gloss, want := range map[string]string{
		" to float (down)": "float",
		"lit. to kill":     "kill",
		"(dialect)":        "",
	} {
		if got := plainGloss(gloss); got != want {
			t.Errorf("%q became %q", gloss, got)
		}
	}
}
