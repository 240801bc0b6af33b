package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
)

// What a button says can be written as well: some type the words they see, and some messengers read them out. What costs
// money happens at the tap alone; those buttons are the main ones of their cards.

// pictures may stand around a label and are not written.
const pictures = "✅◀▶‹›✓↩\uFE0F "

// pressWritten does what a button does whose label was written: of the buttons shown last or, where nothing is open, of
// those that help and every dead end offer.
func (v *visit) pressWritten(ctx context.Context, text string) (done bool, err error) {
	if v.turn.Message.Edited {
		return false, nil
	}
	known := v.state.Offered
	if v.state.Draft == nil && v.state.Answering == nil {
		known = slices.Concat(known, slices.Concat(v.helpButtons()...), slices.Concat(v.ways()...))
	}
	for i, b := range known {
		do, ok := v.verbs[b.Choice.Verb]
		if ok && !b.Main && sameLabel(v.turn.Limits.FitLabel(b.Label), text) {
			v.state.Reminder, v.state.AskedTime = false, false
			if b.Once {
				v.state.Offered = slices.Delete(slices.Clone(v.state.Offered), i, i+1) // those of help are no such
			}
			return true, do(v, ctx, b.Choice.Args)
		}
	}
	return false, nil
}

func sameLabel(label, text string) bool {
	return strings.EqualFold(strings.Trim(label, pictures), strings.Trim(text, pictures))
}

// offer remembers the buttons of an answer; one without buttons leaves those of the answer before.
func (v *visit) offer() {
	var all []bot.Button
	for _, c := range v.cards {
		all = append(all, slices.Concat(c.Buttons...)...)
	}
	if all = slices.DeleteFunc(all, func(b bot.Button) bool { return b.Copy != "" }); len(all) > 0 {
		v.state.Offered = all
	}
}
