package remind

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	pickupsKey = "pickups"
	// linesAtOnce is how many lines a page of the card has, so that it stays within one message.
	linesAtOnce = 15
	// fetchButtons is how many orders of a page have a button that says they were fetched.
	fetchButtons = 6
	// ahead is for how many days in either direction the card can be asked for.
	ahead = 400
)

// page is a part of what is to be fetched on a day.
type page struct {
	day time.Time
	n   int // from 0
}

// pull shows what the person has to fetch on a day.
func (sk *skill) pull(ctx context.Context, t *dialogue.Turn, c meaning.Pull) error {
	day := measure.Midnight(t.Now)
	if when, ok := pickup.ReadWhen(c.Day.Value, t.Now.Location()); ok {
		day = when.Day
	}
	return sk.showPull(t, page{day: day})
}

// pressPull shows a page of a day once more, as things are now.
func (sk *skill) pressPull(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, ok := readPage(args, t.Now)
	if !ok {
		return t.Stale(ctx)
	}
	return sk.showPull(t, p)
}

// showPull shows a page as it is when the turn settles.
func (sk *skill) showPull(t *dialogue.Turn, p page) error {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error { return sk.drawPull(ctx, tx, t, p) })
	return nil
}

func (sk *skill) drawPull(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, p page) error {
	daily := pickup.DailyOf(sk.Orders)
	if _, err := daily.Showing(ctx, tx, []pickup.SellerID{seller(t)}, time.Time{}); err != nil {
		return err
	}
	pull, err := daily.Pull(ctx, tx, seller(t), p.day, isToday(p.day, t.Now))
	if err != nil {
		return err
	}
	card := pullCard(t.Lang, pull, p, t.Now)
	card.InPlace = t.InPlace()
	t.Show(card)
	return daily.Show(ctx, tx, shownTo(seller(t), p, t.Lang, card))
}

// pressTick marks goods as taken, or not, as the button says: so the second tap changes nothing.
func (sk *skill) pressTick(ctx context.Context, t *dialogue.Turn, args []string) error {
	order, ok := dialogue.Number(args, 0)
	item, ok2 := dialogue.Number(args, 1)
	on, ok3 := dialogue.Number(args, 2)
	if !ok || !ok2 || !ok3 {
		return t.Stale(ctx)
	}
	p, ok := readPage(args[3:], t.Now)
	if !ok {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		err := pickup.DailyOf(sk.Orders).Tick(ctx, tx, seller(t), pickup.Tick{Order: pickup.OrderID(order), Item: catalogue.ItemID(item)}, on == 1)
		if err == pickup.ErrNotFound { // it was fetched or cancelled meanwhile, as the card shows
			err = nil
		}
		if err != nil {
			return err
		}
		return sk.drawPull(ctx, tx, t, p)
	})
	return nil
}

// pressFetched marks an order as picked up and shows what is left of its page.
func (sk *skill) pressFetched(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	p, ok := readPage(args[1:], t.Now)
	if !ok {
		p = page{day: measure.Midnight(t.Now)}
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Do(ctx, tx, pickup.Seller(seller(t)), pickup.OrderID(id), pickup.Pick, "", t.Now)
		if err != nil {
			return err
		}
		t.Toast("orders.fetched", dialogue.View{"ID": int64(o.ID)})
		return sk.drawPull(ctx, tx, t, p)
	})
	return nil
}

// readPage reads what a button says of a page; ok is false for what none of ours does.
func readPage(args []string, now time.Time) (p page, ok bool) {
	n, ok := dialogue.Number(args, 1)
	if !ok || n < 0 {
		return p, false
	}
	day, ok := dialogue.Day(args, 0, now.Location())
	apart := measure.DaysBetween(now, day)
	return page{day, n}, ok && apart < ahead && apart > -ahead
}

// args are what a button says of a page.
func (p page) args(before ...any) []any { return append(before, dialogue.DayArg(p.day), p.n) }

func isToday(day, now time.Time) bool { return measure.DaysBetween(day, now) == 0 }

