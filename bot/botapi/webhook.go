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
	"sync"
	"time"
)

// dropAfter is how long a webhook may answer 410 before it is removed.
const dropAfter = 23 * time.Hour

// webhooks is the methods about the webhook, and what an active [hook] needs.
type webhooks struct {
	queue  *queue
	tasks  *tasks
	client *http.Client
	now    func() time.Time
	do     func(context.Context, *call) (any, error) // does a method call that a webhook's answer holds
}

func (w *webhooks) methods() map[string]method {
	return map[string]method{"setWebhook": w.setWebhook, "deleteWebhook": w.deleteWebhook, "getWebhookInfo": w.getWebhookInfo}
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

func (w *webhooks) setWebhook(c *call) (any, error) {
	if !c.has("url") {
		return w.deleteWebhook(c)
	}
	if !secretToken.MatchString(c.str("secret_token")) {
		return nil, bad("secret token contains unallowed characters")
	}
	if err := checkHookURL(c.str("url")); err != nil {
		return nil, err
	}
	h := &hook{webhooks: w, url: c.str("url"), secret: c.str("secret_token"), connections: 40, lanes: map[string]bool{}}
	if c.has("max_connections") {
		h.connections = int(min(max(c.int("max_connections"), 1), 100))
	}
	h.slots = make(chan struct{}, h.connections)
	h.ctx, h.cancel = context.WithCancel(w.tasks.ctx)
	w.queue.attach(h, c.allowedUpdates(), c.bool("drop_pending_updates"))
	return described{true, "Webhook was set"}, nil
}

func (w *webhooks) deleteWebhook(c *call) (any, error) {
	if c.bool("drop_pending_updates") {
		w.queue.drop()
	}
	h, _ := w.queue.state()
	if h == nil {
		return described{true, "Webhook is already deleted"}, nil
	}
	w.queue.detach(h)
	return described{true, "Webhook was deleted"}, nil
}

func (w *webhooks) getWebhookInfo(*call) (any, error) {
	h, waiting := w.queue.state()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": waiting}
	if h == nil {
		return info, nil
	}
	info["url"], info["max_connections"] = h.url, h.connections
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lastError != "" {
		info["last_error_message"], info["last_error_date"] = h.lastError, h.lastErrorAt.Unix()
	}
	return info, nil
}

// hook is an active webhook. Updates of one lane are sent one after the other, lanes at the same time.
type hook struct {
	webhooks    *webhooks
	url, secret string
	connections int
	ctx         context.Context // ends when the webhook is not active any more
	cancel      context.CancelFunc
	slots       chan struct{} // one for every connection

	mu          sync.Mutex
	lanes       map[string]bool // those being sent; true: woken since the lane last rested
	goneSince   time.Time       // when 410 began
	lastError   string
	lastErrorAt time.Time
}

// wake begins to send a lane's updates, unless it is being sent already.
func (h *hook) wake(lane string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, sending := h.lanes[lane]; sending {
		h.lanes[lane] = true
		return
	}
	if h.webhooks.tasks.start(func() { h.send(lane) }) {
		h.lanes[lane] = false
	}
}

func (h *hook) stop(error) { h.cancel() }

// next gives a lane's oldest update; with none left the lane ends.
func (h *hook) next(lane string) *update {
	for {
		if u := h.webhooks.queue.oldest(h, lane); u != nil || h.rest(lane) {
			return u
		}
	}
}

// rest ends a lane, unless an update has come meanwhile.
func (h *hook) rest(lane string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lanes[lane] {
		h.lanes[lane] = false
		return false
	}
	delete(h.lanes, lane)
	return true
}

// send sends a lane's updates one after the other. One that fails is tried again until it expires.
func (h *hook) send(lane string) {
	failed := 0
	for {
		u := h.next(lane)
		if u == nil {
			return
		}
		status, after, err := h.post(u)
		if h.ctx.Err() != nil {
			return
		}
		if err == nil && status/100 == 2 {
			h.noteSuccess()
			h.webhooks.queue.delivered(u)
			failed = 0
			continue
		}
		if h.noteFailure(status, err) {
			h.webhooks.queue.detach(h)
		}
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

// post makes one call to the webhook. after is how long its answer asks to wait.
func (h *hook) post(u *update) (status int, after time.Duration, err error) {
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
	answer, err := h.webhooks.client.Do(r)
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxParams))
	if err != nil {
		return 0, 0, err
	}
	if answer.StatusCode/100 == 2 {
		h.callInAnswer(body)
	}
	seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	return answer.StatusCode, time.Duration(seconds) * time.Second, nil
}

// callInAnswer does the method call that a webhook's answer may hold; its result goes nowhere.
func (h *hook) callInAnswer(body []byte) {
	c := &call{params: map[string]string{}}
	if c.json(bytes.NewReader(body)) != nil || !c.has("method") {
		return
	}
	c.method = c.str("method")
	if _, err := h.webhooks.do(h.webhooks.tasks.ctx, c); err != nil {
		slog.Warn("method call in a webhook's answer", "method", c.method, "error", err)
	}
}

func (h *hook) noteSuccess() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.goneSince, h.lastError = time.Time{}, ""
}

// noteFailure keeps the reason for getWebhookInfo, and says whether the webhook has been gone for so long that it is to
// be removed.
func (h *hook) noteFailure(status int, err error) (gone bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.webhooks.now()
	h.lastErrorAt, h.lastError = now, "Wrong response from the webhook: "+strconv.Itoa(status)+" "+http.StatusText(status)
	if err != nil {
		h.lastError = "Connection failed"
	}
	if status != http.StatusGone {
		h.goneSince = time.Time{}
		return false
	}
	if h.goneSince.IsZero() {
		h.goneSince = now
	}
	return now.Sub(h.goneSince) >= dropAfter
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
