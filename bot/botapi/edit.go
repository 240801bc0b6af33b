package botapi

import (
	"bytes"
	"encoding/json"
	"time"
)

// deletable is how long a message can be deleted.
const deletable = 48 * time.Hour

// editable finds the message an editing method names, and the new keyboard.
func (cs *chats) editable(c *call) (*chat, *entry, markup, error) {
	fail := func(err error) (*chat, *entry, markup, error) { return nil, nil, markup{}, err }
	kb, err := c.markup()
	if err != nil {
		return fail(err)
	}
	if !c.has("chat_id") && !c.has("message_id") {
		return fail(errNoMessageID)
	}
	to, err := cs.chat(c, "chat_id")
	if err != nil {
		return fail(err)
	}
	if c.int("message_id") <= 0 {
		return fail(errNoMessageID)
	}
	if err := to.refusal(); err != nil && to.standing != blocked {
		return fail(err)
	}
	e := to.find(c.int("message_id"))
	switch {
	case e == nil:
		return fail(bad("message to edit not found"))
	case !e.FromBot() || e.Fixed:
		return fail(errCantEdit)
	case kb.other:
		return fail(bad("inline keyboard expected"))
	}
	return to, e, kb, kb.check()
}

// replace puts the new content in place of the old, unless they are the same.
func (cs *chats) replace(to *chat, e *entry, next entry) (any, error) {
	before, err := json.Marshal(e.Message)
	if err != nil {
		return nil, err
	}
	after, err := json.Marshal(next.Message)
	if err != nil {
		return nil, err
	}
	if bytes.Equal(before, after) {
		return nil, errNotModified
	}
	*e = next
	cs.changed(to, e)
	return e.Message, nil
}

func editMessageText(cs *chats, c *call) (any, error) {
	t, err := c.messageText()
	if err != nil {
		return nil, err
	}
	to, e, kb, err := cs.editable(c)
	if err != nil {
		return nil, err
	}
	if e.Text == "" {
		return nil, bad("there is no text in the message to edit")
	}
	d := &draft{entry: *e, words: t}
	if err := cs.finish(d); err != nil {
		return nil, err
	}
	d.Markup, d.LinkPreview = kb.inline, nil
	if err := c.object("link_preview_options", &d.LinkPreview); err != nil {
		return nil, errLinkPreview
	}
	return cs.replace(to, e, d.entry)
}

func editMessageCaption(cs *chats, c *call) (any, error) {
	t, err := c.text("caption", "caption_entities")
	if err != nil {
		return nil, err
	}
	to, e, kb, err := cs.editable(c)
	if err != nil {
		return nil, err
	}
	if e.media() == nil || e.Sticker != nil {
		return nil, bad("there is no caption in the message to edit")
	}
	d := &draft{entry: *e, words: t, caption: true}
	if err := cs.finish(d); err != nil {
		return nil, err
	}
	d.Markup = kb.inline
	return cs.replace(to, e, d.entry)
}

func editMessageReplyMarkup(cs *chats, c *call) (any, error) {
	to, e, kb, err := cs.editable(c)
	if err != nil {
		return nil, err
	}
	next := *e
	next.Markup = kb.inline
	return cs.replace(to, e, next)
}

func editMessageMedia(cs *chats, c *call) (any, error) {
	var in inputMedia
	if _, err := c.required("media"); err != nil {
		return nil, err
	}
	if err := c.object("media", &in); err != nil {
		return nil, bad("can't parse input media JSON object")
	}
	d, err := mediaDraft(cs.files, c, in)
	if err != nil {
		return nil, err
	}
	to, e, kb, err := cs.editable(c)
	if err != nil {
		return nil, err
	}
	if err := cs.finish(d); err != nil {
		return nil, err
	}
	old := e.Message
	d.ID, d.From, d.Chat, d.Date, d.EditDate, d.ReplyTo, d.Protected = old.ID, old.From, old.Chat, old.Date, old.EditDate, old.ReplyTo, old.Protected
	d.Markup = kb.inline
	return cs.replace(to, e, d.entry)
}

// canDelete says whether the bot may still delete the message.
func (cs *chats) canDelete(e *entry) bool {
	return cs.now().Sub(time.Unix(e.Date, 0)) < deletable && (e.FromBot() || e.Chat.Type == "private")
}

func (cs *chats) deletingChat(c *call) (*chat, error) {
	if !c.has("chat_id") {
		return nil, bad("chat identifier is not specified")
	}
	return cs.chat(c, "chat_id")
}

func deleteMessage(cs *chats, c *call) (any, error) {
	to, err := cs.deletingChat(c)
	if err != nil {
		return nil, err
	}
	if c.int("message_id") <= 0 {
		return nil, errNoMessageID
	}
	e := to.find(c.int("message_id"))
	switch {
	case e == nil:
		return nil, bad("message to delete not found")
	case !cs.canDelete(e):
		return nil, bad("message can't be deleted")
	}
	cs.remove(to, e.ID)
	return true, nil
}

func deleteMessages(cs *chats, c *call) (any, error) {
	to, err := cs.deletingChat(c)
	if err != nil {
		return nil, err
	}
	var ids []int64
	if err := c.object("message_ids", &ids); err != nil {
		return nil, bad("can't parse message identifiers JSON array")
	}
	switch {
	case len(ids) == 0:
		return nil, bad("message identifiers are not specified")
	case len(ids) > 100:
		return nil, bad("too many message identifiers specified")
	}
	for _, id := range ids {
		if e := to.find(id); e != nil && cs.canDelete(e) {
			cs.remove(to, id)
		}
	}
	return true, nil
}
