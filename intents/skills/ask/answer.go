package ask

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/knowledge"
)

const (
	answerKey = "answer"
	// waitingShown is how many open questions an old hand sees at once.
	waitingShown = 5
	// waitingRead is how many open questions are looked through for one.
	waitingRead = 200
)

// answering is the question that an old hand is writing an answer to, and the answer once written.
type answering struct {
	Question knowledge.QuestionID `json:"question"` // 0: not chosen yet
	Asked    string               `json:"asked,omitempty"`
	Text     string               `json:"text,omitempty"`
	At       time.Time            `json:"at"`
}

// answers says whether this person answers questions of others.
func answers(t *dialogue.Turn) bool {
	return t.Person.Role == bot.OldHand || t.Person.Role == bot.Organiser
}

// answer shows an answer back before it is sent. A reply that came without a tap needs its question first.
func (sk *skill) answer(ctx context.Context, t *dialogue.Turn, c meaning.Answer) error {
	m := memory.Of(t)
	if m.Answering == nil {
		m.Answering = &answering{}
	}
	a := m.Answering
	a.Text, a.At = c.Text.Value, t.Now
	if a.Question != 0 {
		showAnswer(t)
		return nil
	}
	waiting, err := sk.Knowledge.Unanswered(ctx, waitingRead)
	switch {
	case err != nil:
		return err
	case len(waiting) == 0:
		m.Answering = nil
		return t.Do(ctx, c.Otherwise...)
	case len(waiting) == 1:
		a.Question, a.Asked = waiting[0].ID, waiting[0].Text
		showAnswer(t)
		return nil
	}
	showWaiting(t, waiting, "ask.whichquestion")
	return nil
}

// dropAnswer leaves the answer being written, in words.
func (sk *skill) dropAnswer(_ context.Context, t *dialogue.Turn, _ meaning.DropAnswer) error {
	memory.Of(t).Answering = nil
	t.Say("ask.left", nil)
	return nil
}

// showAnswer shows the answer as it will be sent.
func showAnswer(t *dialogue.Turn) {
	a := memory.Of(t).Answering
	t.Show(bot.Card{
		Text: t.Text("ask.send", dialogue.View{"Asked": a.Asked, "Text": a.Text}), Key: answerKey, InPlace: t.InPlace(),
		Buttons: [][]bot.Button{dialogue.Row(
			dialogue.Once(t.Button("ask.button.send", nil, "send", int64(a.Question), t.ID())),
			t.Button("ask.button.rewrite", nil, "rewrite"),
			t.Button("ask.button.leave", nil, "leave"),
		)},
	})
}

// pressAnswer takes up a question; words written before the question was chosen are its answer.
func (sk *skill) pressAnswer(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || !answers(t) {
		return t.Stale(ctx)
	}
	waiting, err := sk.Knowledge.Unanswered(ctx, waitingRead)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(w knowledge.Waiting) bool { return w.ID == knowledge.QuestionID(id) })
	if i < 0 {
		return knowledge.ErrAnswered
	}
	written := ""
	if a := memory.Of(t).Answering; a != nil && a.Question == 0 {
		written = a.Text
	}
	memory.Of(t).Answering = &answering{Question: waiting[i].ID, Asked: waiting[i].Text, Text: written, At: t.Now}
	if written != "" {
		showAnswer(t)
		return nil
	}
	t.Show(bot.Card{
		Text: t.Text("ask.write", dialogue.View{"Asked": waiting[i].Text}), Key: answerKey,
		Buttons: [][]bot.Button{dialogue.Row(t.Button("ask.button.leave", nil, "leave"))},
	})
	return nil
}

// pressSend gives the answer to the asker and keeps it as a tip.
func (sk *skill) pressSend(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	a := memory.Of(t).Answering
	if !ok || a == nil || a.Question != knowledge.QuestionID(id) || a.Text == "" || !answers(t) {
		return t.Stale(ctx)
	}
	asker, err := sk.asker(ctx, t, a.Question)
	if err != nil {
		return err
	}
	memory.Of(t).Answering = nil
	tip := knowledge.Tip{Text: a.Text, Question: a.Asked, Speaker: t.Person.Name, Author: knowledge.PersonID(t.Person.ID), Lang: string(t.Lang), At: t.Now}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if _, _, err := sk.Knowledge.Reply(ctx, tx, a.Question, knowledge.PersonID(t.Person.ID), tip); err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("ask.sent", dialogue.View{"Asker": asker.Name}), Key: answerKey, InPlace: true})
		text := phrases.Say(dialogue.Spoken(asker), "ask.answered", dialogue.View{"Name": t.Person.Name, "Asked": a.Asked, "Text": a.Text})
		t.Push(bot.Push{To: asker.ID, Cards: []bot.Card{{Text: text}}})
		return nil
	})
	return nil
}

// asker is who asked a question that still waits.
func (sk *skill) asker(ctx context.Context, t *dialogue.Turn, id knowledge.QuestionID) (bot.Person, error) {
	waiting, err := sk.Knowledge.Unanswered(ctx, waitingRead)
	if err != nil {
		return bot.Person{}, err
	}
	for _, w := range waiting {
		if w.ID == id {
			return sk.People.Person(ctx, bot.PersonID(w.Asker))
		}
	}
	memory.Of(t).Answering = nil
	return bot.Person{}, knowledge.ErrAnswered
}

// pressRewrite waits for other words.
func (sk *skill) pressRewrite(ctx context.Context, t *dialogue.Turn, _ []string) error {
	a := memory.Of(t).Answering
	if a == nil {
		return t.Stale(ctx)
	}
	a.Text, a.At = "", t.Now
	t.Show(bot.Card{
		Text: t.Text("ask.write", dialogue.View{"Asked": a.Asked}), Key: answerKey, InPlace: true,
		Buttons: [][]bot.Button{dialogue.Row(t.Button("ask.button.leave", nil, "leave"))},
	})
	return nil
}

// pressLeave leaves a question to somebody else.
func (sk *skill) pressLeave(ctx context.Context, t *dialogue.Turn, _ []string) error {
	if memory.Of(t).Answering == nil {
		return t.Stale(ctx)
	}
	memory.Of(t).Answering = nil
	t.Show(bot.Card{Text: t.Text("ask.left", nil), Key: answerKey, InPlace: true})
	return nil
}

// pressWaiting lists the questions that wait for an old hand.
func (sk *skill) pressWaiting(ctx context.Context, t *dialogue.Turn, _ []string) error {
	if !answers(t) {
		return t.Stale(ctx)
	}
	waiting, err := sk.Knowledge.Unanswered(ctx, waitingShown)
	if err != nil {
		return err
	}
	if len(waiting) == 0 {
		t.Say("ask.nowaiting", nil)
		return nil
	}
	showWaiting(t, waiting, "ask.waiting")
	return nil
}

// showWaiting lists questions with a button each.
func showWaiting(t *dialogue.Turn, waiting []knowledge.Waiting, key string) {
	var lines []dialogue.View
	var buttons []bot.Button
	for i, w := range waiting[:min(len(waiting), waitingShown)] {
		lines = append(lines, dialogue.View{"N": i + 1, "Text": dialogue.Short(w.Text, 200)})
		buttons = append(buttons, t.Button("ask.button.answern", dialogue.View{"N": i + 1}, "answer", int64(w.ID)))
	}
	t.Show(bot.Card{Text: t.Text(key, dialogue.View{"Lines": lines}), Key: answerKey, Buttons: dialogue.Rows(buttons)})
}
