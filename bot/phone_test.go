package bot_test

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

// phone is a channel that remembers what a person would see.
type phone struct {
	limits  bot.Limits
	mu      sync.Mutex
	last    int64
	cards   []card
	answers map[string]string
	typing  int
	// fail, when set, is asked before each card and can refuse it.
	fail func(chat bot.ChatID, text phrases.Text) error
}

// card is one message on the phone, as it now is.
type card struct {
	chat    bot.ChatID
	message int64
	bot.Outgoing
	edits int
}

func newPhone() *phone { return &phone{answers: map[string]string{}} }

func (p *phone) Limits() bot.Limits { return p.limits }

func (p *phone) Show(_ context.Context, chat bot.ChatID, out bot.Outgoing, old *bot.Sent) (bot.Sent, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		if err := p.fail(chat, out.Text); err != nil {
			return bot.Sent{}, err
		}
	}
	if old != nil && old.Photo == (out.Photo != nil) {
		for i := range p.cards {
			if p.cards[i].chat == chat && p.cards[i].message == old.Message {
				p.cards[i].Outgoing, p.cards[i].edits = out, p.cards[i].edits+1
				return *old, nil
			}
		}
	}
	p.last++
	p.cards = append(p.cards, card{chat: chat, message: p.last, Outgoing: out})
	return bot.Sent{Message: p.last, Photo: out.Photo != nil, Parts: 1}, nil
}

func (p *phone) TakeButtons(_ context.Context, chat bot.ChatID, message int64) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.cards {
		if p.cards[i].chat == chat && p.cards[i].message == message {
			p.cards[i].Buttons = nil
		}
	}
	return nil
}

func (p *phone) Acknowledge(_ context.Context, query, notice string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers[query] = notice
	return nil
}

func (p *phone) Typing(context.Context, bot.ChatID, int64) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.typing++
	return nil
}

// seen is what stands in a chat.
func (p *phone) seen(chat bot.ChatID) []card {
	p.mu.Lock()
	defer p.mu.Unlock()
	var seen []card
	for _, c := range p.cards {
		if c.chat == chat {
			seen = append(seen, c)
		}
	}
	return slices.Clone(seen)
}

// all is everything in the order in which it was sent.
func (p *phone) all() []card {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.cards)
}

func (p *phone) texts(chat bot.ChatID) []string {
	var texts []string
	for _, c := range p.seen(chat) {
		texts = append(texts, phrases.Strip(c.Text))
	}
	return texts
}

func (p *phone) answer(query string) (notice string, answered bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	notice, answered = p.answers[query]
	return notice, answered
}

// text is what a turn's message says, as a Text.
func text(t bot.Turn) phrases.Text { return phrases.Text(t.Message.Text) }

// logged collects what was logged.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
