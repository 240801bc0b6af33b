package meaning

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"oldhand/integrations/measure"
)

// parcelList reads the parcels of a message, one a line.
func (m *message) parcelList() (Reading, bool) {
	if !strings.Contains(m.text, "\n") || !m.names.ParcelList(m.text) {
		return Reading{}, false
	}
	return m.reading(ParcelList{Said(m.text)})
}

var (
	parcelNumber = regexp.MustCompile(`(?i)\bp(\d{5,12})\b`)
	notThere     = regexp.MustCompile(`(?i)\b(?:not|isn'?t|hasn'?t|haven'?t|never|still)\b.*\b(?:there|arrived|delivered|received|come|here|under\s*way|waiting)\b|\b(?:is\s+)?late\b|\bdelayed\b|(?:还)?没(?:有)?(?:到|收到|送到|签收)|未(?:到|收到|签收)|晚了|迟了|延误|超时`)
	thereNow     = regexp.MustCompile(`(?i)\b(?:delivered|arrived|received|got\s+it|there)\b|到货了?|到了|已到|签收了?|收到了?|送到了?`)
	parcelUndo   = regexp.MustCompile(`(?i)\b(?:undo|cancel|remove|delete)\b|取消|撤销|撤回|不寄了|不发了`)
	dayBefore    = regexp.MustCompile(`(?i)\bday\s+before\s+yesterday\b|前天`)
	yesterday    = regexp.MustCompile(`(?i)\byesterday\b|昨天`)
	// parcelFiller is what may stand round a report; anything else means that the words are about something else.
	parcelFiller = regexp.MustCompile(`(?i)\b(?:it|it's|its|they|is|was|were|has|have|been|the|my|parcel|parcels|just|already|now|today|yet|please|all|on|for)\b|包裹|快递|今天|刚刚?|已经|就|都|了|的|请|把|[\s.,!?。，！？~～#]`)
)

// bare is the text without what ends a sentence.
func (m *message) bare() string { return strings.Trim(m.text, " \t\n.!?。！？") }

// report reads words about one of the person's parcels: "P10001", "P10001 delivered" and, right after a parcel was shown
// or asked about, just "delivered" or 没到. A number may be a SKU's, and the words about something else: whether there is
// such a parcel is found out later.
func (m *message) report() (Reading, bool) {
	rest, number := cutParcel(m.bare())
	what, on, ok := m.reported(rest)
	replied := m.Reply != nil && m.Parcel == nil // to something else, which the words are about then
	if !ok || !number.Given() && (replied || what != Arrived && what != Late) {
		return Reading{}, false
	}
	r := m.asRead()
	r.Commands = []Command{Report{Number: number, What: what, On: on, Otherwise: r.Commands}}
	return r, true
}

// cutParcel takes a parcel's number out of words.
func cutParcel(words string) (rest string, number Slot[int64]) {
	match := parcelNumber.FindStringSubmatchIndex(words)
	if match == nil {
		return words, number
	}
	n, err := strconv.ParseInt(words[match[2]:match[3]], 10, 64)
	if err == nil {
		number = Said(n)
	}
	return words[:match[0]] + " " + words[match[1]:], number
}

// reported reads what words say of a parcel and of which day; ok is false where they are about something else.
func (m *message) reported(words string) (what Reported, on time.Time, ok bool) {
	on = m.Now
	for i, day := range []*regexp.Regexp{dayBefore, yesterday} {
		if day.MatchString(words) {
			on, words = m.Now.AddDate(0, 0, i-2), day.ReplaceAllString(words, " ")
		}
	}
	for _, r := range []struct {
		what  Reported
		words *regexp.Regexp
	}{{Late, notThere}, {Arrived, thereNow}, {TakenBack, parcelUndo}} {
		if r.words.MatchString(words) {
			what, words = r.what, r.words.ReplaceAllString(words, " ")
			break
		}
	}
	return what, on, parcelFiller.ReplaceAllString(words, "") == ""
}

// receiver reads an address with name and phone, where parcels are booked: it is for the parcel that it names, or for the
// one just recorded; one with a weight is for the parcel that is to be priced with it.
func (m *message) receiver() (Reading, bool) {
	if !m.Books {
		return Reading{}, false
	}
	rest, number := cutParcel(m.bare())
	to, ok := m.names.Receiver(rest)
	if !ok {
		return Reading{}, false
	}
	r := m.asRead()
	for i, c := range r.Commands {
		if q, ok := c.(Quote); ok {
			q.Receiver = Said(to)
			r.Commands[i] = q
		}
	}
	if last := m.Parcel; !number.Given() && last != nil && m.Now.Sub(last.At) <= Recently && !weighs(r.Commands) {
		number = Carried(last.Number)
	}
	if number.Given() {
		r.Commands = []Command{Keep{Number: number, Receiver: Said(to), Otherwise: r.Commands}}
	}
	return r, true
}

