package intents

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"oldhand/bot"
)

// sentFiles are what people sent, by name.
type sentFiles map[string]string

func (f sentFiles) File(_ context.Context, a bot.Attachment) ([]byte, error) {
	return []byte(f[a.Name]), nil
}

// A job is run again where a process ends before it is written down that it was done.
func TestAFileOfOrdersThatIsReadTwiceIsOfferedOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	worker, offered := h.batches(), 0
	for attempt := range 2 {
		if err := worker.Work(h.ctx, job(batchJob(h, 4711, "sold-en.csv"), attempt+1)); err != nil {
			t.Fatal(err)
		}
		for _, card := range h.pushed(h.phones["li"].person.ID) {
			if len(card.Buttons) > 0 {
				offered++
			}
		}
	}
	if offered != 1 {
		t.Errorf("offered %d times", offered)
	}
}

// What a draft has no room for is taken by another tap, once that is placed; and nothing twice.
func TestMoreGoodsThanADraftHolds(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	file := strings.Builder{}
	file.WriteString("订单号,商品名称,商家编码,数量\n")
	for i := range 230 {
		fmt.Fprintf(&file, "%d,unheard-of thing %d,,1\n", i, i)
	}
	file.WriteString("900,clip,A2001,4\n")
	worker := h.batches()
	worker.Files = sentFiles{"many.csv": file.String()}
	if err := worker.Work(h.ctx, job(batchJob(h, 4711, "many.csv"), 1)); err != nil {
		t.Fatal(err)
	}
	for _, card := range h.pushed(li.person.ID) {
		li.receive(received{Card: card, made: 4711})
	}
	h.tapsOn(li, "Fetch 234 pcs")
	if said := li.seen(); !strings.Contains(said, "200 things for now, 31 are left") {
		t.Error(said)
	}
	h.says(li, "cancel", false)
	h.tapsOn(li, "Fetch 234 pcs")
	if said := li.seen(); !strings.Contains(said, "200 things for now, 31 are left") {
		t.Errorf("after the draft was dropped: %s", said)
	}
}

// A file whose words are forgotten is to be sent again, and its goods are nobody else's.
func TestAFileIsItsSendersAlone(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.sends(li, "sold-en.csv", "fetch these")
	card, b, ok := li.button("Fetch 8 pcs")
	if !ok {
		t.Fatal(li.seen())
	}
	h.taps(wang, card, b) // which no messenger would let through
	if said := wang.seen(); !strings.Contains(said, "这份文件我已经不留着了") {
		t.Error(said)
	}
	if err := h.village.Sales.ForgetFiles(h.ctx, h.now.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	h.taps(li, card, b)
	if said := li.seen(); !strings.Contains(said, "I no longer have that file") {
		t.Error(said)
	}
}
