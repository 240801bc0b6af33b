package botapi

import (
	"encoding/json"
	"errors"
	"unicode/utf8"

	"oldhand/bot/botapi/parse"
)

const (
	maxRaw     = 32768 // bytes of a text before parsing
	maxText    = 4096  // code points of a text
	maxCaption = 1024  // code points of a caption
)

// draft is a message on its way out: its content is read, its text not yet cleaned.
type draft struct {
	entry
	words   parse.Text
	caption bool // words are the caption of a file
}

// text reads a text with its formatting out of three parameters.
func (c *call) text(name, entities string) (parse.Text, error) {
	raw := c.str(name)
	if len(raw) > maxRaw {
		return parse.Text{}, bad("text is too long")
	}
	if c.has("parse_mode") {
		t, err := parse.Markup(raw, c.str("parse_mode"))
		if err != nil {
			return parse.Text{}, badMarkup(err)
		}
		return t, nil
	}
	t := parse.Text{Text: raw}
	var given []struct {
		parse.Entity
		User struct{ ID int64 }
	}
	if err := c.object(entities, &given); err != nil {
		return t, bad("can't parse entities: can't parse entities JSON object")
	}
	for _, e := range given {
		e.UserID = e.User.ID
		t.Entities = append(t.Entities, e.Entity)
	}
	return t, nil
}

// messageText reads the text of sendMessage and editMessageText.
func (c *call) messageText() (parse.Text, error) {
	if !c.has("text") {
		return parse.Text{}, bad("message text is empty")
	}
	return c.text("text", "entities")
}

// finish cleans the draft's words and puts them into the message.
func (cs *chats) finish(d *draft) error {
	limit, tooLong := maxText, "message is too long"
	if d.caption {
		limit, tooLong = maxCaption, "message caption is too long"
	}
	t, err := parse.Clean(d.words)
	if d.caption && errors.Is(err, parse.ErrEmpty) {
		d.Caption, d.CaptionEntities = "", nil
		return nil
	}
	if err != nil {
		return bad("%s", err)
	}
	if utf8.RuneCountInString(t.Text) > limit {
		return bad("%s", tooLong)
	}
	if d.caption {
		d.Caption, d.CaptionEntities = t.Text, cs.entities(t.Entities)
	} else {
		d.Text, d.Entities = t.Text, cs.entities(t.Entities)
	}
	return nil
}

// entities completes mentions with their users; a mention of somebody unknown is plain text.
func (cs *chats) entities(in []parse.Entity) []Entity {
	var out []Entity
	for _, e := range in {
		who := cs.users[e.UserID]
		if e.Type == "text_mention" && who == nil {
			continue
		}
		out = append(out, Entity{e, who})
	}
	return out
}

// repliedTo finds the message that reply_parameters (or the older reply_to_message_id) name.
func (c *call) repliedTo(to *chat) (*Message, error) {
	var p struct {
		MessageID int64 `json:"message_id"`
		Without   bool  `json:"allow_sending_without_reply"`
	}
	if err := c.object("reply_parameters", &p); err != nil {
		return nil, bad("can't parse reply parameters JSON object")
	}
	if p.MessageID == 0 {
		p.MessageID = c.int("reply_to_message_id")
		p.Without = c.bool("allow_sending_without_reply")
	}
	if p.MessageID == 0 {
		return nil, nil
	}
	e := to.find(p.MessageID)
	if e == nil && !p.Without {
		return nil, bad("message to be replied not found")
	}
	if e == nil {
		return nil, nil
	}
	m := e.Message
	m.ReplyTo = nil
	return &m, nil
}

