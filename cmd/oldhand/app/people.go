package app

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/phrases"
	"oldhand/bot/telegram"
	"oldhand/sample"
)

// LetIn lets somebody in who has not written yet.
func (s *Services) LetIn(ctx context.Context, user int64, name, distributor string, role bot.Role, lang phrases.Lang) error {
	token, err := s.People.Invite(ctx, role, distributor)
	if err != nil {
		return err
	}
	from := bot.Message{Channel: telegram.Channel, Chat: bot.ChatID(user), Sender: bot.Sender{UserID: user, Name: name}}
	return pgx.BeginFunc(ctx, s.Pool, func(tx pgx.Tx) error {
		_, err := s.People.Join(ctx, tx, token, from, lang)
		return err
	})
}

// roleNames are the roles as the chat page shows them.
var roleNames = map[bot.Role]botapi.Bilingual{
	bot.Stranger:    {EN: "newcomer", ZH: "新人"},
	bot.Seller:      {EN: "seller", ZH: "卖家"},
	bot.Distributor: {EN: "distributor", ZH: "供货商"},
	bot.OldHand:     {EN: "old hand", ZH: "老手"},
	bot.Organiser:   {EN: "organiser", ZH: "组织者"},
}

// Personas are the people of the sample village, if it was brought in. The newcomer holds an invitation until it is used.
func (s *Services) Personas(ctx context.Context) ([]botapi.Persona, error) {
	members, err := s.People.Members(ctx)
	if err != nil {
		return nil, err
	}
	present := map[bot.ChatID]bool{}
	for _, m := range members {
		present[m.Chat] = true
	}
	people := sample.People()
	if !slices.ContainsFunc(people, func(p sample.Person) bool { return p.Role != "" && present[bot.ChatID(p.UserID)] }) {
		return nil, nil // not the sample village
	}
	var personas []botapi.Persona
	for _, p := range people {
		here := present[bot.ChatID(p.UserID)]
		persona := botapi.Persona{ID: p.UserID, Name: p.NameZH + " " + p.NameEN, Language: p.Lang, Role: roleNames[bot.Role(p.Role)],
			About: botapi.Bilingual{EN: p.LineEN, ZH: p.LineZH}}
		switch {
		case p.Role != "" && !here:
			continue // was removed
		case !here:
			var err error
			if persona.Start, err = s.People.Invite(ctx, bot.Seller, ""); err != nil {
				return nil, err
			}
		}
		personas = append(personas, persona)
	}
	return personas, nil
}
