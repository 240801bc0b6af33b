package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"oldhand/bot/phrases"
)

// Transport carries what oldhand says to one channel. It is safe for concurrent use.
//
// What its methods return decides what happens next: ErrChatClosed closes the chat until its person writes again, a
// *WaitError is waited for, ErrRefused is final, and any other error means that nobody knows whether the call
// succeeded, so it is made again.
type Transport interface {
	// Limits is what the channel can carry. It is always the same.
	Limits() Limits
	// Show sends a card, or edits old into it; where old cannot be edited the card is sent, and Sent.Message differs
	// from old.Message. old is nil for a card that is to be sent.
	Show(ctx context.Context, chat ChatID, card Outgoing, old *Sent) (Sent, error)
	// TakeButtons takes the buttons off a card sent before. A card that is gone or has none is no error.
	TakeButtons(ctx context.Context, chat ChatID, message int64) error
	// Acknowledge ends the waiting sign on a pressed button and shows notice there, if any. Too late is no error.
	Acknowledge(ctx context.Context, queryID, notice string) error
	// Typing shows for a few seconds that a reply is being prepared, in a topic of the chat or, for 0, in the chat.
	Typing(ctx context.Context, chat ChatID, topic int64) error
}

// ErrChatClosed says that the person has shut the chat: blocked the bot, left, never began it.
var ErrChatClosed = errors.New("chat closed")

// ErrRefused says that the channel will never carry this, however often it is tried.
var ErrRefused = errors.New("refused by the channel")

// WaitError says that the channel takes nothing for this chat for a while.
type WaitError struct{ After time.Duration }

func (e *WaitError) Error() string { return fmt.Sprintf("told to wait %s", e.After) }

// Outgoing is a card as a transport gets it: its buttons carry data instead of choices.
type Outgoing struct {
	Text     phrases.Text
	Photo    *Photo
	Document *Document
	Buttons  [][]OutgoingButton
	Topic    int64 // of the chat, in which it is to stand; 0: in none
}

// OutgoingButton is a tap that an outgoing card offers: it comes back as Press.Data, or it copies a text.
type OutgoingButton struct {
	Label string
	Data  string // at most MaxButtonData bytes
	Copy  string // when set, copied instead
	Main  bool   // it stands out
}

// Sent is a card that arrived.
type Sent struct {
	Message int64 // the channel's number of it; of a card in several parts, that of the part with the buttons
	Photo   bool  // it is a picture with a caption
	Parts   int   // a card in more parts than one cannot be edited
}
