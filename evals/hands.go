package evals

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
	"oldhand/knowledge"
)

// The hands whose notes and questions are asked. Nothing was trained on them; thresholds were set by the first, and nothing
// at all by the others, which judge.
const calibratingHand = "f"

var judgingHands = []string{"m", "n"}

//go:embed corpus/f.jsonl corpus/m.jsonl corpus/n.jsonl
var handFiles embed.FS

// HandPassage is a passage of a hand's notes.
type HandPassage struct {
	ID      string `json:"pid"`
	Title   string `json:"title"`
	Date    string `json:"date"`
	Kind    string `json:"kind"`
	Speaker string `json:"speaker"`
	Lang    string `json:"lang"`
	Text    string `json:"text"`
}

// HandQuestion is a question of a hand; without PIDs no passage answers it.
type HandQuestion struct {
	Text     string   `json:"q"`
	Lang     string   `json:"lang"`
	Kind     string   `json:"kind"`
	PIDs     []string `json:"pids"`
	Span     string   `json:"span"`
	Previous string   `json:"prev"`
	Tempting []string `json:"tempting"`
}

// Asked is the question as it is put to the notes.
func (q HandQuestion) Asked(now time.Time) knowledge.Question {
	asked := knowledge.Question{Text: q.Text, Lang: text.Language(q.Text), Now: now}
	if q.Previous != "" {
		asked.Previous = []string{q.Previous}
	}
	return asked
}

// Answers says that a citation is of a passage that answers the question.
func (q HandQuestion) Answers(c knowledge.Citation) bool {
	return slices.Contains(q.PIDs, strings.TrimSuffix(c.Source, noteSuffix))
}

// Hand is the notes and questions of one person.
type Hand struct {
	Passages  []HandPassage
	Questions []HandQuestion
}

// readHand gives a hand's notes and questions.
func readHand(files fs.FS, name string) (Hand, error) {
	file, err := fs.ReadFile(files, "corpus/"+name+".jsonl")
	if err != nil {
		return Hand{}, err
	}
	var h Hand
	lines := bufio.NewScanner(bytes.NewReader(file))
	for number := 1; lines.Scan(); number++ {
		var p HandPassage
		var q HandQuestion
		if err := errors.Join(json.Unmarshal(lines.Bytes(), &p), json.Unmarshal(lines.Bytes(), &q)); err != nil {
			return Hand{}, fmt.Errorf("corpus/%s.jsonl:%d: %w", name, number, err)
		}
		if p.ID != "" {
			h.Passages = append(h.Passages, p)
			continue
		}
		h.Questions = append(h.Questions, q)
	}
	return h, lines.Err()
}

const noteSuffix = ".md"

// Import brings passages in, each as a note of its own, so that what is cited tells which passage it was.
func Import(ctx context.Context, base *knowledge.Base, passages []HandPassage) (err error) {
	dir, err := os.MkdirTemp("", "oldhand-eval")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for _, p := range passages {
		if err := os.WriteFile(filepath.Join(dir, p.ID+noteSuffix), []byte(p.file()), 0o600); err != nil {
			return err
		}
	}
	report, err := base.Import(ctx, []string{dir}, table.Options{})
	if err == nil && report.New != len(passages) {
		err = fmt.Errorf("of %d passages %d came in", len(passages), report.New)
	}
	if err == nil {
		_, err = base.Reembed(ctx, nil)
	}
	return err
}

// file is the passage as a note.
func (p HandPassage) file() string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, field := range [][2]string{{"title", p.Title}, {"date", p.Date}, {"kind", p.Kind}, {"speaker", p.Speaker}, {"language", p.Lang}} {
		if field[1] != "" {
			fmt.Fprintf(&b, "%s: %q\n", field[0], field[1])
		}
	}
	b.WriteString("---\n\n" + p.Text + "\n")
	return b.String()
}

