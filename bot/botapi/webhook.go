package botapi

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// dropAfter is how long a webhook may answer 410 before it is removed.
const dropAfter = 23 * time.Hour

// hook is an active webhook.
type hook struct {
	url, secret string
	connections int
	cancel      context.CancelFunc
	ctx         context.Context
	slots       chan struct{}   // one for every connection
	lanes       map[string]bool // those that are being sent
	goneSince   time.Time       // when 410 began; guarded by Server.mu
	lastError   string
	lastErrorAt time.Time
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// checkHookURL says what is wrong with a webhook's address.
func checkHookURL(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "":
		return bad("bad webhook: invalid webhook URL specified")
	case u.Scheme != "https":
		return bad("bad webhook: An HTTPS URL must be provided for webhook")
	case !slices.Contains([]string{"", "80", "88", "443", "8443"}, u.Port()):
		return bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsUnspecified() || ip.IsLinkLocalUnicast()) {
		return bad("bad webhook: IP address %s is reserved", ip)
	}
	return nil
}

func setWebhook(s *Server, c *call) (any, error) {
	if !c.has("url") {
		return deleteWebhook(s, c)
	}
	if !secretToken.MatchString(c.str("secret_token")) {
		return nil, bad("secret token contains unallowed characters")
	}
	if err := checkHookURL(c.str("url")); err != nil {
		return nil, err
	}
	s.endPoll(errPollWebhook)
	s.stopHook()
	s.allow(c)
	h := &hook{url: c.str("url"), secret: c.str("secret_token"), connections: 40, lanes: map[string]bool{}}
	if c.has("max_connections") {
		h.connections = int(min(max(c.int("max_connections"), 1), 100))
	}
	h.slots = make(chan struct{}, h.connections)
	h.ctx, h.cancel = context.WithCancel(s.ctx)
	s.hook = h
	if c.bool("drop_pending_updates") {
		s.confirm(s.queue.next)
	}
	for _, u := range s.queue.waiting {
		s.startLane(u.Lane)
	}
	return described{true, "Webhook was set"}, nil
}

func deleteWebhook(s *Server, c *call) (any, error) {
	if c.bool("drop_pending_updates") {
		s.confirm(s.queue.next)
	}
	if s.hook == nil {
		return described{true, "Webhook is already deleted"}, nil
	}
	s.stopHook()
	return described{true, "Webhook was deleted"}, nil
}

func (s *Server) stopHook() {
	if s.hook != nil {
		s.hook.cancel()
		s.hook = nil
	}
}

func getWebhookInfo(s *Server, _ *call) (any, error) {
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.queue.waiting)}
	if h := s.hook; h != nil {
		info["url"], info["max_connections"] = h.url, h.connections
		if h.lastError != "" {
			info["last_error_message"], info["last_error_date"] = h.lastError, h.lastErrorAt.Unix()
		}
	}
	return info, nil
}

// startLane begins to send a lane's updates, unless it is being sent already. s.mu is held.
func (s *Server) startLane(lane string) {
	h := s.hook
	if h.lanes[lane] || s.ctx.Err() != nil {
		return
	}
	h.lanes[lane] = true
	s.working.Go(func() { s.runLane(h, lane) })
}

// nextOf gives a lane's oldest update; with none left the lane ends.
func (s *Server) nextOf(h *hook, lane string) *update {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(u *update) bool { return now.After(u.Expires) })
	for _, u := range s.queue.waiting {
		if u.Lane == lane && s.hook == h {
			return u
		}
	}
	delete(h.lanes, lane)
	return nil
}

// runLane sends a lane's updates one after the other. One that fails is tried again until it expires.
func (s *Server) runLane(h *hook, lane string) {
	failed := 0
	for {
		u := s.nextOf(h, lane)
		if u == nil {
			return
		}
		status, after, err := s.deliver(h, u)
		if h.ctx.Err() != nil {
			return
		}
		if err == nil && status/100 == 2 {
			s.delivered(h, u)
			failed = 0
			continue
		}
		s.noteHookError(h, status, err)
		select {
		case <-time.After(retryIn(failed, after)):
		case <-h.ctx.Done():
			return
		}
		failed++
	}
}

// retryIn is the wait after the given number of earlier failures: none, then 2, 4, 8 ... s up to a random one or two minutes.
func retryIn(failed int, after time.Duration) time.Duration {
	if after > 0 {
		return min(after, time.Hour)
	}
	if failed == 0 {
		return 0
	}
	most := time.Minute + rand.N(time.Minute)
	return min(time.Second<<min(failed, 10), most)
}

// deliver makes one call to the webhook.
func (s *Server) deliver(h *hook, u *update) (status int, after time.Duration, err error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-h.ctx.Done():
		return 0, 0, h.ctx.Err()
	}
	r, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(u.Body))
	if err != nil {
		return 0, 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxParams))
	if err != nil {
		return 0, 0, err
	}
	if answer.StatusCode/100 == 2 {
		s.callInAnswer(body)
	}
	seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	return answer.StatusCode, time.Duration(seconds) * time.Second, nil
}

// callInAnswer does the method call that a webhook's answer may hold; its result goes nowhere.
func (s *Server) callInAnswer(body []byte) {
	c := &call{params: map[string]string{}}
	if c.json(bytes.NewReader(body)) != nil || !c.has("method") {
		return
	}
	c.method = c.str("method")
	if _, err := s.do(s.ctx, c); err != nil {
		slog.Warn("method call in a webhook's answer", "method", c.method, "error", err)
	}
}

// delivered takes an update off the queue.
func (s *Server) delivered(h *hook, u *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.goneSince, h.lastError = time.Time{}, ""
	s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(w *update) bool { return w == u })
	s.save(record{Delivered: u.ID})
}

// noteHookError keeps the reason for getWebhookInfo, and removes a webhook that has been gone for long.
func (s *Server) noteHookError(h *hook, status int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.lastErrorAt, h.lastError = s.now(), "Wrong response from the webhook: "+strconv.Itoa(status)+" "+http.StatusText(status)
	if err != nil {
		h.lastError = "Connection failed"
	}
	if status != http.StatusGone {
		h.goneSince = time.Time{}
		return
	}
	if h.goneSince.IsZero() {
		h.goneSince = s.now()
	}
	if s.now().Sub(h.goneSince) >= dropAfter && s.hook == h {
		s.stopHook()
	}
}

// Direct carries requests straight to a handler, without a network: for Config.Webhook.
func Direct(h http.Handler) http.RoundTripper { return direct{h} }

type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	w := &directAnswer{header: http.Header{}, status: http.StatusOK}
	d.ServeHTTP(w, in)
	return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.body), Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}, nil
}

// directAnswer keeps what a handler answers.
type directAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *directAnswer) Header() http.Header         { return a.header }
func (a *directAnswer) WriteHeader(status int)      { a.status = status }
func (a *directAnswer) Write(b []byte) (int, error) { return a.body.Write(b) }
