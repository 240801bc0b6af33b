package page

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Config says who may come in.
type Config struct {
	Name string // of the bot, on the login page
	// Password is asked for; "" asks for none and lets only a browser on this machine in.
	Password string
	// Proxy is where a proxy stands whose X-Forwarded-For and X-Forwarded-Proto are believed; the zero value is nowhere.
	Proxy netip.Prefix
}

// Door lets in who may use the chat page. Make one with [NewDoor].
type Door struct {
	name     string
	password [sha256.Size]byte // its hash, so that a comparison takes the same time for every length
	locked   bool
	proxy    netip.Prefix
	sessions *sessions
	tries    *tries
}

// NewDoor makes a door. Nobody is logged in yet.
func NewDoor(c Config) *Door {
	return &Door{name: c.Name, password: sha256.Sum256([]byte(c.Password)), locked: c.Password != "", proxy: c.Proxy,
		sessions: newSessions(), tries: newTries()}
}

// Locked says that one has to log in.
func (d *Door) Locked() bool { return d.locked }

// Page guards what browsers ask for; where one has to log in, it serves /login and /logout as well.
func (d *Door) Page(page http.Handler) http.Handler {
	if !d.locked {
		return secured(OnThisMachine(sameOriginOnly(page)))
	}
	mux := http.NewServeMux()
	mux.Handle("/", d.inside(page))
	mux.Handle("GET /{$}", d.atDoor(page, http.HandlerFunc(toLogin)))
	mux.Handle("GET /page.css", page) // the login page looks like the chat page
	mux.Handle("GET /login", d.atDoor(http.HandlerFunc(toPage), http.HandlerFunc(d.showLogin)))
	mux.HandleFunc("POST /login", d.login)
	mux.Handle("POST /logout", d.inside(http.HandlerFunc(d.logout)))
	return secured(sameOriginOnly(mux))
}

// Calls guards what programs ask for.
func (d *Door) Calls(calls http.Handler) http.Handler {
	if !d.locked {
		return secured(OnThisMachine(calls))
	}
	return secured(d.inside(calls))
}

// inside lets through who is logged in.
func (d *Door) inside(next http.Handler) http.Handler {
	return d.atDoor(next, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		w.Write([]byte(`{"error":"log in first"}`))
	}))
}

// atDoor serves one thing to who is logged in and another to others. What is being served, such as the stream of events,
// ends with the session.
func (d *Door) atDoor(in, out http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		session, ok := d.sessions.find(sessionToken(r))
		if !ok {
			out.ServeHTTP(w, r)
			return
		}
		ctx, stop := context.WithCancel(r.Context())
		defer stop()
		defer context.AfterFunc(session, stop)()
		w.Header().Set("Cache-Control", "no-store") // whoever comes after a logout finds nothing in the browser
		in.ServeHTTP(w, r.WithContext(ctx))
	})
}

// opens says that a password is the right one, without telling by the time it takes how much of it is.
func (d *Door) opens(password string) bool {
	given := sha256.Sum256([]byte(password))
	return subtle.ConstantTimeCompare(given[:], d.password[:]) == 1
}

// policy lets the page load from itself only, and run no script but its own file.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// secured sets the headers that keep the page to itself.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // with none at all, the login form would not tell its origin over plain HTTP
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// OnThisMachine turns away requests by a name that merely resolves to this machine: a web site that points its own name
// here would else be taken for the page.
func OnThisMachine(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r.Host) {
			http.Error(w, "this page is for a browser on the same machine", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// local says whether a Host header names this machine in a way that no DNS server can make up.
func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	switch strings.ToLower(host) {
	case "localhost", "127.0.0.1", "::1", "[::1]":
		return true
	}
	return false
}

// sameOriginOnly turns other web sites away.
func sameOriginOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !sameOrigin(r) {
			http.Error(w, "this page is not for other web sites", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var crossOrigin = http.NewCrossOriginProtection()

// sameOrigin says whether a request comes from the page, as far as the browser tells. What changes something must tell,
// and what only reads is held to the same, for it may be somebody's chat.
func sameOrigin(r *http.Request) bool {
	site, origin := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Origin")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return (site != "" || origin != "") && crossOrigin.Check(r) == nil
	}
	// A link from elsewhere may open the page itself, but nothing else of it.
	if (r.URL.Path == "/" || r.URL.Path == "/login") && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		return true
	}
	write := *r
	write.Method = http.MethodPost
	return crossOrigin.Check(&write) == nil
}

// client gives the address that a request comes from, and whether it came over TLS. What a proxy says of the two counts
// only from where one is configured; of the addresses it names only the last, which it has seen itself, is no hearsay.
func (d *Door) client(r *http.Request) (from netip.Addr, encrypted bool) {
	peer, _ := netip.ParseAddrPort(r.RemoteAddr)
	from, encrypted = peer.Addr().Unmap(), r.TLS != nil
	if !d.proxy.Contains(from) {
		return from, encrypted
	}
	named := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if seen, err := netip.ParseAddr(strings.TrimSpace(named[len(named)-1])); err == nil {
		from = seen.Unmap()
	}
	return from, encrypted || r.Header.Get("X-Forwarded-Proto") == "https"
}

// toLogin leads to the login page, which leads back to the same persona or invitation.
func toLogin(w http.ResponseWriter, r *http.Request) { lead(w, r, "/login", r.URL.Query()) }

// toPage leads to the chat page.
func toPage(w http.ResponseWriter, r *http.Request) {
	to := r.URL.Query()
	to.Del("lang")
	lead(w, r, "/", to)
}

// lead redirects within the page: to a path, never to a host.
func lead(w http.ResponseWriter, r *http.Request, path string, query url.Values) {
	w.Header().Set("Cache-Control", "no-store")
	to := url.URL{Path: path, RawQuery: query.Encode()}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}
