package rules

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"oldhand/intents/meaning/words"
)

// Reminding is a reminder as words ask for it.
type Reminding struct {
	Text      string // of what, in the words used; "": of the pickups
	When      string // once: 2006-01-02, or RFC 3339 where an hour was named
	WhenAsked string // why the time said must be asked for
	Dated     bool   // a day was named, and not an hour alone
	Time      string // 15:04, of one that comes on Days
	Days      string // of every week, 1 (Monday) to 7
	Off       bool   // not on these days, or not on the day of When
	Rest      string // what else was said
	// Plain: nothing else was said, and a reminder is what was asked for in so many words.
	Plain bool
}

var (
	// remindAsked are words that ask for a reminder.
	remindAsked = regexp.MustCompile(`(?i)\b(?:(?:remind|ping|poke|nudge|buzz|wake)\s+me|(?:set|make|add)\s+(?:me\s+)?a\s+reminder(?:\s+for\s+me)?|give\s+me\s+a\s+(?:poke|nudge|shout|ring|reminder))\b|` +
		`(?:提醒|喊|叫)(?:一下|一声)?我(?:一下|一声)?|给我提个醒|提醒`)
	// plainlyAsked are those that ask for nothing else.
	plainlyAsked = regexp.MustCompile(`(?i)\bremind\s+me\b|\ba\s+reminder\b|提醒(?:一下)?我|提醒一下|给我提个醒`)
	// everyDay and its like say on which days of every week.
	everyDay = regexp.MustCompile(`(?i)每天|每日|天天|每(早|晚)|\bevery\s?day\b|\bdaily\b|\beach day\b|\bevery (morning|evening|night|afternoon)\b`)
	workDays = regexp.MustCompile(`(?i)(?:每个?)?(?:工作日|平日)|\b(?:on |every |each )?(?:week ?days?|work(?:ing)? ?days?|business days?)\b`)
	freeDays = regexp.MustCompile(`(?i)(?:每个?)?(?:周末|双休日)|\b(?:on |every |each |at )?(?:the )?week-?ends\b|\bevery week-?end\b`)
	daysInZh = regexp.MustCompile(`(每个?|逢)?(?:周|星期|礼拜|週|禮拜)([一二三四五六日天1-6]+(?:\s*(?:[、,，和跟及到至~\-—])\s*(?:周|星期|礼拜|週|禮拜)?[一二三四五六日天1-6]|(?:周|星期|礼拜|週|禮拜)[一二三四五六日天])*)`)
	daysInEn = regexp.MustCompile(`(?i)\b(every |each |on |from )*` + dayInEn + `(?:\s*(?:,|and|&|to|-|–|through|till|until)(?:\s+(?:every|on))?\s*` + dayInEn + `)*\b`)
	oneDayEn = regexp.MustCompile(`(?i)` + dayInEn)
	ranging  = regexp.MustCompile(`(?i)[到至~\-—–]|\b(?:to|through|till|until)\b`)
	// skipped are words by which a reminder is not wanted: what refuses it stands before it, or is said last.
	skipped   = regexp.MustCompile(`(?i)\b(?:no|not|never|don'?t|skip|without|leave out|stop)\b[^,.;]{0,24}\bremind|\bremind\w*\b[^,.;]{0,12}\bskip|(?:不用|不要|不必|别|別|跳过|免了|不需要|取消)[^，。,]{0,6}提醒|提醒[^，。,]{0,6}(?:不用|不要|不必|免了|取消|跳过)了?[吧啦]?[。！]?$`)
	fromThen  = regexp.MustCompile(`(?i)[天日号周]起|起不|开始|以后|\b(?:from|onwards?|any ?more|after)\b`)
	ofDay     = regexp.MustCompile(`(?i)\b(today|tomorrow|tonight|mon|tues|wednes|thurs|fri|satur|sun)(day)?['’]s\b`)
	reminders = regexp.MustCompile(`(?i)\bremind|提醒`)
	// pickups are words of a reminder that is of the pickups.
	pickups = regexp.MustCompile(`(?i)^(?:again|once more|later|only|just|too|as well|再次?|我?(?:去|来)?(?:拿|取|提|收)(?:货|单|件)?|(?:my |the )?pick-?\s?ups?|(?:to )?(?:pick|fetch|collect|get)(?: up)?(?: (?:my|the))?(?: (?:goods|orders?|stuff|things|pick-?ups?))?)$`)
	// reminderFrame stands around what a reminder is asked for and says nothing of it.
	reminderFrame = regexp.MustCompile(`(?i)^(?:hi|hello|hey|ok(?:ay)?|thanks|thank you|and|also|then|please|pls|can you|could you|would you|will you|i (?:want|need)(?: you)? to|you|to|` +
		`你好|谢谢|好的?|那|请|麻烦你?|帮我|帮忙|能不能|能|可以|可不可以|再|你|到时候?|的时候|只有|只在|只|仅|记得|要|设个?|定个?|加个?|一个|个|给我|吗|吧|啊|呀|哦|哈|了|一下|[\s\pP])+`)
	// asksWhen are words of a question about reminders, which asks for none.
	asksWhen = regexp.MustCompile(`(?i)几点|什么时候|啥时候|什么时间|何时|哪天|为什么|为啥|怎么|有没有|是不是|\b(?:what|when|why|how|which|did|do|does|was|were|are|have|has)\b`)
	asksIf   = regexp.MustCompile(`[吗么没][?？。！]*$|^(?:了|过)|几点|[啥什]么?时候|哪几家|来着|怎么|^(?:what|who|how|which|where|why)\b`)
	// awaited are goods that somebody waits for, which is no reminder.
	awaited      = regexp.MustCompile(`(?i)到货|有货|来货|补货|降价|便宜|打折|^(?:when|if|once|as soon as)\b|\b(?:back in|in stock|is back|are back|restocked|cheaper)\b`)
	reminderLead = regexp.MustCompile(`(?i)^(?:(?:to|about|that|of|for|and)\b|要|记得|一下|一声|[\s\pP])+`)
	reminderTail = regexp.MustCompile(`(?i)(?:\b(?:please|pls|thanks|thank you|at|on|in)|谢谢|好吗|吧|哦|哈|啊|呀|[\s，。！？、,.!?~～：:;；])+$`)
)

