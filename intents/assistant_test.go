package intents

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestSettleCanRunAgain(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "20 A1023 and 5 T-7, tomorrow 9am", false)
	settle := h.prepare(li, h.tap(li, "Confirm"))
	var replies [2]bot.Reply
	for i := range replies {
		tx, err := h.pool.Begin(h.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if replies[i], err = settle(h.ctx, tx); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			err = tx.Rollback(h.ctx)
		} else {
			err = tx.Commit(h.ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(replies[0].Cards) != 1 || len(replies[1].Cards) != 1 || len(replies[0].Pushes) != 2 || len(replies[1].Pushes) != 2 {
		t.Errorf("first %+v, then %+v", replies[0], replies[1])
	}
	if got := h.open(li); len(got) != 2 {
		t.Errorf("%d orders", len(got))
	}
}

func TestTwoAfterTheLastPieceAtOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	both := []*phone{h.phones["li"], h.phones["wang"]}
	h.says(both[0], "1 K-10 today", false)
	h.says(both[1], "K-10来1个，今天拿", false)
	settles := []bot.TxFunc{h.prepare(both[0], h.tap(both[0], "Confirm")), h.prepare(both[1], h.tap(both[1], "确认"))}
	replies := make([]bot.Reply, 2)
	errs := make([]error, 2)
	var wait sync.WaitGroup
	for i, settle := range settles {
		wait.Go(func() {
			errs[i] = pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) (err error) {
				replies[i], err = settle(h.ctx, tx)
				return err
			})
		})
	}
	wait.Wait()
	placed := 0
	for i, p := range both {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		got, text := len(h.open(p)), string(replies[i].Cards[0].Text)
		placed += got
		if told := strings.Contains(text, "#10"); told != (got == 1) {
			t.Errorf("%s has %d orders and reads:\n%s", p.name, got, text)
		}
	}
	if placed != 1 {
		t.Errorf("the last piece was sold %d times", placed)
	}
}

func TestConfirmOfAnOlderCardOrdersNothing(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 tomorrow", false)
	card, old, _ := li.button("Confirm")
	h.says(li, "make it 6", false)
	h.taps(li, card, old)
	if got := h.open(li); len(got) != 0 || !strings.Contains(li.seen(), "6 pcs × 2.50") {
		t.Errorf("%d orders after a stale tap:\n%s", len(got), li.seen())
	}
}

func TestAPriceThatChangesUnderTheTap(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 tomorrow", false)
	settle := h.prepare(li, h.tap(li, "Confirm"))
	h.change(func(tx pgx.Tx) error {
		_, err := h.village.Catalogue.SetPrice(h.ctx, tx, catalogue.By{}, "Fumao", "T-7", 270)
		return err
	})
	var reply bot.Reply
	h.change(func(tx pgx.Tx) (err error) {
		reply, err = settle(h.ctx, tx)
		return err
	})
	text := string(reply.Cards[len(reply.Cards)-1].Text)
	for _, want := range []string{"Nothing was ordered", "T-7 is ¥2.70 now (it was 2.50)", "13.50"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if len(h.open(li)) != 0 {
		t.Error("ordered at another price than shown")
	}
}

func TestADraftLeftOvernightIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 today", false)
	h.now = dialoguetest.Monday.AddDate(0, 0, 1)
	h.change(func(tx pgx.Tx) error {
		_, err := h.village.Catalogue.SetPrice(h.ctx, tx, catalogue.By{}, "Fumao", "T-7", 240)
		return err
	})
	card, confirm, _ := li.button("Confirm")
	h.taps(li, card, confirm)
	for _, want := range []string{"pickup time has gone by", "2.40 now", "Total ¥12.00", "[✅ Confirm]"} {
		if !strings.Contains(li.seen(), want) {
			t.Errorf("no %q in:\n%s", want, li.seen())
		}
	}
	if len(h.open(li)) != 0 {
		t.Error("ordered for a day gone by")
	}
}

func TestASellerReachesNobodyElsesOrders(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "5 T-7 tomorrow", false)
	h.tapsOn(li, "Confirm")
	for _, words := range []string{"取消 #1001", "#1001", "取消订单1001"} {
		h.says(wang, words, false)
		if strings.Contains(wang.seen(), "12.50") || strings.Contains(wang.seen(), "T-7") {
			t.Errorf("%s: %s", words, wang.seen())
		}
	}
	for _, verb := range []string{"void", "fetched", "orders"} {
		h.taps(wang, received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: []string{"1001"}}})
		if strings.Contains(wang.seen(), "12.50") {
			t.Errorf("%s: %s", verb, wang.seen())
		}
	}
	if len(h.open(li)) != 1 {
		t.Error("somebody else's order was cancelled")
	}
}

