package botapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"oldhand/bot/botapi/page"
)

// pressWait is how long the page waits for the answer to a press.
const pressWait = 15 * time.Second

// errPage is a mistake in what the page asked.
var errPage = errors.New("not understood")

// chatPage is the chat page's own requests: what a visitor does there is done as a [User].
type chatPage struct {
	door     *page.Door
	chats    *chats
	files    *files
	menu     *menu
	watchers *watchers
	mu       sync.Mutex
	personas []Persona
}

// setPersonas replaces the personas.
func (p *chatPage) setPersonas(all []Persona) {
	p.mu.Lock()
	p.personas = all
	p.mu.Unlock()
	for _, one := range all {
		p.chats.admit(one)
	}
	p.watchers.tell(everybody, Event{Kind: Menu})
}

// routes serves the chat page and what it asks for.
func (p *chatPage) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", page.Asset("page.html", "text/html; charset=utf-8"))
	mux.Handle("GET /page.css", page.Asset("page.css", "text/css; charset=utf-8"))
	for _, script := range []string{"texts.js", "message.js", "page.js"} {
		mux.Handle("GET /"+script, page.Asset(script, "text/javascript; charset=utf-8"))
	}
	mux.HandleFunc("GET /page/people", p.listPeople)
	mux.HandleFunc("GET /page/chat", p.showChat)
	mux.HandleFunc("GET /page/events", p.streamEvents)
	mux.HandleFunc("GET /page/file/{id}", p.showFile)
	mux.HandleFunc("POST /page/visitor", p.addVisitor)
	mux.HandleFunc("POST /page/send", p.send)
	mux.HandleFunc("POST /page/edit", p.edit)
	mux.HandleFunc("POST /page/press", p.press)
	mux.HandleFunc("POST /page/upload", p.upload)
	return p.door.Page(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" {
			answer(w, nil, errNotFound)
			return
		}
		mux.ServeHTTP(w, r)
	}))
}

// pageRequest is what the page posts.
type pageRequest struct {
	As       int64
	ID       int64
	Text     string
	ReplyTo  int64 `json:"reply_to"`
	Row      int
	Place    int
	Start    *string // of a new visitor: the payload
	Language string
}

// readPageRequest reads what the page posted.
func readPageRequest(r *http.Request) (pageRequest, error) {
	var a pageRequest
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return a, errPage
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxParams)).Decode(&a); err != nil {
		return a, errPage
	}
	return a, nil
}

// known gives the user the page acts for; the page can only be somebody who exists.
func (p *chatPage) known(id int64) (*User, error) {
	u := p.chats.known(id)
	if u == nil {
		return nil, fmt.Errorf("%w: nobody has the number %d", errPage, id)
	}
	return u, nil
}

// answerPage writes a result, or what was wrong with what the page asked.
func answerPage(w http.ResponseWriter, result any, err error) {
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, result)
}

// listPeople lists who a visitor may be: the personas, and the visitors so far. It also says whether one can log out.
func (p *chatPage) listPeople(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	people := append([]Persona{}, p.personas...) // of nobody, too, it is a list
	p.mu.Unlock()
	answerPage(w, map[string]any{"bot": p.chats.me, "people": append(people, p.chats.visitors()...), "logout": p.door.Locked()}, nil)
}

// showChat gives one person's chat.
func (p *chatPage) showChat(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.URL.Query().Get("as"), 10, 64)
	u, err := p.known(id)
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	v := u.view()
	answerPage(w, map[string]any{"messages": v.messages, "commands": p.menu.shownTo(v.user), "reactions": v.reactions, "reply_keyboard": v.keyboard}, nil)
}

// streamEvents streams what happens in all chats, so that the page can mark the others unread.
func (p *chatPage) streamEvents(w http.ResponseWriter, r *http.Request) {
	events := p.watchers.watch(r.Context(), everybody)
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

// addVisitor makes somebody new, who may press Start at once.
func (p *chatPage) addVisitor(w http.ResponseWriter, r *http.Request) {
	a, err := readPageRequest(r)
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	u := p.chats.addVisitor(a.Language)
	p.watchers.tell(everybody, Event{Kind: Menu})
	if a.Start != nil {
		u.Start(*a.Start)
	}
	answerPage(w, map[string]int64{"id": u.id}, nil)
}

func (p *chatPage) send(w http.ResponseWriter, r *http.Request) {
	p.act(w, r, func(u *User, a pageRequest) (any, error) {
		if a.ReplyTo == 0 {
			return map[string]int64{"id": u.Say(a.Text)}, nil
		}
		id, err := u.Send(Post{Text: a.Text, ReplyTo: a.ReplyTo})
		return map[string]int64{"id": id}, err
	})
}

func (p *chatPage) edit(w http.ResponseWriter, r *http.Request) {
	p.act(w, r, func(u *User, a pageRequest) (any, error) { return struct{}{}, u.Edit(a.ID, a.Text) })
}

func (p *chatPage) press(w http.ResponseWriter, r *http.Request) {
	p.act(w, r, func(u *User, a pageRequest) (any, error) {
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

// act reads what the page posted and does it as the user it names.
func (p *chatPage) act(w http.ResponseWriter, r *http.Request, act func(*User, pageRequest) (any, error)) {
	a, err := readPageRequest(r)
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	u, err := p.known(a.As)
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	result, err := act(u, a)
	answerPage(w, result, err)
}

// upload takes a photo or a file.
func (p *chatPage) upload(w http.ResponseWriter, r *http.Request) {
	c, err := readCall(r, "")
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	u, err := p.known(c.int("as"))
	if err != nil {
		answerPage(w, nil, err)
		return
	}
	up, ok := c.files["file"]
	if !ok {
		answerPage(w, nil, errPage)
		return
	}
	kind := "document"
	if c.str("kind") == "photo" {
		kind = "photo"
	}
	id, err := u.Send(Post{Kind: kind, Name: up.name, MIME: up.mime, Data: up.data, Text: c.str("caption")})
	answerPage(w, map[string]int64{"id": id}, err)
}

// showFile gives a file of a chat: pictures to look at, everything else to save. A browser that keeps one asks each time
// whether it may still show it.
func (p *chatPage) showFile(w http.ResponseWriter, r *http.Request) {
	stored := p.files.find(r.PathValue("id"))
	if stored == nil {
		answer(w, nil, errNotFound)
		return
	}
	data, err := p.files.read(stored)
	if err != nil {
		answer(w, nil, err)
		return
	}
	kind := "application/octet-stream"
	if stored.Width > 0 { // It was decoded as a picture, so it is one.
		kind = http.DetectContentType(data)
	} else {
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("ETag", strconv.Quote(stored.ID))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