const dayInEn = `(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:days?)?`

// Reminding reads what a reminder is asked for; ok is false where words ask for none, or say something else about it.
func (p *Parser) Reminding(text string, c Context) (r Reminding, ok bool) {
	text = ofDay.ReplaceAllStringFunc(text, func(w string) string { // tomorrow's: in as many bytes
		return strings.TrimRight(w, "s'’") + strings.Repeat(" ", len(w)-len(strings.TrimRight(w, "s'’")))
	})
	days, rest := daysOfWeek(text)
	w := reminding{parser: p, context: c, text: rest}
	w.find()
	switch {
	case w.before:
		return r, false
	case skipped.MatchString(text):
		return w.off(text, days)
	case w.to == 0:
		return r, false
	}
	return w.read(text, days)
}

// daysOfWeek finds on which days of every week something is to be, and gives the text with blanks in their place.
func daysOfWeek(text string) (days, rest string) {
	cut := func(at []int, keep string) string {
		return text[:at[0]] + keep + strings.Repeat(" ", at[1]-at[0]-len(keep)) + text[at[1]:]
	}
	if days, at := daysNamed(text); days != "" {
		return days, cut(at, "")
	}
	if at := workDays.FindStringIndex(text); at != nil {
		return "12345", cut(at, "")
	}
	if at := freeDays.FindStringIndex(text); at != nil {
		return "67", cut(at, "")
	}
	if at := everyDay.FindStringSubmatchIndex(text); at != nil {
		keep := ""
		for _, part := range [][2]int{{at[2], at[3]}, {at[4], at[5]}} {
			if part[0] >= 0 {
				keep = text[part[0]:part[1]] // 每早 is still 早, and "every evening" the evening
			}
		}
		return "1234567", cut(at, keep)
	}
	return "", text
}

// daysNamed are the days of the week that are named as coming back: 周一到周五, 每周三, "every Friday", "on Mondays".
func daysNamed(text string) (days string, at []int) {
	for _, at := range daysInZh.FindAllStringSubmatchIndex(text, -1) {
		names, end := text[at[4]:at[5]], at[1]
		list := dayNumbersZh(names)
		if next, _ := utf8.DecodeRuneInString(text[end:]); strings.ContainsRune("点點时時", next) && len(list) > 1 && strings.HasSuffix(names, list[len(list)-1]) {
			end -= len(list[len(list)-1]) // 每周三四点 is at four
			list = list[:len(list)-1]
			names = text[at[4]:end]
		}
		next, _ := utf8.DecodeRuneInString(text[end:])
		glued := len(list) > 2 || len(list) == 2 && strings.ContainsRune("提叫喊都", next) // 周一三五, 周二四都
		if at[2] >= 0 || glued || len(list) > 1 && strings.IndexFunc(names, func(r rune) bool { return strings.ContainsRune("、,，和跟及到至~-—周星礼週禮", r) }) > 0 {
			return spread(list, names), []int{at[0], end}
		}
	}
	for _, at := range daysInEn.FindAllStringIndex(text, -1) {
		said := strings.ToLower(text[at[0]:at[1]])
		list := oneDayEn.FindAllString(said, -1)
		again := strings.HasPrefix(said, "every") || strings.HasPrefix(said, "each") || strings.HasSuffix(said, "days") || len(list) > 1
		if again {
			return spread(list, said), at
		}
	}
	return "", nil
}

