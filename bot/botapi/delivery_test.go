package botapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// scenarios are the cases of the group delivery. Each runs in a bubble in which time passes only when all wait.
var scenarios = map[string]func(*testing.T){
	"delivery-001": inBubble(unconfirmedComeBack),
	"delivery-004": inBubble(farOffsetIsIgnored),
	"delivery-005": inBubble(limitAndTimeoutAreClamped),
	"delivery-006": inBubble(hastyRepeatGivesOne),
	"delivery-007": inBubble(hastyEmptyPollIsHeld),
	"delivery-008": inBubble(longPollWakesAtOnce),
	"delivery-009": inBubble(secondPollEndsTheFirst),
	"delivery-011": inBubble(webhookEndsThePoll),
	"delivery-013": inBubble(reactionsAreOffByDefault),
	"delivery-016": inBubble(idsGrowByOne),
	"delivery-017": inBubble(webhookCarriesTheSecret),
	"delivery-018": inBubble(failedCallIsRepeated),
	"delivery-020": inBubble(chatsRunInParallel),
	"delivery-021": inBubble(pressOvertakesMessage),
	"delivery-022": inBubble(failureBlocksItsOwnChat),
	"delivery-024": inBubble(goneWebhookIsRemoved),
	"delivery-025": inBubble(queueOutlivesTheWebhook),
	"delivery-026": inBubble(pendingUpdatesAreDropped),
	"delivery-027": inBubble(pollSurvivesWhatCannotBeRead),
}

// world is a server with two users and a webhook whose answers the test decides.
type world struct {
	*testing.T
	s    *Server
	hook *hookDouble
}

func inBubble(f func(*world)) func(*testing.T) {
	return func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			h := &hookDouble{}
			s, err := New(Config{Token: testToken, Webhook: Direct(h)})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			f(&world{t, s, h})
		})
	}
}

// hookDouble is the bot's webhook: it keeps what came and asks respond for the status.
type hookDouble struct {
	mu      sync.Mutex
	got     []string // texts of messages, data of presses
	at      []time.Time
	secret  string
	respond func(what string) int
}

func (h *hookDouble) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u testUpdate
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		panic(err)
	}
	h.mu.Lock()
	h.got = append(h.got, u.what())
	h.at = append(h.at, time.Now())
	h.secret = r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	respond := h.respond
	h.mu.Unlock()
	if respond != nil {
		w.WriteHeader(respond(u.what()))
	}
}

func (h *hookDouble) seen() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.got)
}

type testUpdate struct {
	ID       int64 `json:"update_id"`
	Message  *Message
	Callback *struct{ Data string } `json:"callback_query"`
}

func (u testUpdate) what() string {
	if u.Callback != nil {
		return u.Callback.Data
	}
	if u.Message != nil {
		return u.Message.Text
	}
	return ""
}

// reply is what a method answered.
type reply struct {
	OK          bool
	Result      json.RawMessage
	Description string
}

func (w *world) call(method string, params map[string]any) reply {
	return w.callUntil(context.Background(), method, params)
}

func (w *world) callUntil(ctx context.Context, method string, params map[string]any) reply {
	rec := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "http://localhost/bot"+testToken+"/"+method, strings.NewReader(plain(params)))
	r.Header.Set("Content-Type", "application/json")
	w.s.Handler().ServeHTTP(rec, r)
	var out reply
	if err := json.Unmarshal(rec.Body.Bytes(), &out); err != nil {
		w.Errorf("%s: %v in %q", method, err, rec.Body)
	}
	return out
}

func (w *world) poll(params map[string]any) []testUpdate {
	w.Helper()
	r := w.call("getUpdates", params)
	var out []testUpdate
	if err := json.Unmarshal(r.Result, &out); err != nil {
		w.Errorf("getUpdates: %v in %+v", err, r)
	}
	return out
}

func (w *world) say(texts ...string) {
	for _, text := range texts {
		w.s.User(1).Say(text)
	}
}

// pass lets the bubble's time go by.
func pass(d time.Duration) { <-time.After(d) }

func texts(all []testUpdate) []string {
	out := []string{}
	for _, u := range all {
		out = append(out, u.what())
	}
	return out
}

