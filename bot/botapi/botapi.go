// Package botapi is a Telegram Bot API server for one bot on this machine, with a chat page for the browser.
//
// It keeps Telegram's rules (texts and error wordings included), so that a bot that works against it meets no surprise
// at the real one. With no token oldhand is tried on it, and the tests drive oldhand through it: a [User] is a person
// at the other end of the chat, and [Server.Violations] tells what a bot did that Telegram would mind. What tests need
// beyond that, such as calls that fail, is in apitest.
//
// Everything is safe for concurrent use.
//
// A call comes in at dispatch.go and goes to the part that has its method: chats.go (with send.go, media.go, edit.go),
// files.go, commands.go, callback.go for answers to presses, poll.go and webhook.go for updates. What a user does
// (user.go, post.go) changes the chats and puts an update into the queue (updates.go). chatpage.go is the browser's way
// to be a user. journal.go keeps changes over restarts.
package botapi

import (
	"cmp"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"oldhand/bot/botapi/page"
)

// Config says which bot the server serves and where it keeps things.
type Config struct {
	Token    string // "123456:secret"; the part before the colon is the bot's user id
	BotName  string
	Username string // of the bot, without @
	// Dir keeps chats and files over restarts; "" keeps them in memory only.
	Dir string
	// Clock gives the time that messages carry and that lifetimes count by; nil is time.Now.
	Clock func() time.Time
	// Personas are who a visitor of the chat page may be.
	Personas []Persona
	// Password is asked for by the chat page, which then answers to any name; "" asks for none and serves this machine alone.
	Password string
	// Proxy is where a proxy in front of the chat page stands, whose word on who asks and how is taken; the zero value is
	// nowhere.
	Proxy netip.Prefix
	// Webhook carries the calls to the bot's webhook; nil is a client of its own. See [Direct].
	Webhook http.RoundTripper
}

// Server is a Bot API server. Make one with [New].
//
// It is made of parts that each have a lock of their own. Locks that are held together are taken in this order: chats;
// files or queries; queue; hook (the active webhook); watchers; journal or tasks.
type Server struct {
	token   string
	handler http.Handler
	methods map[string]method // by lower-cased name; nil for those of Telegram that are not served
	tasks   *tasks
	journal *journal
	chats   *chats
	files   *files
	queries *queries
	queue   *queue
	polling *polling
	menu    *menu
	page    *chatPage
	lint    lint
}

// New makes a server, with what an earlier one left in Config.Dir.
func New(c Config) (*Server, error) {
	id, err := botID(c.Token)
	if err != nil {
		return nil, err
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	s := &Server{token: c.Token, tasks: newTasks(), journal: &journal{}}
	watchers := newWatchers(s.tasks)
	s.queue = newQueue(c.Clock, s.journal)
	s.polling = &polling{queue: s.queue, tasks: s.tasks}
	s.files = newFiles(c.Dir, s.journal)
	s.queries = newQueries(c.Clock, s.queue, watchers)
	s.menu = newMenu(watchers)
	s.chats = &chats{
		me: Profile{ID: id, IsBot: true, FirstName: cmp.Or(c.BotName, "Bot"),
			Username: cmp.Or(strings.TrimPrefix(c.Username, "@"), "local_bot")},
		now: c.Clock, journal: s.journal, files: s.files, queue: s.queue, queries: s.queries, watchers: watchers,
		users: map[int64]*Profile{}, byID: map[int64]*chat{},
	}
	door := page.NewDoor(page.Config{Name: s.chats.me.FirstName, Password: c.Password, Proxy: c.Proxy})
	s.page = &chatPage{door: door, chats: s.chats, files: s.files, menu: s.menu, watchers: watchers}
	hooks := &webhooks{queue: s.queue, tasks: s.tasks, now: c.Clock, do: s.do,
		client: &http.Client{Transport: c.Webhook, Timeout: time.Minute, CheckRedirect: noRedirect}}
	s.methods = served(s.chats.methods(), s.files.methods(), s.queries.methods(), s.menu.methods(), hooks.methods())
	s.handler = s.routes()
	if err := s.journal.open(c.Dir, s.files, s.chats, s.queue); err != nil {
		s.tasks.close()
		return nil, err
	}
	s.SetPersonas(c.Personas)
	return s, nil
}

// Handler serves the Bot API under /bot<TOKEN>/, files under /file/bot<TOKEN>/, and the chat page at /, all of it behind
// the login if there is a password: the bot itself then calls [Server.API].
func (s *Server) Handler() http.Handler { return s.handler }

// Push queues an update of a kind that no User brings about, or whose content no client can read, if the bot asked for
// that kind ("message", "message_reaction", ...).
func (s *Server) Push(kind string, content any) { s.queue.push(kind, "pushed", content) }

// NumberUpdates gives the next update the number next and drops those that wait, as after a silence of a week, when
// Telegram takes a number at random.
func (s *Server) NumberUpdates(next int64) { s.queue.renumber(next) }

// AddUser makes a user known, or changes what is known of one. The chat is closed to the bot until the user writes.
func (s *Server) AddUser(p Profile) *User { return s.chats.add(p) }

// User gives the user with an id; one that is not known yet is added.
func (s *Server) User(id int64) *User { return s.chats.user(id) }

// SetPersonas replaces the personas.
func (s *Server) SetPersonas(all []Persona) { s.page.setPersonas(all) }

// Violations lists what the bot did wrong so far, presses it has not answered included.
func (s *Server) Violations() []Violation {
	return append(s.lint.all(), s.queries.unanswered()...)
}

// Close ends pending polls, webhook calls and watches, and closes what Dir holds.
func (s *Server) Close() {
	s.tasks.close()
	s.journal.close()
}

// botID reads the bot's user id out of its token.
func botID(token string) (int64, error) {
	number, secret, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id <= 0 || secret == "" || strings.HasPrefix(token, "0") || len(token) > 80 {
		return 0, fmt.Errorf("bot token %q: want NUMBER:SECRET", token)
	}
	return id, nil
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
