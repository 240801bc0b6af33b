package apitest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// repeatedUpdate is an update that comes a second time.
type repeatedUpdate struct {
	id   int64
	body json.RawMessage
}

// RepeatNext makes each of the next n updates come twice to a bot that polls, though the bot confirmed it.
func (s *Server) RepeatNext(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repeat = n
}

// serveUpdates is getUpdates with what comes a second time before the rest.
func (s *Server) serveUpdates(w http.ResponseWriter, r *http.Request) {
	params, err := readParams(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	again := s.confirmed(params)
	if len(again) > 0 {
		params["timeout"] = json.RawMessage("0") // there is something to hand out at once
	}
	recorder := httptest.NewRecorder()
	s.Server.Handler().ServeHTTP(recorder, withParams(r, params))
	var answer struct {
		OK     bool              `json:"ok"`
		Result []json.RawMessage `json:"result"`
	}
	if json.Unmarshal(recorder.Body.Bytes(), &answer) != nil || !answer.OK {
		w.WriteHeader(recorder.Code)
		_, _ = w.Write(recorder.Body.Bytes())
		return
	}
	s.noteGiven(answer.Result)
	answer.Result = slices.Concat(again, answer.Result)
	_ = json.NewEncoder(w).Encode(answer) // what fails here is the connection
}

// readParams gives the parameters of a call in JSON, a form or the query.
func readParams(r *http.Request) (map[string]json.RawMessage, error) {
	params := map[string]json.RawMessage{}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form := r.URL.Query()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(body, &params); err != nil && len(body) > 0 {
			return nil, err
		}
	} else if more, err := url.ParseQuery(string(body)); err == nil {
		for name, values := range more {
			form[name] = values
		}
	}
	for name, values := range form {
		params[name], _ = json.Marshal(values[0])
	}
	return params, nil
}

func withParams(r *http.Request, params map[string]json.RawMessage) *http.Request {
	body, _ := json.Marshal(params) // they were read as JSON
	r = r.Clone(r.Context())
	r.URL.RawQuery, r.Body = "", io.NopCloser(bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

// confirmed takes out what a poll's offset confirms of the updates that come a second time.
func (s *Server) confirmed(params map[string]json.RawMessage) (again []json.RawMessage) {
	offset, _ := strconv.ParseInt(strings.Trim(string(params["offset"]), `"`), 10, 64)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.again = slices.DeleteFunc(s.again, func(u repeatedUpdate) bool {
		if u.id < offset {
			again = append(again, u.body)
		}
		return u.id < offset
	})
	return again
}

// noteGiven counts the updates that are handed out for the first time.
func (s *Server) noteGiven(updates []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, body := range updates {
		var u struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(body, &u) != nil || s.given[u.ID] {
			continue
		}
		s.given[u.ID] = true
		if s.repeat > 0 {
			s.repeat--
			s.again = append(s.again, repeatedUpdate{u.ID, body})
		}
	}
}
