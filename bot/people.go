package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
)

// ErrInvitation says that an invitation is unknown, used up or out of date.
var ErrInvitation = errors.New("invitation not valid")

// ErrNoPerson says that there is no such person.
var ErrNoPerson = errors.New("no such person")

// invitationLife is how long an invitation lets its one person in.
const invitationLife = 30 * 24 * time.Hour

// People is who belongs to the village.
type People struct{ pool *pgxpool.Pool }

// NewPeople gives the people in pool's village.
func NewPeople(pool *pgxpool.Pool) *People { return &People{pool} }

// Invite makes an invitation that lets one person in with a role; distributor is the name a Distributor works for, else empty.
// The token fits a deep link (at most 64 of A-Za-z0-9_-).
func (p *People) Invite(ctx context.Context, role Role, distributor string) (token string, err error) {
	err = pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		token, err = p.InviteTx(ctx, tx, role, distributor)
		return err
	})
	return token, err
}

// InviteTx is Invite within the caller's own transaction.
func (p *People) InviteTx(ctx context.Context, tx pgx.Tx, role Role, distributor string) (token string, err error) {
	distributor = strings.TrimSpace(distributor)
	switch role {
	case Seller, Distributor, OldHand, Organiser:
	default:
		return "", fmt.Errorf("invite: there is no role %q", role)
	}
	if (role == Distributor) != (distributor != "") {
		return "", fmt.Errorf("invite a %s: a distributor's name goes with that role and no other", role)
	}
	token = rand.Text()
	_, err = tx.Exec(ctx, `
		INSERT INTO invitations (token, role, distributor, expires_at)
		VALUES ($1, $2, $3, now() + $4::interval)`, token, role, distributor, invitationLife)
	if err != nil {
		return "", fmt.Errorf("invite a %s: %w", role, err)
	}
	return token, nil
}

// Join lets whoever sent m in on an invitation, within the turn's own transaction. A person who joins again changes role.
// The same person using the same token twice changes nothing. Error: ErrInvitation.
func (p *People) Join(ctx context.Context, tx pgx.Tx, token string, m Message, lang phrases.Lang) (Person, error) {
	var (
		role              Role
		distributor       string
		fresh, used, mine bool
	)
	err := tx.QueryRow(ctx, `
		SELECT i.role, i.distributor, i.expires_at > now(), i.used_by IS NOT NULL,
			coalesce(p.channel = $2 AND p.user_id = $3, false)
		FROM invitations i LEFT JOIN people p ON p.id = i.used_by
		WHERE i.token = $1 FOR UPDATE OF i`,
		token, m.Channel, m.Sender.UserID).Scan(&role, &distributor, &fresh, &used, &mine)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Person{}, ErrInvitation
	case err != nil:
		return Person{}, fmt.Errorf("read an invitation: %w", err)
	case used && mine:
		return onePerson(tx.Query(ctx, selectPeople+`WHERE p.channel = $1 AND p.user_id = $2`, m.Channel, m.Sender.UserID))
	case used || !fresh:
		return Person{}, ErrInvitation
	}
	// Somebody let in from the command line has not written yet and has no chat.
	person, err := onePerson(tx.Query(ctx, `
		WITH chat AS (INSERT INTO chats (channel, chat) VALUES ($1, $3) ON CONFLICT DO NOTHING)
		INSERT INTO people AS p (channel, user_id, chat, name, role, lang, distributor)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (channel, user_id) DO UPDATE
		SET chat = excluded.chat, name = excluded.name, role = excluded.role, distributor = excluded.distributor
		RETURNING `+personColumns,
		m.Channel, m.Sender.UserID, m.Chat, m.Sender.Name, role, lang, distributor))
	if err != nil {
		return Person{}, fmt.Errorf("let a %s in: %w", role, err)
	}
	_, err = tx.Exec(ctx, `UPDATE invitations SET used_by = $2, used_at = now() WHERE token = $1`, token, person.ID)
	if err != nil {
		return Person{}, fmt.Errorf("use up an invitation: %w", err)
	}
	return person, nil
}

