package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

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
	var files [2][]byte
	for i := range files {
		out := filepath.Join(dir, "weights.bin")
		if err := train(t.Context(), dir, out, 1); err != nil {
			t.Fatal(err)
		}
		var err error
		if files[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the weights differ")
	}
	m, err := models.ReadTrained(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{{"refund", "退款", "拍照"}, {"hair clip", "发夹", "袜子"}, {"ceramic mug", "陶瓷马克杯", "红色发夹"}} {
		if near, far := likeness(t, m, c[0], c[1]), likeness(t, m, c[0], c[2]); near < far+0.2 {
			t.Errorf("%s: %s at %.2f, %s at %.2f", c[0], c[1], near, c[2], far)
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
