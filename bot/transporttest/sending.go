package transporttest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

func (b *bench) sends() {
	b.open()
	card := bot.Outgoing{Text: "<b>20 &lt;A&gt;</b>\n两行", Buttons: [][]bot.OutgoingButton{
		{{Label: "one", Data: "1", Main: true}, {Label: "二", Data: "2"}}, {{Label: "copy", Copy: "A1023"}}}}
	sent := b.show(card, nil)
	m := b.only()
	if m.Text != "20 <A>\n两行" || fmt.Sprint(m.Buttons) != "[[one 二] [copy]]" {
		b.Errorf("seen: %+v", m)
	}
	if sent != (bot.Sent{Message: m.ID, Parts: 1}) {
		b.Errorf("sent: %+v, seen: %+v", sent, m)
	}
	if err := b.Transport().Typing(b.Context(), b.person.Chat(), 0); err != nil {
		b.Errorf("typing: %v", err)
	}
}

func (b *bench) edits() {
	b.open()
	first := b.show(bot.Outgoing{Text: "1", Buttons: oneButton("more", "d")}, nil)
	for range 2 { // the second time nothing changes
		if sent := b.show(bot.Outgoing{Text: "2", Buttons: oneButton("less", "d")}, &first); sent != first {
			b.Errorf("edited %+v into %+v", first, sent)
		}
		if m := b.only(); m.Text != "2" || fmt.Sprint(m.Buttons) != "[[less]]" {
			b.Errorf("seen: %+v", m)
		}
	}
}

func (b *bench) sendsWhatCannotBeEdited() {
	b.open()
	text := b.show(bot.Outgoing{Text: "text"}, nil)
	picture := b.show(bot.Outgoing{Text: "picture", Photo: &bot.Photo{Key: "p"}}, nil)
	gone := bot.Sent{Message: picture.Message + 1000, Parts: 1}
	for what, card := range map[string]struct {
		old bot.Sent
		bot.Outgoing
	}{
		"a card that is gone":     {gone, bot.Outgoing{Text: "a"}},
		"a picture into a text":   {picture, bot.Outgoing{Text: "b"}},
		"a text into a picture":   {text, bot.Outgoing{Text: "c", Photo: &bot.Photo{Key: "p"}}},
		"a picture that has gone": {bot.Sent{Message: gone.Message, Photo: true, Parts: 1}, bot.Outgoing{Text: "d", Photo: &bot.Photo{Key: "p"}}},
	} {
		sent := b.show(card.Outgoing, &card.old)
		if m := last(b.sent()); sent.Message == card.old.Message || m.ID != sent.Message || m.Text != string(card.Text) {
			b.Errorf("%s: sent %+v, seen %+v", what, sent, m)
		}
	}
}

// long is a text of more characters than limit.
func long(limit int) phrases.Text {
	const line, shown = "字&lt;&amp; and a few words\n", 20
	return phrases.Text(strings.Repeat(line, 1+limit/shown))
}

// parts holds messages to the parts that a long text makes: each fits, together they say the whole, and only the last
// has the buttons.
func (b *bench) parts(parts []Message, text phrases.Text) {
	b.Helper()
	var shown strings.Builder
	for i, m := range parts {
		if n := utf8.RuneCountInString(m.Text); n > b.Transport().Limits().Message {
			b.Errorf("part %d has %d characters", i, n)
		}
		if has := len(m.Buttons) > 0; has != (i == len(parts)-1) {
			b.Errorf("part %d of %d: buttons %v", i, len(parts), m.Buttons)
		}
		shown.WriteString(m.Text + "\n")
	}
	if !slices.Equal(strings.Fields(shown.String()), strings.Fields(phrases.Strip(text))) {
		b.Errorf("the %d parts say something else than the text", len(parts))
	}
}

func (b *bench) splitsLongTexts() {
	limit := b.open().Transport().Limits().Message
	if limit == 0 {
		return
	}
	old := b.show(bot.Outgoing{Text: "short"}, nil)
	text := long(2 * limit)
	sent := b.show(bot.Outgoing{Text: text, Buttons: oneButton("more", "d")}, &old)
	parts := b.sent()[1:]
	b.parts(parts, text)
	if sent.Message != last(parts).ID || sent.Parts != len(parts) || sent.Parts < 3 {
		b.Errorf("sent %+v in %d parts", sent, len(parts))
	}
}

func (b *bench) sendsPictures() {
	b.open()
	card := bot.Outgoing{Text: "<b>look</b>", Photo: &bot.Photo{Key: "p"}, Buttons: oneButton("more", "d")}
	first := b.show(card, nil)
	if m := b.only(); !m.Photo || m.Text != "look" || len(m.Buttons) != 1 || first != (bot.Sent{Message: m.ID, Photo: true, Parts: 1}) {
		b.Errorf("sent %+v, seen %+v", first, m)
	}
	card.Text, card.Photo = "another", &bot.Photo{Key: "q"}
	if sent := b.show(card, &first); sent != first || b.only().Text != "another" || !b.only().Photo {
		b.Errorf("edited: %+v, %+v", sent, b.sent())
	}
	b.show(card, nil) // of a picture that the channel knows by now
	if m := last(b.sent()); !m.Photo || m.ID == first.Message {
		b.Errorf("the second time: %+v", m)
	}
	card.Photo = &bot.Photo{Key: "none"}
	sent := b.show(card, nil)
	if m := last(b.sent()); m.Photo || m.Text != "another" || len(m.Buttons) != 1 || sent != (bot.Sent{Message: m.ID, Parts: 1}) {
		b.Errorf("without its picture: sent %+v, seen %+v", sent, m)
	}
}

