package views

import (
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
)

// Hours says why a distributor hands nothing over at a time, or that orders for it are not taken for long any more; "" where there is nothing
// to say.
func Hours(t *dialogue.Turn, distributor string, h pickup.Hours, when pickup.When) (note phrases.Text, why pickup.Refusal) {
	why = h.Refuses(when, t.Now)
	left, soon := h.Left(t.Now)
	switch {
	case why != pickup.Fits:
		note = t.Text("order.closed", dialogue.View{
			"Distributor": distributor, "Why": string(why), "Day": when.Day, "Now": t.Now, "Opens": Clock(h.Opens), "Closes": Clock(h.Closes), "Cutoff": Clock(h.Cutoff),
			"Ahead": h.Ahead, "Last": measure.Midnight(t.Now).AddDate(0, 0, h.Ahead),
		})
	case soon && when.Day.Equal(measure.Midnight(t.Now)):
		note = t.Text("order.left", dialogue.View{"Distributor": distributor, "Minutes": int(left.Round(time.Minute) / time.Minute)})
	}
	return note, why
}

// WhenButton sets a pickup time: the last of its arguments is the time, as pickup.ReadWhen reads it.
func WhenButton(t *dialogue.Turn, when pickup.When, verb string, args ...any) bot.Button {
	return t.Button("order.button.when", When(when, t.Now), verb, append(args, when.String())...)
}
