package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/text"
)

// ErrBlocked says that the organisers have blocked somebody, who cannot come in by any way.
var ErrBlocked = errors.New("blocked by the organisers")

// SetRole gives a person of the village another role; distributor is the name a Distributor works for, else empty. Errors:
// ErrRole, ErrNoPerson, ErrLastOrganiser.
func (p *People) SetRole(ctx context.Context, id PersonID, role Role, distributor string) (person Person, err error) {
	err = pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		person, err = p.SetRoleTx(ctx, tx, id, role, distributor)
		return err
	})
	return person, err
}

// SetRoleTx is SetRole within the caller's own transaction.
func (p *People) SetRoleTx(ctx context.Context, tx pgx.Tx, id PersonID, role Role, distributor string) (Person, error) {
	distributor = strings.TrimSpace(distributor)
	if err := checkRole(role, distributor); err != nil {
		return Person{}, err
	}
	return changeRole(ctx, tx, id, role, distributor)
}

// Remove makes a person of the village a Stranger, whose orders and parcels stay. Who is let in again finds them. Errors:
// ErrNoPerson, ErrLastOrganiser.
func (p *People) Remove(ctx context.Context, id PersonID) (person Person, err error) {
	err = pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		person, err = p.RemoveTx(ctx, tx, id)
		return err
	})
	return person, err
}

// RemoveTx is Remove within the caller's own transaction.
func (p *People) RemoveTx(ctx context.Context, tx pgx.Tx, id PersonID) (Person, error) {
	return changeRole(ctx, tx, id, Stranger, "")
}

// changeRole gives a role and forgets what the person's dialogue remembers of another one.
func changeRole(ctx context.Context, tx pgx.Tx, id PersonID, role Role, distributor string) (Person, error) {
	err := replaceKeeper(ctx, tx, id, role)
	var person Person
	if err == nil {
		person, err = onePerson(tx.Query(ctx, `
			WITH forgotten AS (UPDATE chats c SET dialogue = NULL, quiet_from = NULL, quiet_until = NULL FROM people p
				WHERE p.id = $1 AND (p.role, p.distributor) <> ($2, $3) AND c.channel = p.channel AND c.chat = p.chat)
			UPDATE people p SET role = $2, distributor = $3 WHERE p.id = $1 AND p.role <> ''
			RETURNING `+personColumns, id, role, distributor))
	}
	if err == nil {
		err = appointKeeper(ctx, tx, person)
	}
	if err != nil {
		return Person{}, fmt.Errorf("change the role of person %d: %w", id, asLastOrganiser(err))
	}
	return person, nil
}

// Block removes a person and lets her in no more, by no invitation, until she is unblocked. Errors: ErrNoPerson, ErrLastOrganiser.
func (p *People) Block(ctx context.Context, tx pgx.Tx, id PersonID) (Person, error) {
	person, err := p.RemoveTx(ctx, tx, id)
	if err != nil {
		return Person{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE people SET blocked = true WHERE id = $1`, id); err != nil {
		return Person{}, fmt.Errorf("block person %d: %w", id, err)
	}
	return person, nil
}

// Unblock lets a person be invited again, who stays a Stranger until she is. Error: ErrNoPerson.
func (p *People) Unblock(ctx context.Context, tx pgx.Tx, id PersonID) (Person, error) {
	return onePerson(tx.Query(ctx, `UPDATE people p SET blocked = false WHERE p.id = $1 AND p.blocked RETURNING `+personColumns, id))
}

// Blocked lists everybody who is blocked.
func (p *People) Blocked(ctx context.Context) ([]Member, error) {
	return members(p.pool.Query(ctx, selectMembers+`WHERE p.blocked ORDER BY p.id`))
}

// IsBlocked says that whoever sent m is blocked.
func (p *People) IsBlocked(ctx context.Context, m Message) (blocked bool, err error) {
	err = p.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM people WHERE channel = $1 AND user_id = $2 AND blocked)`, m.Channel, m.Sender.UserID).Scan(&blocked)
	if err != nil {
		return false, fmt.Errorf("look whether somebody is blocked: %w", err)
	}
	return blocked, nil
}

func members(rows pgx.Rows, err error) ([]Member, error) {
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return all, nil
}

const (
	// longestName is how many characters of a name are kept.
	longestName = 40
	// mostAlike is how many members may be called alike.
	mostAlike = 1000
)

// pretences are words by which a name would say who somebody is in the village, or speak for oldhand; folded.
var pretences = []string{
	"organisers", "organiser", "organizers", "organizer", "administrator", "admin", "official", "system", "support", "oldhand",
	"组织者", "管理员", "管理者", "官方", "客服", "系统",
}

// plainName is a name as others are shown it: one line of its letters, without what would be a link, a command or markup, and
// without words that say who somebody is in the village. It may be empty.
func plainName(name string) string {
	letters := []rune(strings.Map(nameRune, text.Clean(name)))
	folded := make([]rune, len(letters))
	for i, r := range letters {
		folded[i] = text.FoldRune(r)
	}
	for _, word := range pretences {
		for at := pretended(folded, []rune(word)); at >= 0; at = pretended(folded, []rune(word)) {
			for i := at; i < at+len([]rune(word)); i++ {
				letters[i], folded[i] = ' ', ' '
			}
		}
	}
	words := strings.Fields(string(letters))
	plain := []rune(strings.Join(words, " "))
	if len(plain) > longestName {
		plain = plain[:longestName]
	}
	return strings.TrimSpace(string(plain))
}

// pretended is where a word stands in a name, be it with a space between its letters; -1: nowhere. A word of Latin letters stands alone.
func pretended(folded, word []rune) int {
	latinAt := func(i int) bool {
		return i >= 0 && i < len(folded) && folded[i] < unicode.MaxASCII && unicode.IsLetter(folded[i])
	}
	for i := 0; i+len(word) <= len(folded); i++ {
		alone := word[0] >= unicode.MaxASCII || !latinAt(i-1) && !latinAt(i+len(word))
		if alone && string(folded[i:i+len(word)]) == string(word) {
			return i
		}
	}
	return -1
}

// nameRune keeps what names are written with. A point is kept apart from letters that it would make an address with.
func nameRune(r rune) rune {
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), strings.ContainsRune(" -'’·&+,，", r):
		return r
	case r == '.' || r == '．' || r == '。':
		return '·'
	case unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r): // 🌸
		return r
	}
	return ' '
}

// freeName is the plain name of whoever sent m, which nobody else of the village has: a second Mei is Mei 2.
func freeName(ctx context.Context, tx pgx.Tx, m Message) (string, error) {
	plain := plainName(m.Sender.Name)
	if plain == "" {
		return "", nil // she is shown by her number
	}
	rows, err := tx.Query(ctx, `SELECT name FROM people WHERE role <> '' AND (channel, user_id) <> ($1, $2)`, m.Channel, m.Sender.UserID)
	if err != nil {
		return "", fmt.Errorf("read names: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return "", fmt.Errorf("read names: %w", err)
	}
	taken := map[string]bool{}
	for _, n := range names {
		taken[text.Fold(n)] = true
	}
	free := plain
	for n := 2; taken[text.Fold(free)] && n < mostAlike; n++ {
		free = plain + " " + strconv.Itoa(n)
	}
	return free, nil
}
