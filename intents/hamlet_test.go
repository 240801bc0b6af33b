package intents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/rates"
	"oldhand/integrations/reminders"
	"oldhand/integrations/sales"
	"oldhand/integrations/table"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
	"oldhand/intents/misread"
	parcelskill "oldhand/intents/skills/parcels"
	"oldhand/intents/skills/pool"
	"oldhand/intents/skills/quote"
	salesskill "oldhand/intents/skills/sales"
	"oldhand/intents/skills/waiting"
	"oldhand/knowledge"
)

// hamlet is a small village on a database of its own, and its people's phones.
type hamlet struct {
	t       *testing.T
	ctx     context.Context
	pool    *pgxpool.Pool
	village Services
	*dialogue.Assistant
	now    time.Time
	turns  bot.TurnID
	phones map[string]*phone
	used   map[string]bool // buttons that count once and were pressed
	pushes bot.TurnID      // the last push in the ledger that its receiver's dialogue knows of
	jobs   []river.JobArgs // to be done after the turn
}

// newHamlet reads the village of e2e/testdata and lets its people in.
func newHamlet(t *testing.T) *hamlet {
	t.Helper()
	h := emptyHamlet(t)
	h.load()
	h.settle1("li", "Li", "en", bot.Seller, "")
	h.settle1("wang", "王姐", "zh-hans", bot.Seller, "")
	h.settle1("meiya", "Mei", "en", bot.Distributor, "Meiya")
	h.settle1("fumao", "Fu", "en", bot.Distributor, "Fumao")
	h.settle1("chen", "Chen", "en", bot.OldHand, "")
	h.settle1("gao", "Gao", "en", bot.OldHand, "")
	h.settle1("zhao", "Zhao", "en", bot.Organiser, "")
	h.settle1("nobody", "Nobody", "en", bot.Stranger, "")
	return h
}

// emptyHamlet is a village in which there is nothing and nobody yet.
func emptyHamlet(t *testing.T) *hamlet {
	t.Helper()
	pool := pgtest.New(t)
	h := &hamlet{t: t, ctx: t.Context(), pool: pool, now: dialoguetest.Monday, phones: map[string]*phone{}, used: map[string]bool{}}
	c, r := catalogue.New(pool, models.BuiltIn()), rates.New(pool, "义乌", dialoguetest.Shanghai, h.clock)
	h.village = Services{
		Catalogue: c, Orders: pickup.New(pool, dialoguetest.Shanghai), Rates: r, Parcels: parcels.New(pool, r, dialoguetest.Shanghai),
		Knowledge: knowledge.New(pool, remembering{}), People: bot.NewPeople(pool), Documents: bot.NewDocuments(pool), Transcript: bot.NewTranscript(pool), KeepDays: 30, Names: NewNames(c, r, acts),
		Misread: misread.New(pool), Waits: waits.New(pool), Sales: sales.New(pool), Pools: pools.New(pool), Reminders: reminders.New(pool, dialoguetest.Shanghai), Openings: pickup.NewOpenings(pool, dialoguetest.Shanghai), Credits: pickup.NewCredits(pool), Zone: dialoguetest.Shanghai,
		Link:    func(token string) string { return "https://t.me/oldhand_bot?start=" + token },
		Enqueue: func(_ context.Context, _ pgx.Tx, job river.JobArgs) error { h.jobs = append(h.jobs, job); return nil },
	}
	h.Assistant = New(h.village)
	return h
}

func (h *hamlet) load() {
	h.t.Helper()
	folder := filepath.Join("..", "e2e", "testdata", "village")
	for name, read := range map[string]func(context.Context, []string, table.Options) (table.Report, error){
		"items.csv": h.village.Catalogue.Import, "rates.csv": h.village.Rates.Import, "notes": h.village.Knowledge.Import,
	} {
		report, err := read(h.ctx, []string{filepath.Join(folder, name)}, table.Options{RejectsDir: h.t.TempDir()})
		if err != nil || report.Rejected > 0 || report.New == 0 {
			h.t.Fatalf("%s: %+v, %v", name, report, err)
		}
	}
	if _, err := h.village.Knowledge.Reembed(h.ctx, nil); err != nil {
		h.t.Fatal(err)
	}
}

