package botapi

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
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
	page := s.page.routes()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveCall(w, r, strings.TrimPrefix(r.URL.Path, "/bot"))
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveFile(w, r, strings.TrimPrefix(r.URL.Path, "/file/bot"))
		default:
			page.ServeHTTP(w, r)
		}
	})
}

// checkToken says what is wrong with the token of a request.
func (s *Server) checkToken(token string) error {
	if _, err := botID(token); err != nil {
		return &Error{Code: 401, Description: "Unauthorized: invalid token specified"}
	}
	if token != s.token {
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
