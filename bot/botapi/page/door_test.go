package page

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestOpenDoor: without a password, other web sites and names that merely resolve to this machine are turned away.
func TestOpenDoor(t *testing.T) {
	t.Parallel()
	door := NewDoor(Config{}).Page(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	type header = map[string]string
	for _, c := range []struct {
		name, method, path, host string
		header                   header
		want                     int
	}{
		{"own page", "GET", "/", "127.0.0.1:8080", nil, 200},
		{"by name", "GET", "/page/people", "localhost:8080", header{"Sec-Fetch-Site": "same-origin"}, 200},
		{"IPv6", "GET", "/", "[::1]:8080", nil, 200},
		{"rebound name", "GET", "/page/people", "evil.example:8080", nil, 403},
		{"name that begins like this machine's", "GET", "/", "localhost.evil.example", nil, 403},
		{"address that begins like this machine's", "GET", "/", "127.0.0.1.evil.example", nil, 403},
		{"other machine", "GET", "/", "192.168.1.5:8080", nil, 403},
		{"address of this machine that no browser needs", "GET", "/", "127.0.0.2:8080", nil, 403},
		{"name below this machine's", "GET", "/", "any.localhost:8080", nil, 403},
		{"no host", "GET", "/", "", nil, 403},
		{"link to the page", "GET", "/", "localhost", header{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200},
		{"link into the page", "GET", "/page/people", "localhost", header{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403},
		{"embedded elsewhere", "GET", "/page/people", "localhost", header{"Sec-Fetch-Site": "cross-site"}, 403},
		{"fetched elsewhere", "GET", "/page/people", "localhost:8080", header{"Origin": "http://evil.example"}, 403},
		{"own post", "POST", "/page/send", "localhost:8080", header{"Origin": "http://localhost:8080"}, 200},
		{"foreign post", "POST", "/page/send", "localhost:8080", header{"Origin": "http://evil.example"}, 403},
		{"other port", "POST", "/page/send", "localhost:8080", header{"Origin": "http://localhost:3000"}, 403},
		{"post of unknown origin", "POST", "/page/send", "localhost:8080", nil, 403},
		{"other port, as browsers tell", "POST", "/page/send", "localhost:8080", header{"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8080"}, 403},
		{"sandboxed", "POST", "/page/send", "localhost:8080", header{"Origin": "null"}, 403},
	} {
		r := httptest.NewRequest(c.method, c.path, nil)
		r.Host = c.host
		for k, v := range c.header {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: status %d, want %d", c.name, w.Code, c.want)
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: no policy", c.name)
		}
	}
}

const password = "open 芝麻"

// ask sends a request to a door and gives the answer.
func ask(door http.Handler, method, target string, form url.Values, header map[string]string) *http.Response {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for k, v := range header {
		r.Header.Set(k, v)
	}
	if peer, ok := header["peer"]; ok {
		r.RemoteAddr = peer
	}
	w := httptest.NewRecorder()
	door.ServeHTTP(w, r)
	return w.Result()
}

// try tries a password from an address.
func try(door http.Handler, password, peer string, header map[string]string) *http.Response {
	all := map[string]string{"peer": peer}
	for k, v := range header {
		all[k] = v
	}
	return ask(door, http.MethodPost, "/login", url.Values{"password": {password}}, all)
}

func lockedDoor(proxy netip.Prefix, page http.HandlerFunc) http.Handler {
	return NewDoor(Config{Name: "oldhand 老手", Password: password, Proxy: proxy}).Page(page)
}

func empty(http.ResponseWriter, *http.Request) {}

// TestAHandfulOfTries: after five wrong passwords an address waits, even with the right one; others do not.
func TestAHandfulOfTries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		door := lockedDoor(netip.Prefix{}, empty)
		want := func(status int, password, peer string) {
			t.Helper()
			if got := try(door, password, peer, nil); got.StatusCode != status {
				t.Errorf("%q from %s: status %d, want %d", password, peer, got.StatusCode, status)
			}
		}
		for range 5 {
			want(401, "wrong", "192.0.2.1:1000")
		}
		want(429, password, "192.0.2.1:1001")
		if after := try(door, password, "[::ffff:192.0.2.1]:1", nil).Header.Get("Retry-After"); after != "12" {
			t.Errorf("to wait %q seconds", after)
		}
		want(303, password, "192.0.2.2:1000")
		time.Sleep(12 * time.Second)
		want(401, "wrong", "192.0.2.1:1000")
		want(429, "wrong", "192.0.2.1:1000")
		time.Sleep(12 * time.Second)
		want(303, password, "192.0.2.1:1000")
		want(401, "wrong", "192.0.2.1:1000") // who has logged in begins anew
		for range 5 {
			want(401, "wrong", "[2001:db8::1]:1000")
		}
		want(429, "wrong", "[2001:db8::2]:1000") // whoever has one address of IPv6 has all of its network
		want(401, "wrong", "[2001:db8:0:1::1]:1000")
	})
}

