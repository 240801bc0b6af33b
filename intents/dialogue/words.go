package dialogue

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/text"
	"oldhand/intents/meaning"
	"oldhand/intents/propose"
)

// run finds out what kind of thing came in and lets the right skill have it.
func (a *Assistant) run(ctx context.Context, t *Turn) error {
	switch m := t.in.Message; {
	case m.Kind == bot.Blocked || m.Kind == bot.Unblocked:
		return nil // nothing was said, so nothing is answered
	case t.Person.ID == 0:
		return a.stranger(ctx, t)
	}
	return a.known(ctx, t)
}

// stranger serves somebody who is not of the village.
func (a *Assistant) stranger(ctx context.Context, t *Turn) error {
	text := strings.TrimSpace(t.in.Message.Text)
	word, token, slashed := slash(text)
	t.Lang = newcomersLanguage(text, t.in.Message.Sender.Language)
	start := slashed && word == startWord
	for _, s := range a.skills {
		if s.Stranger == nil {
			continue
		}
		admitted, err := s.Stranger(ctx, t, start, token)
		if err != nil || !admitted || start {
			return err
		}
		return a.known(ctx, t)
	}
	return nil
}

// newcomersLanguage is what somebody new writes in, else what their app is set to.
func newcomersLanguage(said, tag string) phrases.Lang {
	if text.HasHan(said) {
		return phrases.Chinese
	}
	return phrases.ForTag(tag)
}

// known serves a person of the village.
func (a *Assistant) known(ctx context.Context, t *Turn) error {
	m := t.in.Message
	switch {
	case m.Kind == bot.Pressed:
		return a.press(ctx, t)
	case m.Kind == bot.File && m.File != nil:
		if done, err := a.file(ctx, t, *m.File); done || err != nil {
			return err
		}
	}
	text := strings.TrimSpace(m.Text)
	if text == "" {
		t.wordless()
		return nil
	}
	return a.words(ctx, t, text)
}

func (a *Assistant) press(ctx context.Context, t *Turn) error {
	pressed := t.in.Choice
	if pressed == nil || t.in.Stale {
		return t.Stale(ctx)
	}
	do, ok := a.presses[pressed.Verb]
	if !ok {
		return t.Stale(ctx)
	}
	return do(ctx, t, pressed.Args)
}

func (a *Assistant) file(ctx context.Context, t *Turn, f bot.Attachment) (bool, error) {
	for _, s := range a.skills {
		if s.File == nil {
			continue
		}
		if done, err := s.File(ctx, t, f, meaning.PurposeOf(t.in.Message.Text)); done || err != nil {
			return true, err
		}
	}
	return false, nil
}

// words serves what somebody wrote, a caption included. This is the one place where words are read.
func (a *Assistant) words(ctx context.Context, t *Turn, text string) error {
	if word, rest, ok := slash(text); ok {
		return a.slashed(ctx, t, word, rest)
	}
	if done, err := a.pressWritten(ctx, t, text); done || err != nil {
		return err
	}
	r, err := a.read(ctx, t, text, a.Proposer)
	if err != nil {
		return err
	}
	t.Hear(r.Language)
	a.heard(t, r)
	if r.Linked {
		t.Say("help.link", nil)
		if r.Nothing() {
			return nil
		}
	}
	if t.in.Message.Edited {
		if done, err := a.edited(ctx, t, r.Commands); done || err != nil {
			return err
		}
	}
	return t.Do(ctx, r.Commands...)
}

// read has words understood in the light of the focus. What stays doubtful a proposer, if there is one, may have put into
// plainer words.
func (a *Assistant) read(ctx context.Context, t *Turn, text string, p *propose.Proposer) (Heard, error) {
	names, err := a.Names(ctx)
	if err != nil {
		return Heard{}, err
	}
	c := meaning.Context{
		Focus: *t.Focus, Now: t.Now, Role: string(t.Person.Role), Language: string(t.Lang), App: string(t.appLanguage()),
		Replies: t.in.Message.ReplyTo != 0, Books: a.Books,
	}
	c.Reply = t.repliedTo()
	r := meaning.Read(text, c, names)
	if t.Person.ID == 0 {
		return Heard{text, c, r}, nil // nobody's words leave the village before they belong to it
	}
	return Heard{text, c, p.Clearer(ctx, text, c, names, r)}, nil
}

