package intents

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// closePools runs the job of the minute, and delivers what it says.
func (h *hamlet) closePools() {
	h.t.Helper()
	if err := h.village.closer(h.pool, h.clock).Work(h.ctx, nil); err != nil {
		h.t.Fatal(err)
	}
	h.receiveAll()
}

// longAgo is a morning that is over by the clock of every database.
var longAgo = time.Date(2020, 11, 23, 9, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60))

func TestEverybodyIsToldOnceWhatCameOfAPool(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.now = longAgo
	li, wang, xinyi := h.phones["li"], h.phones["wang"], "Xinyi"
	h.says(li, "pool with others for P-3, I take 40", false) // there is no tier
	if !strings.Contains(li.seen(), "need no pool") {
		t.Fatal(li.seen())
	}
	h.settle1("xin", "Xin", "en", bot.Distributor, xinyi)
	h.says(li, "pool for paper gift bag, I take 60, closes 16:00", false)
	h.tapsOn(li, "Open it: 60")
	h.says(wang, "有什么拼单", false)
	h.tapsOn(wang, "1 B500")
	h.says(wang, "40个", false)
	h.tapsOn(wang, "我拼40个")
	h.says(h.phones["xin"], "open pools", false)
	h.sees(h.phones["xin"], "100 pcs so far, enough")
	for _, name := range []string{"Li", "王姐"} {
		if strings.Contains(wang.seen()+li.seen()+h.phones["xin"].seen(), name) {
			t.Errorf("%s is named", name)
		}
	}
	h.now = longAgo.Add(7 * time.Hour)
	for range 2 {
		h.closePools()
	}
	for p, want := range map[*phone]string{li: "The pool is full", wang: "拼成了", h.phones["xin"]: "From a pool of 2 sellers, 100 in all"} {
		if got := strings.Count(p.seen(), want); got != 1 && p != h.phones["xin"] || got == 0 {
			t.Errorf("%s read %q %d times:\n%s", p.name, want, got, p.seen())
		}
	}
	if got := h.open(li); len(got) != 1 || got[0].Total != 60*38 {
		t.Errorf("%+v", got)
	}
	h.says(li, "cancel #1001", false)
	h.sees(li, "#1001: ordered by a pool")
	h.says(li, "20 A1023 tomorrow", false)
	h.tapsOn(li, "Confirm")
	m := h.written(li, "undo", false) // in reply to a card that is about both
	m.ReplyTo = 1
	h.turn(li, bot.Turn{Message: m, About: dialogue.About(meaning.Focus{Order: &meaning.Placed{Number: 1001, Numbers: []int64{1001, 1003}}})})
	h.sees(li, "Undone: #1003", "#1001: ordered by a pool")
	h.says(li, "#1001 to Friday 9am", false)
	h.tapsOn(li, "Change #1001")
	h.sees(li, "#1001 is changed")
}

// pools has Li, alone, fill a pool of bags and one of hair clips short of its goal, both until four.
func (h *hamlet) pools() {
	h.t.Helper()
	h.now = longAgo
	li := h.phones["li"]
	h.says(li, "pool for A1023, I take 5, closes 16:00", false)
	h.tapsOn(li, "Open it: 5")
	h.says(li, "pool for paper gift bag, I take 60, closes 16:00", false)
	h.tapsOn(li, "Open it: 60")
	h.says(li, "100", false)
	h.tapsOn(li, "I take 100")
	h.now = longAgo.Add(7 * time.Hour)
}

