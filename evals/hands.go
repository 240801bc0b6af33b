package evals

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
	"oldhand/knowledge"
)

// The hands whose notes and questions are asked: weights and thresholds are fitted on some, and the last alone judges.
var (
	FittedHands = []string{"a", "b", "c", "d", "e"}
	JudgingHand = "f"
)

//go:embed corpus/*.jsonl
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

// ReadHand gives a hand's notes and questions.
func ReadHand(name string) (Hand, error) {
	file, err := handFiles.ReadFile("corpus/" + name + ".jsonl")
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
	hands := append(slices.Clone(FittedHands), JudgingHand)
	for i, name := range hands {
		if err := scoreHand(ctx, v, name, t); err != nil {
			return fmt.Errorf("hand %s: %w", name, err)
		}
		v.Progress(i+1, len(hands))
	}
	return nil
}

func scoreHand(ctx context.Context, v *Village, name string, t *tally) error {
	h, err := ReadHand(name)
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
		for _, q := range h.Questions {
			got, ranked, err := q.ask(ctx, base, now)
			if err != nil {
				return err
			}
			scoreStranger(t, name, q, got, ranked)
		}
		return nil
	})
}

// ask asks the question, and gives all that the answer was chosen from as well.
func (q HandQuestion) ask(ctx context.Context, base *knowledge.Base, now time.Time) (knowledge.Answer, []knowledge.Citation, error) {
	got, err := base.Ask(ctx, q.Asked(now))
	if err != nil {
		return got, nil, fmt.Errorf("ask %q: %w", q.Text, err)
	}
	ranked, err := base.Ranking(ctx, q.Asked(now))
	if err != nil {
		return got, nil, fmt.Errorf("rank %q: %w", q.Text, err)
	}
	return got, ranked, nil
}

// looked is how many passages of the ranking are looked through for recall.
const looked = 20

// scoreStranger counts how a stranger's question was answered: for the hand, and by kind and language for the judging hand
// and for the others together.
func scoreStranger(t *tally, hand string, q HandQuestion, got knowledge.Answer, ranked []knowledge.Citation) {
	shown := append(slices.Clone(got.Citations), got.Near...)
	right := slices.ContainsFunc(got.Citations, q.Answers)
	at := slices.IndexFunc(ranked, q.Answers)
	within := func(n int) bool { return at >= 0 && at < n }
	group := "fitted"
	if hand == JudgingHand {
		group = "judged"
	}
	for _, of := range []string{"hand " + hand, group + " " + q.Kind, group + " in " + q.Lang} {
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
		t.count(group+" both: both sides answered with", bothSides(q, got.Citations))
		t.count(group+" both: both sides shown", bothSides(q, shown))
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
