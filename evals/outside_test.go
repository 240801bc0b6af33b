package evals

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCasesOutsideAreScored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lines := `{"command":"quote --json --weight 1kg --to TEXT","input":"桐乡濮院镇 王一 13800138000","expected":{"code":"330483","name":"王一"},"kind":"K1 places"}
{"command":"quote --json --weight 1kg --to TEXT","input":"桐乡濮院镇","expected":{"code":"11"},"kind":"K1 places"}
{"command":"quote --weight","input":"1½kg","expected":1500,"kind":"K2 weights"}
{"command":"chat: file","input":"a.csv","expected":"one","kind":"K3 files"}
`
	if err := os.WriteFile(filepath.Join(dir, outsideIndex), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	counts := &tally{right: map[string]float64{}, all: map[string]int{}}
	if err := scoreOutside(dir, counts); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"outside": 3, "outside K1": 2, "outside K2": 1, "outside K3": 0} {
		if counts.all[name] != want {
			t.Errorf("%s: %d cases", name, counts.all[name])
		}
	}
	if counts.right["outside"] != 2 || len(counts.failures) != 1 {
		t.Errorf("%v, %v", counts.right, counts.failures)
	}
	for _, none := range []string{"", t.TempDir()} {
		if err := scoreOutside(none, counts); err != nil {
			t.Errorf("%q: %v", none, err)
		}
	}
}
