package botapi

import (
	"encoding/json"

	"oldhand/bot/botapi/parse"
)

// Profile is a user or the bot, as Telegram's User object.
type Profile struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	// Language is the IETF tag of the user's app ("en", "zh-hans").
	Language string `json:"language_code,omitempty"`
}

// Chat is the chat a message is in, as Telegram's Chat object.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
}

// Entity is a range of a text, as Telegram's MessageEntity object.
type Entity struct {
	parse.Entity
	User *Profile `json:"user,omitempty"`
}

// Message is Telegram's Message object.
type Message struct {
	ID              int64           `json:"message_id"`
	From            *Profile        `json:"from,omitempty"`
	Chat            Chat            `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ForwardOrigin   json.RawMessage `json:"forward_origin,omitempty"`
	ReplyTo         *Message        `json:"reply_to_message,omitempty"`
	MediaGroupID    string          `json:"media_group_id,omitempty"`
	Protected       bool            `json:"has_protected_content,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	LinkPreview     json.RawMessage `json:"link_preview_options,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Photo           []Media         `json:"photo,omitempty"`
	Document        *Media          `json:"document,omitempty"`
	Voice           *Media          `json:"voice,omitempty"`
	Audio           *Media          `json:"audio,omitempty"`
	Video           *Media          `json:"video,omitempty"`
	Sticker         *Media          `json:"sticker,omitempty"`
	Location        *Location       `json:"location,omitempty"`
	Venue           *Venue          `json:"venue,omitempty"`
	Contact         *Contact        `json:"contact,omitempty"`
	Markup          *Keyboard       `json:"reply_markup,omitempty"`
}

// FromBot says that the bot sent the message.
func (m Message) FromBot() bool { return m.From != nil && m.From.IsBot }

// Words is the text or the caption.
func (m Message) Words() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Button gives the first button with the label, or false.
func (m Message) Button(label string) (Button, bool) {
	if m.Markup == nil {
		return Button{}, false
	}
	for _, row := range m.Markup.Rows {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// media is the message's file, or nil. Of a photo it is the largest size.
func (m *Message) media() *Media {
	if n := len(m.Photo); n > 0 {
		return &m.Photo[n-1]
	}
	for _, f := range []*Media{m.Document, m.Voice, m.Audio, m.Video, m.Sticker} {
		if f != nil {
			return f
		}
	}
	return nil
}

// Media is a file in a message: a photo's size, a document, a voice note, ...
type Media struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Kind     string `json:"type,omitempty"` // of a sticker
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Duration int    `json:"duration,omitempty"`
	Emoji    string `json:"emoji,omitempty"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int64  `json:"file_size,omitempty"`
}

// Location is a point on the map.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Venue is a place with a name.
type Venue struct {
	Location Location `json:"location"`
	Title    string   `json:"title"`
	Address  string   `json:"address"`
}

// Contact is a telephone contact. UserID is only trustworthy when it is the sender's own.
type Contact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

// Keyboard is the buttons under a message.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button is one button under a message. Exactly one of its actions is set.
type Button struct {
	Text   string `json:"text"`
	Style  string `json:"style,omitempty"` // danger, success or primary
	URL    string `json:"url,omitempty"`
	Data   string `json:"callback_data,omitempty"`
	Copy   *Copy  `json:"copy_text,omitempty"`
	Pay    bool   `json:"pay,omitempty"`
	WebApp any    `json:"web_app,omitempty"`
	// Switch holds the field of one of the actions that lead to an inline query.
	Switch string `json:"switch_inline_query_current_chat,omitempty"`
}

// Copy is what a button copies.
type Copy struct {
	Text string `json:"text"`
}
