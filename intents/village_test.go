package intents

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/paper"
	"oldhand/intents/dialogue/dialoguetest"
	parcelskill "oldhand/intents/skills/parcels"
)

// tend runs the village's job once.
func (h *hamlet) tend() {
	h.t.Helper()
	if err := parcelskill.NewVillageWorker(h.pool, h.village.parcels(), h.Assistant, h.clock).Work(h.ctx, nil); err != nil {
		h.t.Fatal(err)
	}
	h.arrive()
}

// atHour is an hour of a day by the clock on the wall.
func atHour(day time.Time, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
}

func TestSellersAreAskedOnceWhetherTheirParcelsArrived(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	for range 2 {
		h.says(li, "1kg to Shenzhen", false)
		h.tapsOn(li, "YTO 3.20") // nine in ten are there within 3 days
	}
	h.says(wang, "寄1公斤到深圳", false)
	h.tapsOn(wang, "顺丰 9.00") // within 2
	h.now = dialoguetest.Monday.AddDate(0, 0, 2)
	h.now = atHour(h.now, 9)
	h.tend()
	if chats, _ := h.reminders(); len(chats) != 0 {
		t.Fatalf("asked too early in the morning: %v", chats)
	}
	h.now = atHour(h.now, 11)
	h.tend()
	h.tend()
	chats, cards := h.reminders()
	if len(chats) != 1 || chats[0] != wang.person.Chat || !strings.Contains(phrases.Strip(cards[0].Text), "P10003 到了吗") {
		t.Fatalf("after two days: %v, %+v", chats, cards)
	}
	h.says(wang, "昨天就到了", false)
	if !strings.Contains(wang.seen(), "顺丰的 P10003 用了1天") {
		t.Error(wang.seen())
	}
	h.now = h.now.AddDate(0, 0, 1)
	h.tend()
	h.tend()
	chats, cards = h.reminders()
	if len(chats) != 2 || chats[1] != li.person.Chat || !strings.Contains(phrases.Strip(cards[1].Text), "Did P10001 arrive, and when?") {
		t.Fatalf("after three days: %v, %+v", chats, cards)
	}
	li.receive(received{Card: cards[1], made: 1})
	h.tapsOn(li, "yesterday")
	for _, want := range []string{"P10001 with YTO took 2 days", "Did P10002 arrive"} {
		if !strings.Contains(li.seen(), want) {
			t.Errorf("no %q in:\n%s", want, li.seen())
		}
	}
	h.says(li, "not there yet", false)
	if !strings.Contains(li.seen(), "P10002 with YTO is not there yet") {
		t.Error(li.seen())
	}
	h.says(h.phones["zhao"], "delivery days", false)
	for _, want := range []string{"YTO Standard to Guangdong", "2 of 20 reports, the card says 2–3 days", "1 not there when last heard of"} {
		if !strings.Contains(h.phones["zhao"].seen(), want) {
			t.Errorf("no %q in:\n%s", want, h.phones["zhao"].seen())
		}
	}
}

func TestTheNightFindsWhatWasOverpaid(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, zhao := h.phones["li"], h.phones["zhao"]
	h.says(li, "1kg to Shenzhen, 3 parcels", false)
	h.tapsOn(li, "SF 9.00")
	h.says(li, "1kg to Shenzhen", false)
	h.tapsOn(li, "YTO 3.20")
	h.now = time.Date(2026, 11, 24, 0, 20, 0, 0, dialoguetest.Shanghai)
	h.tend()
	h.tend()
	h.says(zhao, "what was overpaid?", false)
	// STO was 3.00: three times 6.00 and once 0.20; nobody is as fast as SF, and YTO's three days are nobody's either.
	for _, want := range []string{"Overpaid yesterday: ¥18.20", "¥0.00 of it bought no speed", "SF → STO: 3 parcels, ¥18.00 (¥0.00 of it bought no speed)", "YTO → STO: 1 parcel, ¥0.20"} {
		if !strings.Contains(zhao.seen(), want) {
			t.Errorf("no %q in:\n%s", want, zhao.seen())
		}
	}
	h.says(zhao, "brief", false)
	photos, files := 0, 0
	for _, c := range zhao.cards[zhao.fresh:] {
		if c.Photo != nil {
			photos++
			if _, err := paper.Picture(c.Photo.Key, nil); err != nil {
				t.Error(err)
			}
		}
		if c.Document != nil {
			files++
			if data, err := h.village.Documents.Document(h.ctx, c.Document.Key); err != nil || len(data) == 0 {
				t.Errorf("%d bytes, %v", len(data), err)
			}
		}
	}
	if photos != 1 || files != 1 {
		t.Errorf("%d pictures and %d files", photos, files)
	}
}

