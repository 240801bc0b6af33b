package page

import (
	"maps"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// An address may try that many passwords at once, and one more each time tryEvery has passed.
const (
	triesAtOnce = 5
	tryEvery    = time.Minute / triesAtOnce
)

// tries counts the passwords that were tried, by address.
type tries struct {
	mu    sync.Mutex
	by    map[netip.Prefix]*rate.Limiter
	swept time.Time
}

func newTries() *tries { return &tries{by: map[netip.Prefix]*rate.Limiter{}} }

// take counts a try and gives 0, or counts none and says how long to wait for the next.
func (t *tries) take(from netip.Addr, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	who := household(from)
	if t.by[who] == nil {
		t.by[who] = rate.NewLimiter(rate.Every(tryEvery), triesAtOnce)
	}
	if t.by[who].AllowN(now, 1) {
		return 0
	}
	return max(1, time.Duration((1-t.by[who].TokensAt(now))*float64(tryEvery))) // 0, by rounding, would be a try
}

// forget counts from the beginning for an address from which somebody has logged in.
func (t *tries) forget(from netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.by, household(from))
}

// sweep forgets, once a minute, the addresses that may try as often as new ones. t.mu is held.
func (t *tries) sweep(now time.Time) {
	if now.Sub(t.swept) < time.Minute {
		return
	}
	t.swept = now
	maps.DeleteFunc(t.by, func(_ netip.Prefix, l *rate.Limiter) bool { return l.TokensAt(now) >= triesAtOnce })
}

// household is what one customer of a provider has: an IPv4 address, or 64 bits of IPv6 with all addresses behind them.
func household(from netip.Addr) netip.Prefix {
	bits := 32
	if from.Is6() {
		bits = 64
	}
	p, _ := from.Prefix(bits) // an address that is none is one household
	return p
}
