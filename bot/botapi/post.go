package botapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"oldhand/bot/botapi/parse"
)

// Post is something a user sends. Kind "" is text; else photo, document, voice, audio, video, sticker, location or contact.
type Post struct {
	Text       string // or the caption, or a sticker's emoji
	ReplyTo    int64
	Forwarded  string // name of the person whose message is forwarded
	Kind       string
	Name, MIME string // of a file
	Data       []byte
	Duration   int // seconds of a voice note or video
	Location   *Location
	Contact    *Contact
}

// Send sends a post and gives its message id, 0 when there is nothing to send. A user who had blocked the bot unblocks it first.
func (u *User) Send(p Post) (int64, error) {
	cs := u.chats
	cs.mu.Lock()
	defer cs.mu.Unlock()
	e, err := cs.compose(p)
	if err != nil || e == nil {
		return 0, err
	}
	c, who := cs.byID[u.id], cs.users[u.id]
	if c.standing == blocked {
		cs.setBlocked(who, false)
	}
	if c.standing == unstarted {
		c.standing = ""
	}
	e.From = who
	if r := c.find(p.ReplyTo); r != nil {
		about := r.Message
		about.ReplyTo = nil
		e.ReplyTo = &about
	}
	cs.post(c, e)
	cs.queue.push("message", lane(c), e.Message)
	return e.ID, nil
}

// lane is the lane of updates about a chat: a webhook gets them one after the other.
func lane(c *chat) string { return "chat " + strconv.FormatInt(c.ID, 10) }

// compose makes the message of a post; nil when there is nothing in it.
func (cs *chats) compose(p Post) (*entry, error) {
	words, err := parse.Clean(parse.Text{Text: strings.ToValidUTF8(p.Text, "\uFFFD")})
	if err != nil && !errors.Is(err, parse.ErrEmpty) {
		return nil, err
	}
	e := &entry{Message: Message{Location: p.Location, Contact: p.Contact}}
	if p.Forwarded != "" {
		e.ForwardOrigin, _ = json.Marshal(map[string]any{"type": "hidden_user", "date": cs.now().Unix(), "sender_user_name": p.Forwarded})
	}
	switch {
	case p.Location != nil || p.Contact != nil:
	case p.Kind == "" && words.Text == "":
		return nil, nil
	case p.Kind == "":
		e.Text, e.Entities = words.Text, cs.entities(words.Entities)
	default:
		return e, cs.composeFile(e, p, words)
	}
	return e, nil
}

func (cs *chats) composeFile(e *entry, p Post, words parse.Text) error {
	kind := p.Kind
	if folders[kind] == "" {
		return fmt.Errorf("users send no %q", kind)
	}
	stored, err := cs.files.put(folders[kind], upload{p.Name, p.MIME, p.Data})
	if err != nil {
		return err
	}
	if kind == "photo" && checkPhoto(stored) != nil {
		kind = "document" // As apps do with a picture they cannot show.
	}
	attach(&e.Message, kind, stored)
	if kind == "sticker" {
		e.Sticker.Emoji = words.Text
		return nil
	}
	if f := e.media(); p.Duration > 0 {
		f.Duration = p.Duration
	}
	e.Caption, e.CaptionEntities = words.Text, cs.entities(words.Entities)
	return nil
}

// Say sends text and gives its message id; what an app would not send gives 0. Longer text than one message holds is split.
func (u *User) Say(text string) int64 {
	var id int64
	for len(text) > 0 {
		part := text
		if runes := []rune(text); len(runes) > maxText {
			part = string(runes[:maxText])
		}
		text = text[len(part):]
		id, _ = u.Send(Post{Text: part}) // Text has no way to fail.
	}
	return id
}

// Start presses Start, with the payload of a deep link or "".
func (u *User) Start(payload string) int64 { return u.Say(strings.TrimSpace("/start " + payload)) }