// dayNumbersZh are the characters that name days.
func dayNumbersZh(names string) (list []string) {
	for _, r := range names {
		if strings.ContainsRune("一二三四五六日天123456", r) {
			list = append(list, string(r))
		}
	}
	return list
}

// spread gives the numbers of days that were named, and of those between where a range was.
func spread(list []string, said string) string {
	var on [8]bool
	last := 0
	for i, name := range list {
		n := dayNumber(name)
		if i > 0 && ranging.MatchString(said) && len(list) == 2 {
			for d := last; d != n; d = d%7 + 1 {
				on[d] = true
			}
		}
		on[n], last = true, n
	}
	var days strings.Builder
	for n := 1; n <= 7; n++ {
		if on[n] {
			days.WriteByte('0' + byte(n))
		}
	}
	return days.String()
}

// dayNumber is the number of a day of the week, 1 for Monday.
func dayNumber(name string) int {
	if i := strings.Index("一二三四五六日", name); len(name) == 3 && i >= 0 {
		return i/3 + 1
	}
	if name == "天" {
		return 7
	}
	if len(name) == 1 {
		return int(name[0] - '0')
	}
	day, _ := words.Weekdays.Of(map[string]string{"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday"}[strings.ToLower(name[:3])])
	return (int(day)+6)%7 + 1
}

// reminding is a message that asks for a reminder, at work.
type reminding struct {
	parser   *Parser
	context  Context
	text     string
	from, to int // the words that ask; to is 0 where there are none
	times    []namedTime
	before   bool // it is to come so long before something
}

// namedTime is a time that is named, with what it means.
type namedTime struct {
	Piece
	moment
}

// find finds the words that ask and the times.
func (w *reminding) find() {
	if at := remindAsked.FindStringIndex(w.text); at != nil {
		w.from, w.to = at[0], at[1]
	}
	m := read(w.parser.lexicon, w.text, w.context)
	at := bytesOf(w.text)
	for _, x := range m.pieces {
		if x.kind != timePiece {
			continue
		}
		behind := m.token(x.to).s
		w.before = w.before || x.when.before || behind == "before" || behind == "前" || behind == "之" && m.token(x.to+1).s == "前"
		w.times = append(w.times, namedTime{Piece{TimePiece, at[m.tokens[x.from].from], at[m.tokens[x.to-1].to]}, x.when})
	}
}

// off reads that no reminder is wanted on a day, or on days of every week.
func (w *reminding) off(text, days string) (Reminding, bool) {
	switch {
	case !reminders.MatchString(text) || fromThen.MatchString(text):
		return Reminding{}, false
	case days != "" && days != "1234567" && len(w.times) == 0:
		return Reminding{Days: days, Off: true, Plain: true}, true
	case days != "" || len(w.times) != 1:
		return Reminding{}, false
	}
	when := w.parser.Pickup(w.text[w.times[0].From:w.times[0].To], w.context)
	if len(when.When) != len(time.DateOnly) || when.WhenAsked != "" {
		return Reminding{}, false
	}
	return Reminding{When: when.When, Off: true, Plain: true}, true
}

// read reads when the reminder is to come, and of what.
func (w *reminding) read(text, days string) (Reminding, bool) {
	said, around := w.split()
	slots := Slots{}
	if said != "" {
		slots = w.parser.Pickup(said, w.context)
	}
	about, rest := w.about(text, around)
	if asksWhen.MatchString(w.text[:w.from]) || asksIf.MatchString(about) || about != "" && asksWhen.ReplaceAllString(about, "") == "" {
		return Reminding{}, false
	}
	if pickups.MatchString(about) || utf8.RuneCountInString(about) == 1 {
		about = ""
	}
	r := Reminding{Text: about, Rest: rest, Plain: plainlyAsked.MatchString(text) && rest == "" && !awaited.MatchString(about)}
	var at moment
	for i, p := range around {
		if i == 0 {
			at = p.moment
			continue
		}
		at, _ = at.with(p.moment)
	}
	hour := ""
	if at.hasClock || at.part != words.AnyPart {
		hour = at.dailyClock()
	}
	if days == "" || at.badClock {
		r.When, r.WhenAsked = slots.When, slots.WhenAsked
		if len(r.When) == len(time.DateOnly) && hour != "" && !at.hasClock { // tomorrow evening
			day := at.date(w.context.Now)
			part, _ := time.Parse(clockLayout, hour)
			r.When = time.Date(day.Year(), day.Month(), day.Day(), part.Hour(), part.Minute(), 0, 0, w.context.Now.Location()).Format(time.RFC3339)
		}
		r.Dated = slots.When != "" && slots.WhenOnly != OnlyHour && slots.WhenOnly != OnlyNight
		return r, r.Text != "" || !at.badClock
	}
	r.Days, r.Time = days, hour
	return r, true
}

