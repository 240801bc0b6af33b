package botapi

import (
	"context"
	"slices"
)

// EventKind says what happened in a chat.
type EventKind string

// What can happen. Menu: the bot's commands changed.
const (
	Came     EventKind = "new"
	Edited   EventKind = "edited"
	Deleted  EventKind = "deleted"
	Typing   EventKind = "typing"
	Answered EventKind = "answer"
	Reaction EventKind = "reaction"
	Menu     EventKind = "menu"
)

// Event is one thing that happened in a user's chat with the bot.
type Event struct {
	Kind    EventKind `json:"kind"`
	User    int64     `json:"user"`
	Message Message   `json:"message,omitzero"`
	Answer  *Answer   `json:"answer,omitempty"` // of Answered
	Query   string    `json:"query,omitempty"`  // of Answered
	// Reply of Came: the reply keyboard that came along.
	Reply *ReplyKeyboard `json:"reply_keyboard,omitempty"`
	Emoji string         `json:"emoji,omitempty"` // of Reaction; "" when the bot took it back
}

// watcher is somebody who is told events.
type watcher struct {
	user   int64 // 0 means everybody's chats
	events []Event
	wake   chan struct{} // has room for one
}

// tell gives an event to those who watch the chat; a nil chat means everybody. s.mu is held.
func (s *Server) tell(c *chat, e Event) {
	if c != nil {
		e.User = c.ID
	}
	for w := range s.watchers {
		if c != nil && w.user != 0 && w.user != c.ID {
			continue
		}
		w.events = append(w.events, e)
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// watch gives events from now until ctx or the server ends; then the channel is closed. A slow reader loses none.
func (s *Server) watch(ctx context.Context, user int64) <-chan Event {
	w := &watcher{user: user, wake: make(chan struct{}, 1)}
	out := make(chan Event)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		close(out)
		return out
	}
	s.watchers[w] = true
	s.working.Go(func() { s.feed(ctx, w, out) })
	return out
}

// feed passes a watcher's events on until ctx or the server ends.
func (s *Server) feed(ctx context.Context, w *watcher, out chan<- Event) {
	defer close(out)
	defer s.unwatch(w)
	for {
		for _, e := range s.taken(w) {
			select {
			case out <- e:
			case <-ctx.Done():
				return
			case <-s.ctx.Done():
				return
			}
		}
		select {
		case <-w.wake:
		case <-ctx.Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *Server) unwatch(w *watcher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watchers, w)
}

// taken gives what a watcher was told since it last asked.
func (s *Server) taken(w *watcher) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	events := slices.Clone(w.events)
	w.events = nil
	return events
}
