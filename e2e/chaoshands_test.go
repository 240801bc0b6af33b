package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
)

// How long a hand waits for what she needs to go on, and for anything at all, before she does something else.
const (
	patience   = 10 * time.Second
	impatience = 2 * time.Second
)

// hand is somebody in a chaos: she types, taps and reads.
type hand struct {
	*apitest.User
	name   string
	act    func(*hand)
	random *rand.Rand
	acts   int // messages and taps so far

	mu    sync.Mutex
	chat  []botapi.Message    // what oldhand wrote, as it is now
	shown map[string]struct{} // every text that ever stood there
	news  chan struct{}       // holds one when something has come since
}

// read takes in all that comes.
func (h *hand) read(events <-chan botapi.Event) {
	for e := range events {
		if e.Kind != botapi.Came && e.Kind != botapi.Edited || !e.Message.FromBot() {
			continue
		}
		h.mu.Lock()
		if i := slices.IndexFunc(h.chat, func(m botapi.Message) bool { return m.ID == e.Message.ID }); i >= 0 {
			h.chat[i] = e.Message
		} else {
			h.chat = append(h.chat, e.Message)
		}
		h.shown[e.Message.Words()] = struct{}{}
		h.mu.Unlock()
		select {
		case h.news <- struct{}{}:
		default:
		}
	}
}

// hasReadAll says whether she has taken in what her chat shows.
func (h *hand) hasReadAll() error {
	read := h.texts()
	for _, m := range h.History().FromBot() {
		if !slices.Contains(read, m.Words()) {
			return fmt.Errorf("%s has not read %q", h.name, m.Words())
		}
	}
	return nil
}

// texts are all that were ever shown to her.
func (h *hand) texts() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.shown))
}

// await waits for a message that is so, the newest first; false: she has lost patience.
func (h *hand) await(ok func(botapi.Message) bool) (found botapi.Message, there bool) {
	late := time.After(patience)
	for {
		h.mu.Lock()
		for _, m := range slices.Backward(h.chat) {
			if ok(m) {
				h.mu.Unlock()
				return m, true
			}
		}
		h.mu.Unlock()
		select {
		case <-h.news:
		case <-late:
			return found, false
		}
	}
}

// next waits until anything comes.
func (h *hand) next() {
	select {
	case <-h.news:
	case <-time.After(impatience):
	}
}

// say writes, and gives the number of the message.
func (h *hand) say(format string, args ...any) int64 {
	select {
	case <-h.news: // of before
	default:
	}
	h.acts++
	return h.Say(fmt.Sprintf(format, args...))
}

// tap presses the first button of a message that is labelled so, now and then twice.
func (h *hand) tap(m botapi.Message, label string) {
	if label = buttonWith(m, label); label == "" {
		return
	}
	for range 1 + h.random.IntN(5)/4 {
		if _, err := h.Tap(m.ID, label); err == nil {
			h.acts++
		}
	}
}

// one gives one of the last few orders that she has read of, with items of it; 0: she knows none.
func (h *hand) one() (number string, skus []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var texts []string
	for _, m := range h.chat[max(0, len(h.chat)-30):] {
		if orderNumber.MatchString(m.Words()) {
			texts = append(texts, m.Words())
		}
	}
	if len(texts) == 0 {
		return "0", []string{sku(0)}
	}
	text := texts[h.random.IntN(len(texts))]
	numbers := orderNumber.FindAllStringSubmatch(text, -1)
	skus = hotSKU.FindAllString(text, -1)
	if len(skus) == 0 {
		skus = []string{h.hot()}
	}
	return numbers[h.random.IntN(len(numbers))][1], skus
}

var hotSKU = regexp.MustCompile(`H\d\d`)

// hot is an item that many want.
func (h *hand) hot() string { return sku(min(h.random.IntN(hotItems), h.random.IntN(hotItems))) }

// pick gives one of some.
func pick[T any](h *hand, some ...T) T { return some[h.random.IntN(len(some))] }

// press taps on one of some buttons of the last messages, and gives which of which message; "": there is none.
func (h *hand) press(labels ...string) (card botapi.Message, label string) {
	h.mu.Lock()
	last := slices.Clone(h.chat[max(0, len(h.chat)-12):])
	h.mu.Unlock()
	h.random.Shuffle(len(last), func(i, j int) { last[i], last[j] = last[j], last[i] })
	for _, m := range last {
		has := slices.DeleteFunc(slices.Clone(labels), func(label string) bool { return buttonWith(m, label) == "" })
		if len(has) > 0 {
			card, label = m, pick(h, has...)
			h.tap(card, label)
			break
		}
	}
	h.next()
	return card, label
}

// sell is what a seller does.
func (h *hand) sell() {
	number, skus := h.one()
	switch n := h.random.IntN(100); {
	case n < 45:
		words := fmt.Sprintf("%d %s", 1+h.random.IntN(8), h.hot())
		if h.random.IntN(3) == 0 {
			words += fmt.Sprintf(" and %d %s", 1+h.random.IntN(8), h.hot())
		}
		said := h.say("%s tomorrow", words)
		if card, there := h.await(func(m botapi.Message) bool { return m.ID > said && hasConfirm(m) }); there {
			h.tap(card, confirmButton)
			h.await(func(m botapi.Message) bool { return m.ID >= card.ID && !hasConfirm(m) })
		}
	case n < 65:
		said := h.say("change %s in #%s to %d", pick(h, skus...), number, h.random.IntN(9))
		changing := func(m botapi.Message) string { return buttonWith(m, "Change #") + buttonWith(m, "Ask ") }
		if card, there := h.await(func(m botapi.Message) bool {
			return m.ID > said && (changing(m) != "" || strings.Contains(m.Words(), number))
		}); there && changing(card) != "" {
			h.tap(card, changing(card))
			h.next()
		}
	case n < 75:
		h.say("cancel #%s", number)
		h.next()
	case n < 80:
		h.say("got #%s", number)
		h.next()
	default:
		h.press("✓ Got", "Undo", "Change #", "Ask ", confirmButton)
	}
}

// keepShop is what somebody of a distributor does.
func (h *hand) keepShop() {
	number, skus := h.one()
	switch n := h.random.IntN(100); {
	case n < 25:
		h.say(pick(h, "accept #%s", "#%s is ready", "#%s handed over", "cancel #%s"), number)
		h.next()
	case n < 40:
		h.say("#%s only %d %s", number, h.random.IntN(5), pick(h, skus...))
		h.next()
	case n < 50:
		h.say("restocked %s +%d", h.hot(), 1+h.random.IntN(40))
		h.press("Set it")
	default:
		card, label := h.press("Accept all", "Ready", "Handed over", "Refuse", "Agree", "Keep it", "Leave it as it is", "Set it")
		if label != "Refuse" {
			return
		}
		if why, there := h.await(func(m botapi.Message) bool { return m.ID >= card.ID && buttonWith(m, "Closed") != "" }); there {
			h.tap(why, pick(h, "Sold out", "Closed"))
		}
	}
}
