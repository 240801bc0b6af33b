package botapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Bilingual is a sentence in English and in Chinese.
type Bilingual struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Persona is somebody a visitor of the chat page may be.
type Persona struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Language string    `json:"language"` // IETF tag of their app
	Role     Bilingual `json:"role"`
	About    Bilingual `json:"about"`
	// Start is the payload the persona's first Start carries; "" is none.
	Start string `json:"start,omitempty"`
}

// Visitors without a persona get the ids behind firstVisitor, up to lastVisitor.
const (
	firstVisitor = 900_000_000
	lastVisitor  = 999_999_999
)

func isVisitor(id int64) bool { return id > firstVisitor && id <= lastVisitor }

// admit makes a persona known. One without an invitation to use is in already, and began the chat long ago.
func (cs *chats) admit(p Persona) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.know(Profile{ID: p.ID, FirstName: p.Name, Language: p.Language})
	if c := cs.byID[p.ID]; p.Start == "" && c.standing == unstarted {
		c.standing = ""
	}
}

// addVisitor makes somebody new, with the next number.
func (cs *chats) addVisitor(language string) *User {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	id := int64(firstVisitor)
	for known := range cs.users {
		if isVisitor(known) {
			id = max(id, known)
		}
	}
	id++
	name := "Visitor "
	if strings.HasPrefix(language, "zh") {
		name = "访客 "
	}
	cs.know(Profile{ID: id, FirstName: name + strconv.FormatInt(id-firstVisitor, 10), Language: language})
	return &User{cs, id}
}

// visitors lists the visitors so far.
func (cs *chats) visitors() (all []Persona) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	for id, who := range cs.users {
		if isVisitor(id) {
			all = append(all, Persona{ID: id, Name: who.FirstName, Language: who.Language})
		}
	}
	slices.SortFunc(all, func(a, b Persona) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