// split gives the words that say when, and which times they are; the others belong to what the reminder is of.
func (w *reminding) split() (when string, taken []namedTime) {
	behind := w.to
	for _, p := range w.times {
		switch {
		case p.To <= w.from, p.From >= behind && blank(w.text[behind:p.From]):
			taken, behind = append(taken, p), max(p.To, behind)
		}
	}
	if strings.HasPrefix(w.text[behind:], "的") && len(taken) > 0 && taken[len(taken)-1].From >= w.to {
		taken = taken[:len(taken)-1] // of the three o'clock meeting
	}
	end := len(reminderTail.ReplaceAllString(w.text, ""))
	if !w.clocked(taken) {
		var last []namedTime
		for i := len(w.times) - 1; i >= 0 && w.times[i].From >= behind && blank(w.text[min(w.times[i].To, end):end]); i-- {
			last, end = append([]namedTime{w.times[i]}, last...), w.times[i].From
		}
		if len(taken) == 0 || len(last) == 1 && w.onlyHour(last[0]) {
			taken = append(taken, last...)
		}
	}
	said := make([]string, len(taken))
	for i, p := range taken {
		said[i] = w.text[p.From:p.To]
	}
	return strings.Join(said, " "), taken
}

// clocked says that one of some times has an hour, or is counted from now.
func (w *reminding) clocked(times []namedTime) bool {
	for _, p := range times {
		if slots := w.parser.Pickup(w.text[p.From:p.To], w.context); len(slots.When) > len(time.DateOnly) {
			return true
		}
	}
	return false
}

func (w *reminding) onlyHour(p namedTime) bool {
	slots := w.parser.Pickup(w.text[p.From:p.To], w.context)
	return slots.WhenOnly == OnlyHour || slots.WhenOnly == OnlyNight
}

// blank says that nothing stands between two times but what joins them.
func blank(s string) bool {
	return strings.Trim(strings.NewReplacer("at", "", "on", "", "by", "", "for", "", "一下", "").Replace(s), " ,，、@") == ""
}

// about is what the reminder is of: the words behind those that ask, without the times of around; rest is what else was said.
func (w *reminding) about(text string, around []namedTime) (about, rest string) {
	said := []byte(text)
	days, _ := daysOfWeek(text)
	if days != "" {
		said = []byte(w.text)
	}
	for _, p := range around {
		for i := p.From; i < p.To; i++ {
			said[i] = ' '
		}
	}
	front := reminderFrame.ReplaceAllString(reminderTail.ReplaceAllString(string(said[:w.from]), ""), "")
	about = reminderLead.ReplaceAllString(reminderTail.ReplaceAllString(string(said[w.to:]), ""), "")
	if end := strings.IndexAny(about, "，,。；;！!？?"); end > 0 {
		about, rest = strings.TrimSpace(about[:end]), strings.TrimSpace(about[end:])
	}
	switch {
	case about == "" && front != "":
		front = strings.TrimRight(front, "，,：: ")
		if about = strings.TrimSuffix(front, "的事"); about == front {
			rest = front // it may be something else that is wanted besides
		}
	case front != "":
		rest += front
	}
	return strings.Join(strings.Fields(about), " "), rest
}

// Clock reads an hour of every day: 8, "4pm", 下午四点半.
func (p *Parser) Clock(words string, c Context) (clock string, ok bool) {
	m := read(p.lexicon, words, c)
	hours := m.segment(0, len(m.pieces)).hours()
	if len(hours) != 1 {
		return "", false
	}
	return hours[0], true
}

// WeekDays reads days of every week, 1 for Monday to 7; "" where words name none.
func WeekDays(words string) string {
	days, _ := daysOfWeek(words)
	return days
}
