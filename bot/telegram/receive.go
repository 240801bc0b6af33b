package telegram

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"oldhand/bot"
)

// update is what is read of an update. Only fields that are used are decoded, so that whatever Telegram adds to the
// others cannot stop a message.
type update struct {
	ID            int64          `json:"update_id"`
	Message       *message       `json:"message"`
	EditedMessage *message       `json:"edited_message"`
	CallbackQuery *callbackQuery `json:"callback_query"`
	MyChatMember  *chatMember    `json:"my_chat_member"`
}

type message struct {
	ID       int64     `json:"message_id"`
	From     *user     `json:"from"`
	Chat     chat      `json:"chat"`
	Date     int64     `json:"date"` // 0: too old for Telegram to show (an InaccessibleMessage)
	EditDate int64     `json:"edit_date"`
	Text     string    `json:"text"`
	Caption  string    `json:"caption"`
	Photo    []picture `json:"photo"`
	Document *document `json:"document"`
	Album    string    `json:"media_group_id"`
	Topic    int64     `json:"message_thread_id"`
	ReplyTo  *struct {
		ID int64 `json:"message_id"`
	} `json:"reply_to_message"`
}

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Language  string `json:"language_code"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type picture struct {
	FileID string `json:"file_id"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
	Size   int64  `json:"file_size"`
}

type document struct {
	FileID string `json:"file_id"`
	Name   string `json:"file_name"`
	MIME   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
}

type callbackQuery struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type chatMember struct {
	Chat chat  `json:"chat"`
	From user  `json:"from"`
	Date int64 `json:"date"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

// convert turns one update into a message. ok is false for updates that are nothing to us: groups, channels, bots,
// service messages. received stands in where an update carries no time.
func convert(raw json.RawMessage, received time.Time) (m bot.Message, ok bool, err error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return bot.Message{}, false, fmt.Errorf("decode an update: %w", err)
	}
	switch {
	case u.Message != nil:
		m, ok = fromMessage(*u.Message, content(raw, "message"))
	case u.EditedMessage != nil:
		m, ok = fromMessage(*u.EditedMessage, content(raw, "edited_message"))
		m.Edited = true
		ok = ok && m.Kind != bot.Other // a live location that moves is an edit each time
	case u.CallbackQuery != nil:
		m, ok = fromCallback(*u.CallbackQuery)
	case u.MyChatMember != nil:
		m, ok = fromMember(*u.MyChatMember)
	}
	m.Channel, m.UpdateID = Channel, u.ID
	if m.At.IsZero() {
		m.At = received
	}
	return m, ok, nil
}

func fromMessage(w message, what string) (bot.Message, bool) {
	if w.Chat.Type != "private" || w.From == nil || w.From.IsBot {
		return bot.Message{}, false
	}
	m := bot.Message{
		Kind: bot.Other, Chat: bot.ChatID(w.Chat.ID), Sender: sender(*w.From), ID: w.ID, Topic: w.Topic, At: time.Unix(w.Date, 0).UTC(),
		Text: withoutBotName(clean(w.Text + w.Caption)), // a message never has both
	}
	if w.EditDate != 0 {
		m.At = time.Unix(w.EditDate, 0).UTC()
	}
	if w.ReplyTo != nil {
		m.ReplyTo = w.ReplyTo.ID
	}
	switch {
	case w.Text != "":
		m.Kind = bot.Words
	case len(w.Photo) > 0:
		best := largest(w.Photo)
		m.Kind, m.File = bot.Picture, &bot.Attachment{ID: best.FileID, MIME: "image/jpeg", Size: best.Size}
		m.Album = w.Album
	case what == "document" && w.Document != nil:
		d := w.Document
		m.Kind, m.File = bot.File, &bot.Attachment{ID: d.FileID, Name: line(d.Name), MIME: line(d.MIME), Size: d.Size}
	default:
		m.What = what
		return m, what != ""
	}
	return m, true
}

func largest(pictures []picture) picture {
	best := pictures[0]
	for _, p := range pictures[1:] {
		if p.Width*p.Height >= best.Width*best.Height {
			best = p
		}
	}
	return best
}

func fromCallback(q callbackQuery) (bot.Message, bool) {
	if q.Message == nil || q.Message.Chat.Type != "private" || q.From.IsBot {
		return bot.Message{}, false
	}
	return bot.Message{
		Kind: bot.Pressed, Chat: bot.ChatID(q.Message.Chat.ID), Sender: sender(q.From), ID: q.Message.ID, Topic: q.Message.Topic,
		Press: &bot.Press{QueryID: q.ID, Data: q.Data, Photo: len(q.Message.Photo) > 0},
	}, true
}

func fromMember(c chatMember) (bot.Message, bool) {
	m := bot.Message{Chat: bot.ChatID(c.Chat.ID), Sender: sender(c.From), At: time.Unix(c.Date, 0).UTC()}
	switch c.New.Status {
	case "kicked", "left":
		m.Kind = bot.Blocked
	case "member":
		m.Kind = bot.Unblocked
	default:
		return bot.Message{}, false
	}
	return m, c.Chat.Type == "private"
}

func sender(u user) bot.Sender {
	return bot.Sender{UserID: u.ID, Name: line(u.FirstName + " " + u.LastName), Language: line(u.Language)}
}

// contents are the fields that say what a message holds, the more telling one first: a venue also has a location, an
// animation also a document.
var contents = []string{
	"text", "photo", "animation", "document", "audio", "video", "video_note", "voice", "sticker", "venue", "location",
	"contact", "poll", "dice", "game", "story", "checklist", "paid_media", "live_photo", "giveaway", "gift", "unique_gift",
}

// content names what a message holds; empty for service messages, which nobody wrote.
func content(raw json.RawMessage, kind string) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || json.Unmarshal(fields[kind], &fields) != nil {
		return ""
	}
	for _, name := range contents {
		if _, ok := fields[name]; ok {
			return name
		}
	}
	return ""
}

// maxText is the most characters that a message can have.
const maxText = 4096

// clean drops what cannot be seen: control characters but for line ends and tabs, format characters (zero width,
// direction, byte order mark), and letters that are drawn as nothing.
func clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune("\u115f\u1160\u2800\u3164\uffa0", r):
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > maxText {
		s = string(runes[:maxText])
	}
	return s
}

// line is clean for what belongs on one line.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

var botName = regexp.MustCompile(`^(/[A-Za-z0-9_]+)@[A-Za-z0-9_]+`)

// withoutBotName makes "/help@our_bot" the same as "/help".
func withoutBotName(s string) string { return botName.ReplaceAllString(s, "$1") }
