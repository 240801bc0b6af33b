package phrases

import (
	"errors"
	"html/template"
)

// Coded is what a subject gives in place of a sentence.
type Coded interface {
	// Coded gives the key of the sentence that says it, and what the sentence is filled in with.
	Coded() (key string, data any)
}

// Tell says what a subject gave a code for, as plain text in which nothing is escaped.
func Tell(lang Lang, c Coded) string {
	key, data := c.Coded()
	return Label(lang, key, data)
}

// told is how a sentence takes in the reason that it is filled in with: another sentence, the words of an error from
// elsewhere, or a value.
func told(set *template.Template, lang Lang, why any) any {
	c, ok := why.(Coded)
	if err, failed := why.(error); failed && !ok {
		if ok = errors.As(err, &c); !ok {
			return err.Error()
		}
	}
	if !ok {
		return why
	}
	key, data := c.Coded()
	return template.HTML(render(set, lang, key, data))
}
