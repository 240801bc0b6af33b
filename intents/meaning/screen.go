package meaning

import (
	"fmt"
	"strings"
)

// screen says in plain words who writes and what the person was just shown or asked, as the reader learned to read it:
// "seller: order card, not yet confirmed: 红色发夹 20, 粉色马克杯 10".
func (c Context) screen() string {
	return c.Who() + ": " + c.Screen()
}

// Who is what somebody of the role is called.
func (c Context) Who() string {
	switch c.Role {
	case "":
		return "stranger"
	case "oldhand":
		return "old hand"
	}
	return c.Role
}

// Screen says in plain words what the person was just shown or asked: "order card, not yet confirmed: 红色发夹 20".
func (f *Focus) Screen() string {
	var parts []string
	say := func(form string, args ...any) { parts = append(parts, fmt.Sprintf(form, args...)) }
	if r := f.Reply; r != nil {
		say("reply to: %s", r.Screen())
	}
	if a := f.Asked; a != nil {
		say("%s", a.screen())
	}
	if f.Fresh {
		f.list(say)
	}
	if len(f.Draft) > 0 {
		say("order card, not yet confirmed: %s", counted(f.Draft))
	}
	if !f.Fresh {
		f.list(say)
	}
	if i := f.Item; i != nil {
		say("item card: %s", strings.TrimSpace(i.SKU+" "+i.Item))
	}
	if q := f.Quote; q != nil {
		say("quote shown: %s %s", q.To, q.kilograms())
	}
	if o := f.Order; o != nil && !o.Undone {
		say("%s", o.screen())
	}
	if p := f.Parcel; p != nil {
		say("parcel P%d", p.Number)
	}
	if s := f.Statement; s != nil {
		say("%s", s.screen())
	}
	if p := f.Pool; p != nil {
		say("pool open: %s, %d of %d taken", p.Item, p.Taken, p.Goal)
	}
	if f.Reminder {
		say("reminder")
	}
	if f.Changes {
		say("price and stock change proposed, not yet confirmed")
	}
	if len(parts) == 0 {
		return f.Said
	}
	return strings.Join(parts, "; ")
}

// list says what was listed; a long list by how it begins.
func (f *Focus) list(say func(string, ...any)) {
	const most = 5
	if len(f.List) == 0 {
		return
	}
	var lines []string
	for i, item := range f.List[:min(most, len(f.List))] {
		lines = append(lines, fmt.Sprintf("%d %s", max(f.ListFrom, 1)+i, first(item.Item, 24)))
	}
	say("list of items shown: %s", strings.Join(lines, " "))
}

// screen says which order it is, and where it stands on the card of its distributor's people what is in it.
func (p *Placed) screen() string {
	form, ok := map[string]string{"placed": "new order for you", "accepted": "accepted order", "ready": "order ready for pickup"}[p.Status]
	if !ok {
		return fmt.Sprintf("placed order #%d", p.Number)
	}
	return fmt.Sprintf("%s #%d from %s: %s", form, p.Number, p.From, counted(p.Lines))
}

func counted(items []Item) string {
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = fmt.Sprintf("%s %d", first(item.Item, 24), item.Quantity)
	}
	return strings.Join(lines, ", ")
}

// first gives the beginning of s, at most so many characters.
func first(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

func (a *Asked) screen() string {
	if a.Slot == AnswerSlot {
		return "asked: your answer to the question?"
	}
	out := "asked: " + a.Slot
	if a.Of != "" {
		out += " of " + a.Of
	}
	return out + "? " + strings.Join(a.Options, " / ")
}

// screen names nobody: what stood on the screen may be kept with words that were misread.
func (a *Account) screen() string {
	out := "statement shown: " + strings.TrimPrefix(a.From+" to "+a.To, " ")
	switch {
	case a.Distributor != "":
		out += ", one distributor"
	case a.Person != "":
		out += ", one seller"
	}
	return out
}

// kilograms is a parcel's weight as people read it.
func (p *Priced) kilograms() string {
	if p.Weight == 0 {
		return ""
	}
	return fmt.Sprintf("%gkg", float64(p.Weight)/1000)
}
