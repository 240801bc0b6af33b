// Package ask is the skill of questions: answered from the notes and tips word for word or, where these say nothing, passed
// on to the old hands, whose answers and tips it takes in.
package ask

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/knowledge"
)

// Services is what the skill needs.
type Services struct {
	Knowledge *knowledge.Base
	People    *bot.People
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.ask), dialogue.Serve(sk.tip), dialogue.Serve(sk.answer), dialogue.Serve(sk.dropAnswer)},
		Presses: map[string]dialogue.Press{
			"pass": sk.pressPass, "answer": sk.pressAnswer, "send": sk.pressSend, "rewrite": sk.pressRewrite, "leave": sk.pressLeave,
			"waiting": sk.pressWaiting, "helped": sk.opined(true), "unhelped": sk.opined(false),
		},
		Slashes: []dialogue.Slash{
			{Word: name, Menu: true, Bare: askWhat, Means: func(words string) meaning.Command { return meaning.Ask{Question: meaning.Said(words)} }},
			{Word: "tip", Bare: tipHow, Means: func(words string) meaning.Command { return meaning.Tip{Text: meaning.Said(words)} }},
		},
		Help: []dialogue.HelpButton{
			{Rank: 40, Key: "help.button.ask", Verb: "help", Args: []any{name}},
			{Rank: 90, Key: "help.button.waiting", Verb: "waiting", Roles: []bot.Role{bot.OldHand, bot.Organiser}},
		},
		Teach:    askWhat,
		Finish:   finish,
		Explains: []dialogue.Explained{{Err: knowledge.ErrNotFound, Key: "errors.question"}, {Err: knowledge.ErrAnswered, Key: "errors.answered"}},
	}
}

const name = "ask"

// remembered is the question last asked, and the answer being written to somebody else's.
type remembered struct {
	Asked     *asked     `json:"asked,omitempty"`
	Answering *answering `json:"answering,omitempty"`
}

var memory = dialogue.Memory[remembered](name)

// asked is a question, to be understood with what follows it and to be passed on.
type asked struct {
	Turn     bot.TurnID `json:"turn"`
	Text     string     `json:"text"`
	Previous []string   `json:"previous,omitempty"`
	At       time.Time  `json:"at"`
	// Shown are the passages that answered it.
	Shown []knowledge.PassageID `json:"shown,omitempty"`
}

// finish has the next words taken for the answer that is being written.
func finish(t *dialogue.Turn) {
	m := memory.Of(t)
	if m.Answering != nil && t.Now.Sub(m.Answering.At) > meaning.AnsweringFor {
		m.Answering = nil
	}
	if m.Answering != nil && t.Focus.Asked == nil {
		t.Focus.Asked = &meaning.Asked{Slot: meaning.AnswerSlot, At: m.Answering.At}
	}
}

func askWhat(_ context.Context, t *dialogue.Turn) error {
	t.Say("ask.what", nil)
	return nil
}

func tipHow(_ context.Context, t *dialogue.Turn) error {
	t.Say("ask.tip.how", nil)
	return nil
}

const (
	// followUp is how long a question is understood together with the one before it.
	followUp = 15 * time.Minute
	// maxPrevious is how many questions before are kept.
	maxPrevious = 2
	// maxQuestion is how much of a question is kept, in characters.
	maxQuestion = 1000
	// maxVoices is how many passages an answer quotes.
	maxVoices = 3
)

// ask answers from the notes and tips, word for word; where they say nothing, an old hand can.
func (sk *skill) ask(ctx context.Context, t *dialogue.Turn, c meaning.Ask) error {
	if !c.Question.Given() {
		return askWhat(ctx, t)
	}
	q := &asked{Turn: t.ID(), Text: dialogue.Clip(c.Question.Value, maxQuestion), At: t.Now, Previous: previous(t)}
	memory.Of(t).Asked = q
	parts, err := sk.Knowledge.AskEach(ctx, question(t, q))
	if err != nil {
		return err
	}
	q.Shown = shown(parts)
	pass := dialogue.Once(t.Button("ask.button.pass", nil, "pass", q.Turn))
	key, view := answersCard(t, parts)
	if len(q.Shown) == 0 {
		t.Say(key, view, dialogue.Row(pass))
		return nil
	}
	t.Say(key, view, dialogue.Row(t.Button("ask.button.helped", nil, "helped", q.Turn), t.Button("ask.button.unhelped", nil, "unhelped", q.Turn)),
		dialogue.Row(pass))
	return nil
}

// shown gives the passages that answer.
func shown(parts []knowledge.Part) []knowledge.PassageID {
	var all []knowledge.PassageID
	for _, p := range parts {
		for _, c := range p.Answer.Citations {
			all = append(all, c.ID)
		}
	}
	return all
}

// answersCard is what is said of one question, or of each of several under its words.
func answersCard(t *dialogue.Turn, parts []knowledge.Part) (key string, view dialogue.View) {
	if len(parts) == 1 {
		return answerCard(t, parts[0].Answer)
	}
	all := make([]dialogue.View, len(parts))
	for i, p := range parts {
		key, view := answerCard(t, p.Answer)
		all[i] = dialogue.View{"Asked": p.Question, "Key": key, "View": view}
	}
	return "ask.several", dialogue.View{"Parts": all}
}

