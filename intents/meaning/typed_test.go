package meaning

import (
	"testing"
	"time"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestGoods(t *testing.T) {
	t.Parallel()
	clips := Said("red hair clips")
	means(t, Context{}, map[string][]Command{
		"red hair clips": is(Find{Text: clips}), "红色发夹": is(Find{Text: Said("红色发夹")}),
		"red hair clips under 2 yuan": is(Find{Text: clips, PriceMax: Said[measure.Fen](200)}),
		"2块以下的红色发夹":                   is(Find{Text: Said("红色发夹"), PriceMax: Said[measure.Fen](200)}),
		"kitchen":                     is(Find{Text: Said("kitchen"), Category: Said("Kitchen")}), "厨房用品": is(Find{Text: Said("厨房用品"), Category: Said("Kitchen")}),
		"A1023": is(Show{Items: []Line{{SKU: Said("A1023"), ID: Assumed[int64](1)}}}),
		"b500":  is(Show{Items: []Line{{SKU: Said("B500")}}}), // of several distributors: nobody knows of whom
		"A1023 and T-7": {
			Show{Items: []Line{{SKU: Said("A1023"), ID: Assumed[int64](1)}}}, Show{Items: []Line{{SKU: Said("T-7"), ID: Assumed[int64](2)}}},
		},
	})
}

// A SKU is said where it is written; else it follows from the words beyond doubt. So does the item's number, for which
// nobody has to look again.
func TestOrigins(t *testing.T) {
	t.Parallel()
	clips := func(words string, quantity int) Line {
		return Line{Item: Said(words), SKU: Assumed("A1023"), ID: Assumed[int64](1), Quantity: Said(quantity), Unit: Said("个")}
	}
	sku := Line{Item: Said("A1023"), SKU: Said("A1023"), ID: Assumed[int64](1), Quantity: Said(20), Unit: Said("个")}
	towels := Line{Item: Said("kitchen towels"), SKU: Assumed("T-7"), ID: Assumed[int64](2), Quantity: Said(5), Unit: Said("条")}
	means(t, Context{}, map[string][]Command{
		"20 A1023 and 5 kitchen towels tomorrow": is(Order{Lines: []Line{sku, towels}, When: Said("2026-11-24"), WhenOnly: rules.OnlyDay}),
		"20 red hair clips":                      is(Order{Lines: []Line{clips("red hair clips", 20)}}),
		"20个红色发夹，明天9点":                           is(Order{Lines: []Line{clips("红色发夹", 20)}, When: Said("2026-11-24T09:00:00+08:00")}),
		"A1023来20个":                              is(Order{Lines: []Line{sku}}),
		"3 B500":                                 is(Order{Lines: []Line{{Item: Said("B500"), SKU: Said("B500"), Quantity: Said(3)}}}),
		"3 unicorns":                             is(Order{Lines: []Line{{Item: Said("unicorns"), Quantity: Said(3)}}}),
	})
}

// What changes the open draft names its lines; what it leaves out they have.
func TestChangesOfTheDraft(t *testing.T) {
	t.Parallel()
	draft := Context{Focus: Focus{Draft: []Item{{ID: 1, Item: "red hair clips", SKU: "A1023", Quantity: 20, Unit: "个"}}}}
	to := func(quantity int) []Command {
		return is(Change{Line: Line{SKU: Carried("A1023"), ID: Assumed[int64](1), Quantity: Said(quantity), Unit: Said("个")}})
	}
	means(t, draft, map[string][]Command{
		"make it 30": to(30), "改成30个": to(30), "5 fewer": to(15), "少5个": to(15),
		"remove the clips": is(Remove{Line{Item: Said("clips"), SKU: Assumed("A1023"), ID: Assumed[int64](1)}}), "不要发夹了": is(Remove{Line{Item: Said("发夹")}}),
		"tomorrow": is(Order{Lines: []Line{}, When: Said("2026-11-24"), WhenOnly: rules.OnlyDay}), "明天9点": is(Order{Lines: []Line{}, When: Said("2026-11-24T09:00:00+08:00")}),
		"let me think": is(Waiting{}), "我想想": is(Waiting{}), "ok": is(Confirm{}), "确认": is(Confirm{}), "cancel": is(Cancel{}), "取消": is(Cancel{}),
		"same again": is(Repeat{}), "再来一单": is(Repeat{}),
	})
	means(t, Context{}, map[string][]Command{"let me think": is(Chat{}), "我想想": is(Chat{})})
	draft.Draft = append(draft.Draft, Item{Item: "blue hair clips", Quantity: 8, Unit: "个"})
	means(t, draft, map[string][]Command{ // of which line is to be found out
		"5 fewer": is(Change{Line: Line{Quantity: Said(5)}, Fewer: true}), "减5个": is(Change{Line: Line{Quantity: Said(5), Unit: Said("个")}, Fewer: true}),
	})
}

// cancel leaves what is open: an answer being written, changes to a distributor's goods, the draft.
func TestCancelLeavesWhatIsOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		focus Focus
		want  Command
	}{
		{Focus{}, Cancel{}},
		{Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}}, Cancel{}},
		{Focus{Changes: true}, KeepStock{}},
		{Focus{Changes: true, Asked: &Asked{Slot: AnswerSlot, At: monday}}, DropAnswer{}},
		{Focus{Asked: &Asked{Slot: TimeSlot, At: monday}}, Cancel{}},
	} {
		means(t, Context{Focus: c.focus}, map[string][]Command{"cancel": is(c.want), "取消": is(c.want)})
	}
}

