package intents

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/rates"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

var update = flag.Bool("update", false, "write the cards in testdata anew")

// shanghai stands still, without the machine's time zone files.
var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// monday is when the tests take place.
var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, shanghai)

var clips = catalogue.Item{
	ID: 1, Distributor: "Meiya", SKU: "A1023", TitleEN: "Red hair clip with bow", TitleZH: "红色蝴蝶结发夹", Category: "Hair",
	Unit: "个", Price: 120, Tiers: []catalogue.Tier{{From: 30, Price: 105}, {From: 200, Price: 90}}, MinQty: 10, Multiple: 5,
	Stock: 120, Carton: 100, DescriptionEN: "Holds well, does not pull.", DescriptionZH: "夹得牢，不扯头发。", Stall: "B-12",
	Images: []string{"item:clips"},
}

var towel = catalogue.Item{
	ID: 2, Distributor: "Fumao", SKU: "T-7", TitleEN: "Kitchen towel", TitleZH: "厨房抹布", Category: "Kitchen", Unit: "条", Price: 250,
	MinQty: 1, Multiple: 1, Stock: 8,
}

var otherClips = catalogue.Item{
	ID: 3, Distributor: "Fumao", SKU: "A1023", TitleEN: "Steel clip", TitleZH: "钢夹", Category: "Office", Unit: "盒", Price: 480,
	MinQty: 1, Multiple: 1, Stock: 40,
}

var stock = itemsByID{1: clips, 2: towel, 3: otherClips}

// visitIn is a visit of a seller with nothing but a clock behind it: enough for whatever reads no table.
func visitIn(lang phrases.Lang) *visit {
	a := New(Village{Zone: shanghai})
	v := a.visit(bot.Turn{
		ID: 77, Person: bot.Person{ID: 5, Name: "Li", Role: bot.Seller, Lang: lang}, Message: bot.Message{Kind: bot.Words}, Now: monday,
	})
	return v
}

// drawn is a card as a person sees it, with what each button would do.
func drawn(c bot.Card) string {
	var b strings.Builder
	if c.Photo != nil {
		b.WriteString("(picture " + c.Photo.Key + ")\n")
	}
	b.WriteString(string(c.Text) + "\n")
	for _, row := range c.Buttons {
		b.WriteString("\n")
		for _, button := range row {
			mark := ""
			if button.Once {
				mark = "!"
			}
			b.WriteString("[" + button.Label + "](" + mark + strings.Join(append([]string{button.Action.Verb}, button.Action.Args...), " ") + ") ")
		}
	}
	return b.String() + "\n"
}

func TestCards(t *testing.T) {
	t.Parallel()
	for name, draw := range cardsToDraw {
		for _, lang := range []phrases.Lang{phrases.English, phrases.Chinese} {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				t.Parallel()
				v := visitIn(lang)
				draw(v)
				var all []string
				for _, c := range v.cards {
					all = append(all, drawn(c))
					checkButtons(t, c)
				}
				golden(t, name+"."+string(lang), strings.Join(all, "\n=====\n\n"))
			})
		}
	}
}