// verbs are those of all buttons.
func verbs() (all []string) {
	for _, s := range skills(Services{}) {
		all = slices.AppendSeq(all, maps.Keys(s.Presses))
	}
	return all
}

// slashWords are all words behind a slash.
func slashWords() (all []string) {
	for _, s := range skills(Services{}) {
		for _, w := range s.Slashes {
			all = append(all, w.Word)
		}
	}
	return all
}

func TestEveryVerbBearsAnyArguments(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	for _, verb := range verbs() {
		for _, args := range [][]string{nil, {""}, {"-1"}, {"999999999"}, {"x", "y", "z"}, {"0", "0", "0"}, {"99999999999999999999"}} {
			for _, name := range []string{"li", "meiya", "chen"} {
				h.taps(h.phones[name], received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: args}})
			}
		}
	}
	if got := len(h.open(h.phones["li"])); got != 0 {
		t.Errorf("%d orders made by arguments", got)
	}
}

func TestNothingIsAnsweredBySilence(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	for _, p := range []*phone{h.phones["li"], h.phones["wang"], h.phones["nobody"]} {
		for _, m := range []bot.Message{
			{Kind: bot.Other, What: "sticker"}, {Kind: bot.Other, What: "voice"}, {Kind: bot.Picture}, {Kind: bot.File},
			{Kind: bot.Words, Text: "   "}, {Kind: bot.Words, Text: "/"}, {Kind: bot.Words, Text: "/x y"},
			{Kind: bot.Words, Text: strings.Repeat("发夹 ", 1300)}, {Kind: bot.Words, Text: "<b>&amp;</i>"},
			{Kind: bot.Picture, Text: "5 T-7"}, {Kind: bot.Words, Text: "#99999999999999999999"},
			{Kind: bot.Words, Text: "5 T-7", Edited: true, ID: 4}, {Kind: bot.Pressed},
		} {
			m.Channel, m.Chat, m.Sender = "telegram", p.person.Chat, p.sender
			h.turn(p, bot.Turn{Message: m})
			if answered := strings.TrimSpace(p.seen()) != ""; answered != (p.person.ID != 0 || m.What == "sticker") { // a stranger hears one sentence a day
				t.Errorf("%s: answered is %t to %+v", p.name, answered, m)
			}
		}
		for _, kind := range []bot.Kind{bot.Blocked, bot.Unblocked} {
			m := h.message(p)
			m.Kind = kind
			h.turn(p, bot.Turn{Message: m})
			if p.seen() != "" {
				t.Errorf("%s: %s was answered with %s", p.name, kind, p.seen())
			}
		}
	}
}

func TestAnOpenVillageTakesEverybody(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.village.Open = true
	h.Assistant = New(h.village)
	p := h.phones["nobody"]
	h.says(p, "T-7要5条，明天拿", false)
	for _, want := range []string{"欢迎", "合计 12.50元"} {
		if !strings.Contains(p.seen(), want) {
			t.Errorf("no %q in:\n%s", want, p.seen())
		}
	}
	if p.person.Role != bot.Seller {
		t.Fatalf("let in as %q", p.person.Role)
	}
	h.tapsOn(p, "确认")
	if len(h.open(p)) != 1 {
		t.Error("the newcomer's order was lost")
	}
}

func TestAnOldStateIsDroppedPolitely(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	li.dialogue = []byte(`{"v":0,"cart":[1,2]}`)
	h.says(li, "orders", false)
	if !strings.Contains(li.seen(), "I was updated just now") || !strings.Contains(li.seen(), "no open orders") {
		t.Error(li.seen())
	}
	h.says(li, "orders", false)
	if strings.Contains(li.seen(), "I was updated just now") {
		t.Error("said twice")
	}
}

func TestSeveralCommandsAreSeveralCards(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "20 A1023 tomorrow, and how much is 1kg to Shenzhen?", false)
	for _, want := range []string{"Total ¥24.00", "1 kg to Shenzhen"} {
		if !strings.Contains(li.seen(), want) {
			t.Errorf("no %q in:\n%s", want, li.seen())
		}
	}
}

func TestAnAnswerGoesToTheAskerInTheirLanguage(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	wang, chen := h.phones["wang"], h.phones["chen"]
	h.says(wang, "巴西商标怎么注册？", false)
	h.tapsOn(wang, "问问老手")
	chen.message++
	m := h.message(chen)
	m.Kind, m.Text, m.ReplyTo, m.ID = bot.Words, "Ask the trade office on Chouzhou Road.", 3, chen.message
	h.turn(chen, bot.Turn{Message: m})
	if !strings.Contains(chen.seen(), "Your answer") {
		t.Fatalf("a reply is not taken for an answer:\n%s", chen.seen())
	}
	h.tapsOn(chen, "Send")
	if !strings.Contains(wang.seen(), "Chen 回答了你的问题") {
		t.Error(wang.seen())
	}
}
