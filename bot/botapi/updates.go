package botapi

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"time"
)

// life is how long an update waits to be fetched; the kinds that are missing wait a day.
var life = map[string]time.Duration{
	"callback_query": 150 * time.Second, "shipping_query": 150 * time.Second, "pre_checkout_query": 150 * time.Second,
	"inline_query": 30 * time.Second, "chosen_inline_result": 600 * time.Second,
}

var (
	kinds = strings.Fields("message edited_message channel_post edited_channel_post inline_query chosen_inline_result " +
		"callback_query shipping_query pre_checkout_query poll poll_answer my_chat_member chat_member chat_join_request " +
		"message_reaction message_reaction_count")
	offByDefault = strings.Fields("chat_member message_reaction message_reaction_count")
)

func defaultKinds() []string {
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return slices.Contains(offByDefault, k) })
}

// update is one update that waits to be fetched.
type update struct {
	ID      int64           `json:"id"`
	Lane    string          `json:"lane"` // updates of one lane are sent to a webhook one at a time
	Expires time.Time       `json:"expires"`
	Body    json.RawMessage `json:"body"` // the whole Update object
}

// queue is the updates that wait, oldest first.
type queue struct {
	waiting []*update
	next    int64 // id of the next update
	allowed []string
	poll    *poll
	// What the previous poll asked, to slow down hasty ones. These times pace real waiting, so they are not Config.Clock's.
	lastOffset int64
	started    time.Time
	finished   time.Time
}

// poll is a getUpdates call that waits.
type poll struct {
	wake  chan struct{} // has room for one
	ended chan error    // has room for one
}

// Push queues an update of a kind that no User brings about, or whose content no client can read, if the bot asked for
// that kind ("message", "message_reaction", ...).
func (s *Server) Push(kind string, content any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(kind, "pushed", content)
}

// NumberUpdates gives the next update the number next and drops those that wait, as after a silence of a week, when
// Telegram takes a number at random.
func (s *Server) NumberUpdates(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.waiting = nil
	s.queue.next = next
	s.save(record{NextUpdate: next})
}

// push puts an update at the end of the queue, if the bot asked for its kind.
func (s *Server) push(kind, lane string, content any) {
	if !slices.Contains(s.queue.allowed, kind) {
		return
	}
	body, err := json.Marshal(map[string]any{"update_id": s.queue.next, kind: content})
	if err != nil {
		slog.Error("encode an update", "error", err)
		return
	}
	keep, ok := life[kind]
	if !ok {
		keep = 24 * time.Hour
	}
	s.enqueue(&update{Lane: lane, Expires: s.now().Add(keep), Body: body})
}

func (s *Server) enqueue(u *update) {
	q := &s.queue
	u.ID = q.next
	q.next++
	q.waiting = append(q.waiting, u)
	s.save(record{Update: u})
	s.wake(u.Lane)
}

// wake tells whoever fetches updates that there is one.
func (s *Server) wake(lane string) {
	if s.hook != nil {
		s.startLane(lane)
	}
	if p := s.queue.poll; p != nil {
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
}

// confirm drops the updates below offset.
func (s *Server) confirm(below int64) {
	q := &s.queue
	before := len(q.waiting)
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool { return u.ID < below })
	if len(q.waiting) < before {
		s.save(record{Confirmed: below})
	}
}

// seek applies a poll's offset.
func (s *Server) seek(offset int64) {
	q := &s.queue
	switch n := len(q.waiting); {
	case offset < 0 && n > int(-offset):
		s.confirm(q.waiting[n+int(offset)].ID)
	case offset > 0 && offset <= q.next+10:
		s.confirm(offset)
	}
}

// batch gives up to limit updates that are due, and drops those whose time is over.
func (s *Server) batch(limit int) []json.RawMessage {
	q, now := &s.queue, s.now()
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool { return now.After(u.Expires) })
	out := []json.RawMessage{}
	for _, u := range q.waiting[:min(limit, len(q.waiting))] {
		out = append(out, u.Body)
	}
	return out
}

// allow sets which kinds of update are queued from now on; without the parameter they stay.
func (s *Server) allow(c *call) {
	var names []string
	if !c.has("allowed_updates") || c.object("allowed_updates", &names) != nil {
		return
	}
	s.queue.allowed = defaultKinds()
	if len(names) > 0 {
		s.queue.allowed = slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return !slices.Contains(names, k) })
	}
	s.save(record{Allowed: s.queue.allowed})
}

// endPoll ends the pending poll, if there is one.
func (s *Server) endPoll(why error) {
	if p := s.queue.poll; p != nil {
		p.ended <- why
		s.queue.poll = nil
	}
}

// getUpdates is the only method that waits, so it takes s.mu itself.
func (s *Server) getUpdates(ctx context.Context, c *call) (any, error) {
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return nil, errHookActive
	}
	s.endPoll(errOtherPoll)
	s.allow(c)
	limit, timeout := s.pace(c)
	s.seek(c.int("offset"))
	p := &poll{wake: make(chan struct{}, 1), ended: make(chan error, 1)}
	s.queue.poll = p
	s.mu.Unlock()

	timer := time.NewTimer(timeout)
	defer timer.Stop()
	over := timeout == 0
	for {
		if out, ok := s.collect(p, limit, over); ok {
			return out, nil
		}
		select {
		case <-p.wake:
		case err := <-p.ended:
			return nil, err
		case <-timer.C:
			over = true
		case <-ctx.Done():
			over = true
		case <-s.ctx.Done():
			return nil, &Error{Code: 500, Description: "Internal Server Error: restart"}
		}
	}
}

// collect ends the poll with what there is; with nothing it goes on, unless its time is over.
func (s *Server) collect(p *poll, limit int, over bool) ([]json.RawMessage, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poll != p {
		return nil, false // Another call has ended this one; its reason is on the way.
	}
	out := s.batch(limit)
	if len(out) == 0 && !over {
		return nil, false
	}
	s.queue.poll = nil
	s.queue.finished = time.Now()
	return out, true
}

// pace clamps a poll's limit and timeout, and slows down one that asks for the same again at once.
func (s *Server) pace(c *call) (limit int, timeout time.Duration) {
	q, now, offset := &s.queue, time.Now(), c.int("offset")
	limit = 100
	if c.has("limit") {
		limit = int(min(max(c.int("limit"), 1), 100))
	}
	timeout = time.Duration(min(max(c.int("timeout"), 0), 50)) * time.Second
	if offset == q.lastOffset {
		if now.Sub(q.finished) < 500*time.Millisecond {
			limit = 1
		}
		if timeout < 3*time.Second && now.Sub(q.started) < 3*time.Second {
			timeout = 3 * time.Second
		}
	}
	q.lastOffset, q.started = offset, now
	return limit, timeout
}
