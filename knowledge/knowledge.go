// Package knowledge reads the meeting notes and tips of the old hands and answers from them, word for word with the source, or not at all.
package knowledge

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/models"
)

// ErrNotFound says that there is no such question.
var ErrNotFound = errors.New("no such question")

// ErrAnswered says that somebody answered the question already.
var ErrAnswered = errors.New("already answered")

// Citation is a passage and where it stands.
type Citation struct {
	Source  string `json:"source"` // base name of the file, or "tip:ID"
	Title   string `json:"title"`
	Date    string `json:"date"` // 2006-01-02, or empty
	Speaker string `json:"speaker"`
	Quote   string `json:"quote"` // word for word
	// Telling is the sentence of the quote that answers, where there are several.
	Telling string `json:"telling,omitempty"`
	// ID is the passage's.
	ID PassageID `json:"-"`
	// Language is the quote's: "en", "zh", or "" where that cannot be told.
	Language string `json:"-"`
}

// Answer is what the notes say, or that they do not.
type Answer struct {
	// Text is what the passages say, word for word; or, where a language model is configured and can be relied on, what
	// it makes of them, with the number of the citation after every sentence.
	Text string `json:"answer"`
	// Written says that Text is a language model's.
	Written   bool       `json:"written,omitempty"`
	Abstained bool       `json:"abstained"`
	Citations []Citation `json:"citations"`
	// Near are the passages that come nearest where none answers: at most two, and only of an answer that abstained.
	Near []Citation `json:"near"`
}

// Question is something asked, after what was asked before it.
type Question struct {
	Text     string
	Previous []string
	Lang     string // "en", "zh"
	Now      time.Time
}

// Base is the village's knowledge in the database.
type Base struct {
	pool     *pgxpool.Pool
	embedder *embedder
	chat     *models.Chat // nil: answers are quotations alone
}

// New gives the knowledge in pool's village.
func New(pool *pgxpool.Pool, embedder models.Embedder) *Base {
	return &Base{pool: pool, embedder: newEmbedder(embedder)}
}

// Tip is a piece of advice given in the chat.
type Tip struct {
	Text     string
	Question string // what it answers, if it does
	Speaker  string
	Author   PersonID // of a tip given in the chat; 0: nobody of the village
	Lang     string
	At       time.Time
}

type (
	// QuestionID numbers a question passed to the old hands.
	QuestionID int64
	// PassageID numbers a passage; it is another one's when the note is read anew.
	PassageID int64
	// PersonID is a person of the village.
	PersonID int64
)

// Waiting is a question that waits for an old hand, or was answered by one.
type Waiting struct {
	ID    QuestionID
	Asker PersonID
	Text  string
	Lang  string
	At    time.Time
}
