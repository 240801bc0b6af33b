package botapi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"oldhand/bot/botapi/page"
)

// pressWait is how long the page waits for the answer to a press.
const pressWait = 15 * time.Second

// errPage is a mistake in what the page asked.
var errPage = errors.New("not understood")

// pageRoutes serves the chat page and what it asks for.
func (s *Server) pageRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", page.Asset("page.html", "text/html; charset=utf-8"))
	mux.Handle("GET /page.css", page.Asset("page.css", "text/css; charset=utf-8"))
	for _, script := range []string{"texts.js", "message.js", "page.js"} {
		mux.Handle("GET /"+script, page.Asset(script, "text/javascript; charset=utf-8"))
	}
	mux.HandleFunc("GET /page/people", s.pagePeople)
	mux.HandleFunc("GET /page/chat", s.pageChat)
	mux.HandleFunc("GET /page/events", s.pageEvents)
	mux.HandleFunc("GET /page/file/{id}", s.pageFile)
	mux.HandleFunc("POST /page/visitor", s.pageVisitor)
	mux.HandleFunc("POST /page/send", s.pageSend)
	mux.HandleFunc("POST /page/edit", s.pageEdit)
	mux.HandleFunc("POST /page/press", s.pagePress)
	mux.HandleFunc("POST /page/upload", s.pageUpload)
	guarded := page.Guard(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" {
			answer(w, nil, errNotFound)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// pageAsk is what the page posts.
type pageAsk struct {
	As       int64
	ID       int64
	Text     string
	ReplyTo  int64 `json:"reply_to"`
	Row      int
	Place    int
	Start    *string // of a new visitor: the payload
	Language string
}

// ask reads what the page posted.
func readAsk(r *http.Request) (pageAsk, error) {
	var a pageAsk
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return a, errPage
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxParams)).Decode(&a); err != nil {
		return a, errPage
	}
	return a, nil
}

// known gives the user the page acts for; the page can only be somebody who exists.
func (s *Server) known(id int64) (*User, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[id] == nil {
		return nil, fmt.Errorf("%w: nobody has the number %d", errPage, id)
	}
	return &User{s, id}, nil
}

// pageReply writes a result, or what was wrong.
func pageReply(w http.ResponseWriter, result any, err error) {
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, result)
}

// pagePeople lists who a visitor may be: the personas, and the visitors so far.
func (s *Server) pagePeople(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	people := slices.Clone(s.personas)
	fixed := len(people)
	for id, who := range s.users {
		if isVisitor(id) {
			people = append(people, Persona{ID: id, Name: who.FirstName, Language: who.Language})
		}
	}
	bot := s.me
	s.mu.Unlock()
	slices.SortStableFunc(people[fixed:], func(a, b Persona) int { return cmp.Compare(a.ID, b.ID) })
	pageReply(w, map[string]any{"bot": bot, "people": people}, nil)
}

// pageChat gives one person's chat.
func (s *Server) pageChat(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.URL.Query().Get("as"), 10, 64)
	if _, err := s.known(id); err != nil {
		pageReply(w, nil, err)
		return
	}
	s.mu.Lock()
	reactions := map[int64]string{}
	for _, e := range s.chats[id].messages {
		if e.Reaction != "" {
			reactions[e.ID] = e.Reaction
		}
	}
	result := map[string]any{"messages": s.history(id), "commands": s.commandsFor(s.users[id]), "reactions": reactions, "reply_keyboard": s.chats[id].reply()}
	s.mu.Unlock()
	pageReply(w, result, nil)
}

// pageEvents streams what happens in all chats, so that the page can mark the others unread.
func (s *Server) pageEvents(w http.ResponseWriter, r *http.Request) {
	events := s.watch(r.Context(), 0)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	out.SetWriteDeadline(time.Time{}) // The stream lasts as long as the page.
	fmt.Fprint(w, "retry: 1000\n\n")
	out.Flush()
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				return
			}
			data, err := json.Marshal(e)
			if err != nil {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", data)
		case <-alive.C:
			fmt.Fprint(w, ": \n\n")
		}
		if out.Flush() != nil {
			return
		}
	}
}

