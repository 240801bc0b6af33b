package botapi

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Command is an entry of the bot's commands menu.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

// commandScope says whom a list of commands is for.
type commandScope struct {
	kind     string // default, all_private_chats, chat, ...
	chat     int64
	language string // two letters, or ""
}

var commandName = regexp.MustCompile(`^/?[a-z0-9_]{1,32}$`)

var scopeKinds = "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member"

func (c *call) commandScope() (commandScope, error) {
	in := struct {
		Type   string
		ChatID any `json:"chat_id"`
	}{}
	if err := c.object("scope", &in); err != nil {
		return commandScope{}, bad("can't parse BotCommandScope JSON object")
	}
	scope := commandScope{kind: cmp.Or(in.Type, "default"), language: c.str("language_code")}
	if !strings.Contains(" "+scopeKinds+" ", " "+scope.kind+" ") {
		return scope, bad("can't parse BotCommandScope: Unsupported type specified")
	}
	if id, ok := in.ChatID.(float64); ok {
		scope.chat = int64(id)
	}
	if n := len(scope.language); n != 0 && n != 2 {
		return scope, bad("LANG_CODE_INVALID")
	}
	return scope, nil
}

// readCommands reads a list of commands as far as its shape goes.
func (c *call) readCommands() ([]Command, error) {
	if !c.has("commands") {
		return nil, nil
	}
	var list []struct{ Command, Description *string }
	if err := json.Unmarshal([]byte(c.str("commands")), &list); err != nil {
		return nil, bad("expected an Array of BotCommand")
	}
	if len(list) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	var out []Command
	size := 0
	for _, in := range list {
		switch {
		case in.Command == nil:
			return nil, bad("can't parse BotCommand: Can't find field \"command\"")
		case in.Description == nil:
			return nil, bad("can't parse BotCommand: Can't find field \"description\"")
		case !commandName.MatchString(*in.Command):
			return nil, bad("BOT_COMMAND_INVALID")
		case *in.Description == "":
			return nil, bad("command description must be non-empty")
		case utf8.RuneCountInString(*in.Description) > 256:
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		size += len(*in.Command) + len(*in.Description)
		out = append(out, Command{strings.TrimPrefix(*in.Command, "/"), *in.Description})
	}
	if size > 7800 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	return out, nil
}

// menu is the bot's lists of commands and its menu buttons.
type menu struct {
	watchers *watchers
	mu       sync.Mutex
	commands map[commandScope][]Command
	buttons  map[int64]any // by chat; 0 is the default
}

func newMenu(ws *watchers) *menu {
	return &menu{watchers: ws, commands: map[commandScope][]Command{}, buttons: map[int64]any{}}
}

func (m *menu) methods() map[string]method {
	return map[string]method{
		"setMyCommands": m.setMyCommands, "getMyCommands": m.getMyCommands, "deleteMyCommands": m.deleteMyCommands,
		"setChatMenuButton": m.setChatMenuButton, "getChatMenuButton": m.getChatMenuButton,
	}
}

// set gives a scope its commands. With none, those of a wider scope are shown.
func (m *menu) set(scope commandScope, list []Command) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.commands[scope] = list
	m.watchers.tell(everybody, Event{Kind: Menu})
}

func (m *menu) setMyCommands(c *call) (any, error) {
	list, err := c.readCommands()
	if err != nil {
		return nil, err
	}
	scope, err := c.commandScope()
	if err != nil {
		return nil, err
	}
	m.set(scope, list)
	return true, nil
}

func (m *menu) getMyCommands(c *call) (any, error) {
	scope, err := c.commandScope()
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Command{}, m.commands[scope]...), nil
}

func (m *menu) deleteMyCommands(c *call) (any, error) {
	scope, err := c.commandScope()
	if err != nil {
		return nil, err
	}
	m.set(scope, nil)
	return true, nil
}

// shownTo gives the commands a person sees in their private chat: the narrowest scope wins, and in it their language.
func (m *menu) shownTo(who Profile) []Command {
	m.mu.Lock()
	defer m.mu.Unlock()
	lang, _, _ := strings.Cut(who.Language, "-")
	for _, scope := range []commandScope{{kind: "chat", chat: who.ID}, {kind: "all_private_chats"}, {kind: "default"}} {
		for _, scope.language = range []string{lang, ""} {
			if list := m.commands[scope]; len(list) > 0 {
				return list
			}
		}
	}
	return nil
}

func (m *menu) setChatMenuButton(c *call) (any, error) {
	var button map[string]any
	if err := c.object("menu_button", &button); err != nil {
		return nil, bad("can't parse menu button JSON object")
	}
	switch button["type"] {
	case nil, "default", "commands":
	case "web_app":
		if button["text"] == nil || button["web_app"] == nil {
			return nil, bad("can't parse menu button: Can't find field \"web_app\"")
		}
	default:
		return nil, bad("can't parse menu button: MenuButton has unsupported type")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.buttons[c.int("chat_id")] = button
	return true, nil
}

func (m *menu) getChatMenuButton(c *call) (any, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if b, ok := m.buttons[c.int("chat_id")]; ok && b != nil {
		return b, nil
	}
	return map[string]string{"type": "commands"}, nil
}
