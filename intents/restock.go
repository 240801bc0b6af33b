package intents

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"oldhand/bot"
	"oldhand/intents/understand"
)

const totalKey = "total"

// total is a number that stands for itself: what is on the shelf in all.
var total = regexp.MustCompile(`(?i)^(?:一共|总共|共|有|now|total|in all)?\s*(\d{1,3}(?:[,，]\d{3})+|\d{1,9})\s*\p{Han}?(?:\s*(?:pcs|pieces|in all|in total))?$`)

// totalAsked is an item of which so many came in or went, and which is to be counted.
type totalAsked struct {
	SKU  string `json:"sku"`
	N    int    `json:"n"`
	More bool   `json:"more,omitempty"`
}

// askTotal asks for what is on the shelf in all where so many came in or went: what open orders have reserved lies there
// as well, so that no sum made here would be what somebody counts.
func (v *visit) askTotal(ctx context.Context, s understand.Slots) error {
	item, ok, err := v.ownItem(ctx, s.SKU)
	if err != nil || !ok {
		return err
	}
	v.state.Totals = append(v.state.Totals, totalAsked{item.SKU, *s.Stock, s.Step == understand.More})
	if len(v.state.Totals) > 1 {
		return nil // one question at a time
	}
	return v.showTotal(ctx)
}

// showTotal asks the first of the questions that wait.
func (v *visit) showTotal(ctx context.Context) error {
	asked := v.state.Totals[0]
	item, ok, err := v.ownItem(ctx, asked.SKU)
	if err != nil || !ok {
		return err
	}
	v.show(bot.Card{
		Text: v.text("distributor.total", v.itemView(item, view{"N": asked.N, "More": asked.More})), Key: totalKey,
		Buttons: [][]bot.Button{row(v.button("distributor.button.keep", nil, "keep"))},
	})
	return nil
}

// totalTold takes a number for the total that was asked for, and asks for the next. Other words leave the questions behind.
func (v *visit) totalTold(ctx context.Context, text string) (done bool, err error) {
	asked := v.state.Totals
	if len(asked) == 0 {
		return false, nil
	}
	m := total.FindStringSubmatch(text)
	if m == nil {
		v.state.Totals = nil
		return false, nil
	}
	n, err := strconv.Atoi(strings.NewReplacer(",", "", "，", "").Replace(m[1]))
	if err != nil {
		return true, err
	}
	v.state.Totals = asked[1:]
	if err := v.setStock(ctx, understand.Slots{SKU: asked[0].SKU, Stock: &n}); err != nil || len(v.state.Totals) == 0 {
		return true, err
	}
	return true, v.showTotal(ctx)
}
