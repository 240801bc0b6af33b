package app

import (
	"context"

	"oldhand/integrations/models/encoder"
	"oldhand/intents/meaning"
)

// acts has the reader that comes with the program read what is done in a message.
func acts(screen, text string) []meaning.Act {
	// It ends by itself within milliseconds, and only a context that ended makes it fail.
	read, err := encoder.BuiltInReader().Read(context.Background(), screen, text)
	if err != nil {
		return nil
	}
	all := make([]meaning.Act, len(read))
	for i, a := range read {
		all[i] = meaning.Act{Name: a.Name, From: a.From, To: a.To, Sure: a.Sure}
		for _, r := range a.Roles {
			all[i].Roles = append(all[i].Roles, meaning.Role(r))
		}
	}
	return all
}
