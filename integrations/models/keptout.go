package models

// KeptOut says that a text of the public data is left out of training, one of so many, so that the model can be scored on
// what it has not seen.
func KeptOut(s string, oneOf uint64) bool { return Hash(s)%oneOf == 0 }

// One of so many sentences of Tatoeba, of sentences that answer a question, and of texts that somebody wants something with
// is kept out.
const (
	KeptSentences = 20
	KeptAnswers   = 2
	KeptWishes    = 5
)
