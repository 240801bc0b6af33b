package views

import (
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
)

// UnitIn names a unit of the catalogue in a language.
func UnitIn(lang phrases.Lang, unit string) string { return measure.UnitIn(string(lang), unit) }