func (a *Assistant) heard(t *Turn, h Heard) {
	for _, s := range a.skills {
		if s.Heard != nil {
			s.Heard(t, h)
		}
	}
}

func (a *Assistant) edited(ctx context.Context, t *Turn, commands []meaning.Command) (bool, error) {
	for _, s := range a.skills {
		if s.Edited == nil {
			continue
		}
		if done, err := s.Edited(ctx, t, commands); done || err != nil {
			return true, err
		}
	}
	return false, nil
}

func (a *Assistant) serve(ctx context.Context, t *Turn, c meaning.Command) error {
	do, ok := a.commands[reflect.TypeOf(c)]
	if !ok {
		return errors.New("no skill serves it")
	}
	return do(ctx, t, c)
}

// wordless answers what holds no words.
func (t *Turn) wordless() {
	kind := string(t.in.Message.Kind)
	if t.in.Message.Kind == bot.Other {
		kind = t.in.Message.What
	}
	t.Say("help.wordless", View{"Kind": kind}, t.Ways()...)
}

// startWord is what a messenger sends when somebody opens the chat, perhaps by a link with an invitation.
const startWord = "start"

// slash splits "/find@oldhand_bot red clips" into its word and the rest.
func slash(text string) (word, rest string, ok bool) {
	body, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", "", false
	}
	word, rest, _ = strings.Cut(body, " ")
	if head, tail, broken := strings.Cut(word, "\n"); broken {
		word, rest = head, tail+" "+rest
	}
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), strings.TrimSpace(rest), true
}

// slashed serves a word behind a slash. The words after it are understood as usual; where they mean something else, the
// word takes them as they are.
func (a *Assistant) slashed(ctx context.Context, t *Turn, word, rest string) error {
	s, ok := a.slashes[word]
	switch {
	case !ok:
		t.Say("help.nocommand", View{"Name": Clip(word, 32)}, t.Ways()...)
		return nil
	case rest != "" && s.Takes != nil:
		return s.Takes(ctx, t, rest)
	case s.Means == nil || rest == "":
		return s.Bare(ctx, t)
	}
	r, err := a.read(ctx, t, rest, nil)
	if err != nil {
		return err
	}
	t.Hear(r.Language)
	literal := s.Means(rest)
	if slices.ContainsFunc(r.Commands, func(c meaning.Command) bool { return c.Name() == literal.Name() }) {
		return t.Do(ctx, r.Commands...)
	}
	return t.Do(ctx, literal)
}

// What a button says can be written as well: some type the words they see, and some messengers read them out. What costs
// money happens at the tap alone; those buttons are the main ones of their cards.

// ornaments may stand around a label and are not written.
const ornaments = "✅◀▶‹›✓↩\uFE0F "

// pressWritten does what a button does whose label was written: of the buttons shown last or, where nothing is open, of
// those that help and every dead end offer.
func (a *Assistant) pressWritten(ctx context.Context, t *Turn, text string) (done bool, err error) {
	if t.in.Message.Edited || t.repliedTo() != nil { // the buttons shown last are not those of the card replied to
		return false, nil
	}
	known := t.kept.Offered
	if len(t.Focus.Draft) == 0 && (t.Focus.Asked == nil || t.Focus.Asked.Slot != meaning.AnswerSlot) {
		known = slices.Concat(known, slices.Concat(t.HelpButtons()...), slices.Concat(t.Ways()...))
	}
	for i, b := range known {
		do, ok := a.presses[b.Choice.Verb]
		if ok && !b.Main && sameLabel(b.Label, text) {
			t.Focus.Moved()
			if b.Once {
				t.kept.Offered = slices.Delete(slices.Clone(t.kept.Offered), i, i+1) // those of help are no such
			}
			return true, do(ctx, t, b.Choice.Args)
		}
	}
	return false, nil
}

func sameLabel(label, text string) bool {
	return strings.EqualFold(strings.Trim(label, ornaments), strings.Trim(text, ornaments))
}

// explain answers an error with its sentence; one that has none comes back.
func (a *Assistant) explain(t *Turn, err error) error {
	for _, s := range a.skills {
		if s.Explain != nil && s.Explain(t, err) {
			return nil
		}
		for _, e := range s.Explains {
			if errors.Is(err, e.Err) {
				t.Say(e.Key, nil)
				return nil
			}
		}
	}
	return err
}
