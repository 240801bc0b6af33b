package botapi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
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

// chats is everybody at the other end, and their chats with the bot.
type chats struct {
	me       Profile // the bot
	now      func() time.Time
	journal  *journal
	files    *files
	queue    *queue
	queries  *queries
	watchers *watchers

	mu     sync.Mutex // guards what follows, and everything in it
	users  map[int64]*Profile
	byID   map[int64]*chat // a private chat has its user's id
	albums int64           // sent so far
}

// methods are those that read or change chats; they run with the chats' lock held.
func (cs *chats) methods() map[string]method {
	all := map[string]method{}
	for name, do := range map[string]func(*chats, *call) (any, error){
		"getMe": getMe, "getChat": getChat, "getChatMember": getChatMember,
		"sendMessage": sendMessage, "sendPhoto": sendPhoto, "sendDocument": sendDocument, "sendVoice": sendVoice,
		"sendMediaGroup": sendMediaGroup, "sendLocation": sendLocation, "sendVenue": sendVenue, "sendContact": sendContact,
		"sendChatAction": sendChatAction, "copyMessage": copyMessage, "forwardMessage": forwardMessage,
		"editMessageText": editMessageText, "editMessageCaption": editMessageCaption, "editMessageMedia": editMessageMedia,
		"editMessageReplyMarkup": editMessageReplyMarkup, "deleteMessage": deleteMessage, "deleteMessages": deleteMessages,
		"setMessageReaction": setMessageReaction,
	} {
		all[name] = func(c *call) (any, error) {
			cs.mu.Lock()
			defer cs.mu.Unlock()
			return do(cs, c)
		}
	}
	return all
}

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

// replyKeyboard is the one that an app shows in the chat now, or nil.
func (c *chat) replyKeyboard() *ReplyKeyboard {
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
func (cs *chats) chat(c *call, param string) (*chat, error) {
	id := c.str(param)
	if id == "" {
		return nil, bad("%s is empty", param)
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || cs.byID[n] == nil {
		return nil, errChatNotFound
	}
	return cs.byID[n], nil
}

// writable gives the chat that chat_id names, if the bot may write to it.
func (cs *chats) writable(c *call) (*chat, error) {
	to, err := cs.chat(c, "chat_id")
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

// post puts a new message at the end of a chat, and tells who watches.
func (cs *chats) post(c *chat, e *entry) *entry {
	e.ID = c.nextID
	c.nextID++
	e.Chat = c.Chat
	e.Date = cs.now().Unix()
	c.messages = append(c.messages, e)
	cs.journal.save(record{Chat: c.ID, Message: e})
	cs.watchers.tell(c.ID, Event{Kind: Came, Message: e.Message, Reply: e.Reply})
	return e
}

// changed stores an edited message, and tells who watches.
func (cs *chats) changed(c *chat, e *entry) {
	e.EditDate = cs.now().Unix()
	cs.journal.save(record{Chat: c.ID, Message: e})
	cs.watchers.tell(c.ID, Event{Kind: Edited, Message: e.Message})
}

// remove takes messages out of a chat; unknown ids are skipped.
func (cs *chats) remove(c *chat, ids ...int64) {
	for _, id := range ids {
		e := c.find(id)
		if e == nil {
			continue
		}
		c.messages = slices.DeleteFunc(c.messages, func(m *entry) bool { return m == e })
		cs.journal.save(record{Chat: c.ID, Removed: id})
		cs.watchers.tell(c.ID, Event{Kind: Deleted, Message: e.Message})
	}
}

func getMe(cs *chats, _ *call) (any, error) {
	return struct {
		Profile
		Groups bool `json:"can_join_groups"`
		All    bool `json:"can_read_all_group_messages"`
		Inline bool `json:"supports_inline_queries"`
	}{Profile: cs.me}, nil
}

// getChat answers with the chat's full information, as far as it is known.
func getChat(cs *chats, c *call) (any, error) {
	found, err := cs.chat(c, "chat_id")
	if err != nil {
		return nil, err
	}
	return struct {
		Chat
		Accent int `json:"accent_color_id"`
		Most   int `json:"max_reaction_count"`
	}{found.Chat, 0, 11}, nil
}

func getChatMember(cs *chats, c *call) (any, error) {
	found, err := cs.chat(c, "chat_id")
	if err != nil {
		return nil, err
	}
	id := c.int("user_id")
	if id <= 0 {
		return nil, bad("invalid user_id specified")
	}
	if id == cs.me.ID {
		return member{cs.me, "member"}, nil
	}
	who, ok := cs.users[id]
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

func sendChatAction(cs *chats, c *call) (any, error) {
	action, err := c.required("action")
	if err != nil {
		return nil, err
	}
	if !slices.Contains(chatActions, strings.ToLower(action)) {
		return nil, bad("wrong parameter action in request")
	}
	to, err := cs.writable(c)
	if err != nil {
		return nil, err
	}
	cs.watchers.tell(to.ID, Event{Kind: Typing})
	return true, nil
}

func setMessageReaction(cs *chats, c *call) (any, error) {
	to, err := cs.writable(c)
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
	cs.journal.save(record{Chat: to.ID, Message: e})
	cs.watchers.tell(to.ID, Event{Kind: Reaction, Message: e.Message, Emoji: e.Reaction})
	return true, nil
}

// reactionEmoji are those a bot may set.
const reactionEmoji = "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳❤‍🔥🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👨‍💻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷‍♂🤷🤷‍♀😡"

// keptMessages is how many messages of a chat are kept when the journal is rewritten at a start.
const keptMessages = 1000

func (cs *chats) apply(r record) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if r.User != nil {
		cs.know(*r.User)
	}
	if r.Blocked != nil {
		cs.byID[r.User.ID].standing = map[bool]standing{true: blocked}[*r.Blocked]
	}
	if c := cs.byID[r.Chat]; c != nil {
		c.apply(r)
	}
}

func (c *chat) apply(r record) {
	c.nextID = max(c.nextID, r.Next)
	if r.Removed != 0 {
		c.messages = slices.DeleteFunc(c.messages, func(e *entry) bool { return e.ID == r.Removed })
	}
	if r.Message == nil {
		return
	}
	c.nextID = max(c.nextID, r.Message.ID+1)
	if !r.Message.FromBot() && c.standing == unstarted {
		c.standing = ""
	}
	if e := c.find(r.Message.ID); e != nil {
		*e = *r.Message
	} else {
		c.messages = append(c.messages, r.Message)
	}
}

// snapshot also forgets the messages that are not kept.
func (cs *chats) snapshot() []record {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	var all []record
	for id, who := range cs.users {
		c := cs.byID[id]
		all = append(all, record{User: who, Chat: id, Next: c.nextID})
		if c.standing != unstarted {
			on := c.standing == blocked
			all = append(all, record{User: who, Blocked: &on})
		}
		c.messages = c.messages[max(0, len(c.messages)-keptMessages):]
		for _, e := range c.messages {
			all = append(all, record{Chat: id, Message: e})
		}
	}
	return all
}
