package address

import (
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
)

// maxAddress is how long an address may be that carriers take, in bytes.
const maxAddress = 300

// counted is how many parcels there are, with what people write around their weight: 2件, x2, 毛重.
var counted = regexp.MustCompile(`(?i)(?:\d+|[一二两三四五六七八九十]+)\s*(?:件|个包裹|parcels?|packages?)(?:[^a-z\p{Han}]|$)` +
	`|(?:^|\s)[x×*＊]\s*\d+(?:\s|$)|毛重|净重|重量|(?:^|\s)(?:gross|net)(?:\s|$)`)

// withoutMeasures blanks what people write of a parcel around its address: weight, size and number.
func withoutMeasures(text string) string {
	for _, find := range []func(string) [][2]int{measure.FindSizes, measure.FindWeights} {
		for found := find(text); len(found) > 0; found = find(text) { // a net weight is found when the gross one is gone
			for _, at := range slices.Backward(found) {
				text = text[:at[0]] + " " + text[at[1]:]
			}
		}
	}
	return counted.ReplaceAllString(text, " ")
}

// sending is what English words about a parcel begin with, before they name anybody.
var sending = regexp.MustCompile(`(?i)^[\s,.:]*(?:(?:please|send|ship|mail|post|it|this|a|an|one|parcels?|of|to|for)\s+)*`)

// ReadReceiver reads whom a pasted address names, with all that a courier needs to find the door; ok is false where name,
// phone or street are missing. The place is where that is.
func ReadReceiver(text string) (to Party, place Place, ok bool) {
	text = sending.ReplaceAllString(withoutMeasures(text), "")
	read, err := Parse(text)
	if err != nil || read.Contact.Name == "" || !reaches(read.Contact.Phone) {
		return Party{}, Place{}, false
	}
	street := streetOf(text, read.Contact.Name)
	if street == "" || len(street) > maxAddress {
		return Party{}, Place{}, false
	}
	to = Party{Name: read.Contact.Name, Phone: read.Contact.Phone, Address: street}
	if read.Contact.Extension != "" {
		to.Phone += "-" + read.Contact.Extension
	}
	return to, read.Place, true
}

// streetOf is an address as it was written, from its place on, without name, phone and labels; empty where
// nothing but the place is left. In Latin letters the street comes first, so everything stays.
func streetOf(text, name string) string {
	w := newWriting(text)
	taken, _ := readContactMarks(w)
	found, ok := findIn(places(), taken.hide(w))
	if !ok {
		return ""
	}
	var left, beyond strings.Builder
	for i, r := range w.written {
		if !found.latin && i < found.start {
			continue
		}
		if taken.marks[i] {
			r = ' '
		}
		left.WriteRune(r)
		if i < found.start || i >= found.end {
			beyond.WriteRune(r)
		}
	}
	if len([]rune(tidy(beyond.String(), name))) < 2 {
		return ""
	}
	return tidy(left.String(), name)
}

// tidy takes a name out of an address, and the marks that are left around it.
func tidy(address, name string) string {
	address = strings.Replace(address, name, " ", 1)
	words := strings.FieldsFunc(address, func(r rune) bool { return strings.ContainsRune(" \t\r\n,，;；、。:：|", r) })
	return strings.Trim(strings.Join(words, " "), " -()（）[]【】")
}
