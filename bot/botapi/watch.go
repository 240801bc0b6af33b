package botapi

import (
	"context"
	"sync"
)

// EventKind says what happened in a chat.
type EventKind string

// What can happen. Menu: the bot's commands, or the people a visitor may be, changed.
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
	chat   int64         // or everybody
	events []Event       // not yet taken
	wake   chan struct{} // has room for one
}

// everybody in place of a chat's id means all chats.
const everybody = 0

// watchers is all who are told events.
type watchers struct {
	tasks *tasks
	mu    sync.Mutex
	all   map[*watcher]bool
}

func newWatchers(t *tasks) *watchers { return &watchers{tasks: t, all: map[*watcher]bool{}} }

// tell gives an event to those who watch the chat.
func (ws *watchers) tell(chat int64, e Event) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	e.User = chat
	for w := range ws.all {
		if chat != everybody && w.chat != everybody && w.chat != chat {
			continue
		}
		w.events = append(w.events, e)
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// watch gives a chat's events from now until ctx or the server ends; then the channel is closed. A slow reader loses none.
func (ws *watchers) watch(ctx context.Context, chat int64) <-chan Event {
	w := &watcher{chat: chat, wake: make(chan struct{}, 1)}
	out := make(chan Event)
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if !ws.tasks.start(func() { ws.feed(ctx, w, out) }) {
		close(out)
		return out
	}
	ws.all[w] = true
	return out
}

// feed passes a watcher's events on until ctx or the server ends.
func (ws *watchers) feed(ctx context.Context, w *watcher, out chan<- Event) {
	defer close(out)
	defer ws.remove(w)
	for {
		for _, e := range ws.take(w) {
			select {
			case out <- e:
			case <-ctx.Done():
				return
			case <-ws.tasks.ctx.Done():
				return
			}
		}
		select {
		case <-w.wake:
		case <-ctx.Done():
			return
		case <-ws.tasks.ctx.Done():
			return
		}
	}
}

func (ws *watchers) remove(w *watcher) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	delete(ws.all, w)
}

// take gives what a watcher was told since it last asked.
func (ws *watchers) take(w *watcher) []Event {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	events := w.events
	w.events = nil
	return events
}
