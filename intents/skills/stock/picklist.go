package stock

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/paper"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	pickListKey = "sheet"
	// daysAhead is how far in either direction a pick list may be looked at.
	daysAhead = 400
	// linesAtOnce is how many lines a page of the card has, so that it stays within one message.
	linesAtOnce = 20
	// How a button says by what the list is made.
	byOrder, byItem = "o", "i"
)

// list is a pick list as it is asked for.
type list struct {
	day  time.Time
	by   string
	page int // from 0
}

// pickList lists what sellers will fetch on a day.
func (sk *skill) pickList(ctx context.Context, t *dialogue.Turn, c meaning.PickList) error {
	l := list{day: measure.Midnight(t.Now), by: byOrder}
	if when, ok := pickup.ReadWhen(c.Day.Value, t.Now.Location()); ok {
		l.day = when.Day
	}
	if c.Items {
		l.by = byItem
	}
	if t.Person.Distributor == "" {
		return t.Stale(ctx)
	}
	return sk.showPickList(ctx, t, l)
}

// pressPickList lists what sellers will fetch from the person's distributor: on a day, or so many days from now.
func (sk *skill) pressPickList(ctx context.Context, t *dialogue.Turn, args []string) error {
	l, ok := readList(args, t.Now)
	if !ok || t.Person.Distributor == "" {
		return t.Stale(ctx)
	}
	return sk.showPickList(ctx, t, l)
}

// readList reads what a button says of a list; ok is false for what none of ours does.
func readList(args []string, now time.Time) (l list, ok bool) {
	n, ok := dialogue.Number(args, 0)
	if len(args) == 1 {
		return list{day: measure.Midnight(now).AddDate(0, 0, n), by: byOrder}, ok && n >= 0 && n <= daysAhead
	}
	page, ok := dialogue.Number(args, 2)
	if !ok || page < 0 {
		return l, false
	}
	day, ok := dialogue.Day(args, 0, now.Location())
	apart := measure.DaysBetween(now, day)
	return list{day, args[1], page}, ok && apart <= daysAhead && apart >= -daysAhead && (args[1] == byOrder || args[1] == byItem)
}

// args are what a button says of a list.
func (l list) args() []any { return []any{dialogue.DayArg(l.day), l.by, l.page} }

// on is the list of another day, by the same.
func (l list) on(days int) list { return list{l.day.AddDate(0, 0, days), l.by, 0} }

// showPickList lists what sellers will fetch on a day.
func (sk *skill) showPickList(ctx context.Context, t *dialogue.Turn, l list) error {
	orders, names, err := sk.comers(ctx, t, l.day)
	if err != nil {
		return err
	}
	view := dialogue.View{"Distributor": t.Person.Distributor, "Day": l.day, "Now": t.Now, "N": len(orders), "Total": views.Total(orders)}
	key, pages := "distributor.sheet", 1
	if l.by == byItem {
		items := slices.Collect(slices.Chunk(byItems(orders, t.Lang), linesAtOnce))
		if pages = max(len(items), 1); len(items) > 0 {
			l.page = min(l.page, pages-1)
			view["Items"] = items[l.page]
		}
		key = "distributor.items"
	} else {
		parts := views.Pages(orders, linesAtOnce)
		pages = max(len(parts), 1)
		l.page = min(l.page, pages-1)
		view["Orders"] = []dialogue.View{}
		if len(parts) > 0 {
			view["Orders"] = named(views.Orders(t.Lang, parts[l.page], t.Now), parts[l.page], names)
		}
	}
	view["Page"], view["Pages"] = l.page+1, pages
	t.Show(bot.Card{Text: t.Text(key, view), Key: pickListKey, InPlace: t.InPlace(), Buttons: listButtons(t, l, pages, len(orders) > 0)})
	return nil
}

// comers are the open orders of a day, and what their sellers are called.
func (sk *skill) comers(ctx context.Context, t *dialogue.Turn, day time.Time) ([]pickup.Order, map[bot.PersonID]string, error) {
	orders, err := sk.Orders.ForDistributor(ctx, t.Person.Distributor, day)
	if err != nil {
		return nil, nil, err
	}
	sellers := make([]bot.PersonID, len(orders))
	for i, o := range orders {
		sellers[i] = bot.PersonID(o.Seller)
	}
	names, err := sk.People.Called(ctx, sellers)
	return orders, names, err
}

func named(lines []dialogue.View, orders []pickup.Order, names map[bot.PersonID]string) []dialogue.View {
	for i, o := range orders {
		lines[i]["Name"] = names[bot.PersonID(o.Seller)]
	}
	return lines
}

