package intents

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

const (
	// followUp is how long a question is understood together with the one before it.
	followUp = 15 * time.Minute
	// maxPrevious is how many questions before are kept.
	maxPrevious = 2
	// maxVoices is how many passages an answer quotes.
	maxVoices = 3
)

// ask answers from the notes and tips, word for word; where they say nothing, an old hand can.
func (v *visit) ask(ctx context.Context, s understand.Slots) error {
	text := firstOf(s.Question, s.Text)
	if text == "" {
		v.say("ask.what", nil)
		return nil
	}
	q := &asked{Turn: v.turn.ID, Text: clip(text, 1000), At: v.now, Previous: v.previous()}
	v.state.Asked = q
	answer, err := v.Knowledge.Ask(ctx, v.question(q))
	if err != nil {
		return err
	}
	pass := once(v.button("ask.button.pass", nil, "pass", q.Turn))
	if answer.Abstained || len(answer.Citations) == 0 {
		v.say("ask.thin", nil, row(pass))
		return nil
	}
	v.say("ask.answer", v.answerView(answer), row(pass))
	return nil
}

// previous are the questions that a new one may follow up.
func (v *visit) previous() []string {
	last := v.state.Asked
	if last == nil || v.now.Sub(last.At) > followUp {
		return nil
	}
	all := append(last.Previous, last.Text)
	return all[max(0, len(all)-maxPrevious):]
}

func (v *visit) question(q *asked) knowledge.Question {
	return knowledge.Question{Text: q.Text, Previous: q.Previous, Lang: string(v.lang), Now: v.now}
}

// answerView is an answer as the sentences want it. The answer's own words show only where they are not just the quotes.
func (v *visit) answerView(a knowledge.Answer) view {
	own := a.Text
	var voices []view
	for _, c := range a.Citations[:min(len(a.Citations), maxVoices)] {
		if strings.Contains(a.Text, c.Quote) {
			own = ""
		}
		on, err := time.ParseInLocation(time.DateOnly, c.Date, v.Zone)
		voices = append(voices, view{
			"Quote": c.Quote, "Speaker": c.Speaker, "Title": c.Title, "Dated": err == nil, "On": on, "Now": v.now,
		})
	}
	return view{"Own": own, "First": voices[0], "Others": voices[1:]}
}

// pressPass hands the question to every old hand.
func (v *visit) pressPass(ctx context.Context, args []string) error {
	turn, ok := number(args, 0)
	q := v.state.Asked
	if !ok || q == nil || q.Turn != bot.TurnID(turn) {
		return v.stale(ctx)
	}
	hands, err := v.People.WithRole(ctx, bot.OldHand)
	if err != nil {
		return err
	}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		w, err := v.Knowledge.Pass(ctx, tx, int64(q.Turn), knowledge.PersonID(v.person.ID), v.question(q))
		if err != nil {
			return err
		}
		v.toast("ask.passed.notice", nil)
		v.say("ask.passed", view{"N": len(hands)})
		for _, p := range hands {
			if p.ID != v.person.ID {
				v.pushes = append(v.pushes, bot.Push{To: p.ID, Cards: []bot.Card{questionCard(spoken(p), v.person.Name, w)}})
			}
		}
		return nil
	})
	return nil
}

// questionCard puts a question to an old hand.
func questionCard(lang phrases.Lang, asker string, w knowledge.Waiting) bot.Card {
	answer := tap(phrases.Label(lang, "ask.button.answer", nil), "answer", int64(w.ID))
	return bot.Card{
		Text:    phrases.Say(lang, "ask.question", view{"Asker": asker, "Text": w.Text}),
		Buttons: [][]bot.Button{row(answer)},
	}
}

// tip keeps a piece of advice of an old hand or an organiser.
func (v *visit) tip(_ context.Context, s understand.Slots) error {
	text := strings.TrimSpace(s.Text)
	switch {
	case v.person.Role != bot.OldHand && v.person.Role != bot.Organiser:
		v.say("ask.tip.notyours", nil)
		return nil
	case text == "":
		v.say("ask.tip.how", nil)
		return nil
	}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		_, err := v.Knowledge.AddTip(ctx, tx, knowledge.Tip{
			Text: text, Speaker: v.person.Name, Lang: string(v.lang), At: v.now,
		})
		if err != nil {
			return err
		}
		v.say("ask.tip.kept", view{"Text": text})
		return nil
	})
	return nil
}
