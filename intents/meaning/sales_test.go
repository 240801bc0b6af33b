package meaning

import "testing"

func TestWhatAFileIsSentFor(t *testing.T) {
	t.Parallel()
	for purpose, captions := range map[Purpose][]string{
		ToFetch: {"今天要拿货", "帮我备货", "这些要拿", "今天卖的", "fetch these please", "sold today", "please restock", "pick up tomorrow"},
		ToSend:  {"打单", "算下运费", "今天要发的快递", "这些包裹报个价", "shipping costs?", "price these parcels", "which courier is cheapest"},
		Unsaid:  {"", "今天的订单", "today's orders", "拿货和发货", "要拿货，再打单", "fetch these, then ship them"},
	} {
		for _, caption := range captions {
			if got := PurposeOf(caption); got != purpose {
				t.Errorf("%q is for %q, not %q", caption, got, purpose)
			}
		}
	}
}

// Which items the goods of one's shop are is asked in a few words, which need no reader.
func TestMatchesByRules(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"my titles", "Show me my shop titles", "list my matches", "which items are my titles?", "我的商品对应", "我的商品对应关系", "看看商品对应表", "店里的宝贝对应", "我的对应关系"} {
		means(t, Context{}, map[string][]Command{words: is(Matches{})})
	}
}

// A line of the card that nobody knew the goods of is said to be an item; one that is known is not.
func TestSettledByRules(t *testing.T) {
	t.Parallel()
	draft := Context{Focus: Focus{Draft: []Item{{ID: 2, SKU: "T-7", Quantity: 5}, {Item: "可爱发夹", Quantity: 3}}}}
	clip := Settle{2, Line{SKU: Said("A1023"), ID: Assumed[int64](1)}}
	for _, words := range []string{"2是A1023", "第2个是A1023", "2：A1023", "line 2 is A1023", "2 = A1023", "No. 2 is A1023"} {
		means(t, draft, map[string][]Command{words: is(clip)})
	}
	means(t, draft, map[string][]Command{"2号是红色发夹": is(Settle{2, Line{Item: Said("红色发夹"), SKU: Assumed("A1023"), ID: Assumed[int64](1)}})})
	draft.Draft[0].Shop = true
	means(t, draft, map[string][]Command{"1是A1023": is(Settle{1, Line{SKU: Said("A1023"), ID: Assumed[int64](1)}})})
	draft.Draft[0].Shop = false
	for _, words := range []string{"1是A1023", "3是A1023", "2是什么", "2 is wrong"} {
		for _, c := range Read(words, Context{Now: monday, Focus: draft.Focus}, village{}).Commands {
			if _, settles := c.(Settle); settles {
				t.Errorf("%q settles %+v", words, c)
			}
		}
	}
}
