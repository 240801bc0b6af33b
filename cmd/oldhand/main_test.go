package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestWhatGoesWrongIsOneLine that says where help is.
func TestWhatGoesWrongIsOneLine(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	none := filepath.Join(t.TempDir(), "nosuch.md")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"find", "--bad", "clip"}, "oldhand: unknown flag --bad (see oldhand find --help)\n"},
		{[]string{"--bad"}, "oldhand: unknown flag --bad (see oldhand --help)\n"},
		{[]string{"people", "role", "x", "seller"}, "oldhand: <person>: expected a valid 64 bit int but got \"x\" (see oldhand people role --help)\n"},
		{[]string{"--log-level=loud", "version"}, "oldhand: --log-level must be one of \"debug\",\"info\",\"warn\",\"error\" but got \"loud\" (see oldhand version --help)\n"},
		{[]string{"--log-format=xml", "version"}, "oldhand: --log-format must be one of \"text\",\"json\" but got \"xml\" (see oldhand version --help)\n"},
		{[]string{"import", "notes", none}, "oldhand: import: " + none + ": no such file or directory\n"},
		{[]string{"import", "items", none, none}, "oldhand: import: " + none + ": no such file or directory; " + none + ": no such file or directory\n"},
		{[]string{"--telegram-token=nonsense", "serve"}, "oldhand: what is set as the Telegram token cannot be one: "},
		{[]string{"--llm-key=k", "--llm-key-file=" + none, "serve"}, "oldhand: OLDHAND_LLM_KEY and OLDHAND_LLM_KEY_FILE are both set: unset one of them\n"},
		{[]string{"backup", none}, "oldhand: " + dir + " holds no village yet: "},
	} {
		var out, stderr strings.Builder
		status := run(t.Context(), append([]string{"--data-dir", dir}, c.args...), streams{in: strings.NewReader(""), out: &out}, &stderr)
		if said := stderr.String(); status == 0 || out.Len() > 0 || !strings.HasPrefix(said, c.want) || strings.Count(said, "\n") != 1 {
			t.Errorf("%s: status %d, stdout %q, stderr %q, want %q", c.args, status, out.String(), said, c.want)
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("a data folder was made: %v", err)
	}
}

func TestTheLogAsItIsConfigured(t *testing.T) {
	t.Parallel()
	logged := func(args ...string) string {
		t.Helper()
		var c commands
		if _, err := kong.Must(&c).Parse(append(args, "version")); err != nil {
			t.Fatal(err)
		}
		var stderr strings.Builder
		log := c.Logger(&stderr)
		log.Debug("d")
		log.Info("i")
		log.Warn("w")
		log.Error("e", "n", 1)
		return stderr.String()
	}
	for level, want := range map[string]string{"debug": "diwe", "info": "iwe", "warn": "we", "error": "e"} {
		var got string
		for line := range strings.Lines(logged("--log-format=json", "--log-level="+level)) {
			var record struct {
				Msg, Level, Time string
				N                int
			}
			if err := json.Unmarshal([]byte(line), &record); err != nil || record.Time == "" || (record.N == 1) != (record.Level == "ERROR") {
				t.Errorf("%s: %v", line, err)
			}
			got += record.Msg
		}
		if got != want {
			t.Errorf("%s logs %q, want %q", level, got, want)
		}
	}
	if out := logged(); !strings.Contains(out, "level=INFO msg=i\n") || strings.Contains(out, "DEBUG") {
		t.Errorf("unless told otherwise: %s", out)
	}
	if out := logged("-v", "--log-level=error"); strings.Count(out, "\n") != 4 {
		t.Errorf("verbose: %s", out)
	}
}

func TestTheProgramsVersion(t *testing.T) {
	t.Parallel()
	info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Path: "oldhand", Version: "v1.2.3"}, Settings: []debug.BuildSetting{
		{Key: "GOOS", Value: "linux"}, {Key: "vcs.revision", Value: "abc"}, {Key: "vcs.time", Value: "2026-11-23T09:30:00Z"}, {Key: "vcs.modified", Value: "true"}}}
	if got := versionIn(info).String(); got != "oldhand v1.2.3, revision abc of 2026-11-23T09:30:00Z, modified, go1.26.0" {
		t.Error(got)
	}
	var out, stderr strings.Builder
	if status := run(t.Context(), []string{"version", "--json"}, streams{out: &out}, &stderr); status != 0 {
		t.Fatal(status, stderr.String())
	}
	var v map[string]any
	if err := json.Unmarshal([]byte(out.String()), &v); err != nil || v["go"] != runtime.Version() {
		t.Errorf("%s, %v", out.String(), err)
	}
	for _, key := range []string{"version", "revision", "time", "modified", "go"} {
		if _, ok := v[key]; !ok {
			t.Errorf("no %s in %s", key, out.String())
		}
	}
}
