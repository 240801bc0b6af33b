package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
)

// ErrNoPerson says that there is no such person.
var ErrNoPerson = errors.New("no such person")

// ErrLastOrganiser says that a village would be left without anybody who can invite.
var ErrLastOrganiser = errors.New("the last organiser stays: make somebody else an organiser first")

// People is who belongs to the village.
type People struct{ pool *pgxpool.Pool }

// NewPeople gives the people in pool's village.
func NewPeople(pool *pgxpool.Pool) *People { return &People{pool} }

// Join lets whoever sent m in on an invitation, within the turn's own transaction. A person who joins again changes role.
// The same person using the same token twice changes nothing. Errors: ErrInvitation, ErrLastOrganiser.
func (p *People) Join(ctx context.Context, tx pgx.Tx, token string, m Message, lang phrases.Lang) (Person, error) {
	var (
		role              Role
		distributor       string
		fresh, used, mine bool
		known             PersonID // 0: has never been here
		blocked           bool
	)
	err := tx.QueryRow(ctx, `
		SELECT i.role, i.distributor, i.expires_at > now(), i.used_by IS NOT NULL,
			coalesce(i.used_by = p.id AND p.role <> '', false), coalesce(p.id, 0), coalesce(p.blocked, false)
		FROM invitations i LEFT JOIN people p ON p.channel = $2 AND p.user_id = $3
		WHERE i.token = $1 FOR UPDATE OF i`,
		token, m.Channel, m.Sender.UserID).Scan(&role, &distributor, &fresh, &used, &mine, &known, &blocked)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Person{}, ErrInvitation
	case err != nil:
		return Person{}, fmt.Errorf("read an invitation: %w", err)
	case used && mine:
		return onePerson(tx.Query(ctx, selectPeople+`WHERE p.channel = $1 AND p.user_id = $2`, m.Channel, m.Sender.UserID))
	case used || !fresh || blocked:
		return Person{}, ErrInvitation
	}
	name, err := freeName(ctx, tx, m)
	if err != nil {
		return Person{}, fmt.Errorf("let a %s in: %w", role, err)
	}
	if err := replaceKeeper(ctx, tx, known, role); err != nil {
		return Person{}, fmt.Errorf("let a %s in: %w", role, err)
	}
	// Somebody let in from the command line has not written yet and has no chat.
	person, err := onePerson(tx.Query(ctx, `
		WITH chat AS (INSERT INTO chats (channel, chat) VALUES ($1, $3) ON CONFLICT DO NOTHING)
		INSERT INTO people AS p (channel, user_id, chat, name, role, lang, distributor)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (channel, user_id) DO UPDATE
		SET chat = excluded.chat, name = excluded.name, role = excluded.role, distributor = excluded.distributor,
			joined_at = `+joinedAt+`
		RETURNING `+personColumns,
		m.Channel, m.Sender.UserID, m.Chat, name, role, lang, distributor))
	if err != nil {
		return Person{}, fmt.Errorf("let a %s in: %w", role, err)
	}
	_, err = tx.Exec(ctx, `UPDATE invitations SET used_by = $2, used_at = now() WHERE token = $1`, token, person.ID)
	if err != nil {
		return Person{}, fmt.Errorf("use up an invitation: %w", err)
	}
	return person, appointKeeper(ctx, tx, person)
}

// joinedAt is since when somebody belongs to the village who comes in once more.
const joinedAt = `CASE p.role WHEN '' THEN now() ELSE p.joined_at END`

// Admit lets whoever sent m in without an invitation. Somebody who is in already keeps role and language. Error: ErrBlocked.
func (p *People) Admit(ctx context.Context, tx pgx.Tx, m Message, role Role, lang phrases.Lang) (Person, error) {
	name, err := freeName(ctx, tx, m)
	if err != nil {
		return Person{}, fmt.Errorf("admit a %s: %w", role, err)
	}
	person, err := onePerson(tx.Query(ctx, `
		INSERT INTO people AS p (channel, user_id, chat, name, role, lang) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (channel, user_id) DO UPDATE SET chat = excluded.chat, name = excluded.name,
			role = CASE p.role WHEN '' THEN excluded.role ELSE p.role END, joined_at = `+joinedAt+`
			WHERE NOT p.blocked
		RETURNING `+personColumns,
		m.Channel, m.Sender.UserID, m.Chat, name, role, lang))
	if errors.Is(err, ErrNoPerson) {
		err = ErrBlocked
	}
	if err != nil {
		return Person{}, fmt.Errorf("admit a %s: %w", role, err)
	}
	return person, appointKeeper(ctx, tx, person)
}

