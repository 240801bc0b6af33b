package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrInvitation says that an invitation is unknown, used up or out of date.
var ErrInvitation = errors.New("invitation not valid")

// ErrRole says that there is no such role, or that a distributor's name is missing or does not belong to it.
var ErrRole = errors.New("want seller, oldhand, organiser, or distributor with the name of one, which goes with no other role")

// invitationLife is how long an invitation lets its one person in.
const invitationLife = InvitationDays * 24 * time.Hour

// InvitationDays is the same in days.
const InvitationDays = 7

// invitationID is how many characters of a token name an invitation to those who must not use it.
const invitationID = 8

// Invitation is one that nobody has used and that still lets somebody in.
type Invitation struct {
	ID          string // the beginning of its token
	Role        Role
	Distributor string // of a Distributor, else empty
	Made, Until time.Time
}

// Invite makes an invitation that lets one person in with a role; distributor is the name a Distributor works for, else empty.
// The token fits a deep link (at most 64 of A-Za-z0-9_-). Error: ErrRole.
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
	if err := checkRole(role, distributor); err != nil {
		return "", fmt.Errorf("invite: %w", err)
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

// checkRole says whether people can be given a role. Error: ErrRole.
func checkRole(role Role, distributor string) error {
	switch role {
	case Seller, Distributor, OldHand, Organiser:
	default:
		return fmt.Errorf("role %q: %w", role, ErrRole)
	}
	if (role == Distributor) != (distributor != "") {
		return fmt.Errorf("role %s of %q: %w", role, distributor, ErrRole)
	}
	return nil
}

// invitationColumns are the fields of Invitation in their order; $1 is invitationID.
const invitationColumns = `left(token, $1), role, distributor, made_at, expires_at`

// Invitations lists those that still let somebody in, the oldest first.
func (p *People) Invitations(ctx context.Context) ([]Invitation, error) {
	rows, err := p.pool.Query(ctx, `SELECT `+invitationColumns+` FROM invitations
		WHERE used_by IS NULL AND expires_at > now() ORDER BY made_at, token`, invitationID)
	if err != nil {
		return nil, fmt.Errorf("list the invitations: %w", err)
	}
	open, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Invitation])
	if err != nil {
		return nil, fmt.Errorf("list the invitations: %w", err)
	}
	return open, nil
}

// Revoke takes back an invitation that nobody has used, named by its ID or its token. Error: ErrInvitation.
func (p *People) Revoke(ctx context.Context, name string) (revoked Invitation, err error) {
	err = pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		revoked, err = p.RevokeTx(ctx, tx, name)
		return err
	})
	return revoked, err
}

// RevokeTx is Revoke within the caller's own transaction.
func (p *People) RevokeTx(ctx context.Context, tx pgx.Tx, name string) (Invitation, error) {
	rows, err := tx.Query(ctx, `DELETE FROM invitations
		WHERE left(token, $1) = left($2, $1) AND used_by IS NULL AND expires_at > now()
		RETURNING `+invitationColumns, invitationID, name)
	if err != nil {
		return Invitation{}, fmt.Errorf("revoke an invitation: %w", err)
	}
	revoked, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Invitation])
	if errors.Is(err, pgx.ErrNoRows) {
		return Invitation{}, ErrInvitation
	}
	if err != nil {
		return Invitation{}, fmt.Errorf("revoke an invitation: %w", err)
	}
	return revoked, nil
}
