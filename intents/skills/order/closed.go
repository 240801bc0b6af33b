package order

import (
	"context"
	"slices"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// readLimits notes when the distributors of the draft hand goods over, of which goods it would take a large share, and how much more the
// person may order, for the rest of the turn.
func readLimits(ctx context.Context, s Services, t *dialogue.Turn, items itemsByID) error {
	names := shops(t, items)
	if len(names) == 0 {
		return nil
	}
	hours, err := s.Openings.Of(ctx, nil, names, t.Now)
	if err != nil {
		return err
	}
	n := note.Of(t)
	n.hours = hours
	if n.large, err = s.Credits.Large(ctx, seller(t), memory.Of(t).Draft.wanted()); err != nil {
		return err
	}
	n.left, err = s.Credits.Left(ctx, seller(t))
	return err
}

// shops are the distributors of the draft's lines.
func shops(t *dialogue.Turn, items itemsByID) (names []string) {
	for _, l := range memory.Of(t).Draft.Lines {
		if name := items[l.Item].Distributor; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// closed says that goods of the draft cannot be fetched at its time.
func closed(t *dialogue.Turn, items itemsByID) bool {
	when, _ := pickupTime(t)
	return slices.ContainsFunc(shops(t, items), func(name string) bool { return refused(t, name, when) != pickup.Fits })
}

// refused is why a distributor hands nothing over at a time.
func refused(t *dialogue.Turn, name string, when pickup.When) pickup.Refusal {
	hours, known := note.Of(t).hours[name]
	if !known {
		return pickup.Fits
	}
	return hours.Refuses(when, t.Now)
}

// tellHours says where goods of the draft cannot be fetched at its time, and where not for long any more; with it comes a button of the
// next time that fits everywhere.
func tellHours(t *dialogue.Turn, items itemsByID) (notes []phrases.Text, row []bot.Button) {
	when, _ := pickupTime(t)
	any := false
	for _, name := range shops(t, items) {
		hours, known := note.Of(t).hours[name]
		if !known {
			continue
		}
		told, why := views.Hours(t, name, hours, when)
		any = any || why != pickup.Fits
		if told != "" && !slices.Contains(notes, told) { // what the village says is said once
			notes = append(notes, told)
		}
	}
	if next, ok := fitting(t, items, when); any && ok {
		row = dialogue.Row(views.WhenButton(t, next, "when"))
	}
	return notes, row
}

// fitting is the first time from another on that does at all distributors of the draft.
func fitting(t *dialogue.Turn, items itemsByID, when pickup.When) (pickup.When, bool) {
	for range 10 {
		before := when
		for _, name := range shops(t, items) {
			hours, known := note.Of(t).hours[name]
			if !known {
				continue
			}
			next, ok := hours.Next(when, t.Now)
			if !ok {
				return when, false
			}
			when = next
		}
		if when == before {
			return when, true
		}
	}
	return when, false
}

// tellLarge says of which goods the draft would take a large share, which is for their distributor to accept.
func tellLarge(t *dialogue.Turn, items itemsByID) (notes []phrases.Text) {
	for _, id := range note.Of(t).large {
		notes = append(notes, t.Text("order.large", dialogue.View{"SKU": items[id].SKU, "Distributor": items[id].Distributor}))
	}
	return notes
}