// undo takes back what was done last: the parcel just recorded, or the order.
func TestUndoTakesBackWhatWasDoneLast(t *testing.T) {
	t.Parallel()
	recorded := func(ago time.Duration) *Parcel { return &Parcel{Number: 10001, At: monday.Add(-ago), Recorded: true} }
	placed := func(ago time.Duration) *Placed { return &Placed{Number: 1001, At: monday.Add(-ago)} }
	parcel := UndoParcel{Carried[int64](10001)}
	for _, c := range []struct {
		focus Focus
		want  Command
	}{
		{Focus{}, Undo{}},
		{Focus{Order: placed(time.Minute)}, Undo{}},
		{Focus{Parcel: recorded(Recently)}, parcel},
		{Focus{Parcel: recorded(Recently + time.Second)}, Undo{}},
		{Focus{Parcel: &Parcel{Number: 10001, At: monday}}, Undo{}}, // it was only shown
		{Focus{Parcel: recorded(time.Minute), Order: placed(2 * time.Minute)}, parcel},
		{Focus{Parcel: recorded(2 * time.Minute), Order: placed(time.Minute)}, Undo{}},
		{Focus{Parcel: recorded(2 * time.Minute), Order: &Placed{Number: 1001, At: monday, Undone: true}}, parcel},
	} {
		means(t, Context{Focus: c.focus}, map[string][]Command{"undo": is(c.want), "撤销": is(c.want)})
	}
}

// An hour by itself answers the question at what time to remind; beside the reminder it puts it off.
func TestHoursByThemselves(t *testing.T) {
	t.Parallel()
	at := func(clock string) []Command { return is(Remind{On: Said(true), Time: Said(clock)}) }
	means(t, Context{Focus: Focus{Asked: &Asked{Slot: TimeSlot, At: monday}, Reminder: true}}, map[string][]Command{
		"7:30": at("07:30"), "7点半": at("07:30"), "8": at("08:00"), "8点": at("08:00"), "晚上8点": at("20:00"), "8 pm": at("20:00"),
	})
	until := func(at string) []Command { return is(Snooze{Until: Said("2026-11-23T" + at + ":00+08:00")}) }
	snoozes := map[string][]Command{
		"in ten minutes": until("09:40"), "10分钟后": until("09:40"), "at 10": until("10:00"), "10点": until("10:00"),
	}
	means(t, Context{Focus: Focus{Reminder: true}}, snoozes)
	came := Context{Focus: Focus{ReminderAt: monday.Add(-lately + time.Second)}} // by itself, and other things were said since
	came.Moved()
	means(t, came, snoozes)
	pickup := map[string][]Command{"in ten minutes": is(Order{Lines: []Line{}, When: Said("2026-11-23T09:40:00+08:00")}), "10点": is(Order{Lines: []Line{}, When: Said("2026-11-23T10:00:00+08:00"), WhenOnly: rules.OnlyHour})}
	came.Draft = []Item{{ID: 1, SKU: "A1023", Quantity: 20}}
	means(t, came, pickup)
	for _, none := range []Focus{{}, {ReminderAt: monday.Add(-lately)}} {
		if r := Read("10点", Context{Focus: none, Now: monday}, village{}); r.Commands[0].Name() == (Snooze{}).Name() {
			t.Errorf("%+v puts off a reminder: %+v", none, r.Commands)
		}
	}
}

func TestReminders(t *testing.T) {
	t.Parallel()
	means(t, Context{}, map[string][]Command{
		"remind me at 7:30": is(Remind{On: Said(true), Time: Said("07:30")}), "提醒我7点半": is(Remind{On: Said(true), Time: Said("07:30")}),
		"don't remind me": is(Remind{On: Said(false)}), "不要提醒我了": is(Remind{On: Said(false)}),
		"don't remind me tomorrow": is(Remind{On: Said(false), Day: Said("2026-11-24")}), "明天不要提醒我": is(Remind{On: Said(false), Day: Said("2026-11-24")}),
		"remind me again in 10 minutes": is(Snooze{Until: Said("2026-11-23T09:40:00+08:00")}), "10分钟后再提醒": is(Snooze{Until: Said("2026-11-23T09:40:00+08:00")}),
	})
}

