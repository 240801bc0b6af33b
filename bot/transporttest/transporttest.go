// Package transporttest is what every bot.Transport has to pass: one suite, so that the runtime can rely on the same of each
// channel. A channel's own test calls Run with a Harness around it.
package transporttest

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

// patience is how long a test waits for what has to happen; it only matters when it does not.
const patience = time.Minute

// Harness is a channel and the world around it: its people, and what goes wrong with it.
type Harness interface {
	// Channel is the name of the channel in messages.
	Channel() string
	// Transport is what is tested.
	Transport() bot.Transport
	// Receive takes in what people send until ctx ends, as it is done in production.
	Receive(ctx context.Context, accept func(ctx context.Context, messages []bot.Message) error) error
	// Person is somebody with a private chat, told apart by a number from 1. The chat is open once they have written.
	Person(n int64) Person
	// Break makes the next thing of a kind go wrong.
	Break(t Trouble)
	// Complaints are what the channel minds of what was sent so far. Of a conversation there are none.
	Complaints() []string
}

// Maker makes a harness, to be ended with the test. Documents of the transport are those of pool.
type Maker func(t *testing.T, pool *pgxpool.Pool, pictures bot.Pictures) Harness

// Person is the other end of a private chat.
type Person interface {
	Chat() bot.ChatID
	// Say writes a text and gives the number of its message.
	Say(text string) int64
	// Seen is the chat as the person sees it now, oldest message first.
	Seen() []Message
	// Wait waits until ok holds of what is seen, and gives it. The error is that of ctx.
	Wait(ctx context.Context, ok func(seen []Message) bool) ([]Message, error)
	// Press presses the button with a label under a message.
	Press(message int64, label string) (Notice, error)
	// Forge sends a press with data that no button has.
	Forge(message int64, data string) Notice
	// Block shuts the chat; writing opens it again.
	Block()
}

// Notice waits until a press is acknowledged, and gives the notice shown. The error is that of ctx.
type Notice func(ctx context.Context) (string, error)

// Message is a message as a person sees it.
type Message struct {
	ID      int64
	FromBot bool
	Text    string // what is shown, without markup
	Photo   bool
	File    string     // name of a document
	Buttons [][]string // labels
}

// Trouble is what can go wrong between a channel and the program.
type Trouble int

// What can go wrong.
const (
	SendWaits      Trouble = iota // the next message is to be sent in a second, not now
	SendFails                     // the next message is not sent, and nobody can tell
	SendUnanswered                // the next message is sent, and nobody can tell
	ReceiveFails                  // the channel has nothing to give for a moment
	ReceiveTwice                  // the next message comes twice
	ReceiveAnew                   // the channel numbers what comes in anew, lower than before
)

// Run runs the suite.
func Run(t *testing.T, make Maker) {
	for name, test := range map[string]func(*bench){
		"sends a card":                            (*bench).sends,
		"edits a card":                            (*bench).edits,
		"sends a card that it cannot edit":        (*bench).sendsWhatCannotBeEdited,
		"splits a long text":                      (*bench).splitsLongTexts,
		"sends pictures":                          (*bench).sendsPictures,
		"puts a long text behind its picture":     (*bench).putsLongTextBehindItsPicture,
		"sends documents":                         (*bench).sendsDocuments,
		"takes buttons":                           (*bench).takesButtons,
		"brings presses back":                     (*bench).bringsPressesBack,
		"says that a chat is closed":              (*bench).saysThatAChatIsClosed,
		"says how long to wait":                   (*bench).saysHowLongToWait,
		"does not pretend to know":                (*bench).doesNotPretendToKnow,
		"refuses for good":                        (*bench).refusesForGood,
		"receives what people write":              (*bench).receivesWords,
		"receives again what was not taken in":    (*bench).receivesAgain,
		"receives that a chat is closed and open": (*bench).receivesClosing,
		"carries a conversation":                  (*bench).carriesAConversation,
		"carries it when sending has to wait":     inTrouble(SendWaits, 1),
		"carries it when sending fails":           inTrouble(SendFails, 1),
		"carries it when the outcome is unknown":  inTrouble(SendUnanswered, 2),
		"carries it when receiving fails":         inTrouble(ReceiveFails, 1),
		"carries it when a message comes twice":   inTrouble(ReceiveTwice, 1),
		"carries it when numbers begin anew":      inTrouble(ReceiveAnew, 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := pgtest.New(t)
			b := &bench{T: t, Harness: make(t, pool, pictures{}), pool: pool}
			b.person = b.Person(1)
			test(b)
		})
	}
}

// bench is one test: a harness and one person of it.
type bench struct {
	*testing.T
	Harness
	pool   *pgxpool.Pool
	person Person
}

// open opens the chat.
func (b *bench) open() *bench {
	b.person.Say("hello")
	return b
}

func (b *bench) show(card bot.Outgoing, old *bot.Sent) bot.Sent {
	b.Helper()
	sent, err := b.Transport().Show(b.Context(), b.person.Chat(), card, old)
	if err != nil {
		b.Fatal(err)
	}
	return sent
}

// sent is what the bot wrote into the chat.
func (b *bench) sent() []Message { return fromBot(b.person.Seen()) }

// only is the one message that the bot wrote.
func (b *bench) only() Message {
	b.Helper()
	all := b.sent()
	if len(all) != 1 {
		b.Fatalf("%d messages instead of one: %+v", len(all), all)
	}
	return all[0]
}

// wait waits until ok holds of what the person sees.
func (b *bench) wait(p Person, what string, ok func(seen []Message) bool) []Message {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), patience)
	defer cancel()
	seen, err := p.Wait(ctx, ok)
	if err != nil {
		b.Fatalf("%s: %v", what, err)
	}
	return seen
}

func fromBot(seen []Message) (all []Message) {
	for _, m := range seen {
		if m.FromBot {
			all = append(all, m)
		}
	}
	return all
}

func last(seen []Message) Message {
	if len(seen) == 0 {
		return Message{}
	}
	return seen[len(seen)-1]
}

// oneButton is a row of one button.
func oneButton(label, data string) [][]bot.OutgoingButton {
	return [][]bot.OutgoingButton{{{Label: label, Data: data}}}
}

// pictures has one picture for every key but "none".
type pictures struct{}

func (pictures) Picture(_ context.Context, key string) ([]byte, error) {
	if key == "none" {
		return nil, errors.New("no such picture")
	}
	var b bytes.Buffer
	err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)))
	return b.Bytes(), err
}
