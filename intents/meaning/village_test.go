package meaning

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// monday is when messages come that name no other time.
var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))

// village is what a few tables and a small map know about words.
type village struct{}

var _ Names = village{}

// goods are those of the village; B500 is the SKU of several distributors.
var goods = []struct {
	Named
	words []string
}{
	{Named{ID: 1, SKU: "A1023", Unit: "个", Carton: 100}, []string{"red hair clips", "red hair clip", "红色发夹"}},
	{Named{ID: 2, SKU: "T-7", Unit: "条"}, []string{"kitchen towels", "kitchen towel", "厨房抹布"}},
	{Named{SKU: "B500"}, nil},
	{Named{ID: 5, SKU: "P20001", Unit: "个"}, nil},
}

func (village) SKU(s string) (Named, bool) {
	for _, g := range goods {
		if strings.EqualFold(g.SKU, strings.TrimSpace(s)) {
			return g.Named, true
		}
	}
	return Named{}, false
}

func (village) Item(words string) (Named, bool) {
	for _, g := range goods {
		if slices.Contains(g.words, strings.ToLower(words)) {
			return g.Named, true
		}
	}
	return Named{}, false
}

func (village) Category(words string) (string, bool) {
	c, ok := map[string]string{"kitchen": "Kitchen", "厨房用品": "Kitchen"}[strings.ToLower(words)]
	return c, ok
}

func (village) Distributor(sentence string) (string, bool) {
	name, at := called(sentence, "meiya", "红福")
	return name, at >= 0
}

// called finds the first of some names in a sentence, and not within a Latin word.
func called(sentence string, names ...string) (name string, at int) {
	for _, name := range names {
		at := regexp.MustCompile(`(?i)(?:^|[^a-z])(` + name + `)(?:[^a-z]|$)`).FindStringSubmatchIndex(sentence)
		if at != nil {
			return name, at[2]
		}
	}
	return "", -1
}

// couriers are what people call those that the village has a card of.
var couriers = map[string]string{"zto": "ZTO", "中通": "ZTO", "yto": "YTO", "圆通": "YTO"}

func (village) Courier(sentence string) (string, bool) {
	name, _ := called(sentence, "zto", "中通", "yto", "圆通")
	courier, ok := couriers[name]
	return courier, ok
}

func (village) Couriers() *Couriers { return NewCouriers(couriers) }

// places are those on the map with their codes; there are two of 朝阳.
var places = map[string]string{
	"shenzhen": "4403", "深圳": "4403", "chengdu": "5101", "成都": "5101", "beijing": "11", "北京": "11", "chaoyang": "", "朝阳": "",
}

func (village) Goods(string) bool                                  { return false }
func (village) Described(string, []string, []string) (Named, bool) { return Named{}, false }

func (village) FindPlace(sentence string) (string, bool) {
	for place := range places {
		if _, at := called(sentence, place); at >= 0 {
			return sentence[at : at+len(place)], true
		}
	}
	return "", false
}

func (village) PlaceCode(words string) (string, bool) {
	code := places[strings.ToLower(strings.TrimSpace(words))]
	return code, code != ""
}

var (
	phoned  = regexp.MustCompile(`\b1\d{10}\b`)
	weighed = regexp.MustCompile(`\d+(?:\.\d+)?\s?(?:kg|公斤)`)
)

func (v village) Paste(text string) (address, parcel string, ok bool) {
	_, place := v.FindPlace(text)
	return weighed.ReplaceAllString(text, ""), weighed.FindString(text), place && phoned.MatchString(text)
}

// Receiver reads name, phone and address, one behind the other.
func (v village) Receiver(text string) (Receiver, bool) {
	place, ok := v.FindPlace(text)
	at := phoned.FindStringIndex(text)
	if !ok || at == nil {
		return Receiver{}, false
	}
	code, _ := v.PlaceCode(place)
	part := func(s string) string {
		return strings.Trim(strings.TrimPrefix(weighed.ReplaceAllString(s, ""), " to"), " ,，")
	}
	return Receiver{Name: part(text[:at[0]]), Phone: text[at[0]:at[1]], Address: part(text[at[1]:]), Code: code}, true
}

func (v village) ParcelList(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if _, ok := v.FindPlace(line); !ok || !weighed.MatchString(line) {
			return false
		}
	}
	return true
}

// means holds what messages mean in a context against what they should.
func means(t *testing.T, c Context, cases map[string][]Command) {
	t.Helper()
	if c.Now.IsZero() {
		c.Now = monday
	}
	for text, want := range cases {
		if diff := cmp.Diff(want, Read(text, c, village{}).Commands); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// is a message with one meaning.
func is(c Command) []Command { return []Command{c} }

func (village) Acts(string, string) []Act { return nil }
