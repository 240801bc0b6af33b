// Package apitest drives the Bot API server as tests need it: calls that fail as they do at Telegram, updates that come
// twice or cannot be read, and people who send what the chat page does not.
package apitest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"oldhand/bot/botapi"
)

// Server is a Bot API server on which things can go wrong. Calls must come through its own Handler.
type Server struct {
	*botapi.Server
	mu     sync.Mutex
	faults []*Fault
	repeat int              // how many of the next updates come twice
	given  map[int64]bool   // ids of the updates handed out so far
	again  []repeatedUpdate // what comes a second time, once it is confirmed
}

// New makes a server.
func New(c botapi.Config) (*Server, error) {
	s, err := botapi.New(c)
	if err != nil {
		return nil, err
	}
	return &Server{Server: s, given: map[int64]bool{}}, nil
}

// Handler serves what botapi.Server.Handler does, with the faults that were asked for.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		called, isCall := calledMethod(r)
		if !isCall {
			s.Server.Handler().ServeHTTP(w, r)
			return
		}
		fault := s.nextFault(called)
		switch {
		case fault == nil:
			s.serve(w, r, called)
		case fault.After:
			s.serve(httptest.NewRecorder(), r, called)
			fault.strike(w)
		default:
			fault.strike(w)
		}
	})
}

// calledMethod gives the lower-cased name of the method that a request calls; false for the chat page and files.
func calledMethod(r *http.Request) (name string, isCall bool) {
	path, isCall := strings.CutPrefix(r.URL.Path, "/bot")
	return strings.ToLower(path[strings.LastIndex(path, "/")+1:]), isCall
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, called string) {
	if called == "getupdates" {
		s.serveUpdates(w, r)
		return
	}
	s.Server.Handler().ServeHTTP(w, r)
}

// Inject queues an update of a kind with any content, such as one no client can decode.
func (s *Server) Inject(kind string, content json.RawMessage) { s.Push(kind, content) }

// RestartUpdateIDs numbers the next update with id, as Telegram does after a long silence.
func (s *Server) RestartUpdateIDs(id int64) { s.NumberUpdates(id) }

// User gives the user with an id; one that is not known yet is added.
func (s *Server) User(id int64) *User { return &User{s.Server.User(id)} }

// AddUser makes a user known, or changes what is known of one. The chat is closed to the bot until the user writes.
func (s *Server) AddUser(p botapi.Profile) *User { return &User{s.Server.AddUser(p)} }
