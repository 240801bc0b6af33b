package e2e

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/botapi/apitest"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// patient bounds how long a dialogue waits for an answer that does not come; it decides nothing else.
const patient = 60 * time.Second

// TestDialogues plays every conversation in testdata/dialogues, as testdata/README.md describes them, through the Bot
// API server: what a line says goes all the way a real message goes, and what it expects is what a phone would show.
func TestDialogues(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/dialogues/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no dialogues: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := &dialogue{t: t, file: file}
			if strings.HasPrefix(filepath.Base(file), "collect.") {
				d.served = serveTestVillage(t, withCarrier(t))
			} else {
				d.served = serveTestVillage(t)
			}
			d.people = meet(d.api)
			for line := range strings.Lines(string(text)) {
				d.line++
				d.play(strings.TrimSpace(line))
			}
		})
	}
}

// testPeople are the people of testdata/README.md, with the numbers their messenger knows them by.
var testPeople = []struct {
	id          int64
	key, name   string
	app         string // language of their messenger
	role        bot.Role
	distributor string
}{
	{101, "li", "Li", "en", bot.Seller, ""},
	{102, "wang", "王姐", "zh-hans", bot.Seller, ""},
	{103, "meiya", "Mei", "en", bot.Distributor, "Meiya"},
	{104, "fumao", "Fu", "en", bot.Distributor, "Fumao"},
	{105, "chen", "Chen", "en", bot.OldHand, ""},
	{106, "gao", "Gao", "en", bot.OldHand, ""},
	{107, "zhao", "Zhao", "en", bot.Organiser, ""},
	{108, "nobody", "Nobody", "en", bot.Stranger, ""},
}

// served is a village being served to a test.
type served struct {
	api      *apitest.Server
	page     string // address of the chat page
	services *app.Services
	clock    *atomic.Pointer[time.Time]
	metrics  *prometheus.Registry
}

// serveTestVillage serves a copy of testdata/village on a Bot API server until the test ends.
func serveTestVillage(t *testing.T, change ...func(*app.Config)) served {
	t.Helper()
	return serveCopy(t, "dialogues", fillTestVillage, testPersonas, change...)
}

// testPersonas are testPeople on the chat page.
func testPersonas(context.Context, *app.Services) (personas []botapi.Persona, _ error) {
	for _, p := range testPeople {
		if p.role != bot.Stranger {
			personas = append(personas, botapi.Persona{ID: p.id, Name: p.name, Language: p.app})
		}
	}
	return personas, nil
}

// serveCopy serves a copy of the village that fill makes once for all tests that give it the same name.
func serveCopy(t *testing.T, name string, fill func(ctx context.Context, c app.Config, url string) error,
	personas func(context.Context, *app.Services) ([]botapi.Persona, error), change ...func(*app.Config)) served {
	t.Helper()
	c := testConfig(t)
	for _, set := range change {
		set(&c)
	}
	return serveDatabase(t, c, pgtest.NewURLFrom(t, name, func(ctx context.Context, url string) error { return fill(ctx, c, url) }), personas)
}

// serveDatabase serves the village of a database.
func serveDatabase(t *testing.T, c app.Config, url string, personas func(context.Context, *app.Services) ([]botapi.Persona, error)) served {
	t.Helper()
	log := slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	s := served{clock: new(atomic.Pointer[time.Time])}
	s.setClock(t, "2026-11-23 09:30")
	models, err := app.OpenModels(c, log)
	if err != nil {
		t.Fatal(err)
	}
	if c.LLMURL != "" {
		models.Acts = nil // a model is asked about what rules alone do not read
	}
	s.services = app.NewServices(c, pgtest.Open(t, url, c.Village), models, func() time.Time { return *s.clock.Load() }, log)
	people, err := personas(t.Context(), s.services)
	if err != nil {
		t.Fatal(err)
	}
	s.api, err = apitest.New(botapi.Config{Token: c.TelegramToken, BotName: "oldhand 老手", Username: "oldhand_bot", Personas: people})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.api.Handler())
	s.page = web.URL + "/"
	c.TelegramAPIURL = web.URL
	chat, err := app.NewChat(c, s.services, linkTo(s.page), log)
	if err != nil {
		t.Fatal(err)
	}
	s.metrics = chat.Metrics
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- chat.Run(ctx, "") }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serving ended with %v", err)
		}
		for _, violation := range s.api.Violations() {
			t.Errorf("Telegram would mind: %+v", violation)
		}
		s.api.Close()
		web.Close()
	})
	return s
}

func (s served) setClock(t *testing.T, at string) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", at, testConfig(t).Timezone.Location)
	if err != nil {
		t.Fatal(err)
	}
	s.clock.Store(&now)
}

