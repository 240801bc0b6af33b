package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/intents/understand"
)

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
	a := v.turn.Choice
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
	if done, err := v.invitationByWords(ctx, text); done || err != nil {
		return err
	}
	said := v.pointed(text)
	u, err := v.hear(ctx, said)
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
	for _, serve := range v.byWords(u) {
		if done, err := serve(ctx, text); done || err != nil {
			return err
		}
	}
	u = v.clearer(ctx, said, u)
	if v.turn.Message.Edited {
		if done, err := v.corrected(ctx, u); done || err != nil {
			return err
		}
	}
	if u.Pasted && u.Commands[0].Slots.Weight != nil {
		v.state.Quote = nil // another parcel, also where it goes to the same place
	}
	return v.do(ctx, u.Commands)
}

// byWords are the skills that know by themselves, from what is recorded, whether words are for them. The numbers of a
// pasted address name no order.
func (v *visit) byWords(u understand.Understanding) []func(context.Context, string) (bool, error) {
	if u.Pasted {
		return []func(context.Context, string) (bool, error){v.parcelByWords}
	}
	return []func(context.Context, string) (bool, error){v.parcelByWords, v.goodsByWords, v.orderByNumber}
}

// understand reads words in the light of what was just shown.
func (v *visit) understand(text string) understand.Understanding {
	return v.understandAfter(text, v.state.Reminder)
}

// understandAfter is understand where the last thing shown was, or was not, about the reminder.
func (v *visit) understandAfter(text string, reminder bool) understand.Understanding {
	return v.Parser.Understand(text, v.context(reminder))
}

// clearer has a model asked, where there is one, about words of a person of the village whose meaning is doubtful. What
// completes the parcel being asked about is not.
func (v *visit) clearer(ctx context.Context, text string, u understand.Understanding) understand.Understanding {
	if v.Proposer == nil || v.person.ID == 0 {
		return u
	}
	if _, ok := v.completesQuote(text); ok {
		return u
	}
	return v.Proposer.Clearer(ctx, text, v.context(v.state.Reminder), u)
}

// context is what the person was just shown.
func (v *visit) context(reminder bool) understand.Context {
	draft, quote := v.state.shown()
	c := understand.Context{
		Now: v.now, Role: string(v.person.Role), Draft: draft, Quote: quote, Reminder: reminder, Language: string(v.lang), App: string(v.appLanguage()),
	}
	if f := v.state.Found; f != nil && f.Fresh {
		c.Found = f.Text
	}
	return c
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

// joined takes a SKU named beside an order for a line of it whose number was not said, "20 A1023 and some B500", and
// several SKUs asked about for one list.
func joined(said []understand.Command) []understand.Command {
	var out []understand.Command
	for _, c := range said {
		last := len(out) - 1
		if last < 0 || c.Name != understand.Show || out[last].Name != understand.Order && out[last].Name != understand.Show {
			out = append(out, c)
			continue
		}
		lines := slices.Clone(out[last].Slots.Lines)
		if first := out[last].Slots.SKU; len(lines) == 0 && first != "" {
			lines = append(lines, understand.Line{SKU: first})
		}
		out[last].Slots.Lines = append(lines, understand.Line{Item: c.Slots.Item, SKU: c.Slots.SKU})
	}
	return out
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
