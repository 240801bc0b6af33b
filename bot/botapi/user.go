package botapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oldhand/bot/botapi/parse"
)

// User is a person with a private chat with the bot.
type User struct {
	s  *Server
	id int64
}

// ErrNoButton says that a message does not have the button, or is gone.
var ErrNoButton = errors.New("no such button on the message")

// ErrNoMessage says that the user has no such message to change.
var ErrNoMessage = errors.New("no such message of the user")

// AddUser makes a user known, or changes what is known of one. The chat is closed to the bot until the user writes.
func (s *Server) AddUser(p Profile) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addUser(p)
	return &User{s, p.ID}
}

func (s *Server) addUser(p Profile) {
	p.FirstName = cmp.Or(p.FirstName, "User "+strconv.FormatInt(p.ID, 10))
	s.users[p.ID] = &p
	of := Chat{ID: p.ID, Type: "private", FirstName: p.FirstName, LastName: p.LastName, Username: p.Username}
	if c := s.chats[p.ID]; c != nil {
		c.Chat = of
	} else {
		s.chats[p.ID] = &chat{Chat: of, standing: unstarted, nextID: 1}
	}
	s.save(record{User: &p})
}

// User gives the user with an id; one that is not known yet is added.
func (s *Server) User(id int64) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[id] == nil {
		s.addUser(Profile{ID: id})
	}
	return &User{s, id}
}

// ID is the user's id, which is also the id of the chat.
func (u *User) ID() int64 { return u.id }

// History is a chat's messages, oldest first.
type History []Message

// Last is the newest message, or an empty one.
func (h History) Last() Message {
	if len(h) == 0 {
		return Message{}
	}
	return h[len(h)-1]
}

// FromBot is the bot's messages alone.
func (h History) FromBot() History {
	return slices.DeleteFunc(slices.Clone(h), func(m Message) bool { return !m.FromBot() })
}

// History gives the user's chat as it is now.
func (u *User) History() History {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.history(u.id)
}

func (s *Server) history(id int64) History {
	h := History{}
	for _, e := range s.chats[id].messages {
		h = append(h, e.Message)
	}
	return h
}

// Watch gives what happens in the chat from now on, until ctx ends.
func (u *User) Watch(ctx context.Context) <-chan Event { return u.s.watch(ctx, u.id) }

// Wait waits until ok holds of the chat, and gives the chat as it was then. The error is ctx's.
func (u *User) Wait(ctx context.Context, ok func(History) bool) (History, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := u.Watch(ctx)
	for {
		if h := u.History(); ok(h) {
			return h, nil
		}
		if _, more := <-events; !more {
			return nil, fmt.Errorf("waiting for the bot: %w", cmp.Or(context.Cause(ctx), context.Canceled))
		}
	}
}

// Edit changes the text or caption of one of the user's own messages. Error: ErrNoMessage, or what is wrong with the text.
func (u *User) Edit(id int64, text string) error {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[u.id]
	e := c.find(id)
	if e == nil || e.FromBot() || e.ForwardOrigin != nil || e.Text == "" && e.media() == nil {
		return ErrNoMessage
	}
	d := &draft{entry: *e, words: parse.Text{Text: strings.ToValidUTF8(text, "\uFFFD")}, caption: e.media() != nil}
	if err := s.finish(d); err != nil {
		return err
	}
	if d.Text == e.Text && d.Caption == e.Caption {
		return nil
	}
	*e = d.entry
	s.changed(c, e)
	s.push("edited_message", lane(c), e.Message)
	return nil
}

// Delete deletes a message from the chat, for both sides. The bot is not told.
func (u *User) Delete(id int64) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.remove(u.s.chats[u.id], id)
}

// Tap presses the button with the label and does not wait for the answer. Error: ErrNoButton.
func (u *User) Tap(id int64, label string) (*Query, error) {
	return u.tap(id, func(e *entry) (Button, bool) { return e.Button(label) })
}

// TapAt presses a button by its row and place in it, both from 0, and does not wait for the answer. Error: ErrNoButton.
func (u *User) TapAt(id int64, row, place int) (*Query, error) {
	return u.tap(id, func(e *entry) (Button, bool) {
		if e.Markup == nil || row < 0 || row >= len(e.Markup.Rows) || place < 0 || place >= len(e.Markup.Rows[row]) {
			return Button{}, false
		}
		return e.Markup.Rows[row][place], true
	})
}

func (u *User) tap(id int64, pick func(*entry) (Button, bool)) (*Query, error) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[u.id]
	e := c.find(id)
	if e == nil {
		return nil, ErrNoButton
	}
	b, ok := pick(e)
	if !ok || b.Data == "" {
		return nil, ErrNoButton
	}
	return u.s.ask(u.s.users[u.id], c, id, b.Data), nil
}

// Press presses the button with the label and waits for the bot's answer. Errors: ErrNoButton, or ctx's.
func (u *User) Press(ctx context.Context, id int64, label string) (Answer, error) {
	q, err := u.Tap(id, label)
	if err != nil {
		return Answer{}, err
	}
	return q.Answer(ctx)
}

// Callback sends a press with any data. No button needs to have it: an app may be old, or changed.
func (u *User) Callback(id int64, data string) *Query {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.ask(u.s.users[u.id], u.s.chats[u.id], id, data)
}

// Block blocks the bot.
func (u *User) Block() { u.setBlocked(true) }

// Unblock lets the bot write again.
func (u *User) Unblock() { u.setBlocked(false) }

func (u *User) setBlocked(on bool) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.setBlocked(u.s.users[u.id], on)
}

// setBlocked changes whether a user blocks the bot, and tells the bot. s.mu is held.
func (s *Server) setBlocked(who *Profile, on bool) {
	c := s.chats[who.ID]
	before, after := "kicked", "member"
	if on {
		before, after = after, before
	}
	if (c.standing == blocked) == on {
		return
	}
	c.standing = ""
	if on {
		c.standing = blocked
	}
	s.save(record{User: who, Blocked: &on})
	state := func(status string) map[string]any {
		m := map[string]any{"user": s.me, "status": status}
		if status == "kicked" {
			m["until_date"] = 0
		}
		return m
	}
	s.push("my_chat_member", "member "+strconv.FormatInt(who.ID, 10), map[string]any{"chat": c.Chat, "from": who,
		"date": s.now().Unix(), "old_chat_member": state(before), "new_chat_member": state(after)})
}
