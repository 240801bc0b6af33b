package page

import (
	"html/template"
	"math"
	"net/http"
	"strconv"
	"time"
	"unicode"

	"golang.org/x/text/language"

	"oldhand/bot/phrases"
)

// loginPolicy is policy for the login page: no script at all, and a form that posts to the page itself.
const loginPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// maxForm is more bytes than a password needs.
const maxForm = 4 << 10

var loginPage = template.Must(template.ParseFS(files, "login.html"))

// loginLangs are the languages of the login page by their tags.
var (
	loginLangs   = []phrases.Lang{phrases.English, phrases.Chinese}
	loginMatcher = language.NewMatcher([]language.Tag{language.English, language.Chinese})
)

// loginView is what the login page shows.
type loginView struct {
	Lang, Other phrases.Lang
	Name, Mark  string
	Here, There string // paths of the page itself, and of it in the other language
	Problem     string
}

// Say gives a sentence of the login page.
func (v loginView) Say(key string) string { return phrases.Label(v.Lang, "login."+key, nil) }

// loginLang is the language asked for by name, else the one the browser prefers.
func loginLang(r *http.Request) (lang, other phrases.Lang) {
	_, i := language.MatchStrings(loginMatcher, r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
	return loginLangs[i], loginLangs[1-i]
}

// showLogin shows the login page.
func (d *Door) showLogin(w http.ResponseWriter, r *http.Request) {
	d.writeLogin(w, r, http.StatusOK, "", nil)
}

// writeLogin writes the login page with a sentence about what went wrong; "" is nothing.
func (d *Door) writeLogin(w http.ResponseWriter, r *http.Request, status int, problem string, data any) {
	v := loginView{Name: d.name, Mark: mark(d.name)}
	v.Lang, v.Other = loginLang(r)
	if problem != "" {
		v.Problem = phrases.Label(v.Lang, problem, data)
	}
	query := r.URL.Query()
	v.Here = "/login?" + query.Encode()
	query.Set("lang", string(v.Other))
	v.There = "/login?" + query.Encode()
	h := w.Header()
	h.Set("Content-Security-Policy", loginPolicy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	loginPage.Execute(w, v)
}

// mark is the bot's own sign: the first Chinese character of its name, or the first letter.
func mark(name string) string {
	first := ""
	for _, r := range name {
		if unicode.Is(unicode.Han, r) {
			return string(r)
		}
		if first == "" {
			first = string(r)
		}
	}
	return first
}

// login begins a session for who knows the password.
func (d *Door) login(w http.ResponseWriter, r *http.Request) {
	from, encrypted := d.client(r)
	if wait := d.tries.take(from, time.Now()); wait > 0 {
		seconds := int(math.Ceil(wait.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		d.writeLogin(w, r, http.StatusTooManyRequests, "login.wait", map[string]any{"Seconds": seconds})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if !d.opens(r.PostFormValue("password")) {
		d.writeLogin(w, r, http.StatusUnauthorized, "login.wrong", nil)
		return
	}
	d.tries.forget(from)
	http.SetCookie(w, sessionCookie(d.sessions.begin(), int(sessionLife.Seconds()), encrypted))
	toPage(w, r)
}

// logout ends the session and what is being served in it.
func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	_, encrypted := d.client(r)
	d.sessions.end(sessionToken(r))
	http.SetCookie(w, sessionCookie("", -1, encrypted))
	w.Header().Set("Content-Type", "application/json")
	w.Write([]byte("{}"))
}
