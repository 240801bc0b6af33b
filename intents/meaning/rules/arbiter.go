package rules

// skill is one way to read a segment: how well it fits, and what commands it gives.
type skill struct {
	score func(segment) float64
	build func(segment) []Command
}

// skills are the readings that compete for a segment; of equal scores the earlier wins.
var skills = append([]skill{
	{swapScore, buildSwap},
	{changeScore, buildChange},
	{keepScore, buildKeep},
	{removeScore, buildRemove},
	{stockScore, buildStock},
	{priceScore, buildPrice},
	{showScore, buildShow},
	{startScore, build(Order)},
	{totalScore, build(Order)},
	{moreScore, buildOrder},
	{orderScore, buildOrder},
	{quoteScore, buildQuote},
	{shipScore, buildShip},
	{snoozeScore, buildSnooze},
	{remindScore, buildRemind},
	{findScore, buildFind},
	{askScore, buildAsk},
	{languageScore, buildLanguage},
	{worldScore, build(Unknown)},
}, said()...)

func said() []skill {
	list := make([]skill, len(sayings))
	for i, s := range sayings {
		list[i] = skill{saidScore(s), s.build}
	}
	return list
}

const (
	unknownScore = 0.28 // what fits worse than this is not understood
	splitCost    = 5.0  // tenths of a word that another command must be worth
	maxSpan      = 10   // borders that one command may cross
)

// choice is the best reading of a segment.
type choice struct {
	segment
	skill int // -1: not understood
	score float64
}

// worth is what a reading brings for each word; one that was not understood hardly anything.
func (c choice) worth() float64 {
	if c.skill < 0 {
		return 0.05
	}
	return c.score
}

// judge lets all skills compete for a segment.
func judge(s segment) choice {
	best := choice{s, -1, unknownScore}
	for i := range skills {
		if score := skills[i].score(s); score > best.score {
			best.skill, best.score = i, score
		}
	}
	best.score = min(best.score, 1)
	return best
}

// choose cuts the message at its borders so that the readings of the segments fit best together.
func (m *message) choose() []choice {
	var chosen []choice
	for from := 0; from < len(m.pieces); {
		to := from
		for to < len(m.pieces) && (m.pieces[to].kind != stopPiece) {
			to++
		}
		to = min(to+1, len(m.pieces))
		chosen = append(chosen, m.cut(m.borders(from, to))...)
		from = to
	}
	return chosen
}

// borders gives where commands may begin between two pieces, both ends included.
func (m *message) borders(from, to int) []int {
	list := []int{from}
	whole := m.segment(from, to)
	corrects := whole.has(removeVerb | changeVerb | cancelled)
	for i := from + 1; i < to; i++ {
		if m.border(from, i) || corrects && m.afterCorrection(i) || (whole.has(stockWord) || whole.distributes()) && m.restated(i) {
			list = append(list, i)
		}
	}
	return append(list, to)
}

// afterCorrection says that goods, the order to place it all, or the reason why not, follow at piece i upon a correction.
func (m *message) afterCorrection(i int) bool {
	p, before := m.pieces[i], m.pieces[i-1]
	if p.is(hold) {
		for i > 1 && m.pieces[i-1].is(filler) {
			i--
		}
		return m.pieces[i-1].is(cancelled)
	}
	return before.kind == numberPiece && p.goods() || p.is(confirmed) && !before.is(negation|hold|removeVerb|cancelled|changeVerb)
}

// restated says that at piece i another thing is told of the goods: after their stock the price, or the other way.
func (m *message) restated(i int) bool {
	p, before := m.pieces[i], m.pieces[i-1]
	amount := before.kind == numberPiece || before.kind == moneyPiece
	return amount && (p.is(stockWord|priceWord) || before.kind == numberPiece && (p.kind == moneyPiece || p.is(setVerb)))
}

// border says that a command may begin at piece i of the sentence that begins at piece from.
func (m *message) border(from, i int) bool {
	p, before := m.pieces[i], m.pieces[i-1]
	switch {
	case before.kind == commaPiece, p.is(linking), p.is(conjoin) && p.kind == cuePiece:
		return true
	case p.is(onset) && !before.is(onset|negation|filler):
		return true
	case p.kind == timePiece && p.when.daily && !before.is(remindVerb|on|off|toward):
		return true
	}
	return before.is(greeting|yes|thanking|talk) && !p.is(mark) && m.opens(from, i-1)
}

func (p piece) goods() bool { return p.kind == skuPiece || p.kind == wordPiece }

// opens says that piece i begins what stands between two commas, as an answer or a greeting does.
func (m *message) opens(from, i int) bool {
	for i > from && m.pieces[i-1].is(filler|greeting|yes|thanking|talk) {
		i--
	}
	return i == from || m.pieces[i-1].kind == commaPiece
}

// cut finds, by dynamic programming over the borders, the segments whose readings are worth most.
func (m *message) cut(borders []int) []choice {
	n := len(borders) - 1
	worth := make([]float64, n+1)
	best := make([]choice, n+1)
	start := make([]int, n+1)
	for j := 1; j <= n; j++ {
		worth[j] = -1e9
		for i := max(0, j-maxSpan); i < j; i++ {
			c := judge(m.segment(borders[i], borders[j]))
			w := worth[i]
			if c.bulk > 0 {
				w += c.worth()*float64(c.bulk) - splitCost
			}
			if w > worth[j] {
				worth[j], best[j], start[j] = w, c, i
			}
		}
	}
	var reversed []choice
	for j := n; j > 0; j = start[j] {
		if best[j].bulk > 0 {
			reversed = append(reversed, best[j])
		}
	}
	chosen := make([]choice, 0, len(reversed))
	for i := len(reversed) - 1; i >= 0; i-- {
		chosen = append(chosen, reversed[i])
	}
	return chosen
}
