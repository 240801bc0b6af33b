package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/jackc/pgx/v5"
	"github.com/schollz/progressbar/v3"

	"oldhand/cmd/oldhand/app"
	"oldhand/evals"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/postgres"
	"oldhand/knowledge"
)

// evalCommand scores oldhand against labelled cases.
type evalCommand struct {
	Suite    string `arg:"" optional:"" help:"One suite; unset: all that can run."`
	Failures bool   `help:"Show the cases that went wrong."`
	JSON     bool   `name:"json" help:"Answer with one JSON object."`
}

// evalAnswer is what --json prints.
type evalAnswer struct {
	OK      bool           `json:"ok"`
	Suites  []evals.Result `json:"suites"`
	LeftOut []leftOut      `json:"left_out"`
}

type leftOut struct {
	Suite  string `json:"suite"`
	Reason string `json:"reason"`
}

// errBelowFloor ends evals in which something got worse.
var errBelowFloor = errors.New("a score is below its floor")

// Run scores the suites on a sample village of their own, which goes away afterwards.
func (e evalCommand) Run(ctx context.Context, c app.Config, s streams) error {
	suites, answer, err := e.choose(c)
	if err != nil {
		return err
	}
	e.Failures = e.Failures || c.Verbose
	c.Village, c.Create = "eval_"+strings.ToLower(rand.Text()[:16]), true
	err = app.With(ctx, c, s.log, func(v *app.Services) (err error) {
		defer func() { err = errors.Join(err, drop(ctx, v, c.Village)) }()
		subjects, err := e.prepare(ctx, c, v)
		if err != nil {
			return err
		}
		for _, suite := range suites {
			result, err := suite.Run(ctx, subjects)
			if err != nil {
				return err
			}
			answer.Suites = append(answer.Suites, result)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.print(s, answer)
}

// choose gives the suites to run; one that lacks its data is left out, unless it was asked for by name.
func (e evalCommand) choose(c app.Config) ([]evals.Suite, evalAnswer, error) {
	answer := evalAnswer{OK: true, LeftOut: []leftOut{}}
	var chosen []evals.Suite
	var names []string
	for _, suite := range evals.Suites() {
		names = append(names, suite.Name)
		if e.Suite != "" && e.Suite != suite.Name {
			continue
		}
		if reason := lacks(suite, c.EvalData); reason != "" {
			if e.Suite != "" {
				return nil, answer, fmt.Errorf("suite %s: %s", suite.Name, reason)
			}
			answer.LeftOut = append(answer.LeftOut, leftOut{suite.Name, reason})
			continue
		}
		chosen = append(chosen, suite)
	}
	if len(chosen) == 0 && !slices.Contains(names, e.Suite) {
		return nil, answer, fmt.Errorf("no suite %q: there are %s", e.Suite, strings.Join(names, ", "))
	}
	return chosen, answer, nil
}

// lacks says what a suite needs and does not have, if anything.
func lacks(suite evals.Suite, dir string) string {
	if len(suite.Needs) > 0 && dir == "" {
		return "it needs public data: name their folder in OLDHAND_EVAL_DATA"
	}
	for _, file := range suite.Needs {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			return fmt.Sprintf("%s is not in %s", file, dir)
		}
	}
	return ""
}

// prepare brings the sample village in and gives its subjects.
func (e evalCommand) prepare(ctx context.Context, c app.Config, v *app.Services) (*evals.Village, error) {
	report, err := importSample{}.bringIn(ctx, c, v)
	if err == nil && report.Rejected > 0 {
		err = fmt.Errorf("sample village: %d rows were rejected", report.Rejected)
	}
	if err == nil {
		_, err = v.Knowledge.Reembed(ctx, nil)
	}
	if err != nil {
		return nil, err
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetVisibility(isTerminal(os.Stderr)))
	return &evals.Village{Pool: v.Pool, Zone: c.Timezone.Location, Catalogue: v.Catalogue, Rates: v.Rates,
		Knowledge: v.Knowledge, Apart: apart(c, v), Names: v.Names.Now, People: v.People, Whole: e.Suite != "", Data: c.EvalData, Cases: c.EvalCases,
		Find: func(ctx context.Context, sentence string) (catalogue.Result, error) {
			return search(ctx, v, sentence)
		},
		Serve: func(ctx context.Context, apiURL, token string) error {
			c := c
			c.TelegramAPIURL, c.TelegramToken = apiURL, token
			c.Unpaced = true
			chat, err := app.NewChat(c, v, nil, slog.New(slog.DiscardHandler))
			if err != nil {
				return err
			}
			return chat.Run(ctx, "")
		},
		Progress: func(done, total int) {
			bar.ChangeMax(total)
			_ = bar.Set(done) // a picture on a terminal
		},
	}, nil
}

// apart gives villages of their own on the same database, beside that of the evals.
func apart(c app.Config, v *app.Services) func(context.Context, func(*knowledge.Base) error) error {
	count := 0
	return func(ctx context.Context, do func(*knowledge.Base) error) (err error) {
		count++
		name := fmt.Sprintf("%s_%d", c.Village, count)
		pool, err := postgres.Create(ctx, v.Pool.Config().ConnString(), name)
		if err != nil {
			return err
		}
		defer func() {
			pool.Close()
			err = errors.Join(err, drop(ctx, v, name))
		}()
		return do(knowledge.New(pool, v.Embedder))
	}
}

// drop removes a village that was made for a moment.
func drop(ctx context.Context, v *app.Services, name string) error {
	_, err := v.Pool.Exec(context.WithoutCancel(ctx), `DROP SCHEMA `+pgx.Identifier{name}.Sanitize()+` CASCADE`)
	if err != nil {
		return fmt.Errorf("drop the village %s: %w", name, err)
	}
	return nil
}

// print writes the scores, and fails if one is too low.
func (e evalCommand) print(s streams, answer evalAnswer) error {
	for _, result := range answer.Suites {
		answer.OK = answer.OK && result.OK()
	}
	var err error
	if e.JSON {
		err = s.print(answer)
	} else {
		err = e.table(s, answer)
	}
	if err == nil && !answer.OK {
		err = errBelowFloor
	}
	return err
}

// table writes the scores for people.
func (e evalCommand) table(s streams, answer evalAnswer) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "suite\tscore\tvalue\tfloor\tcases\t")
	for _, result := range answer.Suites {
		for _, score := range result.Scores {
			floor, ok := "-", "ok"
			if score.Floor > 0 {
				floor = fmt.Sprintf("%.3f", score.Floor)
			}
			if !score.OK {
				ok = "TOO LOW"
			}
			fmt.Fprintf(w, "%s\t%s\t%.3f\t%s\t%d\t%s\n", result.Suite, score.Name, score.Value, floor, score.Cases, ok)
		}
		fmt.Fprintf(w, "%s\t(%.1f s)\t\t\t\t\n", result.Suite, result.Seconds)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, left := range answer.LeftOut {
		fmt.Fprintf(s.out, "%s was left out: %s\n", left.Suite, left.Reason)
	}
	if e.Failures {
		for _, result := range answer.Suites {
			for _, failure := range result.Failures {
				fmt.Fprintf(s.out, "%s: %s\n", result.Suite, failure)
			}
		}
	}
	return nil
}
