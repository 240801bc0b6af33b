package e2e

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
)

// step is a moment at which a program is killed: at a call on its wire, or at a point within the database.
type step struct {
	name string
	// at says which call it is; user is the seller whom the step waits for.
	at func(c call, user string) bool
	// halt is the trigger that stops whoever comes to the point; the rest of CREATE TRIGGER.
	halt string
	// lost: what the database was asked for at the point comes to nothing; else it is done behind the program's back.
	lost bool
}

func handedOver(what string) func(call, string) bool {
	return func(c call, user string) bool {
		return c.method == "getUpdates" && strings.Contains(c.answer, what) && strings.Contains(c.answer, `"id":`+user)
	}
}

// confirming is the call behind handedOver: by it the Bot API server hears that the update is safe.
func confirming(what string) func(call, string) bool {
	handed := false
	return func(c call, user string) bool {
		handed = handed || handedOver(what)(c, user)
		return handed && c.method == "getUpdates" && c.answer == ""
	}
}

func sending(what string, arrived bool) func(call, string) bool {
	return carrying("sendMessage", what, arrived)
}

func editing(what string, arrived bool) func(call, string) bool {
	return carrying("editMessageText", what, arrived)
}

func carrying(method, what string, arrived bool) func(call, string) bool {
	return func(c call, user string) bool {
		return c.method == method && c.chat == user && strings.Contains(c.text, what) && (c.answer != "") == arrived
	}
}

func answered(c call, _ string) bool { return c.method == "answerCallbackQuery" && c.answer != "" }

// stepsToCard and stepsToOrder are in the order in which an order comes by them.
func stepsToCard() []step {
	return []step{
		{name: "the message is handed over", at: handedOver(`"text":"`)},
		{name: "the message is being written down", halt: `AFTER INSERT ON turns FOR EACH ROW WHEN (NEW.kind = 'words')`},
		{name: "the message is lost on its way into the database", halt: `AFTER INSERT ON turns FOR EACH ROW WHEN (NEW.kind = 'words')`, lost: true},
		{name: "the message is not confirmed", at: confirming(`"text":"`)},
		{name: "the message is claimed", halt: `AFTER UPDATE OF worker ON chats FOR EACH ROW WHEN (NEW.worker IS NOT NULL)`},
		{name: "the card is not sent", at: sending("Total", false)},
		{name: "the card is sent", at: sending("Total", true)},
	}
}

func stepsToOrder() []step {
	return []step{
		{name: "the tap is handed over", at: handedOver(`"callback_query"`)},
		{name: "the tap is being written down", halt: `AFTER INSERT ON turns FOR EACH ROW WHEN (NEW.kind = 'pressed')`},
		{name: "the tap is lost on its way into the database", halt: `AFTER INSERT ON turns FOR EACH ROW WHEN (NEW.kind = 'pressed')`, lost: true},
		{name: "the tap is not confirmed", at: confirming(`"callback_query"`)},
		{name: "the button is used up", halt: `AFTER INSERT ON used_buttons FOR EACH ROW`},
		{name: "the order is written", halt: `AFTER INSERT ON order_lines FOR EACH ROW`},
		{name: "the turn is settled", halt: `AFTER UPDATE ON turns FOR EACH ROW WHEN (NEW.state = 'settled' AND NEW.kind = 'pressed')`},
		{name: "the turn is not settled", halt: `AFTER UPDATE ON turns FOR EACH ROW WHEN (NEW.state = 'settled' AND NEW.kind = 'pressed')`, lost: true},
		{name: "the tap is answered", at: answered},
		{name: "the card is not edited into the answer", at: editing("Ordered", false)},
		{name: "the card is edited into the answer", at: editing("Ordered", true)},
		{name: "the answer is marked as shown", halt: `AFTER UPDATE ON turns FOR EACH ROW WHEN (cardinality(NEW.messages) > 0 AND NEW.kind = 'pressed')`},
		{name: "the mark is lost", halt: `AFTER UPDATE ON turns FOR EACH ROW WHEN (cardinality(NEW.messages) > 0 AND NEW.kind = 'pressed')`, lost: true},
		{name: "nowhere"},
	}
}

// halt makes the trigger of a step. It stops nobody as long as nobody holds its lock.
func (c *crowd) halt(when string, n int) {
	c.t.Helper()
	c.exec(fmt.Sprintf(`CREATE OR REPLACE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint); RETURN NULL; END $$;
		CREATE TRIGGER halt_%d %s EXECUTE FUNCTION halt(%d)`, n, when, haltLock+n))
}

func (c *crowd) exec(sql string) {
	c.t.Helper()
	if _, err := c.pool.Exec(c.t.Context(), sql); err != nil {
		c.t.Fatal(err)
	}
}

