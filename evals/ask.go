package evals

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"oldhand/integrations/text"
	"oldhand/knowledge"
	"oldhand/sample"
)

// askCase is a question and the sample's notes that answer it.
type askCase struct {
	Question string   `json:"question"`
	Kind     string   `json:"kind"` // en, zh, mix; cross: the only answer is in the other language
	Previous []string `json:"previous"`
	Now      string   `json:"now"`
	// Sources are the base names of the notes that answer; none: nothing does.
	Sources []string `json:"sources"`
}

// note is a file of the sample's as it stands.
type note struct {
	text    string
	expires string // 2006-01-02, or empty
}

func scoreAsk(ctx context.Context, v *Village, t *tally) error {
	all, err := cases[askCase]("ask")
	if err != nil {
		return err
	}
	notes, err := sampleNotes()
	if err != nil {
		return err
	}
	for _, c := range all {
		now, err := moment(c.Now, v.Zone)
		if err != nil {
			return fmt.Errorf("%q: %w", c.Question, err)
		}
		lang := "en"
		if text.HasHan(c.Question) {
			lang = "zh"
		}
		got, err := v.Knowledge.Ask(ctx, knowledge.Question{Text: c.Question, Previous: c.Previous, Lang: lang, Now: now})
		if err != nil {
			return fmt.Errorf("ask %q: %w", c.Question, err)
		}
		c.score(t, got)
		for _, citation := range got.Citations {
			checkCitation(t, citation, notes, now.Format("2006-01-02"))
		}
		for _, citation := range got.Near {
			checkCitation(t, citation, notes, now.Format("2006-01-02"))
		}
	}
	return scoreHands(ctx, v, t)
}

func (c askCase) score(t *tally, got knowledge.Answer) {
	answerable := len(c.Sources) > 0
	if got.Abstained {
		t.count("abstained rightly", !answerable)
	}
	if !answerable {
		t.count("abstained where nothing is known", got.Abstained)
		if !got.Abstained {
			t.fail("nothing is known: %q was answered from %s: %s", c.Question, got.Citations[0].Source, got.Citations[0].Quote)
		}
		return
	}
	right := slices.ContainsFunc(got.Citations, func(k knowledge.Citation) bool { return slices.Contains(c.Sources, k.Source) })
	first := len(got.Citations) > 0 && slices.Contains(c.Sources, got.Citations[0].Source)
	t.count("answered rightly", right)
	t.count("answered rightly "+c.Kind, right)
	t.count("right source first", first)
	t.count("not answered wrongly", right || got.Abstained)
	switch {
	case got.Abstained:
		t.fail("abstained: %q, known in %s", c.Question, c.Sources)
	case !first:
		t.fail("wrong: %q, known in %s, was answered from %s: %s", c.Question, c.Sources, got.Citations[0].Source, got.Citations[0].Quote)
	}
}

// checkCitation holds a citation against its file: word for word, and not expired.
func checkCitation(t *tally, c knowledge.Citation, notes map[string]note, today string) {
	source, known := notes[c.Source]
	stands := known && c.Quote != "" && strings.Contains(source.text, unmarked(c.Quote))
	t.count("quoted word for word", stands)
	if !stands {
		t.fail("not word for word in %s: %s", c.Source, c.Quote)
	}
	valid := source.expires == "" || source.expires >= today
	t.count("not expired", valid)
	if !valid {
		t.fail("%s expired on %s and was quoted on %s", c.Source, source.expires, today)
	}
}

var expires = regexp.MustCompile(`(?m)^expires: (\S+)$`)

// sampleNotes gives the sample's notes by base name.
func sampleNotes() (map[string]note, error) {
	notes := map[string]note{}
	err := fs.WalkDir(sample.Files(), "notes", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			return err
		}
		one := note{text: unmarked(string(text))}
		if found := expires.FindSubmatch(text); found != nil {
			one.expires = string(found[1])
		}
		notes[path.Base(name)] = one
		return nil
	})
	return notes, err
}

// unmarked leaves white space and emphasis marks out, in which a quote may differ.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '*' || r == '_' || r == '`' {
			return -1
		}
		return r
	}, s)
}
