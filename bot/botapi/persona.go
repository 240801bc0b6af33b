package botapi

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

// Visitors without a persona get the ids from firstVisitor on.
const (
	firstVisitor = 900_000_000
	lastVisitor  = 999_999_999
)

func isVisitor(id int64) bool { return id > firstVisitor && id <= lastVisitor }

// SetPersonas replaces the personas.
func (s *Server) SetPersonas(all []Persona) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.personas = all
	for _, p := range all {
		s.addUser(Profile{ID: p.ID, FirstName: p.Name, Language: p.Language})
		// Who has no invitation to use is in already, and began the chat long ago.
		if c := s.chats[p.ID]; p.Start == "" && c.standing == unstarted {
			c.standing = ""
		}
	}
	s.tell(nil, Event{Kind: Menu})
}
