package table

import (
	"errors"
	"fmt"
)

// Words are a sentence to whoever brings a file, in both languages: why a row is rejected, or what became of the file. As
// an error they read English.
type Words struct{ EN, ZH string }

// Both fills in a sentence. What is filled in may be Words, or an error that holds some: each language gets its own.
func Both(en, zh string, args ...any) Words {
	return Words{EN: fmt.Sprintf(en, inLanguage(args, "en")...), ZH: fmt.Sprintf(zh, inLanguage(args, "zh")...)}
}

func inLanguage(args []any, lang string) []any {
	said := make([]any, len(args))
	for i, arg := range args {
		said[i] = arg
		if err, ok := arg.(error); ok {
			said[i] = wordsOf(err).In(lang)
		}
	}
	return said
}

// In gives the sentence in a language, "en" or "zh".
func (w Words) In(lang string) string {
	if lang == "zh" {
		return w.ZH
	}
	return w.EN
}

// Error gives the sentence in English.
func (w Words) Error() string { return w.EN }

// wordsOf are an error's own words; one from elsewhere reads the same in both languages.
func wordsOf(err error) Words {
	if w, ok := errors.AsType[Words](err); ok {
		return w
	}
	return Words{EN: err.Error(), ZH: err.Error()}
}
