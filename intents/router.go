package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/intents/understand"
)

type (
	// press is what a button's verb does with its arguments.
	press func(*visit, context.Context, []string) error
	// skill is what a command does with its slots.
	skill func(*visit, context.Context, understand.Slots) error
)

// verbs is every verb that a button can have.
func verbs() map[string]press {
	return map[string]press{
		"find":    (*visit).pressFind,
		"page":    (*visit).pressPage,
		"show":    (*visit).pressShow,
		"cat":     (*visit).pressCategory,
		"back":    (*visit).pressBack,
		"like":    (*visit).pressLike,
		"add":     (*visit).pressAdd,
		"draft":   (*visit).pressDraft,
		"set":     (*visit).pressSet,
		"pick":    (*visit).pressPick,
		"drop":    (*visit).pressDrop,
		"focus":   (*visit).pressFocus,
		"when":    (*visit).pressWhen,
		"confirm": (*visit).pressConfirm,
		"cancel":  (*visit).pressCancel,
		"undo":    (*visit).pressUndo,
		"void":    (*visit).pressVoid,
		"orders":  (*visit).pressOrders,
		"repeat":  (*visit).pressRepeat,
		"fetched": (*visit).pressFetched,
		"weight":  (*visit).pressWeight,
		"weigh":   (*visit).pressWeigh,
		"to":      (*visit).pressTo,
		"quotes":  (*visit).pressQuotes,
		"why":     (*visit).pressWhy,
		"pass":    (*visit).pressPass,
		"answer":  (*visit).pressAnswer,
		"send":    (*visit).pressSend,
		"rewrite": (*visit).pressRewrite,
		"leave":   (*visit).pressLeave,
		"waiting": (*visit).pressWaiting,
		"remind":  (*visit).pressRemind,
		"snooze":  (*visit).pressSnooze,
		"lang":    (*visit).pressLanguage,
		"help":    (*visit).pressHelp,
		"sheet":   (*visit).pressSheet,
		"change":  (*visit).pressChange,
		"keep":    (*visit).pressKeep,

		"ship":    (*visit).pressShip,
		"unship":  (*visit).pressUnship,
		"parcels": (*visit).pressParcels,
		"parcel":  (*visit).pressParcel,
		"arrived": (*visit).pressArrived,
		"late":    (*visit).pressLate,

		"village":  (*visit).pressVillage,
		"overpaid": (*visit).pressOverpaid,
		"lanes":    (*visit).pressLanes,
		"brief":    (*visit).pressBrief,
		"handover": (*visit).pressHandover,
		"hand":     (*visit).pressHand,
		"list":     (*visit).pressList,
		"collect":  (*visit).pressCollect,
	}
}

// skills is every command that can be understood.
func skills() map[string]skill {
	return map[string]skill{
		understand.Find:     (*visit).find,
		understand.Show:     (*visit).showItem,
		understand.Order:    (*visit).order,
		understand.Change:   (*visit).change,
		understand.Remove:   (*visit).remove,
		understand.Confirm:  (*visit).confirm,
		understand.Cancel:   (*visit).cancel,
		understand.Undo:     (*visit).undo,
		understand.Orders:   (*visit).orders,
		understand.Repeat:   (*visit).repeat,
		understand.Quote:    (*visit).quote,
		understand.Ship:     (*visit).ship,
		understand.Ask:      (*visit).ask,
		understand.Remind:   (*visit).remind,
		understand.Snooze:   (*visit).snooze,
		understand.Stock:    (*visit).setStock,
		understand.Price:    (*visit).setPrice,
		understand.Tip:      (*visit).tip,
		understand.Language: (*visit).language,
		understand.Help:     (*visit).help,
		understand.Greet:    (*visit).greet,
		understand.Thanks:   (*visit).thanks,
		understand.Chat:     (*visit).chat,
		understand.Unknown:  (*visit).unknown,
	}
}

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

// run finds out what kind of thing came in and lets the right skill have it.
func (v *visit) run(ctx context.Context) error {
	m := v.turn.Message
	switch {
	case m.Kind == bot.Blocked || m.Kind == bot.Unblocked:
		return nil // nothing was said, so nothing is answered
	case v.person.ID == 0:
		return v.stranger(ctx)
	}
	return v.known(ctx)
}