// haltLock is the advisory lock of the first step.
const haltLock = 4_711_000

// halted holds up whoever comes to a step within the database until letGo. Kill waits for one and kills its program; the
// database does what that had asked for once it is let go, or, where that is to be lost, drops it.
func (c *crowd) halted(n int) (kill func(lost bool), letGo func()) {
	c.t.Helper()
	holder, err := c.pool.Acquire(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := holder.Exec(c.t.Context(), `SELECT pg_advisory_lock($1)`, haltLock+n); err != nil {
		c.t.Fatal(err)
	}
	const stopped = ` FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND NOT granted AND objid = $1`
	kill = func(lost bool) {
		c.t.Helper()
		c.until(1, `SELECT least(count(*), 1)`+stopped, haltLock+n)
		number := c.number(`SELECT min(application_name)::int`+stopped, haltLock+n)
		c.program(number).kill()
		if lost {
			c.exec(fmt.Sprintf(`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '%d'`, number))
		}
	}
	return kill, func() {
		c.t.Helper()
		if _, err := holder.Exec(c.t.Context(), `SELECT pg_advisory_unlock($1)`, haltLock+n); err != nil {
			c.t.Error(err)
		}
		holder.Release()
	}
}

// TestKilledAtEveryStep kills the program at each step of an order, lets another go on with it, and finds every seller
// with one order and one answer. Each seller orders one piece more than the one before.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	t.Run("to the card", func(t *testing.T) {
		t.Parallel()
		killedAt(t, stepsToCard())
	})
	t.Run("to the order", func(t *testing.T) {
		t.Parallel()
		killedAt(t, stepsToOrder())
	})
}

func killedAt(t *testing.T, steps []step) {
	t.Helper()
	c := gather(t, len(steps))
	for n, s := range steps {
		if s.halt != "" {
			c.halt(s.halt, n)
		}
	}
	p := c.start()
	all := 0
	for n, s := range steps {
		user, pieces := firstSeller+int64(n), n+1
		var kill func()
		switch {
		case s.at != nil:
			kill = p.killAt(func(c call) bool { return s.at(c, strconv.FormatInt(user, 10)) })
		case s.halt != "":
			killInside, letGo := c.halted(n)
			kill = func() {
				killInside(s.lost)
				letGo()
			}
		}
		served := c.goes(func() { c.order(user, fmt.Sprint(pieces, " A2001 tomorrow")) })
		if kill != nil {
			kill()
			p = c.start()
		}
		c.await(served, "an answer after "+s.name)
		c.idle()
		c.wantOrder(user, pieces)
		all += pieces
		if t.Failed() {
			t.Fatal("killed when ", s.name)
		}
	}
	c.wantReserved("A2001", all)
	for n := range steps {
		numbers, _ := c.placed(firstSeller + int64(n))
		c.shows(mei, "a new order", func(m botapi.Message) bool { return strings.Contains(m.Words(), fmt.Sprint("#", numbers[0])) })
	}
}

// webhook is an address that leads to every program of a crowd in turn.
const webhook = "OLDHAND_WEBHOOK_URL=https://bot.example.com/telegram"

// TestTwoProgramsAfterTheLastPieces has more sellers tap at once than there are pieces, with two programs behind one
// webhook of which one is killed meanwhile.
func TestTwoProgramsAfterTheLastPieces(t *testing.T) {
	t.Parallel()
	const sellers, stock, each = 18, 60, 5
	c := gather(t, sellers)
	p := c.start(webhook)
	c.start(webhook)
	var asking, tapping sync.WaitGroup
	for n := range int64(sellers) {
		asking.Go(func() {
			c.api.User(firstSeller + n).Say(fmt.Sprint(each, " T-7 tomorrow"))
			c.shows(firstSeller+n, "a card", hasConfirm)
		})
	}
	asking.Wait()
	calls := 20
	p.killAt(func(call) bool { calls--; return calls == 0 })
	told := func(m botapi.Message) bool {
		return placedAnswer(m) || strings.Contains(m.Words(), "Nothing was ordered")
	}
	for n := range int64(sellers) {
		tapping.Go(func() {
			c.confirm(firstSeller + n)
			c.shows(firstSeller+n, "an answer", told)
		})
	}
	served := c.goes(tapping.Wait)
	c.await(p.sprung, "the first to die")
	p.kill()
	c.await(served, "all answers")
	c.idle()
	won := 0
	for n := range int64(sellers) {
		if numbers, _ := c.placed(firstSeller + n); len(numbers) > 0 {
			won++
			c.wantOrder(firstSeller+n, each)
		}
	}
	if won != stock/each {
		t.Errorf("%d sellers got %d pieces each of %d", won, each, stock)
	}
	c.wantReserved("T-7", stock)
}

