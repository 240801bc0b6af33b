package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// claim is the right to work on a chat, and what is known of its next turn.
type claim struct {
	worker   int32
	fence    int64
	attempts int // claims of this chat since something last went well, this one included
	bulk     bool
	more     bool // another chat waits for a worker

	id      TurnID
	chat    ChatID
	settled bool // the reply is written and only has to be delivered
	since   time.Time
	message *Message
	reply   Reply
	pushed  json.RawMessage // what the delivery changes in the dialogue: Push.Dialogue; nil: nothing
	arrived int             // cards of the reply that were delivered already
	person  *Person

	dialogue  json.RawMessage
	about     json.RawMessage // what the message replies to is about; nil: nothing
	closed    bool
	throttled bool
	cards     map[string]shown

	over     bool // the chat has had its turns for the moment
	slowed   bool // and its person was told so
	repeated bool // another picture of an album that has had its answer

	acknowledged bool   // the press was acknowledged early
	marks        []mark // delivered, but not yet recorded
}

// shown is the newest card of a key in a chat.
type shown struct {
	Sent
	Buttons  bool
	Outdated []int64 // older cards of the key that still show buttons
}

// turnsAMinute is how many turns of one chat are served a minute, and how many at once after a while. What is beyond is let go.
const turnsAMinute = 20

// claimSQL takes the chat whose turn has waited longest of those that nobody works on.
//
// Each turn's chat is looked up by its key: OFFSET 0, and the subquery in more, keep the planner from reading all chats
// of the channel for each turn, which looks cheap to it for as long as the table is new.
//
// Only the chat's row is locked: a lock on a turn that is then passed over, because its chat is taken, would stay until
// the statement ends and hide that turn from the next worker, who would take a later one. The chat's row is read as it
// is when it is locked, all else as the statement began: had another worker served the chat in between, seen would
// differ, and the claim is made anew.
//
// What a message replies to is looked for only where it replies to something, from the chat's newest turn back. A card that
// was edited is about what the newest of its turns says, or the last one to say anything.
//
// What comes by itself waits for the end of the chat's quiet hours, and is no longer in the way of what its person writes.
//
// The chat's bucket is filled by the time gone by and emptied by the turn, once: a turn that is claimed again after its process died
// has been counted. Pictures of one album are one.
//
// A claim does not wait for the disk, so a power cut may undo it, and its worker may go on none the wiser. hold_turn then
// refuses to settle: the chat's fence is behind the worker's, or, once the chat was claimed again, its worker is another. Were it
// the same one, only the first to settle would find the turn still accepted.
const claimSQL = `
	WITH picked AS (
		SELECT t.*, c.fence, c.slowed, least($4::real, c.tokens + greatest(extract(epoch FROM now() - c.tokens_at), 0) * $4 / 60)::real AS tokens,
			t.state = 'accepted' AND t.kind NOT IN ('blocked', 'unblocked') AND c.attempts = 0 AND NOT repeats.album AS counts, repeats.album AS repeated
		FROM (SELECT * FROM turns WHERE channel = $2 AND bulk = $3 AND state IN ('accepted', 'settled') ORDER BY id OFFSET 0) t
		JOIN chats c USING (channel, chat)
		CROSS JOIN LATERAL (SELECT coalesce(CASE WHEN t.message ? 'Album' THEN EXISTS (
			SELECT FROM (SELECT message FROM turns b WHERE b.channel = t.channel AND b.chat = t.chat AND b.id < t.id ORDER BY b.id DESC LIMIT 20) b
			WHERE b.message->'Album' = t.message->'Album') END, false) AS album) repeats
		WHERE c.worker IS NULL AND c.parked_until <= now() AND (t.message IS NOT NULL OR t.anytime OR NOT quiet_at(c.quiet_from, c.quiet_until, $5))
		ORDER BY t.id LIMIT 1
		FOR NO KEY UPDATE OF c SKIP LOCKED
	), mine AS (
		UPDATE chats c SET worker = $1, fence = c.fence + 1, attempts = c.attempts + 1,
			closed = CASE WHEN p.state = 'accepted' THEN p.kind = 'blocked' ELSE c.closed END,
			tokens = CASE WHEN p.counts AND p.tokens >= 1 THEN p.tokens - 1 WHEN p.counts THEN p.tokens ELSE c.tokens END,
			tokens_at = CASE WHEN p.counts THEN now() ELSE c.tokens_at END,
			slowed = CASE WHEN p.counts THEN p.tokens < 1 OR c.slowed AND p.tokens < $4 / 2 ELSE c.slowed END
		FROM picked p WHERE c.channel = p.channel AND c.chat = p.chat
		RETURNING c.fence, c.attempts, c.closed, c.paced_until > now() AS throttled, c.dialogue
	)
	SELECT t.id, t.chat, t.bulk, t.state = 'settled' AS settled, coalesce(t.settled_at, t.accepted_at) AS since,
		t.message, t.reply, cardinality(t.messages) AS arrived,
		mine.fence, mine.attempts, mine.closed, mine.throttled, mine.dialogue,
		t.counts AND t.tokens < 1 AS over, t.slowed, t.repeated,
		EXISTS (SELECT FROM turns o
			WHERE o.channel = t.channel AND o.bulk = t.bulk AND o.state IN ('accepted', 'settled') AND o.chat <> t.chat
				AND (SELECT c.worker IS NULL AND c.parked_until <= now() AND (o.message IS NOT NULL OR o.anytime OR NOT quiet_at(c.quiet_from, c.quiet_until, $5))
					FROM chats c WHERE c.channel = o.channel AND c.chat = o.chat)
		) AS more,
		(SELECT s.fence = t.fence FROM chats s WHERE s.channel = t.channel AND s.chat = t.chat) AS seen,
		(SELECT jsonb_build_object('ID', p.id, 'Chat', p.chat, 'Name', p.name, 'Role', p.role, 'Lang', p.lang,
			'Distributor', p.distributor) FROM people p WHERE p.channel = t.channel AND p.user_id = t.sender
			AND p.role <> '') AS person,
		(SELECT jsonb_object_agg(k.key, jsonb_build_object('Message', k.message, 'Photo', k.photo, 'Parts', k.parts,
			'Buttons', k.buttons, 'Outdated', k.outdated)) FROM cards k WHERE k.channel = t.channel AND k.chat = t.chat) AS cards,
		CASE WHEN t.state = 'accepted' AND (t.message->>'ReplyTo')::bigint <> 0 THEN (SELECT r.reply->'about' FROM turns r
			WHERE r.channel = t.channel AND r.chat = t.chat AND (t.message->>'ReplyTo')::bigint = ANY(r.messages)
				AND r.reply ? 'about' ORDER BY r.id DESC LIMIT 1) END AS about
	FROM picked t, mine, ` + withoutFsync + ` AS withoutFsync`

