package botapi

import (
	"context"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"oldhand/bot/botapi/page"
)

// method does one call.
type method func(*call) (any, error)

// described is a result that comes with a description.
type described struct {
	result any
	text   string
}

//go:embed methods.txt
var methodNames string

// served puts the methods of all parts together, by lower-cased name; the other names Telegram has are nil.
func served(parts ...map[string]method) map[string]method {
	all := map[string]method{}
	for name := range strings.FieldsSeq(methodNames) {
		all[strings.ToLower(name)] = nil
	}
	for _, part := range parts {
		for name, m := range part {
			all[strings.ToLower(name)] = m
		}
	}
	return all
}

// routes puts the Bot API and the chat page on one handler.
func (s *Server) routes() http.Handler {
	page, calls := s.page.routes(), s.page.door.Calls(http.HandlerFunc(s.serveAPI))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/bot") || strings.HasPrefix(r.URL.Path, "/file/bot") {
			calls.ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

// API serves the Bot API alone, to programs on this machine that know the token; none of them has to log in.
func (s *Server) API() http.Handler { return page.OnThisMachine(http.HandlerFunc(s.serveAPI)) }

// serveAPI serves calls and downloads.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	if path, isCall := strings.CutPrefix(r.URL.Path, "/bot"); isCall {
		s.serveCall(w, r, path)
	} else if path, isFile := strings.CutPrefix(r.URL.Path, "/file/bot"); isFile {
		s.serveFile(w, path)
	} else {
		answer(w, nil, errNotFound)
	}
}

// checkToken says what is wrong with the token of a request.
func (s *Server) checkToken(token string) error {
	if _, err := botID(token); err != nil {
		return &Error{Code: 401, Description: "Unauthorized: invalid token specified"}
	}
	if subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 0 {
		return &Error{Code: 401, Description: "Unauthorized"}
	}
	return nil
}

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, path string) {
	token, name, _ := strings.Cut(path, "/")
	name = strings.TrimPrefix(name, "test/")
	if r.Header.Get("Origin") != "" { // No bot is a web page; a page that knows the token must not drive the bot.
		answer(w, nil, &Error{Code: 403, Description: "Forbidden: calls from web pages are not served"})
		return
	}
	if err := s.checkToken(token); err != nil {
		answer(w, nil, err)
		return
	}
	c, err := readCall(r, name)
	if err != nil {
		answer(w, nil, err)
		return
	}
	result, err := s.do(r.Context(), c)
	answer(w, result, err)
}

// do finds the method and runs it. ctx ends a getUpdates, the only method that waits.
func (s *Server) do(ctx context.Context, c *call) (any, error) {
	if c.method == "getupdates" {
		return s.polling.getUpdates(ctx, c)
	}
	m, known := s.methods[c.method]
	switch {
	case !known:
		return nil, errNoMethod
	case m == nil:
		return nil, &Error{Code: 501, Description: "Not Implemented: " + c.method + " is not served by the local Bot API server"}
	}
	result, err := m(c)
	s.lint.note(c, err)
	return result, err
}

// answer writes the result or the error in Telegram's shape.
func answer(w http.ResponseWriter, result any, err error) {
	body, status := map[string]any{"ok": true, "result": result}, http.StatusOK
	if d, ok := result.(described); ok {
		body["result"], body["description"] = d.result, d.text
	}
	if err != nil {
		f := &Error{Code: 500, Description: "Internal Server Error: " + err.Error()}
		errors.As(err, &f)
		status = f.Code
		body = map[string]any{"ok": false, "error_code": f.Code, "description": f.Description}
		if f.RetryAfter > 0 {
			body["parameters"] = map[string]any{"retry_after": f.RetryAfter}
			w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
		}
		if f.MigrateTo != 0 {
			body["parameters"] = map[string]any{"migrate_to_chat_id": f.MigrateTo}
		}
	}
	writeJSON(w, status, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		slog.Error("encode an answer", "error", err)
		status, data = http.StatusInternalServerError, []byte(`{"ok":false,"error_code":500,"description":"Internal Server Error"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(data)
}