func TestAPriceThatChangedIsNotRecordedUnderTheOldButton(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "1kg to Shenzhen", false)
	card, b, ok := li.button("YTO 3.20")
	if !ok {
		t.Fatal(li.seen())
	}
	if _, err := h.pool.Exec(h.ctx, `UPDATE rates SET first_price = 999 WHERE courier = 'YTO'`); err != nil {
		t.Fatal(err)
	}
	h.taps(li, card, b)
	if strings.Contains(li.seen(), "P10001") || !strings.Contains(li.seen(), "YTO Standard ¥9.99") {
		t.Error(li.seen())
	}
}

func TestOnlyAnOrganiserSeesTheVillagesParcels(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	h.says(h.phones["wang"], "寄1公斤到深圳", false)
	h.tapsOn(h.phones["wang"], "顺丰 9.00")
	h.says(h.phones["zhao"], "hand-over", false)
	_, hand, ok := h.phones["zhao"].button("SF 1")
	if !ok {
		t.Fatal(h.phones["zhao"].seen())
	}
	sf := hand.Choice.Args[0]
	for _, name := range []string{"li", "meiya", "chen"} {
		p := h.phones[name]
		for _, verb := range []string{"village", "overpaid", "lanes", "brief", "handover", "hand", "list", "collect"} {
			for _, args := range [][]string{nil, {"0"}, {"1"}, {sf}} {
				h.taps(p, received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: args}})
				if strings.Contains(p.seen(), "SF") || strings.Contains(p.seen(), "9.00") || strings.Contains(p.seen(), "顺丰") {
					t.Errorf("%s: %s %v shows %s", name, verb, args, p.seen())
				}
			}
		}
		for _, verb := range []string{"parcel", "unship", "arrived", "late"} {
			h.taps(p, received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: []string{"10001", "0"}}})
			if strings.Contains(p.seen(), "SF") {
				t.Errorf("%s: %s shows %s", name, verb, p.seen())
			}
		}
		for _, word := range slashWords() {
			h.says(p, "/"+word, false)
			if strings.Contains(p.seen(), "SF") {
				t.Errorf("%s: /%s shows %s", name, word, p.seen())
			}
		}
	}
	if sent, err := h.village.Parcels.SentBy(h.ctx, 2, 9); err != nil || len(sent) != 1 || sent[0].HandedIn || sent[0].ArrivedOn != nil {
		t.Errorf("%+v, %v", sent, err)
	}
}

func TestManyReportsBeatTheCard(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	for _, name := range []string{"li", "wang"} {
		p := h.phones[name]
		h.now = dialoguetest.Monday
		words, label := "1kg to Shenzhen", "YTO 3.20"
		if name == "wang" {
			words, label = "1kg到深圳", "圆通 3.20"
		}
		for range 10 {
			h.says(p, words, false)
			h.tapsOn(p, label)
		}
		h.now = dialoguetest.Monday.AddDate(0, 0, 4)
		first := 10001
		if name == "wang" {
			first = 10011
		}
		for i := range 10 {
			h.says(p, fmt.Sprintf("P%d 到了", first+i), false)
		}
	}
	li := h.phones["li"]
	h.says(li, "1kg to Guangzhou", false)
	h.tapsOn(li, "YTO 3.20")
	if !strings.Contains(li.seen(), "4 days, by 20 sellers' reports") && !strings.Contains(li.seen(), "4天到（20次实际反馈）") {
		t.Error(li.seen())
	}
}

func TestAnOrganisersButtonsBearAnyArguments(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	for _, verb := range verbs() {
		for _, args := range [][]string{nil, {""}, {"-1"}, {"1"}, {"999999999"}, {"x", "y", "z"}, {"0", "0", "0"}, {"99999999999999999999"}} {
			h.taps(h.phones["zhao"], received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: args}})
		}
	}
	for _, word := range slashWords() {
		h.says(h.phones["zhao"], "/"+word, false)
		if h.phones["zhao"].seen() == "" {
			t.Errorf("no answer to /%s", word)
		}
	}
}