// pullCard lists what is to be fetched on a day, stall by stall, with a button to tick each of the goods; now is in the
// village's zone. Codes stand on it: it is for the seller alone.
func pullCard(lang phrases.Lang, pull pickup.Pull, p page, now time.Time) bot.Card {
	button := func(key string, data any, verb string, args ...any) bot.Button {
		return dialogue.Tap(phrases.Label(lang, key, data), verb, args...)
	}
	other := page{day: measure.Midnight(now)}
	if isToday(p.day, now) {
		other.day = other.day.AddDate(0, 0, 1)
	}
	turn := dialogue.Row(button("remind.button.day", dialogue.View{"Day": other.day, "Now": now}, "pull", other.args()...))
	if pull.N == 0 {
		return bot.Card{Text: phrases.Say(lang, "remind.done", dialogue.View{"Day": p.day, "Now": now}), Key: pickupsKey, Buttons: [][]bot.Button{turn}}
	}
	pages := paged(pull)
	p.n = min(p.n, len(pages)-1)
	here := pages[p.n]
	for _, n := range []int{p.n - 1, p.n + 1} {
		if n >= 0 && n < len(pages) {
			turn = append(turn, button("remind.button.page", dialogue.View{"N": n + 1}, "pull", page{p.day, n}.args()...))
		}
	}
	turn = append(turn, button("remind.button.refresh", nil, "pull", p.args()...))
	rows := append(tickButtons(here, p), fetchedButtons(lang, here, p)...)
	rows = append(rows, dialogue.Rows(turn)...)
	if isToday(p.day, now) {
		rows = append(rows, dialogue.Row(button("remind.button.ten", nil, "snooze", 10), button("remind.button.hour", nil, "snooze", 60)))
	}
	return bot.Card{
		Text: phrases.Say(lang, "remind.card", dialogue.View{
			"Day": p.day, "Now": now, "N": pull.N, "Total": pull.Total, "Page": p.n + 1, "Pages": len(pages), "Stops": stopViews(lang, here, now),
		}),
		Key: pickupsKey, Buttons: rows,
	}
}

// paged cuts what is to be fetched into pages; a stop or an order that goes on stands on both.
func paged(pull pickup.Pull) []pickup.Pull {
	var orders []pickup.Order
	at := map[pickup.OrderID]pickup.Stop{} // where each is to be fetched
	for _, s := range pull.Stops {
		for _, o := range s.Orders {
			orders, at[o.ID] = append(orders, o), s
		}
	}
	parts := views.Pages(orders, linesAtOnce)
	pages := make([]pickup.Pull, len(parts))
	for i, part := range parts {
		pages[i].Ticked = pull.Ticked
		for _, o := range part {
			pages[i].Stops = joined(pages[i].Stops, at[o.ID], o)
		}
	}
	return pages
}

// joined adds an order of a stop to those of a page.
func joined(stops []pickup.Stop, s pickup.Stop, o pickup.Order) []pickup.Stop {
	if n := len(stops); n == 0 || stops[n-1].Distributor != s.Distributor {
		s.Orders = nil
		stops = append(stops, s)
	}
	last := &stops[len(stops)-1]
	last.Orders = append(last.Orders, o)
	return stops
}

func stopViews(lang phrases.Lang, here pickup.Pull, now time.Time) []dialogue.View {
	out := make([]dialogue.View, len(here.Stops))
	for i, s := range here.Stops {
		orders := views.Orders(lang, s.Orders, now)
		for n, o := range s.Orders {
			orders[n]["Code"] = o.Code
			lines := orders[n]["Lines"].([]dialogue.View)
			for k, l := range o.Lines {
				lines[k]["Ticked"] = here.Ticked[pickup.Tick{Order: o.ID, Item: l.Item}]
			}
		}
		out[i] = dialogue.View{"Distributor": s.Distributor, "Stall": s.Stall, "Total": s.Total, "Orders": orders}
	}
	return out
}

// tickButtons are one for each of the goods of a page that are there.
func tickButtons(here pickup.Pull, p page) [][]bot.Button {
	var buttons []bot.Button
	seen := map[pickup.Tick]bool{}
	for _, s := range here.Stops {
		for _, o := range s.Orders {
			for _, l := range o.Lines {
				tick := pickup.Tick{Order: o.ID, Item: l.Item}
				if l.Quantity == 0 || seen[tick] {
					continue
				}
				seen[tick] = true
				box, on := "☐", 1
				if here.Ticked[tick] {
					box, on = "☑", 0
				}
				buttons = append(buttons, dialogue.Tap(fmt.Sprintf("%s %d %s", box, l.Quantity, l.SKU), "tick", p.args(int64(o.ID), int64(l.Item), on)...))
			}
		}
	}
	return dialogue.Rows(buttons)
}

// fetchedButtons say that orders of a page were fetched.
func fetchedButtons(lang phrases.Lang, here pickup.Pull, p page) [][]bot.Button {
	var buttons []bot.Button
	for _, s := range here.Stops {
		for _, o := range s.Orders {
			if len(buttons) < fetchButtons {
				label := phrases.Label(lang, "orders.button.fetched", dialogue.View{"ID": int64(o.ID)})
				buttons = append(buttons, dialogue.Tap(label, "fetched", p.args(int64(o.ID))...))
			}
		}
	}
	return slices.Collect(slices.Chunk(buttons, 3))
}
