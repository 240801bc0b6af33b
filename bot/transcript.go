package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot/phrases"
)

// goneChannel is the channel of chats that nobody can write in any more: what is left of somebody who was forgotten hangs on
// one by her number in the village, and what is left of strangers on the one of number 0.
const goneChannel = "gone"

// blankedAtOnce is how many turns lose their words in one transaction.
const blankedAtOnce = 1000

// Transcript is what was said in all chats of a village. It is safe for concurrent use.
type Transcript struct{ pool *pgxpool.Pool }

// NewTranscript gives the transcript of pool's village.
func NewTranscript(pool *pgxpool.Pool) *Transcript { return &Transcript{pool} }

// Forget takes the words out of turns that were finished before a moment, and forgets the chats of those who do not belong to
// the village and have been silent since. The turns themselves stay: their numbers are what others were made by.
func (t *Transcript) Forget(ctx context.Context, before time.Time) error {
	for {
		done, err := t.pool.Exec(ctx, `UPDATE turns SET `+blanked+` WHERE id IN (SELECT id FROM turns
			WHERE finished_at < $1 AND (message <> '{}' OR reply <> '{}') LIMIT $2)`, before, blankedAtOnce)
		if err != nil {
			return fmt.Errorf("forget what was said: %w", err)
		}
		if done.RowsAffected() < blankedAtOnce {
			break
		}
	}
	return t.forgetStrangers(ctx, before)
}

// blanked leaves nothing of what a turn said.
const blanked = `message = CASE WHEN message IS NOT NULL THEN '{}'::jsonb END, reply = '{}'`

// forgetStrangers moves the turns of silent chats that are nobody's to the one that stands for them all.
func (t *Transcript) forgetStrangers(ctx context.Context, before time.Time) error {
	err := pgx.BeginFunc(ctx, t.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO chats (channel, chat) VALUES ($1, 0) ON CONFLICT DO NOTHING`, goneChannel)
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT channel, chat FROM chats c
			WHERE channel <> $1 AND worker IS NULL AND NOT EXISTS (SELECT FROM people p WHERE p.channel = c.channel AND p.chat = c.chat)
				AND EXISTS (SELECT FROM turns t WHERE t.channel = c.channel AND t.chat = c.chat)
				AND NOT EXISTS (SELECT FROM turns t WHERE t.channel = c.channel AND t.chat = c.chat
					AND (t.finished_at IS NULL OR t.finished_at >= $2))
			FOR UPDATE SKIP LOCKED`, goneChannel, before)
		if err != nil {
			return err
		}
		silent, err := pgx.CollectRows(rows, pgx.RowToStructByPos[place])
		if err != nil {
			return err
		}
		batch := &pgx.Batch{}
		for _, at := range silent {
			queueMove(batch, at, 0)
			batch.Queue(`DELETE FROM chats WHERE channel = $1 AND chat = $2`, at.Channel, at.Chat)
		}
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		return fmt.Errorf("forget strangers: %w", err)
	}
	return nil
}

// place is where a chat is.
type place struct {
	Channel string
	Chat    ChatID
}

// queueMove moves all turns of a chat that are not yet to be handled to a chat of nobody, without words.
func queueMove(batch *pgx.Batch, from place, to PersonID) {
	batch.Queue(`UPDATE turns SET channel = $3, chat = $4, sender = CASE WHEN sender IS NOT NULL THEN 0 END, messages = '{}', state = CASE
			state WHEN 'settled' THEN 'dropped' ELSE state END, finished_at = coalesce(finished_at, now()), `+blanked+`
		WHERE channel = $1 AND chat = $2 AND state <> 'accepted'`, from.Channel, from.Chat, goneChannel, to)
	batch.Queue(`DELETE FROM cards WHERE channel = $1 AND chat = $2`, from.Channel, from.Chat)
}

