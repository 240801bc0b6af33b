package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"oldhand/bot"
	"oldhand/cmd/oldhand/app"
	"oldhand/intents/meaning"
)

// understandCommand says what a message means.
type understandCommand struct {
	queryFlags
	Now  string   `placeholder:"TIME" help:"When it was said, RFC 3339; unset: now."`
	Text []string `arg:"" optional:"" help:"The message."`
}

// understandLine is a line of understand's batch that is JSON.
type understandLine struct {
	Text     string        `json:"text"`
	Now      string        `json:"now"`
	Role     string        `json:"role"`
	Dialogue meaning.Focus `json:"dialogue"`
}

// understanding is what the message means, as the contract writes it.
type understanding struct {
	Commands   json.RawMessage `json:"commands"`
	Confidence float64         `json:"confidence"`
	Language   string          `json:"language"`
}

// Run answers with the commands that the message means.
func (u understandCommand) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		return u.run(ctx, s, strings.Join(u.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			message := understandLine{Text: line, Now: u.Now}
			if err := readJSONLine(line, &message); err != nil {
				return nil, nil, err
			}
			where, err := message.context(c.Timezone.Location, u.Lang)
			if err != nil {
				return nil, nil, err
			}
			names, err := v.Names.Now(ctx)
			if err != nil {
				return nil, nil, err
			}
			read := v.Proposer.Clearer(ctx, message.Text, where, names, meaning.Read(message.Text, where, names))
			commands, err := meaning.JSON(read.Commands)
			return understanding{commands, read.Confidence, read.Language}, func(w io.Writer) { writeMeaning(w, read.Commands) }, err
		})
	})
}

func (l understandLine) context(location *time.Location, lang string) (meaning.Context, error) {
	// Who is not said to be anybody else sells, as nearly all do who write.
	c := meaning.Context{Focus: l.Dialogue, Now: time.Now().In(location), Role: cmp.Or(l.Role, string(bot.Seller)), Language: lang}
	if l.Now != "" {
		now, err := parseMoment(l.Now, location)
		if err != nil {
			return c, err
		}
		c.Now = now
	}
	c.Focus = c.Focus.JustShown(c.Now)
	return c, nil
}

// parseMoment reads RFC 3339, or the same without a zone as the village's own time.
func parseMoment(s string, location *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, location); err == nil {
			return t.In(location), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q: want a time such as 2026-11-23T08:00:00+08:00", s)
}

func writeMeaning(w io.Writer, commands []meaning.Command) {
	for _, command := range commands {
		slots, err := json.Marshal(meaning.Slots(command))
		if err != nil {
			slots = []byte(err.Error())
		}
		fmt.Fprintf(w, "%s %s\n", command.Name(), slots)
	}
}
