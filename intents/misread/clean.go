package misread

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/address"
	"oldhand/integrations/text"
	"oldhand/intents/meaning"
)

// longest is the longest message that is kept, in characters.
const longest = 500

// Of gives a message as it may be kept. It is false for one that names or reaches somebody, or says where they live, that is
// longer than a message to learn from, or that comes from nobody of the village. Numbers of orders and parcels are others of the
// same length.
func Of(words string, c meaning.Context, r meaning.Reading) (Message, bool) {
	words = strings.TrimSpace(words)
	understood, err := meaning.JSON(r.Commands)
	switch {
	case err != nil, words == "", c.Role == "", utf8.RuneCountInString(words) > longest, meaning.HasMarks(words), r.Pasted, r.Linked:
		return Message{}, false
	case address.Personal(words), names(r.Acts), carries(r.Commands, understood):
		return Message{}, false
	}
	numbers := append(numbersOf(words, r.Acts), slotNumbers(understood)...)
	return Message{
		Marked: meaning.Marked(masked(words, numbers), r.Acts), Lang: language(words, c.Language), Screen: masked(screen(c.Focus), numbers), Who: c.Who(),
		Understood: json.RawMessage(masked(string(understood), numbers)), At: c.Now,
	}, true
}

// names says that the reader found somebody in a message.
func names(acts []meaning.Act) bool {
	return slices.ContainsFunc(acts, func(a meaning.Act) bool {
		return slices.ContainsFunc(a.Roles, func(r meaning.Role) bool {
			return slices.Contains([]string{"address", "contact", "phone", "person"}, r.Name)
		})
	})
}

// carries says that commands hold whom a parcel goes to or whose account is meant, be it in words that were said before.
func carries(commands []meaning.Command, understood json.RawMessage) bool {
	var all []struct {
		Slots struct {
			To string `json:"to"`
		} `json:"slots"`
	}
	if json.Unmarshal(understood, &all) != nil {
		return true
	}
	for i, c := range commands {
		switch c := c.(type) {
		case meaning.Keep, meaning.ParcelList, meaning.Answer, meaning.Payment:
			return true
		case meaning.Statement:
			if c.Person.Given() {
				return true
			}
		}
		if to := all[i].Slots.To; to != "" && address.Personal(to) {
			return true
		}
	}
	return false
}

// screen is what was shown, without the parts that name or reach somebody.
func screen(f meaning.Focus) string {
	f.Said = begin(f.Said)
	if f.Reply != nil {
		reply := *f.Reply
		reply.Said = begin(reply.Said)
		f.Reply = &reply
	}
	parts := slices.DeleteFunc(strings.Split(f.Screen(), parted), address.Personal)
	return strings.Join(parts, parted)
}

// begin is how something said begins. It ends well before what is known of it does, because a number by which a name would be
// known for one may be cut off there.
func begin(said string) string {
	if address.Personal(said) {
		return ""
	}
	const most = 60
	if runes := []rune(said); len(runes) > most {
		return string(runes[:most])
	}
	return said
}

// parted stands between the parts of a screen.
const parted = "; "

// numbered is what is said of an order's or a parcel's number, with the number; in the commands it is a slot.
var (
	numbered = regexp.MustCompile(`(?i)#\s*\d{3,}|\bp\d{5,}|(?:订单|包裹|单号|运单|\b(?:order|parcel)s?)\s*(?:no\.?|number|号)?\s*[:：#]?\s*\d{3,}|\d{3,}\s*号\s*单`)
	slotted  = regexp.MustCompile(`"number":(\d+)`)
	figures  = regexp.MustCompile(`\d+`)
)

// numbersOf are the numbers of orders and parcels in a message.
func numbersOf(words string, acts []meaning.Act) (all []string) {
	for _, said := range numbered.FindAllString(words, -1) {
		all = append(all, figures.FindString(said))
	}
	for _, a := range acts {
		for _, r := range a.Roles {
			if r.Name == "order_no" || r.Name == "parcel_no" {
				all = append(all, figures.FindAllString(words[r.From:r.To], -1)...)
			}
		}
	}
	return all
}

// slotNumbers are those of orders and parcels in commands.
func slotNumbers(understood json.RawMessage) (all []string) {
	for _, slot := range slotted.FindAllSubmatch(understood, -1) {
		all = append(all, string(slot[1]))
	}
	return all
}

// masked gives a text with these numbers, and those that stand there as an order's or a parcel's, as others of the same length.
func masked(s string, numbers []string) string {
	other := func(number string) string {
		figures := []byte(number)
		for i := range figures {
			figures[i] = '1' + byte(i%9)
		}
		return string(figures)
	}
	s = numbered.ReplaceAllStringFunc(s, func(said string) string { return figures.ReplaceAllStringFunc(said, other) })
	return figures.ReplaceAllStringFunc(s, func(number string) string {
		if slices.Contains(numbers, number) {
			return other(number)
		}
		return number
	})
}

// foreign are words of English in a Chinese message, which sizes and numbers of items are not.
var foreign = regexp.MustCompile(`(?i)\b[a-z]{3,}\b`)

// language is zh, en, or mix; of words that show none it is the one spoken.
func language(words, spoken string) string {
	switch {
	case text.Language(words) == "" && spoken != "":
		return spoken
	case !text.HasHan(words):
		return "en"
	case foreign.MatchString(text.Fold(words)):
		return "mix"
	}
	return "zh"
}

// without gives a message that names none of the people, whose names these are. It is false where its words do.
func (m Message) without(people []string) (Message, bool) {
	named := naming(people)
	if named(m.Marked) || named(string(m.Understood)) {
		return Message{}, false
	}
	m.Screen = strings.Join(slices.DeleteFunc(strings.Split(m.Screen, parted), named), parted)
	return m, true
}

// naming says of a text that it names one of the people: in the Chinese or in the Latin letters of a name, of which one alone
// names nobody.
func naming(people []string) func(string) bool {
	var patterns []string
	for _, person := range people {
		var latin []string
		for script, run := range text.Runs(text.Fold(person)) {
			switch {
			case script == text.Letters:
				latin = append(latin, regexp.QuoteMeta(run))
			case script == text.Ideographs && utf8.RuneCountInString(run) > 1:
				patterns = append(patterns, run)
			}
		}
		if name := strings.Join(latin, `\s+`); len(name) > 1 {
			patterns = append(patterns, `\b`+name+`\b`)
		}
	}
	if len(patterns) == 0 {
		return func(string) bool { return false }
	}
	named := regexp.MustCompile(strings.Join(patterns, "|"))
	return func(s string) bool { return named.MatchString(text.Fold(s)) }
}

// alike is how many of the terms of two messages are shared at least when one says the other again.
const alike = 0.9

// Repeats says that a message is in nearly the words of another, with the same numbers.
func (m Message) Repeats(other Message) bool {
	words, _, err := meaning.Unmarked(m.Marked)
	before, _, err2 := meaning.Unmarked(other.Marked)
	if err != nil || err2 != nil || !slices.Equal(figures.FindAllString(words, -1), figures.FindAllString(before, -1)) {
		return false
	}
	a, b := text.Content(words), text.Content(before)
	shared := 0
	for _, term := range a {
		if slices.Contains(b, term) {
			shared++
		}
	}
	return shared > 0 && 2*float64(shared) >= alike*float64(len(a)+len(b))
}