// weighs says that a parcel's weight was said.
func weighs(commands []Command) bool {
	for _, c := range commands {
		if q, ok := c.(Quote); ok && q.Weight.Said() {
			return true
		}
	}
	return false
}

var (
	// span is a number of days by themselves.
	span = regexp.MustCompile(`(?i)^(?:and |what about |only )?within (?:\d{1,2}|a|one|two|three|four|five) days?[\s.!?]*$`)
	// arrival is what words about when a parcel has to be there hold, and words about something else seldom.
	arrival = regexp.MustCompile(`(?i)\b(by|before|within|there|arriv\w*|deliver\w*|get\w*)\b|[到达前内]`)
	// bareNumber is a number without a unit.
	bareNumber = regexp.MustCompile(`^\d{1,3}(?:[.,]\d{1,3})?$`)
	// superlative is what words that compare couriers hold.
	superlative = regexp.MustCompile(`(?i)\b(?:cheapest|fastest|quickest)\b|最便宜|最快`)
)

// deadline reads "within 3 days" said of the parcel just priced, which alone could be when an order is fetched.
func (m *message) deadline() (Reading, bool) {
	if q := m.Quote; q == nil || !q.placed() || q.Weight == 0 || len(m.Draft) > 0 || !span.MatchString(m.text) {
		return Reading{}, false
	}
	by := m.read().LatestDay()
	if by == "" {
		return Reading{}, false
	}
	return m.reading(Quote{By: Said(by)})
}

// completed is a quote with what the conversation adds: the latest day of arrival of a parcel that was not named again. An
// address that was pasted is a parcel of its own as soon as its weight is known, be it that of the one before.
func (m *message) completed(q Quote) Quote {
	if m.Quote != nil && !q.By.Given() && (!q.To.Said() || q.To.Value == m.Quote.To) {
		q.By = saidIf(m.read().LatestDay())
	}
	q.Another = m.read().Pasted && q.Weight.Given()
	return q
}

// completesQuote reads a place or a weight alone while a parcel lacks one, the day by which one has to be there, and who is
// cheapest to somewhere.
func (m *message) completesQuote() (q Quote, ok bool) {
	to, place := m.names.FindPlace(m.text)
	if place && superlative.MatchString(m.text) {
		return Quote{To: Said(to), By: saidIf(m.read().LatestDay())}, true
	}
	if m.Quote == nil {
		return q, false
	}
	if m.Quote.Weight == 0 {
		if g, err := measure.ParseWeight(kilograms(m.text)); err == nil && g > 0 {
			return Quote{Weight: Said(g)}, true
		}
	}
	switch {
	case !m.Quote.placed():
		return Quote{To: saidIf(m.text)}, place
	case arrival.MatchString(m.text):
		by := m.read().LatestDay()
		return Quote{By: saidIf(by)}, by != ""
	}
	return q, false
}

// kilograms takes a number alone for kilograms, where a weight was asked for; the card says what was understood.
func kilograms(text string) string {
	if bareNumber.MatchString(text) {
		return text + "kg"
	}
	return text
}

// Purpose is what a file of orders is sent for.
type Purpose string

// What a file of orders can be sent for.
const (
	Unsaid  Purpose = ""
	ToFetch Purpose = "fetch" // the goods in it are to be ordered
	ToSend  Purpose = "send"  // its parcels are to be priced
)

var (
	fetching = regexp.MustCompile(`(?i)[拿取提进备补订要]货|拿的|要拿|采购|配货|卖|\b(?:fetch|pick ?up|collect|restock|reorder|sold|sales|buy|goods|items|stock)\b`)
	sending  = regexp.MustCompile(`(?i)打单|面单|发货|[发寄]快递|要[发寄]|快递|包裹|[运邮]费|报价|\b(?:ship|shipping|send|courier|couriers|parcel|parcels|postage|quote|quotes|price|prices|label|labels|deliver|delivery)\b`)
)

// PurposeOf is what the words beside a file send it for; where they speak of both, or of neither, it is to be asked.
func PurposeOf(caption string) Purpose {
	switch fetch, send := fetching.MatchString(caption), sending.MatchString(caption); {
	case fetch && !send:
		return ToFetch
	case send && !fetch:
		return ToSend
	}
	return Unsaid
}
