package intents

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/skills/remind"
)

// reminders are the bulk pushes in the ledger, each with its receiver's chat.
func (h *hamlet) reminders() (chats []bot.ChatID, cards []bot.Card) {
	h.t.Helper()
	rows, err := h.pool.Query(h.ctx, `SELECT chat, reply FROM turns WHERE bulk ORDER BY id`)
	if err != nil {
		h.t.Fatal(err)
	}
	var chat bot.ChatID
	var reply bot.Reply
	_, err = pgx.ForEachRow(rows, []any{&chat, &reply}, func() error {
		chats, cards = append(chats, chat), append(cards, reply.Cards...)
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return chats, cards
}

// remind sends what is due, and checks how many reminders there have been by then.
func (h *hamlet) remind(want int) {
	h.t.Helper()
	if err := remind.NewWorker(h.pool, h.village.reminders(), h.village.Zone, h.clock).Work(h.ctx, nil); err != nil {
		h.t.Fatal(err)
	}
	h.arrive()
	if chats, _ := h.reminders(); len(chats) != want {
		h.t.Fatalf("%d reminders, want %d", len(chats), want)
	}
}

func TestTheDailyReminder(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 tomorrow", false)
	h.tapsOn(li, "Confirm")
	h.now = dialoguetest.Monday.AddDate(0, 0, 1)
	for range 2 {
		h.remind(1)
	}
	chats, cards := h.reminders()
	if len(chats) != 1 || chats[0] != li.person.Chat {
		t.Fatalf("reminded %v", chats)
	}
	card := cards[0]
	if !strings.Contains(string(card.Text), "To pick up today: 1 order, ¥12.50") {
		t.Error(card.Text)
	}
	li.receive(received{Card: card, made: 1})
	h.tapsOn(li, "✓ Got #1001")
	if !strings.Contains(li.seen(), "Nothing left") || len(h.open(li)) != 0 {
		t.Error(li.seen())
	}
}

// TestWordsSnoozeAReminderThatCameLately also without a touch of its card; with none sent they mean what they say.
func TestWordsSnoozeAReminderThatCameLately(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	for _, p := range []*phone{li, wang} {
		h.says(p, "5 T-7 2026-11-24", false)
		h.tapsOn(p, p.cards[len(p.cards)-1].Buttons[0][0].Label)
	}
	h.says(wang, "不要提醒我了", false)
	h.says(wang, "我的订单", false)
	h.now = dialoguetest.Monday.AddDate(0, 0, 1).Add(-time.Hour)
	h.remind(1)
	h.says(li, "orders", false)
	h.says(li, "at 9", false)
	if !strings.Contains(li.seen(), "again at 09:00") {
		t.Errorf("not snoozed:\n%s", li.seen())
	}
	h.says(wang, "9点", false)
	if strings.Contains(wang.seen(), "再提醒你") {
		t.Errorf("snoozed a reminder that is off:\n%s", wang.seen())
	}
	h.now = h.now.Add(31 * time.Minute)
	h.remind(2)
	h.says(li, "10:30", false)
	if !strings.Contains(li.seen(), "again at 10:30") {
		t.Errorf("a second time not snoozed:\n%s", li.seen())
	}
}

func TestSnoozeBringsTheReminderAgain(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 today", false)
	h.tapsOn(li, "Confirm")
	h.remind(0)
	h.taps(li, received{}, bot.Button{Choice: bot.Choice{Verb: "snooze"}})
	h.now = h.now.Add(29 * time.Minute)
	h.remind(0)
	h.now = h.now.Add(2 * time.Minute)
	h.remind(1)
}

// In quiet hours comes what was to come then, and what is asked in the evening has been asked before.
func TestQuietHoursSwallowNothing(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	h.says(li, "5 T-7 today", false)
	h.tapsOn(li, "Confirm")
	h.says(li, "don't message me between 10pm and 7am", false)
	at := func(hour, minute int) {
		day := measure.Midnight(h.now)
		h.now = day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	h.says(wang, "5 T-7 2026-11-23", false)
	h.tapsOn(wang, wang.cards[len(wang.cards)-1].Buttons[0][0].Label)
	h.says(wang, "晚上7点到早上7点别打扰我", false)
	at(18, 29)
	h.remind(0)
	at(18, 30)
	h.remind(1) // Wang is asked before her quiet hours
	at(19, 0)
	h.remind(2) // Li is asked
	at(21, 45)
	h.taps(li, received{}, bot.Button{Choice: bot.Choice{Verb: "snooze"}})
	at(22, 15)
	h.remind(3)
	h.says(li, "remind me every day at 23:30", false)
	at(23, 30)
	for range 2 {
		h.remind(4)
	}
	chats, cards := h.reminders()
	if want := []bot.ChatID{wang.person.Chat, li.person.Chat, li.person.Chat, li.person.Chat}; !slices.Equal(chats, want) || !strings.Contains(string(cards[0].Text), "今天没去拿") {
		t.Error(chats, cards[0].Text)
	}
	var late int
	if err := h.pool.QueryRow(h.ctx, `SELECT count(*) FROM turns WHERE bulk AND anytime`).Scan(&late); err != nil || late != 2 {
		t.Error(late, "go out in quiet hours", err)
	}
}

// A reminder of one's own words comes once, late rather than never; its buttons and words such as "in 10 minutes" have it come again.
func TestOnesOwnReminder(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "remind me today at 11 to pay the rent", false)
	h.says(li, "remind me every day at 12 to eat", false)
	h.remind(0)
	h.now = h.now.Add(90 * time.Minute)
	for range 2 {
		h.remind(1)
	}
	_, cards := h.reminders()
	if !strings.Contains(string(cards[0].Text), "<b>pay the rent</b>") {
		t.Error(cards[0].Text)
	}
	li.receive(received{Card: cards[0], made: 1})
	h.tapsOn(li, "In 10 minutes")
	h.now = h.now.Add(9 * time.Minute)
	h.remind(1)
	h.now = h.now.Add(time.Minute)
	h.remind(2)
	h.says(li, "in 20 minutes", false)
	if !strings.Contains(li.seen(), "again at 11:30: pay the rent") {
		t.Error(li.seen())
	}
	h.now = h.now.Add(3 * time.Hour)
	h.remind(4) // both, late
	if _, cards = h.reminders(); !strings.Contains(string(cards[3].Text), "I could not send it earlier") {
		t.Error(cards[3].Text)
	}
}

// What was not fetched by the evening is asked about once; a tap moves it to tomorrow, once, or releases it.
func TestTheEvening(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "20 A1023 and 5 T-7 today at 3pm", false)
	h.tapsOn(li, "Confirm")
	h.now = time.Date(2026, 11, 23, 19, 0, 0, 0, dialoguetest.Shanghai)
	before, _ := h.reminders()
	h.remind(len(before) + 1)
	h.remind(len(before) + 1)
	_, cards := h.reminders()
	card := cards[len(cards)-1]
	if !strings.Contains(string(card.Text), "Not fetched today: 2 orders") {
		t.Fatal(card.Text)
	}
	li.receive(received{Card: card, made: 1})
	for range 2 {
		h.tapsOn(li, "#1001 tomorrow")
	}
	h.tapsOn(li, "Release #1002")
	open := h.open(li)
	if len(open) != 1 || open[0].ID != 1001 || open[0].When.Day.Day() != 24 || open[0].When.Time.Hour() != 15 {
		t.Error(open, li.seen())
	}
}

// An evening's order is moved to the next day on which its distributor hands goods over, also where that has changed since the question.
func TestTheEveningBeforeADayOff(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, meiya := h.phones["li"], h.phones["meiya"]
	h.says(li, "20 A1023 today at 3pm", false)
	h.tapsOn(li, "Confirm")
	h.says(meiya, "closed tomorrow", false)
	h.tapsOn(meiya, "Set it")
	h.now = time.Date(2026, 11, 23, 19, 0, 0, 0, dialoguetest.Shanghai)
	before, _ := h.reminders()
	h.remind(len(before) + 1)
	_, cards := h.reminders()
	li.receive(received{Card: cards[len(cards)-1], made: 1})
	h.says(meiya, "we're closed on Wednesdays", false)
	h.tapsOn(meiya, "Set it")
	h.tapsOn(li, "#1001 Wed 25 Nov")
	if !strings.Contains(li.seen(), "Meiya is closed Wed 25 Nov") || h.open(li)[0].When.Day.Day() != 23 {
		t.Fatal(li.seen())
	}
	h.tapsOn(li, "Thu 26 Nov 15:00")
	h.tapsOn(li, "Change #1001")
	if open := h.open(li); open[0].When.Time.Day() != 26 || open[0].When.Time.Hour() != 15 {
		t.Error(open, li.seen())
	}
}

// Quiet hours over the time of the daily reminder put it off to their end, however late, and say so; where the day is over by then, they ask for a time.
func TestQuietHoursOverTheDailyReminder(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang := h.phones["li"], h.phones["wang"]
	for p, words := range map[*phone]string{li: "don't message me between 8am and 8pm", wang: "晚上8点到早上8点半别打扰我"} {
		h.says(p, "5 T-7 2026-11-24 21:00", false)
		h.tapsOn(p, p.cards[len(p.cards)-1].Buttons[0][0].Label)
		h.says(p, words, false)
	}
	if !strings.Contains(li.seen(), "it comes at 20:00") || !strings.Contains(wang.seen(), "的提醒正好在里面，等到08:30再发") {
		t.Errorf("not said:\n%s\n%s", li.seen(), wang.seen())
	}
	tuesday := measure.Midnight(h.now).AddDate(0, 0, 1)
	for _, step := range []struct{ minute, want int }{{8 * 60, 0}, {8*60 + 29, 0}, {8*60 + 30, 1}, {19*60 + 59, 1}, {20 * 60, 2}, {20*60 + 1, 2}} {
		h.now = tuesday.Add(time.Duration(step.minute) * time.Minute)
		h.remind(step.want)
	}
	h.says(li, "don't message me between 6am and 2am", false)
	if !strings.Contains(li.seen(), "At what time shall it come?") {
		t.Errorf("not asked:\n%s", li.seen())
	}
	h.says(li, "5:15", false)
	if !strings.Contains(li.seen(), "remind you at 05:15") {
		t.Errorf("not set:\n%s", li.seen())
	}
}

// In somebody's quiet hours no list is made; it is made when they end, of how things are then.
func TestTheListWaitsForTheEndOfTheNight(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, fumao := h.phones["li"], h.phones["fumao"]
	h.says(li, "20 A1023 and 5 T-7, tomorrow 3pm", false)
	h.tapsOn(li, "Confirm")
	h.says(li, "quiet hours 10pm to 9am", false)
	h.now = dialoguetest.Monday.AddDate(0, 0, 1).Add(-time.Hour) // 8:30
	h.remind(0)
	h.says(fumao, "1002 only 3 T-7", false)
	h.now = h.now.Add(30 * time.Minute)
	h.remind(1)
	if _, cards := h.reminders(); !strings.Contains(string(cards[0].Text), "2 orders, ¥31.50") {
		t.Error(cards[0].Text)
	}
	// Nor is anything asked in a quiet evening.
	h.says(li, "quiet hours 6pm to 9am", false)
	h.now = h.now.Add(12 * time.Hour)
	h.remind(1)
}

// The list of the day that a seller was sent is edited in place by whatever happens to its orders.
func TestTheListOfTheDayIsKept(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, meiya, fumao := h.phones["li"], h.phones["meiya"], h.phones["fumao"]
	h.says(li, "20 A1023 and 5 T-7, tomorrow 9am", false)
	h.tapsOn(li, "Confirm")
	h.says(meiya, "1001 accept", false)
	for _, c := range li.cards {
		if c.InPlace && c.Key == "pickups" {
			t.Error("who was shown no list is sent one:", c.Text)
		}
	}
	h.now = dialoguetest.Monday.AddDate(0, 0, 1)
	h.remind(1)
	kept := func(want ...string) {
		t.Helper()
		last := li.cards[len(li.cards)-1]
		if last.Key != "pickups" || !last.InPlace {
			t.Fatalf("%+v", last.Card)
		}
		for _, text := range want {
			if !strings.Contains(string(last.Text), text) {
				t.Errorf("no %q in:\n%s", text, last.Text)
			}
		}
	}
	h.says(meiya, "1001 is ready", false)
	kept("2 orders, ¥36.50", "ready · code <b>")
	h.says(meiya, "1001 only 12 A1023", false)
	kept("2 orders, ¥26.90", "12 pcs A1023")
	h.says(fumao, "1002", false)
	h.tapsOn(fumao, "Refuse")
	h.tapsOn(fumao, "Sold out")
	kept("1 order, ¥14.40")
	h.says(li, "3 T-7 today", false)
	h.tapsOn(li, "Confirm")
	kept("2 orders, ¥21.90")
	h.says(li, "#1003 to tomorrow", false)
	h.tapsOn(li, "Change #1003")
	kept("1 order, ¥14.40")
	shown := len(li.cards)
	h.says(fumao, "1003 accept", false)
	if len(li.cards) != shown+1 {
		t.Error("an order of another day edits the list:", li.seen())
	}
	h.tapsOn(meiya, "Handed over")
	kept("Nothing left to pick up today")
	// A list of a day that has gone by is left alone.
	h.now = h.now.AddDate(0, 0, 1)
	shown = len(li.cards)
	h.says(fumao, "1003 is ready", false)
	if len(li.cards) != shown+1 {
		t.Error(li.seen())
	}
}
