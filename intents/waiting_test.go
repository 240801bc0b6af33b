package intents

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
)

// tellWaits tells those who were served, and delivers it.
func (h *hamlet) tellWaits() {
	h.t.Helper()
	if err := h.village.teller(h.pool, h.clock).Tell(h.ctx); err != nil {
		h.t.Fatal(err)
	}
	h.receiveAll()
}

// receiveAll delivers what waits in the ledger to be delivered to everybody.
func (h *hamlet) receiveAll() {
	h.t.Helper()
	h.arrive()
	rows, err := h.pool.Query(h.ctx, `DELETE FROM turns WHERE state = 'settled' AND message IS NULL RETURNING id, chat, reply`)
	if err != nil {
		h.t.Fatal(err)
	}
	var id bot.TurnID
	var chat bot.ChatID
	var raw []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &chat, &raw}, func() error {
		var reply bot.Reply
		if err := json.Unmarshal(raw, &reply); err != nil {
			return err
		}
		for _, p := range h.phones {
			for _, card := range reply.Cards {
				if p.person.Chat == chat {
					p.receive(received{Card: card, made: id + 1_000_000, about: reply.About})
				}
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// serveWaits runs the job of the minute.
func (h *hamlet) serveWaits() {
	h.t.Helper()
	if err := h.village.Waits.ServeDue(h.ctx); err != nil {
		h.t.Fatal(err)
	}
	h.tellWaits()
}

// sees holds what somebody reads.
func (h *hamlet) sees(p *phone, want ...string) {
	h.t.Helper()
	for _, w := range want {
		if !strings.Contains(p.seen(), w) {
			h.t.Errorf("%s: no %q in:\n%s", p.name, w, p.seen())
		}
	}
}

// came is a restock that nobody's turn tells of, as a file brings it.
func (h *hamlet) came(distributor, sku string, pieces int) {
	h.t.Helper()
	h.change(func(tx pgx.Tx) error {
		_, err := h.village.Catalogue.AddStock(h.ctx, tx, catalogue.By{}, distributor, sku, pieces)
		return err
	})
}

func TestWhatIsHeldIsOrderedByTheHolderAlone(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "tell me when there are 6 K-10", false)
	h.sees(li, "there are 6 pcs of Silicone spoon")
	h.came("Fumao", "K-10", 6) // 7
	h.says(wang, "K-10来2个，今天拿", false)
	h.sees(wang, "要2个，只剩1个了")
	h.tapsOn(wang, "K-10: 1")
	h.tapsOn(wang, "确认")
	h.sees(wang, "#1001")
	h.serveWaits()
	h.sees(li, "6 pcs are held for you until")
	h.says(li, "K-10", false)
	h.sees(li, "6 pcs left, 6 of them held for you until")
	h.replies(li, "are held for you", "4 please")
	h.sees(li, "4 pcs × 3.30 = 13.20", "Confirm")
	h.tapsOn(li, "Confirm")
	h.sees(li, "#1002")
	h.says(wang, "K-10", false)
	h.sees(wang, "还剩2个") // what she left of it is anybody's
}

// The seller who holds goods and another tap at the same moment: the holder gets what is held, and no more is sold than there is.
func TestTheHolderAndAnotherTapAtOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(wang, "K-10来1个，今天拿", false)
	early := h.prepare(wang, h.tap(wang, "确认")) // her card is older than the restock
	h.says(li, "tell me when there are 2 K-10", false)
	h.came("Fumao", "K-10", 1)
	h.serveWaits()
	h.tapsOn(li, "K-10: 2")
	settles := []bot.TxFunc{h.prepare(li, h.tap(li, "Confirm")), early}
	errs := make([]error, 2)
	var wait sync.WaitGroup
	for i, settle := range settles {
		wait.Go(func() {
			errs[i] = pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
				_, err := settle(h.ctx, tx)
				return err
			})
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if got := h.open(li); len(got) != 1 || got[0].Lines[0].Quantity != 2 || len(h.open(wang)) != 0 {
		t.Errorf("the holder has %+v, the other %+v", got, h.open(wang))
	}
}

// A kill between the restock and its words, or between the words and their end, loses and doubles nothing.
func TestAWordIsSentOnceWhateverIsKilled(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "tell me when there are 6 K-10", false)
	h.came("Fumao", "K-10", 9)
	h.jobs = nil // the process ended before its job began
	killed := errors.New("killed")
	err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
		told, err := h.village.Waits.TakeServed(h.ctx, tx, 10)
		if err != nil || len(told) != 1 {
			return fmt.Errorf("%+v, %w", told, err)
		}
		return killed
	})
	if !errors.Is(err, killed) {
		t.Fatal(err)
	}
	for range 2 {
		h.serveWaits()
	}
	if got := strings.Count(li.seen(), "6 pcs are held for you"); got != 1 {
		t.Errorf("told %d times:\n%s", got, li.seen())
	}
}