// What a distributor says of goods is asked for again where its number is one thing to one person and another to the next.
func TestStockAndPrices(t *testing.T) {
	t.Parallel()
	clips := Line{SKU: Said("A1023"), ID: Assumed[int64](1)}
	means(t, Context{Role: "distributor"}, map[string][]Command{
		"stock A1023 500": is(Stock{Line: clips, Stock: Said(500)}), "A1023库存500": is(Stock{Line: clips, Stock: Said(500)}),
		"A1023 +500": is(Stock{Line: clips, Stock: Said(500), Step: Up}), "A1023 又到了500个": is(Stock{Line: clips, Stock: Said(500), Step: Up}),
		"A1023 -20":        is(Stock{Line: clips, Stock: Said(20), Step: Down}),
		"A1023 price 1.50": is(Price{Line: clips, Price: Said[measure.Fen](150)}), "A1023 1.50元": is(Price{Line: clips, Price: Said[measure.Fen](150)}),
		"A1023涨2毛": is(Price{Line: clips, Price: Said[measure.Fen](20), Step: Up}), "A1023 down 0.2": is(Price{Line: clips, Price: Said[measure.Fen](20), Step: Down}),
	})
	for text, want := range map[string]bool{
		"price A1023 1,05": true, "A1023 价格 1.005": true, "price A1023 1.05": false, "A1023 价格 1.05": false, "stock A1023 1,5": true, "A1023库存1,5": true, "stock A1023 1,500": false,
		"A1023库存500": false,
	} {
		r := Read(text, Context{Role: "distributor", Now: monday}, village{})
		for _, c := range r.Commands {
			switch c := c.(type) {
			case Stock:
				if c.Doubtful != want {
					t.Errorf("%q: %+v", text, c)
				}
			case Price:
				if c.Doubtful != want {
					t.Errorf("%q: %+v", text, c)
				}
			default:
				t.Errorf("%q: %T%+v", text, c, c)
			}
		}
	}
}

func TestWhatOrganisersAskOfTheVillage(t *testing.T) {
	t.Parallel()
	means(t, Context{Role: "organiser"}, map[string][]Command{
		"today's parcels": is(VillageDay{}), "村里今天发了多少件": is(VillageDay{}), "yesterday's parcels": is(VillageDay{Ago: 1}), "昨天发了多少件": is(VillageDay{Ago: 1}),
		"next tier": is(Tiers{}), "离下一档还差多少": is(Tiers{}), "what was overpaid?": is(Overpaid{}), "多付了多少": is(Overpaid{}),
		"brief": is(Brief{}), "谈判简报": is(Brief{}), "hand-over": is(Handover{}), "交接单": is(Handover{}), "delivery days": is(Days{}), "实际时效": is(Days{}),
	})
}

func TestTalk(t *testing.T) {
	t.Parallel()
	means(t, Context{Role: "oldhand"}, map[string][]Command{
		"help": is(Help{}), "帮助": is(Help{}), "hi": is(Greet{}), "你好": is(Greet{}), "thanks": is(Thanks{}), "谢谢": is(Thanks{}),
		"how do I register a trademark?": is(Ask{Said("how do I register a trademark?")}), "怎么注册商标？": is(Ask{Said("怎么注册商标？")}),
		"English please": is(Language{Said("en")}), "说中文": is(Language{Said("zh")}),
		"tip: weigh it first": is(Tip{Said("weigh it first")}), "经验：先称重": is(Tip{Said("先称重")}),
		"asdfgh": is(Unknown{}), "": is(Unknown{}), " \n ": is(Unknown{}),
	})
}

// Letters that only look Latin, wide ones, and radicals are read as what they look like.
func TestLookalikesAreReadAsWhatTheyLookLike(t *testing.T) {
	t.Parallel()
	for written, plain := range map[string]string{
		"20 А1023": "20 A1023", "２０ Ａ１０２３": "20 A1023", "20 А1023 tomorrow": "20 A1023 tomorrow", "A1023来20个，⼀打": "A1023来20个，一打",
		"сancel": "cancel", "orԁers": "orders", "stосk А1023 120": "stock A1023 120",
	} {
		for _, role := range []string{"seller", "distributor"} {
			c := Context{Role: role, Now: monday}
			if diff := gocmp.Diff(Read(plain, c, village{}).Commands, Read(written, c, village{}).Commands); diff != "" {
				t.Errorf("%q is not read as %q:\n%s", written, plain, diff)
			}
		}
	}
}
