package sales

import (
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/sales"
	"oldhand/integrations/table"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
)

func TestCards(t *testing.T) {
	t.Parallel()
	clips, towel := dialoguetest.Clips, dialoguetest.Towel
	file := sales.File{
		Goods: make([]sales.Goods, 3), Sold: []sales.Sold{{Number: "1", Pieces: 20}, {Number: "2", Goods: 1, Pieces: 14}, {Number: "3", Goods: 2, Pieces: 1}}, Orders: 3,
		Out: map[sales.Standing]int{sales.Refunded: 2, sales.Unpaid: 1, sales.Shipped: 5, sales.Closed: 1}, Unnumbered: 1, Priceable: true,
		Refused: []sales.Refused{{Line: 4, Why: table.Because("sales.refused.kinds", nil)}, {Line: 9, Why: table.Because("sales.refused.pieces", nil)}},
	}
	shipped := sales.File{Out: map[sales.Standing]int{sales.Shipped: 5}}
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"file":    func(t *dialogue.Turn) { t.Show(fileCard(t.Lang, "orders.csv", file, 7, meaning.Unsaid)) },
		"fetch":   func(t *dialogue.Turn) { t.Show(fileCard(t.Lang, "orders.csv", file, 7, meaning.ToFetch)) },
		"shipped": func(t *dialogue.Turn) { t.Show(fileCard(t.Lang, "orders.csv", shipped, 7, meaning.Unsaid)) },
		"matches": func(t *dialogue.Turn) {
			t.Show(matchesCard(t, []sales.Match{{ID: 1, Shown: "韩版红色蝴蝶结发夹女甜美发饰 · 颜色分类:红色", Item: clips.ID}, {ID: 2, Shown: "Kitchen cloth", Item: towel.ID}},
				map[catalogue.ItemID]catalogue.Item{clips.ID: clips, towel.ID: towel}, 9, 30))
		},
		"none": func(t *dialogue.Turn) { t.Show(matchesCard(t, nil, nil, 0, 0)) },
	}, New(Services{}))
}

// TestWhatGoodsAreCalledOnTheDraft: their kind tells them apart, however long the title.
func TestWhatGoodsAreCalledOnTheDraft(t *testing.T) {
	t.Parallel()
	for want, g := range map[string]sales.Goods{
		"杯子":        {Title: "杯子"},
		"FJ-RED":    {Code: "FJ-RED"},
		"杯子 · 红色 大": {Title: "杯子", Spec: "颜色:红色;尺码:大"},
		"2026新款韩版红色蝴蝶结发夹女甜美发饰大号鲨… · 白色":          {Title: "2026新款韩版红色蝴蝶结发夹女甜美发饰大号鲨鱼夹抓夹", Spec: "白色"},
		"2026新款韩版红色蝴蝶结发夹女甜美发饰大号鲨鱼夹抓夹后脑勺盘发气质夹子头…": {Title: "2026新款韩版红色蝴蝶结发夹女甜美发饰大号鲨鱼夹抓夹后脑勺盘发气质夹子头饰网红"},
	} {
		if got := called(g); got != want {
			t.Errorf("%+v is called %q, not %q", g, got, want)
		}
	}
}