// Several things that come at once are one word, and a reply to it may point at one of them.
func TestARestockIsOneWordAPerson(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	for _, words := range []string{"tell me when there are 6 K-10", "tell me when there are 70 T-7", "tell me when A1023 is under 1 yuan"} {
		h.says(li, words, false)
	}
	h.change(func(tx pgx.Tx) error {
		var err error
		for _, sku := range []string{"T-7", "K-10"} {
			_, e := h.village.Catalogue.AddStock(h.ctx, tx, catalogue.By{}, "Fumao", sku, 50)
			err = errors.Join(err, e)
		}
		_, e := h.village.Catalogue.SetPrice(h.ctx, tx, catalogue.By{}, "Meiya", "A1023", 95)
		return errors.Join(err, e)
	})
	before := len(li.cards)
	h.serveWaits()
	if got := len(li.cards) - before; got != 1 {
		t.Fatalf("%d words", got)
	}
	h.sees(li, "6 pcs are held", "70 pcs are held", "It costs ¥0.95 now (was 1.20); 120 pcs there", "[K-10: 6 × 3.30] [T-7: 70 × 2.20] [A1023: 10 × 0.95]")
	h.replies(li, "70 pcs are held", "70 of the second one")
	h.sees(li, "70 pcs × 2.20")
}

func TestNobodyEndsAnothersWait(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "tell me when there are 6 K-10", false)
	_, drop, ok := li.button("Don't wait")
	if !ok {
		t.Fatal(li.seen())
	}
	h.taps(wang, received{}, drop)
	h.says(wang, "我在等什么", false)
	if strings.Contains(wang.seen(), "K-10 ·") || strings.Contains(wang.seen(), "要6个") {
		t.Error(wang.seen())
	}
	h.says(li, "what am I waiting for?", false)
	h.sees(li, "1. Silicone spoon · K-10", "6 pcs of it (1 now)")
}

func TestAWaitIsEndedByWords(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	for _, words := range []string{"tell me when there are 6 K-10", "tell me when K-10 is under 3 yuan", "tell me when there are 70 T-7"} {
		h.says(li, words, false)
	}
	h.says(li, "stop watching A1023", false)
	h.sees(li, "You don't wait for “A1023”", "3. Kitchen towel")
	h.says(li, "stop watching the silicone spoon", false)
	h.sees(li, "I no longer watch Silicone spoon", "1. Kitchen towel")
	h.says(li, "what am I waiting for?", false)
	if strings.Contains(li.seen(), "K-10") {
		t.Error("both waits for it are over:", li.seen())
	}
	h.taps(li, received{}, bot.Button{Choice: bot.Choice{Verb: "unwait", Args: []string{"1"}}})
	h.sees(li, "You don't wait for that any more", "1. Kitchen towel")
}

func TestThirtyWaitsAndNoMore(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	names, err := h.village.Catalogue.Find(h.ctx, catalogue.Query{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, price := range []string{"", "1"} {
		for _, item := range names.Hits {
			args := []string{fmt.Sprint(item.ID), "99999"}
			if price != "" {
				args = append(args, price)
			}
			if n++; n > 31 {
				break
			}
			h.taps(li, received{}, bot.Button{Choice: bot.Choice{Verb: "await", Args: args}})
			if full := strings.Contains(li.seen(), "You wait for 30 things"); full != (n == 31) {
				t.Fatalf("wait %d:\n%s", n, li.seen())
			}
		}
	}
	if n < 31 {
		t.Fatalf("only %d were tried", n)
	}
	h.says(li, "what am I waiting for?", false)
	h.sees(li, "30. ")
}
