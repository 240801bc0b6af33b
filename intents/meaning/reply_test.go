package meaning

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/measure"
)

// elsewhere is what was shown and done last, which a reply to something older is not about.
var elsewhere = Focus{
	Draft: []Item{{ID: 2, Item: "kitchen towels", SKU: "T-7", Quantity: 5}}, Quote: &Priced{To: "深圳", Code: "4403", Weight: 500, Made: 9},
	List: []Item{{ID: 2, SKU: "T-7"}, {ID: 1, SKU: "A1023"}}, ListOf: "towels", Fresh: true, Item: &Item{ID: 2, SKU: "T-7"},
	Order: &Placed{Number: 1009, At: monday}, Parcel: &Parcel{Number: 10009, At: monday, Recorded: true},
}

// replying is a context in which a message replies to what showed this, long ago.
func replying(to Focus) Context {
	c := Context{Focus: elsewhere, Role: "seller", Replies: true}
	c.Reply = &to
	return c
}

func TestAReplyToAQuote(t *testing.T) {
	t.Parallel()
	quote := Priced{To: "成都", Code: "5101", Weight: 1000, Size: []int{300, 200, 100}, Count: 2, Made: 3}
	ship := is(Ship{Courier: Said("ZTO"), Of: &quote})
	same := is(Quote{To: Carried("成都"), Code: Carried("5101"), Weight: Carried(quote.Weight), Of: &quote})
	means(t, replying(Focus{Quote: &quote}), map[string][]Command{
		"send with ZTO": ship, "发中通": ship, "how much": same, "how much is it?": same, "多少钱": same, "运费多少": same,
		"undo": is(Orders{}), "撤销": is(Orders{}),
	})
	// What became of it since counts.
	c := replying(Focus{Quote: &Priced{To: "深圳", Code: "4403", Weight: 500, Made: 9}})
	c.Focus.Quote = &Priced{To: "深圳", Code: "4403", Weight: 500, Made: 9, Sent: 10009}
	means(t, c, map[string][]Command{"undo": is(UndoParcel{Carried[int64](10009)}), "撤了": is(UndoParcel{Carried[int64](10009)})})
}

func TestAReplyToAList(t *testing.T) {
	t.Parallel()
	c := replying(Focus{List: []Item{{ID: 1, SKU: "A1023"}, {ID: 7, SKU: "B500"}}, ListFrom: 6, ListOf: "clips"})
	second := is(Show{Items: []Line{{SKU: Carried("B500"), ID: Carried[int64](7)}}})
	any20 := is(Order{Lines: []Line{{Quantity: Said(20)}}, Among: []int64{1, 7}})
	means(t, c, map[string][]Command{
		"7": second, "七": second, "20": any20, "cancel": is(Orders{}), "undo": is(Orders{}), "delivered": is(Find{Text: Said("delivered")}),
		"under 2 yuan":  is(Find{Text: Carried("clips"), PriceMax: Said(measure.Fen(200))}),
		"send with ZTO": is(Ship{Courier: Said("ZTO"), Of: &Priced{}}), "发中通": is(Ship{Courier: Said("ZTO"), Of: &Priced{}}),
	})
}

func TestAReplyToAnItem(t *testing.T) {
	t.Parallel()
	line := Line{SKU: Carried("A1023"), ID: Carried[int64](1), Quantity: Said(20)}
	counted := line
	counted.Unit = Said("个")
	means(t, replying(Focus{Item: &Item{ID: 1, SKU: "A1023"}}), map[string][]Command{
		"20": is(Order{Lines: []Line{line}}), "20个": is(Order{Lines: []Line{counted}}), "20 of these": is(Order{Lines: []Line{line}}),
		"make it 20": is(Change{Line: line}), "cancel": is(Remove{shown(Item{ID: 1, SKU: "A1023"})}), "不要了": is(Remove{shown(Item{ID: 1, SKU: "A1023"})}),
		"how much": is(Show{Items: []Line{{SKU: Carried("A1023"), ID: Carried[int64](1)}}}), "这个多少钱": is(Show{Items: []Line{{SKU: Carried("A1023"), ID: Carried[int64](1)}}}),
	})
}

