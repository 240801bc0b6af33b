package pool

import (
	"strconv"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// label is so many pieces of a SKU.
func label(sku string, pieces int) string { return sku + ": " + strconv.Itoa(pieces) }

// orderButton puts so many of an item on the person's own order.
func orderButton(i catalogue.Item, pieces int) bot.Button {
	return dialogue.Tap(label(i.SKU, pieces)+" × "+i.PriceAt(pieces).String(), "add", i.ID, pieces)
}

// poolView is a pool as the sentences want it.
func poolView(t *dialogue.Turn, p pools.Pool, i catalogue.Item) dialogue.View {
	return views.Item(t.Lang, i, dialogue.View{
		"Goal": p.Goal, "GoalPrice": p.Price, "Closes": p.Closes.In(t.Now.Location()), "Now": t.Now, "Pooled": p.Pooled, "Short": p.Short(), "Mine": p.Mine,
		"MineCosts": p.Price.Times(p.Mine),
	})
}

// inFocus is a pool as the next words may be about it.
func inFocus(t *dialogue.Turn, p pools.Pool, i catalogue.Item) {
	t.Focus.Pool = &meaning.Pooled{SKU: i.SKU, ID: int64(i.ID), Item: dialogue.Short(i.Title(string(t.Lang)), 48), Taken: p.Pooled, Goal: p.Goal}
	t.Tell(meaning.Focus{Pool: t.Focus.Pool})
}

// askWhich asks which of several goods a pool is to be of.
func askWhich(t *dialogue.Turn, items []catalogue.Item, pieces int, closes time.Time) {
	var lines []dialogue.View
	var numbers []bot.Button
	for n, i := range items[:min(len(items), choices)] {
		i = i.For(int64(t.Person.ID))
		lines = append(lines, views.Item(t.Lang, i, dialogue.View{"N": n + 1}))
		numbers = append(numbers, forButton(strconv.Itoa(n+1), i.ID, pieces, closes))
	}
	t.Show(bot.Card{Text: t.Text("pool.which", dialogue.View{"Items": lines}), Key: name, Buttons: dialogue.Rows(numbers)})
}

// showProposal shows a pool that a tap would open.
func showProposal(t *dialogue.Turn, i catalogue.Item, w pools.Proposal) {
	*memory.Of(t) = remembered{t.ID(), w}
	said := poolView(t, pools.Pool{Goal: w.Goal, Price: w.Price, Closes: w.Closes, Pooled: w.Pieces, Mine: w.Pieces}, i)
	said["Alone"], said["Possible"] = i.PriceAt(w.Pieces), i.Orderable(w.Pieces) == w.Pieces
	inFocus(t, pools.Pool{Goal: w.Goal, Pooled: w.Pieces}, i)
	open := dialogue.Once(t.Button("pool.button.open", said, "pool_open", t.ID()))
	open.Main = true
	buttons := dialogue.Row(open)
	if said["Possible"] == true && w.Pieces <= i.Stock {
		buttons = append(buttons, orderButton(i, w.Pieces))
	}
	t.Show(bot.Card{Text: t.Text("pool.propose", said), Key: name, InPlace: t.InPlace(), Buttons: [][]bot.Button{buttons}})
}

// show shows an open pool with what a tap would do: take so many pieces in all, 0: what is missing; or leave.
func show(t *dialogue.Turn, p pools.Pool, i catalogue.Item, share int, leaving bool, note phrases.Text) {
	said := poolView(t, p, i)
	most := i.Stock + p.Mine
	said["Note"], said["Share"], said["Most"], said["Leaving"] = note, share, most, leaving
	said["Trouble"] = ""
	switch {
	case share > most:
		said["Trouble"] = "short"
	case share%max(i.Multiple, 1) != 0:
		said["Trouble"] = "steps"
	}
	var row []bot.Button
	offered := func(pieces int) {
		if pieces > 0 && pieces != p.Mine && pieces <= most && pieces%max(i.Multiple, 1) == 0 {
			row = append(row, t.Button("pool.button.join", dialogue.View{"Pieces": pieces, "Unit": said["Unit"]}, "pool_join", int64(p.ID), pieces))
		}
	}
	switch rest := p.Mine + stepped(i, p.Short()); {
	case leaving:
	case share > 0 && said["Trouble"] == "steps":
		offered(stepped(i, share))
	case share > 0 && said["Trouble"] == "":
		offered(share)
	case p.Short() > 0:
		offered(rest)
	}
	if p.Mine > 0 {
		row = append(row, t.Button("pool.button.leave", nil, "pool_leave", int64(p.ID)))
	}
	if mayClose(t, p, i) && !leaving {
		row = append(row, t.Button("pool.button.end", nil, "pool_end", int64(p.ID)))
	}
	row = append(row, t.Button("pool.button.list", nil, "pools"))
	inFocus(t, p, i)
	t.Show(bot.Card{Text: t.Text("pool.card", said), Key: name, InPlace: t.InPlace(), Buttons: dialogue.Rows(row)})
}

// showList shows the open pools, each with a button that shows it alone.
func showList(t *dialogue.Turn, all []pools.Pool, items []catalogue.Item) {
	more := max(0, len(all)-listed)
	var lines []dialogue.View
	var buttons []bot.Button
	for n, p := range all[:len(all)-more] {
		line := poolView(t, p, items[n])
		line["N"] = n + 1
		lines = append(lines, line)
		buttons = append(buttons, dialogue.Tap(strconv.Itoa(n+1)+" "+items[n].SKU, "pool", int64(p.ID)))
	}
	t.Show(bot.Card{
		Text: t.Text("pool.list", dialogue.View{"Pools": lines, "More": more, "Own": t.Person.Distributor}), Key: name, InPlace: t.InPlace(), Buttons: dialogue.Rows(buttons),
	})
}
