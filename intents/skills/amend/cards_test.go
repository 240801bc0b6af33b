package amend

import (
	"testing"
	"time"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"changed": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			draw(t, o, []pickup.Line{line(o.Lines[0], 100, 105), towel(3)}, o.When.Day.AddDate(0, 0, 2).Add(9*time.Hour))
		},
		"closed": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			draw(t, o, nil, o.When.Day.AddDate(0, 0, 1).Add(9*time.Hour))
		},
		"closed.accepted": func(t *dialogue.Turn) {
			o := order(pickup.Accepted)
			draw(t, o, nil, o.When.Day.AddDate(0, 0, 2).Add(20*time.Hour))
		},
		"left": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			o.When.Day, o.When.Time = measure.Midnight(t.Now), t.Now.Add(time.Hour)
			draw(t, o, []pickup.Line{line(o.Lines[0], 100, 105)}, o.When.Time)
		},
		"removed": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			o.Lines = append(o.Lines, towel(3))
			draw(t, o, []pickup.Line{line(o.Lines[0], 0, 120)}, o.When.Time, "amend.moved")
		},
		"accepted": func(t *dialogue.Turn) {
			o := order(pickup.Accepted)
			o.Proposed = &pickup.Proposal{ID: 1, When: o.When}
			draw(t, o, []pickup.Line{line(o.Lines[0], 50, 105)}, o.When.Time)
		},
		"last": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			draw(t, o, []pickup.Line{line(o.Lines[0], 0, 120)}, o.When.Time)
		},
		"same": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			draw(t, o, nil, o.When.Time)
		},
		"which": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			o.Lines = append(o.Lines, towel(3))
			askWhich(t, o, wishFor(t, o), meaning.Edit{Line: meaning.Line{Quantity: meaning.Said(5)}, Step: meaning.Up}, items)
		},
		"steps": func(t *dialogue.Turn) {
			o := order(pickup.Placed)
			take(t, o, wishFor(t, o), dialoguetest.Clips, 12)
			t.Cards()[0].Key = "before"
			take(t, o, wishFor(t, o), dialoguetest.Clips, 900)
		},
	}, New(Services{}))
}

var items = []catalogue.Item{dialoguetest.Clips, dialoguetest.Towel}

// order is one of Li's at Meiya.
func order(status pickup.Status) pickup.Order {
	o := dialoguetest.Orders()[0]
	o.Status, o.Revision = status, 1
	o.Lines[0].Carton = 100
	return o
}

// line is a line with another number of pieces.
func line(l pickup.Line, quantity int, price int64) pickup.Line {
	l.Ordered, l.Quantity, l.Price = quantity, quantity, measure.Fen(price)
	l.Total = l.Price.Times(quantity)
	return l
}

func towel(quantity int) pickup.Line { return line(dialoguetest.Orders()[1].Lines[0], quantity, 250) }

// draw shows the card of a change with other lines, to be fetched at another time.
func draw(t *dialogue.Turn, o pickup.Order, lines []pickup.Line, at time.Time, notes ...string) {
	w := wishFor(t, o)
	for _, l := range lines {
		w.Lines = append(w.Lines, pickup.Wanted{Item: l.Item, Quantity: l.Quantity, Price: l.Price})
	}
	w.When = at.Format(pickup.HourLayout)
	t.Show(wishCard(t, o, w, lines, hours, notes))
}

// hours are those of a distributor with a day off on Tuesday, 24 November.
var hours = pickup.Hours{Opens: 8 * 60, Closes: 18 * 60, Cutoff: 10 * 60, Days: reminders.EveryDay, Closed: []time.Time{dialoguetest.Monday.AddDate(0, 0, 1)}}