// claim gives nil when no turn waits.
func (l ledger) claim(ctx context.Context, worker int32, bulk bool) (*claim, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	c, err := readClaim(l.pool.Query(ctx, claimSQL, worker, l.channel, bulk, l.burst(), l.minute()))
	if err != nil {
		return nil, fmt.Errorf("claim a turn: %w", err)
	}
	if c != nil {
		c.worker = worker
	}
	return c, nil
}

// claimRow is what claimSQL gives.
type claimRow struct {
	ID        TurnID
	Chat      ChatID
	Bulk      bool
	Settled   bool
	Since     time.Time
	Message   *Message
	Reply     *storedReply
	Arrived   int
	Fence     int64
	Attempts  int
	Closed    bool
	Throttled bool
	Over      bool
	Slowed    bool
	Repeated  bool
	Dialogue  json.RawMessage
	About     json.RawMessage
	Seen      bool
	More      bool
	Person    *Person
	Cards     map[string]shown
}

// readClaim gives nil for no row. A claim whose surroundings changed while it was made has no turn (id 0) and must be
// given back.
func readClaim(rows pgx.Rows, err error) (*claim, error) {
	if err != nil {
		return nil, err
	}
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[claimRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c := &claim{
		fence: row.Fence, attempts: row.Attempts, bulk: row.Bulk, more: row.More, id: row.ID, chat: row.Chat, settled: row.Settled,
		since: row.Since, message: row.Message, arrived: row.Arrived, person: row.Person, dialogue: row.Dialogue, about: row.About,
		closed: row.Closed, throttled: row.Throttled, cards: row.Cards, over: row.Over, slowed: row.Slowed, repeated: row.Repeated,
	}
	if row.Reply != nil {
		c.reply, c.pushed = row.Reply.Reply, row.Reply.Dialogue
	}
	if !row.Seen {
		c.id = 0
	}
	return c, nil
}