// scoreHands asks every hand's questions in a village that has that hand's notes and no others.
func scoreHands(ctx context.Context, v *Village, t *tally) error {
	hands := append([]string{calibratingHand}, judgingHands...)
	for i, name := range hands {
		if err := scoreHand(ctx, v, name, t); err != nil {
			return fmt.Errorf("hand %s: %w", name, err)
		}
		v.Progress(i+1, len(hands))
	}
	return nil
}

func scoreHand(ctx context.Context, v *Village, name string, t *tally) error {
	h, err := readHand(handFiles, name)
	if err != nil {
		return err
	}
	now, err := moment("", v.Zone)
	if err != nil {
		return err
	}
	return v.Apart(ctx, func(base *knowledge.Base) error {
		if err := Import(ctx, base, h.Passages); err != nil {
			return err
		}
		var answerable, others []float64
		for _, q := range h.Questions {
			parts, err := base.AskEach(ctx, q.Asked(now))
			if err != nil {
				return fmt.Errorf("ask %q: %w", q.Text, err)
			}
			scoreStranger(t, name, q, parts)
			if len(q.PIDs) > 0 {
				answerable = append(answerable, parts[0].Sureness())
			} else {
				others = append(others, parts[0].Sureness())
			}
		}
		for _, sureness := range others {
			t.credit("hand "+name+": surer of the answerable (AUC)", shareAbove(answerable, sureness))
		}
		return nil
	})
}

// shareAbove says what share of numbers is above one, those that are equal counting half.
func shareAbove(all []float64, one float64) float64 {
	var above float64
	for _, x := range all {
		switch {
		case x > one:
			above++
		case x == one:
			above += 0.5
		}
	}
	return above / float64(len(all))
}

// ranking gives all that the answers were chosen from, that of the first question first.
func ranking(parts []knowledge.Part) []knowledge.Citation {
	var all []knowledge.Citation
	for _, p := range parts {
		all = append(all, p.Ranking()...)
	}
	return all
}

// looked is how many passages of the ranking are looked through for recall.
const looked = 20

// scoreStranger counts how a stranger's question was answered: for the hand, and for the judging hands together and by kind
// and language.
func scoreStranger(t *tally, hand string, q HandQuestion, parts []knowledge.Part) {
	got, ranked := knowledge.Together(parts), ranking(parts)
	shown := append(slices.Clone(got.Citations), got.Near...)
	right := slices.ContainsFunc(got.Citations, q.Answers)
	at := slices.IndexFunc(ranked, q.Answers)
	within := func(n int) bool { return at >= 0 && at < n }
	groups := []string{"hand " + hand}
	if slices.Contains(judgingHands, hand) {
		groups = append(groups, "strangers", "strangers, "+q.Kind, "strangers, in "+q.Lang)
	}
	for _, of := range groups {
		if len(q.PIDs) == 0 {
			t.count(of+": unanswerable not answered", got.Abstained)
			t.count(of+": unanswerable, nothing shown", len(shown) == 0)
			continue
		}
		t.count(of+": served", slices.ContainsFunc(shown, q.Answers))
		t.count(of+": answered and right", right)
		t.count(of+": no wrong passage as answer", got.Abstained || right)
		t.count(of+": something shown", len(shown) > 0)
		t.count(of+": right in 3", within(3))
	}
	if len(q.PIDs) == 0 {
		return
	}
	for _, n := range []int{1, 10} {
		t.count(fmt.Sprintf("hand %s: right in %d", hand, n), within(n))
	}
	t.count("hand "+hand+": recall@20", within(looked))
	if q.Kind == "both" {
		t.count("hand "+hand+", both: both sides answered with", bothSides(q, got.Citations))
		t.count("hand "+hand+", both: both sides shown", bothSides(q, shown))
	}
}

// bothSides says that every passage that belongs to the answer was given.
func bothSides(q HandQuestion, given []knowledge.Citation) bool {
	for _, pid := range q.PIDs {
		if !slices.ContainsFunc(given, func(c knowledge.Citation) bool { return c.Source == pid+noteSuffix }) {
			return false
		}
	}
	return true
}
