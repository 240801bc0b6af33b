// Package bot is the conversation: what comes in, what goes out, and the ledger of turns that loses neither.
package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
)

type (
	// ChatID names one private chat within its channel.
	ChatID int64
	// PersonID names a person of the village in our own tables.
	PersonID int64
	// TurnID numbers a message and its reply; it is the idempotency key of everything the turn creates.
	TurnID int64
)

// Role is what a person is to the village.
type Role string

// The roles an invitation can give. A Stranger has none.
const (
	Stranger    Role = ""
	Seller      Role = "seller"
	Distributor Role = "distributor"
	OldHand     Role = "oldhand"
	Organiser   Role = "organiser"
)

// Person is who wrote. A stranger has an ID of 0.
type Person struct {
	ID   PersonID
	Chat ChatID
	Name string
	Role Role
	Lang phrases.Lang
	// Distributor is the name of the distributor this person works for, as the catalogue spells it; else empty.
	Distributor string
}

// ShownName is a person's name, or her number where she has none.
func (p Person) ShownName() string { return cmp.Or(p.Name, "№ "+strconv.FormatInt(int64(p.ID), 10)) }

// Kind says what sort of thing came in.
type Kind string

// What can come in. Other is anything oldhand cannot use (a sticker, a video, ...); Message.What names it.
const (
	Words     Kind = "words"
	Pressed   Kind = "pressed"
	Picture   Kind = "picture"
	File      Kind = "file"
	Other     Kind = "other"
	Blocked   Kind = "blocked"
	Unblocked Kind = "unblocked"
)

// Message is one thing that came in, in no messenger's own terms.
type Message struct {
	Channel  string // "telegram"
	UpdateID int64  // the channel's own number for it
	Kind     Kind
	Chat     ChatID
	Sender   Sender
	ID       int64  // the message's number in its chat; of a press, that of the card pressed
	Edited   bool   // the sender corrected message ID
	Text     string // words or caption, without NUL, control and invisible characters, no longer than one message
	ReplyTo  int64  // number of the message it answers, or 0
	Topic    int64  `json:",omitempty"` // of a chat that its person parts into topics, the one written in: it is answered there
	Press    *Press
	File     *Attachment
	Album    string `json:",omitempty"` // what pictures sent at once have in common
	What     string // of Other: sticker, video, voice, location, ...
	At       time.Time
}

// Sender is who the channel says wrote.
type Sender struct {
	UserID   int64
	Name     string
	Language string // IETF tag of their app: "zh-hans", "en"
}

// Press is a tap on a button under a card.
type Press struct {
	QueryID string
	Data    string
	// Photo: the card pressed is a picture with a caption.
	Photo bool
}

// Attachment is a picture or a file that came in.
type Attachment struct {
	ID   string // what the channel fetches it by
	Name string
	MIME string
	Size int64
}

// Turn is a message with all that is known when it is its turn.
type Turn struct {
	ID      TurnID
	Message Message
	Person  Person
	// Choice is the pressed button's, when it is genuine, this person's own, and not used up; nil otherwise.
	Choice *Choice
	// Stale says that a button was pressed that no longer counts: used, forged, or someone else's.
	// Answer it with the current card.
	Stale bool
	// Dialogue is what the last reply left; see Reply.Dialogue.
	Dialogue json.RawMessage
	// About is what the message replies to is about: the Reply.About of whoever showed it last. It is nil where the message
	// replies to nothing, to a message that is not oldhand's, or to one that is about nothing.
	About  json.RawMessage
	Limits Limits // of the channel that the reply goes to
	Now    time.Time
}

// Handler does what a turn asks.
//
// Handle understands and reads, outside any transaction, and may call the network. The TxFunc it returns makes the
// effect and the reply in one transaction with the turn's own record; it may run again if the database asks for it.
type Handler interface {
	Handle(ctx context.Context, t Turn) (TxFunc, error)
}

// TxFunc writes a turn's effect through tx and returns its reply. No network call inside.
type TxFunc func(ctx context.Context, tx pgx.Tx) (Reply, error)

// Reply is all that a turn says, and what the dialogue is to remember.
type Reply struct {
	Cards []Card `json:"cards,omitempty"`
	// Notice shows for a moment on the button that was pressed; plain text, cut to what the channel shows.
	Notice string `json:"notice,omitempty"`
	// Dialogue replaces the chat's dialogue state; nil leaves it.
	Dialogue json.RawMessage `json:"-"`
	// About is what the cards are about, kept with them for those who reply to one; nil: nothing.
	About json.RawMessage `json:"about,omitempty"`
	// Pushes go to other people, each settled in the same transaction as a turn of its own.
	Pushes []Push `json:"-"`
}

// Push is a message to somebody who did not just write.
type Push struct {
	To    PersonID
	Cards []Card
	// Bulk pushes (reminders, notices to many) wait behind every reply.
	Bulk bool
	// Anytime pushes come in their receiver's quiet hours as well, for whose end all others wait: she has named the time, or they make no sound,
	// because they edit what she has.
	Anytime bool
	// About is what the cards are about; see Reply.About.
	About json.RawMessage
	// Dialogue is a JSON object whose members take the place of those of the same name in the receiver's dialogue, once
	// the last card has arrived; nil leaves it. What the person wrote before is answered without it, and a turn that is
	// at work meanwhile loses nothing by it.
	Dialogue json.RawMessage
}

// Card is one message to a person.
type Card struct {
	Text  phrases.Text `json:"text"`
	Photo *Photo       `json:"photo,omitempty"` // Text stands under it if Limits.FitsCaption, else behind it
	// Document is a file that comes with the text as with a photo; a card has one of the two. Such a card is always sent,
	// never edited into another.
	Document *Document  `json:"document,omitempty"`
	Buttons  [][]Button `json:"buttons,omitempty"`
	// Key names a kind of card of which only the newest counts ("draft", "results"): sending a card takes the buttons
	// off the chat's older one of the same key.
	Key string `json:"key,omitempty"`
	// InPlace edits the chat's newest card of the same key (or, without a key, the card whose button was pressed)
	// instead of sending another; where that cannot be done it is sent.
	InPlace bool `json:"in_place,omitempty"`
}

// Photo names a picture; its bytes are fetched from Pictures when it is first sent.
type Photo struct {
	Key string `json:"key"` // the same key always means the same bytes
}

// Pictures gives the bytes of a photo by its key, JPEG or PNG. One that the channel does not take is left out of its card.
type Pictures interface {
	Picture(ctx context.Context, key string) ([]byte, error)
}

// Button is a tap that a card offers.
type Button struct {
	Label  string `json:"label"`
	Choice Choice `json:"action"` // the name under which replies and dialogues were stored first
	// Once: the button counts one time only, however often and from however many copies it is pressed.
	Once bool `json:"once,omitempty"`
	// Main: what the card is there for; it stands out where the channel can show that.
	Main bool `json:"main,omitempty"`
	// Copy, when set, makes the button copy this text instead of pressing.
	Copy string `json:"copy,omitempty"`
}

// Choice is what a button stands for. Verb and Args together hold at most 30 bytes and no '|'.
type Choice struct {
	Verb string   `json:"verb"`
	Args []string `json:"args,omitempty"`
}