func testConfig(t *testing.T) app.Config {
	t.Helper()
	c := app.Config{Village: pgtest.Village, Origin: "义乌", TelegramToken: "1:local", KeepDays: 30, Unpaced: true}
	if err := c.Timezone.UnmarshalText([]byte("Asia/Shanghai")); err != nil {
		t.Fatal(err)
	}
	return c
}

// fillTestVillage brings testdata/village and its people into a database.
func fillTestVillage(ctx context.Context, c app.Config, url string) error {
	pool, err := postgres.Create(ctx, url, c.Village)
	if err != nil {
		return err
	}
	defer pool.Close()
	v := app.NewServices(c, pool, builtIn(), time.Now, slog.New(slog.DiscardHandler))
	for name, read := range map[string]func(context.Context, []string, table.Options) (table.Report, error){
		"items.csv": v.Catalogue.Import, "rates.csv": v.Rates.Import, "notes": v.Knowledge.Import,
	} {
		report, err := read(ctx, []string{filepath.Join("testdata", "village", name)}, table.Options{RejectsDir: os.TempDir()})
		if err != nil || report.Rejected > 0 {
			return fmt.Errorf("%s: %+v, %w", name, report, err)
		}
	}
	if _, err := v.Knowledge.Reembed(ctx, nil); err != nil {
		return err
	}
	for _, p := range testPeople {
		if p.role == bot.Stranger {
			continue
		}
		if err := v.LetIn(ctx, p.id, p.name, p.distributor, p.role, phrases.ForTag(p.app)); err != nil {
			return err
		}
	}
	return nil
}

// builtIn are the embedders that come with the program.
func builtIn() app.Models { return app.Models{Items: models.BuiltIn(), Notes: encoder.Lazy{}} }

// linkTo makes invitations' links to the chat page.
func linkTo(page string) func(token string) string {
	return func(token string) string { return page + "?start=" + token }
}

// testLog writes a log into a test's output.
type testLog struct{ t *testing.T }

func (l testLog) Write(line []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(line)))
	return len(line), nil
}

// dialogue is one conversation being played.
type dialogue struct {
	served
	t      *testing.T
	file   string
	line   int
	people map[string]*player
	now    *player // whose turn it is
	acts   int     // messages and taps so far
}

// player is one of the people in it.
type player struct {
	*apitest.User
	before map[int64]botapi.Message // their chat when they last did something
	said   int64                    // their last message
	tapped *botapi.Query            // their last tap
	card   int64                    // the message they tapped on
}

// play plays one line.
func (d *dialogue) play(line string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patient)
	defer cancel()
	mark, what, _ := strings.Cut(line, " ")
	var err error
	switch {
	case mark == "" || strings.HasPrefix(mark, "#"):
	case mark == "@":
		d.now = d.person(what)
	case mark == ":":
		d.setClock(d.t, what)
		err = d.settled(ctx)
	case mark == ">":
		err = d.act(ctx, what)
	case mark == "<":
		if !d.now.has(what) {
			err = fmt.Errorf("not shown, but:\n%s", strings.Join(d.now.news(), "\n---\n"))
		}
	case mark == "<!":
		if d.now.has(what) {
			err = errors.New("it is there")
		}
	default:
		err = errors.New("no such line")
	}
	if err != nil {
		d.fail("%s: %v", line, err)
	}
}

var linkOf = regexp.MustCompile(`start=([A-Za-z0-9_-]+)`)

// act has the current person do something, and waits until everything that follows from it has arrived.
func (d *dialogue) act(ctx context.Context, what string) (err error) {
	p := d.now
	again := p.tapped
	p.tapped = nil
	token, err := d.invitation(what) // which may be among what this person was just shown
	if err != nil {
		return err
	}
	p.remember()
	switch {
	case token != "":
		p.Start(token)
	case what == "{again}":
		p.tapped = p.Forge(p.card, again.Data)
	case strings.HasPrefix(what, "{file "):
		name, caption, _ := strings.Cut(strings.TrimPrefix(what, "{file "), "}")
		err = p.send(name, strings.TrimSpace(caption))
	case strings.HasPrefix(what, "{edit} "):
		err = p.Edit(p.said, strings.TrimPrefix(what, "{edit} "))
	case strings.HasPrefix(what, "{reply "):
		part, text, _ := strings.Cut(strings.TrimPrefix(what, "{reply "), "} ")
		err = p.reply(part, text)
	case strings.HasPrefix(what, "["):
		err = p.tap(strings.Trim(what, "[]"))
	default:
		p.said = p.Say(strings.ReplaceAll(what, `\n`, "\n"))
	}
	if err != nil {
		return err
	}
	d.acts++
	return d.settled(ctx)
}

// invitation is the token in the link that "{link of PERSON}" stands for; empty: the line says something else.
func (d *dialogue) invitation(what string) (token string, err error) {
	what, ok := strings.CutPrefix(what, "{link of ")
	if !ok {
		return "", nil
	}
	link := linkOf.FindStringSubmatch(strings.Join(d.person(strings.TrimSuffix(what, "}")).news(), "\n"))
	if link == nil {
		return "", errors.New("no link there")
	}
	return link[1], nil
}

