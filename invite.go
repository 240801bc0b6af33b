package main

import (
	"context"
	"fmt"

	"oldhand/bot"
	"oldhand/bot/telegram"
)

// inviteCommand makes an invitation.
type inviteCommand struct {
	Role        string `arg:"" enum:"seller,distributor,oldhand,organiser" help:"Who is invited: ${enum}."`
	Distributor string `placeholder:"NAME" help:"Whom an invited distributor's person works for."`
}

// Run prints the link that lets one person in.
func (i inviteCommand) Run(ctx context.Context, c config, o outside) error {
	if (i.Role == string(bot.Distributor)) != (i.Distributor != "") {
		return fmt.Errorf("--distributor NAME goes with the role distributor, and only with it")
	}
	return withVillage(ctx, c, o.log, func(v *village) error {
		token, err := v.people.Invite(ctx, bot.Role(i.Role), i.Distributor)
		if err != nil {
			return err
		}
		link, err := invitationLink(ctx, c)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(o.out, link(token))
		return err
	})
}

// invitationLink says how an invitation's link is made: to the bot, or to the chat page of this machine.
func invitationLink(ctx context.Context, c config) (func(token string) string, error) {
	if c.TelegramToken == "" {
		return pageLink("http://" + c.Listen + "/"), nil
	}
	name, err := telegram.Username(ctx, c.TelegramAPIURL, c.TelegramToken)
	if err != nil {
		return nil, err
	}
	return func(token string) string { return "https://t.me/" + name + "?start=" + token }, nil
}

// pageLink makes links to the chat page of this machine.
func pageLink(page string) func(token string) string {
	return func(token string) string { return page + "?start=" + token }
}
