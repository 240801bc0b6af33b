package intents

import (
	"context"

	"oldhand/bot"
	"oldhand/intents/understand"
)

// help shows what this person can do, with a button for each skill.
func (v *visit) help(_ context.Context, _ understand.Slots) error {
	v.say("help.card", view{"Role": string(v.person.Role), "Distributor": v.person.Distributor}, v.helpButtons()...)
	return nil
}

func (v *visit) helpButtons() [][]bot.Button {
	buttons := []bot.Button{
		v.button("help.button.find", nil, "help", "find"), v.button("help.button.order", nil, "help", "order"),
		v.button("help.button.quote", nil, "help", "quote"), v.button("help.button.ask", nil, "help", "ask"),
		v.button("help.button.orders", nil, "orders"), v.button("help.button.remind", nil, "remind"),
		v.button("help.button.lang", nil, "lang"),
	}
	switch v.person.Role {
	case bot.Distributor:
		buttons = append(buttons, v.button("help.button.sheet", nil, "sheet", 0))
	case bot.OldHand, bot.Organiser:
		buttons = append(buttons, v.button("help.button.waiting", nil, "waiting"))
	}
	return rows(buttons)
}

// pressHelp explains one skill by examples.
func (v *visit) pressHelp(ctx context.Context, args []string) error {
	if len(args) == 1 {
		switch args[0] {
		case "find":
			return v.askWhatToFind(ctx)
		case "order":
			again, err := v.againButton(ctx)
			v.say("help.order", nil, append(row(v.button("help.button.find", nil, "find")), again...))
			return err
		case "quote":
			return v.quote(ctx, understand.Slots{})
		case "ask":
			v.say("ask.what", nil)
			return nil
		}
	}
	return v.help(ctx, understand.Slots{})
}

// ways are the buttons under a sentence that leads nowhere by itself.
func (v *visit) ways() [][]bot.Button {
	return [][]bot.Button{row(
		v.button("help.button.find", nil, "help", "find"), v.button("help.button.orders", nil, "orders"),
		v.button("help.button.help", nil, "help"),
	)}
}

func (v *visit) greeting() {
	v.say("help.greet", view{"Name": v.person.Name}, v.ways()...)
}

func (v *visit) greet(_ context.Context, _ understand.Slots) error {
	v.greeting()
	return nil
}

func (v *visit) thanks(_ context.Context, _ understand.Slots) error {
	v.say("help.thanks", nil)
	return nil
}

func (v *visit) chat(_ context.Context, s understand.Slots) error {
	if s.About == understand.AboutWaiting && v.state.Draft != nil {
		v.say("order.waiting", nil)
		return nil
	}
	v.say("help.chat", nil, v.ways()...)
	return nil
}

// unknown answers what nothing was made of. A place or a weight alone completes the parcel being asked about.
func (v *visit) unknown(ctx context.Context, _ understand.Slots) error {
	if s, ok := v.completesQuote(v.turn.Message.Text); ok {
		return v.quote(ctx, s)
	}
	v.say("help.unknown", nil, v.ways()...)
	return nil
}
