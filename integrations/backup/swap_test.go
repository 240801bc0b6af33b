package backup

import (
	"os"
	"path/filepath"
	"testing"
)

// The second of the village's files cannot be moved: the first is put back.
func TestFilesAreSwappedAllOrNone(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), t.TempDir()
	for path, text := range map[string]string{filepath.Join(dir, "chat/chats.jsonl"): "before", filepath.Join(files, "chat/chats.jsonl"): "after"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	within := filepath.Join(dir, "sample-village") // nothing can be moved into itself
	if err := os.Mkdir(within, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := swapFiles(dir, files, filepath.Join(within, "before")); err == nil {
		t.Error("it was moved into itself")
	}
	for path, want := range map[string]string{dir: "before", files: "after"} {
		if text, err := os.ReadFile(filepath.Join(path, "chat/chats.jsonl")); err != nil || string(text) != want {
			t.Errorf("%q, %v, want %q", text, err, want)
		}
	}
}
