package botapi

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"
)

// answerable is how long a query that is not answered can be; Telegram does not publish its own limit.
const answerable = 5 * time.Minute

// Answer is what the bot answered to a press.
type Answer struct {
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Query is a press of a button that waits for the bot's answer.
type Query struct {
	ID   string
	Data string
	user int64
	ends time.Time
	done chan struct{} // closed by the first answer
	got  Answer
}

// Answer waits until the bot answers. It returns ctx's error when the bot has not by then.
func (q *Query) Answer(ctx context.Context) (Answer, error) {
	select {
	case <-q.done:
		return q.got, nil
	case <-ctx.Done():
		return Answer{}, context.Cause(ctx)
	}
}

// Answered says whether the bot has answered.
func (q *Query) Answered() bool {
	select {
	case <-q.done:
		return true
	default:
		return false
	}
}

// queries is what waits for the bot's answer.
type queries struct {
	now      func() time.Time
	queue    *queue
	watchers *watchers
	mu       sync.Mutex
	presses  map[string]*Query
	inline   map[string]time.Time // when an inline query ends; no User makes any
}

func newQueries(now func() time.Time, q *queue, ws *watchers) *queries {
	return &queries{now: now, queue: q, watchers: ws, presses: map[string]*Query{}, inline: map[string]time.Time{}}
}

func (qs *queries) methods() map[string]method {
	return map[string]method{"answerCallbackQuery": qs.answerCallbackQuery, "answerInlineQuery": qs.answerInlineQuery}
}

// press queues a callback query about a message. The lock of c's chats is held.
func (qs *queries) press(from *Profile, c *chat, messageID int64, data string) *Query {
	q := &Query{ID: newQueryID(), Data: data, user: c.ID, ends: qs.now().Add(answerable), done: make(chan struct{})}
	qs.mu.Lock()
	maps.DeleteFunc(qs.presses, func(_ string, old *Query) bool { return old.Answered() && qs.now().After(old.ends) })
	qs.presses[q.ID] = q
	qs.mu.Unlock()
	var about any = map[string]any{"chat": c.Chat, "message_id": messageID, "date": 0} // no longer accessible
	if e := c.find(messageID); e != nil {
		about = e.Message
	}
	qs.queue.push("callback_query", "press "+strconv.FormatInt(from.ID, 10), map[string]any{
		"id": q.ID, "from": from, "message": about, "chat_instance": strconv.FormatInt(c.ID*7919, 10), "data": data,
	})
	return q
}

func newQueryID() string { return strconv.FormatUint(rand.Uint64()|1<<62, 10) }

// unanswered lists the presses that the bot left without an answer.
func (qs *queries) unanswered() (all []Violation) {
	qs.mu.Lock()
	defer qs.mu.Unlock()
	for _, q := range qs.presses {
		if !q.Answered() {
			all = append(all, Violation{"unanswered press", "callback query " + q.ID + " with data " + q.Data})
		}
	}
	return all
}

func (qs *queries) answerCallbackQuery(c *call) (any, error) {
	qs.mu.Lock()
	defer qs.mu.Unlock()
	q := qs.presses[c.str("callback_query_id")]
	if q == nil || qs.now().After(q.ends) {
		return nil, errOldQuery
	}
	if utf8.RuneCountInString(c.str("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	if q.Answered() {
		return true, nil
	}
	q.got = Answer{Text: c.str("text"), Alert: c.bool("show_alert"), URL: c.str("url")}
	close(q.done)
	qs.watchers.tell(q.user, Event{Kind: Answered, Answer: &q.got, Query: q.ID})
	return true, nil
}

var inlineKinds = []string{"article", "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document", "location", "venue", "contact", "game"}

func (qs *queries) answerInlineQuery(c *call) (any, error) {
	var raw []json.RawMessage
	if err := c.object("results", &raw); err != nil {
		return nil, bad("can't parse JSON encoded inline query results: %s", err)
	}
	if len(raw) > 50 {
		return nil, bad("too many inline query results specified")
	}
	var ids []string
	for _, r := range raw {
		var in struct {
			Type string
			ID   *string
		}
		if json.Unmarshal(r, &in) != nil {
			return nil, bad("can't parse inline query result: inline query result must be an object")
		}
		switch {
		case in.ID == nil:
			return nil, bad("can't parse inline query result: Can't find field \"id\"")
		case !slices.Contains(inlineKinds, in.Type):
			return nil, bad("can't parse inline query result: type \"%s\" is unsupported for the inline query result", in.Type)
		case len(*in.ID) == 0 || len(*in.ID) > 64:
			return nil, bad("RESULT_ID_INVALID")
		case slices.Contains(ids, *in.ID):
			return nil, bad("RESULT_ID_DUPLICATE")
		}
		ids = append(ids, *in.ID)
	}
	qs.mu.Lock()
	defer qs.mu.Unlock()
	if ends, live := qs.inline[c.str("inline_query_id")]; !live || qs.now().After(ends) {
		return nil, errOldQuery
	}
	return true, nil
}
