package sample_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"oldhand/integrations/text"
	"oldhand/sample"
)

// note is a note's front matter and the text under it.
type note struct {
	Title, Date, Kind, Speaker, Language, Expires string
	body                                          string
}

func notes(t *testing.T, folder string) map[string]note {
	t.Helper()
	names, err := fs.Glob(sample.Files(), "notes/"+folder+"/*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]note{}
	for _, name := range names {
		data, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		var n note
		body, err := text.FrontMatter(data, &n)
		if err != nil || len(body) == len(data) {
			t.Fatalf("%s: no front matter, %v", name, err)
		}
		n.body = string(body)
		all[path.Base(name)] = n
	}
	return all
}

func TestTwelveMeetingsOnSaturdays(t *testing.T) {
	t.Parallel()
	meetings := notes(t, "meetings")
	if len(meetings) != 12 {
		t.Errorf("%d meetings", len(meetings))
	}
	for name, n := range meetings {
		day, err := time.Parse(time.DateOnly, n.Date)
		if err != nil || day.Weekday() != time.Saturday || !strings.HasPrefix(name, n.Date) {
			t.Errorf("%s: date %q", name, n.Date)
		}
		if n.Kind != "meeting" || n.Title == "" {
			t.Errorf("%s: %+v", name, n)
		}
		if strings.Count(n.body, ":** ")+strings.Count(n.body, "：") < 6 {
			t.Errorf("%s: hardly anybody speaks", name)
		}
	}
}

func TestFortyTips(t *testing.T) {
	t.Parallel()
	tips, languages := notes(t, "tips"), map[string]int{}
	if len(tips) != 40 {
		t.Errorf("%d tips", len(tips))
	}
	for name, n := range tips {
		languages[n.Language]++
		if _, err := time.Parse(time.DateOnly, n.Date); err != nil || n.Kind != "tip" || n.Title == "" || n.Speaker == "" {
			t.Errorf("%s: %+v", name, n)
		}
		if _, err := time.Parse(time.DateOnly, n.Expires); n.Expires != "" && err != nil {
			t.Errorf("%s: expires %q", name, n.Expires)
		}
	}
	if languages["en"] < 15 || languages["zh"] < 15 || len(languages) != 2 {
		t.Errorf("languages of the tips: %v", languages)
	}
}

func TestNoTwoNotesShareTheNameTheyAreCitedBy(t *testing.T) {
	t.Parallel()
	tips := notes(t, "tips")
	for name := range notes(t, "meetings") {
		if _, twice := tips[name]; twice {
			t.Errorf("%s stands twice", name)
		}
	}
}