// known serves a person of the village.
func (v *visit) known(ctx context.Context) error {
	m := v.turn.Message
	switch {
	case m.Kind == bot.Pressed:
		return v.press(ctx)
	case isSheet(m):
		v.batchFile()
		return nil
	case strings.TrimSpace(m.Text) == "":
		return v.wordless()
	}
	return v.words(ctx, strings.TrimSpace(m.Text))
}

func (v *visit) press(ctx context.Context) error {
	a := v.turn.Action
	if a == nil || v.turn.Stale {
		return v.stale(ctx)
	}
	do, ok := v.verbs[a.Verb]
	if !ok {
		return v.stale(ctx)
	}
	return do(v, ctx, a.Args)
}

// words serves what somebody wrote, a caption included.
func (v *visit) words(ctx context.Context, text string) error {
	if name, rest, ok := slash(text); ok {
		return v.slash(ctx, name, rest)
	}
	if done, err := v.pressWritten(ctx, text); done || err != nil {
		return err
	}
	for _, serve := range []func(context.Context, string) (bool, error){v.invitationByWords, v.totalTold} {
		if done, err := serve(ctx, text); done || err != nil {
			return err
		}
	}
	u, err := v.hear(ctx, v.pointed(text))
	if err != nil {
		return err
	}
	v.heard(u.Language)
	switch {
	case v.isAnswer(u):
		return v.writeAnswer(ctx, text)
	case v.pointedBeyond(u):
		return nil
	}
	if done, err := v.batchPasted(ctx, text); done || err != nil {
		return err
	}
	for _, serve := range []func(context.Context, string) (bool, error){v.parcelByWords, v.goodsByWords} {
		if done, err := serve(ctx, text); done || err != nil {
			return err
		}
	}
	if done, err := v.orderByNumber(ctx, text); done || err != nil {
		return err
	}
	if v.turn.Message.Edited {
		if done, err := v.corrected(ctx, u); done || err != nil {
			return err
		}
	}
	return v.do(ctx, u.Commands)
}

// understand reads words in the light of what was just shown.
func (v *visit) understand(text string) understand.Understanding {
	return v.understandAfter(text, v.state.Reminder)
}

// understandAfter is understand where the last thing shown was, or was not, about the reminder.
func (v *visit) understandAfter(text string, reminder bool) understand.Understanding {
	draft, quote := v.state.shown()
	c := understand.Context{
		Now: v.now, Role: string(v.person.Role), Draft: draft, Quote: quote, Reminder: reminder, Language: string(v.lang),
	}
	if f := v.state.Found; f != nil && f.Fresh {
		c.Found = f.Text
	}
	return v.Parser.Understand(text, c)
}

// do runs commands in the order they were said. What a sentence can explain stops only its own command.
func (v *visit) do(ctx context.Context, said []understand.Command) error {
	if len(said) == 0 {
		said = []understand.Command{{Name: understand.Unknown}}
	}
	for _, c := range joined(said) {
		v.state.Reminder, v.state.AskedTime = false, false
		do, ok := v.skills[c.Name]
		if !ok {
			do = (*visit).unknown
		}
		if err := do(v, ctx, c.Slots); err != nil {
			if err := v.explain(err); err != nil {
				return err
			}
		}
	}
	return nil
}

// joined takes a SKU named beside an order for a line of it whose number was not said: "20 A1023 and some B500".
func joined(said []understand.Command) []understand.Command {
	var out []understand.Command
	for _, c := range said {
		if last := len(out) - 1; last >= 0 && c.Name == understand.Show && out[last].Name == understand.Order {
			lines := slices.Clone(out[last].Slots.Lines)
			out[last].Slots.Lines = append(lines, understand.Line{Item: c.Slots.Item, SKU: c.Slots.SKU})
			continue
		}
		out = append(out, c)
	}
	return out
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

// stale answers a button that no longer counts with what counts now.
func (v *visit) stale(ctx context.Context) error {
	switch p := v.state.Placed; {
	case v.state.Draft != nil:
		v.toast("order.stale", nil)
		return v.showDraftBelow(ctx, "order.stale")
	case p != nil && !p.Undone:
		v.toast("order.already.notice", nil)
		v.showPlaced(p, "order.already")
		return nil
	}
	v.toast("help.stale.notice", nil)
	v.say("help.stale", nil, v.ways()...)
	return nil
}

// wordless answers what holds no words.
func (v *visit) wordless() error {
	m := v.turn.Message
	kind := string(m.Kind)
	if m.Kind == bot.Other {
		kind = m.What
	}
	v.say("help.wordless", view{"Kind": kind}, v.ways()...)
	return nil
}