// checkButtons holds a card to what phones show and channels carry.
func checkButtons(t *testing.T, c bot.Card) {
	t.Helper()
	for _, row := range c.Buttons {
		most := 3
		if !slices.ContainsFunc(row, func(b bot.Button) bool { return len(b.Label) > 2 }) {
			most = 5 // of mere numbers
		}
		if len(row) == 0 || len(row) > most {
			t.Errorf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			if b.Label == "" || fit(b.Label) != b.Label {
				t.Errorf("label %q does not fit", b.Label)
			}
			if n := len(b.Action.Verb + strings.Join(b.Action.Args, "")); n > 30 {
				t.Errorf("action of %q holds %d bytes", b.Label, n)
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "cards", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: want (-), got (+):\n%s", path, diff)
	}
}

// cardsToDraw are the cards worth looking at in both languages.
var cardsToDraw = map[string]func(*visit){
	"draft": func(v *visit) {
		v.state.Draft = &draft{Rev: 76, When: "2026-11-24T09:00:00+08:00", Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 20}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 3},
		}}
		v.showDraftOf(stock)
	},
	"draft-missing": func(v *visit) {
		v.state.Draft = &draft{Rev: 76, Lines: []line{
			{Words: "A1023", Choices: []catalogue.ItemID{1, 3}, Quantity: 20}, {Words: "towels", Item: 2, SKU: "T-7"},
			{Words: "unicorn"},
		}}
		v.showDraftOf(stock)
	},
	"draft-trouble": func(v *visit) {
		v.state.Draft = &draft{Rev: 76, Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 23}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 9, Price: 200},
			{Words: "steel", Item: 3, SKU: "A1023", Quantity: 2, Unit: "箱"},
		}}
		v.showDraftOf(stock, "order.tap")
	},
	"draft-soldout": func(v *visit) {
		gone, none := clips, towel
		gone.Stock, none.Stock = 5, 0
		v.state.Draft = &draft{Rev: 76, When: "2026-11-23", Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 20, Choices: []catalogue.ItemID{3}}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 9},
		}}
		v.leftOut = []line{{Words: "unicorn", Quantity: 2, Unit: "箱"}, {Words: "spoons"}}
		v.showDraftOf(itemsByID{1: gone, 2: none, 3: otherClips})
	},
	"draft-long": func(v *visit) {
		d := &draft{Rev: 76, When: "2026-11-23"}
		items := itemsByID{}
		for i := range 14 {
			item := towel
			item.ID = catalogue.ItemID(10 + i)
			items[item.ID] = item
			d.Lines = append(d.Lines, line{Words: "towel", Item: item.ID, SKU: item.SKU, Quantity: 1 + i%8})
		}
		v.state.Draft = d
		v.showDraftOf(items)
	},
	"draft-five": func(v *visit) {
		d := &draft{Rev: 76, When: "2026-11-23", Focus: choosing}
		items := itemsByID{}
		for i := range 5 {
			item := towel
			item.ID = catalogue.ItemID(10 + i)
			items[item.ID] = item
			d.Lines = append(d.Lines, line{Words: "towel", Item: item.ID, SKU: item.SKU, Quantity: 2})
		}
		v.state.Draft = d
		v.showDraftOf(items)
		d.Focus = 12
		v.cards[0].Key = "before"
		v.showDraftOf(items)
	},
	"placed": func(v *visit) {
		v.state.Draft = &draft{Rev: 76}
		v.ordered(someOrders(), nil)
		v.cards[0].Key = "before"
		v.showPlaced(v.state.Placed, "order.already")
	},
	"results": func(v *visit) {
		v.state.Found = &found{Text: "clips"}
		v.show(v.foundCard([]catalogue.Item{clips, towel, otherClips}, false, 8))
	},
	"results-near": func(v *visit) {
		most := measure.Fen(200)
		v.state.Found = &found{Text: "blue clips", Max: &most, Page: 1}
		v.show(v.foundCard([]catalogue.Item{clips}, true, 6))
	},
	"detail": func(v *visit) { v.showDetail(clips) },
	"orders": func(v *visit) {
		v.show(v.pickupsCard(someOrders()))
		v.cards[0].Key = "before"
		v.show(v.pickupsCard(nil))
	},
	"quotes": func(v *visit) {
		v.state.Quote = &quoteRequest{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市", Weight: 1200, Size: []int{300, 205, 100}, Count: 2}
		v.showObserved(someQuotes())
	},
	"quotes-by": func(v *visit) {
		v.state.Quote = &quoteRequest{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市", Weight: 1200, By: "2026-11-27"}
		v.showObserved(someQuotes())
	},
	"answer": func(v *visit) {
		v.say("ask.answer", v.answerView(knowledge.Answer{
			Text: "Weigh it first.", Citations: []knowledge.Citation{
				{Quote: "Weigh it first.", Speaker: "Chen", Title: "Saturday meeting", Date: "2026-11-07"},
				{Quote: "称完再报价。", Title: "心得"},
			},
		}))
	},
	"reminder": func(v *visit) {
		v.show(v.reminderCard(pickup.Reminder{On: true, Minute: 480}, true))
		c := v.reminderCard(pickup.Reminder{Minute: 450}, false)
		c.Key = ""
		v.show(c)
	},
	"help": func(v *visit) {
		if err := v.help(context.Background(), understand.Slots{}); err != nil {
			panic(err)
		}
	},
}

func someOrders() []pickup.Order {
	day := midnight(monday)
	return []pickup.Order{
		{
			ID: 1001, Distributor: "Meiya", When: pickup.When{Day: day, HasTime: true, Time: day.Add(15 * time.Hour)}, Total: 2400,
			Status: pickup.Open, Lines: []pickup.Line{{
				Item: 1, SKU: "A1023", TitleEN: clips.TitleEN, TitleZH: clips.TitleZH, Unit: "个", Quantity: 20, Price: 120, Total: 2400,
			}},
		},
		{
			ID: 1002, Distributor: "Fumao", When: pickup.When{Day: day.AddDate(0, 0, -1)}, Total: 750, Status: pickup.Open,
			Lines: []pickup.Line{{
				Item: 2, SKU: "T-7", TitleEN: towel.TitleEN, TitleZH: towel.TitleZH, Unit: "条", Quantity: 3, Price: 250, Total: 750,
			}},
		},
	}
}

func someQuotes() rates.Answer {
	days := func(n int) *int { return &n }
	a := rates.Answer{To: address.Place{Code: "6501", Name: "新疆维吾尔自治区乌鲁木齐市"}}
	for i := range 8 {
		a.Quotes = append(a.Quotes, rates.Quote{
			Courier: "圆通", Service: "标快", Billable: measure.Grams(1200 + 300*(i%2)), Volumetric: i%2 == 1, Price: measure.Fen(520 + 10*i),
			Lines: []rates.Line{{What: "首重", Fen: 320}, {What: "续重", Fen: measure.Fen(220 + 10*i)}, {What: "优惠", Fen: -20}},
			P50:   days(3), P90: days(3 + i),
		})
	}
	a.Quotes[1].P50, a.Quotes[1].P90 = nil, nil
	a.Missing = []rates.Missing{{Courier: "顺丰", Service: "特快", Reason: "超重"}}
	return a
}

// The picture of a brief goes along only where its caption leaves room for it, also with many couriers of long names.
func TestABriefLeavesRoomForItsPicture(t *testing.T) {
	t.Parallel()
	var b parcels.Brief
	for range 2 * couriersShown {
		b.Totals = append(b.Totals, parcels.Total{Courier: "壹米滴答快递（义乌）", Parcels: 12345, Paid: 12345678, Over: 1234567, AsFast: 123456})
	}
	for _, lang := range []phrases.Lang{phrases.English, phrases.Chinese} {
		v := visitIn(lang)
		b.From, b.To = v.now.AddDate(0, 0, -briefDays), v.now
		if n := utf8.RuneCountInString(phrases.Strip(v.text("village.brief", v.briefView(b)))); n > maxCaption {
			t.Errorf("%s: %d characters", lang, n)
		}
	}
}
