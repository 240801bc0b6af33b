package intents

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/intents/dialogue/dialoguetest"
)

// phone is one person's end of the conversation.
type phone struct {
	name     string
	person   bot.Person
	sender   bot.Sender
	dialogue []byte
	cards    []received // all of them, oldest first
	fresh    int        // index of the first card since the person last did something
	notice   string
	message  int64            // the number of the newest message, either way
	said     int64            // that of the last one they wrote
	wrote    map[int64]string // what they wrote, by number
	last     received         // the card whose button was pressed last
	pressed  bot.Button
	waiting  []pushed // for the end of quiet hours
}

// pushed is what comes by itself, with the turn whose buttons it has.
type pushed struct {
	bot.Push
	made bot.TurnID
}

// received is a card on a phone, with the turn whose buttons it has and what it is about.
type received struct {
	bot.Card
	made   bot.TurnID
	about  json.RawMessage
	number int64 // of the message
}

// receive keeps a card; the older one of its key loses its buttons.
func (p *phone) receive(c received) {
	c.Card = dialoguetest.Carried(c.Card)
	p.message++
	c.number = p.message
	for i := range p.cards {
		if c.Key != "" && p.cards[i].Key == c.Key {
			p.cards[i].Buttons = nil
		}
	}
	p.cards = append(p.cards, c)
}

// remember puts what a push brings into the dialogue.
func (p *phone) remember(t *testing.T, pushed json.RawMessage) {
	t.Helper()
	if pushed == nil {
		return
	}
	dialogue := map[string]json.RawMessage{}
	if p.dialogue != nil {
		if err := json.Unmarshal(p.dialogue, &dialogue); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.Unmarshal(pushed, &dialogue); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(dialogue)
	if err != nil {
		t.Fatal(err)
	}
	p.dialogue = raw
}

// button finds the newest button whose label holds a text, or is it.
func (p *phone) button(label string) (received, bot.Button, bool) {
	for _, exact := range []bool{true, false} {
		for _, c := range slices.Backward(p.cards) {
			for _, b := range slices.Concat(c.Buttons...) {
				if b.Label == label || !exact && strings.Contains(b.Label, label) {
					return c, b, true
				}
			}
		}
	}
	return received{}, bot.Button{}, false
}

// holding finds the newest message that holds a part, whoever wrote it, and what it is about.
func (p *phone) holding(part string) (number int64, about json.RawMessage) {
	for _, c := range p.cards {
		if strings.Contains(phrases.Strip(c.Text), part) {
			number, about = c.number, c.about
		}
	}
	for n, text := range p.wrote {
		if n > number && strings.Contains(text, part) {
			number, about = n, nil
		}
	}
	return number, about
}

// seen is what came in since the person last did something, as they read it, and the notice on the button.
func (p *phone) seen() string {
	var b strings.Builder
	if p.notice != "" {
		b.WriteString(p.notice + "\n")
	}
	for _, c := range p.cards[p.fresh:] {
		b.WriteString(phrases.Strip(c.Text) + "\n")
		if c.Document != nil {
			b.WriteString("{" + c.Document.Name + "}\n")
		}
		for _, row := range c.Buttons {
			for _, button := range row {
				b.WriteString("[" + button.Label + "] ")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
