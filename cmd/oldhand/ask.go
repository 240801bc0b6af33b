package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"oldhand/cmd/oldhand/app"
	"oldhand/knowledge"
)

// askCommand answers a question from the notes and tips.
type askCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"The question."`
}

// askLine is a line of ask's batch that is JSON.
type askLine struct {
	Text     string    `json:"text"`
	Previous []string  `json:"previous"`
	Now      time.Time `json:"now"`
}

// Run answers word for word from a source, or says that there is none.
func (a askCommand) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		return a.run(ctx, s, strings.Join(a.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			question := askLine{Text: line}
			if err := readJSONLine(line, &question); err != nil {
				return nil, nil, err
			}
			if question.Now.IsZero() {
				question.Now = time.Now()
			}
			answer, err := v.Knowledge.Ask(ctx, knowledge.Question{
				Text: question.Text, Previous: question.Previous, Lang: a.Lang, Now: question.Now.In(c.Timezone.Location)})
			if err != nil {
				return nil, nil, err
			}
			return answer, func(w io.Writer) { writeAnswer(w, answer) }, nil
		})
	})
}

func writeAnswer(w io.Writer, a knowledge.Answer) {
	given := a.Citations
	switch {
	case a.Abstained && len(a.Near) > 0:
		fmt.Fprintln(w, "The notes do not quite say this. Nearest:")
		given = a.Near
	case a.Abstained:
		fmt.Fprintln(w, "The notes do not say.")
	}
	for _, c := range given {
		fmt.Fprintf(w, "%s\n    %s\n", c.Quote, strings.Join(strings.Fields(c.Speaker+" "+c.Title+" "+c.Date+" "+c.Source), " "))
	}
}
