package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestGuard turns away other web sites and names that merely resolve to this machine.
func TestGuard(t *testing.T) {
	t.Parallel()
	door := Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
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
		{"no host", "GET", "/", "", nil, 403},
		{"link to the page", "GET", "/", "localhost", header{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200},
		{"link into the page", "GET", "/page/people", "localhost", header{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403},
		{"embedded elsewhere", "GET", "/page/people", "localhost", header{"Sec-Fetch-Site": "cross-site"}, 403},
		{"own post", "POST", "/page/send", "localhost:8080", header{"Origin": "http://localhost:8080"}, 200},
		{"foreign post", "POST", "/page/send", "localhost:8080", header{"Origin": "http://evil.example"}, 403},
		{"other port", "POST", "/page/send", "localhost:8080", header{"Origin": "http://localhost:3000"}, 403},
		{"post of unknown origin", "POST", "/page/send", "localhost:8080", nil, 403},
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

// TestAssets: everything is in these files, small, and nothing is written as HTML by the script.
func TestAssets(t *testing.T) {
	t.Parallel()
	size := 0
	for name, kind := range map[string]string{"page.html": "text/html", "page.css": "text/css",
		"texts.js": "text/javascript", "message.js": "text/javascript", "page.js": "text/javascript"} {
		w := httptest.NewRecorder()
		Asset(name, kind).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Code != 200 || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s: status %d, %s", name, w.Code, w.Header().Get("Content-Type"))
		}
		for _, bad := range []string{"innerHTML", "insertAdjacentHTML", "document.write", "eval(", "//cdn", "@import"} {
			if strings.Contains(w.Body.String(), bad) {
				t.Errorf("%s has %s", name, bad)
			}
		}
		size += w.Body.Len()
	}
	if size > 52<<10 {
		t.Errorf("the page is %d bytes", size)
	}
}
