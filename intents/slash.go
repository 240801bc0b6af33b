package intents

import (
	"context"
	"strings"

	"oldhand/intents/understand"
)

// slashes are the commands of the menu, each with the command its words are for.
var slashes = map[string]string{
	"help": understand.Help, "orders": understand.Orders, "find": understand.Find, "quote": understand.Quote,
	"ask": understand.Ask, "language": understand.Language, "remind": understand.Remind, "tip": understand.Tip,
	"cancel": understand.Cancel, "repeat": understand.Repeat,
}

// Menu is what the messenger's menu of commands offers, in its order; "menu.NAME" is what each says of itself.
func Menu() []string {
	return []string{"find", "orders", "quote", "ask", "remind", "language", "help"}
}

// slash splits "/find@oldhand_bot red clips" into its name and the rest.
func slash(text string) (name, rest string, ok bool) {
	body, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", "", false
	}
	name, rest, _ = strings.Cut(body, " ")
	if head, tail, broken := strings.Cut(name, "\n"); broken {
		name, rest = head, tail+" "+rest
	}
	name, _, _ = strings.Cut(name, "@")
	return strings.ToLower(name), strings.TrimSpace(rest), true
}

// slash serves a command of the menu. The words after it are understood as usual; where they mean something else, the
// command takes them as they are.
func (v *visit) slash(ctx context.Context, name, rest string) error {
	switch name {
	case "start":
		return v.start(rest)
	case "invite":
		return v.invite(ctx, rest)
	}
	if do, ok := villageSlashes[name]; ok {
		return do(v, ctx)
	}
	want, ok := slashes[name]
	if !ok {
		v.say("help.nocommand", view{"Name": clip(name, 32)}, v.ways()...)
		return nil
	}
	if rest == "" {
		return v.bare(ctx, want)
	}
	u := v.understand(rest)
	v.heard(u.Language)
	for _, c := range u.Commands {
		if c.Name == want {
			return v.do(ctx, u.Commands)
		}
	}
	return v.do(ctx, []understand.Command{{Name: want, Slots: literal(want, rest)}})
}

// literal takes the words after a command as what the command is about.
func literal(name, words string) understand.Slots {
	switch name {
	case understand.Quote, understand.Language:
		return understand.Slots{To: words}
	case understand.Ask:
		return understand.Slots{Question: words}
	}
	return understand.Slots{Text: words}
}

// bare serves a command of the menu with nothing after it.
func (v *visit) bare(ctx context.Context, name string) error {
	switch name {
	case understand.Ask:
		v.say("ask.what", nil)
		return nil
	case understand.Tip:
		v.say("ask.tip.how", nil)
		return nil
	}
	return v.do(ctx, []understand.Command{{Name: name}})
}
