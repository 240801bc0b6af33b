package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestAssets: everything is in these files, small, and nothing is written as HTML by the script.
func TestAssets(t *testing.T) {
	t.Parallel()
	size := 0
	for name, kind := range map[string]string{"page.html": "text/html", "page.css": "text/css",
		"login.html": "text/html", "texts.js": "text/javascript", "message.js": "text/javascript", "page.js": "text/javascript"} {
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
