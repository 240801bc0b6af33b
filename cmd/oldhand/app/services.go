// Package app puts oldhand together: the services of one village on one database, and the chat that offers them. The
// command and the end-to-end tests start it.
package app

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
	"oldhand/integrations/models"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/integrations/postgres"
	"oldhand/integrations/rates"
	"oldhand/integrations/reminders"
	"oldhand/integrations/sales"
	"oldhand/integrations/waits"
	"oldhand/intents"
	"oldhand/intents/misread"
	"oldhand/intents/propose"
	"oldhand/knowledge"
)

// Services are all subjects of one village on one database.
type Services struct {
	intents.Services
	Pool     *pgxpool.Pool
	Embedder models.Embedder // of notes
	Language *models.Chat    // nil where none is configured
	Clock    func() time.Time
	server   *postgres.Server // nil with a database of someone else's
	log      *slog.Logger
}

// NewServices gives the subjects of the village that pool is on; clock is time.Now.
func NewServices(c Config, pool *pgxpool.Pool, m Models, clock func() time.Time, log *slog.Logger) *Services {
	s := &Services{Pool: pool, Embedder: m.Notes, Language: m.Language, Clock: clock, log: log}
	s.Zone, s.Open = c.Timezone.Location, c.Open
	s.Catalogue, s.Orders, s.Waits, s.Sales = catalogue.New(pool, m.Items), pickup.New(pool, s.Zone), waits.New(pool), sales.New(pool)
	s.Pools = pools.New(pool)
	s.Reminders, s.Openings, s.Credits = reminders.New(pool, s.Zone), pickup.NewOpenings(pool, s.Zone), pickup.NewCredits(pool)
	s.Rates = rates.New(pool, c.Origin, s.Zone, clock)
	s.Parcels = parcels.New(pool, s.Rates, s.Zone)
	s.Knowledge = knowledge.New(pool, m.Notes).Written(m.Language)
	s.People, s.Documents = bot.NewPeople(pool), bot.NewDocuments(pool)
	s.Transcript, s.KeepDays = bot.NewTranscript(pool), int(c.KeepDays)
	s.Misread = misread.New(pool)
	s.Proposer = propose.New(m.Language)
	s.Names = intents.NewNames(s.Catalogue, s.Rates, m.Acts)
	return s
}

// Open connects to the configured database, or to the data folder's private server, which it starts if need be.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Services, error) {
	models, err := OpenModels(c, log)
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
	open := postgres.Open
	if c.Create {
		open = postgres.Create
	}
	pool, err := open(ctx, url, c.Village)
	if err != nil {
		return nil, errors.Join(err, stop(server))
	}
	s := NewServices(c, pool, models, time.Now, log)
	s.server = server
	return s, nil
}

// stop leaves the private server, if there is one.
func stop(server *postgres.Server) error {
	if server == nil {
		return nil
	}
	return server.Stop()
}

// Close leaves the database; the private server stops with the last process that uses it.
func (s *Services) Close() {
	s.Pool.Close()
	if err := stop(s.server); err != nil {
		s.log.Error("stop the private server", "error", err)
	}
}

// With opens the village for as long as do runs.
func With(ctx context.Context, c Config, log *slog.Logger, do func(*Services) error) error {
	s, err := Open(ctx, c, log)
	if err != nil {
		return fmt.Errorf("open the village in %s: %w", filepath.Clean(c.DataDir), err)
	}
	defer s.Close()
	return do(s)
}