// TestAReminderIsSentOnce kills one of two programs between claiming a reminder and sending it: first when the claim
// has not been kept yet, then when the message is about to go. Another one sends it.
func TestAReminderIsSentOnce(t *testing.T) {
	t.Parallel()
	c := gather(t, 1)
	c.halt(`AFTER INSERT ON turns FOR EACH ROW WHEN (NEW.bulk)`, 0)
	c.start(webhook)
	c.start(webhook)
	c.order(firstSeller, "5 A2001 tomorrow")
	c.until(1, `SELECT least(count(*), 1) FROM river_job WHERE kind = 'remind'`)
	// Jobs of the next minute may come at any time: none gets past the claim before all is in place.
	kill, letGo := c.halted(0)
	c.exec(`UPDATE orders SET pickup_day = (now() AT TIME ZONE 'Asia/Shanghai')::date; UPDATE reminders SET is_on = false, snoozed_until = now()`)
	c.remind()
	kill(true)
	c.start(webhook)

	reminder := func(m botapi.Message) bool { return strings.Contains(m.Words(), "To pick up today") }
	about := sending("To pick up today", false)
	here := func(c call) bool { return about(c, strconv.Itoa(firstSeller)) }
	one, other := c.programs[0], c.programs[1]
	one.killAt(here)
	other.killAt(here)
	letGo()
	c.remind()
	select {
	case <-one.sprung:
	case <-other.sprung:
		one, other = other, one
	case <-time.After(patient):
		t.Fatal("nobody sends the reminder")
	}
	other.killAt(nil)
	one.kill()
	c.start(webhook)
	c.shows(firstSeller, "the reminder", reminder)

	c.remind()
	c.until(0, `SELECT count(*) FROM river_job WHERE kind = 'remind' AND state <> 'completed'`)
	c.idle()
	times := 0
	for _, m := range c.api.User(firstSeller).History() {
		if reminder(m) {
			times++
		}
	}
	if turns := c.number(`SELECT count(*) FROM turns WHERE bulk`); times != 1 || turns != 1 {
		t.Errorf("reminded %d times in %d turns", times, turns)
	}
}

// remind has the job that looks for due reminders run again at once, as it does every minute.
func (c *crowd) remind() {
	c.t.Helper()
	c.exec(`UPDATE river_job SET state = 'available', attempt = 0, attempted_at = NULL, finalized_at = NULL, scheduled_at = now()
		WHERE kind = 'remind'`)
}

// troubles are what happens between Telegram and the program, and what of it comes to pass with each order.
var troubles = []struct {
	name  string
	cause func(*apitest.Server)
}{
	{"answers to what was sent are lost", failing(apitest.Fault{Method: "sendMessage", After: true})},
	{"an answer to what was sent is an error", failing(apitest.Fault{Method: "sendMessage", Status: 500, After: true})},
	{"answers to a press are lost", failing(apitest.Fault{Method: "answerCallbackQuery", After: true})},
	{"updates are lost on their way", failing(apitest.Fault{Method: "getUpdates", After: true})},
	{"sending has to wait", failing(apitest.Fault{Method: "sendMessage", Status: 429, RetryAfter: 1})},
	{"updates have to wait", failing(apitest.Fault{Method: "getUpdates", Status: 429, RetryAfter: 1})},
	{"a proxy's page", failing(apitest.Fault{Status: 502, HTML: true, Times: 2})},
	{"every update comes twice", func(s *apitest.Server) { s.RepeatNext(2) }},
	{"an update that cannot be read", func(s *apitest.Server) {
		s.Inject("message", json.RawMessage(`{"text":{"not":"a text"}}`))
	}},
	{"numbers start anew", func(s *apitest.Server) { s.RestartUpdateIDs(5) }},
}

func failing(f apitest.Fault) func(*apitest.Server) { return func(s *apitest.Server) { s.Fail(f) } }

// TestTroubleOnTheWay: whatever happens on the way, there is one order for a tap, and its seller knows.
func TestTroubleOnTheWay(t *testing.T) {
	t.Parallel()
	c := gather(t, len(troubles))
	// The menu of commands cannot be set for a while; that keeps nobody from being served.
	c.api.Fail(apitest.Fault{Method: "setMyCommands", Status: 502, HTML: true, Times: 3})
	c.start()
	for n, trouble := range troubles {
		user := firstSeller + int64(n)
		trouble.cause(c.api)
		c.order(user, "5 A2001 tomorrow")
		c.idle()
		c.wantOrder(user, 5)
		if t.Failed() {
			t.Fatal("when ", trouble.name)
		}
	}
	c.wantReserved("A2001", 5*len(troubles))
}