// Remembered goes through the dialogues of all chats that nobody works on. lately says which of a chat's dialogue is of the time
// since a moment: what its person was told in answer, and what came by itself; change gives what is to be left of the dialogue.
func (t *Transcript) Remembered(ctx context.Context, since time.Time, change func(d json.RawMessage, lately Lately) (json.RawMessage, error)) error {
	rows, err := t.pool.Query(ctx, `SELECT channel, chat FROM chats WHERE dialogue IS NOT NULL`)
	if err != nil {
		return fmt.Errorf("list dialogues: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[place])
	if err != nil {
		return fmt.Errorf("list dialogues: %w", err)
	}
	for _, at := range all {
		if err := t.change(ctx, at, since, change); err != nil {
			return fmt.Errorf("forget a part of a dialogue: %w", err)
		}
	}
	return nil
}

// Lately says what happened in a chat since a moment.
type Lately struct {
	Wrote  bool // its person did
	Pushed bool // something came by itself
}

func (t *Transcript) change(ctx context.Context, at place, since time.Time, change func(json.RawMessage, Lately) (json.RawMessage, error)) error {
	return pgx.BeginFunc(ctx, t.pool, func(tx pgx.Tx) error {
		var was json.RawMessage
		var lately Lately
		err := tx.QueryRow(ctx, `SELECT dialogue,
				EXISTS (SELECT FROM turns t WHERE t.channel = c.channel AND t.chat = c.chat AND t.message IS NOT NULL AND t.accepted_at >= $3),
				EXISTS (SELECT FROM turns t WHERE t.channel = c.channel AND t.chat = c.chat AND t.message IS NULL AND t.settled_at >= $3)
			FROM chats c WHERE channel = $1 AND chat = $2 AND worker IS NULL AND dialogue IS NOT NULL FOR UPDATE SKIP LOCKED`,
			at.Channel, at.Chat, since).Scan(&was, &lately.Wrote, &lately.Pushed)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil // somebody works on it, and it comes another day
		}
		if err != nil {
			return err
		}
		return writeDialogue(ctx, tx, at, was, func(d json.RawMessage) (json.RawMessage, error) { return change(d, lately) })
	})
}

// writeDialogue writes what is left of a dialogue, if that is another one.
func writeDialogue(ctx context.Context, tx pgx.Tx, at place, was json.RawMessage, change func(json.RawMessage) (json.RawMessage, error)) error {
	left, err := change(was)
	if err != nil || string(left) == string(was) {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE chats SET dialogue = $3 WHERE channel = $1 AND chat = $2`, at.Channel, at.Chat, left)
	return err
}

// Said is something that was said in somebody's chat.
type Said struct {
	At    time.Time       `json:"at"`
	Wrote string          `json:"wrote,omitempty"` // by the person
	Told  []string        `json:"told,omitempty"`  // the cards, as plain text
	Reply json.RawMessage `json:"-"`
}

// Of gives what is kept of a person's chat, oldest first, and what its dialogue remembers.
func (t *Transcript) Of(ctx context.Context, tx pgx.Tx, id PersonID) (said []Said, dialogue json.RawMessage, err error) {
	rows, err := tx.Query(ctx, `SELECT t.accepted_at, coalesce(t.message->>'Text', ''), NULL::text[], t.reply
		FROM people p JOIN turns t USING (channel, chat) WHERE p.id = $1 ORDER BY t.id`, id)
	if err == nil {
		said, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Said])
	}
	if err == nil {
		err = tx.QueryRow(ctx, `SELECT c.dialogue FROM people p JOIN chats c USING (channel, chat) WHERE p.id = $1`, id).Scan(&dialogue)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read what was said with person %d: %w", id, err)
	}
	var kept []Said
	for _, s := range said {
		var reply Reply
		if len(s.Reply) > 0 && json.Unmarshal(s.Reply, &reply) == nil {
			for _, card := range reply.Cards {
				s.Told = append(s.Told, phrases.Strip(card.Text))
			}
		}
		if s.Wrote != "" || len(s.Told) > 0 {
			kept = append(kept, s)
		}
	}
	return kept, dialogue, nil
}

// Forget makes somebody of the village nobody, for good: her name, her number in the messenger, her language and place go, and all
// that was said in her chat; what was said to others about her goes from their transcripts, and from what their dialogues
// remember, of which without gives what is left. What is hers elsewhere, under her number in the village, is nobody's then.
// The turn in which it happens is still answered. Errors: ErrNoPerson, ErrLastOrganiser.
func (p *People) Forget(ctx context.Context, tx pgx.Tx, id PersonID, without func(d json.RawMessage, names func([]byte) bool) (json.RawMessage, error)) error {
	if err := replaceKeeper(ctx, tx, id, Stranger); err != nil {
		return err
	}
	var at place
	var name string
	err := tx.QueryRow(ctx, `SELECT channel, chat, name FROM people WHERE id = $1 AND role <> '' FOR UPDATE`, id).Scan(&at.Channel, &at.Chat, &name)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNoPerson
	}
	if err != nil {
		return fmt.Errorf("forget person %d: %w", id, err)
	}
	batch := &pgx.Batch{}
	batch.Queue(`INSERT INTO chats (channel, chat) VALUES ($1, $2) ON CONFLICT DO NOTHING`, goneChannel, id)
	batch.Queue(`UPDATE people SET channel = $2, user_id = id, chat = id, name = '', role = '', distributor = '' WHERE id = $1`, id, goneChannel)
	queueMove(batch, at, id)
	batch.Queue(`UPDATE turns SET message = jsonb_set(message, '{Sender,Name}', '""') WHERE channel = $1 AND chat = $2`, at.Channel, at.Chat)
	batch.Queue(`UPDATE chats SET quiet_from = NULL, quiet_until = NULL WHERE channel = $1 AND chat = $2`, at.Channel, at.Chat)
	batch.Queue(`DELETE FROM documents WHERE owner = $1`, id)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget person %d: %w", id, asLastOrganiser(err))
	}
	if err := unname(ctx, tx, at, name, without); err != nil {
		return fmt.Errorf("forget the name of person %d: %w", id, err)
	}
	return nil
}

// unname takes what names somebody out of the transcripts and the dialogues of others.
func unname(ctx context.Context, tx pgx.Tx, her place, name string, without func(json.RawMessage, func([]byte) bool) (json.RawMessage, error)) error {
	named := namePattern(name)
	if named == nil {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE turns SET `+blanked+` WHERE finished_at IS NOT NULL AND (message::text ~ $1 OR reply::text ~ $1)`, named.String())
	if err != nil {
		return err
	}
	type remembered struct {
		place
		Dialogue json.RawMessage
	}
	rows, err := tx.Query(ctx, `SELECT channel, chat, dialogue FROM chats WHERE dialogue::text ~ $1 AND (channel, chat) <> ($2, $3)
		ORDER BY channel, chat FOR NO KEY UPDATE`, named.String(), her.Channel, her.Chat)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r remembered, err error) {
		err = row.Scan(&r.Channel, &r.Chat, &r.Dialogue)
		return r, err
	})
	if err != nil {
		return err
	}
	for _, r := range all {
		err := writeDialogue(ctx, tx, r.place, r.Dialogue, func(d json.RawMessage) (json.RawMessage, error) { return without(d, named.Match) })
		if err != nil {
			return err
		}
	}
	return nil
}

// namePattern finds a name where JSON holds it, as it is or as it stands in a card; as a whole word if it is one of Latin letters.
// The pattern is one of both Go and PostgreSQL; nil: there is no name.
func namePattern(name string) *regexp.Regexp {
	if strings.TrimSpace(name) == "" {
		return nil
	}
	inJSON := func(s string) string { return regexp.QuoteMeta(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)) }
	const letter = `A-Za-z0-9`
	before, after := "", ""
	if strings.ContainsAny(name[:1], latin) {
		before = `(?:^|[^` + letter + `])`
	}
	if strings.ContainsAny(name[len(name)-1:], latin) {
		after = `(?:$|[^` + letter + `])`
	}
	return regexp.MustCompile(before + `(?:` + inJSON(name) + `|` + inJSON(html.EscapeString(name)) + `)` + after)
}

const latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
