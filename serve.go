package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"oldhand/bot/botapi"
	"oldhand/integrations/postgres"
)

// serveCommand serves the chat.
type serveCommand struct{}

// shutdownPatience is how long an open connection may hold up the end.
const shutdownPatience = 2 * time.Second

// Run serves until ctx ends: with a token as that Telegram bot, without one on a Bot API server and chat page of its own.
func (serveCommand) Run(ctx context.Context, c config, o outside) error {
	release, err := postgres.Claim(c.DataDir)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Clean(c.DataDir), err)
	}
	defer release()
	// Before anything is started, so that a taken address is told at once.
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen: %w", err)
	}
	defer listener.Close()
	return withVillage(ctx, c, o.log, func(v *village) error {
		if c.TelegramToken == "" {
			return serveHere(ctx, c, v, listener, o)
		}
		return serveTelegram(ctx, c, v, listener, o)
	})
}

// serveTelegram serves a bot of Telegram's.
func serveTelegram(ctx context.Context, c config, v *village, listener net.Listener, o outside) error {
	link, err := invitationLink(ctx, c)
	if err != nil {
		// Telegram may be out of reach for now; that stops nobody from being served later.
		o.log.Warn("invitations are given without a link", "error", err)
	}
	chat, err := newChat(c, v, link, o.log)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(chat.metrics, promhttp.HandlerOpts{}))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		const patience = 5 * time.Second // a database that says nothing is not well either
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		if err := v.pool.Ping(ctx); err != nil {
			http.Error(w, "database: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	if c.WebhookURL != "" {
		address, err := url.Parse(c.WebhookURL)
		if err != nil || address.Path == "" {
			return fmt.Errorf("OLDHAND_WEBHOOK_URL %q: want an address with a path, such as https://bot.example.com/telegram", c.WebhookURL)
		}
		mux.Handle(address.Path, chat.telegram.Webhook(chat.runtime.Accept))
	}
	fmt.Fprintf(o.out, "oldhand is serving Telegram; http://%s/healthz and /metrics tell how it is\n", listener.Addr())
	return serveWhile(ctx, listener, &http.Server{Handler: mux}, func(ctx context.Context) error { return chat.run(ctx, c.WebhookURL) })
}

// serveHere serves the chat page and the Bot API server behind it.
func serveHere(ctx context.Context, c config, v *village, listener net.Listener, o outside) error {
	token, err := localToken(c.DataDir)
	if err != nil {
		return err
	}
	personas, err := v.personas(ctx)
	if err != nil {
		return err
	}
	api, err := botapi.New(botapi.Config{Token: token, BotName: "oldhand 老手", Username: "oldhand_bot",
		Dir: filepath.Join(c.DataDir, "chat"), Personas: personas})
	if err != nil {
		return fmt.Errorf("chat page: %w", err)
	}
	defer api.Close()
	page := "http://" + listener.Addr().String() + "/"
	c.TelegramToken, c.TelegramAPIURL = token, page
	chat, err := newChat(c, v, pageLink(page), o.log)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "oldhand is serving at %s\n", page)
	for _, p := range personas {
		fmt.Fprintf(o.out, "  be %-12s %-24s %s?as=%d\n", p.Name, p.Role.EN+" "+p.Role.ZH, page, p.ID)
	}
	server := &http.Server{Handler: api.Handler()}
	server.RegisterOnShutdown(api.Close) // open pages wait for news and would hold up the end
	return serveWhile(ctx, listener, server, func(ctx context.Context) error { return chat.run(ctx, "") })
}

// serveWhile serves HTTP as long as work runs, so that what work still says at its end gets through.
func serveWhile(ctx context.Context, listener net.Listener, server *http.Server, work func(context.Context) error) error {
	server.ReadHeaderTimeout = 10 * time.Second
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		err := work(ctx)
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
		defer cancel()
		if server.Shutdown(bounded) != nil {
			server.Close()
		}
		return err
	})
	return group.Wait()
}