// send does what all sending methods have in common.
func (cs *chats) send(c *call, d *draft) (any, error) {
	kb, err := c.markup()
	if err != nil {
		return nil, err
	}
	to, err := cs.writable(c)
	if err != nil {
		return nil, err
	}
	if d.ReplyTo, err = c.repliedTo(to); err != nil {
		return nil, err
	}
	if d.Location == nil && d.Contact == nil {
		if err := cs.finish(d); err != nil {
			return nil, err
		}
	}
	if err := kb.check(); err != nil {
		return nil, err
	}
	d.Markup, d.Reply, d.Fixed = kb.inline, kb.reply, d.Fixed || kb.other
	d.Protected = c.bool("protect_content")
	d.From = &cs.me
	return cs.post(to, &d.entry).Message, nil
}

func sendMessage(cs *chats, c *call) (any, error) {
	t, err := c.messageText()
	if err != nil {
		return nil, err
	}
	d := &draft{words: t}
	if err := c.object("link_preview_options", &d.LinkPreview); err != nil {
		return nil, errLinkPreview
	}
	return cs.send(c, d)
}

func sendLocation(cs *chats, c *call) (any, error) {
	at, err := c.location()
	if err != nil {
		return nil, err
	}
	return cs.send(c, &draft{entry: entry{Message: Message{Location: at}}})
}

func (c *call) location() (*Location, error) {
	lat, err := c.number("latitude")
	if err != nil {
		return nil, err
	}
	lon, err := c.number("longitude")
	if err != nil {
		return nil, err
	}
	if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return nil, bad("wrong location coordinates specified")
	}
	return &Location{lat, lon}, nil
}

func sendVenue(cs *chats, c *call) (any, error) {
	at, err := c.location()
	if err != nil {
		return nil, err
	}
	title, err := c.required("title")
	if err != nil {
		return nil, err
	}
	address, err := c.required("address")
	if err != nil {
		return nil, err
	}
	return cs.send(c, &draft{entry: entry{Message: Message{Location: at, Venue: &Venue{*at, title, address}}}})
}

func sendContact(cs *chats, c *call) (any, error) {
	phone, err := c.required("phone_number")
	if err != nil {
		return nil, err
	}
	first, err := c.required("first_name")
	if err != nil {
		return nil, err
	}
	return cs.send(c, &draft{entry: entry{Message: Message{Contact: &Contact{Phone: phone, FirstName: first, LastName: c.str("last_name")}}}})
}

// source finds the message that copyMessage and forwardMessage name.
func (cs *chats) source(c *call, missing string) (*entry, error) {
	if _, err := cs.writable(c); err != nil {
		return nil, err
	}
	from, err := cs.chat(c, "from_chat_id")
	if err != nil {
		return nil, err
	}
	if e := from.find(c.int("message_id")); e != nil {
		return e, nil
	}
	return nil, bad("%s", missing)
}

func copyMessage(cs *chats, c *call) (any, error) {
	e, err := cs.source(c, "message to copy not found")
	if err != nil {
		return nil, err
	}
	d := &draft{entry: entry{Message: e.Message}}
	d.EditDate, d.Markup, d.ForwardOrigin = 0, nil, nil
	d.words.Text, d.caption = e.Text, e.media() != nil
	for _, part := range e.Entities {
		d.words.Entities = append(d.words.Entities, part.Entity)
	}
	if d.caption {
		d.words.Text = e.Caption
		if _, given := c.params["caption"]; given {
			if d.words, err = c.text("caption", "caption_entities"); err != nil {
				return nil, err
			}
		}
	}
	sent, err := cs.send(c, d)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"message_id": sent.(Message).ID}, nil
}

func forwardMessage(cs *chats, c *call) (any, error) {
	e, err := cs.source(c, "message to forward not found")
	if err != nil {
		return nil, err
	}
	d := &draft{entry: entry{Message: e.Message, Fixed: true}}
	d.EditDate, d.Markup, d.ReplyTo = 0, nil, nil
	d.ForwardOrigin, err = json.Marshal(map[string]any{"type": "user", "date": e.Date, "sender_user": e.From})
	if err != nil {
		return nil, err
	}
	to, err := cs.writable(c)
	if err != nil {
		return nil, err
	}
	d.From = &cs.me
	return cs.post(to, &d.entry).Message, nil
}
