package meaning

import (
	"testing"
)

// TestNarrowedSearches: what is not wanted is told apart from what is, and which goods stand first is read; what only looks
// like a refusal is none.
func TestNarrowedSearches(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]Find{
		"mugs except the red one":      {Text: Said("mugs"), Not: Said("red")},
		"mugs, but not the red ones?":  {Text: Said("mugs"), Not: Said("red")},
		"mugs without handle":          {Text: Said("mugs"), Not: Said("handle")},
		"no red mugs":                  {Not: Said("red mugs")},
		"anything but red hair clips":  {Not: Said("red hair clips")},
		"mugs, no red":                 {Text: Said("mugs"), Not: Said("red")},
		"mugs -red":                    {Text: Said("mugs"), Not: Said("red")},
		"red mugs not":                 {Text: Said("mugs"), Not: Said("red")},
		"红色以外的马克杯":                     {Text: Said("马克杯"), Not: Said("红色")},
		"除了红色的都行":                      {Not: Said("红色")},
		"不要红色的马克杯":                     {Not: Said("红色的马克杯")},
		"有没有马克杯，不要红色的":                 {Text: Said("马克杯"), Not: Said("红色")},
		"要不要红色的马克杯":                    {},
		"mugs or not":                  {},
		"mugs not over 5 yuan":         {},
		"cheapest mugs":                {Order: Said("cheapest")},
		"马克杯从便宜到贵":                     {Order: Said("cheapest")},
		"most expensive mugs":          {Order: Said("dearest")},
		"cheap mugs":                   {},
		"mugs sorted by price":         {Order: Said("cheapest")},
		"mugs by price, high to low":   {Order: Said("dearest")},
		"mugs from cheap to expensive": {Order: Said("cheapest")},
		"non-red mugs":                 {Text: Said("mugs"), Not: Said("red")},
		"mugs that are not red":        {Text: Said("mugs"), Not: Said("red")},
		"马克杯，红色除外":                     {Text: Said("马克杯"), Not: Said("红色")},
		"non-slip mugs":                {},
		"没有把手的马克杯":                     {Text: Said("马克杯"), Not: Said("把手")},
		"没有红色的马克杯":                     {},
		"没有把手的马克杯吗":                    {},
	} {
		m := &message{text: words, names: village{}}
		if got := (narrowing{m}).narrowed(Find{}, words); got != want {
			t.Errorf("%s: %+v, want %+v", words, got, want)
		}
	}
}

// Leave that is taken orders and repeats nothing.
func TestPartingIsTalk(t *testing.T) {
	t.Parallel()
	talk := map[string][]Command{}
	for _, words := range []string{"下次再来", "下回见", "下周再说吧", "好的，回头聊", "改天再说", "过几天再聊", "走不动了", "真的拿不动了", "catch you tomorrow", "ok, talk later", "see you next time!"} {
		talk[words] = is(Chat{})
	}
	means(t, Context{}, talk)
	for _, words := range []string{"下次再来20个A1023", "再来一次", "下次见货", "A1023卖不动了", "talk tomorrow about 20 A1023", "see you at the stall"} {
		if partings.MatchString(words) || farewell.MatchString(words) || spent.MatchString(words) {
			t.Errorf("%q is taken for leave", words)
		}
	}
}
