package botapi

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// record is one line of the journal: one change of what Config.Dir keeps.
type record struct {
	User       *Profile `json:"user,omitempty"`
	Blocked    *bool    `json:"blocked,omitempty"` // with User
	Chat       int64    `json:"chat,omitempty"`
	Next       int64    `json:"next,omitempty"`    // of Chat: the id its next message gets
	Message    *entry   `json:"message,omitempty"` // new or changed, in Chat
	Removed    int64    `json:"removed,omitempty"` // from Chat
	File       *file    `json:"file,omitempty"`
	Update     *update  `json:"update,omitempty"`
	Confirmed  int64    `json:"confirmed,omitempty"` // all updates below it
	Delivered  int64    `json:"delivered,omitempty"` // one update
	NextUpdate int64    `json:"next_update,omitempty"`
	Allowed    []string `json:"allowed,omitempty"`
}

// journal is the file that changes are appended to. A nil journal keeps nothing.
type journal struct{ f *os.File }

const keptMessages = 1000 // per chat, when the journal is rewritten at a start

// openJournal replays the journal of dir and rewrites it short.
func (s *Server) openJournal(dir string) (*journal, error) {
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open chats: %w", err)
	}
	name := filepath.Join(dir, "chats.jsonl")
	if err := s.replay(name); err != nil {
		return nil, fmt.Errorf("open chats: %w", err)
	}
	f, err := os.OpenFile(name+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open chats: %w", err)
	}
	j := &journal{f}
	for _, r := range s.snapshot() {
		if err := j.append(r); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	if err := os.Rename(name+".new", name); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

func (j *journal) append(r record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep a chat: %w", err)
	}
	if _, err := j.f.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("keep a chat: %w", err)
	}
	return nil
}

func (j *journal) close() {
	if j != nil {
		j.f.Close()
	}
}

// save appends a change. A full disk stops keeping, not the chat. s.mu is held.
func (s *Server) save(r record) {
	if s.journal == nil {
		return
	}
	if err := s.journal.append(r); err != nil {
		slog.Warn("botapi: changes are no longer kept", "error", err)
		s.journal.close()
		s.journal = nil
	}
}

// replay applies every line of a journal. A line that was cut short by a crash can only be the last, and is left out.
func (s *Server) replay(name string) error {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	for {
		line, err := in.ReadBytes('\n')
		var r record
		if json.Unmarshal(line, &r) == nil {
			s.apply(r)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *Server) apply(r record) {
	if r.User != nil {
		s.addUser(*r.User)
		if isVisitor(r.User.ID) {
			s.visitors = max(s.visitors, r.User.ID)
		}
	}
	if r.Blocked != nil {
		s.chats[r.User.ID].standing = map[bool]standing{true: blocked}[*r.Blocked]
	}
	if c := s.chats[r.Chat]; c != nil {
		c.apply(r)
	}
	if r.File != nil {
		s.files.index(r.File)
	}
	s.queue.apply(r, s.now())
}

func (c *chat) apply(r record) {
	c.nextID = max(c.nextID, r.Next)
	if r.Removed != 0 {
		c.messages = slices.DeleteFunc(c.messages, func(e *entry) bool { return e.ID == r.Removed })
	}
	if r.Message == nil {
		return
	}
	c.nextID = max(c.nextID, r.Message.ID+1)
	if !r.Message.FromBot() && c.standing == unstarted {
		c.standing = ""
	}
	if e := c.find(r.Message.ID); e != nil {
		*e = *r.Message
	} else {
		c.messages = append(c.messages, r.Message)
	}
}

func (q *queue) apply(r record, now time.Time) {
	if r.Allowed != nil {
		q.allowed = r.Allowed
	}
	if r.NextUpdate != 0 {
		q.next = r.NextUpdate
	}
	if u := r.Update; u != nil {
		q.next = u.ID + 1
		q.waiting = append(q.waiting, u)
	}
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool {
		return u.ID < r.Confirmed || u.ID == r.Delivered || now.After(u.Expires)
	})
}

// snapshot is the records that lead to the present state.
func (s *Server) snapshot() []record {
	all := []record{{Allowed: s.queue.allowed}}
	for _, st := range s.files.byID {
		all = append(all, record{File: st})
	}
	for id, who := range s.users {
		c := s.chats[id]
		all = append(all, record{User: who, Chat: id, Next: c.nextID})
		if c.standing != unstarted {
			on := c.standing == blocked
			all = append(all, record{User: who, Blocked: &on})
		}
		c.messages = c.messages[max(0, len(c.messages)-keptMessages):]
		for _, e := range c.messages {
			all = append(all, record{Chat: id, Message: e})
		}
	}
	for _, u := range s.queue.waiting {
		all = append(all, record{Update: u})
	}
	return append(all, record{NextUpdate: s.queue.next})
}