func (b *bench) putsLongTextBehindItsPicture() {
	limit := b.open().Transport().Limits().Caption
	if limit == 0 {
		return
	}
	text := long(limit)
	sent := b.show(bot.Outgoing{Text: text, Photo: &bot.Photo{Key: "p"}, Buttons: oneButton("more", "d")}, nil)
	all := b.sent()
	if !all[0].Photo || all[0].Text != "" || len(all[0].Buttons) > 0 || sent.Photo || sent.Message != last(all).ID || sent.Parts != len(all) {
		b.Errorf("sent %+v in %d messages", sent, len(all))
	}
	b.parts(all[1:], text)
}

func (b *bench) sendsDocuments() {
	b.open()
	kept := b.keep("prices.xlsx")
	card := bot.Outgoing{Text: "<b>done</b>", Document: &kept, Buttons: oneButton("more", "d")}
	old := b.show(bot.Outgoing{Text: "reading"}, nil)
	for i := range 2 { // the second time the channel knows it
		sent := b.show(card, &old)
		m := last(b.sent())
		if m.File != "prices.xlsx" || m.Text != "done" || len(m.Buttons) != 1 || m.ID != sent.Message || sent.Parts == 1 || len(b.sent()) != i+2 {
			b.Errorf("sent %+v, seen %+v", sent, m)
		}
	}
	card.Document = &bot.Document{Name: "gone.xlsx", Key: "document:4711"}
	b.show(card, nil)
	if m := last(b.sent()); m.File != "" || m.Text != "done" || len(m.Buttons) != 1 {
		b.Errorf("without its document: %+v", m)
	}
}

// keep keeps a document for somebody new.
func (b *bench) keep(name string) (d bot.Document) {
	b.Helper()
	err := pgx.BeginFunc(b.Context(), b.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(b.Context(), `INSERT INTO chats (channel, chat) VALUES ($1, 7)`, b.Channel()); err != nil {
			return err
		}
		from := bot.Message{Channel: b.Channel(), Chat: 7, Sender: bot.Sender{UserID: 7, Name: "Li"}}
		owner, err := bot.NewPeople(b.pool).Admit(b.Context(), tx, from, bot.Seller, phrases.English)
		if err != nil {
			return err
		}
		d, err = bot.NewDocuments(b.pool).Keep(b.Context(), tx, owner.ID, name, []byte("bytes"))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return d
}

func (b *bench) takesButtons() {
	b.open()
	sent := b.show(bot.Outgoing{Text: "card", Buttons: oneButton("more", "d")}, nil)
	for what, message := range map[string]int64{"its buttons": sent.Message, "of one that is gone": sent.Message + 1000} {
		for range 2 { // the second time there are none
			if err := b.Transport().TakeButtons(b.Context(), b.person.Chat(), message); err != nil {
				b.Errorf("%s: %v", what, err)
			}
		}
	}
	if m := b.only(); m.Text != "card" || len(m.Buttons) > 0 {
		b.Errorf("seen: %+v", m)
	}
}

func (b *bench) saysThatAChatIsClosed() {
	try := func(chat bot.ChatID) error {
		_, err := b.Transport().Show(b.Context(), chat, bot.Outgoing{Text: "x"}, nil)
		return err
	}
	if err := try(b.person.Chat()); !errors.Is(err, bot.ErrChatClosed) {
		b.Errorf("before they wrote: %v", err)
	}
	b.open()
	if err := try(b.person.Chat()); err != nil {
		b.Errorf("when they wrote: %v", err)
	}
	b.person.Block()
	if err := try(b.person.Chat()); !errors.Is(err, bot.ErrChatClosed) {
		b.Errorf("when they blocked it: %v", err)
	}
	b.open()
	if err := try(b.person.Chat()); err != nil {
		b.Errorf("when they wrote again: %v", err)
	}
	if err := try(b.person.Chat() + 4711); !errors.Is(err, bot.ErrChatClosed) {
		b.Errorf("of nobody: %v", err)
	}
}

func (b *bench) saysHowLongToWait() {
	b.open().Break(SendWaits)
	_, err := b.Transport().Show(b.Context(), b.person.Chat(), bot.Outgoing{Text: "x"}, nil)
	var wait *bot.WaitError
	if !errors.As(err, &wait) || wait.After < time.Second || wait.After > time.Minute {
		b.Errorf("the error is %v", err)
	}
	b.show(bot.Outgoing{Text: "x"}, nil)
	b.only()
}

// doesNotPretendToKnow: an error that is none of the known ones, so that the card is sent again.
func (b *bench) doesNotPretendToKnow() {
	b.open()
	for trouble, arrived := range map[Trouble]int{SendFails: 0, SendUnanswered: 1} {
		before := len(b.sent())
		b.Break(trouble)
		_, err := b.Transport().Show(b.Context(), b.person.Chat(), bot.Outgoing{Text: "x"}, nil)
		known := errors.Is(err, bot.ErrChatClosed) || errors.Is(err, bot.ErrRefused) || errors.As(err, new(*bot.WaitError))
		if err == nil || known || len(b.sent()) != before+arrived {
			b.Errorf("trouble %d: %v, and %d messages arrived", trouble, err, len(b.sent())-before)
		}
	}
}

func (b *bench) refusesForGood() {
	b.open()
	_, err := b.Transport().Show(b.Context(), b.person.Chat(), bot.Outgoing{}, nil)
	if !errors.Is(err, bot.ErrRefused) {
		b.Errorf("a card without anything: %v", err)
	}
}
