package bot

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
)

// ErrInvitation says that an invitation is unknown, used up or out of date.
var ErrInvitation = errors.New("invitation not valid")

// ErrNoPerson says that there is no such person.
var ErrNoPerson = errors.New("no such person")

// People is who belongs to the village.
type People struct{ pool *pgxpool.Pool }

// NewPeople gives the people in pool's village.
func NewPeople(pool *pgxpool.Pool) *People { return &People{pool} }

// Invite makes an invitation that lets one person in with a role; distributor is the name a Distributor works for, else empty.
// The token fits a deep link (at most 64 of A-Za-z0-9_-).
func (p *People) Invite(ctx context.Context, role Role, distributor string) (token string, err error) {
	panic("not built")
}

// Join lets whoever sent m in on an invitation, within the turn's own transaction. A person who joins again changes role.
// The same person using the same token twice changes nothing. Error: ErrInvitation.
func (p *People) Join(ctx context.Context, tx pgx.Tx, token string, m Message, lang phrases.Lang) (Person, error) {
	panic("not built")
}

// Admit lets whoever sent m in without an invitation.
func (p *People) Admit(ctx context.Context, tx pgx.Tx, m Message, role Role, lang phrases.Lang) (Person, error) {
	panic("not built")
}

// SetLanguage sets the language oldhand speaks with a person.
func (p *People) SetLanguage(ctx context.Context, tx pgx.Tx, id PersonID, lang phrases.Lang) error {
	panic("not built")
}

// Person gives one person, or ErrNoPerson.
func (p *People) Person(ctx context.Context, id PersonID) (Person, error) { panic("not built") }

// WithRole lists the people of a role whose chats are open.
func (p *People) WithRole(ctx context.Context, role Role) ([]Person, error) { panic("not built") }
