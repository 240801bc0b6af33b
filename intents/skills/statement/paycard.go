package statement

import (
	"fmt"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
)

// waitingShown is how many payments that wait for an answer a statement shows.
const waitingShown = 3

// paymentView is a payment as the sentences want it; who stated it, or answers it.
func paymentView(lang phrases.Lang, p pickup.Payment, who string, now time.Time) dialogue.View {
	return dialogue.View{
		"Who": who, "Distributor": phrases.Name(lang, p.Name), "Amount": p.Amount, "On": p.On, "Now": now, "Side": string(p.Side), "Answer": string(p.Answer),
		"Like": false,
	}
}

// answerKey is the card that a payment is answered on.
func answerKey(p pickup.Payment) string { return fmt.Sprint("answer ", p.ID) }

// answerButtons agree to a payment or object to it. Neither happens because somebody wrote what stands on them.
func answerButtons(lang phrases.Lang, p pickup.Payment) []bot.Button {
	agree := dialogue.Tap(phrases.Label(lang, "payment.button.agree", nil), "agreed", int64(p.ID))
	object := dialogue.Tap(phrases.Label(lang, "payment.button.object", nil), "object", int64(p.ID))
	agree.Main, object.Main = true, true
	return dialogue.Row(agree, object)
}

// showProposed asks for the tap that states a payment. like: another may be the same.
func showProposed(t *dialogue.Turn, p proposed, paid pickup.Payment, of account, like bool) {
	said := paymentView(t.Lang, paid, asked{whose: p.Whose}.called(t.Lang, of.name), t.Now)
	said["Whose"], said["Like"], said["Owed"], said["Ahead"] = p.Whose, like, max(0, of.Owed()), max(0, paid.Amount-max(0, of.Owed()))
	record := dialogue.Once(t.Button("payment.button.record", said, "paid", p.args()...))
	record.Main = true
	t.Show(bot.Card{
		Text: t.Text("payment.propose", said), Key: p.key(), InPlace: t.InPlace(),
		Buttons: [][]bot.Button{dialogue.Row(record, t.Button("payment.button.leave", nil, "unpaid", p.args()...))},
	})
}

// showStatedBefore asks for an answer to what the other side has stated already, which may be the payment that the person says.
func showStatedBefore(t *dialogue.Turn, p proposed, before pickup.Payment, who string) {
	t.Show(bot.Card{
		Text: t.Text("payment.before", paymentView(t.Lang, before, who, t.Now)), Key: answerKey(before), InPlace: false,
		Buttons: [][]bot.Button{answerButtons(t.Lang, before), dialogue.Row(t.Button("payment.button.other", nil, "payother", p.args()...))},
	})
}

// showStated says that a payment is written down as what the person says. asked: somebody was asked for the other side.
func showStated(t *dialogue.Turn, p proposed, stated pickup.Payment, of account, asks bool) {
	said := paymentView(t.Lang, stated, asked{whose: p.Whose}.called(t.Lang, of.name), t.Now)
	said["Whose"], said["Asked"] = p.Whose, asks
	t.Toast("payment.stated.notice", nil)
	t.Show(bot.Card{Text: t.Text("payment.stated", said), Key: p.key(), InPlace: true})
}

// showAnswered says what a payment is now; late: somebody had answered before.
func showAnswered(t *dialogue.Turn, p pickup.Payment, stater, seller string, late bool) {
	said := paymentView(t.Lang, p, stater, t.Now)
	said["Seller"], said["Late"] = seller, late
	t.Toast("payment.done.notice", said)
	t.Show(bot.Card{Text: t.Text("payment.done", said), Key: answerKey(p), InPlace: true})
}

// waitingViews are the payments of a statement that wait for an answer, with buttons for those that the person can answer.
func (s sheet) waitingViews(t *dialogue.Turn) (views []dialogue.View, buttons [][]bot.Button) {
	own := pickup.SellersSide
	if s.whose == shops {
		own = pickup.DistributorsSide
	}
	for _, p := range s.waiting {
		said := paymentView(t.Lang, p, "", t.Now)
		for _, a := range s.accounts {
			if a.Seller == p.Seller && a.Distributor == p.Distributor {
				said["Who"] = s.called(t.Lang, a.name)
			}
		}
		said["Whose"], said["Own"] = s.whose, p.Side == own
		views = append(views, said)
		if p.Side != own && p.Person != int64(t.Person.ID) {
			row := answerButtons(t.Lang, p)
			for i, key := range []string{"payment.button.agreed", "payment.button.objected"} {
				row[i].Label = phrases.Label(t.Lang, key, said)
			}
			buttons = append(buttons, row)
		}
	}
	return views, buttons
}
