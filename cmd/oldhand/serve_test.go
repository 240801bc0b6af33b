package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTheChatPagesTokenStays, and one that a power cut has left empty is made anew: nobody would know what to mend.
func TestTheChatPagesTokenStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chat-token"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	first, err := localToken(dir)
	if err != nil || len(first) < 10 {
		t.Fatalf("%q, %v", first, err)
	}
	if again, err := localToken(dir); err != nil || again != first {
		t.Errorf("%q and then %q, %v", first, again, err)
	}
}
