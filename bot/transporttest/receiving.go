package transporttest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"oldhand/bot"
)

// receive takes in what people send until the test ends. An error of refuse, which may be nil, leaves it with the channel.
func (b *bench) receive(refuse func(bot.Message) error) <-chan bot.Message {
	b.Helper()
	in := make(chan bot.Message, 100)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	var running sync.WaitGroup
	running.Go(func() {
		defer close(in)
		err := b.Receive(ctx, func(_ context.Context, messages []bot.Message) error {
			for _, m := range messages {
				if refuse != nil && refuse(m) != nil {
					return errors.New("not taken in")
				}
			}
			for _, m := range messages {
				in <- m
			}
			return nil
		})
		if err != nil {
			b.Errorf("receiving ended with %v", err)
		}
	})
	b.Cleanup(func() { cancel(); running.Wait() })
	return in
}

func (b *bench) receivesWords() {
	in := b.receive(nil)
	other := b.Person(2)
	first := b.person.Say("20 红色发夹\u200b & <b>")
	other.Say("hi")
	got := []bot.Message{<-in, <-in}
	i := slices.IndexFunc(got, func(m bot.Message) bool { return m.Chat == b.person.Chat() })
	if i < 0 || got[1-i].Chat != other.Chat() {
		b.Fatalf("got %+v", got)
	}
	m := got[i]
	if m.Channel != b.Channel() || m.Kind != bot.Words || m.ID != first || m.Text != "20 红色发夹 & <b>" || m.Sender.UserID == 0 || m.Sender.Name == "" || m.At.IsZero() {
		b.Errorf("got %+v", m)
	}
	if got[0].UpdateID == got[1].UpdateID || got[0].Sender.UserID == got[1].Sender.UserID {
		b.Errorf("not told apart: %+v", got)
	}
}

func (b *bench) receivesAgain() {
	refused := false
	in := b.receive(func(bot.Message) error {
		if refused {
			return nil
		}
		refused = true
		return errors.New("the database is away")
	})
	b.person.Say("one")
	b.person.Say("two")
	for _, want := range []string{"one", "two"} {
		if m := <-in; m.Text != want {
			b.Errorf("got %q, want %q", m.Text, want)
		}
	}
	if !refused {
		b.Error("nothing was refused")
	}
}

func (b *bench) receivesClosing() {
	in := b.receive(nil)
	b.person.Say("hello")
	b.person.Block()
	b.person.Say("I am back")
	var kinds []bot.Kind
	for m := range in {
		kinds = append(kinds, m.Kind)
		if m.Chat != b.person.Chat() {
			b.Errorf("of another chat: %+v", m)
		}
		if m.Text == "I am back" {
			break
		}
	}
	if !slices.Contains(kinds, bot.Blocked) {
		b.Errorf("got %v", kinds)
	}
}

func (b *bench) bringsPressesBack() {
	in := b.receive(nil)
	b.open()
	<-in
	data := strings.Repeat("d", bot.MaxButtonData)
	sent := b.show(bot.Outgoing{Text: "card", Buttons: oneButton("more", data)}, nil)
	notice, err := b.person.Press(sent.Message, "more")
	if err != nil {
		b.Fatal(err)
	}
	m := <-in
	if m.Kind != bot.Pressed || m.Chat != b.person.Chat() || m.ID != sent.Message || m.Press == nil || m.Press.Data != data || m.Press.Photo {
		b.Fatalf("got %+v", m)
	}
	for _, query := range []string{m.Press.QueryID, m.Press.QueryID, "4711"} { // again, and one that is over
		if err := b.Transport().Acknowledge(b.Context(), query, "done "+strings.Repeat("字", 1000)); err != nil {
			b.Errorf("acknowledging %s: %v", query, err)
		}
	}
	ctx, cancel := context.WithTimeout(b.Context(), patience)
	defer cancel()
	if shown, err := notice(ctx); err != nil || !strings.HasPrefix(shown, "done 字") {
		b.Errorf("the notice: %q, %v", shown, err)
	}
}
