package rules

// when gives the time said in a segment; a day and an hour said apart are one time.
func (s segment) when() (when moment, said bool) {
	for i, p := range s.list() {
		switch {
		case p.kind != timePiece || s.refusesTime(i):
		case !said:
			when, said = p.when, true
		default:
			when, _ = when.with(p.when)
		}
	}
	return when, said
}

// refusesTime says that the time at piece i is named as one that does not suit: 明天不行, "not tomorrow".
func (s segment) refusesTime(i int) bool {
	list := s.list()
	behind := i+1 < len(list) && list[i+1].is(negation)
	before := i > 0 && list[i-1].is(negation) && (i == 1 || list[i-2].kind != timePiece)
	return behind || before
}

func (s segment) refusesSomeTime() bool {
	for i, p := range s.list() {
		if p.kind == timePiece && s.refusesTime(i) {
			return true
		}
	}
	return false
}

// whenText gives the time said in a segment as docs/CONTRACT.md has it, empty where none was.
func (s segment) whenText() string {
	if when, said := s.when(); said {
		return when.when(s.context.Now)
	}
	return ""
}
