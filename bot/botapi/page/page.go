// Package page is the files of the chat page, and the check of who may use it.
//
// The page may drive the chats of everybody in the village, so only a browser on this machine that shows this very
// page may use it: [Guard] turns away other web sites and names that merely resolve to this machine.
package page

import (
	"embed"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

//go:embed page.html page.css texts.js message.js page.js
var files embed.FS

// policy lets the page load from itself only, and run no script but its own file.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Asset serves one of the page's files.
func Asset(name, kind string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		data, err := files.ReadFile(name)
		if err != nil {
			http.Error(w, "not found", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(data)
	})
}

// Guard lets only the page itself through, and sets the headers that keep it to itself.
func Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !local(r.Host) || !sameOrigin(r) {
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
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// sameOrigin says whether a request comes from the page, as far as the browser tells. What changes something must tell.
func sameOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		return err == nil && u.Host == r.Host
	}
	site := r.Header.Get("Sec-Fetch-Site")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return site == "same-origin"
	}
	// A link from elsewhere may open the page itself, but nothing else of it.
	opens := r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
	return site == "" || site == "same-origin" || site == "none" || opens
}
