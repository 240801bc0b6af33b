package understand

import "unicode"

// language guesses whether a message is English ("en") or Chinese ("zh"); SKUs and numbers do not count, and where
// nothing else is said the person's own language holds.
func (m *message) language() string {
	latinWords, hanHalves := 0, 0
	for _, t := range m.tokens {
		switch t.kind {
		case wordToken:
			if len(t.s) > 1 && !unitNamed(t.s) && !gluedLetters[t.s] || t.s == "i" || t.s == "a" {
				latinWords += 2
			}
		case hanToken:
			hanHalves++
		}
	}
	switch {
	case latinWords == 0 && hanHalves == 0:
		return m.usualLanguage()
	case hanHalves >= latinWords:
		return "zh"
	}
	return "en"
}

func (m *message) usualLanguage() string {
	if m.context.Language == "zh" {
		return "zh"
	}
	for _, t := range m.tokens { // Chinese marks alone
		if t.kind == markToken && unicode.Is(unicode.Han, m.written[t.from]) {
			return "zh"
		}
	}
	return "en"
}
