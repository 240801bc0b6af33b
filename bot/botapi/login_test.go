package botapi

import (
	"bufio"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

const pagePassword = "open 芝麻"

// visitor is a browser at a chat page with a password: it keeps cookies, says where requests come from, and follows no
// redirect.
type visitor struct {
	*testing.T
	s      *Server
	base   string
	client *http.Client
	host   string // in place of the real one
}

func newVisitor(t *testing.T, serve func(http.Handler) *httptest.Server) *visitor {
	t.Helper()
	s, err := New(Config{Token: testToken, BotName: "oldhand 老手", Personas: testPersonas, Password: pagePassword})
	if err != nil {
		t.Fatal(err)
	}
	web := serve(s.Handler())
	t.Cleanup(web.Close)
	t.Cleanup(s.Close)
	s.files.index(&file{ID: "FILE_OK", Path: "photos/ok.png", Size: 4, Width: 20, Height: 10, data: []byte("file")})
	v := &visitor{T: t, s: s, base: web.URL, client: web.Client()}
	v.client.CheckRedirect = noRedirect
	v.client.Jar, _ = cookiejar.New(nil)
	return v
}

// ask sends a request and gives the answer, whose body is closed with the test.
func (v *visitor) ask(method, path, kind, body string, header ...string) *http.Response {
	v.Helper()
	r, err := http.NewRequestWithContext(v.Context(), method, v.base+path, strings.NewReader(body))
	if err != nil {
		v.Fatal(err)
	}
	r.Host = v.host
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", kind)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := v.client.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	v.Cleanup(func() { answer.Body.Close() })
	return answer
}

func (v *visitor) get(path string, header ...string) *http.Response {
	v.Helper()
	return v.ask(http.MethodGet, path, "", "", header...)
}

func (v *visitor) login(path, password string, header ...string) *http.Response {
	v.Helper()
	return v.ask(http.MethodPost, path, "application/x-www-form-urlencoded", url.Values{"password": {password}}.Encode(), header...)
}

func (v *visitor) say(text string, header ...string) *http.Response {
	v.Helper()
	return v.ask(http.MethodPost, "/page/send", "application/json", `{"as":11,"text":"`+text+`"}`, header...)
}

func (v *visitor) want(status int, what string, got *http.Response) {
	v.Helper()
	if got.StatusCode != status {
		v.Errorf("%s: status %d, want %d", what, got.StatusCode, status)
	}
}

// text reads an answer to its end.
func (v *visitor) text(answer *http.Response) string {
	v.Helper()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		v.Fatal(err)
	}
	return string(text)
}

// behindLogin is what nobody may see who is not logged in.
var behindLogin = []string{"/page/people", "/page/chat?as=11", "/page/events", "/page/file/FILE_OK", "/page.js", "/nothing",
	"/bot" + testToken + "/getMe", "/bot1:x/getMe", "/file/bot" + testToken + "/photos/ok.png"}

// TestNothingWithoutLogin: nobody sees or does anything without logging in, by whatever name the page was opened.
func TestNothingWithoutLogin(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	for _, v.host = range []string{"", "chat.example.com", "localhost"} {
		for _, path := range behindLogin {
			for _, cookie := range []string{"", "oldhand_session=", "oldhand_session=x"} {
				v.want(401, path, v.get(path, "Cookie", cookie))
			}
		}
		v.want(401, "a message", v.say("hello"))
		v.want(401, "a call", v.ask(http.MethodPost, "/bot"+testToken+"/getMe", "application/json", "{}"))
		v.want(401, "logging out", v.ask(http.MethodPost, "/logout", "", ""))
		v.want(200, "the look of the login page", v.get("/page.css"))
	}
	if n := len(v.s.User(11).History()); n != 0 {
		t.Errorf("%d messages came through", n)
	}
}

// TestLogin leads from a link to the login page and back, and what the session allows ends with it.
func TestLogin(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	v.host = "chat.example.com"
	led := func(to string, answer *http.Response) {
		t.Helper()
		if v.want(303, to, answer); answer.Header.Get("Location") != to {
			t.Errorf("led to %q, want %q", answer.Header.Get("Location"), to)
		}
	}
	led("/login?as=11", v.get("/?as=11"))
	v.want(401, "a wrong password", v.login("/login", "open"))
	v.want(401, "none", v.login("/login", ""))
	v.want(401, "a long one", v.login("/login", strings.Repeat("x", 1<<20)))
	in := v.login("/login?as=11&lang=zh", pagePassword)
	led("/?as=11", in)
	cookie := in.Header.Get("Set-Cookie")
	if !strings.HasSuffix(cookie, "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict") || strings.Contains(cookie, "Secure") {
		t.Errorf("cookie %s", cookie)
	}
	led("/?start=inv_42", v.get("/login?start=inv_42&lang=en"))
	for path, status := range map[string]int{"/?as=11": 200, "/page.js": 200, "/page/file/FILE_OK": 200, "/nothing": 404,
		"/bot1:x/getMe": 401, "/bot" + testToken + "/getMe": 200} {
		v.want(status, path, v.get(path))
	}
	if people := v.text(v.get("/page/people")); !strings.Contains(people, `"logout":true`) {
		t.Errorf("no way out in %s", people)
	}
	v.want(200, "a message", v.say("hello"))
	if h := v.s.User(11).History(); h.Last().Text != "hello" {
		t.Errorf("history %+v", h)
	}
	events := bufio.NewReader(v.get("/page/events").Body)
	if line, err := events.ReadString('\n'); err != nil || line != "retry: 1000\n" {
		t.Errorf("the stream begins with %q, %v", line, err)
	}
	out := v.ask(http.MethodPost, "/logout", "", "")
	v.want(200, "logging out", out)
	if cookie := out.Header.Get("Set-Cookie"); !strings.HasPrefix(cookie, "oldhand_session=; Path=/; Max-Age=0") {
		t.Errorf("cookie %s", cookie)
	}
	if _, err := io.Copy(io.Discard, events); err != nil {
		t.Errorf("the stream ends with %v", err)
	}
	for _, path := range behindLogin {
		v.want(401, path, v.get(path, "Cookie", strings.SplitN(cookie, ";", 2)[0]))
	}
}