// answerCard is what is said of an answer: the passages that give it, those that come nearest, or that there are none.
func answerCard(t *dialogue.Turn, a knowledge.Answer) (key string, view dialogue.View) {
	switch {
	case !a.Abstained && len(a.Citations) > 0:
		return "ask.answer", answerView(t, a)
	case len(a.Near) > 0:
		return "ask.near", dialogue.View{"Voices": voices(t, a.Near)}
	}
	return "ask.thin", nil
}

// previous are the questions that a new one may follow up.
func previous(t *dialogue.Turn) []string {
	last := memory.Of(t).Asked
	if last == nil || t.Now.Sub(last.At) > followUp {
		return nil
	}
	all := append(last.Previous, last.Text)
	return all[max(0, len(all)-maxPrevious):]
}

func question(t *dialogue.Turn, q *asked) knowledge.Question {
	return knowledge.Question{Text: q.Text, Previous: q.Previous, Lang: string(t.Lang), Now: t.Now}
}

// answerView is an answer as the sentences want it: a language model's words, if there are any, and the passages, numbered
// then, for the words name them by number.
func answerView(t *dialogue.Turn, a knowledge.Answer) dialogue.View {
	all := voices(t, a.Citations[:min(len(a.Citations), maxVoices)])
	own := ""
	if a.Written {
		own = a.Text
		for i := range all {
			all[i]["N"] = i + 1
		}
	}
	return dialogue.View{"Own": own, "First": all[0], "Others": all[1:]}
}

// voices are passages as the sentences want them: word for word, and what is not in the reader's language says so.
func voices(t *dialogue.Turn, citations []knowledge.Citation) []dialogue.View {
	all := make([]dialogue.View, len(citations))
	for i, c := range citations {
		on, err := time.ParseInLocation(time.DateOnly, c.Date, t.Now.Location())
		before, telling, after := around(c.Quote, c.Telling)
		all[i] = dialogue.View{
			"N": 0, "Before": before, "Telling": telling, "After": after, "Speaker": c.Speaker, "Title": c.Title, "Dated": err == nil, "On": on, "Now": t.Now,
			"Foreign": c.Language != "" && c.Language != string(t.Lang),
		}
	}
	return all
}

// around cuts a quote where the words begin and end that tell most; without them all of it comes before.
func around(quote, telling string) (before, words, after string) {
	before, after, found := strings.Cut(quote, telling)
	if telling == "" || !found {
		return quote, "", ""
	}
	return before, telling, after
}

// tapped gives the question that a button stands under; nil if another was asked since.
func tapped(t *dialogue.Turn, args []string) *asked {
	q := memory.Of(t).Asked
	if turn, ok := dialogue.Number(args, 0); ok && q != nil && q.Turn == bot.TurnID(turn) {
		return q
	}
	return nil
}

// opined keeps what the asker thought of an answer.
func (sk *skill) opined(helped bool) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		q := tapped(t, args)
		if q == nil {
			return t.Stale(ctx)
		}
		key := "ask.helped.notice"
		if !helped {
			key = "ask.unhelped.notice"
		}
		t.Toast(key, nil)
		t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
			return sk.Knowledge.Opine(ctx, tx, knowledge.Opinion{
				Turn: int64(q.Turn), Question: q.Text, Lang: string(t.Lang), Helped: helped, Shown: q.Shown, At: t.Now})
		})
		return nil
	}
}

// pressPass hands the question to every old hand.
func (sk *skill) pressPass(ctx context.Context, t *dialogue.Turn, args []string) error {
	q := tapped(t, args)
	if q == nil {
		return t.Stale(ctx)
	}
	hands, err := sk.People.WithRole(ctx, bot.OldHand)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		w, err := sk.Knowledge.Pass(ctx, tx, int64(q.Turn), knowledge.PersonID(t.Person.ID), question(t, q))
		if err != nil {
			return err
		}
		t.Toast("ask.passed.notice", nil)
		t.Say("ask.passed", dialogue.View{"N": len(hands)})
		for _, p := range hands {
			if p.ID != t.Person.ID {
				t.Push(bot.Push{To: p.ID, Cards: []bot.Card{questionCard(dialogue.Spoken(p), t.Person.Name, w)}})
			}
		}
		return nil
	})
	return nil
}

// questionCard puts a question to an old hand.
func questionCard(lang phrases.Lang, asker string, w knowledge.Waiting) bot.Card {
	answer := dialogue.Tap(phrases.Label(lang, "ask.button.answer", nil), "answer", int64(w.ID))
	return bot.Card{
		Text:    phrases.Say(lang, "ask.question", dialogue.View{"Asker": asker, "Text": w.Text}),
		Buttons: [][]bot.Button{dialogue.Row(answer)},
	}
}

// tip keeps a piece of advice of an old hand or an organiser.
func (sk *skill) tip(ctx context.Context, t *dialogue.Turn, c meaning.Tip) error {
	text := strings.TrimSpace(c.Text.Value)
	switch {
	case t.Person.Role != bot.OldHand && t.Person.Role != bot.Organiser:
		t.Say("ask.tip.notyours", nil)
		return nil
	case text == "":
		return tipHow(ctx, t)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		_, err := sk.Knowledge.AddTip(ctx, tx, knowledge.Tip{
			Text: text, Speaker: t.Person.Name, Author: knowledge.PersonID(t.Person.ID), Lang: string(t.Lang), At: t.Now,
		})
		if err != nil {
			return err
		}
		t.Say("ask.tip.kept", dialogue.View{"Text": text})
		return nil
	})
	return nil
}
