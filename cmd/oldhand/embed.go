package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"oldhand/cmd/oldhand/app"
)

// embedCommand turns a text into a vector.
type embedCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"The text."`
}

type embedAnswer struct {
	Model  string    `json:"model"`
	Vector []float32 `json:"vector"`
}

// Run answers with the embedder's vector; it needs no database.
func (e embedCommand) Run(ctx context.Context, c app.Config, s streams) error {
	embedder, err := app.OpenEmbedder(c)
	if err != nil {
		return err
	}
	return e.run(ctx, s, strings.Join(e.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
		if strings.TrimSpace(line) == "" {
			return nil, nil, errEmpty
		}
		vector, err := embedder.EmbedQuery(ctx, line)
		if err != nil {
			return nil, nil, err
		}
		return embedAnswer{embedder.Model(), vector}, func(w io.Writer) { fmt.Fprintln(w, vector) }, nil
	})
}