func (w *world) want(got []string, want ...string) {
	w.Helper()
	if !slices.Equal(got, want) {
		w.Errorf("got %v, want %v", got, want)
	}
}

func (w *world) setWebhook(more ...string) {
	w.Helper()
	p := map[string]any{"url": "https://bot.example.com/h"}
	for i := 0; i+1 < len(more); i += 2 {
		p[more[i]] = more[i+1]
	}
	if r := w.call("setWebhook", p); !r.OK {
		w.Fatal(r.Description)
	}
}

func unconfirmedComeBack(w *world) {
	w.say("a", "b", "c")
	w.want(texts(w.poll(nil)), "a", "b", "c")
	pass(time.Second)
	w.want(texts(w.poll(nil)), "a", "b", "c")
}

func farOffsetIsIgnored(w *world) {
	w.say("a", "b")
	last := w.poll(nil)[1].ID
	w.want(texts(w.poll(map[string]any{"offset": last + 100})), "a", "b")
}

func limitAndTimeoutAreClamped(w *world) {
	for i := range 150 {
		w.say(fmt.Sprint(i))
	}
	if n := len(w.poll(map[string]any{"limit": 500})); n != 100 {
		w.Errorf("limit 500 gave %d", n)
	}
	pass(time.Second)
	all := w.poll(map[string]any{"limit": 0})
	if len(all) != 1 {
		w.Errorf("limit 0 gave %d", len(all))
	}
	start := time.Now()
	if rest := w.poll(map[string]any{"offset": all[0].ID + 150, "timeout": 999}); len(rest) != 0 || time.Since(start) != 50*time.Second {
		w.Errorf("%d updates after %s", len(rest), time.Since(start))
	}
}

func hastyRepeatGivesOne(w *world) {
	w.say("a", "b", "c")
	first := w.poll(nil)[0].ID
	w.want(texts(w.poll(map[string]any{"offset": first})), "a", "b", "c")
	w.want(texts(w.poll(map[string]any{"offset": first})), "a")
}

func hastyEmptyPollIsHeld(w *world) {
	w.poll(map[string]any{"offset": 7})
	start := time.Now()
	if got := w.poll(map[string]any{"offset": 7}); len(got) != 0 || time.Since(start) != 3*time.Second {
		w.Errorf("%d updates after %s", len(got), time.Since(start))
	}
}

func longPollWakesAtOnce(w *world) {
	start := time.Now()
	var wg sync.WaitGroup
	wg.Go(func() {
		w.want(texts(w.poll(map[string]any{"timeout": 30})), "a")
		if time.Since(start) != time.Second {
			w.Errorf("woke after %s", time.Since(start))
		}
	})
	pass(time.Second)
	w.say("a")
	wg.Wait()
}

func secondPollEndsTheFirst(w *world) {
	var wg sync.WaitGroup
	wg.Go(func() {
		if r := w.call("getUpdates", map[string]any{"timeout": 30}); r.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
			w.Errorf("first poll: %+v", r)
		}
	})
	synctest.Wait()
	wg.Go(func() { w.want(texts(w.poll(map[string]any{"timeout": 30})), "a") })
	synctest.Wait()
	w.say("a")
	wg.Wait()
}

func webhookEndsThePoll(w *world) {
	var wg sync.WaitGroup
	wg.Go(func() {
		if r := w.call("getUpdates", map[string]any{"timeout": 30}); r.Description != "Conflict: terminated by setWebhook request" {
			w.Errorf("poll: %+v", r)
		}
	})
	synctest.Wait()
	w.setWebhook()
	wg.Wait()
}

func reactionsAreOffByDefault(w *world) {
	u := w.s.User(1)
	u.Say("a")
	w.s.Push("message_reaction", map[string]any{"message_id": 1})
	w.want(texts(w.poll(nil)), "a")
	w.call("getUpdates", map[string]any{"allowed_updates": []string{"message_reaction"}, "offset": -1})
	w.s.Push("message_reaction", map[string]any{"message_id": 1})
	if n := len(w.poll(nil)); n != 2 {
		w.Errorf("asked for reactions, got %d updates", n)
	}
}

