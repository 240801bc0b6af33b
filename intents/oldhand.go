package intents

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

const (
	answerKey = "answer"
	// answeringFor is how long the next words after "Answer" are taken for the answer.
	answeringFor = 2 * time.Hour
	// waitingShown is how many open questions an old hand sees at once.
	waitingShown = 5
	// waitingRead is how many open questions are looked through for one.
	waitingRead = 200
)

// errands are commands that an old hand means even while an answer is awaited.
var errands = []string{understand.Orders, understand.Confirm, understand.Cancel, understand.Help, understand.Language}

// isAnswer says whether words are an answer being written rather than a request of the old hand's own: after a tap on
// Answer, or as a reply to a message.
func (v *visit) isAnswer(u understand.Understanding) bool {
	errand := len(u.Commands) == 1 && slices.Contains(errands, u.Commands[0].Name) && u.Confidence >= 0.9
	if a := v.state.Answering; a != nil {
		if v.now.Sub(a.At) <= answeringFor && !errand {
			return true
		}
		if v.now.Sub(a.At) > answeringFor {
			v.state.Answering = nil
		}
		return false
	}
	return v.answers() && v.turn.Message.ReplyTo != 0 && len(u.Commands) == 1 && talk(u.Commands[0].Name)
}

// answers says whether this person answers questions of others.
func (v *visit) answers() bool { return v.person.Role == bot.OldHand || v.person.Role == bot.Organiser }

// talk says whether a command is what advice looks like when it is read as a request.
func talk(name string) bool {
	return slices.Contains([]string{
		understand.Ask, understand.Tip, understand.Chat, understand.Unknown, understand.Find, understand.Greet, understand.Thanks,
	}, name)
}

// writeAnswer shows an answer back before it is sent. A reply that came without a tap needs its question first.
func (v *visit) writeAnswer(ctx context.Context, text string) error {
	if v.state.Answering == nil {
		v.state.Answering = &answering{At: v.now}
	}
	a := v.state.Answering
	a.Text, a.At = text, v.now
	if a.Question != 0 {
		v.showAnswer()
		return nil
	}
	waiting, err := v.Knowledge.Unanswered(ctx, waitingRead)
	switch {
	case err != nil:
		return err
	case len(waiting) == 0:
		v.state.Answering = nil
		return v.do(ctx, v.understand(text).Commands)
	case len(waiting) == 1:
		a.Question, a.Asked = waiting[0].ID, waiting[0].Text
		v.showAnswer()
		return nil
	}
	v.showWaiting(waiting, "ask.whichquestion")
	return nil
}

// showAnswer shows the answer as it will be sent.
func (v *visit) showAnswer() {
	a := v.state.Answering
	v.show(bot.Card{
		Text: v.text("ask.send", view{"Asked": a.Asked, "Text": a.Text}), Key: answerKey, InPlace: v.pressed(),
		Buttons: [][]bot.Button{row(
			once(v.button("ask.button.send", nil, "send", int64(a.Question), v.turn.ID)),
			v.button("ask.button.rewrite", nil, "rewrite"),
			v.button("ask.button.leave", nil, "leave"),
		)},
	})
}

// pressAnswer takes up a question; words written before the question was chosen are its answer.
func (v *visit) pressAnswer(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok || !v.answers() {
		return v.stale(ctx)
	}
	waiting, err := v.Knowledge.Unanswered(ctx, waitingRead)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(w knowledge.Waiting) bool { return w.ID == knowledge.QuestionID(id) })
	if i < 0 {
		return knowledge.ErrAnswered
	}
	written := ""
	if a := v.state.Answering; a != nil && a.Question == 0 {
		written = a.Text
	}
	v.state.Answering = &answering{Question: waiting[i].ID, Asked: waiting[i].Text, Text: written, At: v.now}
	if written != "" {
		v.showAnswer()
		return nil
	}
	v.show(bot.Card{
		Text: v.text("ask.write", view{"Asked": waiting[i].Text}), Key: answerKey,
		Buttons: [][]bot.Button{row(v.button("ask.button.leave", nil, "leave"))},
	})
	return nil
}

// pressSend gives the answer to the asker and keeps it as a tip.
func (v *visit) pressSend(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	a := v.state.Answering
	if !ok || a == nil || a.Question != knowledge.QuestionID(id) || a.Text == "" || !v.answers() {
		return v.stale(ctx)
	}
	asker, err := v.asker(ctx, a.Question)
	if err != nil {
		return err
	}
	v.state.Answering = nil
	tip := knowledge.Tip{Text: a.Text, Question: a.Asked, Speaker: v.person.Name, Lang: string(v.lang), At: v.now}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if _, _, err := v.Knowledge.Reply(ctx, tx, a.Question, knowledge.PersonID(v.person.ID), tip); err != nil {
			return err
		}
		v.show(cardOf(v.text("ask.sent", view{"Asker": asker.Name}), answerKey, true))
		text := phrases.Say(spoken(asker), "ask.answered", view{"Name": v.person.Name, "Asked": a.Asked, "Text": a.Text})
		v.pushes = append(v.pushes, bot.Push{To: asker.ID, Cards: []bot.Card{{Text: text}}})
		return nil
	})
	return nil
}

// asker is who asked a question that still waits.
func (v *visit) asker(ctx context.Context, id knowledge.QuestionID) (bot.Person, error) {
	waiting, err := v.Knowledge.Unanswered(ctx, waitingRead)
	if err != nil {
		return bot.Person{}, err
	}
	for _, w := range waiting {
		if w.ID == id {
			return v.People.Person(ctx, bot.PersonID(w.Asker))
		}
	}
	v.state.Answering = nil
	return bot.Person{}, knowledge.ErrAnswered
}

// pressRewrite waits for other words.
func (v *visit) pressRewrite(ctx context.Context, _ []string) error {
	a := v.state.Answering
	if a == nil {
		return v.stale(ctx)
	}
	a.Text, a.At = "", v.now
	v.show(bot.Card{
		Text: v.text("ask.write", view{"Asked": a.Asked}), Key: answerKey, InPlace: true,
		Buttons: [][]bot.Button{row(v.button("ask.button.leave", nil, "leave"))},
	})
	return nil
}

// pressLeave leaves a question to somebody else.
func (v *visit) pressLeave(ctx context.Context, _ []string) error {
	if v.state.Answering == nil {
		return v.stale(ctx)
	}
	v.state.Answering = nil
	v.show(cardOf(v.text("ask.left", nil), answerKey, true))
	return nil
}

// pressWaiting lists the questions that wait for an old hand.
func (v *visit) pressWaiting(ctx context.Context, _ []string) error {
	if !v.answers() {
		return v.stale(ctx)
	}
	waiting, err := v.Knowledge.Unanswered(ctx, waitingShown)
	if err != nil {
		return err
	}
	if len(waiting) == 0 {
		v.say("ask.nowaiting", nil)
		return nil
	}
	v.showWaiting(waiting, "ask.waiting")
	return nil
}

// showWaiting lists questions with a button each.
func (v *visit) showWaiting(waiting []knowledge.Waiting, key string) {
	var lines []view
	var buttons []bot.Button
	for i, w := range waiting[:min(len(waiting), waitingShown)] {
		lines = append(lines, view{"N": i + 1, "Text": short(w.Text, 200)})
		buttons = append(buttons, v.button("ask.button.answern", view{"N": i + 1}, "answer", int64(w.ID)))
	}
	v.show(bot.Card{Text: v.text(key, view{"Lines": lines}), Key: answerKey, Buttons: rows(buttons)})
}
