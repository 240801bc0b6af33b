package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/table"
	"oldhand/sample"
)

// importCommands are the kinds of things that can be brought in.
type importCommands struct {
	Sample importSample `cmd:"" help:"Bring in the sample village."`
	Items  importItems  `cmd:"" help:"Bring in items of distributors (CSV, XLSX)."`
	Rates  importRates  `cmd:"" help:"Bring in couriers' rate cards (CSV, XLSX)."`
	Notes  importNotes  `cmd:"" help:"Bring in notes and tips (Markdown, text, HTML, DOCX, PDF)."`
}

// importFlags are shared by all imports.
type importFlags struct {
	DryRun bool   `help:"Say what would change and write nothing."`
	JSON   bool   `name:"json" help:"Print the counts as JSON."`
	Lang   string `enum:"en,zh" default:"en" help:"Language of the reasons and counts: ${enum}."`
}

// importFiles are the files of one import.
type importFiles struct {
	importFlags
	Files []string `arg:"" name:"file" help:"Files, or folders of them."`
}

type (
	importItems struct{ importFiles }
	importRates struct{ importFiles }
	importNotes struct{ importFiles }
)

// importer is a subject's own import.
type importer func(ctx context.Context, files []string, o table.Options) (table.Report, error)

// Run brings in items.
func (i importItems) Run(ctx context.Context, c app.Config, s streams) error {
	return i.run(ctx, c, s, func(v *app.Services) importer { return v.Catalogue.Import })
}

// Run brings in rate cards.
func (i importRates) Run(ctx context.Context, c app.Config, s streams) error {
	return i.run(ctx, c, s, func(v *app.Services) importer { return v.Rates.Import })
}

// Run brings in notes, and their vectors at once.
func (i importNotes) Run(ctx context.Context, c app.Config, s streams) error {
	return i.run(ctx, c, s, func(v *app.Services) importer {
		return func(ctx context.Context, files []string, o table.Options) (table.Report, error) {
			report, err := v.Knowledge.Import(ctx, files, o)
			if err == nil && !o.DryRun {
				embedNotes(ctx, v, s.log)
			}
			return report, err
		}
	})
}

// embedNotes makes the vectors of notes, with a progress bar. Where that fails they are found by their words, and whoever
// serves makes up for it, so it is no fault of the import.
func embedNotes(ctx context.Context, v *app.Services, log *slog.Logger) {
	progress, finish := progressBar()
	defer finish()
	if _, err := v.Knowledge.Reembed(ctx, progress); err != nil {
		log.WarnContext(ctx, "notes are found by their words alone for now", "model", v.Embedder.Model(), "error", err)
	}
}

// progressBar gives a bar on stderr where that is a terminal, and what takes it away.
func progressBar() (table.Progress, func()) {
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetVisibility(isTerminal(os.Stderr)))
	progress := func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(done) // a picture on a terminal
	}
	return progress, func() { _ = bar.Finish() }
}

func (i importFiles) run(ctx context.Context, c app.Config, s streams, subject func(*app.Services) importer) error {
	if err := anyThere(i.Files); err != nil {
		return err
	}
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		report, err := i.importWith(ctx, c, subject(v), i.Files, func(line string) { fmt.Fprintln(os.Stderr, line) })
		if err != nil {
			return err
		}
		return i.print(s, report)
	})
}

// anyThere gives an error where none of the files is there, before a village is opened for them. With one that is, the import
// says of the others what is wrong.
func anyThere(files []string) error {
	var missing []string
	for _, file := range files {
		_, err := os.Stat(file)
		if err == nil {
			return nil
		}
		missing = append(missing, strings.TrimPrefix(err.Error(), "stat "))
	}
	return fmt.Errorf("import: %s", strings.Join(missing, "; "))
}

// importWith runs one import with a progress bar; tell is given what people should read, and may be nil.
func (f importFlags) importWith(ctx context.Context, c app.Config, importAll importer, files []string, tell func(string)) (table.Report, error) {
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetVisibility(isTerminal(os.Stderr)))
	defer bar.Finish() //nolint:errcheck // a picture on a terminal
	say := func(why table.Reason) string { return phrases.Tell(phrases.ForTag(f.Lang), why) }
	return importAll(ctx, files, table.Options{
		DryRun:     f.DryRun,
		Say:        say,
		RejectsDir: c.RejectsDir(),
		Progress: func(done, total int) {
			bar.ChangeMax(max(total, 1))
			_ = bar.Set(done) // as above
		},
		Tell: func(what table.Reason) {
			if tell != nil {
				_ = bar.Clear()
				tell(say(what))
			}
		},
	})
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// print writes the counts, as the last line of stdout.
func (f importFlags) print(s streams, r table.Report) error {
	if f.JSON {
		return s.print(r)
	}
	_, err := fmt.Fprintln(s.out, phrases.Label(phrases.ForTag(f.Lang), "table.counts", map[string]any{
		"Read": r.Read, "New": r.New, "Changed": r.Changed, "Unchanged": r.Unchanged, "Rejected": r.Rejected, "DryRun": f.DryRun,
	}))
	return err
}

// importSample brings in the sample village.
type importSample struct {
	importFlags
	VectorsLater bool `help:"Leave the notes' vectors to whoever serves next, who makes them meanwhile."`
}

// Run brings in the sample's items, rates, notes and people.
func (i importSample) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		report, err := i.bringIn(ctx, c, v)
		if err != nil {
			return err
		}
		if !i.DryRun && !i.VectorsLater {
			embedNotes(ctx, v, s.log)
		}
		return i.print(s, report)
	})
}

// bringIn unpacks the sample, because imports read files, and imports each part.
func (i importSample) bringIn(ctx context.Context, c app.Config, v *app.Services) (table.Report, error) {
	var sum table.Report
	dir, err := os.MkdirTemp("", "oldhand-sample")
	if err != nil {
		return sum, fmt.Errorf("unpack the sample village: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, sample.Files()); err != nil {
		return sum, fmt.Errorf("unpack the sample village: %w", err)
	}
	for _, part := range []struct {
		folder string
		importer
	}{{"items", v.Catalogue.Import}, {"rates", v.Rates.Import}, {"notes", v.Knowledge.Import}} {
		report, err := i.importWith(ctx, c, part.importer, []string{dir + "/" + part.folder}, nil)
		if err != nil {
			return sum, fmt.Errorf("sample village, %s: %w", part.folder, err)
		}
		sum.Add(report)
	}
	if i.DryRun {
		return sum, nil
	}
	return sum, bringInPeople(ctx, v)
}

// bringInPeople lets everyone of the sample in who is not there yet; the newcomer comes by an invitation of their own.
func bringInPeople(ctx context.Context, v *app.Services) error {
	for _, person := range sample.People() {
		if person.Role == "" {
			continue
		}
		role := bot.Role(person.Role)
		there, err := v.People.WithRole(ctx, role)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(there, func(p bot.Person) bool { return p.Chat == bot.ChatID(person.UserID) }) {
			continue
		}
		if err := v.LetIn(ctx, person.UserID, person.Name(), person.Distributor, role, phrases.Lang(person.Lang)); err != nil {
			return fmt.Errorf("sample village, %s: %w", person.NameEN, err)
		}
	}
	return nil
}
