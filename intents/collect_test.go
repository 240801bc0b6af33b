package intents

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	parcelskill "oldhand/intents/skills/parcels"
)

// paperCarrier takes one order for each key, and none for a receiver called 王拒. It gives the waybill of the first with
// the order, and of others when it is asked.
type paperCarrier struct {
	mu      sync.Mutex
	orders  map[string]parcels.Booking
	cut     bool // answers get lost
	fetched int
}

func (p *paperCarrier) Book(_ context.Context, s parcels.Shipment) (parcels.Booking, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.To.Name == "王拒" {
		return parcels.Booking{}, &parcels.RefusedError{Reason: "地址停派"}
	}
	b, known := p.orders[s.Key]
	if !known {
		n := fmt.Sprint(len(p.orders) + 1)
		b = parcels.Booking{Task: "T" + n, Order: n}
		if n == "1" {
			b.Waybill = "W1"
		}
		p.orders[s.Key] = b
	}
	if p.cut {
		return parcels.Booking{}, context.DeadlineExceeded
	}
	return b, nil
}

func (p *paperCarrier) Waybill(_ context.Context, b parcels.Booking) (string, error) {
	p.fetched++
	return "W" + b.Order, nil
}

func (p *paperCarrier) Cancel(context.Context, parcels.Booking, string) error { return nil }

func (p *paperCarrier) Track(context.Context, string, string, string) (parcels.Track, error) {
	return parcels.Track{}, nil
}

// account configures a carrier.
func (h *hamlet) account() *paperCarrier {
	p := &paperCarrier{orders: map[string]parcels.Booking{}}
	h.village.Carrier, h.village.Sender = p, address.Party{Name: "李四", Phone: "138", Address: "义乌市青岩刘村1号"}
	h.Assistant = New(h.village)
	return p
}

// collect does the job of a tap on "order".
func (h *hamlet) collect(a parcelskill.CollectArgs, attempt int) error {
	j := &river.Job[parcelskill.CollectArgs]{JobRow: &rivertype.JobRow{Attempt: attempt, MaxAttempts: a.InsertOpts().MaxAttempts}, Args: a}
	return parcelskill.NewCollectWorker(h.pool, h.village.parcels(), h.Assistant, h.clock).Work(h.ctx, j)
}

// toWangWu asks for a parcel and names its receiver.
const toWangWu = "1kg to Wang Wu, 13900139000, Keji South Road 2, Nanshan, Shenzhen"

// parcel asks for a parcel and records it with YTO.
func (h *hamlet) parcel(p *phone, words string) {
	h.t.Helper()
	h.says(p, words, false)
	h.tapsOn(p, "YTO 3.20")
}

// handsOver makes a hand-over list.
func (h *hamlet) handsOver(p *phone, button string) {
	h.t.Helper()
	h.says(p, "hand-over", false)
	h.tapsOn(p, button)
}

func TestAnOrderWhoseAnswerIsLostIsOrderedOnceAndToldOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	carrier := h.account()
	li, zhao := h.phones["li"], h.phones["zhao"]
	h.parcel(li, toWangWu)
	h.handsOver(zhao, "YTO 1")
	carrier.cut = true
	args := parcelskill.CollectArgs{Handover: 1, Parcels: []parcels.ParcelID{10001}, Person: zhao.person.ID, Lang: phrases.English}
	if err := h.collect(args, 1); !errors.Is(err, parcels.ErrMaybeBooked) {
		t.Fatalf("an answer was lost: %v", err)
	}
	h.now = h.now.Add(5 * time.Minute)
	carrier.cut = false
	for attempt := 2; attempt <= 3; attempt++ {
		if err := h.collect(args, attempt); err != nil {
			t.Fatal(err)
		}
	}
	h.tend()
	h.tend()
	if len(carrier.orders) != 1 {
		t.Errorf("%d orders", len(carrier.orders))
	}
	if news := texts(h.pushed(li.person.ID)); strings.Count(news, "W1") != 1 {
		t.Errorf("the seller was told %q", news)
	}
	if news := texts(h.pushed(zhao.person.ID)); !strings.Contains(news, "1 of 1 parcel ordered") {
		t.Errorf("the organiser was told %q", news)
	}
}

