package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"oldhand/bot/botapi"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres"
)

// serveCommand serves the chat.
type serveCommand struct{}

// shutdownPatience is how long an open connection may hold up the end.
const shutdownPatience = 2 * time.Second

// Run serves until ctx ends: with a token as that Telegram bot, without one on a Bot API server and chat page of its own.
func (serveCommand) Run(ctx context.Context, c app.Config, s streams) error {
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
	if c.TelegramToken == "" {
		if c.PagePassword, err = c.PageLogin(listener.Addr()); err != nil {
			return err
		}
	}
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		if c.TelegramToken == "" {
			return serveHere(ctx, c, v, listener, s)
		}
		return serveTelegram(ctx, c, v, listener, s)
	})
}

// serveTelegram serves a bot of Telegram's.
func serveTelegram(ctx context.Context, c app.Config, v *app.Services, listener net.Listener, s streams) error {
	link, err := invitationLink(ctx, c)
	if err != nil {
		// Telegram may be out of reach for now; that stops nobody from being served later.
		s.log.Warn("invitations are given without a link", "error", err)
	}
	chat, err := app.NewChat(c, v, link, s.log)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	if c.MetricsListen == "" {
		tellHealth(mux, v, chat)
	}
	if c.WebhookURL != "" {
		address, err := url.Parse(c.WebhookURL)
		if err != nil || address.Path == "" {
			return fmt.Errorf("OLDHAND_WEBHOOK_URL %q: want an address with a path, such as https://bot.example.com/telegram", c.WebhookURL)
		}
		mux.Handle(address.Path, chat.Webhook())
	}
	if c.MetricsListen == "" {
		fmt.Fprintf(s.out, "oldhand is serving Telegram; http://%s/healthz and /metrics tell how it is\n", listener.Addr())
	} else {
		fmt.Fprintln(s.out, "oldhand is serving Telegram")
	}
	return watched(ctx, c, v, chat, s.out, func(ctx context.Context) error {
		return serveWhile(ctx, listener, &http.Server{Handler: mux}, func(ctx context.Context) error { return chat.Run(ctx, c.WebhookURL) })
	})
}

// tellHealth has a server tell whether the database answers, and how oldhand is.
func tellHealth(mux *http.ServeMux, v *app.Services, chat *app.Chat) {
	mux.Handle("/metrics", promhttp.HandlerFor(chat.Metrics, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		const patience = 5 * time.Second // a database that says nothing is not well either
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		if err := v.Pool.Ping(ctx); err != nil {
			http.Error(w, "database: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
}

// watched does work with a listener beside it that tells how oldhand is, if one is configured.
func watched(ctx context.Context, c app.Config, v *app.Services, chat *app.Chat, out io.Writer, work func(context.Context) error) error {
	if c.MetricsListen == "" {
		return work(ctx)
	}
	listener, err := net.Listen("tcp", c.MetricsListen)
	if err != nil {
		return fmt.Errorf("cannot listen for metrics: %w", err)
	}
	defer listener.Close()
	fmt.Fprintf(out, "http://%s/healthz and /metrics tell how oldhand is\n", listener.Addr())
	mux := http.NewServeMux()
	tellHealth(mux, v, chat)
	return serveWhile(ctx, listener, &http.Server{Handler: mux}, work)
}

// serveHere serves the chat page, and the Bot API server behind it at an address of its own: oldhand does not log in.
func serveHere(ctx context.Context, c app.Config, v *app.Services, listener net.Listener, s streams) error {
	token, err := localToken(c.DataDir)
	if err != nil {
		return err
	}
	personas, err := v.Personas(ctx)
	if err != nil {
		return err
	}
	api, err := botapi.New(botapi.Config{Token: token, BotName: "oldhand 老手", Username: "oldhand_bot",
		Dir: filepath.Join(c.DataDir, "chat"), Personas: personas, Password: c.PagePassword, Proxy: c.PageProxy.Prefix})
	if err != nil {
		return fmt.Errorf("chat page: %w", err)
	}
	defer api.Close()
	private, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("chat page: %w", err)
	}
	defer private.Close()
	page := c.Page(listener.Addr().String())
	c.TelegramToken, c.TelegramAPIURL = token, "http://"+private.Addr().String()
	chat, err := app.NewChat(c, v, pageLink(page), s.log)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "oldhand is serving at %s\n", page)
	for _, p := range personas {
		fmt.Fprintf(s.out, "  be %-12s %-24s %s?as=%d\n", p.Name, p.Role.EN+" "+p.Role.ZH, page, p.ID)
	}
	server := &http.Server{Handler: api.Handler()}
	server.RegisterOnShutdown(api.Close) // open pages wait for news and would hold up the end
	return watched(ctx, c, v, chat, s.out, func(ctx context.Context) error {
		return serveWhile(ctx, private, &http.Server{Handler: api.API()}, func(ctx context.Context) error {
			return serveWhile(ctx, listener, server, func(ctx context.Context) error { return chat.Run(ctx, "") })
		})
	})
}

// serveWhile serves HTTP as long as work runs, so that what work still says at its end gets through.
func serveWhile(ctx context.Context, listener net.Listener, server *http.Server, work func(context.Context) error) error {
	server.ReadHeaderTimeout, server.IdleTimeout = 10*time.Second, 2*time.Minute
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

// localToken is the token of the Bot API server on this machine, made on first use: nobody else's page may speak for
// the bot.
func localToken(dir string) (string, error) {
	file := filepath.Join(dir, "chat-token")
	token, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(token) == 0 {
		token = []byte("1:" + rand.Text())
		err = os.WriteFile(file, token, 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("chat page: %w", err)
	}
	return string(token), nil
}
