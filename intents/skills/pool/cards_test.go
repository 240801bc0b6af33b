package pool

import (
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
)

func TestCards(t *testing.T) {
	t.Parallel()
	clips, towel := dialoguetest.Clips, dialoguetest.Towel
	clips.Stock = 400
	four := dialoguetest.Monday.Add(6*time.Hour + 30*time.Minute)
	open := pools.Pool{ID: 7, Item: clips.ID, Goal: 200, Price: 90, Closes: four.UTC(), Pooled: 133}
	mine, full := open, open
	mine.Mine, full.Mine, full.Pooled = 60, 60, 230
	mine.Opened, full.Opened = true, true
	person := func(t *dialogue.Turn) bot.Person {
		return bot.Person{ID: t.Person.ID, Lang: t.Lang, Distributor: "Meiya"}
	}
	closed := pools.Closed{Pool: full, Members: []pools.Member{{Seller: 5, Pieces: 60, Order: 1001}, {Seller: 6, Pieces: 170, Order: 1002}}}
	missed := pools.Closed{Pool: mine, Members: []pools.Member{{Seller: 5, Pieces: 60}}}
	early, called := closed, missed
	early.Early, called.Early = pools.ByOpener, pools.ByDistributor
	order := dialoguetest.Orders()[0]
	order.Total, order.Lines = 5400, []pickup.Line{{Item: 1, SKU: "A1023", TitleEN: clips.TitleEN, TitleZH: clips.TitleZH, Unit: "个", Ordered: 60, Quantity: 60, Price: 90, Total: 5400}}
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"propose":         func(t *dialogue.Turn) { propose(t, clips, 60, four) },
		"propose-minimum": func(t *dialogue.Turn) { propose(t, clips, 5, four) },
		"steps":           func(t *dialogue.Turn) { propose(t, clips, 62, four) },
		"needless":        func(t *dialogue.Turn) { propose(t, towel, 5, four) },
		"toofew":          func(t *dialogue.Turn) { propose(t, dialoguetest.Clips, 60, four) },
		"howmany":         func(t *dialogue.Turn) { propose(t, clips, 0, four) },
		"card":            func(t *dialogue.Turn) { show(t, open, clips, 0, false, "") },
		"card-share":      func(t *dialogue.Turn) { show(t, open, clips, 40, false, t.Text("pool.open", nil)) },
		"card-short":      func(t *dialogue.Turn) { show(t, open, clips, 500, false, "") },
		"card-steps":      func(t *dialogue.Turn) { show(t, open, clips, 42, false, "") },
		"card-mine":       func(t *dialogue.Turn) { show(t, mine, clips, 0, false, "") },
		"card-leave":      func(t *dialogue.Turn) { show(t, full, clips, 0, true, "") },
		"closing": func(t *dialogue.Turn) {
			askClose(t, full, clips)
			t.Cards()[0].Key = ""
			t.Person.Role, t.Person.Distributor = bot.Distributor, clips.Distributor
			askClose(t, open, clips)
		},
		"notclosed": func(t *dialogue.Turn) {
			askClose(t, mine, clips)
			askClose(t, open, clips)
		},
		"told-early": func(t *dialogue.Turn) {
			for _, card := range [][]bot.Card{
				reached(person(t), full, early.Members[0], clips, t.Now).Cards,
				told(person(t), early, early.Members[0], clips, order, t.Now).Cards, told(person(t), called, called.Members[0], clips, pickup.Order{}, t.Now).Cards,
			} {
				t.Show(card[0])
			}
		},
		"which": func(t *dialogue.Turn) {
			askWhich(t, []catalogue.Item{clips, dialoguetest.OtherClips}, 60, four)
		},
		"list":    func(t *dialogue.Turn) { showList(t, []pools.Pool{open, full}, []catalogue.Item{clips, clips}) },
		"nothing": func(t *dialogue.Turn) { showList(t, nil, nil) },
		"told": func(t *dialogue.Turn) {
			for _, card := range [][]bot.Card{
				told(person(t), closed, closed.Members[0], clips, order, t.Now).Cards, told(person(t), missed, missed.Members[0], clips, pickup.Order{}, t.Now).Cards,
				forCounter(person(t), closed, order, "Li", t.Now).Cards,
			} {
				t.Show(card[0])
			}
		},
	}, New(Services{}))
}

func TestAPoolCloses(t *testing.T) {
	t.Parallel()
	now := dialoguetest.Monday // 09:30
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02T15:04", s, now.Location())
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for name, c := range map[string]struct {
		now   time.Time
		until string
		asked string
		want  string // "": it does not
	}{
		"at four": {now, "", "", "2026-11-23T16:00"}, "at four tomorrow": {at("2026-11-23T15:30"), "", "", "2026-11-24T16:00"},
		"at an hour": {now, "2026-11-23T11:00:00+08:00", "", "2026-11-23T11:00"}, "on a day": {now, "2026-11-25", "", "2026-11-25T16:00"},
		"long ago": {now, "2026-11-23T09:00:00+08:00", "", ""}, "in two weeks": {now, "2026-12-07", "", ""}, "some time": {now, "", meaning.VagueTime, ""},
	} {
		p := meaning.Pool{UntilAsked: c.asked}
		if c.until != "" {
			p.Until = meaning.Said(c.until)
		}
		got, ok := closing(c.now, p)
		if ok != (c.want != "") || ok && !got.Equal(at(c.want)) {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
	}
}

func TestWhatIsReachedTogether(t *testing.T) {
	t.Parallel()
	for pieces, want := range map[int]int{1: 10, 5: 10, 10: 30, 29: 30, 30: 200, 60: 200, 200: 0, 500: 0} {
		if got := goal(dialoguetest.Clips, pieces); got != want {
			t.Errorf("%d: %d, want %d", pieces, got, want)
		}
	}
}

func TestAProposalReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{7, pools.Proposal{Item: 1, Pieces: 60, Goal: 200, Price: 90, Closes: dialoguetest.Monday.UTC()}})
}
