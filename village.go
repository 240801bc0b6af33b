package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/courier"
	"oldhand/integrations/models"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres"
	"oldhand/intents"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

// village is all subjects of one village on one database.
type village struct {
	pool      *pgxpool.Pool
	embedder  models.Embedder
	catalogue *catalogue.Catalogue
	orders    *pickup.Orders
	couriers  *courier.Couriers
	knowledge *knowledge.Base
	people    *bot.People
	parser    *understand.Parser
	server    *postgres.Server // nil with a database of someone else's
	clock     func() time.Time
	log       *slog.Logger
}

// newVillage gives the subjects of the village that pool is on; clock is time.Now.
func newVillage(c config, pool *pgxpool.Pool, embedder models.Embedder, clock func() time.Time, log *slog.Logger) *village {
	v := &village{
		pool: pool, embedder: embedder, clock: clock, log: log,
		catalogue: catalogue.New(pool, embedder),
		orders:    pickup.New(pool, c.Timezone.Location),
		couriers:  courier.New(pool, c.Origin, c.Timezone.Location, clock),
		knowledge: knowledge.New(pool, embedder),
		people:    bot.NewPeople(pool),
	}
	v.parser = understand.New(intents.NewLexicon(v.catalogue, v.couriers, clock))
	return v
}

// openVillage connects to the configured database, or to the data folder's private server, which it starts if need be.
func openVillage(ctx context.Context, c config, log *slog.Logger) (*village, error) {
	embedder, err := openEmbedder(c)
	if err != nil {
		return nil, err
	}
	var server *postgres.Server
	url := c.DatabaseURL
	if url == "" {
		if server, err = postgres.Start(ctx, c.DataDir, postgres.Options{}); err != nil {
			return nil, err
		}
		url = server.URL()
	}
	pool, err := postgres.Open(ctx, url, c.Village)
	if err != nil {
		return nil, errors.Join(err, stop(server))
	}
	v := newVillage(c, pool, embedder, time.Now, log)
	v.server = server
	return v, nil
}

// stop leaves the private server, if there is one.
func stop(server *postgres.Server) error {
	if server == nil {
		return nil
	}
	return server.Stop()
}

// openEmbedder gives the configured embedder, or the one built in.
func openEmbedder(c config) (models.Embedder, error) {
	if c.EmbedURL == "" {
		return models.BuiltIn(), nil
	}
	return models.Remote(c.EmbedURL, c.EmbedModel, c.EmbedKey)
}

// close leaves the database; the private server stops with the last process that uses it.
func (v *village) close() {
	v.pool.Close()
	if err := stop(v.server); err != nil {
		v.log.Error("stop the private server", "error", err)
	}
}

// withVillage opens the village for as long as do runs.
func withVillage(ctx context.Context, c config, log *slog.Logger, do func(*village) error) error {
	v, err := openVillage(ctx, c, log)
	if err != nil {
		return fmt.Errorf("open the village in %s: %w", filepath.Clean(c.DataDir), err)
	}
	defer v.close()
	return do(v)
}
