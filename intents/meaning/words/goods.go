package words

import (
	"oldhand/integrations/measure"
)

// Colours are what people call colours, with their names in English. The words of one name are one colour; of each
// language the first is the one that names of goods have. 浅 and 深 are colours too, and have no name.
var Colours = read("colours", asWritten)

// Sizes are the sizes that goods come in, in the manner of Colours.
var Sizes = read("sizes", asWritten)

// Money is what amounts are counted in, with what one of it is worth.
var Money = read("money", oneOf(map[string]measure.Fen{"yuan": Yuan, "mao": Mao, "fen": Fen}))

// What one of each is worth.
const (
	Fen  measure.Fen = 1
	Mao              = 10 * Fen
	Yuan             = 10 * Mao
)

// Currencies stand before an amount of yuan.
var Currencies = read("currencies", nothing)

// Parcels are what parcels are counted in.
var Parcels = read("parcels", nothing)
