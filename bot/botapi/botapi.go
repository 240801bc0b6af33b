// Package botapi is a Telegram Bot API server for one bot on this machine, with a chat page for the browser.
//
// It keeps Telegram's rules (texts and error wordings included), so that a bot that works against it meets no surprise
// at the real one. With no token oldhand is tried on it, and the tests drive oldhand through it: a [User] is a person
// at the other end of the chat, and [Server.Violations] tells what a bot did that Telegram would mind. What tests need
// beyond that, such as calls that fail, is in apitest.
//
// Everything is safe for concurrent use.
package botapi

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
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
	// Webhook carries the calls to the bot's webhook; nil is a client of its own. See [Direct].
	Webhook http.RoundTripper
}

// Server is a Bot API server. Make one with [New].
type Server struct {
	token   string
	me      Profile
	now     func() time.Time
	handler http.Handler
	methods map[string]method
	client  *http.Client
	ctx     context.Context // ends with Close
	cancel  context.CancelFunc
	working sync.WaitGroup

	mu       sync.Mutex
	personas []Persona
	users    map[int64]*Profile
	chats    map[int64]*chat
	files    files
	queue    queue
	hook     *hook
	queries  map[string]*Query
	inline   map[string]time.Time // live inline queries and when they end; no User makes any
	commands map[commandScope][]Command
	menus    map[int64]any
	lint     []Violation
	watchers map[*watcher]bool
	journal  *journal
	albums   int64
	visitors int64
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
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{
		token: c.Token,
		me: Profile{ID: id, IsBot: true, FirstName: cmp.Or(c.BotName, "Bot"),
			Username: cmp.Or(strings.TrimPrefix(c.Username, "@"), "local_bot")},
		now:      c.Clock,
		client:   &http.Client{Transport: c.Webhook, Timeout: time.Minute, CheckRedirect: noRedirect},
		ctx:      ctx,
		cancel:   cancel,
		personas: c.Personas,
		users:    map[int64]*Profile{},
		chats:    map[int64]*chat{},
		files:    files{dir: c.Dir, byID: map[string]*file{}, byPath: map[string]*file{}},
		queue:    queue{next: rand.Int64N(1<<29) + 1<<28, allowed: defaultKinds()},
		queries:  map[string]*Query{},
		inline:   map[string]time.Time{},
		commands: map[commandScope][]Command{},
		menus:    map[int64]any{},
		watchers: map[*watcher]bool{},
		visitors: firstVisitor,
	}
	s.methods = methods()
	s.handler = s.routes()
	if s.journal, err = s.openJournal(c.Dir); err != nil {
		cancel()
		return nil, err
	}
	s.SetPersonas(c.Personas)
	return s, nil
}

// Handler serves the Bot API under /bot<TOKEN>/, files under /file/bot<TOKEN>/, and the chat page at /.
func (s *Server) Handler() http.Handler { return s.handler }

// Close ends pending polls, webhook calls and watches, and closes what Dir holds.
func (s *Server) Close() {
	s.mu.Lock()
	s.cancel() // Under the lock, so that nothing begins to work behind the Wait.
	s.mu.Unlock()
	s.working.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal.close()
	s.journal = nil
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