// pageVisitor makes somebody new, who may press Start at once.
func (s *Server) pageVisitor(w http.ResponseWriter, r *http.Request) {
	a, err := readAsk(r)
	if err != nil {
		pageReply(w, nil, err)
		return
	}
	s.mu.Lock()
	s.visitors++
	id := s.visitors
	name := "Visitor "
	if strings.HasPrefix(a.Language, "zh") {
		name = "访客 "
	}
	s.addUser(Profile{ID: id, FirstName: name + strconv.FormatInt(id-firstVisitor, 10), Language: a.Language})
	s.tell(nil, Event{Kind: Menu})
	s.mu.Unlock()
	if a.Start != nil {
		s.User(id).Start(*a.Start)
	}
	pageReply(w, map[string]int64{"id": id}, nil)
}

func (s *Server) pageSend(w http.ResponseWriter, r *http.Request) {
	s.pageAct(w, r, func(u *User, a pageAsk) (any, error) {
		if a.ReplyTo == 0 {
			return map[string]int64{"id": u.Say(a.Text)}, nil
		}
		id, err := u.Send(Post{Text: a.Text, ReplyTo: a.ReplyTo})
		return map[string]int64{"id": id}, err
	})
}

func (s *Server) pageEdit(w http.ResponseWriter, r *http.Request) {
	s.pageAct(w, r, func(u *User, a pageAsk) (any, error) { return struct{}{}, u.Edit(a.ID, a.Text) })
}

func (s *Server) pagePress(w http.ResponseWriter, r *http.Request) {
	s.pageAct(w, r, func(u *User, a pageAsk) (any, error) {
		q, err := u.TapAt(a.ID, a.Row, a.Place)
		if err != nil {
			return nil, err
		}
		ctx, stop := context.WithTimeout(r.Context(), pressWait)
		defer stop()
		answer, err := q.Answer(ctx)
		if err != nil {
			return Answer{}, nil // An app stops its spinner too when no answer comes.
		}
		return answer, nil
	})
}

// pageAct reads what the page posted and does it as the user it names.
func (s *Server) pageAct(w http.ResponseWriter, r *http.Request, act func(*User, pageAsk) (any, error)) {
	a, err := readAsk(r)
	if err != nil {
		pageReply(w, nil, err)
		return
	}
	u, err := s.known(a.As)
	if err != nil {
		pageReply(w, nil, err)
		return
	}
	result, err := act(u, a)
	pageReply(w, result, err)
}

// pageUpload takes a photo or a file.
func (s *Server) pageUpload(w http.ResponseWriter, r *http.Request) {
	c, err := readCall(r, "")
	if err != nil {
		pageReply(w, nil, err)
		return
	}
	u, err := s.known(c.int("as"))
	if err != nil {
		pageReply(w, nil, err)
		return
	}
	up, ok := c.files["file"]
	if !ok {
		pageReply(w, nil, errPage)
		return
	}
	kind := "document"
	if c.str("kind") == "photo" {
		kind = "photo"
	}
	id, err := u.Send(Post{Kind: kind, Name: up.name, MIME: up.mime, Data: up.data, Text: c.str("caption")})
	pageReply(w, map[string]int64{"id": id}, err)
}

// pageFile gives a file of a chat: pictures to look at, everything else to save.
func (s *Server) pageFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	st := s.files.find(r.PathValue("id"))
	s.mu.Unlock()
	if st == nil {
		answer(w, nil, errNotFound)
		return
	}
	data, err := s.files.read(st)
	if err != nil {
		answer(w, nil, err)
		return
	}
	kind := "application/octet-stream"
	if st.Width > 0 { // It was decoded as a picture, so it is one.
		kind = http.DetectContentType(data)
	} else {
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=86400")
	w.Write(data)
}
