package apitest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"oldhand/bot/botapi"
)

// Fault makes calls go wrong as they do at Telegram.
type Fault struct {
	// Method that is hit, in any case; "" hits every method.
	Method string
	// Skip is how many calls pass before the first that is hit; Times how many are hit (0: one).
	Skip, Times int
	// Status is the answer's: 429, 500, 502, ...; 0 cuts the connection without an answer.
	Status int
	// RetryAfter is what a 429 asks for, in seconds.
	RetryAfter int
	// HTML answers with a proxy's page instead of JSON.
	HTML bool
	// After lets the call take effect first: only its answer is lost.
	After bool
}

// Fail arms a fault.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Method, f.Times = strings.ToLower(f.Method), max(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// nextFault gives the fault that hits a call, and counts it.
func (s *Server) nextFault(called string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Method != "" && f.Method != called {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times--; f.Times == 0 {
			s.faults = slices.DeleteFunc(s.faults, func(other *Fault) bool { return other == f })
		}
		hit := *f
		return &hit
	}
	return nil
}

// strike answers in place of the method.
func (f *Fault) strike(w http.ResponseWriter) {
	switch {
	case f.Status == 0:
		panic(http.ErrAbortHandler)
	case f.HTML:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte("<html><body><h1>" + strconv.Itoa(f.Status) + " " + http.StatusText(f.Status) + "</h1></body></html>"))
	case f.Status == http.StatusTooManyRequests:
		(&botapi.Error{Code: f.Status, Description: fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter), RetryAfter: f.RetryAfter}).Write(w)
	default:
		(&botapi.Error{Code: f.Status, Description: http.StatusText(f.Status)}).Write(w)
	}
}
