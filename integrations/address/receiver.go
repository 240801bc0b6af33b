package address

import (
	"regexp"
	"strings"
)

// maxAddress is how long an address may be that carriers take, in bytes.
const maxAddress = 300

// measures is what people write of a parcel around its address: weight, size and number.
var measures = regexp.MustCompile(`(?i)\d+(?:\.\d+)?\s*(?:cm|厘米)?\s*[x×*]\s*\d+(?:\.\d+)?\s*(?:cm|厘米)?\s*[x×*]\s*\d+(?:\.\d+)?\s*(?:cm|厘米)?` +
	`|(?:\d+(?:\.\d+)?|[半一二两三四五六七八九十]+)\s*(?:kg|kilos?|grams?|g|lbs?|公斤|千克|克|斤)(?:半|[^a-z\p{Han}]|$)` +
	`|(?:\d+|[一二两三四五六七八九十]+)\s*(?:件|个包裹|parcels?|packages?)(?:[^a-z\p{Han}]|$)`)

// sending is what English words about a parcel begin with, before they name anybody.
var sending = regexp.MustCompile(`(?i)^[\s,.:]*(?:(?:please|send|ship|mail|post|it|this|a|an|one|parcels?|of|to|for)\s+)*`)

// ReadReceiver reads whom a pasted address names, with all that a courier needs to find the door; ok is false where name,
// phone or street are missing. The place is where that is.
func ReadReceiver(text string) (to Party, place Place, ok bool) {
	text = sending.ReplaceAllString(measures.ReplaceAllString(text, " "), "")
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