func TestAReplyToAnOrder(t *testing.T) {
	t.Parallel()
	placed := Placed{Number: 1001, Numbers: []int64{1001, 1002}, Items: []int64{1, 2}}
	again := is(Repeat{&placed})
	void := is(VoidOrder{Number: Carried[int64](1001), With: []int64{1002}})
	means(t, replying(Focus{Order: &placed}), map[string][]Command{
		"undo": void, "cancel": void, "撤了": void, "取消": void, "不要了": void, "cancel #1003": is(VoidOrder{Number: Said[int64](1003)}),
		"20": is(Order{Lines: []Line{{Quantity: Said(20)}}, Among: []int64{1, 2}}), "how much": is(ShowOrder{Carried[int64](1001)}),
		"same again": again, "再来一单": again,
		"make it 20":    is(Edit{Number: Carried[int64](1001), With: []int64{1002}, Line: Line{Quantity: Said(20)}}),
		"send with ZTO": is(QuoteGoods{Number: Carried[int64](1001), With: []int64{1002}, Quote: Quote{Courier: Said("ZTO")}}),
	})
	means(t, replying(Focus{Order: &Placed{Number: 1001}}), map[string][]Command{"undo": is(VoidOrder{Number: Carried[int64](1001), With: []int64{}})})
}

func TestAReplyToAParcel(t *testing.T) {
	t.Parallel()
	c := replying(Focus{Parcel: &Parcel{Number: 10001}})
	arrived := func(otherwise Command) []Command {
		return is(Report{Number: Carried[int64](10001), What: Arrived, On: monday, Otherwise: is(otherwise)})
	}
	means(t, c, map[string][]Command{
		"delivered": arrived(Find{Text: Said("delivered")}), "到了": arrived(Unknown{}), "undo": is(UndoParcel{Carried[int64](10001)}), "cancel": is(UndoParcel{Carried[int64](10001)}),
		"撤了": is(UndoParcel{Carried[int64](10001)}),
	})
}

func TestAReplyToADraft(t *testing.T) {
	t.Parallel()
	c := replying(Focus{Draft: []Item{{ID: 1, Item: "red hair clips", SKU: "A1023", Quantity: 20}}})
	means(t, c, map[string][]Command{"cancel": is(Cancel{}), "undo": is(Cancel{}), "取消": is(Cancel{}), "撤了": is(Cancel{})})
}

// A reminder is snoozed by a reply to it on whichever day it came.
func TestAReplyToAReminder(t *testing.T) {
	t.Parallel()
	in10 := is(Snooze{Until: Said("2026-11-23T09:40:00+08:00")})
	means(t, replying(Focus{ReminderAt: monday.AddDate(0, 0, -1)}), map[string][]Command{"in 10 minutes": in10, "10分钟后": in10})
}

// A reply to a message that says nothing is no reply, and one to what an old hand was shown is no answer.
func TestWhatAReplyIsNot(t *testing.T) {
	t.Parallel()
	c := replying(Focus{})
	c.Parcel = nil
	means(t, c, map[string][]Command{"undo": is(Undo{}), "send with ZTO": is(Ship{Courier: Said("ZTO")})})
	c = replying(Focus{Item: &Item{ID: 1, SKU: "A1023"}})
	c.Role = "oldhand"
	means(t, c, map[string][]Command{"thanks": is(Thanks{}), "谢谢": is(Thanks{})})
}

// What the reader reads is bound as what the rules read.
func TestAReplyBindsWhatTheReaderReads(t *testing.T) {
	t.Parallel()
	c := replying(Focus{Order: &Placed{Number: 1001, Numbers: []int64{1001, 1002}}})
	want := is(VoidOrder{Number: Carried[int64](1001), With: []int64{1002}})
	for _, name := range []string{"undo", "cancel"} {
		if diff := cmp.Diff(want, Compose("那单算了", []Act{{Name: name, To: len("那单算了"), Sure: 1}}, c, village{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