// settled waits until every message has been taken in and answered, and all is delivered that does not wait for the end of quiet hours.
func (d *dialogue) settled(ctx context.Context) error {
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		var done bool
		now := d.clock.Load()
		err := d.services.Pool.QueryRow(ctx, `SELECT count(*) FILTER (WHERE message IS NOT NULL) = $1
			AND count(*) FILTER (WHERE state IN ('accepted', 'settled') AND NOT (message IS NULL AND NOT anytime AND quiet_at(quiet_from, quiet_until, $2))) = 0
			AND NOT EXISTS (SELECT FROM river_job WHERE kind IN ('batch', 'collect', 'waits_tell', 'pools_close') AND finalized_at IS NULL) FROM turns JOIN chats USING (channel, chat)`,
			d.acts, now.Hour()*60+now.Minute()).Scan(&done)
		if err != nil || done {
			return err
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return errors.New("no answer")
		}
	}
}

// shown is all that a person can read of a message, the labels of its buttons in brackets.
func shown(m botapi.Message) string {
	text := m.Words()
	if m.Document != nil {
		text += "\n{" + m.Document.Name + "}"
	}
	if m.Markup == nil {
		return text
	}
	for _, row := range m.Markup.Rows {
		labels := make([]string, len(row))
		for i, button := range row {
			labels[i] = "[" + button.Text + "]"
			if button.Copy != nil {
				labels[i] += " " + button.Copy.Text
			}
		}
		text += "\n" + strings.Join(labels, " ")
	}
	return text
}

// remember keeps what the chat looks like, to tell what is new after it.
func (p *player) remember() {
	p.before = map[int64]botapi.Message{}
	for _, m := range p.History() {
		p.before[m.ID] = m
	}
}

// reply answers the newest message that holds a part, whoever wrote it.
func (p *player) reply(part, text string) (err error) {
	for _, m := range slices.Backward(p.History()) {
		if strings.Contains(m.Words(), part) {
			p.said, err = p.Send(botapi.Post{Text: text, ReplyTo: m.ID})
			return err
		}
	}
	return errors.New("no such message")
}

// send sends a file of testdata/files.
func (p *player) send(name, caption string) error {
	data, err := os.ReadFile(filepath.Join("testdata", "files", name))
	if err != nil {
		return err
	}
	_, err = p.SendFile(name, "", data, caption)
	return err
}

// news is what the person has been shown since they last did something: new messages, edited ones, and the notice on
// the button they tapped.
func (p *player) news() []string {
	var news []string
	for _, m := range p.History().FromBot() {
		old, known := p.before[m.ID]
		buttonsGone := m.Markup == nil && known && old.Words() == m.Words()
		if text := shown(m); !buttonsGone && (!known || shown(old) != text) {
			news = append(news, text)
		}
	}
	if p.tapped != nil && p.tapped.Answered() {
		answer, err := p.tapped.Answer(context.Background())
		news = append(news, answer.Text, fmt.Sprint(err))
	}
	return news
}

func (p *player) has(what string) bool {
	return slices.ContainsFunc(p.news(), func(text string) bool { return strings.Contains(text, what) })
}

// tap presses the newest button whose label holds a text.
func (p *player) tap(label string) error {
	for _, m := range slices.Backward(p.History()) {
		if m.Markup == nil {
			continue
		}
		for _, button := range slices.Concat(m.Markup.Rows...) {
			if !strings.Contains(button.Text, label) {
				continue
			}
			p.card = m.ID
			var err error
			p.tapped, err = p.Tap(m.ID, button.Text)
			return err
		}
	}
	return errors.New("no such button")
}

// meet gives everybody of the village their phone.
func meet(api *apitest.Server) map[string]*player {
	people := map[string]*player{}
	for _, p := range testPeople {
		user := api.AddUser(botapi.Profile{ID: p.id, FirstName: p.name, Language: p.app})
		people[p.key] = &player{User: user}
	}
	return people
}

// person gives somebody of the village.
func (d *dialogue) person(key string) *player {
	d.t.Helper()
	p, known := d.people[key]
	if !known {
		d.t.Fatalf("%s:%d: nobody is called %q", d.file, d.line, key)
	}
	return p
}

// fail ends the dialogue and shows how far it came.
func (d *dialogue) fail(format string, args ...any) {
	d.t.Helper()
	var chat strings.Builder
	for _, m := range d.now.History() {
		fmt.Fprintf(&chat, "--- %d\n%s\n", m.ID, shown(m))
	}
	d.t.Fatalf("%s:%d: %s\nthe chat so far:\n%s", d.file, d.line, fmt.Sprintf(format, args...), chat.String())
}