// TestOtherSitesWriteNothing: not with the cookie of who is logged in either.
func TestOtherSitesWriteNothing(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	v.want(303, "logging in", v.login("/login", pagePassword))
	for name, header := range map[string][]string{
		"another site":          {"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
		"a neighbour":           {"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"},
		"an old browser's site": {"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
		"a sandbox":             {"Sec-Fetch-Site", "", "Origin", "null"},
		"nobody knows where":    {"Sec-Fetch-Site", ""},
	} {
		v.want(403, "a message by "+name, v.say("hello", header...))
		v.want(403, "logging in by "+name, v.login("/login", pagePassword, header...))
		v.want(403, "logging out by "+name, v.ask(http.MethodPost, "/logout", "", "", header...))
	}
	v.want(403, "a chat shown elsewhere", v.get("/page/chat?as=11", "Sec-Fetch-Site", "cross-site"))
	v.want(403, "a call from a web page", v.get("/bot"+testToken+"/getMe", "Origin", v.base))
	v.want(200, "a message over plain HTTP", v.say("hello", "Sec-Fetch-Site", "", "Origin", v.base))
	v.want(200, "the session", v.get("/page/people"))
	if n := len(v.s.User(11).History()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

// TestLoginOverTLS: the cookie never goes over an open line then.
func TestLoginOverTLS(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewTLSServer)
	v.client.Transport.(*http.Transport).TLSClientConfig.MinVersion = tls.VersionTLS13
	if cookie := v.login("/login", pagePassword).Header.Get("Set-Cookie"); !strings.Contains(cookie, "; Secure") {
		t.Errorf("cookie %s", cookie)
	}
}

// TestLoginLanguages: the page speaks as the browser prefers, or as its link says, and links to the other language.
func TestLoginLanguages(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	for _, c := range []struct {
		query, accept, lang, says, link string
	}{
		{"", "", "en", "Log in", "/login?lang=zh"},
		{"", "fr, zh-Hans-CN;q=0.9, en;q=0.8", "zh-CN", "登录", "/login?lang=en"},
		{"", "en-GB, zh;q=0.5", "en", "Log in", "/login?lang=zh"},
		{"?as=11&lang=zh", "en", "zh-CN", "登录", "/login?as=11&amp;lang=en"},
		{"?lang=en", "zh-TW", "en", "Log in", "/login?lang=zh"},
		{"?lang=%22%3E%3Cscript%3E", "zh", "zh-CN", "登录", "/login?lang=en"},
	} {
		page := v.text(v.get("/login"+c.query, "Accept-Language", c.accept))
		for _, part := range []string{`<html lang="` + c.lang + `">`, c.says, `href="` + c.link + `"`} {
			if !strings.Contains(page, part) {
				t.Errorf("%s, %s: no %s in\n%s", c.query, c.accept, part, page)
			}
		}
		for _, bad := range []string{"<script", "style=", "http:", "//"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: %s in\n%s", c.query, bad, page)
			}
		}
	}
	if wrong := v.text(v.login("/login?lang=zh", "x")); !strings.Contains(wrong, "密码不对") || !strings.Contains(wrong, `action="/login?lang=zh"`) {
		t.Errorf("after a wrong password:\n%s", wrong)
	}
}

// TestHeadersOnEveryPage: whatever is answered, to whomever, keeps to itself.
func TestHeadersOnEveryPage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	check := func() {
		t.Helper()
		for _, path := range append([]string{"/", "/login", "/page.css"}, behindLogin...) {
			answer := v.get(path)
			h := answer.Header
			policy := h.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none'; ") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") ||
				h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" {
				t.Errorf("%s: %v", path, h)
			}
			answer.Body.Close()
		}
	}
	check()
	v.login("/login", pagePassword)
	check()
}

// TestPicturesAreAskedForAgain: a browser that keeps a picture shows it only to who may see it still.
func TestPicturesAreAskedForAgain(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	v.login("/login", pagePassword)
	first := v.get("/page/file/FILE_OK")
	if kept := first.Header.Get("Cache-Control"); kept != "private, no-cache" || v.text(first) != "file" {
		t.Errorf("Cache-Control %q", kept)
	}
	v.want(304, "the same picture", v.get("/page/file/FILE_OK", "If-None-Match", first.Header.Get("ETag")))
	v.ask(http.MethodPost, "/logout", "", "")
	v.want(401, "afterwards", v.get("/page/file/FILE_OK", "If-None-Match", first.Header.Get("ETag")))
}

// TestTheBotNeedsNoLogin: it calls the Bot API alone, by this machine's own names and with the token.
func TestTheBotNeedsNoLogin(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, httptest.NewServer)
	web := httptest.NewServer(v.s.API())
	t.Cleanup(web.Close)
	v.base = web.URL
	for path, status := range map[string]int{"/bot" + testToken + "/getMe": 200, "/bot1:x/getMe": 401, "/": 404, "/page/people": 404,
		"/file/bot" + testToken + "/photos/ok.png": 200, "/file/bot1:x/photos/ok.png": 401} {
		v.want(status, path, v.get(path))
	}
	v.host = "evil.example"
	v.want(403, "another name", v.get("/bot"+testToken+"/getMe"))
}
