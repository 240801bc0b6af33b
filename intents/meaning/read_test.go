package meaning

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is joined: a SKU named beside an order is a line of it, and several SKUs asked about are one list.
func TestJoined(t *testing.T) {
	t.Parallel()
	clips, towels := Line{SKU: Said("A1023"), Quantity: Said(20)}, Line{SKU: Said("T-7")}
	for _, c := range []struct{ said, want []Command }{
		{[]Command{Order{Lines: []Line{clips}}, Show{Items: []Line{towels}}}, is(Order{Lines: []Line{clips, towels}})},
		{[]Command{Show{Items: []Line{clips}}, Show{Items: []Line{towels}}, Help{}}, []Command{Show{Items: []Line{clips, towels}}, Help{}}},
		{[]Command{Help{}, Show{Items: []Line{towels}}}, []Command{Help{}, Show{Items: []Line{towels}}}},
		{nil, nil},
	} {
		if diff := cmp.Diff(c.want, Joined(c.said)); diff != "" {
			t.Error(diff)
		}
	}
}

// The language is that of the words; words that show none leave it as it was.
func TestTheLanguageOfAMessage(t *testing.T) {
	t.Parallel()
	c := Context{Now: monday, Role: "organiser", Language: "zh", App: "en", Focus: Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}}}
	for text, want := range map[string]string{
		"invite seller": "en", "邀请卖家": "zh", "show order #1001": "en", "看看 #1001": "zh", "#1001": "zh", "P10001 delivered": "en", "P10001 到了": "zh",
		"Beijing 1kg please\nShenzhen 2kg please": "en", "北京 1公斤\n深圳 2公斤": "zh", "20 A1023 tomorrow": "en", "明天20个A1023": "zh", "123": "zh",
	} {
		if got := Read(text, c, village{}).Language; got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// What the focus settles leaves nothing to weigh; what the words alone say is as sure as these are.
func TestConfidence(t *testing.T) {
	t.Parallel()
	c := Context{Now: monday, Role: "organiser", Focus: listed}
	for _, text := range []string{"invite seller", "#1001", "取消 #1001", "第一个要20个", "北京 1公斤\n深圳 2公斤"} {
		if got := Read(text, c, village{}).Confidence; got != sure {
			t.Errorf("%q: %v", text, got)
		}
	}
	words, nonsense := Read("20 A1023 tomorrow 9am", c, village{}).Confidence, Read("dsfgsdfg", c, village{}).Confidence
	if words <= nonsense || words > 1 || nonsense < 0 {
		t.Errorf("words %v, nonsense %v", words, nonsense)
	}
}

// contexts are situations in which a message can come.
func contexts() []Context {
	asked := Focus{Asked: &Asked{Slot: AnswerSlot, At: monday}, Changes: true}
	busy := Focus{
		Draft: []Item{{ID: 1, Item: "red hair clips", SKU: "A1023", Quantity: 20, Unit: "个"}}, Quote: &Priced{To: "成都", Code: "5101", Weight: 1000, Sent: 10001},
		List: []Item{{ID: 1, SKU: "A1023"}, {ID: 2, SKU: "T-7"}}, ListOf: "clips", Fresh: true, Item: &Item{ID: 1, SKU: "A1023"},
		Order: &Placed{Number: 1001, Numbers: []int64{1001, 1002}, At: monday}, Parcel: &Parcel{Number: 10001, At: monday, Recorded: true}, ReminderAt: monday,
	}
	return []Context{
		{}, {Focus: busy, Books: true}, {Focus: asked, Role: "oldhand", Replies: true, Language: "zh"}, {Focus: Focus{Quote: &Priced{}}, Role: "organiser", App: "zh"},
		{Focus: listed, Role: "distributor"}, replying(busy), replying(asked), replying(listed), replying(Focus{Order: &Placed{}, Parcel: &Parcel{}}),
		replying(Focus{Item: &Item{}, Quote: &Priced{}}), {Focus: Focus{Reply: &busy}, Role: "oldhand", Replies: true}, {Focus: Focus{Asked: &Asked{Slot: TimeSlot, At: monday}, Reminder: true}},
	}
}

// FuzzRead: whatever is written, in whatever situation, means at least one command that can be written down, and nothing
// that reads a part of it goes astray.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "/find clips", "第二个", "第两款要一打", "#1001", "取消 1001", "cancel #1001", "#", "invite seller", "邀请供货商美雅", "20 A1023 and 5 T-7, tomorrow 9am",
		"quote my order #1001 to Chengdu", "1001号单发成都多少钱", "我的订单#1001", "order 99999999999999", "刚才的单寄北京", "P10001 delivered yesterday", "还没到", "20个",
		"within 3 days", "2kg", "北京 1公斤\n深圳 2公斤", zuWangWu, "P10002 " + toWangWu, "price A1023 1,05", "10分钟后", "\xff\x00", "İ第一个", "ok",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range contexts() {
			c.Now = monday
			soundReading(t, text, c)
		}
	})
}