// remembering is the encoder that comes with the program; the same passages are embedded once for all tests.
type remembering struct{ encoder.Lazy }

var remembered sync.Map // of vectors, by text

func (r remembering) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		known, ok := remembered.Load(text)
		if !ok {
			made, err := r.Lazy.EmbedDocuments(ctx, []string{text})
			if err != nil {
				return nil, err
			}
			known, _ = remembered.LoadOrStore(text, made[0])
		}
		vectors[i] = known.([]float32)
	}
	return vectors, nil
}

// settle1 gives a person a phone, and a place in the village unless they are a stranger.
func (h *hamlet) settle1(key, name, app string, role bot.Role, distributor string) {
	h.t.Helper()
	n := int64(len(h.phones) + 1)
	p := &phone{name: key, sender: bot.Sender{UserID: 100 + n, Name: name, Language: app}}
	p.person = bot.Person{Chat: bot.ChatID(100 + n)}
	h.phones[key] = p
	h.begin(p)
	if role == bot.Stranger {
		return
	}
	token, err := h.village.People.Invite(h.ctx, role, distributor)
	if err != nil {
		h.t.Fatal(err)
	}
	err = pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) (err error) {
		p.person, err = h.village.People.Join(h.ctx, tx, token, h.message(p), phrases.ForTag(app))
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// begin opens a person's chat, as the ledger does before the first turn.
func (h *hamlet) begin(p *phone) {
	_, err := h.pool.Exec(h.ctx, `INSERT INTO chats (channel, chat) VALUES ('telegram', $1) ON CONFLICT DO NOTHING`, p.person.Chat)
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hamlet) message(p *phone) bot.Message {
	return bot.Message{Channel: "telegram", Chat: p.person.Chat, Sender: p.sender, At: h.now}
}

// says writes words; edited corrects the message before.
func (h *hamlet) says(p *phone, text string, edited bool) {
	h.t.Helper()
	h.turn(p, bot.Turn{Message: h.written(p, text, edited)})
}

// replies writes words in reply to the newest message that holds a part.
func (h *hamlet) replies(p *phone, part, text string) {
	h.t.Helper()
	number, about := p.holding(part)
	if number == 0 {
		h.t.Fatalf("no message holds %q", part)
	}
	m := h.written(p, text, false)
	m.ReplyTo = number
	h.turn(p, bot.Turn{Message: m, About: about})
}

// written is a message of words, as its sender's phone numbers it.
func (h *hamlet) written(p *phone, text string, edited bool) bot.Message {
	if !edited {
		p.message++
		p.said = p.message
	}
	if p.wrote == nil {
		p.wrote = map[int64]string{}
	}
	p.wrote[p.said] = text
	m := h.message(p)
	m.Kind, m.Text, m.ID, m.Edited = bot.Words, text, p.said, edited
	return m
}

// taps presses a button as the runtime would hand it on.
func (h *hamlet) taps(p *phone, card received, b bot.Button) {
	h.t.Helper()
	p.last, p.pressed = card, b
	m := h.message(p)
	m.Kind = bot.Pressed
	t := bot.Turn{Message: m, Choice: &b.Choice}
	key := fmt.Sprintf("%s %d %v", p.name, card.made, b.Choice)
	if b.Once && h.used[key] {
		t.Choice, t.Stale = nil, true
	}
	h.used[key] = true
	h.turn(p, t)
}

// turn takes a turn through Handle and Settle and delivers what comes of it.
func (h *hamlet) turn(p *phone, t bot.Turn) {
	h.t.Helper()
	settle := h.prepare(p, t)
	id := h.turns
	var reply bot.Reply
	err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) (err error) {
		reply, err = settle(h.ctx, tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.deliver(p, id, reply)
	h.work(p)
}

func (h *hamlet) deliver(p *phone, turn bot.TurnID, r bot.Reply) {
	h.t.Helper()
	if r.Dialogue != nil {
		p.dialogue = r.Dialogue
	}
	p.fresh, p.notice = len(p.cards), r.Notice
	for _, c := range r.Cards {
		dialoguetest.CheckButtons(h.t, c)
		p.receive(received{Card: c, made: turn, about: r.About})
	}
	h.turns++
	for _, push := range r.Pushes {
		for _, other := range h.phones {
			if other.person.ID == push.To {
				other.waiting = append(other.waiting, pushed{push, h.turns})
			}
		}
	}
	h.bring()
	if p.person.ID == 0 {
		h.knows(p)
	}
}

// bring delivers pushes, but in their receivers' quiet hours only what need not wait.
func (h *hamlet) bring() {
	h.t.Helper()
	for _, p := range h.phones {
		if len(p.waiting) == 0 {
			continue
		}
		var quiet bool
		err := h.pool.QueryRow(h.ctx, `SELECT quiet_at(c.quiet_from, c.quiet_until, $2) FROM people p JOIN chats c USING (channel, chat) WHERE p.id = $1`,
			p.person.ID, h.now.Hour()*60+h.now.Minute()).Scan(&quiet)
		if err != nil {
			h.t.Fatal(err)
		}
		p.waiting = slices.DeleteFunc(p.waiting, func(w pushed) bool {
			if quiet && !w.Anytime {
				return false
			}
			p.receive(received{Card: w.Cards[0], made: w.made, about: w.About})
			p.remember(h.t, w.Dialogue)
			return true
		})
	}
}

// is looks up who a person is to the village by now, as the ledger does before each turn.
func (h *hamlet) is(p *phone) {
	h.t.Helper()
	if p.person.ID == 0 {
		return
	}
	now, err := h.village.People.Person(h.ctx, p.person.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	if now.Role == bot.Stranger {
		now = bot.Person{Chat: p.person.Chat}
	}
	p.person = now
}

// knows looks a newcomer up again.
func (h *hamlet) knows(p *phone) {
	all := []bot.Role{bot.Seller, bot.Distributor, bot.OldHand, bot.Organiser}
	for _, role := range all {
		people, err := h.village.People.WithRole(h.ctx, role)
		if err != nil {
			h.t.Fatal(err)
		}
		if i := slices.IndexFunc(people, func(q bot.Person) bool { return q.Chat == p.person.Chat }); i >= 0 {
			p.person = people[i]
		}
	}
}

// prepare takes a turn through Handle and leaves settling to the caller.
func (h *hamlet) prepare(p *phone, t bot.Turn) bot.TxFunc {
	h.t.Helper()
	h.turns++
	h.is(p)
	t.ID, t.Person, t.Dialogue, t.Limits, t.Now = h.turns, p.person, p.dialogue, dialoguetest.Limits, h.now
	settle, err := h.Handle(h.ctx, t)
	if err != nil {
		h.t.Fatal(err)
	}
	return settle
}

func (h *hamlet) tap(p *phone, label string) bot.Turn {
	h.t.Helper()
	_, b, ok := p.button(label)
	if !ok {
		h.t.Fatalf("no button %q in:\n%s", label, p.seen())
	}
	m := h.message(p)
	m.Kind = bot.Pressed
	return bot.Turn{Message: m, Choice: &b.Choice}
}

func (h *hamlet) open(p *phone) []pickup.Order {
	h.t.Helper()
	orders, err := h.village.Orders.Open(h.ctx, pickup.SellerID(p.person.ID))
	if err != nil {
		h.t.Fatal(err)
	}
	return orders
}

func (h *hamlet) tapsOn(p *phone, label string) {
	h.t.Helper()
	card, b, ok := p.button(label)
	if !ok {
		h.t.Fatalf("no button %q in:\n%s", label, p.seen())
	}
	h.taps(p, card, b)
}

// folder fetches what was sent from the files of e2e/testdata.
type folder struct{}

func (folder) File(_ context.Context, a bot.Attachment) ([]byte, error) {
	return os.ReadFile(filepath.Join("..", "e2e", "testdata", "files", a.ID))
}

// sends sends a file of e2e/testdata.
func (h *hamlet) sends(p *phone, name, caption string) {
	h.t.Helper()
	m := h.message(p)
	m.Kind, m.Text, m.File = bot.File, caption, &bot.Attachment{ID: name, Name: name}
	h.turn(p, bot.Turn{Message: m})
}

// work does the jobs that a turn has left, and delivers what they push.
func (h *hamlet) work(p *phone) {
	h.t.Helper()
	jobs := h.jobs
	h.jobs = nil
	for _, args := range jobs {
		if a, ok := args.(parcelskill.CollectArgs); ok {
			if err := h.collect(a, 1); err != nil {
				h.t.Fatal(err)
			}
			for _, card := range h.pushed(a.Person) {
				p.receive(received{Card: card, made: h.turns})
			}
		}
		if _, ok := args.(waiting.TellArgs); ok {
			h.tellWaits()
		}
		if _, ok := args.(pool.CloseArgs); ok {
			h.closePools()
		}
		if a, ok := args.(quote.BatchArgs); ok {
			if err := h.batches().Work(h.ctx, job(a, 1)); err != nil {
				h.t.Fatal(err)
			}
			for _, card := range h.pushed(a.Person) {
				p.receive(received{Card: card, made: h.turns})
			}
		}
	}
}

// batches is the worker that reads files of orders.
func (h *hamlet) batches() *quote.BatchWorker {
	return &quote.BatchWorker{
		Pool: h.pool, Rates: h.village.Rates, Documents: h.village.Documents, Files: folder{}, Sold: salesskill.Reader{Sales: h.village.Sales, Clock: h.clock}.Read, Zone: h.village.Zone, Clock: h.clock,
	}
}

// pushed takes the cards that were pushed to somebody out of the ledger.
func (h *hamlet) pushed(to bot.PersonID) (cards []bot.Card) {
	h.t.Helper()
	rows, err := h.pool.Query(h.ctx, `DELETE FROM turns t USING people p WHERE p.id = $1 AND t.chat = p.chat RETURNING t.id, t.reply`, to)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var raw []byte
		var reply bot.Reply
		if err := errors.Join(rows.Scan(&id, &raw), json.Unmarshal(raw, &reply)); err != nil {
			h.t.Fatal(err)
		}
		cards = append(cards, reply.Cards...)
	}
	return cards
}

// arrive puts what pushes from the ledger bring into the dialogues of their receivers, as the runtime does.
func (h *hamlet) arrive() {
	h.t.Helper()
	rows, err := h.pool.Query(h.ctx, `SELECT id, chat, reply->'dialogue' FROM turns WHERE id > $1 AND reply ? 'dialogue' ORDER BY id`, h.pushes)
	if err != nil {
		h.t.Fatal(err)
	}
	var chat bot.ChatID
	var pushed json.RawMessage
	_, err = pgx.ForEachRow(rows, []any{&h.pushes, &chat, &pushed}, func() error {
		for _, p := range h.phones {
			if p.person.Chat == chat {
				p.remember(h.t, pushed)
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hamlet) change(do func(pgx.Tx) error) {
	h.t.Helper()
	if err := pgx.BeginFunc(h.ctx, h.pool, do); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hamlet) clock() time.Time { return h.now }

// acts has the reader that comes with the program read a message.
func acts(screen, text string) []meaning.Act {
	all := []meaning.Act{}
	read, err := encoder.BuiltInReader().Read(context.Background(), screen, text)
	if err != nil {
		panic(err) // only a context that ended makes it fail
	}
	for _, a := range read {
		act := meaning.Act{Name: a.Name, From: a.From, To: a.To, Sure: a.Sure}
		for _, r := range a.Roles {
			act.Roles = append(act.Roles, meaning.Role(r))
		}
		all = append(all, act)
	}
	return all
}