// TestTriesAreForgotten: an address that may try as often as a new one takes no memory.
func TestTriesAreForgotten(t *testing.T) {
	t.Parallel()
	now, counted := time.Now(), newTries()
	for i := range byte(200) {
		counted.take(netip.AddrFrom4([4]byte{192, 0, 2, i}), now)
	}
	counted.take(netip.MustParseAddr("192.0.2.250"), now.Add(2*time.Minute))
	if len(counted.by) != 1 {
		t.Errorf("%d addresses are remembered", len(counted.by))
	}
}

// TestProxy: what is said of the asker's address and of TLS counts only from where a proxy is configured.
func TestProxy(t *testing.T) {
	t.Parallel()
	said := map[string]string{"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https"}
	for _, c := range []struct {
		name, proxy, peer string
		secure            bool
		from              string
	}{
		{"by the proxy", "10.0.0.0/8", "10.1.2.3:4", true, "203.0.113.9"},
		{"by somebody else", "10.0.0.0/8", "192.0.2.1:4", false, "192.0.2.1"},
		{"with none configured", "", "127.0.0.1:4", false, "127.0.0.1"},
	} {
		var proxy netip.Prefix
		if c.proxy != "" {
			proxy = netip.MustParsePrefix(c.proxy)
		}
		answer := try(lockedDoor(proxy, empty), password, c.peer, said)
		if cookies := answer.Cookies(); len(cookies) != 1 || cookies[0].Secure != c.secure {
			t.Errorf("%s: %v", c.name, cookies)
		}
		r := httptest.NewRequest(http.MethodPost, "/login", nil)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", said["X-Forwarded-For"])
		if from, _ := NewDoor(Config{Proxy: proxy}).client(r); from.String() != c.from {
			t.Errorf("%s: from %s, want %s", c.name, from, c.from)
		}
	}
}

// TestSessionEndsAfterThirtyDays, and with it what is being served.
func TestSessionEndsAfterThirtyDays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		door := lockedDoor(netip.Prefix{}, func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/page/events" {
				<-r.Context().Done()
			}
		})
		cookie := try(door, password, "192.0.2.1:1", nil).Header.Get("Set-Cookie")
		if !strings.Contains(cookie, "; Max-Age=2592000; HttpOnly; SameSite=Strict") {
			t.Errorf("cookie %s", cookie)
		}
		in := map[string]string{"Cookie": strings.SplitN(cookie, ";", 2)[0]}
		begun := time.Now()
		time.Sleep(30*24*time.Hour - time.Minute)
		if got := ask(door, http.MethodGet, "/page/people", nil, in); got.StatusCode != 200 {
			t.Errorf("status %d on the last day", got.StatusCode)
		}
		ask(door, http.MethodGet, "/page/events", nil, in)
		if lasted := time.Since(begun); lasted != 30*24*time.Hour {
			t.Errorf("the stream ended after %s", lasted)
		}
		if got := ask(door, http.MethodGet, "/page/people", nil, in); got.StatusCode != 401 {
			t.Errorf("status %d afterwards", got.StatusCode)
		}
	})
}

// TestTokensAreLongAndNew: a session's token is 256 random bits.
func TestTokensAreLongAndNew(t *testing.T) {
	t.Parallel()
	s, seen := newSessions(), map[string]bool{}
	for range 100 {
		token := s.begin()
		if len(token) != 43 || seen[token] {
			t.Fatalf("token %q", token)
		}
		seen[token] = true
	}
}