// Admit lets whoever sent m in without an invitation. Somebody who is in already keeps role and language.
func (p *People) Admit(ctx context.Context, tx pgx.Tx, m Message, role Role, lang phrases.Lang) (Person, error) {
	person, err := onePerson(tx.Query(ctx, `
		INSERT INTO people AS p (channel, user_id, chat, name, role, lang) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (channel, user_id) DO UPDATE SET chat = excluded.chat, name = excluded.name
		RETURNING `+personColumns,
		m.Channel, m.Sender.UserID, m.Chat, m.Sender.Name, role, lang))
	if err != nil {
		return Person{}, fmt.Errorf("admit a %s: %w", role, err)
	}
	return person, nil
}

// SetLanguage sets the language oldhand speaks with a person, or gives ErrNoPerson.
func (p *People) SetLanguage(ctx context.Context, tx pgx.Tx, id PersonID, lang phrases.Lang) error {
	done, err := tx.Exec(ctx, `UPDATE people SET lang = $2 WHERE id = $1`, id, lang)
	if err != nil {
		return fmt.Errorf("set the language of person %d: %w", id, err)
	}
	if done.RowsAffected() == 0 {
		return ErrNoPerson
	}
	return nil
}

// Person gives one person, or ErrNoPerson.
func (p *People) Person(ctx context.Context, id PersonID) (Person, error) {
	return onePerson(p.pool.Query(ctx, selectPeople+`WHERE p.id = $1`, id))
}

// Names gives the names of people within the caller's own transaction; who is not known is left out.
func (p *People) Names(ctx context.Context, tx pgx.Tx, ids []PersonID) (map[PersonID]string, error) {
	rows, err := tx.Query(ctx, `SELECT id, name FROM people WHERE id = ANY ($1)`, ids)
	if err != nil {
		return nil, fmt.Errorf("read the names of %d people: %w", len(ids), err)
	}
	names := make(map[PersonID]string)
	var id PersonID
	var name string
	_, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		names[id] = name
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the names of %d people: %w", len(ids), err)
	}
	return names, nil
}

// Named gives people within the caller's own transaction; who is not known is left out.
func (p *People) Named(ctx context.Context, tx pgx.Tx, ids []PersonID) (map[PersonID]Person, error) {
	rows, err := tx.Query(ctx, selectPeople+`WHERE p.id = ANY ($1)`, ids)
	if err != nil {
		return nil, fmt.Errorf("read %d people: %w", len(ids), err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return nil, fmt.Errorf("read %d people: %w", len(ids), err)
	}
	named := make(map[PersonID]Person, len(people))
	for _, person := range people {
		named[person.ID] = person
	}
	return named, nil
}

// WithRole lists the people of a role whose chats are open, those who joined first before the others.
func (p *People) WithRole(ctx context.Context, role Role) ([]Person, error) {
	rows, err := p.pool.Query(ctx, selectPeople+`
		JOIN chats c USING (channel, chat) WHERE p.role = $1 AND NOT c.closed ORDER BY p.id`, role)
	if err != nil {
		return nil, fmt.Errorf("list the people with role %s: %w", role, err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return nil, fmt.Errorf("list the people with role %s: %w", role, err)
	}
	return people, nil
}

// personColumns are the fields of Person in their order.
const personColumns = `p.id, p.chat, p.name, p.role, p.lang, p.distributor`

const selectPeople = `SELECT ` + personColumns + ` FROM people p `

func onePerson(rows pgx.Rows, err error) (Person, error) {
	if err != nil {
		return Person{}, fmt.Errorf("read a person: %w", err)
	}
	person, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Person])
	if errors.Is(err, pgx.ErrNoRows) {
		return Person{}, ErrNoPerson
	}
	if err != nil {
		return Person{}, fmt.Errorf("read a person: %w", err)
	}
	return person, nil
}
