package intents

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/rates"
	"oldhand/integrations/table"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

// hamlet is a small village on a database of its own, and its people's phones.
type hamlet struct {
	t       *testing.T
	ctx     context.Context
	pool    *pgxpool.Pool
	village Village
	*Assistant
	now    time.Time
	turns  bot.TurnID
	phones map[string]*phone
	used   map[string]bool // buttons that count once and were pressed
	jobs   []river.JobArgs // to be done after the turn
}

// phone is one person's end of the conversation.
type phone struct {
	name     string
	person   bot.Person
	sender   bot.Sender
	dialogue []byte
	cards    []received // all of them, oldest first
	fresh    int        // index of the first card since the person last did something
	notice   string
	message  int64
	last     received // the card whose button was pressed last
	pressed  bot.Button
}

// received is a card on a phone, with the turn whose buttons it has.
type received struct {
	bot.Card
	made bot.TurnID
}

// newHamlet reads the village of e2e/testdata and lets its people in.
func newHamlet(t *testing.T) *hamlet {
	t.Helper()
	pool := pgtest.New(t)
	h := &hamlet{t: t, ctx: t.Context(), pool: pool, now: monday, phones: map[string]*phone{}, used: map[string]bool{}}
	embedder := models.BuiltIn()
	c, k := catalogue.New(pool, embedder), rates.New(pool, "义乌", shanghai, h.clock)
	h.village = Village{
		Catalogue: c, Orders: pickup.New(pool, shanghai), Rates: k, Parcels: parcels.New(pool, k, shanghai), Knowledge: knowledge.New(pool, embedder),
		People: bot.NewPeople(pool), Documents: bot.NewDocuments(pool), Parser: understand.New(NewLexicon(c, k, h.clock)), Zone: shanghai,
		Link:    func(token string) string { return "https://t.me/oldhand_bot?start=" + token },
		Enqueue: func(_ context.Context, _ pgx.Tx, job river.JobArgs) error { h.jobs = append(h.jobs, job); return nil },
	}
	h.Assistant = New(h.village)
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
	if !edited {
		p.message++
	}
	m := h.message(p)
	m.Kind, m.Text, m.ID, m.Edited = bot.Words, text, p.message, edited
	h.turn(p, bot.Turn{Message: m})
}

// taps presses a button as the runtime would hand it on.
func (h *hamlet) taps(p *phone, card received, b bot.Button) {
	h.t.Helper()
	p.last, p.pressed = card, b
	m := h.message(p)
	m.Kind = bot.Pressed
	t := bot.Turn{Message: m, Action: &b.Action}
	key := fmt.Sprint(p.name, card.made, b.Action)
	if b.Once && h.used[key] {
		t.Action, t.Stale = nil, true
	}
	h.used[key] = true
	h.turn(p, t)
}

// turn takes a turn through Handle and Settle and delivers what comes of it.
func (h *hamlet) turn(p *phone, t bot.Turn) {
	h.t.Helper()
	h.turns++
	t.ID, t.Person, t.Dialogue, t.Now = h.turns, p.person, p.dialogue, h.now
	settle, err := h.Handle(h.ctx, t)
	if err != nil {
		h.t.Fatal(err)
	}
	var reply bot.Reply
	err = pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) (err error) {
		reply, err = settle(h.ctx, tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.deliver(p, t.ID, reply)
	h.work(p)
}

func (h *hamlet) deliver(p *phone, turn bot.TurnID, r bot.Reply) {
	h.t.Helper()
	if r.Dialogue != nil {
		p.dialogue = r.Dialogue
	}
	p.fresh, p.notice = len(p.cards), r.Notice
	for _, c := range r.Cards {
		checkButtons(h.t, c)
		p.receive(received{c, turn})
	}
	h.turns++
	for _, push := range r.Pushes {
		for _, other := range h.phones {
			if other.person.ID == push.To {
				other.receive(received{push.Cards[0], h.turns})
			}
		}
	}
	if p.person.ID == 0 {
		h.knows(p)
	}
}

// receive keeps a card; the older one of its key loses its buttons.
func (p *phone) receive(c received) {
	for i := range p.cards {
		if c.Key != "" && p.cards[i].Key == c.Key {
			p.cards[i].Buttons = nil
		}
	}
	p.cards = append(p.cards, c)
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

// button finds the newest button whose label holds a text, or is it.
func (p *phone) button(label string) (received, bot.Button, bool) {
	for _, exact := range []bool{true, false} {
		for _, c := range slices.Backward(p.cards) {
			for _, b := range slices.Concat(c.Buttons...) {
				if b.Label == label || !exact && strings.Contains(b.Label, label) {
					return c, b, true
				}
			}
		}
	}
	return received{}, bot.Button{}, false
}

// seen is what came in since the person last did something, as they read it.
func (p *phone) seen() string {
	var b strings.Builder
	for _, c := range p.cards[p.fresh:] {
		b.WriteString(phrases.Strip(c.Text) + "\n")
		if c.Document != nil {
			b.WriteString("{" + c.Document.Name + "}\n")
		}
		for _, row := range c.Buttons {
			for _, button := range row {
				b.WriteString("[" + button.Label + "] ")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
