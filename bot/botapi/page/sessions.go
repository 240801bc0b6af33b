package page

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"sync"
	"time"
)

const (
	cookieName  = "oldhand_session"
	sessionLife = 30 * 24 * time.Hour
)

// sessionCookie carries a session's token for some seconds; -1 takes it away.
func sessionCookie(token string, seconds int, encrypted bool) *http.Cookie {
	return &http.Cookie{Name: cookieName, Value: token, Path: "/", MaxAge: seconds, Secure: encrypted,
		HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

// sessionToken is the token that a request carries, or "".
func sessionToken(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return ""
	}
	return c.Value
}

// sessions is who is logged in. They are kept in memory and end with the process.
type sessions struct {
	mu  sync.Mutex
	all map[tokenHash]session
}

// tokenHash stands for a token, so that looking one up tells nothing about others by the time it takes.
type tokenHash [sha256.Size]byte

// session lasts until its context ends.
type session struct {
	context.Context
	end context.CancelFunc
}

func newSessions() *sessions { return &sessions{all: map[tokenHash]session{}} }

// begin makes a session and gives its token.
func (s *sessions) begin() string {
	secret := make([]byte, 32)
	rand.Read(secret)
	token := base64.RawURLEncoding.EncodeToString(secret)
	hash := tokenHash(sha256.Sum256([]byte(token)))
	ctx, end := context.WithTimeout(context.Background(), sessionLife)
	context.AfterFunc(ctx, func() { s.forget(hash) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[hash] = session{ctx, end}
	return token
}

// find gives the session of a token, if there is one and it lasts.
func (s *sessions) find(token string) (session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.all[sha256.Sum256([]byte(token))]
	return found, ok && found.Err() == nil
}

// end ends the session of a token.
func (s *sessions) end(token string) {
	if found, ok := s.find(token); ok {
		found.end()
	}
}

func (s *sessions) forget(hash tokenHash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, hash)
}
