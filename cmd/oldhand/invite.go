package main

import (
	"context"
	"fmt"

	"oldhand/bot"
	"oldhand/bot/telegram"
	"oldhand/cmd/oldhand/app"
)

// inviteCommand makes an invitation.
type inviteCommand struct {
	Role        string `arg:"" enum:"seller,distributor,oldhand,organiser" help:"Who is invited: ${enum}."`
	Distributor string `placeholder:"NAME" help:"Whom an invited distributor's person works for."`
}

// Run prints the link that lets one person in.
func (i inviteCommand) Run(ctx context.Context, c app.Config, s streams) error {
	if err := distributorFits(i.Role, i.Distributor); err != nil {
		return err
	}
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		token, err := v.People.Invite(ctx, bot.Role(i.Role), i.Distributor)
		if err != nil {
			return err
		}
		link, err := invitationLink(ctx, c)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(s.out, link(token))
		return err
	})
}

// invitationLink says how an invitation's link is made: to the bot, or to the chat page of this machine.
func invitationLink(ctx context.Context, c app.Config) (func(token string) string, error) {
	if c.TelegramToken == "" {
		return pageLink(c.Page(c.Listen)), nil
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