func idsGrowByOne(w *world) {
	w.say("a", "b")
	got := w.poll(nil)
	if got[1].ID != got[0].ID+1 {
		w.Errorf("ids %d, %d", got[0].ID, got[1].ID)
	}
	w.s.NumberUpdates(5)
	w.say("c")
	pass(time.Second)
	if got := w.poll(nil); len(got) != 1 || got[0].ID != 5 {
		w.Errorf("after a restart of the ids: %+v", got)
	}
}

func webhookCarriesTheSecret(w *world) {
	w.setWebhook("secret_token", "s3cret")
	w.say("a")
	synctest.Wait()
	w.want(w.hook.seen(), "a")
	if w.hook.secret != "s3cret" {
		w.Errorf("secret %q", w.hook.secret)
	}
	if info := string(w.call("getWebhookInfo", nil).Result); !strings.Contains(info, `"pending_update_count":0`) {
		w.Error(info)
	}
}

func failedCallIsRepeated(w *world) {
	left := 4
	w.hook.respond = func(string) int {
		if left--; left >= 0 {
			return 500
		}
		return 200
	}
	w.setWebhook()
	start := time.Now()
	w.say("a")
	pass(time.Minute)
	w.want(w.hook.seen(), "a", "a", "a", "a", "a")
	var waits []time.Duration
	for _, at := range w.hook.at {
		waits = append(waits, at.Sub(start))
	}
	if want := []time.Duration{0, 0, 2e9, 6e9, 14e9}; !slices.Equal(waits, want) {
		w.Errorf("called after %v, want %v", waits, want)
	}
}

// hold makes the webhook keep one update open until the returned function is called.
func (w *world) hold(what string) func() {
	release := make(chan struct{})
	w.hook.respond = func(got string) int {
		if got == what {
			<-release
		}
		return 200
	}
	return func() { close(release) }
}

func chatsRunInParallel(w *world) {
	release := w.hold("m1")
	w.setWebhook()
	w.say("m1", "m2")
	synctest.Wait()
	w.s.User(2).Say("m3")
	synctest.Wait()
	w.want(w.hook.seen(), "m1", "m3")
	release()
	synctest.Wait()
	w.want(w.hook.seen(), "m1", "m3", "m2")
}

func pressOvertakesMessage(w *world) {
	release := w.hold("m")
	w.setWebhook()
	w.say("m")
	synctest.Wait()
	w.s.User(1).Callback(1, "pressed")
	synctest.Wait()
	w.want(w.hook.seen(), "m", "pressed")
	release()
}

func failureBlocksItsOwnChat(w *world) {
	w.hook.respond = func(what string) int {
		if what == "a1" {
			return 500
		}
		return 200
	}
	w.setWebhook()
	w.say("a1", "a2")
	pass(time.Second)
	w.s.User(2).Say("b1")
	pass(time.Minute)
	got := w.hook.seen()
	if !slices.Contains(got, "b1") || slices.Contains(got, "a2") {
		w.Errorf("got %v", got)
	}
}

func goneWebhookIsRemoved(w *world) {
	w.hook.respond = func(string) int { return http.StatusGone }
	w.setWebhook()
	w.say("a")
	pass(22 * time.Hour)
	if info := string(w.call("getWebhookInfo", nil).Result); !strings.Contains(info, "bot.example.com") {
		w.Errorf("after 22 h: %s", info)
	}
	pass(2 * time.Hour)
	if info := string(w.call("getWebhookInfo", nil).Result); !strings.Contains(info, `"url":""`) {
		w.Errorf("after 24 h: %s", info)
	}
}

func queueOutlivesTheWebhook(w *world) {
	w.hook.respond = func(string) int { return 500 }
	w.setWebhook()
	w.say("a")
	synctest.Wait()
	w.call("deleteWebhook", nil)
	w.want(texts(w.poll(nil)), "a")
}

func pendingUpdatesAreDropped(w *world) {
	w.say("a")
	w.call("deleteWebhook", map[string]any{"drop_pending_updates": true})
	w.want(texts(w.poll(nil)))
}

// Faults of the calls themselves are made, and tested, in apitest.
func pollSurvivesWhatCannotBeRead(w *world) {
	w.say("a")
	w.s.Push("message", json.RawMessage(`{"paid_media":{"paid_media":[{"type":"live_photo"}]}}`))
	w.say("b")
	w.want(texts(w.poll(nil)), "a", "", "b")
}
