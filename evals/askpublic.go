package evals

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"oldhand/knowledge"
)

// scoreAskPublic asks English questions in a village whose notes are the Chinese paragraphs that answer them.
func scoreAskPublic(ctx context.Context, v *Village, t *tally) error {
	passages, err := readPassages(v.Data, "zh", "xquad")
	if err != nil {
		return err
	}
	var asked []HandQuestion
	names := map[string]string{} // of files, which hold no ":"
	var notes []HandPassage
	for i, p := range passages {
		if strings.HasSuffix(p.Text, "：") {
			continue // it only leads up to what is not there
		}
		names[p.PID] = fmt.Sprintf("p%04d", i)
		notes = append(notes, HandPassage{ID: names[p.PID], Lang: "zh", Text: p.Text})
	}
	type crossQuestion struct {
		EN        string `json:"question_en"`
		PassageZH string `json:"pid_zh"`
	}
	err = eachObject(filepath.Join(v.Data, crossQuestions), func(row crossQuestion) {
		if name := names[row.PassageZH]; name != "" {
			asked = append(asked, HandQuestion{Text: row.EN, PIDs: []string{name}})
		}
	})
	if err != nil {
		return err
	}
	now, err := moment("", v.Zone)
	if err != nil {
		return err
	}
	return v.Apart(ctx, func(base *knowledge.Base) error {
		if err := Import(ctx, base, notes); err != nil {
			return err
		}
		for i, q := range asked {
			parts, err := base.AskEach(ctx, q.Asked(now))
			if err != nil {
				return fmt.Errorf("ask %q: %w", q.Text, err)
			}
			scorePublic(t, q, knowledge.Together(parts), ranking(parts))
			v.Progress(i+1, len(asked))
		}
		return nil
	})
}

func scorePublic(t *tally, q HandQuestion, got knowledge.Answer, ranked []knowledge.Citation) {
	at := slices.IndexFunc(ranked, q.Answers)
	right := slices.ContainsFunc(got.Citations, q.Answers)
	const what = "XQuAD en over zh"
	t.count(what+" served", right || slices.ContainsFunc(got.Near, q.Answers))
	t.count(what+" answered and right", right)
	t.count(what+" no wrong passage as answer", got.Abstained || right)
	t.count(what+" right in 3", at >= 0 && at < 3)
	t.count(what+" recall@20", at >= 0 && at < looked)
}