// replaceKeeper makes another organiser the village's keeper where a person who is about to get a role is the present one.
// Errors: ErrLastOrganiser.
func replaceKeeper(ctx context.Context, tx pgx.Tx, id PersonID, role Role) error {
	if role == Organiser {
		return nil
	}
	var last bool
	err := tx.QueryRow(ctx, `
		UPDATE settings SET keeper = coalesce((SELECT min(id) FROM people WHERE role = 'organiser' AND id <> $1), $1)
		WHERE keeper = $1 RETURNING keeper = $1`, id).Scan(&last)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return asLastOrganiser(err)
	case last:
		return ErrLastOrganiser
	}
	return nil
}

// appointKeeper makes an organiser the village's keeper if it has none.
func appointKeeper(ctx context.Context, tx pgx.Tx, p Person) error {
	if p.Role != Organiser {
		return nil
	}
	if _, err := tx.Exec(ctx, `UPDATE settings SET keeper = $1 WHERE keeper IS NULL`, p.ID); err != nil {
		return fmt.Errorf("appoint the village's keeper: %w", err)
	}
	return nil
}

// asLastOrganiser reads the database's refusal to leave the village without its keeper: of two organisers who remove each
// other at the same moment, one comes too late.
func asLastOrganiser(err error) error {
	if refused := new(pgconn.PgError); errors.As(err, &refused) && refused.ConstraintName == "settings_keeper_keeper_role_fkey" {
		return ErrLastOrganiser
	}
	return err
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

// Person gives one person, a Stranger if they were removed, or ErrNoPerson.
func (p *People) Person(ctx context.Context, id PersonID) (Person, error) {
	return onePerson(p.pool.Query(ctx, selectPeople+`WHERE p.id = $1`, id))
}

// Names gives the names of people within the caller's own transaction, of those who have none the number; who is not known is left out.
func (p *People) Names(ctx context.Context, tx pgx.Tx, ids []PersonID) (map[PersonID]string, error) {
	rows, err := tx.Query(ctx, `SELECT id, CASE name WHEN '' THEN '№ ' || id ELSE name END FROM people WHERE id = ANY ($1)`, ids)
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

// Called gives the names of people, also of those who were removed; who is not known is left out.
func (p *People) Called(ctx context.Context, ids []PersonID) (names map[PersonID]string, err error) {
	err = pgx.BeginTxFunc(ctx, p.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		names, err = p.Names(ctx, tx, ids)
		return err
	})
	return names, err
}

// Named gives people of the village within the caller's own transaction; who is not known or was removed is left out.
func (p *People) Named(ctx context.Context, tx pgx.Tx, ids []PersonID) (map[PersonID]Person, error) {
	rows, err := tx.Query(ctx, selectPeople+`WHERE p.id = ANY ($1) AND p.role <> ''`, ids)
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

// Member is a person of the village as those see them who keep it.
type Member struct {
	Person
	Channel string
	UserID  int64 // the channel's own number of them
	Since   time.Time
}

// Member gives somebody who belongs to the village within the caller's own transaction, or ErrNoPerson.
func (p *People) Member(ctx context.Context, tx pgx.Tx, id PersonID) (Member, error) {
	rows, err := tx.Query(ctx, selectMembers+`WHERE p.role <> '' AND p.id = $1`, id)
	if err != nil {
		return Member{}, fmt.Errorf("read member %d: %w", id, err)
	}
	member, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Member])
	if errors.Is(err, pgx.ErrNoRows) {
		return Member{}, ErrNoPerson
	}
	if err != nil {
		return Member{}, fmt.Errorf("read member %d: %w", id, err)
	}
	return member, nil
}

// Staff gives the people of a distributor within the caller's own transaction; case and outer spaces do not count.
func (p *People) Staff(ctx context.Context, tx pgx.Tx, distributor string) ([]Person, error) {
	rows, err := tx.Query(ctx, selectPeople+`WHERE p.role = 'distributor' AND lower(btrim(p.distributor)) = lower(btrim($1)) ORDER BY p.id`, distributor)
	if err != nil {
		return nil, fmt.Errorf("list the people of %s: %w", distributor, err)
	}
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return nil, fmt.Errorf("list the people of %s: %w", distributor, err)
	}
	return people, nil
}

// Members lists everybody who belongs to the village, those who joined first before the others.
func (p *People) Members(ctx context.Context) ([]Member, error) {
	return members(p.pool.Query(ctx, selectMembers+`WHERE p.role <> '' ORDER BY p.joined_at, p.id`))
}

// personColumns are the fields of Person in their order.
const personColumns = `p.id, p.chat, p.name, p.role, p.lang, p.distributor`

const selectMembers = `SELECT ` + personColumns + `, p.channel, p.user_id, p.joined_at FROM people p `

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
