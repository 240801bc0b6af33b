package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"

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

// patience bounds a check of something far away, or of a private server that has to be started.
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
			"run make, which installs PostgreSQL and pgvector, or correct OLDHAND_DATABASE_URL and OLDHAND_VILLAGE"},
		{"address", c.checkAddress, "stop what uses the address, or set another in OLDHAND_LISTEN; others than this machine need OLDHAND_PAGE_PASSWORD"},
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

// checkFolder sees whether the data folder can be written to, or made.
func (c checkup) checkFolder(context.Context) (string, error) {
	dir, saw := filepath.Clean(c.DataDir), ""
	for {
		err := unix.Access(dir+"/.", unix.W_OK|unix.X_OK) // "." is in a folder alone
		if errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir) {
			dir, saw = filepath.Dir(dir), " is not there yet and can be made"
			continue
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", dir, err)
		}
		return filepath.Clean(c.DataDir) + saw, nil
	}
}

// checkDatabase looks at the village, or at what would make its private server.
func (c checkup) checkDatabase(ctx context.Context) (saw string, err error) {
	if c.DatabaseURL == "" {
		made, err := postgres.Made(c.DataDir)
		if err != nil {
			return "", err
		}
		if !made {
			server, vector, err := postgres.Installed(ctx)
			return fmt.Sprintf("none yet; serve makes it with %s, pgvector %s", server, vector), err
		}
	}
	err = app.WithDatabase(ctx, c.Config, func(url string, _ *postgres.Server) error {
		saw, err = c.lookAtVillage(ctx, url)
		return err
	})
	return saw, err
}

// lookAtVillage says what a database has of the village.
func (c checkup) lookAtVillage(ctx context.Context, url string) (string, error) {
	state, err := postgres.Look(ctx, url, c.Village)
	if err != nil {
		return "", err
	}
	program, err := postgres.ProgramVersion()
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("PostgreSQL %s, pgvector %s; ", state.Server, state.Vector)
	switch {
	case !state.There && len(state.Others) > 0:
		return "", fmt.Errorf("%w: %s is not among %s; serve --create makes it", postgres.ErrNoVillage, c.Village, strings.Join(state.Others, ", "))
	case !state.There:
		return saw + "no village " + c.Village + " yet, serve makes it", nil
	case state.Version.NewerThan(program):
		return "", fmt.Errorf("village %s is of a newer oldhand: its tables have version %d, this one knows %d", c.Village, state.Version.Tables, program.Tables)
	case state.Version != program:
		return saw + fmt.Sprintf("village %s has tables of version %d, which the next start brings to %d", c.Village, state.Version.Tables, program.Tables), nil
	}
	counts, err := countVillage(ctx, url, c.Village)
	return saw + counts, err
}

// countVillage counts what is in a village of the program's version.
func countVillage(ctx context.Context, url, village string) (string, error) {
	connection, err := postgres.Connect(ctx, url)
	if err != nil {
		return "", err
	}
	defer connection.Close(ctx)
	var items, rates, passages, people int
	schema := pgx.Identifier{village}.Sanitize()
	err = connection.QueryRow(ctx, strings.ReplaceAll(`SELECT (SELECT count(*) FROM village.items), (SELECT count(*) FROM village.rates),
		(SELECT count(*) FROM village.passages), (SELECT count(*) FROM village.people WHERE role <> '')`, "village.", schema+".")).
		Scan(&items, &rates, &passages, &people)
	return fmt.Sprintf("%d items, %d rate rows, %d passages, %d people", items, rates, passages, people), err
}

// checkAddress listens for a moment where serve would, unless it does so just now.
func (c checkup) checkAddress(ctx context.Context) (string, error) {
	serving, err := postgres.InUse(c.DataDir)
	if err != nil {
		return "", err
	}
	if serving {
		return "oldhand is serving", nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return "", err
	}
	defer listener.Close()
	if c.TelegramToken == "" {
		if _, err := c.PageLogin(listener.Addr()); err != nil {
			return "", err
		}
	}
	return c.Listen + " is free", nil
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
