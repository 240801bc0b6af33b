package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"oldhand/bot/telegram"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres"
	"oldhand/intents/propose"
)

// doctorCommand says what is wrong and how to mend it.
type doctorCommand struct{}

// checkup is what the doctor looks at, and where to write what it sees.
type checkup struct {
	app.Config
	streams
}

// errUnwell ends a check-up that found something.
var errUnwell = errors.New("something is wrong, see above")

// check looks at one thing and gives what it saw, or what is wrong with it.
type check struct {
	name string
	look func(context.Context) (string, error)
	mend string
}

// patience bounds a check of something far away, or of a database that is made for the first time.
const patience = time.Minute

// Run prints a line for everything it looks at, and what to do where something is wrong.
func (doctorCommand) Run(ctx context.Context, c app.Config, s streams) error {
	unwell := false
	for _, one := range (checkup{c, s}).checks() {
		bounded, cancel := context.WithTimeout(ctx, patience)
		saw, err := one.look(bounded)
		cancel()
		if err != nil {
			unwell = true
			fmt.Fprintf(s.out, "WRONG  %s: %v\n       to mend it: %s\n", one.name, err, one.mend)
			continue
		}
		fmt.Fprintf(s.out, "ok     %s: %s\n", one.name, saw)
	}
	if unwell {
		return errUnwell
	}
	return nil
}

func (c checkup) checks() []check {
	checks := []check{
		{"data folder", c.checkFolder, "make the folder writable, or name another in OLDHAND_DATA_DIR"},
		{"database", c.checkDatabase,
			"run make, which installs PostgreSQL and pgvector, or correct OLDHAND_DATABASE_URL"},
		{"address", c.checkAddress, "stop what uses the address, or set another in OLDHAND_LISTEN"},
		{"embedder", c.checkEmbedder, "correct OLDHAND_EMBED_URL, _MODEL and _KEY, or unset them to use the one built in"},
	}
	if c.AsksModel() {
		checks = append(checks, check{"language model", c.checkModel,
			"correct OLDHAND_LLM_URL, _MODEL and _KEY, or unset all three to do without"})
	}
	if c.TelegramToken != "" {
		checks = append(checks, check{"telegram", c.checkTelegram,
			"take the token from @BotFather into OLDHAND_TELEGRAM_TOKEN; behind a proxy set HTTPS_PROXY"})
	}
	return checks
}

func (c checkup) checkFolder(context.Context) (string, error) {
	if err := os.MkdirAll(c.DataDir, 0o755); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(c.DataDir, ".doctor")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name())
	return filepath.Clean(c.DataDir), file.Close()
}

// checkDatabase opens the village and counts what is in it.
func (c checkup) checkDatabase(ctx context.Context) (saw string, err error) {
	err = app.With(ctx, c.Config, c.log, func(v *app.Services) error {
		var postgres, vector string
		var items, rates, passages, people int
		err := v.Pool.QueryRow(ctx, `SELECT current_setting('server_version'), (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
			(SELECT count(*) FROM items), (SELECT count(*) FROM rates), (SELECT count(*) FROM passages), (SELECT count(*) FROM people)`).
			Scan(&postgres, &vector, &items, &rates, &passages, &people)
		saw = fmt.Sprintf("PostgreSQL %s, pgvector %s; %d items, %d rate rows, %d passages, %d people", postgres, vector, items, rates, passages, people)
		return err
	})
	return saw, err
}

// checkAddress listens for a moment where serve would, unless it does so just now.
func (c checkup) checkAddress(ctx context.Context) (string, error) {
	release, err := postgres.Claim(c.DataDir)
	if errors.Is(err, postgres.ErrInUse) {
		return "oldhand is serving", nil
	}
	if err != nil {
		return "", err
	}
	defer release()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return "", err
	}
	return c.Listen + " is free", listener.Close()
}

func (c checkup) checkEmbedder(ctx context.Context) (string, error) {
	embedder, err := app.OpenEmbedder(c.Config)
	if err != nil {
		return "", err
	}
	vector, err := embedder.EmbedQuery(ctx, "发夹 hair clip")
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %d dimensions", embedder.Model(), len(vector)), nil
}

// checkModel shows how the language model reads a message.
func (c checkup) checkModel(ctx context.Context) (string, error) {
	model, err := app.OpenModel(c.Config)
	if err != nil {
		return "", err
	}
	read, err := propose.Try(ctx, model)
	if err != nil {
		return "", err
	}
	return c.LLMModel + " " + read, nil
}

func (c checkup) checkTelegram(ctx context.Context) (string, error) {
	name, err := telegram.Username(ctx, c.TelegramAPIURL, c.TelegramToken)
	if err != nil {
		return "", err
	}
	return "@" + name, nil
}
