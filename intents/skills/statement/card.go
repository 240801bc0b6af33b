package statement

import (
	"maps"
	"slices"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	statementKey = "statement"
	// accountsShown is how many others a statement names, and accountButtons how many have a button of their own.
	accountsShown, accountButtons = 6, 9
	// accountsListed is how many others are listed where nothing else is shown.
	accountsListed = 20
)

// account is what stands between the two sides, with what the other side is called.
type account struct {
	pickup.Account
	with int64
	name string
}

// sheet is a statement as it was read: the accounts, and either the orders or sums of many.
type sheet struct {
	asked
	other    string // what the only other side is called that was asked for
	accounts []account
	waiting  []pickup.Payment // that nobody has answered
	handed   []pickup.Handed
	sums     []pickup.Sum
	monthly  bool
	names    map[bot.PersonID]string // of sellers whose orders are listed line by line
}

// orders counts those that were handed over.
func (s sheet) orders() (n int) {
	for _, a := range s.accounts {
		n += a.Orders
	}
	return n
}

// sums is what accounts come to. What is owed to some and paid ahead to others is never set off.
type sums struct {
	pickup.Account
	Owed, Ahead, OwedBefore, AheadBefore measure.Fen
}

func (s *sums) add(a pickup.Account) {
	s.Orders, s.HandedOver = s.Orders+a.Orders, s.HandedOver+a.HandedOver
	s.Open, s.OpenTotal = s.Open+a.Open, s.OpenTotal+a.OpenTotal
	s.Paid, s.Stated = s.Paid+a.Paid, s.Stated+a.Stated
	s.Owed, s.Ahead = s.Owed+max(0, a.Owed()), s.Ahead+max(0, -a.Owed())
	s.OwedBefore, s.AheadBefore = s.OwedBefore+max(0, a.Before), s.AheadBefore+max(0, -a.Before)
}

// view is what the sentences want of sums.
func (s sums) view() dialogue.View {
	return dialogue.View{
		"Orders": s.Orders, "HandedOver": s.HandedOver, "Open": s.Open, "OpenTotal": s.OpenTotal, "Paid": s.Paid, "Owed": s.Owed, "Ahead": s.Ahead,
		"OwedBefore": s.OwedBefore, "AheadBefore": s.AheadBefore, "Stated": s.Stated,
	}
}

// total is what all accounts come to.
func (s sheet) total() (total sums) {
	for _, a := range s.accounts {
		total.add(a.Account)
	}
	return total
}

// called is what somebody on the other side is called in a language; a seller's name is in one alone.
func (a asked) called(lang phrases.Lang, name string) string {
	if a.whose == mine {
		return phrases.Name(lang, name)
	}
	return name
}

// showStatement shows a statement, and keeps it in the focus.
func showStatement(t *dialogue.Turn, s sheet) {
	said := s.view(t)
	said["Lines"], said["Sums"], said["Monthly"] = s.lines(t.Lang), sumViews(s.sums), s.monthly
	var answers [][]bot.Button
	said["Waiting"], answers = s.waitingViews(t)
	if len(s.accounts) > 1 {
		said["Accounts"] = s.accountViews(t.Lang, accountsShown)
		said["More"] = max(0, len(s.accounts)-accountsShown)
	}
	var pay, rest []bot.Button
	if owed := s.total().Owed; s.with != 0 && owed > 0 && !s.past(t.Now) {
		pay = dialogue.Row(t.Button("payment.button.all", dialogue.View{"Whose": s.whose, "Owed": owed}, "pay", s.args()...))
	}
	if len(s.accounts) > 1 {
		rest = append(rest, t.Button("statement.button.others", said, "bills", s.args()...))
	}
	rest = append(rest, t.Button("statement.button.xlsx", nil, "billx", s.args()...))
	if s.with != 0 {
		all := s.asked
		all.with = 0
		rest = append(rest, t.Button("statement.button.all", nil, "bill", all.args()...))
	}
	focus(t, s)
	t.Show(bot.Card{Text: t.Text("statement.card", said), Key: statementKey, InPlace: t.InPlace(), Buttons: append(answers, rows(pay, months(t, s.asked, "bill"), rest)...)})
}

// showAccounts shows the other sides one by one. doubt is who was named and is none of them, or several.
func showAccounts(t *dialogue.Turn, s sheet, doubt doubted) {
	said := s.view(t)
	said["Named"], said["Several"] = dialogue.Short(doubt.words, nameShown), doubt.several
	said["Accounts"], said["More"] = s.accountViews(t.Lang, accountsListed), max(0, len(s.accounts)-accountsListed)
	var each []bot.Button
	for _, a := range s.accounts[:min(len(s.accounts), accountButtons)] {
		one := s.asked
		one.with = a.with
		each = append(each, dialogue.Tap(s.called(t.Lang, a.name), "bill", one.args()...))
	}
	focus(t, s)
	t.Show(bot.Card{
		Text: t.Text("statement.others", said), Key: statementKey, InPlace: t.InPlace(),
		Buttons: append(dialogue.Rows(each), rows(months(t, s.asked, "bills"), dialogue.Row(
			t.Button("statement.button.days", nil, "bill", s.args()...), t.Button("statement.button.xlsx", nil, "billx", s.args()...),
		))...),
	})
}