func TestACarrierThatNeverAnswersIsSaidInTheEnd(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	carrier := h.account()
	carrier.cut = true
	li, zhao := h.phones["li"], h.phones["zhao"]
	h.parcel(li, toWangWu)
	h.handsOver(zhao, "YTO 1")
	args := parcelskill.CollectArgs{Handover: 1, Parcels: []parcels.ParcelID{10001}, Person: zhao.person.ID, Lang: phrases.English}
	if err := h.collect(args, args.InsertOpts().MaxAttempts); err != nil {
		t.Fatal(err)
	}
	if news := texts(h.pushed(zhao.person.ID)); !strings.Contains(news, "No clear answer for P10001") {
		t.Errorf("the organiser was told %q", news)
	}
}

func TestAWaybillThatComesLaterIsToldOnce(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	carrier := h.account()
	li, zhao := h.phones["li"], h.phones["zhao"]
	for range 2 {
		h.parcel(li, toWangWu)
	}
	h.handsOver(zhao, "YTO 2")
	h.tapsOn(zhao, "Order 2")
	if news := texts(h.pushed(li.person.ID)); !strings.Contains(news, "P10001 · YTO W1") || strings.Contains(news, "P10002") {
		t.Errorf("at once: %q", news)
	}
	for range 3 {
		h.now = h.now.Add(15 * time.Minute)
		h.tend()
	}
	if news := texts(h.pushed(li.person.ID)); strings.Count(news, "P10002 · YTO W2") != 1 || strings.Contains(news, "W1") || carrier.fetched != 1 {
		t.Errorf("later: %q, asked %d times", news, carrier.fetched)
	}
}

func TestATapOrdersWhatItsCardShowed(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	carrier := h.account()
	li, zhao := h.phones["li"], h.phones["zhao"]
	h.parcel(li, toWangWu)
	h.parcel(li, "1kg to Guangzhou")
	h.handsOver(zhao, "YTO 2")
	card, b, _ := zhao.button("Order 1")
	h.says(li, "P10002 Zhao Liu, 13700137000, Tiyu East Road 1, Guangzhou", false)
	h.taps(zhao, card, b)
	if len(carrier.orders) != 0 || !strings.Contains(zhao.seen(), "2 parcels can be ordered for collection") {
		t.Errorf("%d orders by a card that showed another list:\n%s", len(carrier.orders), zhao.seen())
	}
	h.tapsOn(zhao, "Order 2")
	if len(carrier.orders) != 2 {
		t.Errorf("%d orders", len(carrier.orders))
	}
}

func TestWithoutAnAccountNothingIsOfferedOrOrdered(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, zhao := h.phones["li"], h.phones["zhao"]
	h.parcel(li, toWangWu)
	if strings.Contains(li.seen(), "Wang Wu") || strings.Contains(li.seen(), "collection") || strings.Contains(string(li.dialogue), "Wang Wu") {
		t.Errorf("%s\n%s", li.seen(), li.dialogue)
	}
	h.handsOver(zhao, "YTO 1")
	if strings.Contains(zhao.seen(), "collection") {
		t.Error(zhao.seen())
	}
	h.taps(zhao, received{}, bot.Button{Choice: bot.Choice{Verb: "collect", Args: []string{"1"}}})
	if len(h.jobs) != 0 {
		t.Errorf("a forged tap ordered %v", h.jobs)
	}
	if err := h.collect(parcelskill.CollectArgs{Handover: 1, Person: zhao.person.ID}, 1); err == nil {
		t.Error("an old job was done")
	}
}

// texts is what cards say.
func texts(cards []bot.Card) string {
	var all []string
	for _, c := range cards {
		all = append(all, phrases.Strip(c.Text))
	}
	return strings.Join(all, "\n")
}

// TestARefusedParcelIsToldToItsSeller: once, in the carrier's words, and nobody else's.
func TestARefusedParcelIsToldToItsSeller(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.account()
	li, wang, zhao := h.phones["li"], h.phones["wang"], h.phones["zhao"]
	h.parcel(li, toWangWu)
	h.says(wang, "1公斤 王拒 13600136000 北京市朝阳区建国路1号", false)
	h.tapsOn(wang, "圆通")
	h.handsOver(zhao, "YTO 2")
	args := parcelskill.CollectArgs{Handover: 1, Parcels: []parcels.ParcelID{10001, 10002}, Person: zhao.person.ID, Lang: phrases.English}
	if err := h.collect(args, 1); err != nil {
		t.Fatal(err)
	}
	if news := texts(h.pushed(wang.person.ID)); !strings.Contains(news, "P10002") || !strings.Contains(news, "地址停派") || strings.Contains(news, "P10001") {
		t.Errorf("the seller was told %q", news)
	}
	if news := texts(h.pushed(li.person.ID)); strings.Contains(news, "P10002") || strings.Contains(news, "地址停派") {
		t.Errorf("another seller was told %q", news)
	}
}
