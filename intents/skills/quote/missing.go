package quote

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
)

const (
	// reasonNames is how many couriers a card names for each reason why they have no price.
	reasonNames = 8
	// reasonsAll names all that a village is likely to have; fewer where a message does not hold them.
	reasonsAll = 60
)

// pressWhy lists the couriers without a price and their reasons.
func (sk *skill) pressWhy(ctx context.Context, t *dialogue.Turn, _ []string) error {
	p := memory.Of(t).Parcel
	if p.lacks() {
		return t.Stale(ctx)
	}
	answer, err := sk.price(ctx, t, p)
	if err != nil {
		return err
	}
	showMissing(t, answer)
	return nil
}

// showMissing lists the couriers without a price by their reasons, with as many names as a message holds.
func showMissing(t *dialogue.Turn, a rates.Answer) {
	var text phrases.Text
	for most := reasonsAll; most >= 0; most = most/2 - 1 {
		text = t.Text("quote.missing", dialogue.View{"N": len(a.Missing), "Reasons": reasonViews(t, a, most)})
		if t.Limits().FitsMessage(text) {
			break
		}
	}
	t.Show(bot.Card{Text: text})
}

// reasonViews are the couriers without a price, a reason each, with so many names.
func reasonViews(t *dialogue.Turn, a rates.Answer, most int) []dialogue.View {
	reasons := a.Reasons()
	lines := make([]dialogue.View, len(reasons))
	for i, r := range reasons {
		names := missingNames(t, a, r.Of)
		shown := min(len(names), most)
		lines[i] = dialogue.View{"Reason": phrases.Tell(t.Lang, r.Why), "Names": names[:shown], "More": len(names) - shown}
	}
	return lines
}

// missingNames names couriers, each once. The services are named where the courier has others.
func missingNames(t *dialogue.Turn, a rates.Answer, missing []rates.Missing) []string {
	services := map[string]int{}
	for _, q := range a.Quotes {
		services[q.Courier]++
	}
	for _, m := range a.Missing {
		services[m.Courier]++
	}
	var names []string
	for len(missing) > 0 {
		first := missing[0].Courier
		n := 0 // they come by courier
		var own []string
		for ; n < len(missing) && missing[n].Courier == first; n++ {
			own = append(own, rates.ServiceName(first, missing[n].Service, string(t.Lang)))
		}
		name := rates.CourierName(first, string(t.Lang))
		if n < services[first] {
			name += " " + strings.Join(slices.Compact(own), "/")
		}
		names, missing = append(names, strings.TrimSpace(name)), missing[n:]
	}
	return names
}
