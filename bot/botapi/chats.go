package botapi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// standing is how the bot stands with a chat; "" is well.
type standing string

const (
	unstarted   standing = "unstarted"
	blocked     standing = "blocked"
	deactivated standing = "deactivated"
	otherBot    standing = "bot"
	kicked      standing = "kicked"
	left        standing = "left"
	gone        standing = "gone"
	migrated    standing = "migrated"
)

// chat is one chat with all its messages, oldest first.
type chat struct {
	Chat
	standing  standing
	migrateTo int64
	nextID    int64
	messages  []*entry
}

// entry is a message with what Telegram knows about it and does not say.
type entry struct {
	Message
	// Fixed messages can never be edited: forwarded ones, and those sent with a keyboard that is not inline.
	Fixed bool `json:"fixed,omitempty"`
	// Reply is the reply keyboard that came with the message.
	Reply *ReplyKeyboard `json:"reply_keyboard,omitempty"`
	// Reaction is the bot's emoji on the message.
	Reaction string `json:"reaction,omitempty"`
}

// reply is the reply keyboard that an app shows in the chat now, or nil.
func (c *chat) reply() *ReplyKeyboard {
	answered := false
	for _, e := range slices.Backward(c.messages) {
		answered = answered || !e.FromBot()
		if e.Reply == nil {
			continue
		}
		if len(e.Reply.Rows) == 0 || e.Reply.OneTime && answered {
			return nil
		}
		return e.Reply
	}
	return nil
}

func (c *chat) find(id int64) *entry {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(e *entry, id int64) int { return int(e.ID - id) })
	if !ok {
		return nil
	}
	return c.messages[i]
}

// chat gives the chat that a parameter names.
func (s *Server) chat(c *call, param string) (*chat, error) {
	id := c.str(param)
	if id == "" {
		return nil, bad("%s is empty", param)
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || s.chats[n] == nil {
		return nil, errChatNotFound
	}
	return s.chats[n], nil
}

// writable gives the chat that chat_id names, if the bot may write to it.
func (s *Server) writable(c *call) (*chat, error) {
	to, err := s.chat(c, "chat_id")
	if err != nil {
		return nil, err
	}
	return to, to.refusal()
}

// refusal is why the bot may not write to the chat.
func (c *chat) refusal() error {
	kind := map[string]string{"private": "", "group": "group", "supergroup": "supergroup", "channel": "channel"}[c.Type]
	switch c.standing {
	case unstarted:
		return forbidden("bot can't initiate conversation with a user")
	case blocked:
		return forbidden("bot was blocked by the user")
	case deactivated:
		return forbidden("user is deactivated")
	case otherBot:
		return forbidden("the bot can't send messages to the bot")
	case kicked:
		return forbidden(fmt.Sprintf("bot was kicked from the %s chat", kind))
	case left:
		return forbidden(fmt.Sprintf("bot is not a member of the %s chat", kind))
	case gone:
		return forbidden("the group chat was deleted")
	case migrated:
		return &Error{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: c.migrateTo}
	}
	return nil
}

// add puts a new message at the end of a chat, and tells who watches.
func (s *Server) add(c *chat, e *entry) *entry {
	e.ID = c.nextID
	c.nextID++
	e.Chat = c.Chat
	e.Date = s.now().Unix()
	c.messages = append(c.messages, e)
	s.save(record{Chat: c.ID, Message: e})
	s.tell(c, Event{Kind: Came, Message: e.Message, Reply: e.Reply})
	return e
}

// changed stores an edited message, and tells who watches.
func (s *Server) changed(c *chat, e *entry) {
	e.EditDate = s.now().Unix()
	s.save(record{Chat: c.ID, Message: e})
	s.tell(c, Event{Kind: Edited, Message: e.Message})
}

// remove takes messages out of a chat; unknown ids are skipped.
func (s *Server) remove(c *chat, ids ...int64) {
	for _, id := range ids {
		e := c.find(id)
		if e == nil {
			continue
		}
		c.messages = slices.DeleteFunc(c.messages, func(m *entry) bool { return m == e })
		s.save(record{Chat: c.ID, Removed: id})
		s.tell(c, Event{Kind: Deleted, Message: e.Message})
	}
}

// getChat answers with the chat's full information, as far as it is known.
func getChat(s *Server, c *call) (any, error) {
	found, err := s.chat(c, "chat_id")
	if err != nil {
		return nil, err
	}
	return struct {
		Chat
		Accent int `json:"accent_color_id"`
		Most   int `json:"max_reaction_count"`
	}{found.Chat, 0, 11}, nil
}

func getChatMember(s *Server, c *call) (any, error) {
	found, err := s.chat(c, "chat_id")
	if err != nil {
		return nil, err
	}
	id := c.int("user_id")
	if id <= 0 {
		return nil, bad("invalid user_id specified")
	}
	if id == s.me.ID {
		return member{s.me, "member"}, nil
	}
	who, ok := s.users[id]
	if !ok || found.Type == "private" && found.ID != id {
		return nil, bad("PARTICIPANT_ID_INVALID")
	}
	return member{*who, "member"}, nil
}

// member is Telegram's ChatMember object.
type member struct {
	User   Profile `json:"user"`
	Status string  `json:"status"`
}

var chatActions = strings.Fields("typing upload_photo record_video upload_video record_voice upload_voice " +
	"record_audio upload_audio upload_document choose_sticker find_location pick_up_location record_video_note upload_video_note cancel")

func sendChatAction(s *Server, c *call) (any, error) {
	action, err := c.required("action")
	if err != nil {
		return nil, err
	}
	if !slices.Contains(chatActions, strings.ToLower(action)) {
		return nil, bad("wrong parameter action in request")
	}
	to, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	s.tell(to, Event{Kind: Typing})
	return true, nil
}

func setMessageReaction(s *Server, c *call) (any, error) {
	to, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	e := to.find(c.int("message_id"))
	if e == nil {
		return nil, bad("message to react not found")
	}
	var reactions []struct{ Type, Emoji string }
	if err := c.object("reaction", &reactions); err != nil {
		return nil, bad("can't parse reaction types JSON object")
	}
	if len(reactions) > 1 {
		return nil, bad("REACTIONS_TOO_MANY")
	}
	e.Reaction = ""
	for _, r := range reactions {
		if r.Type != "emoji" || !strings.Contains(reactionEmoji, r.Emoji) || r.Emoji == "" {
			return nil, bad("REACTION_INVALID")
		}
		e.Reaction = r.Emoji
	}
	s.save(record{Chat: to.ID, Message: e})
	s.tell(to, Event{Kind: Reaction, Message: e.Message, Emoji: e.Reaction})
	return true, nil
}

// reactionEmoji are those a bot may set.
const reactionEmoji = "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳❤‍🔥🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👨‍💻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷‍♂🤷🤷‍♀😡"
