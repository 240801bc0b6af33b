package meaning

import (
	"testing"
	"time"

	"oldhand/integrations/measure"
)

func TestWhatWordsSayOfAParcel(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]struct {
		what Reported
		ago  int
		ok   bool
	}{
		"": {Mentioned, 0, true}, "delivered": {Arrived, 0, true}, "it has arrived": {Arrived, 0, true}, "delivered yesterday": {Arrived, 1, true},
		"arrived the day before yesterday": {Arrived, 2, true}, "到了": {Arrived, 0, true}, "昨天到了": {Arrived, 1, true}, "前天就到了": {Arrived, 2, true},
		"前天早上到了": {Arrived, 2, false}, "已经签收了": {Arrived, 0, true}, "not there yet": {Late, 0, true}, "it is late": {Late, 0, true}, "还没到": {Late, 0, true},
		"没收到": {Late, 0, true}, "hasn't arrived": {Late, 0, true}, "undo": {TakenBack, 0, true}, "取消": {TakenBack, 0, true}, "20 of these": {Mentioned, 0, false},
		"到了多少钱": {Arrived, 0, false}, "delivered to Shenzhen for how much": {Arrived, 0, false},
	} {
		m := &message{Context: Context{Now: monday}}
		what, on, ok := m.reported(words)
		ago := measure.DaysBetween(on, m.Now)
		if ok != want.ok || ok && what != want.what || ok && what == Arrived && ago != want.ago {
			t.Errorf("%q is %q, %d days ago, %v; want %+v", words, what, ago, ok, want)
		}
	}
}

// What is said of a parcel goes along with what the words mean where there is no such parcel.
func TestReportsOfParcels(t *testing.T) {
	t.Parallel()
	report := func(number int64, what Reported, ago int, otherwise Command) []Command {
		return is(Report{Number: saidIf(number), What: what, On: monday.AddDate(0, 0, -ago), Otherwise: []Command{otherwise}})
	}
	bySKU := Show{Items: []Line{{SKU: Said("P10001")}}}
	means(t, Context{}, map[string][]Command{
		"P10001": report(10001, Mentioned, 0, bySKU), "p10001?": report(10001, Mentioned, 0, bySKU),
		"P10001 delivered yesterday": report(10001, Arrived, 1, Unknown{}), "P10001 前天就到了": report(10001, Arrived, 2, bySKU),
		"P10001 还没到": report(10001, Late, 0, bySKU), "is P10001 delayed": report(10001, Late, 0, bySKU),
		"P10001 undo": report(10001, TakenBack, 0, bySKU), "P10001 不寄了": report(10001, TakenBack, 0, bySKU),
		"delivered": report(0, Arrived, 0, Find{Text: Said("delivered")}), "到了": report(0, Arrived, 0, Unknown{}),
		"not there yet": report(0, Late, 0, Unknown{}), "还没到。": report(0, Late, 0, Unknown{}),
		"20 P20001": is(Order{Lines: []Line{{Item: Said("P20001"), SKU: Said("P20001"), ID: Assumed[int64](5), Quantity: Said(20), Unit: Said("个")}}}),
	})
	// The village has goods of that SKU.
	means(t, Context{}, map[string][]Command{
		"P20001": report(20001, Mentioned, 0, Show{Items: []Line{{SKU: Said("P20001"), ID: Assumed[int64](5)}}}),
	})
}

// "undo" by itself takes back what was done last; see cancel and undo.
func TestUndoAloneIsNoReport(t *testing.T) {
	t.Parallel()
	means(t, Context{}, map[string][]Command{"undo": is(Undo{}), "撤销": is(Undo{}), "cancel": is(Cancel{}), "取消": is(Cancel{})})
}

func TestListsOfParcels(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Beijing 1kg\nShenzhen 2kg", "北京 1公斤\n深圳 2公斤"} {
		means(t, Context{}, map[string][]Command{text: is(ParcelList{Said(text)})})
	}
	means(t, Context{}, map[string][]Command{
		"Beijing 1kg": is(Quote{To: Said("Beijing"), Code: Assumed("11"), Weight: Said[measure.Grams](1000)}),
		"北京 1公斤":      is(Quote{To: Said("北京"), Code: Assumed("11"), Weight: Said[measure.Grams](1000)}),
	})
	for _, text := range []string{"20 A1023\n5 T-7", "A1023 20个\nT-7 5条"} {
		if r := Read(text, Context{Now: monday}, village{}); len(r.Commands) != 1 || r.Commands[0].Name() != "order" {
			t.Errorf("%q: %+v", text, r.Commands)
		}
	}
}

// The receivers of the tests.
const (
	toWangWu = "Wang Wu, 13900139000, Keji South Road 2, Shenzhen"
	zuWangWu = "王五 13900139000 深圳科技南路2号"
)

var (
	wangWu   = Said(Receiver{Name: "Wang Wu", Phone: "13900139000", Address: "Keji South Road 2, Shenzhen", Code: "4403"})
	wangWuZH = Said(Receiver{Name: "王五", Phone: "13900139000", Address: "深圳科技南路2号", Code: "4403"})
)

// An address with name and phone is for the parcel that it names, or for the one recorded just before.
func TestReceivers(t *testing.T) {
	t.Parallel()
	keep := func(number Slot[int64], to Slot[Receiver], place string) []Command {
		quote := Quote{To: Said(place), Code: Assumed("4403"), Receiver: to}
		return is(Keep{Number: number, Receiver: to, Otherwise: []Command{quote}})
	}
	recorded := Context{Books: true, Focus: Focus{Parcel: &Parcel{Number: 10001, At: monday.Add(-Recently)}}}
	means(t, recorded, map[string][]Command{
		toWangWu: keep(Carried[int64](10001), wangWu, "Shenzhen"), zuWangWu: keep(Carried[int64](10001), wangWuZH, "深圳"),
		"P10002 " + toWangWu: keep(Said[int64](10002), wangWu, "Shenzhen"), "P10002 " + zuWangWu: keep(Said[int64](10002), wangWuZH, "深圳"),
	})
	weight := Said[measure.Grams](1000)
	means(t, recorded, map[string][]Command{ // with a weight it is another parcel
		"1kg to " + toWangWu: is(Quote{To: Said("Shenzhen"), Code: Assumed("4403"), Weight: weight, Receiver: wangWu, Another: true}),
		zuWangWu + " 1公斤":    is(Quote{To: Said("深圳"), Code: Assumed("4403"), Weight: weight, Receiver: wangWuZH, Another: true}),
	})
	recorded.Parcel = &Parcel{Number: 10001, At: monday.Add(-Recently - time.Second)}
	means(t, recorded, map[string][]Command{
		toWangWu: is(Quote{To: Said("Shenzhen"), Code: Assumed("4403"), Receiver: wangWu}),
		zuWangWu: is(Quote{To: Said("深圳"), Code: Assumed("4403"), Receiver: wangWuZH}),
	})
}

// Where nothing is booked nobody is asked for a receiver, and none is kept.
func TestReceiversAreNotReadWhereNothingIsBooked(t *testing.T) {
	t.Parallel()
	means(t, Context{Focus: Focus{Parcel: &Parcel{Number: 10001, At: monday}}}, map[string][]Command{
		toWangWu: is(Quote{To: Said("Shenzhen"), Code: Assumed("4403")}), zuWangWu: is(Quote{To: Said("深圳"), Code: Assumed("4403")}),
		"P10001 " + zuWangWu: is(Quote{To: Said("深圳"), Code: Assumed("4403")}),
	})
}