// showTurnovers shows what the distributors of the village handed over.
func showTurnovers(t *dialogue.Turn, a asked, all []pickup.Turnover) {
	var total pickup.Turnover
	views := make([]dialogue.View, min(len(all), accountsListed))
	for i, one := range all {
		total.Orders, total.HandedOver = total.Orders+one.Orders, total.HandedOver+one.HandedOver
		total.Open, total.OpenTotal = total.Open+one.Open, total.OpenTotal+one.OpenTotal
		if i < len(views) {
			views[i] = dialogue.View{
				"Name": phrases.Name(t.Lang, one.Name), "Orders": one.Orders, "HandedOver": one.HandedOver, "Open": one.Open, "OpenTotal": one.OpenTotal,
			}
		}
	}
	focus(t, sheet{asked: a})
	t.Show(bot.Card{
		Text: t.Text("statement.village", dialogue.View{
			"From": a.days.From, "To": a.days.To, "Now": t.Now, "Accounts": views, "More": len(all) - len(views),
			"Orders": total.Orders, "HandedOver": total.HandedOver, "Open": total.Open, "OpenTotal": total.OpenTotal,
		}),
		Key: statementKey, InPlace: t.InPlace(),
		Buttons: rows(months(t, a, "bill"), dialogue.Row(t.Button("statement.button.xlsx", nil, "billx", a.args()...))),
	})
}

// view is what the sentences say of all of a statement.
func (s sheet) view(t *dialogue.Turn) dialogue.View {
	said := s.total().view()
	maps.Copy(said, dialogue.View{
		"Whose": s.whose, "With": s.called(t.Lang, s.other), "Distributor": t.Person.Distributor, "From": s.days.From, "To": s.days.To, "Now": t.Now,
		"Past": s.past(t.Now), "Accounts": []dialogue.View(nil), "More": 0, "Waiting": []dialogue.View(nil),
	})
	return said
}

// past says that the days of a statement are over.
func (a asked) past(now time.Time) bool { return a.days.To.Before(measure.Midnight(now)) }

func (s sheet) accountViews(lang phrases.Lang, most int) []dialogue.View {
	views := make([]dialogue.View, min(len(s.accounts), most))
	for i := range views {
		a := s.accounts[i]
		var one sums
		one.add(a.Account)
		views[i] = one.view()
		views[i]["Name"] = s.called(lang, a.name)
	}
	return views
}

// lines are the orders one by one, each with the other side where there are several.
func (s sheet) lines(lang phrases.Lang) []dialogue.View {
	lines := make([]dialogue.View, len(s.handed))
	for i, h := range s.handed {
		lines[i] = dialogue.View{"At": h.At, "ID": int64(h.Order), "Total": h.Total, "Name": ""}
		for _, a := range s.accounts {
			if len(s.accounts) > 1 && a.Seller == h.Seller && a.Name == h.Distributor {
				lines[i]["Name"] = s.called(lang, a.name)
			}
		}
	}
	return lines
}

func sumViews(sums []pickup.Sum) []dialogue.View {
	views := make([]dialogue.View, len(sums))
	for i, s := range sums {
		views[i] = dialogue.View{"From": s.From, "To": firstOf(s.From).AddDate(0, 1, -1), "Orders": s.Orders, "Total": s.Total}
	}
	return views
}

// doubted is who was named, and is nobody or several.
type doubted struct {
	words   string
	several bool
}

// nameShown is how many characters of a name that is not known are said back.
const nameShown = 40

// months are buttons that lead to the month before a statement's last day's, and to the one behind it unless that is still to come.
func months(t *dialogue.Turn, a asked, verb string) []bot.Button {
	month := firstOf(a.days.To)
	if !a.days.From.IsZero() {
		month = firstOf(a.days.From)
	}
	to := func(key string, month time.Time) bot.Button {
		other := a
		other.days = pickup.Days{From: month, To: month.AddDate(0, 1, -1)}
		return t.Button(key, dialogue.View{"From": other.days.From, "To": other.days.To, "Now": t.Now}, verb, other.args()...)
	}
	buttons := dialogue.Row(to("statement.button.before", month.AddDate(0, -1, 0)))
	next := month.AddDate(0, 1, 0)
	if a.days.To.Before(next) && !next.After(t.Now) {
		buttons = append(buttons, to("statement.button.after", next))
	}
	return buttons
}

// rows are buttons of several kinds, one kind below the other.
func rows(kinds ...[]bot.Button) [][]bot.Button {
	return slices.DeleteFunc(kinds, func(row []bot.Button) bool { return len(row) == 0 })
}

// focus notes the statement, so that a few words can ask for it with something else: "and October?".
func focus(t *dialogue.Turn, s sheet) {
	shown := &meaning.Account{To: s.days.To.Format(time.DateOnly)}
	if !s.days.From.IsZero() {
		shown.From = s.days.From.Format(time.DateOnly)
	}
	if s.whose == mine {
		shown.Distributor = s.other
	} else {
		shown.Person = s.other
	}
	t.Focus.Statement = shown
	t.Tell(meaning.Focus{Statement: shown})
}
