package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/backup"
	"oldhand/integrations/postgres"
)

// backupCommand writes the village into one file.
type backupCommand struct {
	File string `arg:"" type:"path" help:"The file to write; it appears, or replaces an older one, only when it is whole."`
	JSON bool   `name:"json" help:"Answer with one JSON object."`
}

// Run writes the backup, also while the village is served.
func (b backupCommand) Run(ctx context.Context, c app.Config, s streams) error {
	if err := hasDatabase(c); err != nil {
		return err
	}
	return app.WithBackups(ctx, c, func(v backup.Village) error {
		m, err := backup.Write(ctx, v, b.File, time.Now())
		if err != nil {
			return err
		}
		return printManifest(s, m, b.JSON, "backed up to "+b.File)
	})
}

// hasDatabase says whether there is a database at all; a backup, or a look, is no reason to make one.
func hasDatabase(c app.Config) error {
	if c.DatabaseURL != "" {
		return nil
	}
	made, err := postgres.Made(c.DataDir)
	if err == nil && !made {
		err = fmt.Errorf("%s holds no village yet: another folder is named in OLDHAND_DATA_DIR, a database in OLDHAND_DATABASE_URL", filepath.Clean(c.DataDir))
	}
	return err
}

func printManifest(s streams, m backup.Manifest, asJSON bool, done string) error {
	if asJSON {
		return s.print(m)
	}
	_, err := fmt.Fprintf(s.out, "village %s, as of %s, %s\n", m.Village, m.Made.Format(time.RFC3339), done)
	return err
}

// restoreCommand brings the village back from such a file.
type restoreCommand struct {
	File    string `arg:"" type:"path" help:"A file that backup wrote."`
	Replace bool   `help:"Put it in the place of a village that has something in it, which is then gone."`
	JSON    bool   `name:"json" help:"Answer with one JSON object."`
}

// Run brings the village back while nobody serves it. If anything fails, the village is as it was.
func (r restoreCommand) Run(ctx context.Context, c app.Config, s streams) error {
	release, err := postgres.Claim(c.DataDir)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Clean(c.DataDir), err)
	}
	defer release()
	return app.WithBackups(ctx, c, func(v backup.Village) error {
		m, err := backup.Restore(ctx, v, r.File, r.Replace)
		if errors.Is(err, backup.ErrNotEmpty) {
			return fmt.Errorf("%w: with --replace the backup takes its place", err)
		}
		if err != nil {
			return err
		}
		return printManifest(s, m, r.JSON, "is back")
	})
}
