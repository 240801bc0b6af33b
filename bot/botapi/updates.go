package botapi

import (
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"
)

// lifetimes is how long an update waits to be fetched, by kind; one of any other kind waits a day.
var lifetimes = map[string]time.Duration{
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

// reader is who fetches the updates, a poll or a webhook; a bot has one at a time. The queue's lock is held when its
// methods are called.
type reader interface {
	wake(lane string) // an update of the lane waits
	stop(why error)   // it reads no more
}

// queue is the updates that wait to be fetched.
type queue struct {
	now     func() time.Time
	journal *journal
	mu      sync.Mutex
	waiting []*update // oldest first
	next    int64     // id of the next update
	allowed []string  // the kinds that the bot asked for
	reader  reader    // nil: nobody fetches
}

func newQueue(now func() time.Time, j *journal) *queue {
	return &queue{now: now, journal: j, next: rand.Int64N(1<<29) + 1<<28, allowed: defaultKinds()}
}

// push puts an update at the end of the queue, if the bot asked for its kind, and tells the reader.
func (q *queue) push(kind, lane string, content any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !slices.Contains(q.allowed, kind) {
		return
	}
	body, err := json.Marshal(map[string]any{"update_id": q.next, kind: content})
	if err != nil {
		slog.Error("encode an update", "error", err)
		return
	}
	keep, ok := lifetimes[kind]
	if !ok {
		keep = 24 * time.Hour
	}
	u := &update{ID: q.next, Lane: lane, Expires: q.now().Add(keep), Body: body}
	q.next++
	q.waiting = append(q.waiting, u)
	q.journal.save(record{Update: u})
	if q.reader != nil {
		q.reader.wake(lane)
	}
}

// renumber drops what waits and gives the next update the number next.
func (q *queue) renumber(next int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting, q.next = nil, next
	q.journal.save(record{NextUpdate: next})
}

// turnTo makes r the reader; the one before is told why it stops. q.mu is held.
func (q *queue) turnTo(r reader, why error) {
	if q.reader != nil {
		q.reader.stop(why)
	}
	q.reader = r
}

// allow sets which kinds of update are queued from now on; nil leaves them as they are. q.mu is held.
func (q *queue) allow(kinds []string) {
	if kinds != nil {
		q.allowed = kinds
		q.journal.save(record{Allowed: kinds})
	}
}

// allowedUpdates reads which kinds of update the bot asks for; nil is no word about them.
func (c *call) allowedUpdates() []string {
	var names []string
	if !c.has("allowed_updates") || c.object("allowed_updates", &names) != nil {
		return nil
	}
	if len(names) == 0 {
		return defaultKinds()
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return !slices.Contains(names, k) })
}

// confirm drops the updates with ids below a number. q.mu is held.
func (q *queue) confirm(below int64) {
	before := len(q.waiting)
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool { return u.ID < below })
	if len(q.waiting) < before {
		q.journal.save(record{Confirmed: below})
	}
}

// seek applies a poll's offset. q.mu is held.
func (q *queue) seek(offset int64) {
	switch n := len(q.waiting); {
	case offset < 0 && n > int(-offset):
		q.confirm(q.waiting[n+int(offset)].ID)
	case offset > 0 && offset <= q.next+10:
		q.confirm(offset)
	}
}

// expire drops the updates whose time is over. q.mu is held.
func (q *queue) expire() {
	now := q.now()
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool { return now.After(u.Expires) })
}

// startPoll makes p the reader, in place of an earlier poll, and applies what its call says.
func (q *queue) startPoll(p *poll, offset int64, allowed []string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, active := q.reader.(*hook); active {
		return errHookActive
	}
	q.turnTo(p, errOtherPoll)
	q.allow(allowed)
	q.seek(offset)
	return nil
}

// endPoll ends a poll with up to limit updates. With none it goes on, unless its time is over.
func (q *queue) endPoll(p *poll, limit int, over bool) (updates []json.RawMessage, ended bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.reader != p {
		return nil, false // Another call has ended this one; its reason is on the way.
	}
	q.expire()
	updates = []json.RawMessage{}
	for _, u := range q.waiting[:min(limit, len(q.waiting))] {
		updates = append(updates, u.Body)
	}
	if len(updates) == 0 && !over {
		return nil, false
	}
	q.reader = nil
	return updates, true
}

// attach makes a webhook the reader, with or without the updates that wait.
func (q *queue) attach(h *hook, allowed []string, drop bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.turnTo(h, errPollWebhook)
	q.allow(allowed)
	if drop {
		q.confirm(q.next)
	}
	for _, u := range q.waiting {
		h.wake(u.Lane)
	}
}

// detach stops a webhook, if it is still the active one.
func (q *queue) detach(h *hook) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.reader == h {
		q.turnTo(nil, nil)
	}
}

// drop drops all that waits.
func (q *queue) drop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.confirm(q.next)
}

// state gives the active webhook, or nil, and how many updates wait.
func (q *queue) state() (active *hook, waiting int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	active, _ = q.reader.(*hook)
	return active, len(q.waiting)
}

// oldest gives a lane's oldest update to the active webhook; nil if there is none, or h is not active any more.
func (q *queue) oldest(h *hook, lane string) *update {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.expire()
	for _, u := range q.waiting {
		if u.Lane == lane && q.reader == h {
			return u
		}
	}
	return nil
}

// delivered takes an update off the queue.
func (q *queue) delivered(u *update) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = slices.DeleteFunc(q.waiting, func(w *update) bool { return w == u })
	q.journal.save(record{Delivered: u.ID})
}

func (q *queue) apply(r record) {
	q.mu.Lock()
	defer q.mu.Unlock()
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
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool { return u.ID < r.Confirmed || u.ID == r.Delivered })
	q.expire()
}

func (q *queue) snapshot() []record {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := []record{{Allowed: q.allowed}}
	for _, u := range q.waiting {
		all = append(all, record{Update: u})
	}
	return append(all, record{NextUpdate: q.next})
}