// soundReading holds a reading to what is true of every one.
func soundReading(t *testing.T, text string, c Context) {
	t.Helper()
	r := Read(text, c, village{})
	if len(r.Commands) == 0 || r.Confidence < 0 || r.Confidence > 1 || r.Language != "en" && r.Language != "zh" {
		t.Errorf("%q: %+v", text, r)
	}
	if raw, err := JSON(r.Commands); err != nil || !json.Valid(raw) {
		t.Errorf("%q is written as %s, %v", text, raw, err)
	}
	m := &message{text: text, Context: c, names: village{}}
	if got := m.pointed(); got != text && !strings.ContainsAny(got, "ATF") {
		t.Errorf("%q became %q", text, got)
	}
	number, from, to, ok := orderNamed(text)
	if number.Value < 0 || ok && (from < 0 || from >= to || to > len(text)) {
		t.Errorf("%q: order %+v at %d to %d", text, number, from, to)
	}
	m.reported(text)
}

// marked is the village, with a reader that reads what a person marked.
type marked struct {
	village
	acts []Act
}

func (m marked) Acts(string, string) []Act { return m.acts }

// readMarked reads a message as it is marked.
func readMarked(t *testing.T, message string, c Context) Reading {
	t.Helper()
	text, acts, err := Unmarked(message)
	if err != nil {
		t.Fatal(err)
	}
	return Read(text, c, marked{acts: acts})
}

// What was sold today is put on a draft to be fetched; what was sold on another day only after asking.
func TestWhatWasSoldLongAgoIsAskedAbout(t *testing.T) {
	t.Parallel()
	line := Order{Lines: []Line{{Item: Said("red hair clips"), SKU: Assumed("A1023"), ID: Assumed[int64](1), Quantity: Said(20), Unit: Said("个")}}}
	for message, want := range map[string]Command{
		"⟦sold|sold ⟨qty:20⟩ ⟨item:red hair clips⟩ this morning⟧":               line,
		"⟦sold|sold ⟨qty:20⟩ ⟨item:red hair clips⟩ ⟨date:yesterday⟩⟧, good day": Doubt{line},
		"⟦sold|last Friday I sold ⟨qty:20⟩ ⟨item:red hair clips⟩⟧":              Doubt{line},
	} {
		got := readMarked(t, message, Context{Now: monday, Role: "seller"}).Commands
		if diff := cmp.Diff([]Command{want}, got); diff != "" {
			t.Errorf("%s: %s", message, diff)
		}
	}
}

// A number that the rules read for no line of the card is for those that the reader says.
func TestANumberForEachLine(t *testing.T) {
	t.Parallel()
	draft := []Item{
		{SKU: "A1023", Item: "红色发夹", Also: "red hair clips", Quantity: 20, Unit: "个"}, {SKU: "T-7", Item: "厨房抹布", Also: "kitchen towels", Quantity: 10, Unit: "条"},
	}
	for _, message := range []string{"⟦change|make it ⟨qty:12⟩ each⟧", "⟦change|改成各⟨qty:12⟩⟧"} {
		var changed []string
		for _, c := range readMarked(t, message, Context{Now: monday, Role: "seller", Focus: Focus{Draft: draft}}).Commands {
			if c, ok := c.(Change); ok && c.Quantity.Value == 12 {
				changed = append(changed, c.SKU.Value)
			}
		}
		if diff := cmp.Diff([]string{"A1023", "T-7"}, changed); diff != "" {
			t.Errorf("%s: %s", message, diff)
		}
	}
}
