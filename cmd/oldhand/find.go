package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/meaning"
)

// findCommand finds items.
type findCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"What to look for; price limits in words count."`
}

type foundItem struct {
	SKU         string      `json:"sku"`
	Distributor string      `json:"distributor"`
	Title       string      `json:"title"`
	Price       measure.Fen `json:"price_fen"`
	Stock       int         `json:"stock"`
	Score       float64     `json:"score"`
}

type findAnswer struct {
	Items []foundItem `json:"items"`
	Near  bool        `json:"near"`
}

// Run answers with the items found, best first.
func (f findCommand) Run(ctx context.Context, c app.Config, s streams) error {
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		return f.run(ctx, s, strings.Join(f.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			found, err := search(ctx, v, line)
			if err != nil {
				return nil, nil, err
			}
			answer := findAnswer{Items: make([]foundItem, len(found.Hits)), Near: found.Near}
			for i, hit := range found.Hits {
				answer.Items[i] = foundItem{hit.SKU, hit.Distributor, hit.Title(f.Lang), hit.Price, hit.Stock, hit.Score}
			}
			return answer, answer.write, nil
		})
	})
}

// search reads price limits and the like out of the words, as the chat does; what is no search there is one here.
func search(ctx context.Context, v *app.Services, line string) (catalogue.Result, error) {
	names, err := v.Names.Now(ctx)
	if err != nil {
		return catalogue.Result{}, err
	}
	query := catalogue.Query{Text: line}
	commands := meaning.Read(line, meaning.Context{Now: v.Clock().In(v.Zone)}, names).Commands
	if len(commands) == 1 {
		if f, ok := commands[0].(meaning.Find); ok {
			query = catalogue.Query{Text: f.Text.Value, SKU: f.SKU.Value, Category: f.Category.Value, MinPrice: f.PriceMin.Pointer(),
				MaxPrice: f.PriceMax.Pointer(), Not: f.Not.Value, Order: catalogue.Order(f.Order.Value)}
		}
	}
	return v.Catalogue.Find(ctx, query)
}

func (a findAnswer) write(w io.Writer) {
	if a.Near {
		fmt.Fprintln(w, "Nothing matches; the nearest:")
	}
	for _, i := range a.Items {
		fmt.Fprintf(w, "%-10s %8s  %6d  %s (%s)\n", i.SKU, i.Price, i.Stock, i.Title, i.Distributor)
	}
	if len(a.Items) == 0 {
		fmt.Fprintln(w, "Nothing found.")
	}
}