// listButtons lead to other days, to the other way of making the list, to other pages, and to files of it.
func listButtons(t *dialogue.Turn, l list, pages int, any bool) [][]bot.Button {
	day := func(days int) bot.Button {
		return t.Button("distributor.button.day", dialogue.View{"Day": l.day.AddDate(0, 0, days), "Now": t.Now}, "sheet", l.on(days).args()...)
	}
	rows := [][]bot.Button{{day(-1), day(1)}}
	if pages > 1 {
		var turn []bot.Button
		for _, n := range []int{l.page - 1, l.page + 1} {
			if n >= 0 && n < pages {
				turn = append(turn, t.Button("remind.button.page", dialogue.View{"N": n + 1}, "sheet", list{l.day, l.by, n}.args()...))
			}
		}
		rows = append(rows, turn)
	}
	if !any {
		return rows
	}
	other := t.Button("distributor.button.byitem", nil, "sheet", list{l.day, byItem, 0}.args()...)
	if l.by == byItem {
		other = t.Button("distributor.button.byorder", nil, "sheet", list{l.day, byOrder, 0}.args()...)
	}
	return append(rows, dialogue.Row(other,
		t.Button("distributor.button.xlsx", nil, "sheet_xlsx", l.args()...), t.Button("distributor.button.print", nil, "sheet_html", l.args()...)))
}

// byItems adds up the goods of orders, by SKU.
func byItems(orders []pickup.Order, lang phrases.Lang) (items []dialogue.View) {
	at := map[catalogue.ItemID]int{}
	for _, o := range orders {
		for _, l := range o.Lines {
			n, known := at[l.Item]
			if !known {
				n = len(items)
				at[l.Item] = n
				items = append(items, dialogue.View{"SKU": l.SKU, "Title": views.LineTitle(l, lang), "Unit": views.UnitIn(lang, l.Unit), "Quantity": 0, "Orders": 0, "Last": o.ID, "Cartons": 0})
			}
			items[n]["Quantity"] = items[n]["Quantity"].(int) + l.Quantity
			items[n]["Cartons"] = views.Cartons(items[n]["Quantity"].(int), l.Carton)
			if items[n]["Orders"] == 0 || items[n]["Last"] != o.ID {
				items[n]["Orders"], items[n]["Last"] = items[n]["Orders"].(int)+1, o.ID
			}
		}
	}
	items = slices.DeleteFunc(items, func(v dialogue.View) bool { return v["Quantity"] == 0 })
	slices.SortFunc(items, func(a, b dialogue.View) int { return strings.Compare(a["SKU"].(string), b["SKU"].(string)) })
	return items
}

// pressFile sends a list as a file: a workbook, or a page to print.
func (sk *skill) pressFile(ending string, write func(paper.PickList, paper.Say) ([]byte, error)) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		l, ok := readList(args, t.Now)
		if !ok || t.Person.Distributor == "" {
			return t.Stale(ctx)
		}
		orders, names, err := sk.comers(ctx, t, l.day)
		if err != nil {
			return err
		}
		data, err := write(sheetOf(t, l, orders, names), phrases.Labels(t.Lang))
		if err != nil {
			return err
		}
		view := dialogue.View{"Day": l.day, "Now": t.Now, "N": len(orders)}
		name := phrases.Label(t.Lang, "distributor.file", view) + "." + ending
		t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
			file, err := sk.Documents.Keep(ctx, tx, t.Person.ID, name, data)
			if err != nil {
				return err
			}
			t.Show(bot.Card{Text: t.Text("distributor.sent", view), Document: &file})
			return nil
		})
		return nil
	}
}

// sheetOf is a list as it is put on paper.
func sheetOf(t *dialogue.Turn, l list, orders []pickup.Order, names map[bot.PersonID]string) paper.PickList {
	p := paper.PickList{Distributor: phrases.Name(t.Lang, t.Person.Distributor), Day: l.day, ByItem: l.by == byItem}
	if p.ByItem {
		for _, i := range byItems(orders, t.Lang) {
			p.Rows = append(p.Rows, paper.PickRow{
				SKU: i["SKU"].(string), Title: i["Title"].(string), Unit: i["Unit"].(string), Quantity: i["Quantity"].(int), Orders: i["Orders"].(int),
			})
		}
		return p
	}
	for _, o := range orders {
		clock := ""
		if o.When.HasTime {
			clock = o.When.Time.Format("15:04")
		}
		for _, l := range o.Lines {
			p.Rows = append(p.Rows, paper.PickRow{
				Order: phrases.Label(t.Lang, "orders.number", dialogue.View{"ID": int64(o.ID)}), Seller: names[bot.PersonID(o.Seller)], Time: clock,
				SKU: l.SKU, Title: views.LineTitle(l, t.Lang), Unit: views.UnitIn(t.Lang, l.Unit), Quantity: l.Quantity, Sum: l.Total,
			})
		}
	}
	return p
}
