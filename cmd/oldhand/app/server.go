package app

import (
	"context"
	"errors"

	"oldhand/integrations/backup"
	"oldhand/integrations/postgres"
)

// WithDatabase gives the address of the village's database for as long as do runs, and the private server that it is on,
// which is nil with a database of someone else's. Nothing is made or changed in the village.
func WithDatabase(ctx context.Context, c Config, do func(url string, server *postgres.Server) error) error {
	if c.DatabaseURL != "" {
		return do(c.DatabaseURL, nil)
	}
	server, err := postgres.Start(ctx, c.DataDir, postgres.Options{})
	if err != nil {
		return err
	}
	return errors.Join(do(server.URL(), server), server.Stop())
}

// WithBackups gives the village as what is backed up or brought back.
func WithBackups(ctx context.Context, c Config, do func(backup.Village) error) error {
	return WithDatabase(ctx, c, func(url string, server *postgres.Server) (err error) {
		v := backup.Village{Name: c.Village, URL: url, DataDir: c.DataDir}
		if server != nil {
			v.Tools = server.Tools()
		} else if v.Tools, err = postgres.ToolsOnPath(); err != nil {
			return err
		}
		return do(v)
	})
}