// What a pool orders is fetched on a day on which the distributor is open, however far ahead; where none is in sight it goes back.
func TestAPoolOrdersForADayThatIsOpen(t *testing.T) {
	t.Parallel()
	for closed, want := range map[int]string{20: "2020-12-13", 90: ""} {
		h := newHamlet(t)
		h.pools()
		li := h.phones["li"]
		var days []time.Time
		for n := range closed {
			days = append(days, h.now.AddDate(0, 0, n))
		}
		err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
			return h.village.Openings.Set(h.ctx, tx, "Xinyi", pickup.HoursChange{Closed: days})
		})
		if err != nil {
			t.Fatal(err)
		}
		h.closePools()
		open := h.open(li)
		if want == "" {
			h.sees(li, "Xinyi is closed for weeks", "Your 100 pcs have gone back")
			if len(open) > 0 {
				t.Errorf("%+v", open)
			}
			continue
		}
		if len(open) != 1 || open[0].When.Day.Format(time.DateOnly) != want {
			t.Errorf("%+v", open)
		}
	}
}

// A pool that cannot be closed keeps no other from it.
func TestOnePoolThatCannotBeClosed(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.pools()
	if _, err := h.pool.Exec(h.ctx, `ALTER TABLE pools ADD CONSTRAINT stuck CHECK (open OR id <> 1)`); err != nil {
		t.Fatal(err)
	}
	if err := h.village.closer(h.pool, h.clock).Work(h.ctx, nil); err == nil || !strings.Contains(err.Error(), "stuck") {
		t.Error(err)
	}
	if open := h.open(h.phones["li"]); len(open) != 1 || open[0].Lines[0].SKU != "B500" {
		t.Errorf("%+v", open)
	}
}

// Who is in a pool whose time has come is forgotten when it is settled what came of it: until then others count on her share.
func TestNobodyIsForgottenOutOfAPoolThatCloses(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.now = longAgo
	h.says(li, "pool for A1023, I take 5, closes 16:00", false)
	h.tapsOn(li, "Open it: 5")
	h.says(li, "forget me", false)
	h.now = longAgo.Add(7 * time.Hour)
	h.tapsOn(li, "Forget me for good")
	h.sees(li, "a pool of yours has just closed")
	h.says(li, "forget me", false)
	h.sees(li, "a pool of yours has just closed")
	h.closePools()
	h.sees(li, "Your 5 pcs have gone back")
	h.says(li, "forget me", false)
	h.tapsOn(li, "Forget me for good")
	h.sees(li, "I have forgotten you")
}

// A second tap, another's button and a tap that comes too late order nothing more.
func TestATapOnAPoolCountsOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.now = longAgo
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "pool for paper gift bag, I take 60, closes 16:00", false)
	card, open, ok := li.button("Open it: 60")
	if !ok {
		t.Fatal(li.seen())
	}
	h.taps(wang, card, open) // which is not hers
	h.taps(li, card, open)
	h.taps(li, card, open)
	h.says(li, "add 20 more", false)
	_, join, ok := li.button("I take 80")
	if !ok {
		t.Fatal(li.seen())
	}
	h.taps(wang, received{}, join) // a number of her own
	for range 2 {
		h.taps(li, received{}, join)
	}
	h.sees(li, "160 pcs so far", "Yours: 80 pcs")
	h.now = longAgo.Add(7 * time.Hour)
	h.taps(wang, received{}, join)
	if got := append(h.open(li), h.open(wang)...); len(got) != 2 || got[0].Lines[0].Quantity != 80 || got[1].Lines[0].Quantity != 80 {
		t.Errorf("%+v", got)
	}
}

// Two who propose a pool of the same goods at once: one opens it, the other is shown it and is in nothing until she taps.
func TestTwoOpenOnePool(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "pool for paper gift bag, I take 60, closes 16:00", false)
	h.says(wang, "拼单 礼品纸袋，我要40个，15点截止", false)
	settles := []bot.TxFunc{h.prepare(li, h.tap(li, "Open it: 60")), h.prepare(wang, h.tap(wang, "开拼：40个"))}
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
	all, err := h.village.Pools.All(h.ctx, 0, "")
	if err != nil || len(all) != 1 || all[0].Pooled != 60 && all[0].Pooled != 40 {
		t.Errorf("%+v, %v", all, err)
	}
}
