package app

import (
	"context"

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
	present := map[bot.ChatID]bool{}
	for role := range roleNames {
		people, err := s.People.WithRole(ctx, role)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			present[p.Chat] = true
		}
	}
	var personas []botapi.Persona
	for _, p := range sample.People() {
		here := present[bot.ChatID(p.UserID)]
		persona := botapi.Persona{ID: p.UserID, Name: p.NameZH + " " + p.NameEN, Language: p.Lang, Role: roleNames[bot.Role(p.Role)],
			About: botapi.Bilingual{EN: p.LineEN, ZH: p.LineZH}}
		switch {
		case p.Role != "" && !here:
			continue // not the sample village
		case !here:
			var err error
			if persona.Start, err = s.People.Invite(ctx, bot.Seller, ""); err != nil {
				return nil, err
			}
		}
		personas = append(personas, persona)
	}
	if len(personas) == 1 {
		return nil, nil // a newcomer alone is no village
	}
	return personas, nil
}
