package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
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
		"pairs_en.tsv.gz":   "a\tb\tlabel\nWhere is the boat?\tThe boat is on the lake.\t1\n",
		"pairs_zh.tsv.gz":   "a\tb\tlabel\n船在哪里？\t船在湖上。\t1\n",
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
	v := newVocabulary(&reading{pairs: []pair{{"the year 1979", "1979年"}, {"1979年建立", "1979年的议会"}}, words: []string{"建立", "议会"}})
	got := v.bilinguals([]pair{{"the year 1979", "1979年"}, {"1979年建立", "1979年的议会"}}, false)
	want := []bilingual{{[]int32{v.rows["the"], v.rows["year"]}, []int32{v.rows[charMark+"年"]}}}
	if diff := cmpdiff.Diff(want, got, cmpdiff.AllowUnexported(bilingual{})); diff != "" {
		t.Error(diff)
	}
}

func TestTheCommonestDirectionIsTakenOut(t *testing.T) {
	t.Parallel()
	rows := matrixOf(dimension)
	for i := range rows.Rows {
		rows.Data[i*dimension], rows.Data[i*dimension+1+i%9] = 5, 1
	}
	takeOut(strongest(rows), rows)
	for i := range rows.Rows {
		if x := rows.Data[i*dimension]; x > 0.2 || x < -0.2 {
			t.Fatalf("row %d still has %v of what all have", i, x)
		}
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
