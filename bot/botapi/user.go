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
	chats *chats
	id    int64
}

// ErrNoButton says that a message does not have the button, or is gone.
var ErrNoButton = errors.New("no such button on the message")

// ErrNoMessage says that the user has no such message to change.
var ErrNoMessage = errors.New("no such message of the user")

// add makes a user known, or changes what is known of one.
func (cs *chats) add(p Profile) *User {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.know(p)
	return &User{cs, p.ID}
}

// know is add with cs.mu held. The chat of somebody new is closed to the bot until they write.
func (cs *chats) know(p Profile) {
	p.FirstName = cmp.Or(p.FirstName, "User "+strconv.FormatInt(p.ID, 10))
	cs.users[p.ID] = &p
	of := Chat{ID: p.ID, Type: "private", FirstName: p.FirstName, LastName: p.LastName, Username: p.Username}
	if c := cs.byID[p.ID]; c != nil {
		c.Chat = of
	} else {
		cs.byID[p.ID] = &chat{Chat: of, standing: unstarted, nextID: 1}
	}
	cs.journal.save(record{User: &p})
}

// user gives the user with an id; one that is not known yet is added.
func (cs *chats) user(id int64) *User {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.users[id] == nil {
		cs.know(Profile{ID: id})
	}
	return &User{cs, id}
}

// known gives the user with an id, or nil.
func (cs *chats) known(id int64) *User {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.users[id] == nil {
		return nil
	}
	return &User{cs, id}
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
	return u.view().messages
}

// view is what an app shows of a chat.
type view struct {
	user      Profile
	messages  History
	reactions map[int64]string // the bot's, by message
	keyboard  *ReplyKeyboard   // in place of the app's own; nil is none
}

// view gives the user's chat as it is now.
func (u *User) view() view {
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	c := cs.byID[u.id]
	v := view{user: *cs.users[u.id], messages: History{}, reactions: map[int64]string{}, keyboard: c.replyKeyboard()}
	for _, e := range c.messages {
		v.messages = append(v.messages, e.Message)
		if e.Reaction != "" {
			v.reactions[e.ID] = e.Reaction
		}
	}
	return v
}

// Watch gives what happens in the chat from now on, until ctx ends.
func (u *User) Watch(ctx context.Context) <-chan Event { return u.chats.watchers.watch(ctx, u.id) }

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
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	c := cs.byID[u.id]
	e := c.find(id)
	if e == nil || e.FromBot() || e.ForwardOrigin != nil || e.Text == "" && e.media() == nil {
		return ErrNoMessage
	}
	d := &draft{entry: *e, words: parse.Text{Text: strings.ToValidUTF8(text, "\uFFFD")}, caption: e.media() != nil}
	if err := cs.finish(d); err != nil {
		return err
	}
	if d.Text == e.Text && d.Caption == e.Caption {
		return nil
	}
	*e = d.entry
	cs.changed(c, e)
	cs.queue.push("edited_message", lane(c), e.Message)
	return nil
}

// Delete deletes a message from the chat, for both sides. The bot is not told.
func (u *User) Delete(id int64) {
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.remove(cs.byID[u.id], id)
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
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	c := cs.byID[u.id]
	e := c.find(id)
	if e == nil {
		return nil, ErrNoButton
	}
	b, ok := pick(e)
	if !ok || b.Data == "" {
		return nil, ErrNoButton
	}
	return cs.queries.press(cs.users[u.id], c, id, b.Data), nil
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
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	return cs.queries.press(cs.users[u.id], cs.byID[u.id], id, data)
}

// Block blocks the bot.
func (u *User) Block() { u.setBlocked(true) }

// Unblock lets the bot write again.
func (u *User) Unblock() { u.setBlocked(false) }

func (u *User) setBlocked(on bool) {
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.setBlocked(cs.users[u.id], on)
}

// setBlocked changes whether a user blocks the bot, and tells the bot. cs.mu is held.
func (cs *chats) setBlocked(who *Profile, on bool) {
	c := cs.byID[who.ID]
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
	cs.journal.save(record{User: who, Blocked: &on})
	state := func(status string) map[string]any {
		m := map[string]any{"user": cs.me, "status": status}
		if status == "kicked" {
			m["until_date"] = 0
		}
		return m
	}
	cs.queue.push("my_chat_member", "member "+strconv.FormatInt(who.ID, 10), map[string]any{"chat": c.Chat, "from": who,
		"date": cs.now().Unix(), "old_chat_member": state(before), "new_chat_member": state(after)})
}
