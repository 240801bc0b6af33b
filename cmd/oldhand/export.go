package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
)

// exportCommands are the kinds of things that can be taken out.
type exportCommands struct {
	Rates     exportRates     `cmd:"" help:"Write the couriers' rate cards as a CSV, or an XLSX, that imports as unchanged."`
	Questions exportQuestions `cmd:"" help:"Write what people thought of answers and what old hands answered, one JSON object a line, without names."`
	Messages  exportMessages  `cmd:"" help:"Write the messages that were misread lately, one JSON object a line, without names."`
}

// exportRates writes the rate cards.
type exportRates struct {
	Out string `placeholder:"FILE" help:"Where to; .xlsx makes a workbook of it; unset: a CSV to stdout."`
}

// Run writes the rate cards that hold now or will. A file appears only when it is whole.
func (e exportRates) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		if e.Out == "" {
			_, err := v.Rates.Export(ctx, s.out)
			return err
		}
		export := v.Rates.Export
		if strings.EqualFold(filepath.Ext(e.Out), ".xlsx") {
			export = func(ctx context.Context, w io.Writer) (int, error) { return exportWorkbook(ctx, v.Rates, w) }
		}
		return writeWhole(e.Out, func(w io.Writer) error {
			rows, err := export(ctx, w)
			if err == nil {
				fmt.Fprintf(os.Stderr, "%d rows in %s\n", rows, e.Out)
			}
			return err
		})
	})
}

// exportWorkbook writes the rate cards to an XLSX. All its cells are texts, so that a spreadsheet changes no price by
// opening it.
func exportWorkbook(ctx context.Context, cards *rates.Rates, w io.Writer) (rows int, err error) {
	lines, err := cards.ExportRows(ctx)
	if err != nil {
		return 0, err
	}
	data, err := paper.Texts("rates", lines)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(data); err != nil {
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	return len(lines) - 1, nil
}

// exportQuestions writes what the village's questions teach.
type exportQuestions struct {
	Out string `placeholder:"FILE" help:"Where to; unset: stdout."`
}

// Run writes a line for every opinion on an answer and every question that an old hand answered. A file appears only when it
// is whole.
func (e exportQuestions) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		lessons, leftOut, err := v.Knowledge.Lessons(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%d questions; %d left out, for they name somebody\n", len(lessons), leftOut)
		return exportLines(e.Out, s.out, lessons)
	})
}

// exportMessages writes the messages that were misread.
type exportMessages struct {
	File string `arg:"" optional:"" help:"Where to; unset: stdout."`
}

// Run writes a line for every message kept, marked as it was understood. A file appears only when it is whole.
func (e exportMessages) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		messages, err := v.Misread.All(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%d messages\n", len(messages))
		return exportLines(e.File, s.out, messages)
	})
}

// exportLines writes a JSON object a line, to a file or, where none is named, to out.
func exportLines[T any](file string, out io.Writer, all []T) error {
	write := func(w io.Writer) error {
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		for _, l := range all {
			if err := lines.Encode(l); err != nil {
				return err
			}
		}
		return nil
	}
	if file == "" {
		return write(out)
	}
	return writeWhole(file, write)
}

// writeWhole writes a file that only its owner can read beside its place, and puts it there when it is whole.
func writeWhole(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // of mode 0600
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := errors.Join(write(file), file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), path)
}
