package botapi

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
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
	// Delay holds the answer back.
	Delay time.Duration
	// Pass answers as if nothing were wrong, after Delay.
	Pass bool
}

// Fail arms a fault.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Method, f.Times = strings.ToLower(f.Method), max(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// nextFault gives the fault that hits a call, and counts it.
func (s *Server) nextFault(c *call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Method != "" && f.Method != c.method {
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

// strike answers in place of the method, if the fault's moment is now; it says whether it did.
func (f *Fault) strike(ctx context.Context, w http.ResponseWriter, after bool) bool {
	if after != f.After {
		return false
	}
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	switch {
	case f.Pass:
		return false
	case f.Status == 0:
		panic(http.ErrAbortHandler)
	case f.HTML:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		w.Write([]byte("<html><body><h1>" + strconv.Itoa(f.Status) + " " + http.StatusText(f.Status) + "</h1></body></html>"))
	case f.Status == http.StatusTooManyRequests:
		answer(w, nil, flood(f.RetryAfter))
	default:
		answer(w, nil, &failure{code: f.Status, text: http.StatusText(f.Status)})
	}
	return true
}

// RepeatNext makes each of the next n updates come twice, though the bot confirmed it.
func (s *Server) RepeatNext(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.repeat = n
}

// Inject queues an update as it is given, such as one no client can decode; its update_id is filled in.
func (s *Server) Inject(body json.RawMessage) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, err := renumber(body, s.queue.next)
	if err != nil {
		return err
	}
	s.enqueue(&update{Lane: "injected", Expires: s.now().Add(24 * time.Hour), Body: body})
	return nil
}

// RestartUpdateIDs numbers the next update with id, as Telegram does after a long silence.
func (s *Server) RestartUpdateIDs(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.waiting = nil
	s.queue.next = id
	s.save(record{NextUpdate: id})
}
