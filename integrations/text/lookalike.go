package text

// lookalikes are letters of other alphabets that look like Latin ones, which nobody means who writes Chinese or English. Of the
// small Greek letters μ, ν and η stay, which mean something else or look like nothing.
var lookalikes = matched(
	"АВЕКМНОРСТУХІЈЅԚԜҮҺаеорсухіјѕԛԝүһӏЁё", "abekmhopctyxijsqwyhaeopcyxijsqwyhlee",
	"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαειοκρτυχϲϳ", "abezhikmnoptyxaeiokptyxcj",
	"ⅼꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓥꓦꓧꓪꓫꓬꓮꓰꓲꓳ", "lbpdtgkjczfmnlsravhwxyaeio",
)

// matched maps characters to those at the same places of another text, text by text.
func matched(texts ...string) map[rune]rune {
	all := map[rune]rune{}
	for i := 0; i < len(texts); i += 2 {
		to := []rune(texts[i+1])
		for n, from := range []rune(texts[i]) {
			all[from] = to[n]
		}
	}
	return all
}

// firstLookalike is the first of them, so that most characters need not be looked for.
const firstLookalike = '\u0370'
